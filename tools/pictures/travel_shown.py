"""For pictures: a route on the sample county's roads, the straight line beside them, and pages of what is handed on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import stage

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from wolds.app.window.main_window import MainWindow


def travel_by_road(window: MainWindow) -> None:
    """Take the invented roads in place of straight lines."""
    window.commands["travel_sample"].trigger()
    stage.wait_until(lambda: window.document.schools.supplied is not None, "travel by road")
    window.views.banner.hide()
    stage.calm()


def show_route(window: MainWindow) -> None:
    """Draw the road between the two schools of the plan whose road goes round the most."""
    from wolds.widgets.map import Layer

    look = window.road_looking
    window.commands["road_gaps"].trigger()
    stage.wait_until(lambda: look.compared is not None, "a comparison of the straight line")
    assert look.compared is not None
    home = window.document.plan.cluster_of
    gap = next(gap for gap in look.compared.gaps if home.get(gap.urn_a) and home.get(gap.urn_a) == home.get(gap.urn_b))
    assert look.window is not None
    look.window.close()
    window.document.select(frozenset((gap.urn_a, gap.urn_b)))
    window.views.map.set_layer(Layer.ROADS, True)
    stage.wait_until(lambda: window.views.map.content.roads is not None, "roads on the map")
    window.commands["route"].trigger()
    stage.wait_until(lambda: window.views.map.content.ways is not None, "a route")
    for name in ("schools", "rules", "eligibility"):
        window.views.docks[name].hide()
    stage.calm()
    window.views.map.fit(frozenset((gap.urn_a, gap.urn_b)))
    window.views.map.zoom_by(0.4)
    stage.calm(1.0)


def calibration(window: MainWindow) -> QWidget:
    """The window that says how good the straight line is."""
    look = window.road_looking
    window.commands["calibrate"].trigger()
    stage.wait_until(lambda: look.compared is not None and look.window is not None, "a calibration")
    stage.calm()
    assert look.window is not None
    return look.window


def write_papers(folder: Path) -> tuple[Path, Path]:
    """A brief for the governors of one school of the sample county, and the committee report, as PDFs in a folder."""
    from wolds.app.cli import main

    register, rules, plan = (str(folder / name) for name in ("county.csv", "county.toml", "plan.gpkg"))
    brief, report = folder / "brief.pdf", folder / "report.pdf"
    for words in (
        ("sample", "--out", register, "--rules-out", rules),
        ("propose", register, "--rules", rules, "--out", plan),
        ("report", plan, "--kind", "brief", "--school", "Brandmere", "--out", str(brief)),
        ("report", plan, "--out", str(report)),
    ):
        assert main(words) == 0
    return brief, report


def page(pdf: Path, at: int, width: int) -> QImage:
    """A page of a PDF, counted from 0, as a picture of so many pixels across."""
    import pypdfium2
    from PySide6.QtGui import QImage

    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[at]
        shown = sheet.render(scale=width / sheet.get_width()).to_pil().convert("RGB")
    return QImage(shown.tobytes(), shown.width, shown.height, shown.width * 3, QImage.Format.Format_RGB888).copy()
