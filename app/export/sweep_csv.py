"""A sweep as CSV: the same file from the window and from `wolds sweep`."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Final

from wolds.clustering.exploring import SweepRow
from wolds.clustering.exploring.sweeping import UNITS

COLUMNS: Final = (*(field.name for field in fields(SweepRow)), "unit")


def sweep_csv(rows: Sequence[SweepRow]) -> bytes:
    """The rows as UTF-8 with BOM; ids of clusters are joined by spaces, figures are written in full."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        ids = {"still_allowed": " ".join(row.still_allowed), "kept": " ".join(row.kept)}
        numbers = {name: round(getattr(row, name), 6) for name in ("travel_km", "cost_km", "mean_km", "gap_percent")}
        writer.writerow(asdict(row) | ids | numbers | {"unit": UNITS[row.what], "value": f"{row.value:g}"})
    return text.getvalue().encode("utf-8-sig")
