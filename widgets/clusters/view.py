"""The view of clusters: search, tree and totals."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from wolds.clustering.edits import MoveSchools, NewCluster, RenameCluster
from wolds.clustering.eligibility import Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan, PlanChange
from wolds.geo.schools import Schools
from wolds.widgets.clusters import cells
from wolds.widgets.clusters.delegate import ClustersDelegate
from wolds.widgets.clusters.model import ClustersModel
from wolds.widgets.clusters.totals import totals_text
from wolds.widgets.clusters.tree import ClustersTree
from wolds.widgets.common.cluster_box import NEW_CLUSTER, NO_CLUSTER
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.common.header_columns import HeaderColumns
from wolds.widgets.common.row_selection import select_rows, selection_of
from wolds.widgets.common.search import SearchBox
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.icons import icon
from wolds.widgets.theme import mark
from wolds.widgets.view import Impact

_UNFOLD_AT_MOST = 3
"""So many clusters are unfolded to show a selection made elsewhere; with more, their names in bold must do."""
_UNFOLD_FOUND = 30
_SELECT_AT_MOST = 200
"""So many clusters have their rows selected; with more (all of England), their names in bold must do: Qt is slow there."""


class ClustersView(QWidget):
    """Clusters with their schools and figures (see `wolds.widgets.view.View` for its slots and signals)."""

    selection_requested = Signal(object)
    edit_requested = Signal(object)
    zoom_requested = Signal(object)
    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchBox(self.tr("Cluster or school"), self.tr("Search clusters and their schools"), self)
        self.move_button = self._button(
            "move", self.tr("Move to…"), self.tr("Move the selected schools to another cluster (F2)")
        )
        self.fold_button = self._button("unfold", self.tr("Fold all"), self.tr("Fold or unfold all clusters"))
        self.columns_button = self._button("settings", self.tr("Columns"), self.tr("Choose the columns of the tree"))
        self.tree = ClustersTree(self)
        self.model = ClustersModel(self)
        self.totals = QLabel(self)
        self._selection: frozenset[int] = frozenset()
        self._unfolded: set[str] = set()
        self._marking = False
        self._schools: tuple[Schools, Standing] | None = None
        self._put_together()
        self._connect()
        self._tell()

    def _button(self, icon_name: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(icon_name))
        button.setIconSize(QSize(16, 16))
        button.setAccessibleName(text)
        button.setToolTip(plain_tip(tip))
        return button

    def _put_together(self) -> None:
        self._delegate = ClustersDelegate(self.tree)
        self.tree.setItemDelegate(self._delegate)
        self.tree.setModel(self.model)
        self._shape_header()
        self._pages = OrEmpty(self.tree, "cluster", self)
        self.totals.setTextFormat(Qt.TextFormat.PlainText)
        self.totals.setWordWrap(True)
        self.totals.setContentsMargins(8, 4, 8, 6)
        self.totals.setAccessibleName(self.tr("Totals"))
        mark(self.totals, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._bar())
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.totals)
        self.search.add_shortcut(self)
        for first, second in pairwise((self.search, self.move_button, self.fold_button, self.columns_button, self.tree)):
            QWidget.setTabOrder(first, second)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 6, 6, 4)
        bar.setSpacing(2)
        bar.addWidget(self.search, 1)
        for button in (self.move_button, self.fold_button, self.columns_button):
            bar.addWidget(button)
        return bar

    def _shape_header(self) -> None:
        header = self.tree.header()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setStretchLastSection(False)
        for section, width in enumerate(cells.WIDTHS):
            header.resizeSection(section, width)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        titles = [cells.headings()[key][0] for key in cells.KEYS]
        self.columns = HeaderColumns(header, cells.KEYS, titles, fixed=cells.KEYS[0])
        header.setFirstSectionMovable(False)
        self.columns.remember_first_state()
        self.columns.changed.connect(self._spread)

    def _connect(self) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self.search.searched.connect(self._search)
        self.search.left_below.connect(self._enter_tree)
        self.move_button.clicked.connect(self._choose_target)
        self.fold_button.clicked.connect(self._fold_all)
        self.columns_button.clicked.connect(lambda: self.columns.popup(_below(self.columns_button)))
        self.tree.header().sortIndicatorChanged.connect(self.model.sort)
        self.tree.selectionModel().selectionChanged.connect(lambda: self._selected())
        self.tree.zoom_wanted.connect(lambda: self.zoom_requested.emit(self._selected_urns() or self._selection))
        self.tree.menu_wanted.connect(lambda at: self.menu_requested.emit(self._selected_urns() or self._selection, at))
        self.tree.told.connect(self._tell)
        self.tree.schools_dropped.connect(self._drop, queued)
        self.model.rows_replaced.connect(self._rows_replaced)
        # Queued: the plan may take the edited row away, which must not happen while its editor commits.
        self._delegate.cluster_chosen.connect(self._move, queued)
        self._delegate.name_given.connect(lambda key, name: self.edit_requested.emit(RenameCluster(key, name)), queued)

    # The slots of a view -----------------------------------------------------------------------------------------

    def show_schools(self, schools: Schools, standing: Standing) -> None:
        """Show another register, or the same one under another filter; the clusters follow by `show_plan`."""
        self._schools = (schools, standing)

    def show_plan(self, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show another plan as a whole."""
        if self._schools is not None:
            self.model.show_plan(*self._schools, plan, scoreboard)
            self._tell()

    def apply_change(self, change: PlanChange, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show what a change did, in the rows of the clusters it touches."""
        self._marking = True
        self.model.apply_change(change, plan, scoreboard)
        self._marking = False
        if self._selected_urns() != self._selection:
            self._mark_selection()
        self._tell()

    def show_selection(self, urns: frozenset[int]) -> None:
        """Mark these schools as selected, without asking for it again; bring the first into sight."""
        if urns == self._selection:
            return
        self._selection = urns
        self._unfold_for(urns)
        self._mark_selection()
        self._bring_into_sight(urns)

    def show_reasons(self, reasons: Mapping[int, tuple[str, str]]) -> None:
        """Say why schools are unplaced: a code of the contract and a sentence for each URN."""
        self.model.show_reasons(dict(reasons))

    def set_impact(self, impact: Impact | None) -> None:
        """What answers "what would it do?" while schools are dragged over a cluster."""
        self.tree.impact = impact

    def save_state(self) -> bytes:
        """Columns, their order and widths, and the order of clusters, as JSON."""
        return self.columns.save()

    def restore_state(self, state: bytes) -> bool:
        """Take up a saved state; False where it cannot be read."""
        return self.columns.load(state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give names the spare room."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        self.columns.spread(self.width() - self.tree.verticalScrollBar().sizeHint().width() - 4, {"cluster": 1})

    # Selection ---------------------------------------------------------------------------------------------------

    def _selected_urns(self) -> frozenset[int]:
        return self.model.urns_at(self.tree.selected_rows()) if self.model.facts is not None else frozenset()

    def _selected(self) -> None:
        self.move_button.setEnabled(bool(self.tree.selected_rows()))
        if self._marking:
            return
        self._selection = self._selected_urns()
        self.model.mark_groups(frozenset())
        self.selection_requested.emit(self._selection)

    def _mark_selection(self) -> None:
        if self.model.facts is None:
            return
        wanted = QItemSelection()
        groups = self.model.facts.groups_of(self._selection) if self._selection else set()
        for key in groups if len(groups) <= _SELECT_AT_MOST else ():
            members = self.model.children_of(key)
            places = np.array([place for place, urn in enumerate(members) if urn in self._selection], dtype=np.int64)
            rows = selection_of(self.model, places, self.model.group_index(key))
            for run in range(rows.size()):
                wanted.append(rows.at(run))
        self._marking = True
        select_rows(self.tree.selectionModel(), wanted)
        self._marking = False
        self.model.mark_groups(self._selection)

    def _unfold_for(self, urns: frozenset[int]) -> None:
        """Unfold the few clusters of a selection made elsewhere, and fold those again that were unfolded for the last one."""
        if self.model.facts is None:
            return
        groups = self.model.facts.groups_of(urns) if urns else set()
        for key in self._unfolded - groups:
            self.tree.setExpanded(self.model.group_index(key), False)
        self._unfolded &= groups
        for key in groups if len(groups) <= _UNFOLD_AT_MOST else ():
            index = self.model.group_index(key)
            if index.isValid() and not self.tree.isExpanded(index):
                self.tree.setExpanded(index, True)
                self._unfolded.add(key)

    def _bring_into_sight(self, urns: frozenset[int]) -> None:
        index = self._first_index(urns)
        if index.isValid():
            self.tree.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.tree.scrollTo(index)

    def _first_index(self, urns: frozenset[int]) -> QModelIndex:
        for key in self.model.groups:
            for place, urn in enumerate(self.model.children_of(key)):
                if urn in urns:
                    parent = self.model.group_index(key)
                    return self.model.index(place, 0, parent) if self.tree.isExpanded(parent) else parent
        return QModelIndex()

    # What a person does ------------------------------------------------------------------------------------------

    def _search(self, text: str) -> None:
        self.model.search(text)
        self._tell()
        if text and len(self.model.groups) <= _UNFOLD_FOUND:
            self.tree.expandAll()

    def _rows_replaced(self) -> None:
        self._unfolded.clear()
        self._mark_selection()

    def _enter_tree(self) -> None:
        self.tree.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.tree.selected_rows():
            self.tree.setCurrentIndex(self.model.index(0, 0))

    def _fold_all(self) -> None:
        if any(self.tree.isExpanded(self.model.group_index(key)) for key in self.model.groups):
            self.tree.collapseAll()
        else:
            self.tree.expandAll()

    def _choose_target(self) -> None:
        """Open the box of clusters on a selected school; with no school among the rows, ask for the menu."""
        schools = [index for index in self.tree.selected_rows() if self.model.child_at(index) is not None]
        if not schools:
            self.menu_requested.emit(self._selected_urns(), _below(self.move_button))
            return
        if self.tree.currentIndex().siblingAtColumn(0) not in schools:
            self.tree.selectionModel().setCurrentIndex(schools[0], QItemSelectionModel.SelectionFlag.NoUpdate)
        self.tree.edit_current()

    def _move(self, urn: int, choice: str) -> None:
        """Ask to move a school, with all that are selected where it is one of them."""
        selected = self._selected_urns()
        urns = tuple(sorted(selected if urn in selected else {urn}))
        if choice == NEW_CLUSTER:
            self.edit_requested.emit(NewCluster(urns))
        else:
            self.edit_requested.emit(MoveSchools(urns, None if choice == NO_CLUSTER else choice))

    def _drop(self, urns: frozenset[int], to: str | None) -> None:
        self.edit_requested.emit(MoveSchools(tuple(sorted(urns)), to))

    def _tell(self, sentence: str = "") -> None:
        """Say the totals, or while schools are dragged what dropping them would do."""
        facts = self.model.facts
        self.totals.setText(sentence or (totals_text(facts) if facts is not None else ""))
        self.totals.setVisible(facts is not None)
        self.move_button.setEnabled(bool(self.tree.selected_rows()))
        if facts is None:
            self._pages.show_empty(self.tr("No clusters yet"), self.tr("Open a school register, or try the sample county."))
        elif self.model.groups and (facts.plan.clusters or facts.words):
            self._pages.show_content()
        elif facts.words:
            self._pages.show_empty(self.tr("Nothing fits"), self.tr("Change the search, or clear it."))
        else:
            sentence = self.tr("Ask for a proposal, or select schools on the map and make a cluster of them.")
            self._pages.show_empty(self.tr("No clusters yet"), sentence)


def _below(button: QToolButton) -> QPoint:
    return button.mapToGlobal(button.rect().bottomLeft())
