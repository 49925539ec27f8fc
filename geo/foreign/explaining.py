"""What a mapping does with each field, in a sentence that a person can check against the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from wolds.geo.foreign.dated import day_in, undated
from wolds.geo.foreign.fields import FIELDS, fit, plain
from wolds.geo.foreign.mapping import Mapping
from wolds.geo.foreign.plausible import FIGURES, degrees_of, number_of
from wolds.geo.foreign.postcodes import Postcodes
from wolds.geo.foreign.table import Table
from wolds.geo.foreign.words import says_nothing

_FEW = 3
_ON_A_LINE = 4
_LONGEST = 40
_OPPOSITE = {"longitude": "latitude", "latitude": "longitude", "easting": "northing", "northing": "easting"}
_WORDY = ("phase", "status", "religious_character", "type_name", "la_name", "diocese", "urban_rural")


def explanation(table: Table, mapping: Mapping, field: str) -> str:
    """What is read for a field, or what its absence means; give it the rows that are schools."""
    heading = mapping.columns.get(field)
    if heading is None or heading not in table.place_of:
        return _without(mapping, field)
    cells = table.column(heading)
    filled = [cell for cell in cells if cell]
    if not filled:
        return "Every cell is blank"
    blank = len(cells) - len(filled)
    said = _of_cells(mapping, field, filled) + (f"; {blank:,} blank" if blank else "")
    return said + _why(table, field, heading)


def _why(table: Table, field: str, heading: str) -> str:
    """What speaks for a column where that is not plain from its heading."""
    other = _OPPOSITE.get(field)
    if other is not None and fit(other, heading) > fit(field, heading):
        return f"; the heading says {FIELDS[other].words.lower()}, its figures say {FIELDS[field].words.lower()}"
    like = [name for name in table.headings if plain(undated(name)) == plain(undated(heading))]
    if day_in(heading) != (0, 0) and len(like) > 1 and day_in(heading) == max(map(day_in, like)):
        return f"; the newest of {len(like)} such columns"
    return ""


def _without(mapping: Mapping, field: str) -> str:
    if words := mapping.given.get(field):
        return f"No column: every school is taken as {words}"
    if field == "urn":
        return "No column: Wolds numbers the schools itself, by name, postcode and authority"
    if field == "la_code":
        return "No column: the authority's name stands for its code"
    return f"No column: unknown. {FIELDS[field].purpose}"


def _of_cells(mapping: Mapping, field: str, filled: Sequence[str]) -> str:
    if field in mapping.values or field in _WORDY:
        return _of_words(mapping, field, filled)
    if field in FIGURES and field not in ("urn", "postcode", "grid_reference"):
        read = degrees_of if field in ("longitude", "latitude") else number_of
        numbers = [value for value in map(read, filled) if value is not None]
        if numbers:
            odd = len(filled) - len(numbers)
            said = "" if not odd else "; 1 cell is no number" if odd == 1 else f"; {odd:,} cells are no numbers"
            return f"From {_figure(min(numbers))} to {_figure(max(numbers))}{said}"
    return f"Such as {', '.join(dict.fromkeys(shortened(cell) for cell in filled[:_FEW]))}"


def labelled(table: Table, heading: str) -> str:
    """A heading, with the first cell under it where the heading itself is made up and says nothing."""
    example = table.example(heading)
    return f"{heading} ({shortened(example)})" if example else heading


def shortened(words: str) -> str:
    """The beginning of a cell, with a mark where there is more."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _figure(value: float) -> str:
    """A number with four decimals at most."""
    return f"{value:,.4f}".rstrip("0").removesuffix(".")


def _of_words(mapping: Mapping, field: str, filled: Sequence[str]) -> str:
    known = mapping.values.get(field, {})
    counts_of = Counter(filled)
    counts = counts_of.most_common()
    turned = {cell: f" → {word}" for cell, word in known.items()}
    turned |= {cell: " → unknown" for cell in counts_of if cell not in known and says_nothing(cell)}
    shown = [f"{shortened(cell)}{turned.get(cell, '')} ({count:,})" for cell, count in counts]
    more = f" and {len(shown) - 2 * _FEW:,} more" if len(shown) > 2 * _FEW else ""
    return ", ".join(shown[: 2 * _FEW]) + more


def places_in_words(table: Table, mapping: Mapping, postcodes: Postcodes | None) -> str:
    """What says where the schools are, for whoever has to trust the distances; "" for eastings and northings."""
    if mapping.coordinates == "shapes":
        return f"those of the shapes, from {table.system}"
    if mapping.coordinates == "grid-reference":
        return "the middles of the squares that the grid references name: within 50 m for six figures, 5 m for eight"
    if mapping.coordinates == "longitude-latitude":
        return "worked out from longitude and latitude, within about 5 m"
    if mapping.coordinates == "postcode" and postcodes is not None:
        return f"those of the postcodes, some hundred metres off in the country, from {postcodes.file}"
    return ""


def in_words(table: Table, mapping: Mapping) -> Iterator[str]:
    """How a table was read, line by line, for the import report."""
    chosen = [f"{FIELDS[field].words} = {heading}" for field, heading in mapping.columns.items()]
    for at in range(0, len(chosen), _ON_A_LINE):
        yield f"Columns as mapped: {'; '.join(chosen[at : at + _ON_A_LINE])}"
    if mapping.given:
        said = [f"{FIELDS[field].words} = {words}" for field, words in mapping.given.items() if field not in mapping.columns]
        yield f"Taken for every school: {'; '.join(said)}"
    for field, words in mapping.values.items():
        if field in mapping.columns:
            turned = "; ".join(f"{cell} = {word}" for cell, word in words.items())
            yield f"{FIELDS[field].words}, words taken as others: {turned}"
    if table.above:
        yield f"Lines above the headings, left alone: {table.above}"
    if table.others:
        yield f"Other sheets or layers of the file, not read: {'; '.join(table.others)}"
    if table.starts != 1:
        yield f"Rows are counted as the file has them: the headings stand in row {table.starts - 1}"
