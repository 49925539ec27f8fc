"""A list to look at: each row has words, schools that can be shown on the map, and more to say than fits into a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QPlainTextEdit, QTableView, QVBoxLayout, QWidget

from wolds.clustering.policy import Verdict
from wolds.widgets.church.words import verdict_colours
from wolds.widgets.common.chips import CHIP_SIZE, chip
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.dialogs.parts import describe
from wolds.widgets.theme import mark

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DETAIL_LINES: Final = 7


@dataclass(frozen=True)
class Listed:
    """A row. `urns` can be shown on the map; `detail` is read below the list; `number` and `colour` are of a cluster."""

    cells: tuple[str, ...]
    urns: tuple[int, ...]
    detail: str
    verdict: Verdict | None = None
    number: int | None = None
    colour: int = 0


@dataclass(frozen=True)
class Listing:
    """What a list shows: headings with widths in pixels, rows, and what is said where there is none.

    `verdict_at` is the column that a row's verdict colours.
    """

    columns: tuple[tuple[str, int], ...]
    rows: tuple[Listed, ...] = ()
    empty: tuple[str, str] = ("", "")
    verdict_at: int = -1
    figures: frozenset[int] = field(default_factory=frozenset)


class ListingModel(QAbstractTableModel):
    """The rows of a listing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listing = Listing(())

    def show_listing(self, listing: Listing) -> None:
        """Show another listing."""
        self.beginResetModel()
        self.listing = listing
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.listing.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns the listing has."""
        return 0 if parent.isValid() else len(self.listing.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        row, column = self.listing.rows[index.row()], index.column()
        text = row.cells[column]
        if role == Role.DisplayRole:
            return text
        if role == Role.ToolTipRole:
            return plain_tip(text)
        if role == Role.DecorationRole and column == 0 and row.number is not None:
            return chip(str(row.number), row.colour)
        if role == Role.TextAlignmentRole and column in self.listing.figures:
            return Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        if role in (Role.ForegroundRole, Role.BackgroundRole) and column == self.listing.verdict_at:
            colours = verdict_colours(row.verdict)
            return None if colours is None else colours[role == Role.BackgroundRole]
        return f"{self.listing.columns[column][0]}: {text}" if role == Role.AccessibleTextRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Headings; rows have none."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self.listing.columns[section][0]
        return None


class ListingTable(QTableView):
    """The table itself: Enter and a double click want a row shown; `row_reached` says where the keyboard is."""

    row_wanted = Signal(int)
    row_reached = Signal(int)

    def __init__(self, model: ListingModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setIconSize(CHIP_SIZE)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        describe(self, name)
        self.setAccessibleDescription(self.tr("Enter shows a row on the map."))
        self.doubleClicked.connect(lambda index: self.row_wanted.emit(index.row()))
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.row_reached.emit(now.row()))

    def share_width(self, columns: Sequence[tuple[str, int]]) -> None:
        """Give each column its width, and more of it where there is room, so that names can be read."""
        wanted = sum(width for _, width in columns)
        more = max(1.0, self.viewport().width() / wanted) if wanted else 1.0
        for place, (_, width) in enumerate(columns):
            self.setColumnWidth(place, int(width * more))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, whichever column the keyboard is in."""
        row = self.currentIndex().row()
        if row >= 0 and event.key() in _ENTER:
            self.row_wanted.emit(row)
        else:
            super().keyPressEvent(event)


class Detail(QPlainTextEdit):
    """What there is to say of a row, in a fixed number of lines: more is scrolled to, and the list above does not jump."""

    def __init__(self, name: str, lines: int = _DETAIL_LINES) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        mark(self, "detail")
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 12)
        describe(self, name)

    def tell(self, text: str) -> None:
        """Show another text from its top."""
        if text != self.toPlainText():
            self.setPlainText(text)


class ListingView(QWidget):
    """A list with what there is to say of the current row below it. A click or Enter shows the row on the map."""

    show_requested = Signal(object)  # frozenset[int] of URNs

    def __init__(self, name: str, icon_name: str) -> None:
        super().__init__()
        self.model = ListingModel(self)
        self.table = ListingTable(self.model, name)
        self.detail = Detail(self.tr("All about the row"))
        held = QWidget()
        inner = QVBoxLayout(held)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.detail)
        self.pages = OrEmpty(held, icon_name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        self.table.row_reached.connect(self._tell)
        self.table.row_wanted.connect(self._show)
        self.table.clicked.connect(lambda index: self._show(index.row()))

    @property
    def rows(self) -> Sequence[Listed]:
        """What is listed."""
        return self.model.listing.rows

    def show_listing(self, listing: Listing) -> None:
        """Show another listing from its top, or what is said in place of none."""
        others = [title for title, _ in listing.columns] != [title for title, _ in self.model.listing.columns]
        self.model.show_listing(listing)
        if others:
            self.table.share_width(listing.columns)
        if listing.rows:
            self.pages.show_content()
            self.table.setCurrentIndex(self.model.index(0, 0))
            self._tell(0)
        else:
            self.pages.show_empty(*listing.empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self.table.share_width(self.model.listing.columns)

    def _tell(self, row: int) -> None:
        self.detail.tell(self.rows[row].detail if 0 <= row < len(self.rows) else "")

    def _show(self, row: int) -> None:
        if self.rows[row].urns:
            self.show_requested.emit(frozenset(self.rows[row].urns))
