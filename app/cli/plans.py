"""A plan file opened for a command: one scenario, judged anew."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wolds.app.cli.values import refuse_missing
from wolds.clustering.eligibility import Standing, standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools


@dataclass(frozen=True, eq=False)
class OpenedPlan:
    """One scenario of a plan file with figures that were reckoned now, not read."""

    schools: Schools
    standing: Standing
    plan: Plan
    scoreboard: Scoreboard


def opened_plan(path: Path, scenario: str | None) -> OpenedPlan:
    """Open a plan file and judge a scenario of it, the active one unless named. Raises `InputError`."""
    from wolds.app.planfile import open_project

    refuse_missing(path)
    project = open_project(path).project
    plan = _scenario(project, scenario)
    standing = standing_of(project.schools, plan.eligibility)
    return OpenedPlan(project.schools, standing, plan, Scoreboard.of(project.schools, standing, plan))


def _scenario(project: Project, name: str | None) -> Plan:
    if name is None:
        return project.plan
    for plan in project.scenarios:
        if plan.name.casefold() == name.strip().casefold():
            return plan
    raise InputError(f"there is no scenario {name}", remedy=f"The plan has {', '.join(project.names)}.")
