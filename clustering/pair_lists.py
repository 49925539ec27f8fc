"""Lists that a planner keeps beside the register, as bytes: pairs of schools, travel of pairs, URNs.

Whatever is odd is an `InputError` that names `file`, row (1 = the first line under the heading) and column. Text is UTF-8
(with or without BOM) or, failing that, cp1252. Where `known` is given (a register), a URN that is not in it is a fault too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pydantic import TypeAdapter, ValidationError

from wolds.clustering.rules import Link, PairTravel, Rules, Urn
from wolds.geo.doors import refuse_wide
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools

_URN_A: Final = "URN_a"
_URN_B: Final = "URN_b"
_URN_COLUMN: Final = "URN"
_MOST_LINES: Final = 200_000
_URNS: Final = TypeAdapter(Urn)


def links_in(data: bytes, file: str, known: Container[int] | None = None) -> tuple[Link, ...]:
    """Must-link or keep-apart pairs from a CSV `URN_a,URN_b,reason`. A pair that stands twice counts once."""
    pairs: dict[tuple[int, int], Link] = {}
    for row in _rows(data, file, (_URN_A, _URN_B), known):
        urn_a, urn_b = row.pair()
        link = Link(urn_a=urn_a, urn_b=urn_b, reason=row.text("reason"))
        pairs.setdefault(link.pair, link)
    return tuple(pairs.values())


def overrides_in(data: bytes, file: str, known: Container[int] | None = None) -> tuple[PairTravel, ...]:
    """Travel of pairs from a CSV `URN_a,URN_b,km,reason` or `URN_a,URN_b,minutes,reason`.

    `InputError` where a pair is given two different travels.
    """
    pairs: dict[tuple[int, int], PairTravel] = {}
    for row in _rows(data, file, (_URN_A, _URN_B), known):
        urn_a, urn_b = row.pair()
        unit, value = row.measure()
        given = PairTravel.model_validate({"urn_a": urn_a, "urn_b": urn_b, unit: value, "reason": row.text("reason")})
        before = pairs.setdefault(given.pair, given)
        if (before.km, before.minutes) != (given.km, given.minutes):
            raise row.fault("this pair is given another travel above", unit, "Keep one line for each pair.")
    return tuple(pairs.values())


def urns_in(data: bytes, file: str, known: Container[int] | None = None) -> tuple[int, ...]:
    """URNs from a text, one a line, or from a CSV with a column URN; each once, ascending."""
    found = {row.urn(_URN_COLUMN) for row in _rows(data, file, (_URN_COLUMN,), known)}
    return tuple(sorted(found))


def refuse_unknown(schools: Schools, rules: Rules, file: str | None = None) -> None:
    """`InputError` where a pair of the rules (those of `file`) names a school that the register does not have."""
    links = {"must-link": rules.must_link, "keep-apart": rules.keep_apart, "override": rules.overrides}
    named = {f"{kind} pair": [urn for link in found for urn in link.pair] for kind, found in links.items()}
    named["recorded relation"] = [urn for relation in rules.relations for urn in relation.urns]
    for kind, urns in named.items():
        unknown = sorted({urn for urn in urns if urn not in schools})
        if unknown:
            numbers = ", ".join(map(str, unknown[:5])) + (" ..." if len(unknown) > 5 else "")
            remedy = "Take what names unknown URNs out."
            raise InputError(f"a {kind} names a school that is not in the register: URN {numbers}", file=file, remedy=remedy)


@dataclass(frozen=True)
class _Row:
    """One line of a list: cells by column in small letters."""

    file: str
    number: int
    cells: Mapping[str, str]
    known: Container[int] | None = None

    def fault(self, message: str, column: str, remedy: str) -> InputError:
        return InputError(message, file=self.file, row=self.number, column=column, remedy=remedy)

    def text(self, column: str) -> str:
        return self.cells.get(column.lower(), "").strip()

    def urn(self, column: str) -> int:
        text = self.text(column)
        if not text:
            raise self.fault("the URN is missing", column, "Give the six figures of the school.")
        try:
            urn = _URNS.validate_python(int(text) if text.isdecimal() else text)
        except ValidationError as error:
            raise self.fault(f"{text[:40]!r} is not a URN", column, "Give the six figures of the school.") from error
        if self.known is not None and urn not in self.known:
            raise self.fault(f"URN {urn} is not in the register", column, "Correct it, or take the line out.")
        return urn

    def pair(self) -> tuple[int, int]:
        urn_a, urn_b = self.urn(_URN_A), self.urn(_URN_B)
        if urn_a == urn_b:
            raise self.fault(f"URN {urn_a} is paired with itself", _URN_B, "Give two schools.")
        return urn_a, urn_b

    def measure(self) -> tuple[str, float]:
        given = [unit for unit in ("km", "minutes") if self.text(unit)]
        if len(given) != 1:
            what = "both km and minutes are" if given else "neither km nor minutes is"
            raise self.fault(f"{what} given", "km", "Give the travel in km or in minutes.")
        return given[0], self._number(given[0])

    def _number(self, column: str) -> float:
        text = self.text(column)
        try:
            value = float(text)
        except ValueError:
            raise self.fault(f"{text[:40]!r} is not a number", column, "Write it as 12.5.") from None
        if not 0 <= value <= 2000:
            raise self.fault(f"{text[:40]} is out of range", column, "Give a number from 0 to 2000.")
        return value


def _rows(data: bytes, file: str, wanted: tuple[str, ...], known: Container[int] | None) -> Iterator[_Row]:
    lines = list(islice(_cells(_text(data, file), file), _MOST_LINES + 1))
    _refuse_empty(lines, wanted, file)
    refuse_wide(max(map(len, lines)), file, "the list")
    if len(lines) > _MOST_LINES:
        raise InputError(f"the list has more than {_MOST_LINES:,} lines", file=file, remedy="Give those of this county alone.")
    heading = [cell.strip().lower() for cell in lines[0]]
    if all(cell.strip().isdecimal() for cell in lines[0][: len(wanted)]):
        heading = [column.lower() for column in (*wanted, "reason")]  # no heading: the columns in their order
    else:
        lines = lines[1:]
        _refuse_without(wanted, heading, file)
        _refuse_empty(lines, wanted, file)
    for number, cells in enumerate(lines, 1):
        if any(cell.strip() for cell in cells):
            yield _Row(file, number, dict(zip(heading, cells, strict=False)), known)


def _refuse_empty(lines: list[list[str]], wanted: tuple[str, ...], file: str) -> None:
    if not any(cell.strip() for cells in lines for cell in cells):
        raise InputError("the list is empty", file=file, remedy=f"Give one line for each entry, under {', '.join(wanted)}.")


def _refuse_without(wanted: tuple[str, ...], heading: list[str], file: str) -> None:
    for column in wanted:
        if heading.count(column.lower()) != 1:
            what = "stands twice" if column.lower() in heading else "is missing"
            remedy = f"The first line names the columns: {', '.join(wanted)}."
            raise InputError(f"the column {what}", file=file, column=column, remedy=remedy)


def _cells(text: str, file: str) -> Iterator[list[str]]:
    first = text.split("\n", 1)[0]
    delimiter = next((mark for mark in (",", ";", "\t") if mark in first), ",")
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise InputError(f"this is not a CSV list ({error})", file=file, remedy="Save it anew as CSV.") from error


def _text(data: bytes, file: str) -> str:
    if b"\0" in data:
        raise InputError("this is not a text file", file=file, remedy="Save the list as CSV (UTF-8).")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
