"""The start page: what would you like to do?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from wolds.widgets.dialogs.parts import button, card, clear, column, describe, label, row
from wolds.widgets.dialogs.picture import Picture
from wolds.widgets.pages.recent import RecentFile, RecentList
from wolds.widgets.rules.scrolling import scrolled
from wolds.widgets.theme import mark


@dataclass(frozen=True)
class Recoverable:
    """Unsaved work of a run that ended unexpectedly. `id` is the window's own; `saved` and `detail` are shown as they are."""

    id: str
    title: str
    saved: str  # "today at 14:32"
    detail: str = ""


class StartPage(QWidget):
    """Where every day begins. Files dropped on it are asked for by `file_dropped`.

    `open_plan_requested` and `recent_requested` carry a path as text, "" where the person is to be asked for one;
    `recover_requested` and `discard_recovery_requested` carry the id of a `Recoverable`.
    """

    open_register_requested = Signal()
    open_plan_requested = Signal(str)
    sample_requested = Signal()
    partners_requested = Signal()
    dashboard_requested = Signal()
    church_requested = Signal()
    recent_requested = Signal(str)
    forget_recent_requested = Signal(str)
    recover_requested = Signal(str)
    discard_recovery_requested = Signal(str)
    file_dropped = Signal(str)
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.recent = RecentList()
        self.recovery = QVBoxLayout()
        self.recovery.setSpacing(8)
        self.register, self.plan, self.sample, self.partners = self._actions()
        self.dashboard = self._dashboard_button()
        self.church = self._church_button()
        self.drop_hint = label(
            self.tr(
                "You can also drop a register or a plan file anywhere on this page. "
                "File > Get the current register fetches today's public list of schools in England."
            ),
            "muted",
        )
        self.back = button(self.tr("&Back to the open plan"), self.back_requested.emit, icon_name="map")
        self.back.hide()
        self._arrange()
        self.recent.recent_requested.connect(self.recent_requested)
        self.recent.forget_requested.connect(self.forget_recent_requested)

    def _actions(self) -> tuple[QPushButton, QPushButton, QPushButton, QPushButton]:
        return (
            _big_button(
                self.tr("Open a &register…"),
                self.tr("A file of schools: an extract from Get Information about Schools, as it comes, zipped or not"),
                "register",
                self.open_register_requested.emit,
            ),
            _big_button(
                self.tr("Open a &plan…"),
                self.tr("Go on with a plan that was saved before"),
                "plan",
                lambda: self.open_plan_requested.emit(""),
            ),
            _big_button(
                self.tr("&Try the sample county"),
                self.tr("An invented county around the Wash, to look around without a file of your own"),
                "sample",
                self.sample_requested.emit,
            ),
            _big_button(
                self.tr("&Find partners for my school"),
                self.tr("For headteachers: who is near and alike, what a group would be, and an idea to send on"),
                "school",
                self.partners_requested.emit,
            ),
        )

    def _dashboard_button(self) -> QPushButton:
        return _big_button(
            self.tr("&See how partnerships are doing"),
            self.tr("For planners: coverage, models and stages, missing measures, overdue reviews and spending of a county"),
            "dashboard",
            self.dashboard_requested.emit,
        )

    def _church_button(self) -> QPushButton:
        return _big_button(
            self.tr("Plan for &church and community"),
            self.tr("For diocesan officers: whom to ask for which partnership, pairs, and three policies side by side"),
            "church",
            self.church_requested.emit,
        )

    def _arrange(self) -> None:
        inner = QWidget()
        across = QHBoxLayout(inner)
        across.setContentsMargins(32, 32, 32, 32)
        page = QWidget()
        page.setMaximumWidth(960)
        across.addStretch(1)
        across.addWidget(page, 20)
        across.addStretch(1)
        rows = column(page, spacing=18)
        rows.addStretch(1)
        rows.addWidget(label(self.tr("Welcome to Wolds"), "title"))
        rows.addWidget(
            label(
                self.tr(
                    "Plan partnerships of small rural primary schools: open a register, set the rules, ask for a proposal, "
                    "and adjust it by hand."
                )
            )
        )
        rows.addLayout(row(self.back, None))
        rows.addLayout(self.recovery)
        rows.addLayout(self._columns())
        rows.addStretch(4)
        scrolled(self, inner)
        describe(self, self.tr("Start"))

    def _columns(self) -> QHBoxLayout:
        left, right = QWidget(), QWidget()
        column(
            left,
            label(self.tr("What would you like to do?"), "heading"),
            self.register,
            self.plan,
            self.sample,
            self.partners,
            self.dashboard,
            self.church,
            self.drop_hint,
            None,
            spacing=10,
        )
        column(right, label(self.tr("Recent files"), "heading"), self.recent, None, spacing=10)
        columns = QHBoxLayout()
        columns.setSpacing(32)
        columns.addWidget(left, 1)
        columns.addWidget(right, 1)
        return columns

    def show_recent(self, files: Sequence[RecentFile]) -> None:
        """Show the recent files, the latest first; missing ones are greyed."""
        self.recent.show_files(files)

    def set_plan_open(self, is_open: bool) -> None:
        """Offer the way back where a plan is open behind this page."""
        self.back.setVisible(is_open)

    def show_recoverable(self, works: Sequence[Recoverable]) -> None:
        """Offer unsaved work, each on a card of its own."""
        clear(self.recovery)
        for work in works:
            self.recovery.addWidget(self._recovery_card(work))

    def _recovery_card(self, work: Recoverable) -> QFrame:
        frame, layout = card("warning")
        layout.addWidget(label(self.tr("Unsaved work: {title}").format(title=work.title), "strong"))
        said = self.tr("Wolds ended before this was saved. It was kept {when}.").format(when=work.saved)
        layout.addWidget(label(f"{said} {work.detail}".strip()))
        recover = button(self.tr("Re&cover"), lambda: self.recover_requested.emit(work.id), icon_name="recover", kind="primary")
        discard = button(self.tr("&Discard"), lambda: self.discard_recovery_requested.emit(work.id))
        for made, doing in ((recover, self.tr("Recover {title}")), (discard, self.tr("Discard {title}"))):
            made.setAccessibleName(doing.format(title=work.title))
        layout.addLayout(row(recover, discard, None))
        return frame

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a file."""
        if _dropped_file(event):
            event.acceptProposedAction()
            self._welcome(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The file went away."""
        self._welcome(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the file to be opened."""
        file = _dropped_file(event)
        self._welcome(False)
        if file:
            event.acceptProposedAction()
            self.file_dropped.emit(file)

    def _welcome(self, is_over: bool) -> None:
        mark(self.drop_hint, "good" if is_over else "muted")
        self.drop_hint.style().polish(self.drop_hint)
        self.drop_hint.setText(
            self.tr("Let go to open this file.")
            if is_over
            else self.tr("You can also drop a register or a plan file anywhere on this page.")
        )


def _dropped_file(event: QDropEvent) -> str:
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return str(Path(files[0])) if len(files) == 1 else ""


class _BigButton(QPushButton):
    """A button that is a card: a picture, what it does, and a sentence."""

    def sizeHint(self) -> QSize:
        """As high as its words at this width."""
        layout = self.layout()
        high = layout.heightForWidth(max(self.width(), 280)) if layout is not None else 64
        return QSize(280, max(high, 64))

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its words."""
        layout = self.layout()
        return max(layout.heightForWidth(width), 64) if layout is not None else 64


def _big_button(text: str, sentence: str, icon_name: str, pressed: Callable[[], object]) -> QPushButton:
    words, picture = QWidget(), Picture(icon_name)
    name = QLabel(text)
    mark(name, "strong")
    column(words, name, label(sentence, "muted"), spacing=2)
    made = _BigButton()
    made.setAutoDefault(True)  # Enter does it too, not the space bar alone
    name.setBuddy(made)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    mark(made, "big")
    layout = QHBoxLayout(made)
    layout.setContentsMargins(14, 12, 14, 12)
    layout.setSpacing(14)
    layout.addWidget(picture)
    layout.addWidget(words, 1)
    for inner in (words, picture, *words.findChildren(QLabel)):
        inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    describe(made, text.replace("…", ""), sentence)
    made.clicked.connect(lambda: pressed())
    return made
