"""What the words of a column mean: each word of the table beside the word of a register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from wolds.geo.foreign import FIELDS, register_words
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import WheelGuard, describe, label
from wolds.widgets.rules.scrolling import scrolled

_SIZE = (560, 420)


class WordsDialog(PlainDialog):
    """Shows the words of a column with how often each stands. `given` carries what each word is taken for, where that is
    another word."""

    given = Signal(dict)

    def __init__(
        self, field: str, counts: Sequence[tuple[str, int]], known: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Words for: {field}").format(field=FIELDS[field].words))
        self.resize(*_SIZE)
        self.body.addWidget(label(self.tr("What the words in the table mean. Words left as they are stay as they are.")))
        self._guard = WheelGuard(self)
        self.boxes: dict[str, QComboBox] = {}
        self.body.addWidget(self._table(field, counts, known), 1)
        self.add_accept(self.tr("Use these words"))
        self.add_reject()
        if self.boxes:
            next(iter(self.boxes.values())).setFocus()

    def _table(self, field: str, counts: Sequence[tuple[str, int]], known: Mapping[str, str]) -> QWidget:
        inner, outer = QWidget(), QWidget()
        grid = QGridLayout(inner)
        grid.setColumnStretch(2, 1)
        grid.setHorizontalSpacing(14)
        for column, words in enumerate((self.tr("In the table"), self.tr("Rows"), self.tr("Taken as"))):
            grid.addWidget(label(words, "muted", wrap=False), 0, column)
        for line, (word, count) in enumerate(counts, 1):
            box = self.boxes[word] = QComboBox()
            box.setEditable(True)
            box.addItems(list(dict.fromkeys((*register_words(field), word))))
            box.setCurrentText(known.get(word, word))
            describe(box, self.tr("{word} is taken as").format(word=word))
            self._guard.guard(box)
            grid.addWidget(label(word[:60], wrap=False), line, 0)
            grid.addWidget(label(f"{count:,}", "muted", wrap=False), line, 1)
            grid.addWidget(box, line, 2)
        grid.setRowStretch(len(counts) + 1, 1)
        scrolled(outer, inner)
        return outer

    def accept(self) -> None:
        """Give the words, and close."""
        said = {word: box.currentText().strip() for word, box in self.boxes.items()}
        super().accept()
        self.given.emit({word: meant for word, meant in said.items() if meant and meant != word})
