"""One field of a mapping: which column holds it, what holds where there is none, and what that means in plain words."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from wolds.geo.foreign import FIELDS, Mapping, register_words
from wolds.widgets.dialogs.parts import WheelGuard, button, describe, label, row
from wolds.widgets.theme import mark

_GIVEN: Final = ("phase", "status", "la_name")
_NARROWEST: Final = 140


class FieldCard(QWidget):
    """Shows a field. `column_chosen` carries (field, heading or None), `given_chosen` (field, words), and `words_wanted` the
    field."""

    column_chosen = Signal(str, object)
    given_chosen = Signal(str, str)
    words_wanted = Signal(str)

    def __init__(self, field: str, guard: WheelGuard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self._explained = field, ""
        self.column = QComboBox()
        self.given = QComboBox()
        self.given.setEditable(True)
        self.words = button(self.tr("Words…"), lambda: self.words_wanted.emit(field), kind="small")
        self.words.setAutoDefault(False)
        self.explanation = label("", "muted")
        for box in (self.column, self.given):
            guard.guard(box)
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumWidth(_NARROWEST)
        self._put_together()
        self.column.activated.connect(lambda at: self.column_chosen.emit(field, self.column.itemData(at)))
        self.given.addItems(["", *register_words(field)])
        self.given.editTextChanged.connect(lambda text: self.given_chosen.emit(field, text.strip()))

    def _put_together(self) -> None:
        known = FIELDS[self.field]
        named = QLabel(known.words)
        named.setBuddy(self.column)
        mark(named, "strong")
        describe(self.column, self.tr("Column for: {field}").format(field=known.words), known.purpose)
        describe(self.given, self.tr("{field} of every school").format(field=known.words))
        describe(self.words, self.tr("Words for: {field}").format(field=known.words))
        self.explanation.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.setSpacing(2)
        layout.addWidget(named)
        boxes = row(self.column, self.given, self.words)
        for at in (0, 1):
            boxes.setStretch(at, 1)
        layout.addLayout(boxes)
        layout.addWidget(self.explanation)
        layout.addStretch(1)

    def show_headings(self, headings: Lookup[str, str]) -> None:
        """Offer the columns of another table: each heading with the words it is shown by."""
        self.column.clear()
        self.column.addItem(self.tr("(no column)"), None)
        for heading, words in headings.items():
            self.column.addItem(words, heading)

    def show_mapping(self, mapping: Mapping) -> None:
        """Show what is chosen."""
        heading = mapping.columns.get(self.field)
        self.column.setCurrentIndex(max(0, self.column.findData(heading)) if heading is not None else 0)
        self.given.setVisible(heading is None and self.field in _GIVEN)
        self.words.setVisible(heading is not None and bool(register_words(self.field)))
        if self.given.currentText().strip() != mapping.given.get(self.field, ""):
            self.given.blockSignals(True)
            self.given.setEditText(mapping.given.get(self.field, ""))
            self.given.blockSignals(False)

    def explain(self, sentence: str, *, is_wrong: bool) -> None:
        """Say what the choice means, or what is wrong with it."""
        if (sentence, is_wrong) != (self.explanation.text(), self._explained == "error"):
            self._explained = "error" if is_wrong else "muted"
            self.explanation.setText(sentence)
            self.column.setAccessibleDescription(sentence)
            mark(self.explanation, self._explained)
            self.explanation.style().polish(self.explanation)
