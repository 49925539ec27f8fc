"""The committee report in the window: its dialog, its house style, and writing it as one job."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from wolds.app.jobs import Job, JobWatch
from wolds.app.window.asking import ask_to_open, ask_to_save
from wolds.app.window.desk import Desk
from wolds.geo.errors import WoldsError
from wolds.geo.progress import stop_if_asked
from wolds.widgets.dialogs.questions import CANCEL, Answer, QuestionDialog

if TYPE_CHECKING:
    from wolds.app.reporting.committee import Ordered
    from wolds.app.reporting.house import House
    from wolds.widgets.dialogs.report import ReportDialog, ReportWish

_DRAWING: Final = 0.6  # the share of the work that maps take
_PATIENCE_S: Final = 0.1


class ReportController(QObject):
    """Asks what shall be in the report, draws its maps in the main thread one by one, and writes it on the pool."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.job: Job | None = None
        self._house: House | None = None
        desk.actions["export_report"].triggered.connect(lambda: self.open())

    # Asking ------------------------------------------------------------------------------------------------------

    def open(self) -> ReportDialog | None:
        """Ask what shall be in the report; not while one is being written."""
        from wolds.widgets.dialogs.report import ReportDialog

        if self.job is not None and self.job.is_running:
            self._desk.feedback.ask(self.tr("A report is being written. Wait for it, or stop it first."), tone="warning")
            return None
        self._desk.settle()
        self._house = self._last_house()
        bare = self._ordered(None)
        dialog = ReportDialog(lambda wish: _outline(self._with_house(bare), wish), self._desk.window)
        dialog.house_asked.connect(lambda: self._ask_house(dialog))
        dialog.house_begun.connect(lambda: self._begin_house(dialog))
        dialog.house_dropped.connect(lambda: self._drop_house(dialog))
        dialog.given.connect(lambda wish: self._ask_where(wish))
        self._show_house(dialog)
        dialog.open()
        return dialog

    def _ordered(self, wish: ReportWish | None) -> Ordered:
        from wolds.app.export import Exported
        from wolds.app.reporting.committee import Ordered
        from wolds.clustering.reporting.committee import Part

        scene, document = self._desk.document.scene, self._desk.document
        confidential = wish is not None and Part.CONFIDENTIAL in wish.parts
        exported = Exported.of(scene.schools, scene.standing, scene.plan, scene.scoreboard, confidential=confidential)
        ordered = self._with_house(Ordered(exported, document.project.log))
        if wish is None:
            return ordered
        return replace(ordered, parts=wish.parts, paper=wish.paper, title=wish.title)

    def _with_house(self, ordered: Ordered) -> Ordered:
        return ordered if self._house is None else replace(ordered, house=self._house)

    # House style -------------------------------------------------------------------------------------------------

    def _last_house(self) -> House | None:
        """The house style that was last used, as it is now; None where there is none, or where it no longer works."""
        from wolds.app.reporting.house import load_house

        name = self._desk.settings().house_file
        if not name:
            return None
        try:
            return load_house(Path(name))
        except WoldsError as error:
            self._desk.feedback.ask(self.tr("The house style was left out: {why}").format(why=error), tone="warning")
            return None

    def _ask_house(self, dialog: ReportDialog) -> None:
        kinds = self.tr("House styles (*.toml)")
        ask_to_open(dialog, self.tr("Choose a house style"), self._folder, kinds, partial(self._take_house, dialog))

    def _begin_house(self, dialog: ReportDialog) -> None:
        start = str(Path(self._folder) / self.tr("house style.toml"))
        kinds = self.tr("House styles (*.toml)")
        ask_to_save(dialog, self.tr("Begin a house style"), start, kinds, "toml", partial(self._write_house, dialog))

    @property
    def _folder(self) -> str:
        return self._desk.settings().last_folder or "."

    def _write_house(self, dialog: ReportDialog, path: Path) -> None:
        from wolds.app.reporting.house import save_house
        from wolds.clustering.reporting.house_style import HouseStyle

        try:
            save_house(HouseStyle(), path)
        except WoldsError as error:
            self._desk.feedback.fail(self.tr("The house style was not written"), error)
            return
        self._take_house(dialog, path)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.resolve())))

    def _take_house(self, dialog: ReportDialog, path: Path) -> None:
        from wolds.app.reporting.house import load_house

        try:
            self._house = load_house(path)
        except WoldsError as error:
            self._desk.feedback.fail(self.tr("The house style cannot be used"), error)
            return
        self._desk.use_settings(self._desk.settings().model_copy(update={"house_file": str(path.resolve())}))
        self._show_house(dialog)

    def _drop_house(self, dialog: ReportDialog) -> None:
        self._house = None
        self._desk.use_settings(self._desk.settings().model_copy(update={"house_file": ""}))
        self._show_house(dialog)

    def _show_house(self, dialog: ReportDialog) -> None:
        if self._house is None:
            dialog.show_house("")
            return
        style, file = self._house.style, Path(self._desk.settings().house_file).name
        dialog.show_house(
            f"{style.organisation} ({file})" if style.organisation else file, style.paper, self._house.logo or b""
        )
        self._look_for_font(dialog, self._house)

    def _look_for_font(self, dialog: ReportDialog, house: House) -> None:
        """Say in the dialog where the house style names a font that is not here: looking takes a moment."""
        from wolds.app.reporting.fonts import font_doubt

        if not house.style.font.strip():
            return
        job = Job(self.tr("Looking for the font"), lambda _watch: font_doubt(house), dialog)
        job.succeeded.connect(lambda said: dialog.show_doubt(said) if house is self._house else None)
        job.start()

    # Writing -----------------------------------------------------------------------------------------------------

    def _ask_where(self, wish: ReportWish) -> None:
        from wolds.app.reporting.committee import report_name

        first, start = wish.formats[0], Path(self._folder) / report_name(self._desk.document.plan.name)
        kinds = {"pdf": self.tr("Report as PDF (*.pdf)"), "docx": self.tr("Report for Word (*.docx)")}[first]
        ask_to_save(
            self._desk.window, self.tr("Write the report"), f"{start}.{first}", kinds, first, partial(self._begin, wish)
        )

    def _begin(self, wish: ReportWish, path: Path) -> None:
        """Write beside each other what was asked for; a second file that stands there already is asked about too."""
        paths = tuple(path.with_suffix(f".{ending}") for ending in wish.formats)
        taken = [other for other in paths if other != path and other.exists()]
        if not taken:
            self.write(wish, paths)
            return
        answers = (Answer("replace", self.tr("Replace it"), is_default=True), Answer(CANCEL, self.tr("Cancel")))
        sentence = self.tr("{name} is there already. Replace it?").format(name=taken[0].name)
        dialog = QuestionDialog(self.tr("Write the report"), sentence, answers=answers, parent=self._desk.window)
        dialog.answered.connect(lambda answer: self.write(wish, paths) if answer == "replace" else None)
        dialog.open()

    def write(self, wish: ReportWish, paths: tuple[Path, ...]) -> Job:
        """Write the report to each path, whole or not at all. A cancel leaves what was written whole so far."""
        ordered = self._ordered(wish)
        desk = _MapDesk(ordered, self)
        self.job = Job(self.tr("Writing the report"), lambda watch: _written(ordered, desk, paths, watch), self)
        self.job.succeeded.connect(lambda said: self._done(paths, said))
        self.job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The report was not written"), error))
        self.job.cancelled.connect(lambda: self._desk.feedback.say(self.tr("Stopped. No file was left half written.")))
        self.job.ended.connect(desk.deleteLater)
        self._desk.status.follow(self.job)
        self.job.start()
        return self.job

    def stop(self) -> None:
        """Let go of a report that is being written; no file is left half written."""
        if self.job is not None:
            self.job.cancel()

    def _done(self, paths: tuple[Path, ...], said: str) -> None:
        show = (self.tr("Open it"), lambda: self._open(paths[0]))
        folder = (self.tr("Open the folder"), lambda: self._open(paths[0].parent))
        names = self.tr(" and ").join(path.name for path in paths)
        told = self.tr("The report was written: {names}").format(names=names)
        self._desk.feedback.ask(f"{told}; {said}" if said else told, show, folder)

    def _open(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.resolve())))


