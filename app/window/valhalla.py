"""Travel by Valhalla on this computer: its tiles asked for, or how to get it said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from wolds.app.jobs import JobWatch
from wolds.app.routed_travel import by_router, source_of
from wolds.app.travelling import Travelling
from wolds.app.window.asking import ask_for_folder, ask_to_open
from wolds.app.window.desk import Desk
from wolds.app.window.routing import Worker
from wolds.clustering.edits import EditContext
from wolds.geo.routing.valhalla_here import HOW_TO_GET_IT, ValhallaHere, is_installed
from wolds.widgets.dialogs import Answer, QuestionDialog


class ValhallaController(QObject):
    """Asks for a folder or a tar of tiles, and has travel worked out on them."""

    def __init__(self, desk: Desk, worker: Worker) -> None:
        super().__init__(desk.window)
        self._desk, self._worker = desk, worker

    def ask(self) -> None:
        """Which tiles to travel on."""
        if not is_installed():
            text = self.tr("Valhalla is not installed with Wolds. {how} Then choose your tiles here.")
            self._desk.feedback.ask(text.format(how=f"{HOW_TO_GET_IT}."), tone="warning")
            return
        question = QuestionDialog(
            self.tr("Valhalla on this computer"),
            self.tr("Where are the tiles of your roads?"),
            self.tr(
                "valhalla_build_tiles makes a folder of them, valhalla_build_extract one tar. Nothing leaves this computer."
            ),
            (
                Answer("folder", self.tr("A folder…"), is_default=True),
                Answer("tar", self.tr("A tar…")),
                Answer("cancel", self.tr("Cancel")),
            ),
            icon_name="help",
            parent=self._desk.window,
        )
        question.answered.connect(self._choose)
        question.open()

    def _choose(self, answer: str) -> None:
        folder, title = self._desk.settings().last_folder, self.tr("Tiles of Valhalla")
        if answer == "folder":
            ask_for_folder(self._desk.window, title, folder, self.travel)
        elif answer == "tar":
            ask_to_open(self._desk.window, title, folder, self.tr("Tiles (*.tar);;All files (*)"), self.travel)

    def travel(self, tiles: Path) -> None:
        """Travel on tiles."""
        title = self.tr("Finding ways on {name}").format(name=tiles.name)
        self._worker.work(title, lambda context, watch: travel_on(tiles, context, watch))


def travel_on(tiles: Path, context: EditContext, watch: JobWatch) -> Travelling:
    """Travel as Valhalla finds it on tiles. For a job: nothing of the window is touched."""
    engine = ValhallaHere(tiles)
    return by_router(context, engine, source_of("valhalla", engine.name, date.today()), watch)
