"""Asking which federation is let off which rule, and why."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QLineEdit, QWidget

from wolds.clustering.rules import FederationExemption
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.rules.fields import ChoiceField


class ExemptionDialog(PlainDialog):
    """A federation, what it is let off, and the reason. `exemption_chosen` carries a `FederationExemption`."""

    exemption_chosen = Signal(object)

    def __init__(self, federations: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Let a federation off a rule"))
        self.setMinimumWidth(460)
        self.federation = ChoiceField(tuple(federations.items()))
        self.exempt = ChoiceField(
            (
                ("cap", self.tr("the travel limit: it stays together")),
                ("size", self.tr("the number of schools: it stays together")),
                ("release", self.tr("staying together: it may be split")),
            )
        )
        self.reason = QLineEdit()
        _make_searchable(self.federation.box)
        form = QFormLayout()
        self.body.addLayout(form)
        self.add_row(form, self.tr("&Federation"), self.federation.box)
        self.add_row(form, self.tr("Is let &off"), self.exempt.box)
        self.add_row(form, self.tr("&Reason"), self.reason)
        self.add_accept(self.tr("Add")).setEnabled(bool(federations))
        self.add_reject()

    def accept(self) -> None:
        """Say which exemption, and close; a text that is no federation leaves the dialog open."""
        box = self.federation.box
        at = box.findText(box.currentText())
        if at < 0:
            box.setFocus(Qt.FocusReason.TabFocusReason)
            return
        exemption = FederationExemption(
            federation=box.itemData(at), exempt=self.exempt.value(), reason=self.reason.text().strip()
        )
        self.exemption_chosen.emit(exemption)
        super().accept()


def _make_searchable(box: QComboBox) -> None:
    completer = QCompleter(box.model(), box)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setCompleter(completer)
