"""Handing on: one command a format, and printing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from wolds.app.exporting import FORMATS, ColourBy, write_export
from wolds.app.file_names import safe_stem
from wolds.app.jobs import Job
from wolds.app.window.asking import ask_to_save
from wolds.app.window.desk import Desk
from wolds.widgets.map import Colouring

_DRAWN = (".png", ".pdf")  # drawn with Qt, and so in the main thread

_MAY_BE_CONFIDENTIAL = (".xlsx", ".json")


class ExportController(QObject):
    """Writes the plan in other formats."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.job: Job | None = None
        for suffix in FORMATS:
            desk.actions[f"export_{suffix[1:]}"].triggered.connect(partial(self._ask_for, suffix))
        desk.actions["export_confidential"].toggled.connect(self._tell_tick)
        desk.actions["print"].triggered.connect(lambda: self._ask(self.tr("Print the map to PDF"), ".pdf"))

    def _kinds(self) -> dict[str, str]:
        return {
            ".csv": self.tr("Cluster list for a spreadsheet (*.csv)"),
            ".xlsx": self.tr("Workbook (*.xlsx)"),
            ".html": self.tr("Map that opens in any browser (*.html)"),
            ".png": self.tr("Picture of the map (*.png)"),
            ".pdf": self.tr("Map as PDF (*.pdf)"),
            ".geojson": self.tr("GeoJSON for other map programs (*.geojson)"),
            ".json": self.tr("Summary (*.json)"),
        }

    def _ask_for(self, suffix: str, _checked: bool = False) -> None:
        """Where to write in one format."""
        self._ask(self.tr("Export: {what}").format(what=self._kinds()[suffix]), suffix)

    def _ask(self, title: str, suffix: str) -> None:
        start = str(Path(self._desk.settings().last_folder or ".") / f"{safe_stem(self._desk.document.plan.name)}{suffix}")
        ask_to_save(self._desk.window, title, start, self._kinds()[suffix], suffix[1:], self.export)

    def export(self, path: Path) -> None:
        """Write the plan to `path`, off the main thread where nothing is drawn."""
        from wolds.app.export import Exported
        from wolds.app.export.explained import explained

        if path.suffix.lower() not in FORMATS:
            text = self.tr("No export ends in {suffix}. Choose one of {known}.")
            self._desk.feedback.ask(text.format(suffix=path.suffix, known=", ".join(FORMATS)), tone="warning")
            return
        scene = self._desk.document.scene
        ticked = self._take_tick() and path.suffix.lower() in _MAY_BE_CONFIDENTIAL
        exported = Exported.of(scene.schools, scene.standing, scene.plan, scene.scoreboard, confidential=ticked)
        if path.suffix.lower() in _DRAWN:
            self._draw(exported, path)
            return
        self.job = Job(self.tr("Exporting"), lambda watch: write_export(explained(exported, watch), path), self, "never")
        self.job.succeeded.connect(lambda _: self._done(path, ticked))
        self.job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The export failed"), error))
        self._desk.status.follow(self.job)
        self.job.start()

    def _draw(self, exported: object, path: Path) -> None:
        from wolds.app.export import Exported
        from wolds.geo.errors import WoldsError

        assert isinstance(exported, Exported)
        try:
            colours: ColourBy = "type" if self._desk.views.map.colouring == Colouring.KIND else "cluster"
            write_export(exported, path, colour_by=colours, beneath=self._desk.views.map.beneath)
        except WoldsError as error:
            self._desk.feedback.fail(self.tr("The export failed"), error)
        else:
            self._done(path)

    def _tell_tick(self, ticked: bool) -> None:
        if ticked:
            self._desk.feedback.say(
                self.tr("The next export will hold what is confidential, if it is a workbook or a summary.")
            )

    def _take_tick(self) -> bool:
        """Whether confidential facts go out too: ticked for one export, and for one only."""
        tick = self._desk.actions["export_confidential"]
        ticked = tick.isChecked()
        tick.setChecked(False)
        return ticked

    def _done(self, path: Path, confidential: bool = False) -> None:
        show = (self.tr("Open it"), lambda: self._open(path))
        folder = (self.tr("Open the folder"), lambda: self._open(path.parent))
        told = self.tr("Exported to {path}, with what is confidential") if confidential else self.tr("Exported to {path}")
        self._desk.feedback.ask(told.format(path=path), show, folder)

    def _open(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.resolve())))
