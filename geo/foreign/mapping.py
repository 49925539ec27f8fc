"""Which column of a table is what: a document that is guessed, looked at, kept, and read back the same on any computer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Lookup
from textwrap import wrap
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from wolds.geo.errors import InputError
from wolds.geo.foreign.fields import COORDINATES, FIELDS, PAIRS
from wolds.geo.toml_reading import toml_values

Text = Annotated[str, Field(max_length=1_000)]
Columns = dict[str, Text]
Coordinates = Literal["easting-northing", "longitude-latitude", "grid-reference", "postcode", "shapes"]
_GIVEN: Final = frozenset(FIELDS) - {"urn", "name", "postcode", *COORDINATES}
_TRANSLATED: Final = ("phase", "status", "religious_character", "type_name")
_HEADING: Final = (
    "How Wolds reads a table of schools. Change it with any text editor, then: wolds propose FILE --mapping THIS",
    'part: the sheet or layer; "" = the one that looks most like schools.',
    f"coordinates: {', '.join(PAIRS)}.",
    f"[columns] names the heading in the table for each of: {', '.join(FIELDS)}.",
    'Under [given] stands what holds for every school where the table has no column, such as phase = "Primary".',
    f"[values.FIELD] turns words of the table into those of a register, for {', '.join(_TRANSLATED)}.",
)
_REMEDY: Final = "Make one with `wolds mapping FILE --out mapping.toml` and change that."


class Mapping(BaseModel):
    """How a table is read. `columns` names a heading for each field; `given` is what holds for every school where the table
    has no column; `values` turns words of the table into those of a register, field by field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    part: Text = ""  # the sheet or layer; "" = the one that looks most like schools
    coordinates: Coordinates = "easting-northing"
    columns: Columns = Field(default_factory=dict)
    given: Columns = Field(default_factory=dict)
    values: dict[str, Columns] = Field(default_factory=dict)

    def with_column(self, field: str, heading: str | None) -> Mapping:
        """The same with another column for a field; None = none."""
        columns = {name: column for name, column in self.columns.items() if name != field}
        return self.model_copy(update={"columns": columns if heading is None else {**columns, field: heading}})

    def with_given(self, field: str, words: str) -> Mapping:
        """The same with words that hold for every school; "" = unknown."""
        given = {name: said for name, said in self.given.items() if name != field}
        return self.model_copy(update={"given": {**given, field: words} if words else given})

    def with_values(self, field: str, words: Lookup[str, str]) -> Mapping:
        """The same with other words for a field."""
        values = {name: known for name, known in self.values.items() if name != field}
        return self.model_copy(update={"values": {**values, field: dict(words)} if words else values})


def dump_mapping(mapping: Mapping, remarks: Lookup[str, str] | None = None, head: Sequence[str] = ()) -> str:
    """The document as commented TOML, with a remark above each field and lines at the head where there are any.

    Reading it back gives the same mapping.
    """
    import tomli_w

    tables: dict[str, Any] = {"version": mapping.version, "part": mapping.part, "coordinates": mapping.coordinates}
    tables["columns"] = _in_order(mapping.columns)
    tables["given"] = _in_order(mapping.given)
    tables["values"] = {field: dict(sorted(words.items())) for field, words in sorted(mapping.values.items())}
    text = "\n".join(_with_remarks(tomli_w.dumps(tables).split("\n")[:-1], remarks or {}))
    return f"{_comment(*_HEADING, *head)}\n\n{text}\n"


def _in_order(columns: Columns) -> Columns:
    return {field: columns[field] for field in FIELDS if field in columns}


def _with_remarks(lines: Sequence[str], remarks: Lookup[str, str]) -> Iterator[str]:
    table = ""
    for line in lines:
        table = line if line.startswith("[") else table
        field = line.partition(" = ")[0]
        if table in ("[columns]", "[given]") and field in remarks:
            yield _comment(remarks[field])
        yield line


def _comment(*lines: str) -> str:
    """Lines as comments, wrapped; nothing in them can end the comment."""
    shown = ("".join(letter if letter.isprintable() else " " for letter in line) for line in lines)
    wrapped = (part for line in shown for part in wrap(" ".join(line.split()), 110) or [""])
    return "\n".join(f"# {part}".rstrip() for part in wrapped)


def parse_mapping(data: bytes, file: str) -> Mapping:
    """The mapping in some bytes. `InputError` names the file, and the field at fault."""
    values = toml_values(data, file, "mapping", _REMEDY)
    try:
        mapping = Mapping.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(f"{where}: {str(first['msg']).lower()}", file=file, remedy=_REMEDY) from error
    if not set(values) - {"version"}:
        raise InputError("the mapping is empty: it names no column", file=file, remedy=_REMEDY)
    _refuse_unknown(mapping, file)
    return mapping


def _refuse_unknown(mapping: Mapping, file: str) -> None:
    for table, names, known in (
        ("columns", mapping.columns, FIELDS),
        ("given", mapping.given, _GIVEN),
        ("values", mapping.values, _TRANSLATED),
    ):
        for name in names:
            if name not in known:
                remedy = f"Give one of {', '.join(name for name in FIELDS if name in known)}."
                raise InputError(f"{table}.{name}: there is no such field", file=file, remedy=remedy)
