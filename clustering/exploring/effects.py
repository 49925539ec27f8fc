"""What a change of the rules does to the best plan: who gains a place, who loses one, what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from wolds.clustering.exploring.asking import Answer
from wolds.clustering.problem import Problem
from wolds.clustering.travel import STRAIGHT, Measure
from wolds.clustering.wording import listed, plain, schools_text
from wolds.geo.schools import Schools


@dataclass(frozen=True)
class Effect:
    """The best plan after a change beside the best plan before it.

    `gained` and `lost` are schools to be placed, ascending; `cost_km` is after minus before, soft terms counted;
    `same_clusters` clusters stand in both plans; `proven` says that nothing better exists in either.
    """

    gained: tuple[int, ...]
    lost: tuple[int, ...]
    unplaced: int
    clusters: int
    cost_km: float
    same_clusters: int
    proven: bool
    measure: Measure = STRAIGHT

    @classmethod
    def of(cls, before: Answer, after: Answer, measure: Measure = STRAIGHT) -> Self:
        """Compare two best plans; `measure` is what their travel is told in."""
        was, now = _placed(before), _placed(after)
        to_place = {int(urn) for urn in before.problem.urn[before.problem.to_place]}
        return cls(
            gained=tuple(sorted(now - was)),
            lost=tuple(sorted((was - now) & to_place)),
            unplaced=after.solution.unplaced,
            clusters=len(after.solution.clusters),
            cost_km=after.solution.parts.total_km - before.solution.parts.total_km,
            same_clusters=len(set(before.solution.clusters) & set(after.solution.clusters)),
            proven=before.solution.proven and after.solution.proven,
            measure=measure,
        )

    def sentence(self, schools: Schools, urn: int | None = None) -> str:
        """The effect on others than `urn` in plain words, no full stop."""
        others = [schools.name_of(one) for one in self.gained if one != urn]
        parts = [f"{listed(others, 4)} {'finds' if len(others) == 1 else 'find'} a place too"] if others else []
        losers = [schools.name_of(one) for one in self.lost]
        parts += [f"{listed(losers, 4)} {'loses its' if len(losers) == 1 else 'lose their'} place"] if losers else []
        parts = [*parts, _left(self.unplaced)] if parts else [f"no {'other ' if urn else ''}school gains or loses a place"]
        return "; ".join([*parts, cost_words(self.cost_km, self.measure)])


def _left(unplaced: int) -> str:
    return f"{schools_text(unplaced)} {'is' if unplaced == 1 else 'are'} left out" if unplaced else "nobody is left out"


def _placed(answer: Answer) -> set[int]:
    return set(_to_place(answer.problem)) & answer.placed


def _to_place(problem: Problem) -> list[int]:
    urns: list[int] = problem.urn[problem.to_place].tolist()
    return urns


def cost_words(km: float, measure: Measure = STRAIGHT) -> str:
    """What a change costs the whole plan.

    >>> cost_words(3.21), cost_words(-0.5), cost_words(0.0)
    ('the whole plan costs 3.2 km more', 'the whole plan costs 0.5 km less', 'the whole plan costs the same')
    """
    value = abs(measure.value(km))
    shown = plain(value, 1 if value >= 0.1 else 3)
    if shown == "0":
        return "the whole plan costs the same"
    return f"the whole plan costs {shown} {measure.unit} {'more' if km > 0 else 'less'}"
