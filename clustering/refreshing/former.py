"""A register that a plan stood on before: its schools, the plan as it stood then, and what the next register changed."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Self, TypeVar

import numpy as np
from pydantic import Field, ValidationError, model_validator

from wolds.clustering.plan import Plan
from wolds.clustering.records import plan_from, plan_record
from wolds.clustering.refreshing.changes import ChangeKind
from wolds.clustering.refreshing.lost_travel import LostTravel
from wolds.clustering.refreshing.rows import Group, ReviewRow
from wolds.clustering.rules import Document, Urn
from wolds.geo.packed import Packed, damaged, unpacked_schools
from wolds.geo.schools import Schools, Source


@dataclass(frozen=True)
class Succession:
    """One school that was gone with the next register, and one that stood in its place; `kind` is how (`LinkKind`)."""

    urn: int
    successor: int
    kind: str


@dataclass(frozen=True)
class KeptReview:
    """What a person was shown when the plan went on: sentences, warnings and rows."""

    facts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    rows: tuple[ReviewRow, ...] = ()


@dataclass(frozen=True)
class FormerPlans:
    """The scenarios as they stood, without confidential facts, the position of the active one, and the travel that was lost."""

    active: int
    scenarios: tuple[Plan, ...]
    lost_travel: LostTravel | None = None


@dataclass(frozen=True, eq=False)
class FormerRegister:
    """A register that the plan left at `left_at` (ISO) for the next one; `count` schools with hash `data_hash`.

    `links` say where the links came from that led on (empty: none were given), `successions` what they told. What is packed
    is read only when it is asked for, and then its hash is checked.
    """

    source: Source
    data_hash: str
    count: int
    left_at: str
    links: Source
    successions: tuple[Succession, ...]
    packed_schools: Packed
    packed_plans: Packed
    packed_review: Packed

    @property
    def words(self) -> str:
        """ "the register edubasealldata20240617.csv of 2024-06-17"."""
        date = f" of {self.source.register_date}" if self.source.register_date else ""
        return f"the register {self.source.file or 'without a name'}{date}"

    @cached_property
    def key(self) -> str:
        """The same for the same content."""
        parts = (repr(self.source), self.data_hash, self.left_at, repr(self.links), repr(self.successions))
        packed = (one.sha256 for one in (self.packed_schools, self.packed_plans, self.packed_review))
        return hashlib.sha256("\x1f".join((*parts, *packed)).encode("utf-8", "replace")).hexdigest()

    @cached_property
    def next_of(self) -> Mapping[int, tuple[int, ...]]:
        """By school that was gone: those that stood in its place, as they stand in `successions`."""
        found: dict[int, tuple[int, ...]] = {}
        for step in self.successions:
            found[step.urn] = (*found.get(step.urn, ()), step.successor)
        return found

    @property
    def damage(self) -> str:
        """What cannot be read of it any more, as a sentence; "" where all is whole."""
        parts = (("its schools", self.packed_schools), ("the plan as it stood", self.packed_plans))
        lost = [words for words, packed in (*parts, ("the review", self.packed_review)) if not packed.is_sound]
        if not lost:
            return ""
        return f"Of {self.words}, on which the plan stood before, this file is damaged: {', '.join(lost)} cannot be read."

    @cached_property
    def schools(self) -> Schools:
        """Its schools, letter for letter. `InputError` where they are damaged."""
        return unpacked_schools(self.packed_schools, self.source, self.data_hash, self.words)

    @cached_property
    def plans(self) -> FormerPlans:
        """The scenarios as they stood. `InputError` where they are damaged."""
        what = f"the plan as it stood on {self.words}"
        record = _read(_PlansRecord, self.packed_plans.text(what), what)
        lost = None if record.travel is None else record.travel.lost(what)
        return FormerPlans(record.active, tuple(map(plan_from, record.scenarios)), lost)

    @cached_property
    def review(self) -> KeptReview:
        """What the next register changed, as it was shown then. `InputError` where it is damaged."""
        what = f"what changed after {self.words}"
        record = _read(_ReviewRecord, self.packed_review.text(what), what)
        return KeptReview(record.facts, record.warnings, tuple(ReviewRow(*row) for row in record.rows))


_Pairs = Annotated[tuple[Urn, ...], Field(max_length=5_000_000)]
_Values = Annotated[tuple[Annotated[float, Field(ge=0, lt=1e9)] | None, ...], Field(max_length=5_000_000)]


class _TravelRecord(Document):
    digest: Annotated[str, Field(max_length=64)]
    urns: _Pairs
    urn_a: _Pairs
    urn_b: _Pairs
    metres: _Values
    minutes: _Values

    def lost(self, what: str) -> LostTravel:
        """As arrays. `InputError` where they are not of one length."""
        if len({len(one) for one in (self.urn_a, self.urn_b, self.metres, self.minutes)}) != 1:
            raise damaged(what)
        ends = np.array([self.urn_a, self.urn_b], dtype=np.int64).T
        metres, minutes = (np.array(values, dtype=np.float64) for values in (self.metres, self.minutes))
        return LostTravel(self.digest, np.array(self.urns, dtype=np.int64), ends, metres, minutes)


class _PlansRecord(Document):
    active: Annotated[int, Field(ge=0)]
    scenarios: Annotated[tuple[str, ...], Field(min_length=1, max_length=500)]
    travel: _TravelRecord | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.active >= len(self.scenarios):
            raise ValueError("the active scenario is missing")
        return self


_Record = TypeVar("_Record", bound=Document)
_Row = tuple[Group, str, str, int | None, str, str, str, tuple[int, ...]]


class _ReviewRecord(Document):
    facts: tuple[str, ...]
    warnings: tuple[str, ...]
    rows: tuple[_Row, ...]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for group, kind, *_ in self.rows:
            if group == Group.CHANGE:
                ChangeKind(kind)
        return self


def _read(record: type[_Record], text: str, what: str) -> _Record:
    try:
        return record.model_validate_json(text)
    except ValidationError as error:
        raise damaged(what) from error


def packed_plans(scenarios: Iterable[Plan], active: int, lost: LostTravel | None = None) -> Packed:
    """Scenarios as they are kept: without confidential facts, which stand in one table of the file alone."""
    documents = [_as_json(plan_record(plan, confidential=False)) for plan in scenarios]
    travel = {} if lost is None else {"travel": _travel_record(lost)}
    return Packed.of(_as_json({"active": active, "scenarios": documents, **travel}))


def _travel_record(lost: LostTravel) -> dict[str, object]:
    values = ([None if math.isnan(one) else one for one in column.tolist()] for column in (lost.metres, lost.minutes))
    metres, minutes = values
    ends = {"urn_a": lost.pairs[:, 0].tolist(), "urn_b": lost.pairs[:, 1].tolist()}
    return {"digest": lost.digest, "urns": lost.urns.tolist(), **ends, "metres": metres, "minutes": minutes}


def packed_review(review: KeptReview) -> Packed:
    """A review as it is kept."""
    rows = [
        [row.group.value, row.kind, row.scenario, row.urn, row.name, row.before, row.after, row.others] for row in review.rows
    ]
    return Packed.of(_as_json({"facts": review.facts, "warnings": review.warnings, "rows": rows}))


def _as_json(record: Mapping[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def heirs_of(formers: Iterable[FormerRegister], urn: int) -> tuple[int, ...]:
    """Who stands in the place of a school after these registers, oldest first: itself where no other took it, ascending."""
    held = {urn}
    for former in formers:
        held = {heir for one in held for heir in former.next_of.get(one, (one,))}
    return tuple(sorted(held))
