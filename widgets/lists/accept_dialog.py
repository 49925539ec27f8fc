"""Asking for the reason why a warning is accepted. The reason is kept with the plan and stands in the exports."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from wolds.clustering.figures import Violation
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import label

_NAMED_AT_MOST = 3


class AcceptDialog(PlainDialog):
    """Shown with `open()`; `reason_given` carries the reason when it is accepted."""

    reason_given = Signal(str)

    def __init__(self, faults: Sequence[Violation], parent: QWidget | None = None) -> None:
        super().__init__(self._title(len(faults)), _sentences(faults), parent)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(self.reason.fontMetrics().height() * 4 + 12)
        self.reason.setPlaceholderText(self.tr("For example: there is no bus, but the heads meet online"))
        self.reason.setAccessibleName(self.tr("Reason"))
        self.body.addWidget(label(self.tr("Why is this all right? The reason is kept with the plan.")))
        self.body.addWidget(self.reason)
        self._accept = self.add_accept(self.tr("Accept"))
        self._accept.setEnabled(False)
        self.add_reject()
        self.reason.textChanged.connect(lambda: self._accept.setEnabled(bool(self._text())))
        self.accepted.connect(lambda: self.reason_given.emit(self._text()))
        self.reason.setFocus()

    def _title(self, count: int) -> str:
        return self.tr("Accept a warning") if count == 1 else self.tr("Accept {count} warnings").format(count=count)

    def _text(self) -> str:
        return self.reason.toPlainText().strip()


def _sentences(faults: Sequence[Violation]) -> str:
    named = [fault.sentence for fault in faults[:_NAMED_AT_MOST]]
    return "\n".join([*named, *(["…"] if len(faults) > _NAMED_AT_MOST else [])])
