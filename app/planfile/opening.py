"""Opening a plan file: nothing in it is trusted until it was checked."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from wolds.app.planfile.disk import FileToken, token_of
from wolds.app.planfile.formers import FormersRead, read_formers
from wolds.app.planfile.migrating import RawPlan, migrated
from wolds.app.planfile.schema import LARGEST, READ_TABLES, SCHEMA_VERSION, app_version
from wolds.app.planfile.travel import supplied_from
from wolds.clustering.partnership.records import ConfidentialFact
from wolds.clustering.project import LogEntry, Project
from wolds.clustering.records import fact_from, plan_from, refuse_unknown
from wolds.geo.errors import InputError
from wolds.geo.geopackage import GeoPackageReader, read_bytes
from wolds.geo.schools import COLUMNS, INTEGER, TEXT, Schools, Source
from wolds.geo.urns import is_urn

_LONGEST_TEXT = 2_000


@dataclass(frozen=True, eq=False)
class Opened:
    """An opened plan file. `doubts` are plain sentences for the person, empty as a rule."""

    project: Project
    token: FileToken
    saved_at: str
    saved_by: str  # the version of Wolds
    doubts: tuple[str, ...] = ()


def open_project(path: Path) -> Opened:
    """Open a plan file. Raises `InputError` for anything that is not a sound plan, with what to do."""
    data = read_bytes(path)
    opened = project_from_bytes(data, str(path))
    return Opened(opened.project, token_of(path, data), opened.saved_at, opened.saved_by, opened.doubts)


def project_from_bytes(data: bytes, file: str) -> Opened:
    """The same from bytes; `file` is named in errors."""
    meta, raw, before = _read(data, file)
    try:
        schools = Schools.from_frame(_frame(raw.schools, file), _source(meta))
        schools = schools.travelling_by(supplied_from(raw.travel, meta))
        project = replace(_project(raw, schools), formers=before.formers)
    except InputError as error:
        remedy = error.remedy or "Open one of the last saves."
        raise InputError(error.message, file=error.file or file, row=error.row, column=error.column, remedy=remedy) from error
    token = FileToken(0, len(data), "")
    doubts = (*_doubts(meta, schools), *before.doubts)
    return Opened(project, token, meta.get("saved_at", ""), meta.get("app_version", ""), doubts)


def _read(data: bytes, file: str) -> tuple[dict[str, str], RawPlan, FormersRead]:
    with GeoPackageReader(data, file, READ_TABLES) as reader:
        if not (reader.has("meta") and reader.has("scenarios")):
            raise InputError(
                "this is a GeoPackage, but not a Wolds plan", file=file, remedy="To use its schools, open it as a register."
            )
        meta = _meta(reader.rows("meta", LARGEST["meta"]), file)
        version = _version(meta, file)
        tables = {name: reader.rows(name, LARGEST[name]) for name in ("schools", "scenarios", "edits")}
        for name in ("confidential", "travel"):  # older files have none, and a person may have taken it out to pass a file on
            if reader.has(name):
                tables[name] = reader.rows(name, LARGEST[name])
        before = read_formers(reader)
    return meta, migrated(RawPlan(meta, **tables), version), before


def _meta(rows: list[tuple[Any, ...]], file: str) -> dict[str, str]:
    for key, value in rows:
        if not (isinstance(key, str) and isinstance(value, str) and len(value) <= _LONGEST_TEXT):
            raise InputError("the table meta holds something else than short texts", file=file)
    return dict(rows)


def _version(meta: dict[str, str], file: str) -> int:
    text = meta.get("schema_version", "")
    if not (text.isascii() and text.isdecimal() and 0 < len(text) < 6 and int(text) > 0):
        raise InputError("this GeoPackage does not say which version of a Wolds plan it is", file=file)
    if int(text) > SCHEMA_VERSION:
        raise InputError(
            f"this plan was saved by a newer Wolds ({meta.get('app_version', 'unknown')}, plan format {text}); "
            f"this is Wolds {app_version()}, which reads plan formats up to {SCHEMA_VERSION}",
            file=file,
            remedy="Update Wolds to open it.",
        )
    return int(text)


def _frame(rows: list[tuple[Any, ...]], file: str) -> Any:
    import pandas as pd

    columns = list(zip(*rows, strict=True)) if rows else [()] * len(COLUMNS)
    checked = {name: _checked(values, name, kind, file) for (name, kind), values in zip(COLUMNS.items(), columns, strict=True)}
    return pd.DataFrame(checked)


def _checked(values: tuple[Any, ...], name: str, kind: str, file: str) -> list[Any]:
    """The values of a column, each of the kind it must be. Text may be null, which says unknown, as may a number."""
    good = {TEXT: _is_text, INTEGER: is_urn}.get(kind, _is_number)
    for row, value in enumerate(values, start=1):
        if not good(value):
            raise InputError(f"this value cannot be used: {str(value)[:60]!r}", file=file, row=row, column=name)
    if kind == TEXT:
        return ["" if value is None else value for value in values]
    return list(values) if kind == INTEGER else [math.nan if value is None else float(value) for value in values]


def _is_text(value: object) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= _LONGEST_TEXT)


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and abs(value) < 1e12)


def _source(meta: dict[str, str]) -> Source:
    file, sha256, date = (meta.get(name, "") for name in ("source_file", "source_sha256", "register_date"))
    return Source(file, sha256, date, is_sample=meta.get("is_sample") == "yes", places=meta.get("source_places", ""))


def _project(raw: RawPlan, schools: Schools) -> Project:
    for row in raw.scenarios:
        if not (isinstance(row[0], int) and row[1] in (0, 1) and isinstance(row[2], str)):
            raise InputError("the table scenarios holds something else than scenarios")
    ordered = sorted(raw.scenarios, key=lambda row: row[0])
    active = [place for place, row in enumerate(ordered) if row[1]]
    if len(active) != 1:
        raise InputError("the file does not say which scenario is the active one")
    facts = _confidential(raw.confidential, [row[0] for row in ordered])
    plans = tuple(replace(plan_from(row[2]), confidential=facts[row[0]]) for row in ordered)
    for plan in plans:
        refuse_unknown(plan, schools)
    return Project(schools, plans, active[0], _log(raw.edits))


def _confidential(rows: list[tuple[Any, ...]], positions: list[int]) -> dict[int, Mapping[str, ConfidentialFact]]:
    """The confidential facts of each scenario, by the position that names it in the file."""
    facts: dict[int, dict[str, ConfidentialFact]] = {position: {} for position in positions}
    for position, key, document in rows:
        if not (isinstance(key, str) and re.fullmatch(r"F[0-9]{1,9}", key) and isinstance(document, str)):
            raise InputError("the table confidential holds something else than facts")
        if position not in facts or key in facts[position]:
            raise InputError("the table confidential names a scenario that is not there, or a fact twice")
        facts[position][key] = fact_from(document)
    return {position: MappingProxyType(found) for position, found in facts.items()}


def _log(rows: list[tuple[Any, ...]]) -> tuple[LogEntry, ...]:
    if not all(isinstance(value, str) for row in rows for value in row):
        raise InputError("the table edits holds something else than texts")
    return tuple(LogEntry(*row) for row in rows)


def _doubts(meta: dict[str, str], schools: Schools) -> tuple[str, ...]:
    if meta.get("data_hash") == schools.data_hash:
        return ()
    return ("The schools in this file were changed by another program since Wolds saved it. They are used as they are now.",)
