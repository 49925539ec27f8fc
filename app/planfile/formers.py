"""The registers that a plan stood on before, in its file: a row for each, with what is big packed as gzip files.

A second table, plain to read, says who took whose place. A row that is damaged is told and kept as it is; nothing else is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from wolds.app.planfile.schema import FORMER_COLUMNS, LARGEST
from wolds.clustering.refreshing.former import FormerRegister, Succession
from wolds.geo.errors import InputError
from wolds.geo.geopackage import GeoPackageReader, GeoTable
from wolds.geo.links import LinkKind
from wolds.geo.packed import Packed
from wolds.geo.schools import Source
from wolds.geo.urns import is_urn

FORMERS: Final = "former_registers"
SUCCESSORS: Final = "successors"
_SQL: Final = {"position": "INTEGER", "is_sample": "INTEGER", "schools": "INTEGER"}
_KINDS: Final = frozenset(kind.value for kind in LinkKind)


@dataclass(frozen=True)
class FormersRead:
    """The former registers of a file, oldest first, and what is wrong with them in plain sentences."""

    formers: tuple[FormerRegister, ...] = ()
    doubts: tuple[str, ...] = ()


def former_tables(formers: tuple[FormerRegister, ...]) -> list[GeoTable]:
    """The two tables; none where the plan has stood on one register alone."""
    if not formers:
        return []
    columns = {name: _SQL.get(name, "BLOB" if name.endswith("_gz") else "TEXT") for name in FORMER_COLUMNS}
    rows = [_row(place, former) for place, former in enumerate(formers)]
    steps = [(place, step.urn, step.successor, step.kind) for place, one in enumerate(formers) for step in one.successions]
    names = {"register": "INTEGER", "urn": "INTEGER", "successor": "INTEGER", "kind": "TEXT"}
    return [
        GeoTable(FORMERS, columns, rows, description="Registers that the plan stood on before; *_gz are gzip files of JSON"),
        GeoTable(SUCCESSORS, names, steps, description="Which school stood in whose place with the next register"),
    ]


def _row(place: int, former: FormerRegister) -> tuple[Any, ...]:
    source, links = former.source, former.links
    packed = (former.packed_schools, former.packed_plans, former.packed_review)
    return (
        *(place, source.file, source.sha256, source.register_date, int(source.is_sample)),
        *(former.data_hash, former.count, former.left_at, links.file, links.sha256),
        *(part for one in packed for part in (one.data, one.sha256)),
    )


def read_formers(reader: GeoPackageReader) -> FormersRead:
    """What a file holds of former registers; older files hold none. Damage is told, never raised."""
    if not reader.has(FORMERS):
        return FormersRead()
    try:
        rows = [dict(zip(FORMER_COLUMNS, row, strict=True)) for row in reader.rows(FORMERS, LARGEST[FORMERS])]
        steps = reader.rows(SUCCESSORS, LARGEST[SUCCESSORS]) if reader.has(SUCCESSORS) else []
    except InputError as error:
        return FormersRead((), (f"The registers that the plan stood on before cannot be read: {error.message}.",))
    successions = _successions(steps)
    formers = tuple(_former(row, tuple(successions.get(row["position"], ()))) for row in sorted(rows, key=_place))
    return FormersRead(formers, tuple(_doubts(formers)))


def _place(row: Mapping[str, Any]) -> int:
    return row["position"] if isinstance(row["position"], int) else LARGEST[FORMERS]


def _successions(rows: list[tuple[Any, ...]]) -> dict[Any, list[Succession]]:
    """Steps by the place of their register; what is no step between two schools is passed over."""
    found: dict[Any, list[Succession]] = {}
    for place, urn, successor, kind in rows:
        if kind in _KINDS and is_urn(urn) and is_urn(successor):
            found.setdefault(place, []).append(Succession(urn, successor, kind))
    return found


def _former(row: Mapping[str, Any], successions: tuple[Succession, ...]) -> FormerRegister:
    """A row as it is, whatever it holds: what is not of its kind is empty, and known as damaged by its hash."""
    count = row["schools"] if isinstance(row["schools"], int) else 0
    file, sha256, date = (_text(row[name]) for name in ("file", "sha256", "register_date"))
    source = Source(file, sha256, date, is_sample=row["is_sample"] == 1)
    links = Source(_text(row["links_file"]), _text(row["links_sha256"]))
    packed = (Packed(_bytes(row[f"{name}_gz"]), _text(row[f"{name}_gz_sha256"])) for name in ("schools", "plans", "review"))
    return FormerRegister(source, _text(row["data_hash"]), count, _text(row["left_at"]), links, successions, *packed)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else b""


def _doubts(formers: tuple[FormerRegister, ...]) -> Iterator[str]:
    return filter(None, (former.damage for former in formers))
