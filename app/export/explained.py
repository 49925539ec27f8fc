"""Reasons for a plan that was edited by hand: worked out anew, since those of its proposal no longer hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from wolds.app.export.bundle import Exported
from wolds.clustering.problem import Ended, ObjectiveParts, Solution, Unplaced
from wolds.geo.progress import Unwatched, Watch, stop_if_asked

_MOST_SCHOOLS: Final = 3_000
"""Of more schools to be placed a proposal tells the reasons; to look for them at each export would take long."""
_LEFT: Final = (
    "There are groups under these rules that it could join; the plan, as it was made or edited by hand, leaves it out. "
    "No proposal was made since, so whether a better plan takes it in is not known."
)


def explained(exported: Exported, watch: Watch | None = None) -> Exported:
    """The same plan with the reason of each school that it leaves over, where it was edited since the proposal or had none.

    It takes a moment for a county: not for the main thread. Raises `Stopped` where `watch` asks for it.
    """
    if not can_be_explained(exported) or not exported.scoreboard.plan.unplaced:
        return exported
    return replace(exported, unplaced=tuple(_reasons(exported, watch or Unwatched())))


def can_be_explained(exported: Exported) -> bool:
    """Whether the reasons are to be worked out: no proposal told them, and the schools are not those of a country."""
    is_told = exported.facts is not None or bool(exported.unplaced)
    return not is_told and exported.scoreboard.plan.to_place <= _MOST_SCHOOLS


def _reasons(exported: Exported, watch: Watch) -> Iterator[Unplaced]:
    from wolds.clustering.build import build_problem
    from wolds.clustering.unplaced import COMPETITION, explain_unplaced

    stop_if_asked(watch)
    problem = build_problem(exported.schools, exported.standing, exported.plan)
    clusters = tuple(sorted(cluster.members for cluster in exported.plan.clusters.values()))
    as_it_is = Solution(clusters, ObjectiveParts(0.0, 0.0), 0, 0, 0.0, 0.0, Ended.FINISHED, 0, 0.0)
    for one in explain_unplaced(problem, as_it_is, lambda: not watch.should_stop()):
        yield replace(one, sentence=_LEFT) if one.code == COMPETITION else one
