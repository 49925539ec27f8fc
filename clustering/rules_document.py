"""The rules document: rules and filter as TOML that people can read, write and keep; the same for window and command line.

TOML has no word for "no value". Where leaving a field out would mean its usual value (`cap_km`, `roll_min`, `size_max`), the
text "none" lifts the limit, and it may be written in every field that can be left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel, Field

from wolds.clustering import explanations
from wolds.clustering.eligibility import Eligibility
from wolds.clustering.rules import RULES_VERSION, Document, Rules
from wolds.clustering.validating import validated
from wolds.geo.errors import InputError
from wolds.geo.toml_reading import toml_values

__all__ = [
    "RulesDocument",
    "dump_rules_document",
    "parse_rules_document",
    "rules_schema",
    "validated",
]

NONE: Final = "none"
_HEADING: Final = """\
# Rules of a plan for Wolds. Fields left out have their usual value; "none" lifts a limit.
# All of them are described by: wolds rules --schema
"""


class RulesDocument(Document):
    """What a plan obeys (`rules`) and who is to be placed (`eligibility`)."""

    version: Literal[1] = RULES_VERSION
    rules: Rules = Field(default_factory=Rules)
    eligibility: Eligibility = Field(default_factory=Eligibility)


_TABLES: Final[Mapping[str, tuple[type[BaseModel], Mapping[str, str]]]] = {
    "rules": (Rules, explanations.RULES),
    "eligibility": (Eligibility, explanations.ELIGIBILITY),
}


def dump_rules_document(document: RulesDocument) -> str:
    """The document as commented TOML. Reading it back gives the same document."""
    import tomli_w

    tables = {name: _table(getattr(document, name)) for name in _TABLES}
    return _HEADING + "\n" + _commented(tomli_w.dumps({"version": document.version, **tables}))


def parse_rules_document(data: bytes, file: str = "the rules document") -> RulesDocument:
    """The document in some bytes; `file` names it in errors (`InputError`)."""
    values = toml_values(data, file, "rules document")
    _refuse_misplaced(values, file)
    return validated(RulesDocument, {name: _opened(name, value) for name, value in values.items()}, file)


def rules_schema() -> dict[str, Any]:
    """The JSON schema of the document, with a sentence for each field."""
    schema: dict[str, Any] = _with_none(RulesDocument.model_json_schema())
    for name, (model, sentences) in _TABLES.items():
        fields = schema["$defs"][model.__name__]["properties"]
        fields.pop("version", None)
        for field, sentence in sentences.items():
            fields[field]["description"] = sentence
        schema["properties"][name]["default"] = {}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema


def _table(document: BaseModel) -> dict[str, Any]:
    """Values as TOML takes them: every simple field, lists where they say something, "none" where silence would mislead."""
    usual = type(document)()
    values: dict[str, Any] = {}
    for name, value in document.model_dump(mode="json", exclude={"version"}).items():
        default = getattr(usual, name)
        if value is None and default is not None:
            values[name] = NONE
        elif value is not None and (value != [] or default != ()):
            values[name] = _without_none(value)
    if values.get("cap_minutes") is not None:
        del values["cap_km"]
    return values


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_none(part) for name, part in value.items() if part is not None}
    return [_without_none(part) for part in value] if isinstance(value, list) else value


def _commented(text: str) -> str:
    """The text with a comment above each field, and each point on one line (texts hold no line ends, so none is touched)."""
    text = re.sub(r"\[\n +([-+.0-9e]+),\n +([-+.0-9e]+),\n +\]", r"[\1, \2]", text)
    return "\n".join(_with_comments(text.split("\n")[:-1])) + "\n"


def _with_comments(lines: list[str]) -> Iterator[str]:
    sentences: Mapping[str, str] = {}
    for line in lines:
        table = re.fullmatch(r"\[(\w+)\]|\[\[(\w+)\.(\w+)\]\]", line)
        if table is not None:
            sentences = _TABLES[table[1]][1] if table[1] else {}
        field = re.match(r"(\w+) = ", line)
        if field is not None and field[1] in sentences:
            yield f"# {sentences[field[1]]}"
        yield line


def _refuse_misplaced(values: Mapping[str, Any], file: str) -> None:
    version = values.get("version", RULES_VERSION)
    if isinstance(version, int) and version > RULES_VERSION:
        remedy = "Open it with a newer Wolds."
        raise InputError(f"the document is of version {version}, this Wolds reads {RULES_VERSION}", file=file, remedy=remedy)
    for name in values:
        for table, (model, _) in _TABLES.items():
            if name in model.model_fields and name != "version":
                raise InputError(f"{name} stands outside a table", file=file, remedy=f"Put it under [{table}].")


def _opened(name: str, value: Any) -> Any:
    """A table with "none" taken for no value; a cap in minutes alone leaves no cap in km."""
    if name not in _TABLES or not isinstance(value, dict):
        return value
    fields = _TABLES[name][0].model_fields
    values = {key: None if _is_none(part) and _may_be_open(fields, key) else part for key, part in value.items()}
    return {"cap_km": None} | values if values.get("cap_minutes") is not None else values


def _is_none(value: object) -> bool:
    return isinstance(value, str) and value.strip().lower() == NONE


def _may_be_open(fields: Mapping[str, Any], key: str) -> bool:
    return key in fields and NoneType in get_args(fields[key].annotation)


def _with_none(schema: Any) -> Any:
    """A schema in which "no value" is the text "none", as it is in the document."""
    if isinstance(schema, dict):
        if schema == {"type": "null"}:
            return {"const": NONE}
        return {name: NONE if name == "default" and part is None else _with_none(part) for name, part in schema.items()}
    return [_with_none(part) for part in schema] if isinstance(schema, list) else schema
