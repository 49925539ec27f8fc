"""The table of measures: a row for each, a column for each plan, the better one marked by a sign, bold figures and words."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem

from wolds.clustering.comparing import Comparison, Measure
from wolds.clustering.comparing.words import hint_of, label_of, shown_of
from wolds.clustering.travel import shown_unit, shown_value
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.common.tsv import Cell, tsv_of
from wolds.widgets.icons import icon

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_LONGEST_NAME: Final = 30  # letters


class MeasuresModel(QAbstractTableModel):
    """The measures of a comparison."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.comparison: Comparison | None = None

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show another."""
        self.beginResetModel()
        self.comparison = comparison
        self.endResetModel()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The rows."""
        return () if self.comparison is None else self.comparison.measures

    def row_of(self, key: str) -> int:
        """The row of a measure, -1 where there is none."""
        return next((place for place, measure in enumerate(self.measures) if measure.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many measures there are."""
        return 0 if parent.isValid() else len(self.measures)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The name, and a column for each plan."""
        return 0 if parent.isValid() or self.comparison is None else 1 + len(self.comparison.plans)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid() or self.comparison is None:
            return None
        measure, plan = self.measures[index.row()], index.column() - 1
        rules = self.comparison.ground.context.plan.rules
        if plan < 0:
            hint = hint_of(measure, rules)
            return {Role.DisplayRole: label_of(measure), Role.ToolTipRole: plain_tip(hint) if hint else None}.get(Role(role))
        text, best = shown_of(measure, measure.values[plan], rules), measure.best[plan]
        if role == Role.DisplayRole:
            return text
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Role.AccessibleTextRole:
            said = f"{self.comparison.names[plan]}: {label_of(measure)} {text}"
            return self.tr("{said}, the better one").format(said=said) if best else said
        return self._mark(role) if best else None

    def _mark(self, role: int) -> Any:
        if role == Role.DecorationRole:
            return icon("better", QPalette.ColorRole.Link)
        if role == Role.FontRole:
            font = QFont(QApplication.font())
            font.setBold(True)
            return font
        return self.tr("The better one") if role == Role.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The names of the plans."""
        if orientation != Qt.Orientation.Horizontal or self.comparison is None:
            return None
        title = self.comparison.names[section - 1] if section else self.tr("Measure")
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return (side | Qt.AlignmentFlag.AlignVCenter).value | Qt.TextFlag.TextWordWrap.value
        texts = {Role.DisplayRole: _two_lines(title), Role.ToolTipRole: plain_tip(title), Role.AccessibleTextRole: title}
        return texts.get(Role(role))

    def as_text(self) -> str:
        """The table with headings, for a spreadsheet: bare numbers, the unit of travel beside the measure."""
        names = () if self.comparison is None else self.comparison.names
        return tsv_of([self.tr("Measure"), *names], (self._cells(one) for one in self.measures))

    def _cells(self, measure: Measure) -> list[Cell]:
        assert self.comparison is not None
        rules, is_travel = self.comparison.ground.context.plan.rules, measure.unit == "travel"
        unit = {"travel": shown_unit(rules), "km": "km"}.get(measure.unit, "")
        values = (None if one is None else round(shown_value(one, rules) if is_travel else one, 3) for one in measure.values)
        return [", ".join(part for part in (label_of(measure), unit) if part), *values]


def _two_lines(name: str) -> str:
    """A name that has room in two lines of a narrow column: the middle of a long one is left out."""
    half = _LONGEST_NAME // 2 - 2
    return name if len(name) <= _LONGEST_NAME else f"{name[:half].strip()} … {name[-half:].strip()}"


class MeasuresDelegate(QStyledItemDelegate):
    """Keeps room for the mark behind each figure, so that figures stand one below the other whether marked or not."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The mark stands behind the figure."""
        super().initStyleOption(option, index)
        if index.column() > 0:
            option.decorationPosition = QStyleOptionViewItem.Position.Right
            option.decorationAlignment = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            option.decorationSize = QSize(16, 16)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
