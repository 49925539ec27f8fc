"""What stands on each sheet of the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from wolds.app.export.about import about_facts
from wolds.app.export.bundle import AFTER_CODE, Exported, SchoolRow
from wolds.app.export.county_rows import county_list
from wolds.app.export.excluded_csv import excluded_rows
from wolds.app.export.partnership_rows import BROUGHT_BACK, DAYS, partnership_tables, says_anything
from wolds.app.export.relations import HEADING, relation_rows
from wolds.app.export.summary import finite
from wolds.app.export.tables import Cell
from wolds.app.export.travel_rows import travel_rows
from wolds.clustering.figures import Violation
from wolds.clustering.taking_back.tables import ACTIONS, MEASURES

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """A heading, its width in characters, and how its cells are shown; of style "date" are days in ISO form.

    `is_brought_back`: what a colleague changes in it can come back into the plan. `choices`: the only words it takes.
    """

    title: str
    width: float = 12
    style: Literal["", "km", "text", "date"] = ""
    is_brought_back: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet; the first `fixed` columns stay in sight. `is_hidden`: there for Wolds, not for people."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    fixed: int = 2
    is_hidden: bool = False


NOTE_TO_ADD: Final = Column("Note to add", 40, is_brought_back=True)
"""Empty, since notes stay with the plan: what a colleague writes there is added to the note when the workbook comes back."""

_BEFORE_TRAVEL: Final = (
    *(Column("Cluster", 10), Column("Name", 34, is_brought_back=True), Column("Schools", 11), Column("Pupils", 9)),
    Column("Rolls unknown", 11),
)
_BEHIND_TRAVEL: Final = (
    *(
        Column("Lead URN", 11, is_brought_back=True),
        Column("Lead school", 34),
        Column("Church", 9),
        Column("Community", 13),
    ),
    *(Column("Other faith", 9), Column("Character unknown", 12), Column("Local authorities", 24), Column("Dioceses", 24)),
    *(Column("Locked", 8), Column("Broken rules", 9), NOTE_TO_ADD),
)
_MEMBERS: Final = (
    *(
        Column("URN", 10),
        Column("School", 38),
        Column("Cluster", 10, is_brought_back=True),
        Column("Cluster name", 30, is_brought_back=True),
        Column("Lead", 7, is_brought_back=True),
        Column("Part", 14),
    ),
    *(Column("Roll", 7), Column("Character", 12), Column("Religious character", 20), Column("Diocese", 22), Column("Type", 26)),
    *(
        Column("Low age", 7),
        Column("High age", 7),
        Column("Local authority", 18),
        Column("Federation", 26),
        Column("Trust", 26),
    ),
    *(Column("Town", 18), Column("Postcode", 10), Column("Easting", 9), Column("Northing", 9), Column("Locked", 8)),
    NOTE_TO_ADD,
)
_TRAVEL: Final = (
    *(Column("Cluster", 10), Column("Name", 30), Column("URN", 10), Column("School", 34), Column("Other URN", 11)),
    *(Column("Other school", 34), Column("Distance, km", 12, "km"), Column("Minutes", 9, "km"), Column("Measure", 34)),
    *(Column("Straight line, km", 12, "km"), Column("Within the limit", 11)),
)
_UNPLACED: Final = (
    *(Column("URN", 10), Column("School", 38), Column("Reason", 16), Column("What it means", 70), Column("Roll", 7)),
    *(Column("Character", 12), Column("Local authority", 18), Column("Town", 18), Column("Easting", 9), Column("Northing", 9)),
    *(Column("Cluster", 10, is_brought_back=True), NOTE_TO_ADD),
)
_EXCLUDED: Final = (
    *(
        Column("URN", 10),
        Column("School", 38),
        Column("Reason", 14),
        Column("What it means", 34),
        Column("Local authority", 20),
    ),
    *(Column("Status", 18), Column("Phase", 18), Column("Roll", 7)),
)
_CHECKS: Final = (
    *(
        Column("Rule", 16),
        Column("Cluster", 10),
        Column("What is broken", 70),
        Column("Value"),
        Column("Limit"),
        Column("Unit", 9),
    ),
    *(Column("URNs", 40), Column("Accepted because", 40)),
)
_RELATIONS: Final = tuple(
    Column(title[:1].upper() + title[1:], width) for title, width in zip(HEADING, (16, 34, 14, 9, 30, 70, 40), strict=True)
)
ABOUT: Final = (Column("What", 34), Column("It says", 100, "text"))
"""The columns of what a workbook says of itself."""


_COMING_BACK: Final = (
    (
        "Green headings",
        "What is changed in these columns can come back into the plan, as can rows that are added or taken away",
    ),
    ("To bring it back", "In Wolds: Plan, Bring back an edited workbook; each change is shown first, and taken or left"),
    (
        "To move a school",
        "Write another cluster into Cluster on the sheet Memberships or Unplaced: its id, number or name, or a new name",
    ),
)


def sheets_of(exported: Exported) -> tuple[Sheet, ...]:
    """The sheets, in order."""
    return (
        Sheet("Clusters", (*_BEFORE_TRAVEL, *_travel(exported), *_BEHIND_TRAVEL), tuple(_clusters(exported))),
        Sheet("Memberships", _MEMBERS, tuple(_members(exported))),
        Sheet("Travel", _TRAVEL, tuple(travel_rows(exported))),
        Sheet("Unplaced", _UNPLACED, tuple(_unplaced(exported))),
        Sheet("Excluded", _EXCLUDED, tuple(excluded_rows(exported))),
        Sheet("Checks", _CHECKS, tuple(_check(exported, violation) for violation in exported.scoreboard.violations), 1),
        *_relations(exported),
        *_partnerships(exported),
        about_sheet(exported, _COMING_BACK),
    )


def about_sheet(exported: Exported, more: tuple[Row, ...] = ()) -> Sheet:
    """What a workbook is of and where it comes from."""
    return Sheet("About", ABOUT, (*about_facts(exported), *more), 1)


def _travel(exported: Exported) -> tuple[Column, ...]:
    """Travel and cost, under the measure in force."""
    measure = exported.measure
    return (
        Column(f"Longest pair, {measure.words}", 15, "km"),
        Column("Longest pair", 60),
        Column(f"Mean pair, {measure.words}", 15, "km"),
        Column("Pairs kept apart, not counted", 12),
        Column(f"Cost, {measure.unit}", 12, "km"),
    )


def _relations(exported: Exported) -> Iterator[Sheet]:
    """Existing relations and what the plan makes of them, where there is any."""
    rows = tuple(relation_rows(exported.context))
    if rows:
        yield Sheet("Relations", _RELATIONS, rows, 1)


def _partnerships(exported: Exported) -> Iterator[Sheet]:
    """What is known of partnerships beside their schools; actions and measures even where there is none, to be written in.

    Confidential facts only where ticked.
    """
    context, ticked = exported.context, exported.confidential
    said = says_anything(context) or bool(ticked and context.plan.confidential)
    for table in (county_list(context, exported.day), *partnership_tables(context, exported.day, confidential=ticked)):
        if said or table.name in (ACTIONS, MEASURES):
            yield Sheet(table.name, tuple(_column(table.name, *shown) for shown in table.columns), table.rows)


def _column(table: str, title: str, width: float) -> Column:
    known = BROUGHT_BACK.get(table, {})
    style: Literal["", "date"] = "date" if title in DAYS else ""
    return Column(title, width, style, is_brought_back=title in known, choices=known.get(title, ()))


def _clusters(exported: Exported) -> Iterator[Row]:
    name_of = exported.schools.name_of

    def shown(km: float) -> float | None:
        return finite(exported.shown(km))

    for cluster in exported.clusters:
        f = exported.scoreboard.clusters[cluster.id]
        pair = " and ".join(map(name_of, f.longest_pair)) if f.longest_pair else ""
        lead = "" if f.lead is None else name_of(f.lead)
        longest, mean = (shown(f.longest_km), shown(f.mean_km)) if f.pairs or not f.parted else (None, None)
        yield (
            *(cluster.id, cluster.name, f.schools, f.pupils, f.roll_unknown, longest, pair, mean, f.parted),
            *(shown(f.cost_km), f.lead, lead, f.church, f.community, f.other_faith, f.character_unknown),
            *(", ".join(f.las), ", ".join(f.dioceses), _yes(cluster.locked), len(f.violations)),
        )


def _members(exported: Exported) -> Iterator[Row]:
    texts = ("religious_character", "diocese", "type_name")
    homes = ("la_name", "federation_name", "trust_name", "town", "postcode")
    for row in exported.rows:
        if row.cluster:
            yield (
                *(
                    row.urn,
                    row.name,
                    row.cluster,
                    exported.plan.clusters[row.cluster].name,
                    _yes(row.lead == row.urn),
                    row.role,
                ),
                *(row.roll, _character(exported, row), *_texts(exported, row, texts)),
                *(_age(exported, row, "low_age"), _age(exported, row, "high_age"), *_texts(exported, row, homes)),
                *(row.easting, row.northing, _yes(exported.plan.is_locked(row.urn))),
            )


def _unplaced(exported: Exported) -> Iterator[Row]:
    for row in exported.rows:
        if not row.cluster:
            code, _, sentence = row.reason.partition(AFTER_CODE)
            town = _texts(exported, row, ("la_name", "town"))
            yield row.urn, row.name, code, sentence, row.roll, _character(exported, row), *town, row.easting, row.northing


def _check(exported: Exported, fault: Violation) -> Row:
    accepted = exported.plan.accepted.get(fault.key, "")
    urns = " ".join(map(str, fault.urns))
    return fault.rule, fault.cluster, fault.sentence, finite(fault.value), finite(fault.limit), fault.unit, urns, accepted


def _texts(exported: Exported, row: SchoolRow, columns: tuple[str, ...]) -> tuple[str, ...]:
    at = exported.schools.position(row.urn)
    return tuple(str(exported.schools.text(column)[at]) for column in columns)


def _character(exported: Exported, row: SchoolRow) -> str:
    return str(exported.schools.character[exported.schools.position(row.urn)]).replace("_", " ")


def _age(exported: Exported, row: SchoolRow, column: str) -> float | None:
    return finite(float(exported.schools.number(column)[exported.schools.position(row.urn)]))


def _yes(is_so: bool) -> str:
    return "yes" if is_so else ""
