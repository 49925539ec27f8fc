"""The real registers, where they are at hand; they are not part of the repository."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.timing import Outcome

_BESIDE: Final = Path(__file__).resolve().parents[3] / "shared" / "data"
RURAL_POSTCODES: Final = 300
FOLDER: Final = Path(os.environ.get("WOLDS_TEST_DATA") or _BESIDE) / "gias"


def england() -> Path | None:
    """The whole register of England: 51,012 rows."""
    return _there("edubasealldata20240617_reconstructed.csv.gz")


def primaries() -> Path | None:
    """The open primaries of England."""
    return _there("england_primary_open_2024.csv.gz")


def benchmarks() -> Path | None:
    """The folder of public instances, where their best known values stand too."""
    folder = FOLDER.parent / "benchmarks"
    return folder if (folder / "best_known_values.csv").exists() else None


def _there(name: str) -> Path | None:
    path = FOLDER / name
    return path if path.exists() else None


def missing(rows: Sequence[Outcome], case: str) -> str:
    """A sentence for the page where a case of real data is not among the rows."""
    if any(row.case == case for row in rows):
        return ""
    return " Real registers were not at hand (set `WOLDS_TEST_DATA`), so their rows are left out."


def rural_urns(register: Path) -> list[int]:
    """URNs of the primaries that stand where few people live: at most 300 postcodes within 3 km, a proxy for rural."""
    import pandas as pd

    table = pd.read_csv(register, usecols=["URN", "x_postcodes_within_3km"])
    return sorted(table.URN[table.x_postcodes_within_3km <= RURAL_POSTCODES].tolist())
