"""Rules with a figure that can be loosened step by step, and the figures at which anything can change."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.clustering.costs import NodeTravel
from wolds.clustering.engine.pairs import node_pairs_within_cap
from wolds.clustering.exploring.asking import Asker
from wolds.clustering.problem import Problem
from wolds.clustering.rules import Rules
from wolds.clustering.travel import in_minutes, shown_value
from wolds.clustering.validating import validated
from wolds.clustering.wording import plain

CAP_FURTHEST: Final = 1.5  # the cap is loosened to this times what it is, at most
PAIR: Final = 2  # the least size is loosened to a pair: a school alone is no partnership
MORE_SCHOOLS: Final = 4
MORE_CLUSTERS: Final = 10
ROLL_CEILING_FURTHEST: Final = 2.0
CAP_STEPS: Final = {"km": 1000, "min": 100}  # a cap is told to the metre or to the hundredth of a minute


@dataclass(frozen=True)
class Knob:
    """One rule and the figures it could be loosened to: `values`, from the figure in force on; `furthest` is looked at."""

    field: str
    name: str
    unit: str
    values: tuple[float, ...]
    furthest: float

    def rules(self, rules: Rules, value: float) -> Rules:
        """The rules with another figure."""
        figure: float | int = value if self.field.startswith("cap_") else int(value)
        return validated(Rules, rules.model_dump() | {self.field: figure}, "the rules")

    def text(self, value: float) -> str:
        """A figure with its unit: "12.573 km"."""
        unit = self.unit[:-1] if value == 1 and self.unit.endswith("s") else self.unit
        return f"{plain(value, 3)} {unit}"

    @property
    def now(self) -> float:
        """The figure in force."""
        return self.values[0]


def knobs_of(asker: Asker) -> Iterator[Knob]:
    """Every rule in force that can be loosened figure by figure."""
    yield from _cap(asker)
    yield from _whole_numbers(asker.context.plan.rules)


def _whole_numbers(rules: Rules) -> Iterator[Knob]:
    if rules.roll_min:
        yield Knob("roll_min", "roll floor", "pupils", _down(rules.roll_min, 0), 0)
    if rules.size_min > PAIR:
        yield Knob("size_min", "least size", "schools", _down(rules.size_min, PAIR), PAIR)
    if rules.size_max is not None:
        most = rules.size_max + MORE_SCHOOLS
        yield Knob("size_max", "largest size", "schools", _up(rules.size_max, most), most)
    if rules.roll_max is not None:
        most = int(ROLL_CEILING_FURTHEST * rules.roll_max)
        yield Knob("roll_max", "roll ceiling", "pupils", _up(rules.roll_max, most), most)
    if rules.max_clusters is not None:
        most = rules.max_clusters + MORE_CLUSTERS
        yield Knob("max_clusters", "most clusters", "clusters", _up(rules.max_clusters, most), most)


def _down(start: int, stop: int) -> tuple[float, ...]:
    return tuple(float(value) for value in range(start, stop - 1, -1))


def _up(start: int, stop: int) -> tuple[float, ...]:
    return tuple(float(value) for value in range(start, stop + 1))


def _cap(asker: Asker) -> Iterator[Knob]:
    rules = asker.context.plan.rules
    now = rules.cap_minutes if in_minutes(rules) else rules.cap_km
    if now is None:
        return
    field, unit = ("cap_minutes", "min") if in_minutes(rules) else ("cap_km", "km")
    furthest = round(now * CAP_FURTHEST, 3)
    widest = asker.problem(rules.model_copy(update={field: furthest}))
    yield Knob(field, "travel limit", unit, (now, *_cap_values(widest, now, furthest, CAP_STEPS[unit])), furthest)


def _cap_values(widest: Problem, now: float, furthest: float, steps: int) -> Sequence[float]:
    """Each cap, on a grid of so many steps a unit, at which a pair comes within it; those from `now` to `furthest`."""
    pairs, _ = node_pairs_within_cap(widest, NodeTravel.of(widest))
    travel = NodeTravel.of(widest)
    shown = [shown_value(km, widest.rules) for km in np.unique(travel.km(pairs[:, 0], pairs[:, 1])).tolist()]
    grid = {math.ceil(value * steps - 1e-6) for value in shown}
    grid |= {step + 1 for step in grid if step / steps in shown}  # rounding may put a pair just beyond its own figure
    return [step / steps for step in sorted(grid) if now < step / steps <= furthest]
