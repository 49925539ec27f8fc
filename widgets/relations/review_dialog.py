"""The review of a planner's sheet: what is sure, what is to be chosen, what cannot be used; then one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QTableView,
    QWidget,
)

from wolds.clustering.relation_sheets import Outcome, Review, Verdict
from wolds.clustering.rules import RECORDED_KINDS
from wolds.geo.places import Match
from wolds.geo.schools import Schools
from wolds.widgets.common.relation_words import kind_words
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import button, describe, label, row
from wolds.widgets.relations.mention_card import MentionCard
from wolds.widgets.relations.mentions_model import GROUP, KIND, LINE, SAID, SCHOOL, STATE, MentionsModel, needs_a_look

_WIDTHS: Final = {LINE: 46, SAID: 250, SCHOOL: 230, GROUP: 150, KIND: 110, STATE: 110}
_SIZE: Final = (960, 680)


class RelationReviewDialog(PlainDialog):
    """Shows a `Review`, takes answers, and says `reviewed` with the last one when the person brings it in."""

    reviewed = Signal(object)

    def __init__(
        self, review: Review, schools: Schools, find: Callable[[str], Sequence[Match]], parent: QWidget | None = None
    ) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Bring in relations"))
        self.resize(*_SIZE)
        self.review = review
        self.summary = label("", "heading")
        self.model = MentionsModel(schools, self)
        self.table = QTableView()
        self.only_open = QCheckBox(self.tr("Only what is to be &looked at"))
        self.usual_kind = QComboBox()
        self.likely = button("", self._take_likely, icon_name="accept")
        self.likely.setToolTip(self.tr("Take the school that stands out in every row that is probably understood"))
        self.card = MentionCard(schools, find)
        self.left_out = QListWidget()
        self.left_words = label("", "strong")
        self._shape_table()
        self._fill_kinds()
        self._put_together()
        self._connect()
        self.only_open.setChecked(any(needs_a_look(review, one) for one in review.mentions))
        self._show()
        self.table.selectRow(0)
        self.table.setFocus()

    def _shape_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.setWordWrap(False)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setSectionResizeMode(SAID, QHeaderView.ResizeMode.Stretch)
        describe(self.table, self.tr("Schools in the sheet"))
        self.table.setAccessibleDescription(self.tr("Tab leads to the answers for the row."))

    def _fill_kinds(self) -> None:
        for kind in RECORDED_KINDS:
            self.usual_kind.addItem(kind_words(kind), kind)
        describe(self.usual_kind, self.tr("Rows that do not say what they are"))

    def _put_together(self) -> None:
        named = QLabel(self.tr("&Rows that do not say are:"))
        named.setBuddy(self.usual_kind)
        self.left_out.setMaximumHeight(104)
        self.left_out.setWordWrap(True)
        self.left_out.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        describe(self.left_out, self.tr("Left out as things stand"))
        self.body.addWidget(self.summary)
        self.body.addLayout(row(self.only_open, self.likely, None, named, self.usual_kind))
        self.body.addWidget(self.table, 1)
        for widget in (self.card, self.left_words, self.left_out):
            self.body.addWidget(widget)
        self.take = self.add_accept("")
        self.add_reject()

    def _connect(self) -> None:
        self.only_open.toggled.connect(lambda: self._show(stay=False))
        self.usual_kind.activated.connect(self._choose_usual_kind)
        self.table.selectionModel().currentRowChanged.connect(lambda: self._show_current())
        self.model.modelReset.connect(lambda: self._show_current())
        self.card.school_chosen.connect(lambda mention, urn: self._take(self.review.with_school(mention, urn)))
        self.card.kind_chosen.connect(lambda word, kind: self._take(self.review.with_kind(word, kind)))

    def _choose_usual_kind(self, at: int) -> None:
        self._take(replace(self.review, usual_kind=RECORDED_KINDS[at]))

    def _take_likely(self) -> None:
        self._take(replace(self.review, take_likely=True))

    def _take(self, review: Review) -> None:
        self.review = review
        self._show()

    def _show(self, *, stay: bool = True) -> None:
        self.model.show_review(self.review, only_open=self.only_open.isChecked())
        if not stay and self.model.rowCount():
            self.table.selectRow(0)
        outcome, mentions = self.review.outcome, self.review.mentions
        found = sum(one.urn is not None for one in mentions)
        text = self.tr("{file}: {found} of {all} schools are settled").format(
            file=_short(self.review.sheet.file), found=found, all=len(mentions)
        )
        self.summary.setText(text)
        likely = sum(one.matched.verdict == Verdict.LIKELY and not one.is_settled for one in mentions)
        self.likely.setText(self.tr("Take the &probable ones ({n})").format(n=likely))
        self.likely.setVisible(likely > 0)
        self._show_left_out(outcome)
        self.take.setText(self._take_words(outcome))
        self.take.setEnabled(bool(outcome.relations or outcome.facts))
        self._show_current()

    def _take_words(self, outcome: Outcome) -> str:
        relations, facts = len(outcome.relations), len(outcome.facts)
        parts = [
            self.tr("1 relation") if relations == 1 else self.tr("{n} relations").format(n=relations) if relations else "",
            self.tr("1 vacancy") if facts == 1 else self.tr("{n} vacancies").format(n=facts) if facts else "",
        ]
        what = self.tr(" and ").join(part for part in parts if part)
        return self.tr("&Bring in {what}").format(what=what) if what else self.tr("&Bring in")

    def _show_left_out(self, outcome: Outcome) -> None:
        self.left_out.clear()
        for left in outcome.left_out:
            self.left_out.addItem(self.tr("Line {line}: {why}").format(line=left.line, why=left.sentence))
        if self.review.sheet.ignored:
            ignored = ", ".join(self.review.sheet.ignored)
            self.left_out.addItem(self.tr("Columns that are not read: {names}").format(names=ignored))
        some = self.left_out.count() > 0
        self.left_words.setText(self.tr("Left out as things stand"))
        self.left_words.setVisible(some)
        self.left_out.setVisible(some)

    def _show_current(self) -> None:
        at = self.table.currentIndex().row()
        one = self.model.mentions[at] if 0 <= at < len(self.model.mentions) else None
        self.card.show_mention(self.review, one, self.model.why(one) if one is not None else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a button that has the keyboard; elsewhere it goes on to the next field, and never ends the review."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(self.focusWidget(), QPushButton):
            self.focusNextChild()
            event.accept()
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Say what is to be brought in, and close."""
        if self.take.isEnabled():
            super().accept()
            self.reviewed.emit(self.review)


def _short(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1]
