"""A sweep as CSV: the same file from the window and from `wolds sweep`."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Final

from wolds.clustering.exploring import SweepRow
from wolds.clustering.exploring.sweeping import UNITS

_TRAVEL: Final = ("travel_km", "cost_km", "mean_km")
COLUMNS: Final = (*(field.name for field in fields(SweepRow)), "unit", "travel", "cost", "mean")


def sweep_csv(rows: Sequence[SweepRow]) -> bytes:
    """The rows as UTF-8 with BOM; ids of clusters are joined by spaces, figures are written in full.

    `travel`, `cost` and `mean` are in what `measure` names; the columns of km are blank where that is minutes.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        ids = {"still_allowed": " ".join(row.still_allowed), "kept": " ".join(row.kept)}
        numbers: dict[str, object] = {"gap_percent": round(row.gap_percent, 6), "measure": row.measure.words}
        for name in _TRAVEL:
            km = getattr(row, name)
            numbers[name] = round(km, 6) if row.measure.unit == "km" else ""
            numbers[name.removesuffix("_km")] = round(row.shown(km), 6)
        writer.writerow(asdict(row) | ids | numbers | {"unit": UNITS[row.what], "value": f"{row.value:g}"})
    return text.getvalue().encode("utf-8-sig")
