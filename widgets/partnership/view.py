"""The panel of one partnership: a cluster to choose, and pages on its life. Told what to show; asks for edits."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from wolds.clustering.edits.base import EditContext
from wolds.widgets.common.chips import chip
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.dialogs.parts import describe, line
from wolds.widgets.partnership.members import Confidential, JointRoles, Members
from wolds.widgets.partnership.money import MoneyPage
from wolds.widgets.partnership.overview import Overview
from wolds.widgets.partnership.page_bar import PageBar
from wolds.widgets.partnership.progress import Actions, Measures
from wolds.widgets.partnership.record_list import RecordList
from wolds.widgets.partnership.section import Shown
from wolds.widgets.partnership.steps import Steps


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
        self.chooser = QComboBox(self)  # first of all, so that the Tab key goes from it to the pages
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chooser.setMinimumContentsLength(16)
        self.chooser.setPlaceholderText(self.tr("Choose a cluster"))
        self.chooser.activated.connect(self._chosen)
        self.overview, self.money = Overview(), MoneyPage()
        sections = (Members(self), Actions(self), Measures(self), JointRoles(self), Steps(self), Confidential(self))
        self.members, self.action_plan, self.measures, self.roles, self.steps, self.confidential = map(RecordList, sections)
        self.lists = (self.members, self.action_plan, self.measures, self.roles, self.steps, self.confidential)
        self.bar, self.front = PageBar(self.tr("Pages on the partnership")), QStackedWidget()
        self._put_together()
        for page in (self.overview, self.money, *self.lists):
            page.edit_requested.connect(self.edit_requested)
        for one in self.lists:
            one.school_requested.connect(lambda urn: self.selection_requested.emit(frozenset((urn,))))
        self.bar.chosen.connect(self._turn_to)
        self.forget()

    def _put_together(self) -> None:
        for page in self._pages:
            self.front.addWidget(page)
            self.bar.add(page.section.title if isinstance(page, RecordList) else self._title(page))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(line())
        column.addWidget(self.front, 1)
        self.pages = OrEmpty(inside, "cluster", self)
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

    def _title(self, page: QWidget) -> str:
        return self.tr("Overview") if page is self.overview else self.tr("Money")

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.bar.choose(self.front.indexOf(page))

    def _turn_to(self, place: int) -> None:
        self.front.setCurrentIndex(place)
        self.refresh()

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
            self._bring_up_to_date(self._pages[self.front.currentIndex()])

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
            self._count(Shown(context, self.cluster))

    def _count(self, shown: Shown) -> None:
        for place, page in enumerate(self._pages):
            if isinstance(page, RecordList):
                self.bar.count(place, page.section.count(shown))

    def _bring_up_to_date(self, page: QWidget) -> None:
        if page not in self._stale or self._context is None or self.cluster is None:
            return
        self._stale.remove(page)
        shown = Shown(self._context, self.cluster)
        if isinstance(page, RecordList):
            page.show_records(shown)
        elif page is self.money:
            self.money.show_partnership(shown)
        else:
            self.overview.show_partnership(shown, self._today)

    @property
    def _pages(self) -> tuple[QWidget, ...]:
        return (
            self.overview,
            self.members,
            self.action_plan,
            self.measures,
            self.money,
            self.roles,
            self.steps,
            self.confidential,
        )

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
