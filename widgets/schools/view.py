"""The view of schools: filter bar and table, one with the map through the selection."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wolds.clustering.edits import Edit, MoveSchools, NewCluster
from wolds.clustering.eligibility import Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan, PlanChange
from wolds.geo.schools import Schools
from wolds.widgets.common.cluster_box import NEW_CLUSTER, NO_CLUSTER
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.common.header_columns import HeaderColumns
from wolds.widgets.common.row_selection import select_rows, selection_of
from wolds.widgets.common.tsv import tsv_of
from wolds.widgets.schools.columns import BY_KEY, CLUSTER, COLUMNS, NAME
from wolds.widgets.schools.delegate import SchoolsDelegate
from wolds.widgets.schools.filter_bar import FilterBar
from wolds.widgets.schools.filters import SchoolFilter
from wolds.widgets.schools.model import SchoolsModel
from wolds.widgets.schools.table import SchoolsTable, put_on_clipboard


class SchoolsView(QWidget):
    """Every school of the register in a table (see `wolds.widgets.view.View` for its slots and signals)."""

    selection_requested = Signal(object)
    edit_requested = Signal(object)
    zoom_requested = Signal(object)
    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = FilterBar(self)
        self.table = SchoolsTable(self)
        self.model = SchoolsModel(self)
        self._selection: frozenset[int] = frozenset()
        self._marking = False
        self._put_together()
        self._connect()
        self._tell()

    def _put_together(self) -> None:
        self._delegate = SchoolsDelegate(self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.setModel(self.model)
        self._shape_columns()
        self._pages = OrEmpty(self.table, "school", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._pages, 1)
        self.bar.search.add_shortcut(self)
        self._set_tab_order()

    def _shape_columns(self) -> None:
        header = self.table.horizontalHeader()
        self.columns = HeaderColumns(header, [c.key for c in COLUMNS], [c.title for c in COLUMNS], fixed=NAME)
        for section, column in enumerate(COLUMNS):
            header.resizeSection(section, column.width)
            header.setSectionHidden(section, not column.shown)
        header.setSortIndicator(BY_KEY[NAME], Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        # A selection of its own: the header would ask every cell whether its column is selected.
        header.setSelectionModel(QItemSelectionModel(self.model, header))
        self.columns.remember_first_state()
        self.columns.changed.connect(self._spread)

    def _set_tab_order(self) -> None:
        bar = self.bar
        order = (bar.search, bar.show_box, bar.la_box, bar.character_box, bar.clear_button, bar.columns_button, self.table)
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _connect(self) -> None:
        self.bar.changed.connect(self.model.filter_by)
        self.bar.search.left_below.connect(self._enter_table)
        self.bar.columns_button.clicked.connect(self._choose_columns)
        self.model.rows_replaced.connect(self._mark_selection)
        self.model.rowsInserted.connect(lambda: self._mark_selection())
        self.model.rowsRemoved.connect(lambda: self._mark_selection())
        # Queued: the plan may take the edited row out of the table, which must not happen while its editor commits.
        self.model.edit_wanted.connect(self.edit_requested, Qt.ConnectionType.QueuedConnection)
        self._delegate.cluster_chosen.connect(self._move, Qt.ConnectionType.QueuedConnection)
        self.table.selectionModel().selectionChanged.connect(lambda: self._selected())
        self.table.copy_wanted.connect(self.copy_rows)
        self.table.zoom_wanted.connect(lambda: self.zoom_requested.emit(self._selected_urns()))
        self.table.menu_wanted.connect(lambda at: self.menu_requested.emit(self._selected_urns(), at))

    # The slots of a view -----------------------------------------------------------------------------------------

    def show_schools(self, schools: Schools, standing: Standing) -> None:
        """Show another register, or the same one under another filter."""
        self.bar.show_schools(schools)
        self.model.show_schools(schools, standing)
        self.bar.changed.emit(self.bar.filter)

    def show_plan(self, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show another plan as a whole."""
        self.model.show_plan(plan, scoreboard)

    def apply_change(self, change: PlanChange, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show what a change did, in the rows it touches."""
        self.model.apply_change(change, plan, scoreboard)

    def show_selection(self, urns: frozenset[int]) -> None:
        """Mark these schools as selected, without asking for it again; bring the first into sight."""
        if urns == self._selection:
            return
        self._selection = urns
        self._mark_selection()
        places = self.model.places_of(urns)
        if len(places):
            self.table.bring_into_sight(int(places[0]))

    def show_reasons(self, reasons: Mapping[int, tuple[str, str]]) -> None:
        """Say why schools are unplaced: a code of the contract and a sentence for each URN."""
        self.model.show_reasons(reasons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give names and reasons the spare room."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        room = self.width() - self.table.verticalScrollBar().sizeHint().width() - 4
        self.columns.spread(room, {NAME: 3, CLUSTER: 2, "why": 2})

    # What a person can do ----------------------------------------------------------------------------------------

    def filter_by(self, wanted: SchoolFilter) -> None:
        """Show the schools that a filter lets through."""
        self.bar.show_filter(wanted)

    def copy_rows(self) -> None:
        """Put the selected rows (all rows where none is selected) on the clipboard, columns as shown, with headings."""
        if self.model.facts is None:
            return
        facts, shown = self.model.facts, [COLUMNS[section] for section in self.columns.shown_sections()]
        places = self.table.selected_places() or range(len(self.model.rows))
        rows = self.model.rows[list(places)].tolist()
        cells = ([column.value(facts, row) for column in shown] for row in rows)
        put_on_clipboard(tsv_of([column.title for column in shown], cells))

    def save_state(self) -> bytes:
        """Columns, their order and widths, and the order of rows, as JSON."""
        return self.columns.save()

    def restore_state(self, state: bytes) -> bool:
        """Take up a saved state; False where it cannot be read."""
        return self.columns.load(state)

    # Inside ------------------------------------------------------------------------------------------------------

    def _choose_columns(self) -> None:
        button = self.bar.columns_button
        self.columns.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _enter_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.table.selected_places() and len(self.model.rows):
            self.table.selectRow(0)

    def _selected_urns(self) -> frozenset[int]:
        return self.model.urns_at(self.table.selected_places())

    def _selected(self) -> None:
        if self._marking:
            return
        self._selection = self._selected_urns()
        self._tell()
        self.selection_requested.emit(self._selection)

    def _mark_selection(self) -> None:
        self._marking = True
        select_rows(self.table.selectionModel(), selection_of(self.model, self.model.places_of(self._selection)))
        self._marking = False
        self._tell()

    def _move(self, urn: int, choice: str) -> None:
        """Ask to move a school, with all that are selected where it is one of them."""
        selected = self._selected_urns()
        urns = tuple(sorted(selected if urn in selected else {urn}))
        edit: Edit = NewCluster(urns) if choice == NEW_CLUSTER else MoveSchools(urns, None if choice == NO_CLUSTER else choice)
        self.edit_requested.emit(edit)

    def _tell(self) -> None:
        total = 0 if self.model.facts is None else len(self.model.facts.schools)
        self.bar.say_count(len(self.model.rows), total, len(self._selection))
        if len(self.model.rows):
            self._pages.show_content()
        elif total:
            self._pages.show_empty(self.tr("No school fits"), self.tr("Change the search, or clear it to see all schools."))
        else:
            self._pages.show_empty(self.tr("No schools yet"), self.tr("Open a school register, or try the sample county."))
