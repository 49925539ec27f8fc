"""Which reports to make of a plan at once: briefs, letters or committee reports, for whom, and as what files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import button, column, describe, label, row


class What(StrEnum):
    """What is made."""

    BRIEFS = "brief"
    LETTERS = "letters"
    COMMITTEE = "committee"
    MERGE = "merge"


ALL: Final = ""
"""Stands for one file with everything."""
_FOR_WHOM: Final = {
    What.BRIEFS: ("school", "cluster"),
    What.LETTERS: (ALL, "school", "cluster", "la"),
    What.COMMITTEE: ("cluster", "la"),
    What.MERGE: (ALL,),
}
_SUFFIXES: Final = {What.MERGE: (".xlsx", ".csv")}
_PRINTED: Final = (".pdf", ".docx")


@dataclass(frozen=True)
class ManyReports:
    """What was chosen: `each` is "school", "cluster" or "la", "" for one file with all letters."""

    what: What
    each: str
    suffix: str


class ManyReportsDialog(PlainDialog):
    """Asks what to make. `chosen` carries a `ManyReports`; `words_wanted` and `words_saved` ask for a file of letter words,
    `words_dropped` says that it shall be put aside.

    `count_of` says how many files a choice comes to; so many schools in no cluster are `without_reason`.
    """

    chosen = Signal(object)
    words_wanted = Signal()
    words_saved = Signal()
    words_dropped = Signal()

    def __init__(self, count_of: Callable[[ManyReports], int], without_reason: int = 0, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Briefs and letters"))
        self.setMinimumWidth(580)
        self._count_of, self._without_reason = count_of, without_reason
        self.what, self.each, self.suffix = QComboBox(), QComboBox(), QComboBox()
        self.words = label(self.tr("The usual words"), "muted", wrap=False)
        self._drop = button(self.tr("Use the us&ual ones"), self.words_dropped.emit)
        self._choose = button(self.tr("C&hoose a file…"), self.words_wanted.emit)
        self._keep = button(self.tr("&Save the usual words…"), self.words_saved.emit)
        self.count, self.note = label("", "strong"), label("", "muted")
        self._put_together()
        self.write = self.add_accept(self.tr("&Write…"))
        self.add_reject()
        self._fill_what()
        self.what.currentIndexChanged.connect(lambda: self._fill_rest())
        self.each.currentIndexChanged.connect(lambda: self._say())
        self.suffix.currentIndexChanged.connect(lambda: self._say())
        self._fill_rest()

    def _put_together(self) -> None:
        form = QFormLayout()
        self.add_row(form, self.tr("&Make"), self.what)
        self.add_row(form, self.tr("&One file for"), self.each)
        self.add_row(form, self.tr("&As"), self.suffix)
        describe(self._choose, self.tr("Choose the words of letters"), self.tr("A file of your council's own words (TOML)"))
        describe(self._keep, self.tr("Save the usual words"), self.tr("To edit them, and to choose the file afterwards"))
        describe(self._drop, self.tr("Use the usual words"), self.tr("Put the file of your council's own words aside"))
        self._drop.hide()
        self._words_row = QWidget()
        beneath = row(self._choose, self._keep, self._drop, None)
        column(self._words_row, self.words).addLayout(beneath)
        form.addRow(self.tr("Words"), self._words_row)
        self._form = form
        self.body.addLayout(form)
        self.body.addWidget(self.count)
        self.body.addWidget(self.note)

    def _fill_what(self) -> None:
        for what, words in (
            (What.BRIEFS, self.tr("Briefs for governors")),
            (What.LETTERS, self.tr("Letters to headteachers")),
            (What.MERGE, self.tr("A table for a mail merge of letters")),
            (What.COMMITTEE, self.tr("Committee reports of parts of the plan")),
        ):
            self.what.addItem(words, what)

    def _fill_rest(self) -> None:
        what = What(self.what.currentData())
        for box, known, words in (
            (self.each, _FOR_WHOM[what], self._words_of_each()),
            (self.suffix, _SUFFIXES.get(what, _PRINTED), self._words_of_suffix()),
        ):
            box.blockSignals(True)
            box.clear()
            for value in known:
                box.addItem(words[value], value)
            box.setEnabled(len(known) > 1)
            box.blockSignals(False)
        self._form.setRowVisible(self._words_row, what == What.LETTERS)
        self._say()

    def _words_of_each(self) -> dict[str, str]:
        return {
            ALL: self.tr("everything"),
            "school": self.tr("each school"),
            "cluster": self.tr("each cluster"),
            "la": self.tr("each local authority"),
        }

    def _words_of_suffix(self) -> dict[str, str]:
        return {
            ".pdf": self.tr("PDF to read and print"),
            ".docx": self.tr("Word to edit"),
            ".xlsx": self.tr("Workbook (XLSX)"),
            ".csv": self.tr("Table (CSV)"),
        }

    @property
    def value(self) -> ManyReports:
        """What is chosen now."""
        return ManyReports(What(self.what.currentData()), str(self.each.currentData()), str(self.suffix.currentData()))

    def _say(self) -> None:
        value = self.value
        count = self._count_of(value)
        one, many = self.tr("1 file"), self.tr("{n} files, in a new folder that appears when all of them are done")
        self.count.setText(many.format(n=f"{count:,}") if value.each else one if count else self.tr("Nothing to write"))
        self.write.setEnabled(count > 0)
        self.note.setText(self._noted(value.what))

    def _noted(self, what: What) -> str:
        """What a person should know of the files."""
        bare = self.tr("None of them holds a confidential fact or a note.")
        if what not in (What.LETTERS, What.MERGE) or not self._without_reason:
            return bare
        words = self.tr("{n} schools in no cluster would not learn why: propose again first, and the reasons are known.")
        return f"{words.format(n=self._without_reason)} {bare}"

    def show_words(self, name: str) -> None:
        """Which file the words of letters come from; "" = the usual ones."""
        self.words.setText(name or self.tr("The usual words"))
        self._drop.setVisible(bool(name))

    def accept(self) -> None:
        """Go on with what is chosen."""
        value = self.value
        super().accept()
        self.chosen.emit(value)
