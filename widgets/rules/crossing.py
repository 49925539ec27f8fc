"""Asking what crossing a barrier means: kept apart, or a number of minutes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from wolds.clustering.rules import Barrier
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import describe
from wolds.widgets.rules.fields import NumberField


class CrossingDialog(PlainDialog):
    """The name, crossing time and reason of a barrier. `barrier_changed` carries the `Barrier`."""

    barrier_changed = Signal(object)

    def __init__(self, barrier: Barrier, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Barrier: {name}").format(name=barrier.name))
        self._barrier = barrier
        self.name, self.reason = QLineEdit(barrier.name), QLineEdit(barrier.reason)
        self.minutes = NumberField(0, 3000, self.tr("min"), optional=True, start=30)
        self.minutes.show_value(barrier.minutes)
        form = QFormLayout()
        self.body.addLayout(form)
        for text, widget in (
            (self.tr("&Name"), self.name),
            (self.tr("&Crossing takes"), self.minutes),
            (self.tr("&Reason"), self.reason),
        ):
            form.addRow(text, widget)
            describe(widget, text)
        self.minutes.describe(self.tr("Crossing takes"), self.tr("Without a tick, schools on either side are kept apart."))
        self.name.textChanged.connect(self._check)
        self.save = self.add_accept(self.tr("Save"))
        self.add_reject()
        self._check()

    def _check(self) -> None:
        self.save.setEnabled(bool(self.name.text().strip()))

    def accept(self) -> None:
        """Say what the barrier is now, and close."""
        changes = {"name": self.name.text().strip(), "minutes": self.minutes.value(), "reason": self.reason.text().strip()}
        self.barrier_changed.emit(Barrier.model_validate({**self._barrier.model_dump(), **changes}))
        super().accept()
