"""The life of partnerships as tables: what the workbook shows and the lists hold. Confidential facts only where asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from wolds.app.export.tables import Cell, csv_bytes
from wolds.clustering.edits import EditContext
from wolds.clustering.edits.beside import place_name
from wolds.clustering.models import MODELS, Model, model_name
from wolds.clustering.partnership.care import consequence_for, warnings_of
from wolds.clustering.partnership.dashboard import former_partnerships
from wolds.clustering.partnership.figures import money_of, partnership_of
from wolds.clustering.partnership.records import Category, Partnership, Priority, SpendingHead, Stage, Status
from wolds.clustering.taking_back.tables import ACTIONS, ASSOCIATES, MEASURES, PARTNERSHIPS, ROLES

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class PartnershipTable:
    """A table with headings and widths in characters, for a sheet of that name or a list."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]

    def csv(self) -> bytes:
        """The table as CSV, UTF-8 with BOM."""
        return csv_bytes([title for title, _ in self.columns], self.rows)


def says_anything(context: EditContext) -> bool:
    """Whether anything was said of partnerships beside their schools."""
    return bool(context.plan.partnerships or context.plan.associates)


def partnership_tables(context: EditContext, today: date, *, confidential: bool = False) -> tuple[PartnershipTable, ...]:
    """Every table, in the order of the workbook."""
    tables = (
        partnership_list(context, today),
        action_list(context),
        measure_list(context),
        PartnershipTable(ROLES, _ROLES, tuple(_roles(context))),
        PartnershipTable(ASSOCIATES, _ASSOCIATES, tuple(_associates(context))),
    )
    return (*tables, confidential_list(context)) if confidential else tables


_PARTNERSHIPS: Final = (
    *(("Cluster", 9), ("Name", 30), ("Stage", 10), ("Lead role", 24), ("Model", 22), ("Target model", 22), ("Review date", 12)),
    *(("Income, pounds", 11), *((f"{head.value.capitalize()}, pounds", 11) for head in SpendingHead), ("Balance, pounds", 11)),
    *(("Verdict", 16), ("Why", 50), ("What is missing", 60)),
)
_ACTIONS: Final = (
    *(("Cluster", 9), ("Name", 30), ("Action", 8), ("What", 60), ("Category", 12), ("Priority", 9), ("Owner (role)", 24)),
    *(("Term", 14), ("Status", 12), ("Note", 40)),
)
_MEASURES: Final = (
    *(
        ("Cluster", 9),
        ("Name", 30),
        ("Measure", 8),
        ("What", 40),
        ("Unit", 12),
        ("Agreed", 8),
        ("Baseline", 10),
        ("Target", 10),
    ),
    *(("Latest", 10), ("Latest on", 12), ("Way to target", 10), ("Review date", 12)),
)
_MODELS: Final = tuple(map(model_name, MODELS))


def _words(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(one.value for one in kind)


BROUGHT_BACK: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    ACTIONS: {
        **dict.fromkeys(("Cluster", "What", "Owner (role)", "Term", "Note"), ()),
        **{"Category": _words(Category), "Priority": _words(Priority), "Status": _words(Status)},
    },
    MEASURES: {
        **dict.fromkeys(("Cluster", "What", "Unit", "Baseline", "Target", "Latest", "Latest on", "Review date"), ()),
        "Agreed": ("yes",),
    },
    PARTNERSHIPS: {
        **dict.fromkeys(("Lead role", "Review date"), ()),
        **{"Stage": _words(Stage), "Model": _MODELS, "Target model": _MODELS},
    },
    ROLES: dict.fromkeys(("Cluster", "Role", "Based at URN", "Note"), ()),
    ASSOCIATES: dict.fromkeys(("URN", "Cluster", "Partnership", "Purpose", "Note"), ()),
}
"""Columns whose changes can come back into the plan, by table, with the only words they take where those are fixed."""
DAYS: Final = frozenset(("Review date", "Latest on", "Date"))
"""Columns of days, in ISO form."""
_ROLES: Final = (("Cluster", 9), ("Name", 30), ("Role", 30), ("Based at URN", 10), ("Based at", 34), ("Note", 40))
_ASSOCIATES: Final = (("URN", 9), ("School", 38), ("Cluster", 9), ("Partnership", 34), ("Purpose", 30), ("Note", 40))
_CONFIDENTIAL: Final = (("CONFIDENTIAL: of", 38), ("URN", 9), ("Cluster", 9), ("Kind", 16), ("Date", 12), ("Text", 70))


