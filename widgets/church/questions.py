"""The page of questions: each with how many answers it has, and the answers of the one that is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from wolds.clustering.plan import Cluster
from wolds.clustering.policy.survey import Survey
from wolds.widgets.church.answers import Question, listing_of, question_line, question_words
from wolds.widgets.church.listing import Listing, ListingView
from wolds.widgets.dialogs.parts import button, describe, row

_KEY = Qt.ItemDataRole.UserRole


class QuestionsPage(QWidget):
    """Questions above, answers below. `show_requested` carries URNs, `save_requested` the question and its survey."""

    show_requested = Signal(object)
    save_requested = Signal(object, object)  # Question, Survey

    def __init__(self) -> None:
        super().__init__()
        self.found: Survey | None = None
        self._clusters: Mapping[str, Cluster] = {}
        self.list = self._list()
        self.answers = ListingView(self.tr("Answers"), "cluster")
        self.save = button(self.tr("Save this &list…"), self._save, icon_name="export", kind="small")
        describe(self.save, self.tr("Save this list"), self.tr("A table for a spreadsheet: every row with its reason"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addWidget(self.list)
        layout.addWidget(self.answers, 1)
        layout.addLayout(row(None, self.save))
        self.list.currentRowChanged.connect(lambda _: self._show())
        self.answers.show_requested.connect(self.show_requested)
        self.show_survey(None, {})

    def _list(self) -> QListWidget:
        made = QListWidget()
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        describe(made, self.tr("Questions"))
        for question in Question:
            item = QListWidgetItem(question_words(question))
            item.setData(_KEY, question)
            made.addItem(item)
        made.setSpacing(1)
        made.setCurrentRow(0)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        """Once the theme has shaped the rows: all questions are in sight."""
        super().showEvent(event)
        row_high = self.list.sizeHintForRow(0) + 2 * self.list.spacing()
        self.list.setFixedHeight(row_high * len(Question) + 2 * self.list.frameWidth() + 4)

    @property
    def question(self) -> Question:
        """The question whose answers are shown."""
        item = self.list.currentItem()
        return Question.ALL if item is None else Question(item.data(_KEY))

    def show_survey(self, found: Survey | None, clusters: Mapping[str, Cluster]) -> None:
        """Show another survey; `clusters` are those of the plan. None while nothing is known."""
        self.found, self._clusters = found, clusters
        with QSignalBlocker(self.list):
            for at, question in enumerate(Question):
                words = question_words(question) if found is None else question_line(found, question)
                self.list.item(at).setText(words)
        self._show()

    def choose(self, question: Question) -> None:
        """Show the answers to a question."""
        self.list.setCurrentRow(list(Question).index(question))

    def _show(self) -> None:
        if self.found is None:
            self.answers.show_listing(Listing((), (), (self.tr("Nothing is known yet"), "")))
            self.save.setEnabled(False)
            return
        listing = listing_of(self.found, self.question, self._clusters)
        self.answers.show_listing(listing)
        self.save.setEnabled(bool(listing.rows))

    def _save(self) -> None:
        if self.found is not None:
            self.save_requested.emit(self.question, self.found)
