"""A plan file opened for a command: one scenario, judged anew."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wolds.app.cli.layers import layer_faults
from wolds.app.cli.values import refuse_missing
from wolds.clustering.eligibility import Standing, standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools


@dataclass(frozen=True, eq=False)
class OpenedPlan:
    """One scenario of a plan file with figures that were reckoned now, not read. `project` has it active.

    `doubts` are sentences about the file; `faults` are those about layers that other programs changed.
    """

    schools: Schools
    standing: Standing
    plan: Plan
    scoreboard: Scoreboard
    project: Project
    doubts: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def opened_plan(path: Path, scenario: str | None) -> OpenedPlan:
    """Open a plan file and judge a scenario of it, the active one unless named. Raises `InputError`."""
    from wolds.app.planfile.opening import project_from_bytes
    from wolds.geo.geopackage import read_bytes

    refuse_missing(path)
    data = read_bytes(path)
    opened = project_from_bytes(data, str(path))
    project, faults = opened.project, layer_faults(data, str(path), opened.project)
    project = switched(project, scenario)
    plan = project.plan
    standing = standing_of(project.schools, plan.eligibility)
    scoreboard = Scoreboard.of(project.schools, standing, plan)
    return OpenedPlan(project.schools, standing, plan, scoreboard, project, opened.doubts, tuple(faults))


def switched(project: Project, name: str | None) -> Project:
    """The project with the scenario of that name active; None = as it is. Raises `InputError` where there is none."""
    if name is None:
        return project
    for position, plan in enumerate(project.scenarios):
        if plan.name.casefold() == name.strip().casefold():
            return project.switched(position)
    raise InputError(f"there is no scenario {name}", remedy=f"The plan has {', '.join(project.names)}.")
