"""What is known of partnerships as tables that other programs read: all of it is read back from the scenarios, not from here.

Only the table of confidential facts is read back, since these stand nowhere else in the file: whoever passes the file on can
take that table out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wolds.app.planfile.scene import Scene
from wolds.clustering.edits.beside import place_name
from wolds.clustering.models import model_name
from wolds.clustering.partnership.records import Partnership
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.clustering.records import fact_json
from wolds.geo.geopackage import BOOLEAN, GeoTable

Row = tuple[Any, ...]


def partnership_tables(scene: Scene) -> list[GeoTable]:
    """Partnerships, joint roles, actions, measures, readings and spending of the active scenario."""
    plan = scene.plan
    return [
        GeoTable("partnerships", _PARTNERSHIPS, list(_partnerships(plan)), description="Stage, lead, model and money"),
        GeoTable("model_steps", _STEPS, list(_steps(plan)), description="Models that partnerships took on, by day"),
        GeoTable("joint_roles", _ROLES, list(_roles(plan)), description="Roles that schools share"),
        GeoTable("actions", _ACTIONS, list(_actions(plan)), description="Action plans"),
        GeoTable("measures", _MEASURES, list(_measures(plan)), description="Measures of progress"),
        GeoTable("readings", _READINGS, list(_readings(plan)), description="Values of measures, by day"),
        GeoTable("spending", _SPENDING, list(_spending(plan)), description="What money is spent on, pounds a year"),
    ]


_HEAD = {"cluster": "TEXT", "cluster_name": "TEXT"}
_PARTNERSHIPS = {
    **_HEAD,
    **{"stage": "TEXT", "lead_role": "TEXT", "model": "TEXT", "target": "TEXT", "review_date": "TEXT"},
    **{"grant_pounds": "REAL", "levy_per_school": "REAL", "levy_per_pupil": "REAL", "is_former": BOOLEAN},
}
_STEPS = {**_HEAD, "model": "TEXT", "since": "TEXT", "note": "TEXT"}
_ROLES = {**_HEAD, "role": "TEXT", "school_urn": "INTEGER", "note": "TEXT"}
_ACTIONS = {
    **_HEAD,
    **{"action": "TEXT", "text": "TEXT", "category": "TEXT", "priority": "TEXT", "owner_role": "TEXT", "term": "TEXT"},
    **{"status": "TEXT", "note": "TEXT"},
}
_MEASURES = {
    **_HEAD,
    **{"measure": "TEXT", "name": "TEXT", "unit": "TEXT", "baseline": "REAL", "target": "REAL", "review_date": "TEXT"},
    **{"is_agreed": BOOLEAN, "latest": "REAL", "latest_on": "TEXT"},
}
_READINGS = {**_HEAD, "measure": "TEXT", "name": "TEXT", "read_on": "TEXT", "value": "REAL"}
_SPENDING = {**_HEAD, "head": "TEXT", "pounds": "REAL", "note": "TEXT"}


def _each(plan: Plan) -> Iterator[tuple[tuple[str, str], Partnership]]:
    for key, partnership in sorted(plan.partnerships.items()):
        cluster = plan.clusters.get(key)
        yield (key, cluster.name if cluster else partnership.former_name), partnership


def _partnerships(plan: Plan) -> Iterator[Row]:
    for head, one in _each(plan):
        money = one.budget
        models = (model_name(one.model) if one.model else "", model_name(one.target) if one.target else "")
        given = (money.grant, money.levy_per_school, money.levy_per_pupil)
        yield (*head, one.stage.value, one.lead_role, *models, _day(one.review_date), *given, int(head[0] not in plan.clusters))


def _steps(plan: Plan) -> Iterator[Row]:
    for head, one in _each(plan):
        for step in one.history:
            yield (*head, model_name(step.model) if step.model else "", _day(step.since), step.note)


def _roles(plan: Plan) -> Iterator[Row]:
    for head, one in _each(plan):
        yield from ((*head, role.role, role.school, role.note) for role in one.roles)


def _actions(plan: Plan) -> Iterator[Row]:
    for head, one in _each(plan):
        for action in one.actions:
            kind = (action.category.value, action.priority.value)
            yield (*head, action.id, action.text, *kind, action.owner, action.term, action.status.value, action.note)


def _measures(plan: Plan) -> Iterator[Row]:
    for head, one in _each(plan):
        for measure in one.measures:
            last = measure.latest
            latest = (None, "") if last is None else (last.value, _day(last.on))
            aim = (measure.baseline, measure.target, _day(measure.review_date), int(measure.agreed))
            yield (*head, measure.id, measure.name, measure.unit, *aim, *latest)


def _readings(plan: Plan) -> Iterator[Row]:
    for head, one in _each(plan):
        for measure in one.measures:
            yield from ((*head, measure.id, measure.name, _day(read.on), read.value) for read in measure.series)


def _spending(plan: Plan) -> Iterator[Row]:
    for head, one in _each(plan):
        yield from ((*head, item.head.value, item.pounds, item.note) for item in one.budget.spending)


def _day(day: Any) -> str:
    return "" if day is None else str(day)


def associate_rows(plan: Plan) -> list[Row]:
    """Rows of associates for the table of memberships."""
    return [
        (one.cluster or "", place_name(plan, one), one.urn, "associate", 0, one.purpose, one.note)
        for _, one in sorted(plan.associates.items())
    ]


def confidential_table(project: Project) -> GeoTable:
    """The confidential facts of every scenario, apart from everything else."""
    columns = {"scenario_position": "INTEGER", "id": "TEXT", "document": "TEXT"}
    rows = [
        (position, key, fact_json(fact))
        for position, plan in enumerate(project.scenarios)
        for key, fact in sorted(plan.confidential.items())
    ]
    return GeoTable("confidential", columns, rows, description="CONFIDENTIAL: take this table out before passing the file on")
