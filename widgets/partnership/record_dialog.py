"""A small form for one record: an action, a measure, a role. A bad value is answered in the form, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSizePolicy, QWidget

from wolds.clustering.partnership.records import LONGEST_WORDS
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import describe, label
from wolds.widgets.rules.school_picker import SchoolNames, SchoolPicker

YES: Final = "yes"
Values = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """One value: a line of words, a choice of (value, words), a tick that is "yes" or "", or the URN of one of `schools`.

    A typed choice is a line of words that offers its choices.
    """

    key: str
    text: str
    value: str = ""
    kind: Literal["line", "choice", "typed choice", "tick", "school"] = "line"
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    schools: SchoolNames | None = None


class RecordDialog(PlainDialog):
    """Asks for the values of a record. `given` carries what `make` makes of them."""

    given = Signal(object)

    def __init__(
        self,
        title: str,
        fields: tuple[Field, ...],
        make: Callable[[Values], object],
        sentence: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, sentence, parent)
        self.setMinimumWidth(520)
        self._make = make
        self.editors: dict[str, QLineEdit | QComboBox | QCheckBox] = {}
        self._before = {field.key: field.value for field in fields}
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in fields:
            self.editors[field.key] = self._add(form, field)
        self.body.addLayout(form)
        self.problem = label("", "error")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.add_accept(self.tr("OK"))
        self.add_reject()

    def _add(self, form: QFormLayout, field: Field) -> QLineEdit | QComboBox | QCheckBox:
        if field.kind == "tick":
            tick = QCheckBox(field.text)
            describe(tick, field.text)
            tick.setChecked(field.value == YES)
            form.addRow("", tick)
            return tick
        editor = _editor(field)
        self.add_row(form, field.text, editor)
        return editor

    @property
    def values(self) -> dict[str, str]:
        """What stands in the form, by the keys of its fields."""
        return {key: _value(editor, self._before[key]) for key, editor in self.editors.items()}

    def accept(self) -> None:
        """Give what was typed, or say what is wrong with it."""
        try:
            made = self._make(self.values)
        except ValueError as error:
            self.problem.setText(str(error))
            self.problem.show()
            self.setAccessibleDescription(str(error))
            self.adjustSize()
            return
        self.given.emit(made)
        super().accept()


def _editor(field: Field) -> QLineEdit | QComboBox:
    if field.kind == "school" and field.schools is not None:
        picker = SchoolPicker(field.schools)
        if field.value:
            picker.pick(int(field.value))
        return picker
    if field.kind == "typed choice":
        return _typed_choice(field)
    return _choice(field) if field.kind == "choice" else _line(field)


def _typed_choice(field: Field) -> QComboBox:
    box = _choice(field)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, box.sizePolicy().verticalPolicy())
    box.setCurrentIndex(-1)
    line = box.lineEdit()
    assert line is not None
    line.setMaxLength(max(LONGEST_WORDS, len(field.value)))
    line.setPlaceholderText(field.hint)
    box.setEditText(field.value)
    return box


def _line(field: Field) -> QLineEdit:
    line = QLineEdit()
    line.setMaxLength(max(LONGEST_WORDS, len(field.value)))
    line.setText(field.value)
    line.setCursorPosition(0)  # long words are read from their beginning
    line.setPlaceholderText(field.hint)
    return line


def _choice(field: Field) -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(18)
    for value, words in field.choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(field.value)))
    return box


def _value(editor: QLineEdit | QComboBox | QCheckBox, before: str) -> str:
    if isinstance(editor, SchoolPicker):
        return str(editor.urn() or (before if not editor.isModified() else ""))
    if isinstance(editor, QLineEdit):  # what nobody touched stays as it is, line breaks and all
        return " ".join(editor.text().split()) if editor.isModified() else before
    if isinstance(editor, QComboBox) and editor.isEditable():
        return " ".join(editor.currentText().split())
    if isinstance(editor, QComboBox):
        return str(editor.currentData() or "")
    return YES if editor.isChecked() else ""
