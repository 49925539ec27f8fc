"""What a new register says otherwise of schools, school by school."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from wolds.clustering.refreshing.transition import Transition
from wolds.clustering.wording import listed, plain
from wolds.geo.links import LinkKind
from wolds.geo.schools import FloatArray, Schools

ROLL_SHARE: Final = 0.1
"""From which change of a roll on, as a share of the earlier one, it is told."""
MOVED_M: Final = 100.0
"""From how many metres on a school is said to have moved; points of registers are moved a little for no reason."""
PROPOSED_TO_CLOSE: Final = "proposed to close"


class ChangeKind(StrEnum):
    """What changed, in the order in which a person looks at it."""

    CLOSED = "closed"
    MISSING = "not in the register"
    MERGED = "merged"
    SUCCEEDED = "succeeded"
    SPLIT = "split"
    TO_CLOSE = "proposed to close"
    OPENED = "opened"
    STATUS = "status"
    MOVED = "moved"
    ROLL = "roll"
    PHASE = "phase"
    TYPE = "type"
    CHARACTER = "religious character"
    DIOCESE = "diocese"
    FEDERATION = "federation"
    TRUST = "trust"
    LA = "local authority"
    NAME = "name"


@dataclass(frozen=True)
class SchoolChange:
    """One change of one school: `before` and `after` in plain words, `others` the schools that stand in its place."""

    kind: ChangeKind
    urn: int
    name: str
    before: str
    after: str
    others: tuple[int, ...] = ()

    @property
    def sentence(self) -> str:
        """ "Belton (URN 100001): 60 pupils -> 80 pupils"."""
        return f"{self.name}: {self.before or 'nothing'} \u2192 {self.after or 'nothing'}"


_TEXTS: Final = (
    (ChangeKind.FEDERATION, "federation_name", "federation_code"),
    (ChangeKind.TRUST, "trust_name", "trust_code"),
    (ChangeKind.LA, "la_code", "la_code"),
    (ChangeKind.NAME, "name", "name"),
    (ChangeKind.PHASE, "phase", "phase"),
    (ChangeKind.TYPE, "type_name", "type_name"),
    (ChangeKind.CHARACTER, "religious_character", "religious_character"),
    (ChangeKind.DIOCESE, "diocese", "diocese"),
)
"""Each change of a text, the column that says it and the one that stands in where that is blank."""
_WHERE_BOTH_SAY: Final = (ChangeKind.PHASE, ChangeKind.TYPE, ChangeKind.DIOCESE)
"""Not told school by school where one of the registers is blank throughout: it came without that column."""


def school_changes(transition: Transition, concerned: Collection[int], roll_share: float = ROLL_SHARE) -> list[SchoolChange]:
    """Every change of the schools concerned, by kind, then by URN."""
    order = list(ChangeKind)
    found = [*_gone(transition, concerned), *_opened(transition, concerned), *_otherwise(transition, concerned, roll_share)]
    return sorted(found, key=lambda change: (order.index(change.kind), change.urn))


def _gone(transition: Transition, concerned: Collection[int]) -> Iterator[SchoolChange]:
    before, after = transition.before, transition.after
    kinds = {
        LinkKind.SPLIT: ChangeKind.SPLIT,
        LinkKind.MERGED: ChangeKind.MERGED,
        LinkKind.SUCCESSOR: ChangeKind.SUCCEEDED,
        None: ChangeKind.CLOSED,
    }
    for urn in sorted(transition.gone.intersection(concerned)):
        others = transition.successors(urn)
        kind = kinds[transition.kind(urn)]
        if kind == ChangeKind.CLOSED and urn not in after:
            kind = ChangeKind.MISSING
        status = str(after.text("status")[after.position(urn)]) if urn in after else "not in the register"
        now = listed([transition.name(other) for other in others], most=12) or status
        yield SchoolChange(kind, urn, transition.name(urn), str(before.text("status")[before.position(urn)]), now, others)


def _opened(transition: Transition, concerned: Collection[int]) -> Iterator[SchoolChange]:
    after = transition.after
    statuses, rolls = after.text("status"), after.roll
    for urn in sorted(set(concerned) - set(transition.before.urn.tolist())):
        row = after.row_of.get(urn)
        if row is not None:
            roll = "roll unknown" if np.isnan(rolls[row]) else _pupils(rolls[row])
            where = after.text("la_name")[row] or after.text("la_code")[row]
            words = ", ".join(str(part) for part in (statuses[row], where, roll) if part)
            forebears = transition.forebears(urn)
            earlier = listed([transition.name(one) for one in forebears], most=12) or "not in the earlier register"
            yield SchoolChange(ChangeKind.OPENED, urn, transition.name(urn), earlier, words, forebears)


def _otherwise(transition: Transition, concerned: Collection[int], roll_share: float) -> Iterator[SchoolChange]:
    """Changes of schools that are in both registers and did not close."""
    before, after = transition.before, transition.after
    gone, unsaid = transition.gone, unsaid_kinds(before, after)
    texts = [one for one in _TEXTS if one[0] not in unsaid]
    for urn in sorted(concerned):
        if urn in gone or urn not in before or urn not in after:
            continue
        then, now, name = before.position(urn), after.position(urn), transition.name(urn)
        yield from _of_status(urn, name, str(before.text("status")[then]), str(after.text("status")[now]))
        for kind, column, instead in texts:
            old, new = (
                str(table.text(column)[row] or table.text(instead)[row]).strip()
                for table, row in ((before, then), (after, now))
            )
            if old != new:
                yield SchoolChange(kind, urn, name, old, new)
        yield from _of_point(urn, name, (before.easting, before.northing, then), (after.easting, after.northing, now))
        yield from _of_roll(urn, name, float(before.roll[then]), float(after.roll[now]), roll_share)


def unsaid_kinds(before: Schools, after: Schools) -> tuple[ChangeKind, ...]:
    """The changes that cannot be told, since one of the two registers, and one alone, says nothing of them of any school."""
    columns = [(kind, column) for kind, column, _ in _TEXTS if kind in _WHERE_BOTH_SAY]
    return tuple(kind for kind, column in columns if _says(before, column) != _says(after, column))


def _says(schools: Schools, column: str) -> bool:
    return bool((schools.text(column) != "").any())


def _of_status(urn: int, name: str, old: str, new: str) -> Iterator[SchoolChange]:
    if old != new:
        is_to_close = new.strip().lower().endswith(PROPOSED_TO_CLOSE)
        yield SchoolChange(ChangeKind.TO_CLOSE if is_to_close else ChangeKind.STATUS, urn, name, old, new)


def _of_point(
    urn: int, name: str, old: tuple[FloatArray, FloatArray, int], new: tuple[FloatArray, FloatArray, int]
) -> Iterator[SchoolChange]:
    points = [complex(easting[row], northing[row]) for easting, northing, row in (old, new)]
    unknown = [bool(np.isnan(point)) for point in points]
    if any(unknown):
        if unknown[0] != unknown[1]:
            words = ["no point" if is_unknown else "a point" for is_unknown in unknown]
            yield SchoolChange(ChangeKind.MOVED, urn, name, words[0], words[1])
        return
    moved_m = abs(points[1] - points[0])
    if moved_m >= MOVED_M:
        yield SchoolChange(
            ChangeKind.MOVED, urn, name, _grid(points[0]), f"{_grid(points[1])}, {plain(moved_m / 1000)} km away"
        )


def _grid(point: complex) -> str:
    return f"{point.real:.0f} {point.imag:.0f}"


def _of_roll(urn: int, name: str, old: float, new: float, share: float) -> Iterator[SchoolChange]:
    if np.isnan(old) and np.isnan(new):
        return
    if np.isnan(old) or np.isnan(new) or (old != new and abs(new - old) >= share * old):
        words = ["roll unknown" if np.isnan(roll) else _pupils(roll) for roll in (old, new)]
        yield SchoolChange(ChangeKind.ROLL, urn, name, words[0], words[1])


def _pupils(roll: float) -> str:
    return f"{roll:.0f} {'pupil' if roll == 1 else 'pupils'}"
