"""The review before another plan is merged or a sheet brought back: each difference with a tick, what it does, one button."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QLabel, QTableView, QWidget

from wolds.clustering.merging import MergeReview
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import button, card, describe, label, row
from wolds.widgets.merging.model import MergeModel, kind_words

_MOST_LETTERS = 600
_WIDTHS = (165, 290, 220)
_LEAST, _MOST, _SHARE = QSize(980, 640), QSize(1360, 860), 0.8


def _shortened(text: str) -> str:
    """As much of a text as a dialog has room for."""
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"


class MergeTable(QTableView):
    """The differences; Space ticks whichever column the keyboard is in."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            first = self.model().index(self.currentIndex().row(), 0)
            self.model().setData(first, None, Qt.ItemDataRole.CheckStateRole)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The row that is read stays in sight where long words below take room."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())


class MergeDialog(PlainDialog):
    """Reviews by the scenario of theirs. `taken` carries a review and the places to be taken; `shown` too, at each change.

    What taking them would make of the plan is told by `show_impact`, once it is known. `zoom_requested` carries the schools of
    the difference that is looked at.
    """

    taken = Signal(object, object)
    shown = Signal(object, object)
    zoom_requested = Signal(object)

    def __init__(self, source: str, reviews: Mapping[str, MergeReview], parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._reviews = reviews
        self.is_sheet = any(review.is_sheet for review in reviews.values())
        self.setWindowTitle(self.tr("Bring back an edited workbook") if self.is_sheet else self.tr("Merge another plan"))
        self.scenario, self.model, self.table = QComboBox(), MergeModel(self), MergeTable()
        self.notes, self.impact = label("", "muted"), label("", "strong")
        self.subject, self.moves = label("", "strong"), label("", "strong")
        self.ours, self.theirs, self.standing = label(""), label(""), label("", "muted")
        self.body.addWidget(label(self.tr("What {name} says otherwise").format(name=source), "heading"))
        self._shape()
        self._put_together()
        self.merge = self.add_accept(self.tr("&Merge"))
        self.add_reject()
        self.scenario.currentTextChanged.connect(lambda _: self._show_review())
        self.model.taken_changed.connect(self._tell)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._look(now.row()))
        self._show_review()
        room = self.size() if parent is None else parent.size() * _SHARE
        self.resize(room.expandedTo(_LEAST).boundedTo(_MOST))

    def _shape(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        for place, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(place, width)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        describe(self.table, self.tr("Differences"))
        self.table.setAccessibleDescription(self.tr("Space takes theirs, or leaves ours."))

    def _put_together(self) -> None:
        if len(self._reviews) > 1:
            named = QLabel(self.tr("Their &scenario"))
            named.setBuddy(self.scenario)
            describe(self.scenario, self.tr("Their scenario"))
            self.body.addLayout(row(named, self.scenario, None))
        self.scenario.addItems(list(self._reviews))
        clear = self.tr("Take what is cle&ar") if self.is_sheet else self.tr("Take what only &adds")
        self.new_button = button(clear, lambda: self._take("additions"))
        self.all_button = button(self.tr("Take all of &theirs"), lambda: self._take("takeable"))
        self.none_button = button(self.tr("Keep all of &ours"), lambda: self.model.take(()))
        for one in (self.new_button, self.all_button, self.none_button):
            one.setAutoDefault(False)
        self.content = OrEmpty(self.table, "merge")
        frame, layout = card()
        layout.addWidget(self.subject)
        for words, said in ((self.tr("Ours"), self.ours), (self.tr("Theirs"), self.theirs)):
            layout.addWidget(label(words, "muted"))
            layout.addWidget(said)
        layout.addWidget(self.moves)
        layout.addWidget(self.standing)
        self.details = frame
        self.body.addWidget(self.notes)
        self.body.addWidget(self.content, 1)
        self.body.addWidget(frame)
        self.body.addLayout(row(self.new_button, self.all_button, self.none_button, None))
        self.body.addWidget(self.impact)
        self.body.addWidget(label(self.tr("It is one step: Undo takes all of it back."), "muted"))

    @property
    def review(self) -> MergeReview:
        """The review that is shown."""
        return self._reviews[self.scenario.currentText()]

    def _show_review(self) -> None:
        review = self.review
        self.notes.setText("\n".join(review.notes))
        self.notes.setVisible(bool(review.notes))
        self.model.show_review(review)
        if review.items:
            self.content.show_content()
            self.table.selectRow(0)
        else:
            same = self.tr("It says what the plan says.") if self.is_sheet else self.tr("Both plans say the same.")
            self.content.show_empty(self.tr("Nothing differs"), same)
        self.details.setVisible(bool(review.items))
        for one in (self.new_button, self.all_button, self.none_button):
            one.setEnabled(bool(review.items))

    def _take(self, which: str) -> None:
        self.model.take(getattr(self.review, which))

    def _look(self, place: int) -> None:
        """Show a difference in full, and its schools on the map."""
        if 0 <= place < len(self.model.items):
            item = self.model.items[place]
            self.subject.setText(_shortened(f"{kind_words()[item.kind]}: {item.title}"))
            self.ours.setText(_shortened(item.ours))
            self.theirs.setText(_shortened(item.theirs))
            self.moves.setText(self.tr("Who moves: {moves}").format(moves=_shortened(item.moves)))
            self.moves.setVisible(bool(item.moves))
            self.standing.setText("\n".join(filter(None, (_shortened(self.model.standing(item)), item.where))))
            self.zoom_requested.emit(frozenset(item.urns))

    def _tell(self) -> None:
        count = len(self.model.taken)
        words = self.tr("&Bring back {n} of {all}") if self.is_sheet else self.tr("&Merge {n} of {all}")
        self.merge.setText(words.format(n=count, all=len(self.model.items)))
        self.merge.setEnabled(count > 0)
        self.impact.setText(self.tr("Working out what that does …") if count else self.tr("Nothing is taken: ours stays."))
        self.shown.emit(self.review, self.model.taken)

    def show_impact(self, sentence: str) -> None:
        """What taking those ticked would make of the plan, or why it cannot be."""
        self.impact.setText(sentence)

    def accept(self) -> None:
        """Say what is taken, and close."""
        if self.model.taken:
            super().accept()
            self.taken.emit(self.review, self.model.taken)