class _MapDesk(QObject):
    """Draws maps in the main thread, each in a turn of its own, for work on the pool that waits for them."""

    _wanted = Signal()

    def __init__(self, ordered: Ordered, parent: QObject) -> None:
        from wolds.app.reporting.maps import maps_of

        super().__init__(parent)
        self._maps = maps_of(ordered)
        self._answers: queue.SimpleQueue[tuple[str, bytes] | BaseException | None] = queue.SimpleQueue()
        self._wanted.connect(self._draw, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _draw(self) -> None:
        try:
            self._answers.put(next(self._maps, None))
        except WoldsError as error:
            self._answers.put(error)

    def maps(self, watch: JobWatch) -> Iterator[tuple[str, bytes]]:
        """The maps, one after the other, in the thread of the work. Raises `Cancelled`."""
        while True:
            self._wanted.emit()
            answer = self._waited_for(watch)
            if answer is None:
                return
            if isinstance(answer, BaseException):
                raise answer
            yield answer

    def _waited_for(self, watch: JobWatch) -> tuple[str, bytes] | BaseException | None:
        while True:
            stop_if_asked(watch)
            try:
                return self._answers.get(timeout=_PATIENCE_S)
            except queue.Empty:
                continue


def _outline(ordered: Ordered, wish: ReportWish) -> tuple[str, ...]:
    from wolds.app.reporting.committee import facts_of
    from wolds.clustering.reporting.committee.outline import outline_of

    return outline_of(facts_of(replace(ordered, parts=wish.parts)))


def _written(ordered: Ordered, desk: _MapDesk, paths: tuple[Path, ...], watch: JobWatch) -> str:
    """Draw and write. Returns what a reader should know of the files."""
    from wolds.app.export.explained import explained
    from wolds.app.reporting.committee import write_report
    from wolds.app.reporting.fonts import font_doubt

    ordered = replace(ordered, exported=explained(ordered.exported, watch))
    maps: dict[str, bytes] = {}
    many, told = 1 + len(ordered.exported.plan.clusters), []
    for name, svg in desk.maps(watch):
        maps[name] = svg
        watch.tell(_DRAWING * len(maps) / many, f"Drawing map {len(maps)} of {many}")
    for at, path in enumerate(paths):
        stop_if_asked(watch)
        watch.tell(_DRAWING + (1 - _DRAWING) * at / len(paths), f"Writing {path.name}")
        told.append(write_report(ordered, maps, path))
    told.append(font_doubt(ordered.house))
    return "; ".join(part for part in told if part)
