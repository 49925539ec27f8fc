"""The step between a sheet and the plan: what is sure, what is to be chosen, what cannot be used. Nothing is dropped unsaid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from wolds.clustering.partnership.records import ConfidentialFact, FactKind
from wolds.clustering.relation_sheets.kinds import SaidKind, day_said, kind_said, words_of_mark
from wolds.clustering.relation_sheets.matching import Matched, SchoolMatcher, Verdict
from wolds.clustering.relation_sheets.reading import Mention, RelationSheet, SheetRow
from wolds.clustering.rules import LONGEST_REASON, MOST_SCHOOLS, RecordedKind, Relation, RelationKind

NOT_A_SCHOOL = 0
"""The answer that a mention is to be left out."""


@dataclass(frozen=True)
class ReviewedMention:
    """One mention: its row, what it matched, the school taken (None = none yet), and whether a person said so."""

    row: SheetRow
    mention: Mention
    matched: Matched
    urn: int | None
    answered: bool

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to choose: a school is taken, or a person left it out."""
        return self.urn is not None or self.answered


@dataclass(frozen=True)
class LeftOut:
    """What is not taken, by line of the file, and why. `is_bad`: the row cannot be used as it is.

    `choices` are the URNs that could be meant, best first, where there is a doubt.
    """

    line: int
    sentence: str
    is_bad: bool
    choices: tuple[int, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a review gives: relations, confidential facts, and all that was left out."""

    relations: tuple[Relation, ...]
    facts: tuple[ConfidentialFact, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, eq=False)
class Review:
    """A sheet under review. Answers give another review; the sheet and the register stay as they are.

    `schools` are a person's answers by mention, `kinds` by the word in the sheet; rows without a kind have `usual_kind`.
    `take_likely` takes schools that stand out although the spelling differs.
    """

    sheet: RelationSheet
    matcher: SchoolMatcher
    usual_kind: RecordedKind = RelationKind.COLLABORATION
    take_likely: bool = False
    schools: Mapping[Mention, int] = field(default_factory=lambda: MappingProxyType({}))
    kinds: Mapping[str, SaidKind] = field(default_factory=lambda: MappingProxyType({}))

    def with_school(self, mention: Mention, urn: int) -> Review:
        """The review with a person's answer for every cell that says the same; `NOT_A_SCHOOL` leaves it out."""
        return replace(self, schools=MappingProxyType({**self.schools, mention: urn}))

    def with_kind(self, word: str, kind: SaidKind) -> Review:
        """The review with a person's answer for every row whose kind is written so."""
        return replace(self, kinds=MappingProxyType({**self.kinds, word.casefold(): kind}))

    @cached_property
    def mentions(self) -> tuple[ReviewedMention, ...]:
        """Every mention in the order of the sheet."""
        return tuple(self._reviewed(row, mention) for row in self.sheet.rows for mention in row.mentions)

    def _reviewed(self, row: SheetRow, mention: Mention) -> ReviewedMention:
        matched = self.matcher.match(mention)
        if mention in self.schools:
            return ReviewedMention(row, mention, matched, self.schools[mention] or None, True)
        taken = matched.verdict == Verdict.SURE or (self.take_likely and matched.verdict == Verdict.LIKELY)
        return ReviewedMention(row, mention, matched, matched.choices[0] if taken else None, False)

    def kind_of(self, row: SheetRow) -> SaidKind | None:
        """The kind of a row, None where its word is not understood."""
        word = row.kind.casefold()
        if word in self.kinds:
            return self.kinds[word]
        if not word:
            alone = row.vacancy and not row.group and len(row.mentions) < 2
            return FactKind.HEAD_VACANCY if alone else self.usual_kind
        return kind_said(word)

    @cached_property
    def outcome(self) -> Outcome:
        """What would be taken as things stand."""
        return _Gathering(self).outcome()


class _Gathering:
    """Puts mentions of many rows together."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._groups: dict[tuple[RecordedKind, str], _Group] = {}
        self._facts: dict[ConfidentialFact, None] = {}
        self._left: list[LeftOut] = []
        self._by_row: dict[int, list[ReviewedMention]] = {}
        for one in review.mentions:
            self._by_row.setdefault(one.row.line, []).append(one)

    def outcome(self) -> Outcome:
        for row in self._review.sheet.rows:
            self._take(row)
        relations = [relation for group in self._groups.values() for relation in self._made(group)]
        left = sorted(self._left, key=lambda one: one.line)
        return Outcome(tuple(dict.fromkeys(relations)), tuple(self._facts), tuple(left))

    def _take(self, row: SheetRow) -> None:
        urns = tuple(self._urns(row))
        kind = self._review.kind_of(row)
        if not row.mentions:
            self._leave(row.line, "the row names no school")
        elif kind is None:
            self._leave(row.line, f"nobody can tell what kind of relation {row.kind!r} is")
        elif isinstance(kind, FactKind):
            self._add_facts(row, kind, urns, row.vacancy or row.on)
        else:
            self._add_to_group(row, kind, urns)
            if row.vacancy:
                self._add_facts(row, FactKind.HEAD_VACANCY, urns, row.vacancy)

    def _urns(self, row: SheetRow) -> Iterator[int]:
        for one in self._by_row.get(row.line, ()):
            if one.urn is not None:
                yield one.urn
            else:
                self._left.append(_why_not(one))

    def _leave(self, line: int, sentence: str, is_bad: bool = True) -> None:
        self._left.append(LeftOut(line, sentence, is_bad))

    def _add_facts(self, row: SheetRow, kind: FactKind, urns: tuple[int, ...], when: str) -> None:
        day = day_said(when)
        words = ". ".join(part for part in ("" if day else words_of_mark(when), row.note) if part)
        for urn in urns:
            text = words or ("" if day else "No date was given")
            self._facts[ConfidentialFact(urn=urn, kind=kind, on=day, text=text)] = None

    def _add_to_group(self, row: SheetRow, kind: RecordedKind, urns: tuple[int, ...]) -> None:
        if not row.group and len(row.mentions) < 2:
            if not row.vacancy:
                self._leave(row.line, "the row has one school and no group, so nobody can tell whom it works with")
            return
        key = (kind, row.group.casefold() or f"\n{row.line}")
        group = self._groups.setdefault(key, _Group(kind, row.group, row.line))
        group.urns.update(urns)
        group.mentions += len(row.mentions)
        group.unsettled += len(row.mentions) - len(urns)
        if row.note and not row.vacancy and row.note not in group.notes:  # beside a vacancy it may tell of it
            group.notes.append(row.note)

    def _made(self, group: _Group) -> Iterator[Relation]:
        fault, is_bad = _fault_of(group)
        if fault:
            self._leave(group.line, fault, is_bad)
        else:
            reason = "; ".join(group.notes)[:LONGEST_REASON]
            yield Relation(kind=group.kind, urns=tuple(sorted(group.urns)), name=group.name, reason=reason)


@dataclass
class _Group:
    """Schools of one kind and group; `unsettled` of its mentions gave no school."""

    kind: RecordedKind
    name: str
    line: int
    urns: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    mentions: int = 0
    unsettled: int = 0


def _fault_of(group: _Group) -> tuple[str, bool]:
    """Why a group is no relation, "" where it is one, and whether that is a fault of the sheet itself."""
    what = group.name or "the row"
    if len(group.urns) > MOST_SCHOOLS:
        return f"{what} has more than {MOST_SCHOOLS} schools", True
    if len(group.urns) > 1:
        return "", False
    if group.unsettled:
        return f"{what} is no relation as long as fewer than two of its schools are known", False
    names = "names one school twice" if group.mentions > 1 else "has one school only"
    return f"{what} {names}, so there is no relation", True


def _why_not(one: ReviewedMention) -> LeftOut:
    """Why a mention gives no school."""
    line, said, matched = one.row.line, one.mention.text, one.matched
    if one.answered:
        return LeftOut(line, f"{said} was left out by hand", False)
    if matched.verdict == Verdict.UNKNOWN:
        return LeftOut(line, f"{said}: {matched.why}", True)
    return LeftOut(line, f"{said}: {matched.why}", False, matched.choices)
