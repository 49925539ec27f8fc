"""The frozen answers about relaxations: what is loosened, how far, and what the best plan then comes to."""

from __future__ import annotations

from dataclasses import dataclass

from wolds.clustering.edits.base import Edit
from wolds.clustering.exploring.effects import Effect


@dataclass(frozen=True)
class Step:
    """One change of the rules or of who takes part: `text` says it ("travel limit 12 km → 12.573 km"), `edits` make it.

    `value` is the rule's new figure in the unit of the relaxation, None where the change is a pair or a school: `urns`.
    """

    text: str
    edits: tuple[Edit, ...]
    value: float | None = None
    urns: tuple[int, ...] = ()


@dataclass(frozen=True)
class Placing:
    """Where the best plan places the school. `first`: everything that loosens less was tried or ruled out."""

    step: Step
    effect: Effect
    partners: tuple[int, ...]  # the cluster it comes into, the school included
    first: bool


@dataclass(frozen=True)
class Relaxation:
    """The smallest relaxation of one kind for one school.

    `kind` is the rule's field ("cap_km", "roll_min", "mix", ...), "pair" or "school". `feasible`: where a cluster with the
    school first becomes feasible. `placed`: where the best plan first places it. None where nothing that was looked at does.
    """

    kind: str
    urn: int
    feasible: Step | None
    placed: Placing | None
    sentence: str
