"""A school as each register of a plan had it: the same school, or those in whose place it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wolds.clustering.project import Project
from wolds.clustering.refreshing.former import FormerRegister
from wolds.geo.schools import COLUMNS, TEXT, Schools, Source


@dataclass(frozen=True)
class SchoolRecord:
    """One school in one register: `values` by column of `Schools`, in words, "" where unknown; none where it was not there."""

    source: Source
    left_at: str  # when the plan left the register, "" = it stands on it
    urn: int
    values: dict[str, str]


def school_history(project: Project, urn: int) -> tuple[SchoolRecord, ...]:
    """The records of a school of the present register, oldest register first, several of one where schools merged.

    `InputError` where a former register is damaged.
    """
    records = [_record(project.schools, "", urn)]
    lineage = frozenset({urn})
    for former in reversed(project.formers):
        lineage = _forebears(former, lineage)
        known = sorted(one for one in lineage if one in former.schools) or [urn]
        records[:0] = [_record(former.schools, former.left_at, one) for one in known]
    return tuple(records)


def changed_columns(records: Iterable[SchoolRecord]) -> tuple[str, ...]:
    """The columns that two of the records say otherwise, in the order of the table."""
    known = [record.values for record in records if record.values]
    return tuple(name for name in COLUMNS if name != "urn" and len({values[name] for values in known}) > 1)


def _forebears(former: FormerRegister, lineage: frozenset[int]) -> frozenset[int]:
    """Whose place these schools took with the register that came next; themselves where they took nobody's."""
    own = {urn for urn in lineage if urn not in former.next_of}
    return frozenset(own | {urn for urn, heirs in former.next_of.items() if not lineage.isdisjoint(heirs)})


def _record(schools: Schools, left_at: str, urn: int) -> SchoolRecord:
    values = {} if urn not in schools else {name: _words(value, COLUMNS[name]) for name, value in schools.row(urn).items()}
    return SchoolRecord(schools.source, left_at, urn, values)


def _words(value: object, kind: str) -> str:
    if kind == TEXT or not isinstance(value, float):
        return str(value)
    return "" if value != value else str(int(value)) if value.is_integer() else str(value)
