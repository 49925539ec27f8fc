"""A made-up list of Welsh schools, mapped in the window, for its picture."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Final

import stage

if TYPE_CHECKING:
    from wolds.app.window.main_window import MainWindow
    from wolds.widgets.mapping import MappingDialog

_HEADING: Final = (
    "School Number",
    "School Name",
    "Local Authority",
    "Sector",
    "Denomination",
    "Pupils",
    "Longitude",
    "Latitude",
)
_NAMES: Final = ("Aberlas", "Brynhafod", "Cwmgarw", "Derwen Fach", "Eithinog", "Ffynnon Oer", "Glanrhyd", "Hendrewen")


def show_mapping(window: MainWindow, folder: Path) -> MappingDialog:
    """Open the list, and wait for the dialog that asks which column is what."""
    from wolds.widgets.mapping import MappingDialog

    path = folder / "ysgolion-made-up.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([_HEADING, *map(_row, range(len(_NAMES))), ("", "Total", "", "", "", 451, "", "")])
    window.files.open_any(path)
    stage.wait_until(lambda: window.findChildren(MappingDialog), "the mapping of a table")
    return window.findChildren(MappingDialog)[0]


def _row(at: int) -> tuple[object, ...]:
    phase = "Primary (with nursery)" if at % 3 == 0 else "Primary"
    faith = ("Non-denominational", "Church in Wales", "Roman Catholic")[at % 3]
    return (6_669_001 + at, f"Ysgol {_NAMES[at]}", "Powys", phase, faith, 28 + 13 * at, -3.3 - 0.04 * at, 52.2 + 0.03 * at)
