"""What edited sheets say of actions and measures: changed, added, missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, TypeVar

from pydantic import ValidationError

from wolds.clustering.edits.base import Edit
from wolds.clustering.edits.progress import (
    AddAction,
    AddMeasure,
    ChangeAction,
    ChangeMeasure,
    RemoveAction,
    RemoveMeasure,
)
from wolds.clustering.merging import MergeItem
from wolds.clustering.partnership.records import Action, Category, Measure, Partnership, Priority, Reading, Status
from wolds.clustering.taking_back.case import Case, is_doubtful, where_of
from wolds.clustering.taking_back.cells import Unreadable, agreed, chosen, day, line, named, number
from wolds.clustering.taking_back.comparing import TableDiff
from wolds.clustering.taking_back.tables import ACTIONS, MEASURES, Row, comparable, said

_Entry = TypeVar("_Entry", Action, Measure)
_LATEST: Final = ("Latest", "Latest on")


@dataclass(frozen=True, eq=False)
class _Kind(Generic[_Entry]):
    """How the rows of one sheet stand for entries of partnerships: fields and readers by heading."""

    table: str
    key: str
    kind: Literal["action", "measure"]
    of: Callable[[Partnership], tuple[_Entry, ...]]
    words: Callable[[_Entry], str]
    model: type[_Entry]
    fields: Mapping[str, tuple[str, Callable[[str], Any]]]
    optional: tuple[str, ...]
    """Headings that a new row may leave empty, for the usual value."""
    add: Callable[[str, _Entry], Edit]
    change: Callable[[str, _Entry], Edit]
    remove: Callable[[str, str], Edit]


_OF_ACTIONS: Final = _Kind[Action](
    ACTIONS,
    "Action",
    "action",
    lambda held: held.actions,
    lambda one: one.text,
    Action,
    {
        "What": ("text", line),
        "Category": ("category", chosen(Category)),
        "Priority": ("priority", chosen(Priority)),
        "Owner (role)": ("owner", line),
        "Term": ("term", line),
        "Status": ("status", chosen(Status)),
        "Note": ("note", said),
    },
    ("Priority", "Status"),
    AddAction,
    ChangeAction,
    RemoveAction,
)
_OF_MEASURES: Final = _Kind[Measure](
    MEASURES,
    "Measure",
    "measure",
    lambda held: held.measures,
    lambda one: one.name,
    Measure,
    {
        "What": ("name", line),
        "Unit": ("unit", line),
        "Agreed": ("agreed", agreed),
        "Baseline": ("baseline", number),
        "Target": ("target", number),
        "Review date": ("review_date", day),
    },
    (),
    AddMeasure,
    ChangeMeasure,
    RemoveMeasure,
)


def progress_items(case: Case) -> Iterator[MergeItem]:
    """Every action and measure that is changed, added or missing."""
    yield from _Entries(case, _OF_ACTIONS).items()
    yield from _Entries(case, _OF_MEASURES).items()


@dataclass(frozen=True, eq=False)
class _Entries(Generic[_Entry]):
    case: Case
    kind: _Kind[_Entry]

    def items(self) -> Iterator[MergeItem]:
        diff = self.case.diffs.get(self.kind.table)
        if diff is None:
            return
        for rows in diff.doubled:
            numbers = " and ".join(str(row.number) for row in rows)
            why = f"rows {numbers} have the same id and do not say the same: keep one, or empty the id of the other"
            yield self._refused(rows[0], why, (self.kind.key,))
        for one in diff.touched:
            columns = tuple(name for name in one.columns if name in (*self.kind.fields, *_LATEST))
            if columns:
                yield from self._changed(one.was, one.row, columns)
        for row in diff.fresh:
            yield from self._added(row)
        yield from self._gone(diff)

    # Changed -------------------------------------------------------------------------------------------------------------

    def _changed(self, was: Row, row: Row, columns: tuple[str, ...]) -> Iterator[MergeItem]:
        cluster, present = was.cell("Cluster"), self._present(was)
        if present is None:
            why = f"the plan has no such {self.kind.kind} any more"
            yield self._refused(row, why, columns)
            return
        now = self.case.shown_now(self.kind.table, was)
        columns = tuple(name for name in columns if comparable(now.cell(name)) != comparable(row.cell(name)))
        if not columns:
            return
        try:
            theirs = self._read(row, columns, present)
        except Unreadable as error:
            yield self._refused(row, str(error), columns)
            return
        if theirs == present:
            return
        yield self.case.item(
            self.kind.kind,
            f"{self._place(cluster)}: {self.kind.words(present)}",
            (_told(now, columns), _told(row, columns)),
            self.kind.change(cluster, theirs),
            where_of(self.kind.table, row, *columns),
            urns=self._members(cluster),
            is_conflict=is_doubtful(was, row, now, columns),
        )

    def _present(self, row: Row) -> _Entry | None:
        held = self.case.context.plan.partnerships.get(row.cell("Cluster"), Partnership())
        return next((one for one in self.kind.of(held) if one.id == row.cell(self.kind.key)), None)

    def _read(self, row: Row, columns: tuple[str, ...], present: _Entry | None) -> _Entry:
        """The entry with what these cells say; raises `Unreadable`."""
        known: dict[str, Any] = {} if present is None else dict(present)
        for name in columns:
            if name in self.kind.fields:
                field, read = self.kind.fields[name]
                known[field] = named(name, read, row.cell(name))
        if any(name in columns for name in _LATEST):
            known["series"] = _series(known.get("series", ()), row, "Latest on" in columns)
        try:
            return self.kind.model.model_validate(known)
        except ValidationError as error:
            raise Unreadable(self._in_words(error)) from error

    def _in_words(self, error: ValidationError) -> str:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        column = next((name for name, (field, _) in self.kind.fields.items() if first["loc"][:1] == (field,)), "")
        said_so = {"string_too_short": "it is empty", "missing": "it is empty"}
        if first["type"] == "string_too_long":
            said_so = {"string_too_long": first["msg"].replace("String should have at most", "it may have at most")}
        return f"{column}: {said_so.get(first['type'], first['msg'])}" if column else first["msg"]

    # Added and missing ---------------------------------------------------------------------------------------------------

    def _added(self, row: Row) -> Iterator[MergeItem]:
        place = self.case.places.meant(row.cell("Cluster")) if row.cell("Cluster") else self.case.places.named(row.cell("Name"))
        if not place.id:
            otherwise = "the row names no cluster of the plan: bring new clusters back first, then what they do"
            why = self.case.places.lost(place, otherwise)
            yield self._refused(row, why, ("Cluster",))
            return
        columns = [name for name in self.kind.fields if name not in self.kind.optional or row.cell(name)]
        columns += [name for name in _LATEST if row.cell(name)]
        try:
            entry = self._read(row, tuple(columns), None)
        except Unreadable as error:
            yield self._refused(row, str(error))
            return
        held = self.case.context.plan.partnerships.get(place.id, Partnership())
        if any(one.model_copy(update={"id": entry.id}) == entry for one in self.kind.of(held)):
            return
        title = f"{self._place(place.id)}: {self.kind.words(entry)}"
        words = ("", _told(row, tuple(name for name in columns if row.cell(name))))
        edit = self.kind.add(place.id, entry)
        yield self.case.item(self.kind.kind, title, words, edit, where_of(self.kind.table, row), urns=self._members(place.id))

    def _gone(self, diff: TableDiff) -> Iterator[MergeItem]:
        for was in diff.gone:
            present, cluster = self._present(was), was.cell("Cluster")
            if present is not None and cluster in self.case.context.plan.clusters:
                yield self.case.item(
                    self.kind.kind,
                    f"{self._place(cluster)}: {self.kind.words(present)}",
                    (_told(was, tuple(name for name in self.kind.fields if was.cell(name))), "taken away (its row is missing)"),
                    self.kind.remove(cluster, present.id),
                    where_of(self.kind.table, Row(0, {})),
                    urns=self._members(cluster),
                    is_conflict=True,
                )

    def _refused(self, row: Row, why: str, columns: tuple[str, ...] = ()) -> MergeItem:
        title = row.cell("What") or f"{self.kind.table}, row {row.number}"
        told = _told(row, tuple(name for name in (*self.kind.fields, *_LATEST) if row.cell(name)))
        return self.case.refused(title, ("", told), why, where_of(self.kind.table, row, *columns))

    def _place(self, cluster: str) -> str:
        found = self.case.context.plan.clusters.get(cluster)
        return cluster if found is None else found.name or cluster

    def _members(self, cluster: str) -> tuple[int, ...]:
        found = self.case.context.plan.clusters.get(cluster)
        return () if found is None else found.members


def _series(before: tuple[Reading, ...], row: Row, is_another_day: bool) -> tuple[Reading, ...]:
    """The readings of a measure with its latest: of another day it comes to the others, of the same it replaces that one."""
    value, on = named("Latest", number, row.cell("Latest")), named("Latest on", day, row.cell("Latest on"))
    if value is None or on is None:
        raise Unreadable("Latest and Latest on go together: a reading is taken away in the window alone")
    if is_another_day and before and on < before[-1].on:
        raise Unreadable(f"Latest on: there is a later reading, of {before[-1].on.isoformat()}")
    others = [one for one in before if one.on != on]
    return tuple(sorted((*others, Reading(on=on, value=value)), key=lambda one: one.on))


def _told(row: Row, columns: tuple[str, ...]) -> str:
    return "; ".join(f"{name} {said(row.cell(name)) or 'nothing'}" for name in columns)
