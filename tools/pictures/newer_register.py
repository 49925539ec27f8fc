"""The picture of a newer register under review: next year's register of the sample county is made up on the spot."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import stage

if TYPE_CHECKING:
    from wolds.app.window.main_window import MainWindow
    from wolds.widgets.refreshing import ReviewDialog

_ACADEMY: Final = 909_999
_EVERY: Final = 9  # of how many schools one has another roll


def show_review(window: MainWindow) -> ReviewDialog:
    """Have the window review next year's register of the plan that is open."""
    from wolds.widgets.refreshing import RegisterChoice, ReviewDialog

    clusters = list(window.document.plan.clusters.values())
    gone, lost, moved, closing = (clusters[place].members[0] for place in range(4))
    folder = Path(os.environ["WOLDS_HOME"])  # of the picture alone
    register = _register(folder / "edubasealldata20270901.csv", gone, lost, moved, closing)
    links = folder / "links_edubasealldata20270901.csv"
    links.write_text(f"URN,LinkURN,LinkName,LinkType\n{gone},{_ACADEMY},Wash Academy,Successor\n", encoding="cp1252")
    window.refreshing.read(RegisterChoice(register, links))
    stage.wait_until(lambda: bool(window.findChildren(ReviewDialog)), "the review of a register")
    return window.findChildren(ReviewDialog)[0]


def _register(path: Path, gone: int, lost: int, moved: int, closing: int) -> Path:
    from wolds.resources.loader import sample_register_path

    with sample_register_path().open(encoding="cp1252", newline="") as source:
        reader = csv.DictReader(source)
        heading, rows = list(reader.fieldnames or ()), list(reader)
    by_urn = {int(row["URN"]): row for row in rows}
    academy = by_urn[gone] | {"URN": str(_ACADEMY), "EstablishmentName": "Wash Academy"}
    by_urn[gone]["EstablishmentStatus (name)"] = "Closed"
    by_urn[closing]["EstablishmentStatus (name)"] = "Open, but proposed to close"
    by_urn[moved]["Northing"] = str(int(by_urn[moved]["Northing"]) + 1_500)
    for row in rows[::_EVERY]:
        row["NumberOfPupils"] = str(round(int(row["NumberOfPupils"] or 0) * 0.8))
    with path.open("w", encoding="cp1252", newline="") as out:
        writer = csv.DictWriter(out, heading)
        writer.writeheader()
        writer.writerows([*(row for urn, row in by_urn.items() if urn != lost), academy])
    return path
