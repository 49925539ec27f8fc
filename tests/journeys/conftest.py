"""A person at the window: real mouse and keyboard events, no shortcuts through the code but to look at what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from wolds.app.window.main_window import MainWindow
from wolds.clustering.project import Project

Wanted = TypeVar("Wanted", bound=QWidget)
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Planner:
    """Does to a window what a person does."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window

    # Looking -----------------------------------------------------------------------------------------------------

    @property
    def document(self) -> Any:
        return self.window.document

    @property
    def plan(self) -> Any:
        return self.window.document.plan

    @property
    def banner(self) -> str:
        return self.window.views.banner.text if self.window.views.banner.isVisible() else ""

    @property
    def said(self) -> str:
        return self.window.statusBar().currentMessage()

    def until(self, met: Callable[[], Any], seconds: float = 20) -> None:
        self.qtbot.waitUntil(lambda: bool(met()), timeout=int(seconds * 1000))

    def dialogs(self, kind: type[Wanted]) -> list[Wanted]:
        return [dialog for dialog in self.window.findChildren(kind) if dialog.isVisible()]

    def dialog(self, kind: type[Wanted]) -> Wanted:
        self.until(lambda: self.dialogs(kind), 8)
        return self.dialogs(kind)[-1]

    def no_dialog(self) -> None:
        self.until(lambda: not self.dialogs(QDialog), 8)

    # Doing -------------------------------------------------------------------------------------------------------

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        target = QApplication.focusWidget() or QApplication.activeWindow() or self.window
        QTest.keyClick(target, key, modifiers)

    def write(self, text: str) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)

    def click(self, widget: QWidget, at: QPoint | None = None, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, modifiers, at or widget.rect().center())

    def choose(self, command: str) -> None:
        """Choose a command from its menu."""
        action = self.window.commands[command]
        assert action.isEnabled(), f"{command} cannot be chosen now"
        action.trigger()

    def answer(self, words: str) -> None:
        """Press the banner's button of these words."""
        buttons = {button.text().replace("&", ""): button for button in self.window.views.banner.buttons}
        self.click(buttons[words])

    def press_button(self, dialog: QWidget, words: str) -> None:
        buttons = [one for one in dialog.findChildren(QPushButton) if one.text().replace("&", "") == words and one.isVisible()]
        assert buttons, f"no button {words!r} in {[one.text() for one in dialog.findChildren(QPushButton)]}"
        self.click(buttons[0])

    def name_file(self, path: Path) -> None:
        """Paste a path into the file dialog that is open, and press Enter."""
        dialog = self.dialog(QFileDialog)
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setFocus()
        for view in dialog.findChildren(QAbstractItemView):
            view.clearSelection()  # as typing does where the dialog is the active window, which no test can be sure of
        line.clear()
        line.insert(str(path))
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.hide()
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.until(lambda: not self.dialogs(QFileDialog), 8)

    def open_menu_key(self) -> None:
        self.press(Qt.Key.Key_Menu)

    # On the map --------------------------------------------------------------------------------------------------

    def place_of(self, urn: int) -> QPoint:
        """Where a school lies on the map, in pixels of its viewport."""
        view = self.window.views.map
        x, y = view.camera.pixels(view.content.marks.points[[self.document.schools.position(urn)]])[0].tolist()
        return QPointF(x, y).toPoint()

    def drag(self, start: QPoint, *stops: QPoint, drop: bool = True) -> None:
        port, button, none = self.window.views.map.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(port, button, none, start)
        for stop in stops:
            QTest.mouseMove(port, (start + stop) / 2)
            QTest.mouseMove(port, stop)
            QApplication.processEvents()
        if drop:
            QTest.mouseRelease(port, button, none, stops[-1])

    # Longer errands ----------------------------------------------------------------------------------------------

    def take(self, project: Project) -> None:
        """Have a plan open that no file holds yet."""
        self.window.saving.start_unsaved(project)
        self.window.show_plan()
        self.until(lambda: self.window.views.map.isVisible())
        QApplication.processEvents()

    def save_to(self, path: Path) -> None:
        self.window.activateWindow()
        self.choose("save_as")
        self.name_file(path)
        self.until(lambda: self.document.is_clean and not self.window.saving.job.is_running)

    def select(self, *urns: int) -> None:
        self.document.select(frozenset(urns))

    def cluster(self, place: int = 0) -> Any:
        return list(self.plan.clusters.values())[place]

    def row_of(self, view: QAbstractItemView, words: str) -> Any:
        model = view.model()
        for row in range(model.rowCount()):
            if words in str(model.index(row, 0).data()):
                return model.index(row, 0)
        raise AssertionError(f"no row says {words!r}")


@pytest.fixture
def make_window(qtbot: QtBot) -> Iterator[Callable[..., Planner]]:
    """Opens windows; each ends without questions when the test is over."""
    made: list[MainWindow] = []

    def make(width: int = 1280, height: int = 800) -> Planner:
        window = MainWindow()
        made.append(window)
        window.resize(width, height)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        return Planner(qtbot, window)

    yield make
    for window in made:
        end(window)


def end(window: MainWindow) -> None:
    """Close for good, whatever is unsaved."""
    for dialog in window.findChildren(QDialog):
        dialog.close()
    window.proposing.stop()
    QThreadPool.globalInstance().waitForDone(20_000)
    window._closing = True
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


@pytest.fixture
def planner(make_window: Callable[..., Planner]) -> Planner:
    return make_window()


@pytest.fixture(scope="session")
def county() -> Project:
    """The sample county with its rules, not planned yet; read once."""
    from wolds.app.jobs import Job, JobWatch
    from wolds.app.window.files import _read_sample

    job = Job("", lambda _: None)
    return _read_sample(JobWatch(job, job._stop)).project


@pytest.fixture(scope="session")
def planned(county: Project) -> Project:
    """The sample county with a proposal taken; worked out once."""
    from wolds.app.proposing import propose
    from wolds.clustering.edits import AcceptProposal
    from wolds.clustering.edits.base import EditContext
    from wolds.clustering.eligibility import standing_of

    context = EditContext(county.schools, standing_of(county.schools, county.plan.eligibility), county.plan)
    change = AcceptProposal(propose(context).preview).change(context)
    return county.with_plan(county.plan.apply(change))


@pytest.fixture
def at_work(planner: Planner, planned: Project) -> Planner:
    """A person with a planned county in front of them."""
    planner.take(planned)
    return planner
