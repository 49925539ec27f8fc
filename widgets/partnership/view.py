"""The panel of one partnership: a cluster to choose, and pages on its life. Told what to show; asks for edits."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from wolds.clustering.edits.base import EditContext
from wolds.widgets.common.chips import chip
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.dialogs.parts import describe
from wolds.widgets.partnership.members import Associates, Confidential, JointRoles
from wolds.widgets.partnership.money import MoneyPage
from wolds.widgets.partnership.overview import Overview
from wolds.widgets.partnership.progress import Actions, Measures
from wolds.widgets.partnership.record_table import RecordTable
from wolds.widgets.partnership.section import Shown


class PartnershipView(QWidget):
    """The panel. `selection_requested` carries a frozenset of URNs, `edit_requested` an edit."""

    selection_requested = Signal(object)
    edit_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cluster: str | None = None
        self._choices: tuple[tuple[str, str, int], ...] = ()
        self._context: EditContext | None = None
        self._today = date.min
        self._stale: set[QWidget] = set()
        self.chooser = QComboBox()
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chooser.setMinimumContentsLength(16)
        self.chooser.setPlaceholderText(self.tr("Choose a cluster"))
        self.chooser.activated.connect(self._chosen)
        self.overview, self.money = Overview(), MoneyPage()
        sections = (Actions(self), Measures(self), JointRoles(self), Associates(self), Confidential(self))
        self.action_plan, self.measures, self.roles, self.associates, self.confidential = map(RecordTable, sections)
        self.tables = (self.action_plan, self.measures, self.roles, self.associates, self.confidential)
        self.tabs = QTabWidget()
        self._put_together()
        for page in (self.overview, self.money, *self.tables):
            page.edit_requested.connect(self.edit_requested)
        self.tabs.currentChanged.connect(lambda _: self.refresh())
        self.forget()

    def _put_together(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.tabBar().setAccessibleName(self.tr("Pages on the partnership"))
        self.tabs.addTab(self.overview, self.tr("Overview"))
        for table in (self.action_plan, self.measures):
            self.tabs.addTab(table, table.section.title)
        self.tabs.addTab(self.money, self.tr("Money"))
        for table in (self.roles, self.associates, self.confidential):
            self.tabs.addTab(table, table.section.title)
        self.pages = OrEmpty(self.tabs, "cluster", self)
        named = QLabel(self.tr("Partnership &of"))
        named.setBuddy(self.chooser)
        describe(self.chooser, self.tr("Partnership of"))
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 4)
        bar.setSpacing(8)
        bar.addWidget(named)
        bar.addWidget(self.chooser, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.pages, 1)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.tabs.setCurrentWidget(page)

    def forget(self) -> None:
        """Nothing is open."""
        self.cluster = self._context = None
        self._stale.clear()
        self._offer(())
        self._show_nothing()

    def show_cluster(self, context: EditContext, cluster: str | None, today: date) -> None:
        """Show the partnership of a cluster of the plan on a day; None where none is selected.

        Only what is in sight is worked out; the rest when it comes into sight.
        """
        self._context, self.cluster, self._today = context, cluster, today
        self._stale = {self, *self._pages}
        self.refresh()

    def refresh(self) -> None:
        """Bring what is in sight up to date."""
        if self._context is None or not self.isVisible():
            return
        if self in self._stale:
            self._stale.remove(self)
            self._show_choice(self._context)
        if self.cluster is not None:
            self._bring_up_to_date(self.tabs.currentWidget())

    def showEvent(self, event: QShowEvent) -> None:
        """Out of sight nothing was worked out."""
        super().showEvent(event)
        self.refresh()

    def _show_choice(self, context: EditContext) -> None:
        clusters = sorted(context.plan.clusters.values(), key=lambda one: one.number)
        self._offer(tuple((one.id, f"{one.number} {one.name}", one.colour) for one in clusters))
        self.chooser.setCurrentIndex(-1 if self.cluster is None else self.chooser.findData(self.cluster))
        if self.cluster is None:
            self._show_nothing()
        else:
            self.pages.show_content()

    def _bring_up_to_date(self, page: QWidget) -> None:
        if page not in self._stale or self._context is None or self.cluster is None:
            return
        self._stale.remove(page)
        shown = Shown(self._context, self.cluster)
        if isinstance(page, RecordTable):
            page.show_records(shown)
        elif page is self.money:
            self.money.show_partnership(shown)
        else:
            self.overview.show_partnership(shown, self._today)

    @property
    def _pages(self) -> tuple[QWidget, ...]:
        return (self.overview, self.money, *self.tables)

    def settle(self) -> None:
        """Ask for what is still being typed."""
        if self.cluster is None:
            return
        for page in (self.overview, self.money):
            if page.is_touched:
                self._bring_up_to_date(page)  # else it would be added to what no longer holds
                page.settle()

    def _show_nothing(self) -> None:
        sentence = self.tr("Who leads, model, actions, measures and money of one cluster at a time.")
        self.pages.show_empty(self.tr("Select schools of one cluster, or choose it above"), sentence)

    def _offer(self, choices: tuple[tuple[str, str, int], ...]) -> None:
        if choices != self._choices:
            self._choices = choices
            self.chooser.clear()
            for key, text, colour in choices:
                self.chooser.addItem(chip(text.split(" ", 1)[0], colour), text.split(" ", 1)[1], key)
        self.chooser.setEnabled(bool(choices))

    def _chosen(self, place: int) -> None:
        if self._context is not None:
            cluster = self._context.plan.clusters[str(self.chooser.itemData(place))]
            self.selection_requested.emit(frozenset(cluster.members))
