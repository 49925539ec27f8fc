"""Every local authority of a register solved by itself: what is worked out, and what it comes to. No Qt, no files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from wolds.app.file_names import safe_stem
from wolds.app.proposing import Proposal, facts_of
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import Eligibility, Role, standing_of
from wolds.clustering.heirs import preview_of
from wolds.clustering.narrowing import narrowed
from wolds.clustering.plan import Plan
from wolds.clustering.problem import MEMORY_MB, Ended, Problem, Solution, Unplaced
from wolds.geo.errors import Cancelled, InputError
from wolds.geo.progress import Watch
from wolds.geo.schools import Schools

State = Literal["done", "nothing to place", "failed", "not reached"]
NO_CODE: Final = "no-code"


@dataclass(frozen=True, eq=False)
class Authority:
    """One authority's part: its schools and whoever may join them. `read` counts its rows in the register."""

    code: str
    name: str
    read: int
    context: EditContext
    seed: int = 0
    time_limit_s: float | None = None
    memory_mb: int = MEMORY_MB

    @property
    def to_place(self) -> int:
        """How many of its schools are to be placed."""
        return int(self.context.standing.to_place.sum())


@dataclass(frozen=True)
class WorkedOut:
    """The engine's answer for an authority; small, as it may come from another machine."""

    solution: Solution
    unplaced: tuple[Unplaced, ...]


def authorities(
    schools: Schools, plan: Plan, seed: int = 0, time_limit_s: float | None = None, memory_mb: int = MEMORY_MB
) -> list[Authority]:
    """The authorities of the filter, or all of the register, by code; those with nothing to place too.

    Each has its own schools, and those of others that may join them: optional ones and neighbours within the buffer. Schools
    let in by hand count for their own authority only. Schools without a code come last, as the authority `NO_CODE`, if any of
    them is eligible. Raises `InputError` for a code that cannot name a file.
    """
    codes = schools.text("la_code").astype(str)
    anywhere = standing_of(schools, plan.eligibility.model_copy(update={"la_codes": ()})).role != Role.EXCLUDED
    wanted = sorted(set(plan.eligibility.la_codes) or set(codes.tolist()) - {""})
    for code in wanted:
        if safe_stem(code) != code or code == NO_CODE:  # a table of schools may have names in the place of codes
            raise InputError(f"the LA code {code[:40]!r} cannot name a file", remedy="Name the authorities with --la.")
    cases = [_authority(schools, plan, code, anywhere) for code in wanted]
    found = [replace(case, seed=seed, time_limit_s=time_limit_s, memory_mb=memory_mb) for case in cases]
    without = (codes == "") & anywhere
    return found if plan.eligibility.la_codes or not without.any() else [*found, _without_code(schools, plan, without)]


def _authority(schools: Schools, plan: Plan, code: str, anywhere: np.ndarray) -> Authority:
    own = schools.text("la_code").astype(str) == code
    mine = set(schools.urn[own].tolist())
    eligibility = _of_one(plan.eligibility, code, mine)
    plan = replace(plan, name=_name(schools, code), eligibility=eligibility)
    near = narrowed(EditContext(schools, standing_of(schools, eligibility), plan), own)
    return Authority(code, plan.name, len(mine), near)


def _of_one(eligibility: Eligibility, code: str, own: set[int]) -> Eligibility:
    included = tuple(choice for choice in eligibility.include if choice.urn in own)
    return eligibility.model_copy(update={"la_codes": (code,), "include": included})


def _name(schools: Schools, code: str) -> str:
    names = schools.text("la_name")[schools.text("la_code").astype(str) == code]
    return next((str(name) for name in names.tolist() if name), code)


def _without_code(schools: Schools, plan: Plan, rows: np.ndarray) -> Authority:
    """Schools that belong to no authority: listed, so that nobody vanishes, and not solved."""
    nobody = EditContext(schools.subset(rows), standing_of(schools.subset(rows), Eligibility()), Plan(rules=plan.rules))
    return Authority(NO_CODE, "schools without an LA code", int(rows.sum()), nobody)


def worked_out(case: Authority, watch: Watch) -> WorkedOut:
    """The best plan of an authority, and why schools are left over. `Cancelled` where the watch says so."""
    from wolds.clustering.engine import solve
    from wolds.clustering.unplaced import explain_unplaced

    problem = problem_of(case)
    solution = solve(problem, watch, case.time_limit_s, memory_mb=case.memory_mb)
    if solution.ended == Ended.CANCELLED:
        raise Cancelled("stopped as asked")
    return WorkedOut(solution, explain_unplaced(problem, solution))


def problem_of(case: Authority) -> Problem:
    """What the engine is asked for an authority."""
    from wolds.clustering.build import build_problem

    return build_problem(case.context.schools, case.context.standing, case.context.plan, case.seed)


def proposal_of(case: Authority, found: WorkedOut) -> Proposal:
    """The answer as a proposal for the authority."""
    facts = facts_of(found.solution, found.unplaced, case.seed, case.context)
    preview = preview_of(case.context, found.solution, found.unplaced, facts)
    return Proposal(problem_of(case), found.solution, found.unplaced, preview)


def to_solve(cases: list[Authority]) -> Iterator[tuple[int, Authority]]:
    """The authorities that have anything to place, with their place in the list."""
    return ((place, case) for place, case in enumerate(cases) if case.code != NO_CODE and case.to_place)
