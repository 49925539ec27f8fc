"""The rows of a sheet under review as a table: what it says, which school is meant, and how sure that is."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from wolds.clustering.relation_sheets import Review, ReviewedMention, Verdict
from wolds.geo.schools import Schools
from wolds.widgets.common.relation_words import kind_words
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.icons import icon

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
LINE, SAID, SCHOOL, GROUP, KIND, STATE = range(6)
_ICONS: Final = {"good": "accept", "doubt": "help", "bad": "warning"}


class MentionsModel(QAbstractTableModel):
    """Mentions of schools, those to look at alone where `only_open`."""

    def __init__(self, schools: Schools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._schools = schools
        self._review: Review | None = None
        self.mentions: list[ReviewedMention] = []
        self._only: set[tuple[int, str]] | None = None

    def show_review(self, review: Review, *, only_open: bool) -> None:
        """Show a review. The rows that were open when `only_open` was first asked for stay, so that none jumps away."""
        if not only_open:
            self._only = None
        elif self._only is None:
            self._only = {_place(one) for one in review.mentions if needs_a_look(review, one)}
        rows = [one for one in review.mentions if self._only is None or _place(one) in self._only]
        same = [_place(one) for one in rows] == [_place(one) for one in self.mentions]
        if same:
            self._review, self.mentions = review, rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, STATE))
            return
        self.beginResetModel()
        self._review, self.mentions = review, rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many mentions."""
        return 0 if parent.isValid() else len(self.mentions)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Line, what is said, school, group, kind, state."""
        return 0 if parent.isValid() else 6

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """What stands in a column."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            names = (self.tr("Line"), self.tr("In the sheet"), self.tr("School"), self.tr("Group"), self.tr("Kind"))
            return (*names, self.tr("State"))[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid() or self._review is None:
            return None
        one = self.mentions[index.row()]
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return self._text(one, index.column())
        if role == Role.ToolTipRole:
            return plain_tip(self.why(one) or self._text(one, index.column()))
        if role == Role.DecorationRole and index.column() == STATE:
            return icon(_ICONS[self.tone(one)])
        if role == Role.FontRole and index.column() == STATE and self.tone(one) != "good":
            font = QFont(QApplication.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def _text(self, one: ReviewedMention, column: int) -> str:
        assert self._review is not None
        if column == LINE:
            return str(one.row.line)
        if column == SAID:
            return one.mention.text
        if column == SCHOOL:
            return "" if one.urn is None else self._schools.name_of(one.urn)
        if column == GROUP:
            others = [other.text for other in one.row.mentions if other != one.mention]
            return one.row.group or (self.tr("with {others}").format(others=", ".join(others)) if others else "")
        if column == KIND:
            kind = self._review.kind_of(one.row)
            return kind_words(kind) if kind is not None else self.tr("“{word}”?").format(word=one.row.kind)
        return self.state(one)

    def state(self, one: ReviewedMention) -> str:
        """How a mention stands, in a word or two."""
        assert self._review is not None
        if one.answered:
            kind = "" if self._review.kind_of(one.row) is not None else self.tr(", kind?")
            return (self.tr("Chosen") if one.urn is not None else self.tr("Left out")) + kind
        if self._review.kind_of(one.row) is None:
            return self.tr("Which kind?")
        return {
            Verdict.SURE: self.tr("Sure"),
            Verdict.LIKELY: self.tr("Probably"),
            Verdict.OPEN: self.tr("Several"),
            Verdict.UNKNOWN: self.tr("Not found"),
        }[one.matched.verdict]

    def tone(self, one: ReviewedMention) -> str:
        """Whether a mention is good, in doubt or bad."""
        assert self._review is not None
        if self._review.kind_of(one.row) is None:
            return "bad"
        if one.is_settled:
            return "good"
        return "bad" if one.matched.verdict == Verdict.UNKNOWN else "doubt"

    def why(self, one: ReviewedMention) -> str:
        """Why there is a doubt, as a sentence; "" where there is none."""
        assert self._review is not None
        if self._review.kind_of(one.row) is None:
            return self.tr("Nobody can tell what kind of relation “{word}” is. Choose it below.").format(word=one.row.kind)
        words = one.matched.why
        return f"{words[:1].upper()}{words[1:]}." if words and not one.is_settled else ""


def needs_a_look(review: Review, one: ReviewedMention) -> bool:
    """Whether a person has something to say about a mention."""
    return not one.is_settled or review.kind_of(one.row) is None


def _place(one: ReviewedMention) -> tuple[int, str]:
    return one.row.line, one.mention.text
