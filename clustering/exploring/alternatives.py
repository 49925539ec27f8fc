"""Several good plans that differ really, side by side, each with its cost against the best.

How they are found stands in `apart.py`. What is not claimed: that no cheaper plan differs as much. How far each is from the
best possible is known all the same, since the bounds of the best plan hold for every plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from wolds.clustering.edits.base import EditContext
from wolds.clustering.exploring.apart import FIRST_STEP, Apart
from wolds.clustering.exploring.asking import Answer, Asker
from wolds.clustering.exploring.differing import difference_percent, pairs_together
from wolds.clustering.exploring.effects import Effect
from wolds.clustering.problem import Problem, Solution
from wolds.clustering.wording import plain
from wolds.geo.errors import InputError
from wolds.geo.progress import Unwatched, Watch
from wolds.geo.travel import Pair

COUNT: Final = 3
LEAST_DIFFERENCE_PERCENT: Final = 30.0
MOST_DEARER_PERCENT: Final = 25.0


@dataclass(frozen=True, eq=False)
class Alternative:
    """One plan of the row, cheapest first; number 0 is the best plan, and the others are compared with it.

    `solution` has the plan's clusters at their true cost, with the bounds of the best plan, which hold for every plan.
    `differences`: per cent against each earlier plan of the row, the best plan first (see `difference_percent`).
    `extra_km`, `extra_percent`: the objective, soft terms counted, beyond the best plan's. `other_partners`: how many schools
    have other partners than in the best plan. `effect`: who gains and who loses a place against it.
    """

    number: int
    solution: Solution
    differences: tuple[float, ...]
    extra_km: float
    extra_percent: float
    other_partners: int
    effect: Effect
    sentence: str

    @property
    def clusters(self) -> tuple[tuple[int, ...], ...]:
        """The clusters, locked ones left out: they are the same in every plan."""
        return self.solution.clusters

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """The pairs of schools that share a cluster, locked clusters left out."""
        return pairs_together(self.clusters)


@dataclass(frozen=True, eq=False)
class Alternatives:
    """The best plan and the others that were found, cheapest first. `problem` is what each of them solves.

    `sentence` says why there are no more, "" where as many as asked for were found.
    """

    problem: Problem
    plans: tuple[Alternative, ...]
    asked: int
    least_difference_percent: float
    most_dearer_percent: float | None
    sentence: str

    @property
    def best(self) -> Alternative:
        """The best plan."""
        return self.plans[0]

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything in plain sentences, one a line."""
        return (*(plan.sentence for plan in self.plans), *([self.sentence] if self.sentence else []))


def alternatives(
    context: EditContext,
    count: int = COUNT,
    least_difference_percent: float = LEAST_DIFFERENCE_PERCENT,
    most_dearer_percent: float | None = MOST_DEARER_PERCENT,
    watch: Watch | None = None,
    seed: int = 0,
) -> Alternatives:
    """The best plan and up to `count` others under the plan's rules and locks.

    Each differs from every other by `least_difference_percent` at least, places as many schools as the best plan, and costs
    at most `most_dearer_percent` more than it; None = however much. Raises `InputError` for figures that cannot be, and
    `Cancelled` where the watch says so.
    """
    if count < 1 or not 0 < least_difference_percent <= 100:
        raise InputError("alternatives: these figures cannot be", remedy="Ask for one plan or more that differs by 1 to 100 %.")
    if most_dearer_percent is not None and most_dearer_percent < 0:
        raise InputError("alternatives: no plan is cheaper than the best", remedy="Give a per cent of 0 or more.")
    asker = Asker(context, watch or Unwatched(), seed)
    asker.watch.tell(0.0, "Working out the best plan")
    others, sentence = _others(asker, count, least_difference_percent, most_dearer_percent)
    asker.watch.tell(1.0, "Done")
    ordered = sorted(others, key=lambda one: (one.unplaced, round(one.parts.total_km, 6), one.clusters))
    plans = _side_by_side(asker, [asker.base.solution, *ordered])
    return Alternatives(asker.base.problem, plans, count, least_difference_percent, most_dearer_percent, sentence)


