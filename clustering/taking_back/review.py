"""The review of an edited workbook or list: each change of a colleague's, to be taken or left, and what cannot come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from wolds.clustering.edits.base import EditContext
from wolds.clustering.merging import MergeItem, MergeReview
from wolds.clustering.taking_back.case import Case, urn_of
from wolds.clustering.taking_back.clusters import Said
from wolds.clustering.taking_back.homes import Homes
from wolds.clustering.taking_back.partnerships import partnership_items
from wolds.clustering.taking_back.places import bare
from wolds.clustering.taking_back.progress import progress_items
from wolds.clustering.taking_back.tables import (
    CLUSTERS,
    MEMBERSHIPS,
    RETURNING,
    UNPLACED,
    Origin,
    Row,
    Table,
    comparable,
)
from wolds.clustering.taking_back.unchangeable import BROUGHT_BACK, unchangeable_cells
from wolds.clustering.taking_back.unworked import SetAside

_MANY: Final = 5
"""So many schools, and one in so many, say something of the file and not of each."""


@dataclass(frozen=True, eq=False)
class Edited:
    """A file as it came back: its sheets by name, what it says of its export (None: nothing), and what to tell of reading it.

    `digests`: of the sheets of Wolds's that do not come back.
    """

    source: str
    tables: Mapping[str, Table]
    origin: Origin | None
    notes: tuple[str, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    is_workbook: bool = True


def take_back(context: EditContext, edited: Edited, now: Mapping[str, Table], today: date) -> MergeReview:
    """Compare an edited file with how it went out; `now` is what would go out of the plan of `context`.

    Models that came back hold from `today` on. A file that does not say how it went out is compared with `now`.
    """
    base = now if edited.origin is None else edited.origin.tables
    aside = SetAside.of(base, edited.tables)
    case = Case(context, base, aside.tables, now, today)
    items = (*_items(case), *aside.items(case))
    return MergeReview(edited.source, items, tuple(_notes(case, edited)), is_sheet=True)


def _items(case: Case) -> Iterator[MergeItem]:
    homes = Homes.of(case)
    homes.leading(_new_leads(case))
    yield from homes.items()
    yield from Said(case, homes).items()
    yield from progress_items(case)
    yield from partnership_items(case)
    yield from unchangeable_cells(case)


def _new_leads(case: Case) -> dict[str, int]:
    """The lead school of each new cluster, by its mark: from the sheet of clusters, or from the marks of schools."""
    found: dict[str, int] = {}
    for row in case.diffs[MEMBERSHIPS].edited.rows if MEMBERSHIPS in case.diffs else ():
        urn = urn_of(row)
        if urn is not None and row.cell("Lead"):
            place = (
                case.places.meant(row.cell("Cluster")) if row.cell("Cluster") else case.places.named(row.cell("Cluster name"))
            )
            if place.new:
                found[place.new] = urn
    for row in case.diffs[CLUSTERS].fresh if CLUSTERS in case.diffs else ():
        urn = urn_of(Row(0, {"URN": row.cell("Lead URN")}))
        if urn is not None:
            found[bare(row.cell("Cluster"))] = urn
    return found


def _notes(case: Case, edited: Edited) -> Iterator[str]:
    yield from _notes_of_origin(case, edited)
    yield from edited.notes
    missing = [name for name in case.base if name in RETURNING and name not in edited.tables]
    if edited.is_workbook and missing:
        yield f"The sheet{'s' if len(missing) > 1 else ''} {', '.join(missing)} did not come back: nothing changes there."
    for name in edited.tables:
        if name not in case.base:
            yield f"The sheet {name} did not go out, since there was nothing to say: not read."
    for name, diff in case.diffs.items():
        lacking = [column for column in BROUGHT_BACK[name] if column in diff.base.headings and column not in diff.shared]
        if lacking:
            yield f"{name} came back without {_columns(lacking)}: nothing changes there."
        added = [column for column in diff.edited.headings if column and column not in diff.base.headings]
        if added:
            yield (
                f"{name} has {_columns(added)} that is not Wolds’s: not read."
                if len(added) == 1
                else (f"{name} has {_columns(added)} that are not Wolds’s: not read.")
            )
    yield from _notes_of_rows(case)


def _columns(names: list[str]) -> str:
    return f"the column{'s' if len(names) > 1 else ''} {', '.join(name[:40] for name in names[:5])}"


def _notes_of_origin(case: Case, edited: Edited) -> Iterator[str]:
    origin, plan = edited.origin, case.context.plan
    if origin is None:
        yield "The file does not say how it went out, so it is compared with the plan as it stands now."
        return
    if origin.data_hash != case.context.schools.data_hash:
        yield "It went out with another register than the plan has now."
    if comparable(origin.scenario) != comparable(plan.name):
        yield f"It went out of the scenario {origin.scenario}, and is compared with {plan.name}."
    if any(not origin.tables[name].says_as(case.now[name]) for name in RETURNING if name in origin.tables and name in case.now):
        yield f"The plan was changed since it went out on {origin.made_at[:10]}: what both changed is a conflict."
    for name, digest in edited.digests.items():
        if origin.digests.get(name, digest) != digest:
            yield f"The sheet {name} was changed: it shows what Wolds works out, and does not come back."


def _notes_of_rows(case: Case) -> Iterator[str]:
    """Rows that are missing or new, and say nothing by that."""
    clusters, unplaced = case.diffs.get(CLUSTERS), case.diffs.get(UNPLACED)
    if clusters is not None:
        gone = [
            row.cell("Name") or row.cell("Cluster")
            for row in clusters.gone
            if row.cell("Cluster") in case.context.plan.clusters
        ]
        if gone:
            yield f"Rows of clusters are missing ({', '.join(gone[:5])}): a cluster goes when its schools are moved out of it."
        rows = [row for table in (MEMBERSHIPS, UNPLACED) if table in case.diffs for row in case.diffs[table].edited.rows]
        used = {bare(row.cell("Cluster")) for row in rows}
        idle = [row for row in clusters.fresh if bare(row.cell("Cluster")) not in used]
        if idle:
            yield f"New rows of clusters name no cluster that a school is put into (row {idle[0].number}): not read."
    yield from _notes_of_many(case)
    if unplaced is not None:
        elsewhere = {urn_of(row) for table in case.edited.values() for row in table.rows}
        gone_urns = [row for row in unplaced.gone if urn_of(row) not in elsewhere]
        if gone_urns:
            yield f"{len(gone_urns)} rows of schools that are not placed are missing: nothing changes by that."


def _notes_of_many(case: Case) -> Iterator[str]:
    """Where so many schools lose their cell or row that it is hardly meant of each."""
    diff = case.diffs.get(MEMBERSHIPS)
    if diff is None:
        return
    placed = [row for row in diff.base.rows if row.cell("Cluster")]
    emptied = sum("Cluster" in one.columns and not one.row.cell("Cluster") for one in diff.touched)
    gone = sum(bool(row.cell("Cluster")) for row in diff.gone)
    for count, words in (
        (emptied, f"cells of Cluster are empty in {MEMBERSHIPS}, as where a column was cleared"),
        (gone, f"rows are missing from {MEMBERSHIPS}, as where a filter was on when it was saved"),
    ):
        if count >= _MANY and count * _MANY > len(placed):
            yield f"{count} of {len(placed)} {words}: no school is taken out by that unless you choose it."
