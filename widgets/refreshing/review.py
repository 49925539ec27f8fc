"""The review of a newer register before the plan goes on with it: everything it changes, and one button for all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableView, QWidget

from wolds.clustering.refreshing import Group, ReviewRow
from wolds.widgets.common.copy_key import CopyKey
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.common.row_tables import shape_rows
from wolds.widgets.common.search import SearchBox
from wolds.widgets.common.sort_keys import SortKeys
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import button, card, describe, label, row
from wolds.widgets.refreshing.model import BEFORE, NOW, SCENARIO, SCHOOL, WHAT, ReviewModel, change_words, group_words

_WIDTHS = {WHAT: 190, SCHOOL: 300, BEFORE: 160, SCENARIO: 110}
_SIZE = (1120, 690)
_ROW = 26  # pixels


class ReviewDialog(PlainDialog):
    """Rows of a review under a heading, `facts` (plain sentences) and `warnings`.

    `taken` says that the plan goes on with the register; `save_requested` wants the list written to a file.
    """

    taken = Signal()
    save_requested = Signal()

    def __init__(
        self,
        title: str,
        facts: Sequence[str],
        warnings: Sequence[str],
        rows: Sequence[ReviewRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Go on with a newer register"))
        self._rows = tuple(rows)
        self._said: dict[int, str] = {}  # what is searched in, by the id of a row of `_rows`
        self.model, self.table = ReviewModel(self), QTableView()
        self.group = QComboBox()
        self.search = SearchBox(self.tr("Find a school, a scenario or a word"), self.tr("Find in the review"))
        self.before, self.now, self.count = label(""), label(""), label("", "muted")
        self.body.addWidget(label(title, "heading"))
        for kind, sentences in (("", facts), ("strong", warnings)):
            for sentence in sentences:
                self.body.addWidget(label(sentence, kind))
        self._fill_groups()
        self._shape()
        self._put_together()
        self._connect()
        self._filter()
        self.resize(*_SIZE)
        self.table.setFocus()

    def _fill_groups(self) -> None:
        self.group.addItem(self.tr("Everything ({n})").format(n=f"{len(self._rows):,}"), None)
        groups = Counter(one.group for one in self._rows)
        kinds = Counter(one.kind for one in self._rows if one.group == Group.CHANGE)
        for group, words in group_words().items():
            if groups[group]:
                self.group.addItem(f"{words} ({groups[group]:,})", (group, ""))
            if group == Group.CHANGE:
                for kind, name in change_words().items():
                    if kinds[kind]:
                        self.group.addItem(f"    {name} ({kinds[kind]:,})", (group, kind))
        describe(self.group, self.tr("Show"))

    def _shape(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setWordWrap(False)
        shape_rows(table, _ROW, _WIDTHS, NOW, many=True)
        table.setSortingEnabled(True)
        header = table.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        SortKeys(table)
        table.setAccessibleDescription(self.tr("Alt and an arrow down or up sorts by the column."))
        table.setColumnHidden(SCENARIO, len({one.scenario for one in self._rows if one.scenario}) < 2)
        describe(table, self.tr("What the newer register changes"))

    def _put_together(self) -> None:
        named = QLabel(self.tr("&Show"))
        named.setBuddy(self.group)
        self.copy_button = button(self.tr("&Copy the list"), self._copy_all, icon_name="copy")
        self.save_button = button(self.tr("Sa&ve the list…"), self.save_requested.emit, icon_name="save")
        for one in (self.copy_button, self.save_button):
            one.setAutoDefault(False)
        tools = row(named, self.group, self.search, self.count, self.copy_button, self.save_button)
        tools.setStretch(2, 1)
        self.content = OrEmpty(self.table, "accept")
        self.details, inside = card()
        inside.addWidget(self.before)
        inside.addWidget(self.now)
        self.body.addLayout(tools)
        self.body.addWidget(self.content, 1)
        self.body.addWidget(self.details)
        self._add_ending()

    def _add_ending(self) -> None:
        words = self.tr(
            "It is one step: Undo takes it back. The earlier register stays in the file, whole: Plan > Earlier registers. "
            "Rolls are listed from a tenth of change on, places from 100 m."
        )
        self.said = label(words, "muted")
        self.body.addWidget(self.said)
        self.add_accept(self.tr("&Go on with this register"))
        self.add_reject(self.tr("&Leave all as it is"))

    def tell_saved(self, path: object) -> None:
        """Say that the list was written."""
        self.said.setText(self.tr("Saved to {path}").format(path=path))

    def _connect(self) -> None:
        self.group.currentIndexChanged.connect(lambda _: self._filter())
        self.search.searched.connect(lambda _: self._filter())
        self.search.left_below.connect(self.table.setFocus)
        CopyKey(self.table, self._copy_selected)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._look(now.row()))

    # What is shown ------------------------------------------------------------------------------------------------

    def _filter(self) -> None:
        wanted, words = self.group.currentData(), self.search.text().casefold().split()
        shown = [one for one in self._rows if wanted is None or (one.group == wanted[0] and wanted[1] in ("", one.kind))]
        self.model.show_rows(one for one in shown if self._holds(one, words))
        self.count.setText(self.tr("{n} of {all} rows").format(n=f"{len(self.model.rows):,}", all=f"{len(self._rows):,}"))
        self._show_empty()
        if self.model.rows:
            self.table.selectRow(0)
        self.details.setVisible(bool(self.model.rows))

    def _holds(self, one: ReviewRow, words: Sequence[str]) -> bool:
        if not words:
            return True
        said = self._said.get(id(one)) or self._said.setdefault(id(one), " ".join(self.model.cells(one)).casefold())
        return all(word in said for word in words)

    def _show_empty(self) -> None:
        if self.model.rows:
            self.content.show_content()
        elif self._rows:
            self.content.show_empty(self.tr("Nothing like that"), self.tr("Search for something else, or show everything."))
        else:
            self.content.show_empty(self.tr("Nothing changed"), self.tr("Nothing in the newer register concerns the plan."))

    def _look(self, place: int) -> None:
        """Show a row in full."""
        if 0 <= place < len(self.model.rows):
            what, name, before, after, scenario = self.model.cells(self.model.rows[place])
            self.before.setText(" · ".join(part for part in (what, name, scenario) if part))
            self.now.setText(f"{before} → {after}" if before else after)

    # What is done with it -----------------------------------------------------------------------------------------

    def _copy_selected(self) -> None:
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        self._copy([self.model.rows[place] for place in places])

    def _copy_all(self) -> None:
        self._copy(self.model.rows)

    def _copy(self, rows: Sequence[ReviewRow]) -> None:
        if rows:
            QGuiApplication.clipboard().setText(self.model.as_text(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus; from the search or the table it must not go on with the register."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focused := self.focusWidget(), QPushButton):
            focused.click()

    def accept(self) -> None:
        """Go on with the register, and close."""
        super().accept()
        self.taken.emit()


class KeptReviewDialog(ReviewDialog):
    """A review as it was shown when the plan went on, to be looked at again: nothing is to be decided any more."""

    def _add_ending(self) -> None:
        self.setWindowTitle(self.tr("What changed then"))
        self.said = label("", "muted")
        self.body.addWidget(self.said)
        self.add_reject(self.tr("C&lose"))
