"""Next year's register of the sample county, stated as what changed."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wolds.resources.loader import sample_register_path

Row = dict[str, str]


def next_year(
    path: Path,
    changes: Mapping[int, Mapping[str, Any] | None],
    opened: Mapping[int, tuple[int, Mapping[str, Any]]] | None = None,
) -> Path:
    """The register at `path`: columns of schools changed, schools taken out (None), and opened as others were.

    `opened` gives for a new URN the school that it is like, and what is otherwise.
    """
    with sample_register_path().open(encoding="cp1252", newline="") as source:
        reader = csv.DictReader(source)
        heading, rows = list(reader.fieldnames or ()), {int(row["URN"]): row for row in reader}
    like = {urn: rows[model] | {"URN": str(urn)} | _texts(fields) for urn, (model, fields) in (opened or {}).items()}
    kept = [row | _texts(changes.get(urn) or {}) for urn, row in rows.items() if changes.get(urn, ()) is not None]
    with path.open("w", encoding="cp1252", newline="") as out:
        writer = csv.DictWriter(out, heading)
        writer.writeheader()
        writer.writerows([*kept, *like.values()])
    return path


def _texts(fields: Mapping[str, Any]) -> Row:
    return {name: str(value) for name, value in fields.items()}


def links_file(path: Path, *steps: tuple[int, int]) -> Path:
    """A links extract: who was succeeded by whom."""
    with path.open("w", encoding="cp1252", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"])
        writer.writerows([old, new, "", "Successor", "31-08-2026"] for old, new in steps)
    return path