def _others(asker: Asker, count: int, least: float, most_dearer: float | None) -> tuple[list[Solution], str]:
    """The plans beside the best, in the order found, and why there are no more."""
    found: list[Solution] = []
    step = FIRST_STEP
    while len(found) < count:
        apart = Apart(asker, [asker.base.solution, *found], least, partial(_tell, asker, len(found), count))
        cheapest, step = apart.cheapest(step)
        if cheapest is None:
            return found, f"No further plan was found that differs by {plain(least)} % or more and places as many schools."
        dearer = _extra_percent(asker.base.solution, cheapest)
        if most_dearer is not None and dearer > most_dearer:
            further = f"The next plan found that differs by {plain(least)} % or more costs {plain(dearer)} % more than the best"
            return found, f"{further}, beyond the {plain(most_dearer)} % allowed."
        found.append(cheapest)
    return found, ""


def _tell(asker: Asker, found: int, count: int, fraction: float) -> None:
    asker.watch.tell(0.05 + 0.95 * (found + fraction) / count, f"Looking for another good plan: {found + 1} of {count}")


def _extra_percent(best: Solution, other: Solution) -> float:
    before = best.parts.total_km
    return 100.0 * (other.parts.total_km - before) / before if before > 0 else 0.0


def _side_by_side(asker: Asker, solutions: Sequence[Solution]) -> tuple[Alternative, ...]:
    pairs = [pairs_together(solution.clusters) for solution in solutions]
    return tuple(
        _alternative(asker, number, solution, tuple(difference_percent(pairs[number], other) for other in pairs[:number]))
        for number, solution in enumerate(solutions)
    )


def _alternative(asker: Asker, number: int, solution: Solution, differences: tuple[float, ...]) -> Alternative:
    best = asker.base.solution
    effect = Effect.of(asker.base, Answer(asker.base.problem, solution), asker.measure)
    extra_percent = _extra_percent(best, solution)
    return Alternative(
        number=number,
        solution=solution,
        differences=differences,
        extra_km=solution.parts.total_km - best.parts.total_km,
        extra_percent=extra_percent,
        other_partners=_other_partners(best.clusters, solution.clusters),
        effect=effect,
        sentence=_sentence(asker, number, solution, differences, effect, extra_percent),
    )


def _other_partners(before: Sequence[tuple[int, ...]], after: Sequence[tuple[int, ...]]) -> int:
    """Schools that are in another cluster than before, or in none any more, or in one at last."""
    was = {urn: members for members in before for urn in members}
    now = {urn: members for members in after for urn in members}
    return sum(was.get(urn) != now.get(urn) for urn in was.keys() | now.keys())


def _sentence(
    asker: Asker, number: int, solution: Solution, differences: tuple[float, ...], effect: Effect, extra_percent: float
) -> str:
    clusters = f"{len(solution.clusters)} cluster{'' if len(solution.clusters) == 1 else 's'}"
    if not differences:
        return f"The best plan: {clusters}, {effect.measure.text(solution.parts.total_km)}, {_proof(solution)}."
    apart = f"{plain(differences[0], 0)} % of the pairs that share a cluster differ from the best plan"
    nearest = min(differences)
    if nearest < differences[0]:
        apart += f", {plain(nearest, 0)} % from plan {differences.index(nearest)}"
    dearer = f" ({plain(extra_percent, 2)} %)" if extra_percent >= 0.005 else ""
    told = effect.sentence(asker.context.schools)
    return f"Plan {number}: {clusters}; {apart}; {told}{dearer}; {_proof(solution)}."


def _proof(solution: Solution) -> str:
    if solution.proven:
        return "proven best"
    if solution.unplaced > solution.unplaced_bound:
        return f"not proven best: it is not ruled out that only {solution.unplaced_bound} be left out"
    return f"within {plain(solution.gap_percent, 2)} % of the best possible"
