"""The questions about files: unsaved work, changed on disk, held by somebody, an error with its log."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import button, describe, label, row
from wolds.widgets.dialogs.picture import Picture
from wolds.widgets.dialogs.questions import CANCEL, Answer, QuestionDialog

SAVE, DISCARD = "save", "discard"
OVERWRITE, SAVE_AS, RELOAD = "overwrite", "save-as", "reload"
READ_ONLY, COPY = "read-only", "copy"


class UnsavedDialog(QuestionDialog):
    """Before a plan is closed: `answered` is "save", "discard" or "cancel"."""

    def __init__(self, plan_name: str, what_is_lost: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setWindowTitle(self.tr("Unsaved changes"))
        self.ask(
            self.tr("Save the changes to {name}?").format(name=plan_name),
            what_is_lost or self.tr("Without saving, everything since the last save is lost."),
            (
                Answer(DISCARD, self.tr("&Discard")),
                Answer(CANCEL, self.tr("&Cancel")),
                Answer(SAVE, self.tr("&Save"), is_default=True),
            ),
        )


class ChangedOnDiskDialog(QuestionDialog):
    """Before saving over a file that somebody else has saved: "save-as", "reload", "overwrite" or "cancel"."""

    def __init__(self, file_name: str, when: str = "", who: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setWindowTitle(self.tr("The file was changed"))
        by = self.tr(" by {who}").format(who=who) if who else ""
        at = self.tr(" at {when}").format(when=when) if when else ""
        self.ask(
            self.tr("{name} was changed{by}{at} since you opened it.").format(name=file_name, by=by, at=at),
            self.tr("Nothing has been saved yet, and your work is still here. A copy under another name loses nothing."),
            (
                Answer(RELOAD, self.tr("&Open theirs")),
                Answer(OVERWRITE, self.tr("O&verwrite")),
                Answer(CANCEL, self.tr("&Cancel")),
                Answer(SAVE_AS, self.tr("&Save a copy…"), is_default=True),
            ),
        )


class HeldByDialog(QuestionDialog):
    """On opening a plan that somebody else has open: "read-only", "copy" or "cancel"."""

    def __init__(self, file_name: str, who: str, since: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setWindowTitle(self.tr("The plan is open elsewhere"))
        when = self.tr(" since {when}").format(when=since) if since else ""
        self.ask(
            self.tr("{who} has had {name} open{when}.").format(who=who, name=file_name, when=when),
            self.tr("You can look at it without changing it, or work on a copy of your own."),
            (
                Answer(CANCEL, self.tr("&Cancel")),
                Answer(COPY, self.tr("Work on a &copy…")),
                Answer(READ_ONLY, self.tr("&Look at it"), is_default=True),
            ),
        )


class ErrorDialog(PlainDialog):
    """What went wrong in plain words, what to do, and the way to the log. `open_log_requested` wants the log file opened."""

    open_log_requested = Signal()

    def __init__(
        self,
        sentence: str,
        remedy: str = "",
        detail: str = "",
        *,
        offer_log: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setMinimumWidth(460)
        self.setAccessibleDescription(f"{sentence} {remedy}".strip())
        beside = row(Picture("error", 36), label(sentence, "strong"), spacing=14)
        beside.setStretch(1, 1)
        self.body.addLayout(beside)
        if remedy:
            self.body.addWidget(label(remedy))
        self._detail = detail
        if detail:
            self.body.addWidget(self._detail_box(detail))
        self.log = button(self.tr("Open the &log file"), self.open_log_requested.emit, icon_name="note")
        self.copy = button(self.tr("&Copy"), self._copy, icon_name="copy")
        self.copy.setVisible(bool(detail))
        self.log.setVisible(offer_log)
        for made in (self.log, self.copy):
            made.setAutoDefault(False)
        self.body.addLayout(row(self.log, self.copy, None))
        self.add_accept(self.tr("Close"))

    @classmethod
    def open_for(cls, parent: QWidget, what: str, remedy: str = "", *, offer_log: bool = False) -> ErrorDialog:
        """Open one over a window: what failed, and what to do about it."""
        dialog = cls(what, remedy, offer_log=offer_log, parent=parent)
        dialog.open()
        return dialog

    def _detail_box(self, detail: str) -> QPlainTextEdit:
        box = QPlainTextEdit(detail)
        box.setReadOnly(True)
        box.setTabChangesFocus(True)
        box.setMaximumHeight(140)
        describe(box, self.tr("Details"))
        return box

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.accessibleDescription()}\n\n{self._detail}")
