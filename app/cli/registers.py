"""A register or a plan, whichever a person has, opened for questions about schools."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from wolds.app.cli.plans import opened_plan
from wolds.app.cli.values import refuse_missing
from wolds.app.register_files import TableFiles, is_plan
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.partners.reach import USUAL_MINUTES, Reach
from wolds.clustering.plan import Plan
from wolds.clustering.rules import Rules
from wolds.geo.errors import InputError
from wolds.geo.progress import Watch


def context_of(
    path: Path, scenario: str | None, watch: Watch, usual: Plan, roll_min: int | None = None, files: TableFiles | None = None
) -> EditContext:
    """The schools of a register under the rules and filter of `usual`, or a scenario of a plan file.

    `roll_min` overrides the floor, 0 = none; `files` go with a register that is no GIAS extract. Raises `InputError`.
    """
    files = files or TableFiles()
    if is_plan(path) and files.given:
        raise InputError("--mapping and --postcodes are for a register", remedy="Leave them out: a plan needs neither.")
    context = _of_plan(path, scenario, usual) if is_plan(path) else _of_register(path, scenario, watch, usual, files)
    if roll_min is None:
        return context
    changed: dict[str, Any] = {"roll_min": roll_min or None}
    rules = Rules.model_validate(context.plan.rules.model_dump() | changed)
    return replace(context, plan=replace(context.plan, rules=rules))


def _of_plan(path: Path, scenario: str | None, usual: Plan) -> EditContext:
    if usual.eligibility != Eligibility():
        raise InputError("a plan has a filter of its own", remedy="Leave --la and --max-roll out, or give a register.")
    opened = opened_plan(path, scenario)
    return EditContext(opened.schools, opened.standing, opened.plan)


def _of_register(path: Path, scenario: str | None, watch: Watch, usual: Plan, files: TableFiles) -> EditContext:
    from wolds.app.register_files import read_schools

    for given in (path, *files.given):
        refuse_missing(given)
    if scenario is not None:
        raise InputError(f"--scenario {scenario}: a register has no scenarios", remedy="Give a plan file, or leave it out.")
    schools = read_schools(path, watch, files).schools
    return EditContext(schools, standing_of(schools, usual.eligibility), usual)


def reach_of(minutes: float | None, km: float | None) -> Reach:
    """The reach of the options --minutes and --km, 20 minutes where neither is given. Raises `InputError`."""
    if minutes is not None and km is not None:
        raise InputError("--minutes and --km were both given", remedy="Give one of them.")
    if km is not None:
        return Reach(km=km)
    return Reach(minutes=USUAL_MINUTES[1] if minutes is None else minutes)
