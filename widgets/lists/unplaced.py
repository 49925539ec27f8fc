"""The list of schools that are not placed, each with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from wolds.clustering.eligibility import Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan, PlanChange
from wolds.geo.schools import Schools
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.common.figures import count_text, schools_text
from wolds.widgets.common.row_selection import select_rows, selection_of
from wolds.widgets.common.sentence_list import SentenceList
from wolds.widgets.lists.unplaced_model import UnplacedModel
from wolds.widgets.theme import mark

_MEASURED_AT_MOST = 400
"""More rows than this get one height for all: measuring each would be felt."""


class UnplacedView(QWidget):
    """Schools in no cluster (see `wolds.widgets.view.View` for its slots and signals)."""

    selection_requested = Signal(object)
    zoom_requested = Signal(object)
    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = SentenceList(self)
        self.model = UnplacedModel(self)
        self.summary = QLabel(self)
        self._selection: frozenset[int] = frozenset()
        self._marking = False
        self._plan: Plan | None = None
        self._to_place = 0
        self._shape_list()
        self._put_together()
        self._connect()
        self._tell()

    def _shape_list(self) -> None:
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Schools that are not placed"))
        self.list.setAccessibleDescription(self.tr("Enter shows the school on the map."))

    def _put_together(self) -> None:
        self._pages = OrEmpty(self.list, "unplaced", self)
        self.summary.setContentsMargins(8, 6, 8, 4)
        self.summary.setAccessibleName(self.tr("Count of schools that are not placed"))
        mark(self.summary, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.summary)
        layout.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.list.selectionModel().selectionChanged.connect(lambda: self._selected())
        self.list.doubleClicked.connect(lambda: self._zoom())
        self.list.zoom_wanted.connect(self._zoom)
        self.list.menu_wanted.connect(lambda at: self.menu_requested.emit(self._selected_urns(), at))

    # The slots of a view -----------------------------------------------------------------------------------------

    def show_schools(self, schools: Schools, standing: Standing) -> None:
        """Show another register, or the same one under another filter."""
        self._to_place = int(np.count_nonzero(standing.to_place))
        self._plan = None
        self._change(lambda: self.model.show_schools(schools, standing))

    def show_plan(self, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show who is in no cluster of another plan."""
        self._plan = plan
        self._change(lambda: self.model.show_plan(plan))

    def apply_change(self, change: PlanChange, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show who came and who went."""
        self.show_plan(plan, scoreboard)

    def show_selection(self, urns: frozenset[int]) -> None:
        """Mark these schools as selected, without asking for it again."""
        if urns == self._selection:
            return
        self._selection = urns
        self._mark_selection()
        selected = self.list.selectionModel().selectedRows(0)
        if selected:
            self.list.scrollTo(min(selected, key=lambda index: index.row()))

    def show_reasons(self, reasons: Mapping[int, tuple[str, str]]) -> None:
        """Say why: a code of the contract and a sentence for each URN."""
        self.model.show_reasons(reasons)
        self.list.scheduleDelayedItemsLayout()

    # Inside ------------------------------------------------------------------------------------------------------

    def _change(self, work: Callable[[], None]) -> None:
        self._marking = True
        work()
        self._marking = False
        self.list.setUniformItemSizes(len(self.model.urns) > _MEASURED_AT_MOST)
        self._mark_selection()
        self._tell()

    def _selected_urns(self) -> frozenset[int]:
        return frozenset(self.model.urns[index.row()] for index in self.list.selectionModel().selectedRows(0))

    def _selected(self) -> None:
        if not self._marking:
            self._selection = self._selected_urns()
            self.selection_requested.emit(self._selection)

    def _mark_selection(self) -> None:
        places = [place for place, urn in enumerate(self.model.urns) if urn in self._selection]
        self._marking = True
        select_rows(self.list.selectionModel(), selection_of(self.model, np.array(places, dtype=np.int64)))
        self._marking = False

    def _zoom(self) -> None:
        urns = self._selected_urns()
        if urns:
            self.zoom_requested.emit(urns)

    def _tell(self) -> None:
        left = len(self.model.urns)
        text = self.tr("{left} of {schools} not placed").format(left=count_text(left), schools=schools_text(self._to_place))
        self.summary.setText(text)
        shown = left > 0 and self._plan is not None and bool(self._plan.clusters)
        self.summary.setVisible(shown)
        if shown:
            self._pages.show_content()
        elif self._plan is None or not self._to_place:
            sentence = self.tr("Schools that no cluster takes in are listed here, each with the reason.")
            self._pages.show_empty(self.tr("No schools to place yet"), sentence)
        elif left:
            sentence = self.tr("{schools} are to be placed. Ask for a proposal, or make clusters by hand.")
            self._pages.show_empty(self.tr("No clusters yet"), sentence.format(schools=schools_text(left)))
        else:
            self._pages.show_empty(self.tr("Every school is placed"), self.tr("No school to be placed is left over."))