def partnership_list(context: EditContext, today: date) -> PartnershipTable:
    """One row for each cluster, and one for each former partnership."""
    rows = [_partnership(context, key, today) for key in sorted(context.plan.clusters)]
    rows += [_former(context, key) for key in former_partnerships(context)]
    return PartnershipTable(PARTNERSHIPS, _PARTNERSHIPS, tuple(rows))


def _partnership(context: EditContext, key: str, today: date) -> Row:
    one, money, said = partnership_of(context, key), money_of(context, key), consequence_for(context, key)
    warned = "; ".join(warned.sentence for warned in warnings_of(context, key, today))
    spending = [money.by_head[head] for head in SpendingHead]
    name = context.plan.clusters[key].name
    return (*_head(key, name, one), money.income, *spending, money.balance, said.verdict.value, said.why, warned)


def _head(key: str, name: str, one: Partnership) -> Row:
    return key, name, one.stage.value, one.lead_role, _model(one.model), _model(one.target), _day(one.review_date)


def _former(context: EditContext, key: str) -> Row:
    one = partnership_of(context, key)
    spending = [sum(item.pounds for item in one.budget.spending if item.head == head) for head in SpendingHead]
    return (*_head(key, f"{one.former_name} (former)", one), None, *spending, None, "", "", "")


def _each(context: EditContext) -> Iterator[tuple[str, str, Partnership]]:
    for key, one in sorted(context.plan.partnerships.items()):
        cluster = context.plan.clusters.get(key)
        yield key, cluster.name if cluster else f"{one.former_name} (former)", one


def action_list(context: EditContext) -> PartnershipTable:
    """One row for each action."""
    return PartnershipTable(ACTIONS, _ACTIONS, tuple(_actions(context)))


def _actions(context: EditContext) -> Iterator[Row]:
    for key, name, one in _each(context):
        for action in one.actions:
            kind = (action.category.value, action.priority.value)
            yield (key, name, action.id, action.text, *kind, action.owner, action.term, action.status.value, action.note)


def measure_list(context: EditContext) -> PartnershipTable:
    """One row for each measure, with its latest value."""
    return PartnershipTable(MEASURES, _MEASURES, tuple(_measures(context)))


def _measures(context: EditContext) -> Iterator[Row]:
    for key, name, one in _each(context):
        for measure in one.measures:
            last, progress = measure.latest, measure.progress
            latest = (None, "") if last is None else (last.value, _day(last.on))
            way = "" if progress is None else f"{progress:.0%}"
            aim = ("yes" if measure.agreed else "", measure.baseline, measure.target)
            yield (key, name, measure.id, measure.name, measure.unit, *aim, *latest, way, _day(measure.review_date))


def _roles(context: EditContext) -> Iterator[Row]:
    for key, name, one in _each(context):
        for role in one.roles:
            based = "" if role.school is None else context.schools.name_of(role.school)
            yield key, name, role.role, role.school, based, role.note


def _associates(context: EditContext) -> Iterator[Row]:
    for _, one in sorted(context.plan.associates.items()):
        school = context.schools.name_of(one.urn)
        yield one.urn, school, one.cluster or "", place_name(context.plan, one), one.purpose, one.note


def confidential_list(context: EditContext) -> PartnershipTable:
    """The confidential facts. Only a person who ticks them gets this table."""
    return PartnershipTable("Confidential", _CONFIDENTIAL, tuple(_confidential(context)))


def _confidential(context: EditContext) -> Iterator[Row]:
    for _, fact in sorted(context.plan.confidential.items()):
        cluster = context.plan.clusters.get(fact.cluster or "")
        name = context.schools.name_of(fact.urn) if fact.urn is not None else cluster.name if cluster else ""
        yield name, fact.urn, fact.cluster or "", fact.kind.value, _day(fact.on), fact.text


def _model(model: Model | None) -> str:
    return "" if model is None else model_name(model)


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
