"""The cluster list: the contract's `clusters.csv`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from wolds.app.export.about import write_about_beside
from wolds.app.export.bundle import Exported
from wolds.app.export.tables import csv_bytes
from wolds.app.replacing import write_bytes

COLUMNS: Final = ("URN", "EstablishmentName", "cluster", "lead", "easting", "northing", "roll", "reason")


def clusters_csv(exported: Exported) -> bytes:
    """The list as bytes: UTF-8 with BOM, lines ended by CR LF, by URN, the same bytes for the same plan.

    One row for each school to be placed and each other school that joined. `lead` is the URN of the cluster's lead
    school. Text that a spreadsheet would take for a formula has an apostrophe in front (see `formula_safe`).
    """
    rows = ((r.urn, r.name, r.cluster, r.lead, r.easting, r.northing, r.roll, r.reason) for r in exported.rows)
    return csv_bytes(COLUMNS, rows)


def write_clusters_csv(exported: Exported, path: Path | str) -> None:
    """Write the list, and beside it what it is (its columns are fixed). Raises `WriteFailed`."""
    path = Path(path)
    write_bytes(path, clusters_csv(exported))
    write_about_beside(exported, path)
