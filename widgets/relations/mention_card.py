"""The answers to one row of a sheet: which school is meant, or none; and what kind of relation a word is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from wolds.clustering.relation_sheets import Review, ReviewedMention
from wolds.clustering.relation_sheets.kinds import CHOICES
from wolds.clustering.relation_sheets.review import NOT_A_SCHOOL
from wolds.geo.places import Match
from wolds.geo.schools import Schools
from wolds.widgets.common.relation_words import kind_words
from wolds.widgets.dialogs.parts import describe, label
from wolds.widgets.partners.school_box import SchoolBox
from wolds.widgets.theme import mark


class MentionCard(QFrame):
    """Asks about a mention. `school_chosen` carries it and a URN (`NOT_A_SCHOOL` = none), `kind_chosen` a word and its kind."""

    school_chosen = Signal(object, int)
    kind_chosen = Signal(str, object)

    def __init__(self, schools: Schools, find: Callable[[str], Sequence[Match]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._schools = schools
        self._one: ReviewedMention | None = None
        mark(self, "card")
        self.words = label("", "strong")
        self.why = label("", "muted")
        self.school, self.other, self.kind = QComboBox(), SchoolBox(), QComboBox()
        self.other.set_finder(find)
        self.other.setPlaceholderText(self.tr("Another school: name, village or URN"))
        describe(self.other, self.tr("Another school"))
        self.school.setPlaceholderText(self.tr("Choose which school is meant"))
        self.kind.setPlaceholderText(self.tr("Choose what it is"))
        for kind in CHOICES:
            self.kind.addItem(kind_words(kind), kind)
        self._lay_out()
        self.school.activated.connect(self._school_chosen)
        self.other.chosen.connect(self._other_chosen)
        self.kind.activated.connect(self._kind_chosen)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(6)
        layout.addWidget(self.words)
        layout.addWidget(self.why)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        asked = ((self.tr("&School"), self.school), (self.tr("&Or"), self.other), (self.tr("&Kind"), self.kind))
        for at, (text, field) in enumerate(asked):
            named = QLabel(text)
            named.setBuddy(field)
            if field is not self.other:
                describe(field, text)
            grid.addWidget(named, 0, 2 * at)
            grid.addWidget(field, 0, 2 * at + 1)
            grid.setColumnStretch(2 * at + 1, (5, 4, 2)[at])
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout.addLayout(grid)

    def show_mention(self, review: Review, one: ReviewedMention | None, why: str) -> None:
        """Show a mention and what could be answered; None shows an empty card."""
        self._one = one
        self.setEnabled(one is not None)
        self.words.setText("" if one is None else self.tr("Line {n}: {text}").format(n=one.row.line, text=one.mention.text))
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.school.clear()
        self.other.clear()
        if one is not None:
            self._show_choices(one)
            kind = review.kind_of(one.row)
            self.kind.setCurrentIndex(-1 if kind is None else list(CHOICES).index(kind))
            self.kind.setEnabled(bool(one.row.kind))

    def _show_choices(self, one: ReviewedMention) -> None:
        offered = list(one.matched.choices)
        if one.urn is not None and one.urn not in offered:
            offered.insert(0, one.urn)
        for urn in offered:
            self.school.addItem(self._line(urn), urn)
        self.school.addItem(self.tr("None of them: leave it out"), NOT_A_SCHOOL)
        chosen = one.urn if one.urn is not None else NOT_A_SCHOOL if one.answered else None
        self.school.setCurrentIndex(-1 if chosen is None else self.school.findData(chosen))

    def _line(self, urn: int) -> str:
        at = self._schools.position(urn)
        town = str(self._schools.text("town")[at] or self._schools.text("locality")[at])
        return f"{self._schools.name_of(urn)}, {town} ({urn})" if town else f"{self._schools.name_of(urn)} ({urn})"

    def _school_chosen(self, at: int) -> None:
        if self._one is not None:
            self.school_chosen.emit(self._one.mention, int(self.school.itemData(at)))

    def _other_chosen(self, urn: int) -> None:
        if self._one is not None:
            self.school_chosen.emit(self._one.mention, urn)

    def _kind_chosen(self, at: int) -> None:
        if self._one is not None and self._one.row.kind:
            self.kind_chosen.emit(self._one.row.kind, self.kind.itemData(at))
