"""What differs from one plan to another: who moves, what becomes of clusters, and a map of both or of the differences alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from wolds.clustering.comparing import Comparison, Fate, Pairing, pictured
from wolds.widgets.common.figures import schools_text
from wolds.widgets.common.sentence_list import SentenceList
from wolds.widgets.common.sort_keys import SortKeys
from wolds.widgets.common.tsv import tsv_of
from wolds.widgets.comparing.movers import MoversModel, mover_columns
from wolds.widgets.dialogs.changes_model import ChangeRow, ChangesModel
from wolds.widgets.dialogs.flow import FlowLayout
from wolds.widgets.dialogs.parts import describe, label
from wolds.widgets.map.basemap import built_in_base_map
from wolds.widgets.map.layers import Layer
from wolds.widgets.map.view import MapView
from wolds.widgets.theme import colours_of

_MEASURED_AT_MOST = 400
"""More rows than this get one height for all: measuring each would be felt."""
_ROW = 25  # pixels
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MoverTable(QTableView):
    """Movers; Enter asks for the map, as a click does."""

    row_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for the map."""
        if event.key() in _ENTER:
            self.row_wanted.emit()
        else:
            super().keyPressEvent(event)


class DifferencesPage(QWidget):
    """`pairing_requested` asks for the differences between two plans by their places; `show_requested` carries URNs."""

    pairing_requested = Signal(int, int)
    show_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._comparison: Comparison | None = None
        self._pairing: Pairing | None = None
        self.start, self.end = QComboBox(), QComboBox()
        self.with_stayers = QCheckBox(self.tr("Also those that &stay with other partners"))
        self.only_differences = QCheckBox(self.tr("Only the &differences on the map"))
        self.sentence, self.caption, self.told = (label("", "muted") for _ in range(3))
        self.movers, self.fates = MoversModel(self), ChangesModel(self)
        self.table, self.list = MoverTable(), SentenceList()
        self.tabs, self.map = QTabWidget(), MapView(base=built_in_base_map())
        self._shape()
        self._put_together()
        self._connect()

    def _shape(self) -> None:
        self.table.setModel(self.movers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSortingEnabled(True)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, one in enumerate(mover_columns()):
            self.table.setColumnWidth(place, one.width)
        describe(self.table, self.tr("Schools that move"))
        self.table.setAccessibleDescription(
            self.tr("Enter shows the school on the map. Alt and an arrow down or up sorts by the column.")
        )
        SortKeys(self.table)
        self.list.setModel(self.fates)
        describe(self.list, self.tr("What becomes of the clusters"))
        self.list.setAccessibleDescription(self.tr("Enter shows the schools on the map."))
        self.map.set_animated(False)
        self.map.set_dark(colours_of(self.palette()).is_dark)
        for layer in (Layer.EXCLUDED, Layer.LINKS):  # both would show schools that no plan is about
            self.map.set_layer(layer, False)
        self.map.set_legend_open(False)
        self.map.setMinimumSize(280, 200)

    def _put_together(self) -> None:
        head = QWidget()
        flow = FlowLayout(head, spacing=8)
        for words, box in ((self.tr("&From"), self.start), (self.tr("&to"), self.end)):
            named = QLabel(words)
            named.setBuddy(box)
            named.setMinimumHeight(box.sizeHint().height())
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(320)
            flow.addWidget(named)
            flow.addWidget(box)
        describe(self.start, self.tr("From this plan"))
        describe(self.end, self.tr("To this plan"))
        for tick in (self.only_differences, self.with_stayers):
            tick.setMinimumHeight(self.start.sizeHint().height())
            flow.addWidget(tick)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.table, "")
        self.tabs.addTab(self.list, "")
        self.tabs.tabBar().setAccessibleName(self.tr("What differs"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._listed())
        split.addWidget(self._mapped())
        split.setSizes([560, 400])
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 0)
        layout.setSpacing(6)
        layout.addWidget(head)
        layout.addWidget(self.sentence)
        layout.addWidget(split, 1)

    def _listed(self) -> QWidget:
        """Schools and clusters, and below them the school that is chosen in a whole sentence."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.told)
        return holder

    def _mapped(self) -> QWidget:
        """The map with what its lines mean."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.map, 1)
        layout.addWidget(self.caption)
        return holder

    def _connect(self) -> None:
        self.start.activated.connect(lambda _: self._ask(makes_way=self.end))
        self.end.activated.connect(lambda _: self._ask(makes_way=self.start))
        self.with_stayers.toggled.connect(lambda _: self._fill_movers())
        self.only_differences.toggled.connect(lambda _: self._draw())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell_school())
        self.tabs.currentChanged.connect(lambda _: self._tell_school())
        self.table.clicked.connect(lambda _: self._show(self._shift_urns()))
        self.table.row_wanted.connect(lambda: self._show(self._shift_urns()))
        self.list.clicked.connect(lambda _: self._show(self._fate_urns()))
        self.list.zoom_wanted.connect(lambda: self._show(self._fate_urns()))
        self.map.selection_requested.connect(self._show_selection)

    # What is shown -----------------------------------------------------------------------------------------------

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show another comparison, without differences yet."""
        self._comparison, self._pairing = comparison, None
        names = () if comparison is None else comparison.names
        for box, place in ((self.start, 0), (self.end, 1)):
            box.clear()
            box.addItems(list(names))
            box.setCurrentIndex(min(place, len(names) - 1))
        self._fill()

    def show_pairing(self, start: int, end: int, pairing: Pairing) -> None:
        """Show what differs between two plans."""
        self.start.setCurrentIndex(start)
        self.end.setCurrentIndex(end)
        self._pairing = pairing
        self._fill()
        self._draw()

    def _fill(self) -> None:
        pairing = self._pairing
        self.sentence.setText("" if pairing is None else pairing.sentence)
        self._fill_movers()
        self.fates.show_rows(() if pairing is None else _fate_rows(pairing.fates))
        self.list.setUniformItemSizes(len(self.fates.rows) > _MEASURED_AT_MOST)
        self.list.setCurrentIndex(self.fates.index(0))
        words = self.tr("What becomes of clusters ({n})").format(n=f"{len(self.fates.rows):,}")
        self.tabs.setTabText(1, words)

    def _tell_school(self) -> None:
        """The school that is chosen, in full: not every column is in sight at once."""
        rows = self.table.selectionModel().selectedRows() if self.tabs.currentIndex() == 0 else []
        self.told.setText(self.movers.sentence_at(rows[0].row()) if len(rows) == 1 else "")

    def _fill_movers(self) -> None:
        pairing, comparison = self._pairing, self._comparison
        if pairing is None or comparison is None:
            self.movers.show_shifts((), self.movers.rules, None)
        else:
            context = comparison.ground.context
            shown = pairing.shifts if self.with_stayers.isChecked() else pairing.movers
            self.movers.show_shifts(shown, context.plan.rules, context.schools)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.selectRow(0)  # else Enter would have nothing to show before an arrow key was pressed
        self.tabs.setTabText(0, self.tr("Who moves ({n})").format(n=f"{len(self.movers.shifts):,}"))
        self._tell_school()

    def _draw(self) -> None:
        if self._pairing is None or self._comparison is None:
            return
        ground = self._comparison.ground
        shown = pictured(ground, self._pairing, only_differences=self.only_differences.isChecked())
        self.map.show_schools(ground.context.schools, shown.standing)
        self.map.show_plan(shown.before, shown.scoreboard)
        self.map.set_preview(shown.after)
        self.map.fit(None)
        words = self.tr(
            "Filled: {start}. Dashed, with arrows: {end}. The right half of a ring has the colour of where the school goes, "
            "red: to no cluster."
        )
        self.caption.setText(words.format(start=self._pairing.before.name, end=self._pairing.after.name))
        self.map.setAccessibleDescription(f"{self._pairing.sentence} {self.caption.text()}")

    def as_text(self) -> str:
        """The list in sight with headings, for a spreadsheet."""
        if self.tabs.currentIndex() == 0:
            return self.movers.as_text()
        titles = [self.tr("What becomes of it"), self.tr("In words"), self.tr("Schools"), self.tr("URNs")]
        rows = ((row.heading, row.sentence, len(row.urns), " ".join(map(str, row.urns))) for row in self.fates.rows)
        return tsv_of(titles, rows)

    # What a person does ------------------------------------------------------------------------------------------

    def _ask(self, makes_way: QComboBox) -> None:
        """Ask for what differs; no plan differs from itself, so the other box makes way."""
        if self.start.currentIndex() == self.end.currentIndex():
            makes_way.setCurrentIndex(0 if makes_way.currentIndex() else 1)
        self.pairing_requested.emit(self.start.currentIndex(), self.end.currentIndex())

    def _shift_urns(self) -> frozenset[int]:
        rows = self.table.selectionModel().selectedRows()
        return frozenset(self.movers.shifts[index.row()].urn for index in rows)

    def _fate_urns(self) -> frozenset[int]:
        rows = self.list.selectionModel().selectedRows(0)
        return frozenset(urn for index in rows for urn in self.fates.rows[index.row()].urns)

    def _show(self, urns: frozenset[int]) -> None:
        if urns:
            self.map.show_selection(urns)
            self.map.fit(self._with_partners(urns))
            self.show_requested.emit(urns)

    def _with_partners(self, urns: frozenset[int]) -> frozenset[int]:
        """The schools and who they are with in either plan: a school alone says little on a map."""
        if self._pairing is None:
            return urns
        both = (self._pairing.before, self._pairing.after)
        return urns.union(*(one.partners(urn) for one in both for urn in urns))

    def _show_selection(self, urns: frozenset[int]) -> None:
        """A click on the map rings schools, and chooses their rows."""
        self.map.show_selection(urns)
        rows = [place for place, shift in enumerate(self.movers.shifts) if shift.urn in urns]
        self.table.clearSelection()
        if rows:
            self.table.selectRow(rows[0])
        self.show_requested.emit(urns)

    def changeEvent(self, event: QEvent) -> None:
        """The map follows the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "map"):
            self.map.set_dark(colours_of(self.palette()).is_dark)


def _fate_rows(fates: Sequence[Fate]) -> tuple[ChangeRow, ...]:
    """What becomes of clusters as rows to be read."""
    words = {
        "kept": _tr("Kept"),
        "changed": _tr("Changed"),
        "split": _tr("Split"),
        "merged": _tr("Merged"),
        "new": _tr("New"),
        "gone": _tr("Gone"),
    }
    return tuple(ChangeRow(words[fate.kind], fate.sentence, schools_text(len(fate.urns)), fate.urns) for fate in fates)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Differences", text)
