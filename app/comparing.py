"""Plans to be compared, out of plan files: which, under which names, and on whose ground. Window and command line share it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from wolds.app.plan_names import short_names
from wolds.clustering.comparing import Comparison, Ground, Scored, Side, compare, today_of
from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import standing_of
from wolds.clustering.naming import free_name
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.geo.errors import InputError

TODAY: Final = "Today's federations"


@dataclass(frozen=True, eq=False)
class Contender:
    """A scenario of a plan file that is to be compared; `path` is None for the plan that is open in the window."""

    project: Project
    plan: Plan
    path: Path | None = None


def read_contenders(path: Path) -> tuple[Contender, ...]:
    """Every scenario of a plan file, in order. Raises `InputError`."""
    from wolds.app.planfile import open_project

    project = open_project(path).project
    return tuple(Contender(project, plan, path) for plan in project.scenarios)


def sides_of(contenders: Sequence[Contender]) -> tuple[Side, ...]:
    """The plans under names that tell them apart: that of the scenario, with its file where several files take part."""
    names = list(_names(contenders))
    return tuple(
        Side(name, one.plan, one.project.schools, "" if one.path is None else one.path.name, one.project.formers)
        for name, one in zip(names, contenders, strict=True)
    )


def _names(contenders: Sequence[Contender]) -> Iterator[str]:
    files = {one.path for one in contenders}
    called = short_names(path for path in files if path is not None)
    taken: list[str] = []
    for one in contenders:
        file = "" if one.path is None or len(files) == 1 else f"{called[one.path]}: "
        name = f"{file}{one.plan.name}"
        taken.append(free_name(name, taken))
        yield taken[-1]


def comparison_of(contenders: Sequence[Contender], *, with_today: bool = False, ground: int = 0) -> Comparison:
    """Compare plans on the register, the rules and the filter of the one at `ground`; today's federations stand before them.

    Raises `InputError` for fewer than two or more than five plans, today's federations included.
    """
    if not contenders:
        raise InputError("there is no plan to compare", remedy="Choose one.")
    sides = sides_of(contenders)
    schools, plan = contenders[ground].project.schools, replace(contenders[ground].plan, name=sides[ground].name)
    context = EditContext(schools, standing_of(schools, plan.eligibility), plan)
    if with_today:
        sides = (today_of(Ground.of(context), free_name(TODAY, [side.name for side in sides])), *sides)
    return compare(context, sides, contenders[ground].project.formers)


def scored_on(comparison: Comparison) -> Scored:
    """The plan whose register, filter and rules everything is scored on."""
    name = comparison.ground.context.plan.name
    return next(one for one in comparison.plans if one.name == name)
