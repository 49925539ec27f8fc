"""Where the views stand in the window: map in the middle, rules left, clusters and lists right, schools below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoGroup
from PySide6.QtWidgets import QDockWidget, QMainWindow, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from wolds.widgets.banner import MessageBanner
from wolds.widgets.church import ChurchView
from wolds.widgets.clusters import ClustersView
from wolds.widgets.dashboard import DashboardView
from wolds.widgets.exploring import ExplainView
from wolds.widgets.lists import ChecksView, HistoryView, UnplacedView
from wolds.widgets.map import MapView
from wolds.widgets.pages import StartPage
from wolds.widgets.partners import GroupView, PartnersView
from wolds.widgets.partnership import PartnershipView
from wolds.widgets.relations import RelationsView
from wolds.widgets.rules import EligibilityForm, RulesForm
from wolds.widgets.schools import SchoolsView

_LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
_RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
_BELOW = Qt.DockWidgetArea.BottomDockWidgetArea
PASSING: Final = ("proposal", "partners", "group", "church")
"""Panels that are there only while somebody has a use for them."""
_AT_FIRST_HIDDEN: Final = (*PASSING, "partnership", "relations")
"""A sixth tab there always would push the proposal's out of sight."""
PERSPECTIVES: Final = {
    "partners": (("partners", _RIGHT, "clusters"), ("group", _BELOW, "schools")),
    "church": (("church", _RIGHT, "clusters"),),
}
"""Panels that stand round the map and nothing else does: each with its side and the panel whose place it takes."""
_SIX_TABS = 412  # pixels: the tabs on the right stand side by side, the proposal's among them


@dataclass(frozen=True, eq=False)
class Views:
    """Every view of the window."""

    start: StartPage
    map: MapView
    schools: SchoolsView
    clusters: ClustersView
    checks: ChecksView
    unplaced: UnplacedView
    explain: ExplainView
    partnership: PartnershipView
    relations: RelationsView
    history: HistoryView
    rules: RulesForm
    eligibility: EligibilityForm
    partners: PartnersView
    group: GroupView
    dashboard: DashboardView
    church: ChurchView
    banner: MessageBanner
    pages: QStackedWidget
    docks: dict[str, QDockWidget]

    @property
    def of_plan(self) -> tuple[MapView, SchoolsView, ClustersView, ChecksView, UnplacedView]:
        """The views that show schools and plan and follow the selection."""
        return (self.map, self.schools, self.clusters, self.checks, self.unplaced)


def build_views(window: QMainWindow, undo_group: QUndoGroup) -> Views:
    """Make the views and put them in their places."""
    start, view, dashboard = StartPage(), MapView(), DashboardView()
    banner, pages = MessageBanner(), QStackedWidget()
    pages.addWidget(start)
    pages.addWidget(view)
    pages.addWidget(dashboard)
    window.setCentralWidget(_under(banner, pages))
    views = Views(
        start, view, SchoolsView(), ClustersView(), ChecksView(), UnplacedView(), ExplainView(),
        PartnershipView(), RelationsView(), HistoryView(undo_group), RulesForm(), EligibilityForm(), PartnersView(),
        GroupView(), dashboard, ChurchView(), banner, pages, {},
    )  # fmt: skip
    _dock(window, views)
    return views


def _under(banner: QWidget, pages: QWidget) -> QWidget:
    middle = QWidget()
    column = QVBoxLayout(middle)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(banner)
    column.addWidget(pages, 1)
    return middle


def _dock(window: QMainWindow, views: Views) -> None:
    window.setCorner(Qt.Corner.BottomLeftCorner, _LEFT)
    window.setCorner(Qt.Corner.BottomRightCorner, _RIGHT)
    window.setDockOptions(QMainWindow.DockOption.AnimatedDocks | QMainWindow.DockOption.AllowTabbedDocks)
    window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
    for name, title, widget, area in _places(window, views):
        add_dock(window, views, name, title, widget, area).setHidden(name in _AT_FIRST_HIDDEN)
    add_dock(window, views, "partners", window.tr("Partners for my school"), views.partners, _RIGHT).hide()
    add_dock(window, views, "group", window.tr("The group"), views.group, _BELOW).hide()
    add_dock(window, views, "church", window.tr("Church and community"), views.church, _RIGHT).hide()
    put_in_place(window, views)


def _places(window: QMainWindow, views: Views) -> tuple[tuple[str, str, QWidget, Qt.DockWidgetArea], ...]:
    return (
        ("rules", window.tr("Rules"), views.rules, _LEFT),
        ("eligibility", window.tr("Who takes part"), views.eligibility, _LEFT),
        ("clusters", window.tr("Clusters"), views.clusters, _RIGHT),
        ("checks", window.tr("Checks"), views.checks, _RIGHT),
        ("unplaced", window.tr("Not placed"), views.unplaced, _RIGHT),
        ("explain", window.tr("Explain"), views.explain, _RIGHT),
        ("history", window.tr("History"), views.history, _RIGHT),
        ("partnership", window.tr("Partnership"), views.partnership, _RIGHT),
        ("relations", window.tr("Relations"), views.relations, _RIGHT),
        ("schools", window.tr("Schools"), views.schools, _BELOW),
    )


def put_in_place(window: QMainWindow, views: Views) -> None:
    """Put every panel where it stands at first."""
    for name, _, _, area in _places(window, views):
        views.docks[name].setFloating(False)
        window.addDockWidget(area, views.docks[name])
    together = {
        "rules": ("eligibility",),
        "clusters": ("checks", "unplaced", "explain", "history", "partnership", "relations", "proposal"),
    }
    for first, others in together.items():
        for other in (name for name in others if name in views.docks):
            window.tabifyDockWidget(views.docks[first], views.docks[other])
        views.docks[first].raise_()


def add_dock(window: QMainWindow, views: Views, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
    """Dock a view under a name that the saved window state knows."""
    dock = QDockWidget(title, window)
    dock.setObjectName(f"dock-{name}")
    dock.setAccessibleName(title)
    dock.setWidget(widget)
    if not widget.accessibleName():
        widget.setAccessibleName(title)
    window.addDockWidget(area, dock)
    views.docks[name] = dock
    return dock


def set_sizes(window: QMainWindow, views: Views) -> None:
    """Shares of the window for a first start: the map keeps the most."""
    width, height = window.width(), window.height()
    side = [views.docks["rules"], views.docks["clusters"]]
    window.resizeDocks(side, [max(300, width * 22 // 100), max(_SIX_TABS, width * 26 // 100)], Qt.Orientation.Horizontal)
    window.resizeDocks([views.docks["schools"]], [max(260, height * 33 // 100)], Qt.Orientation.Vertical)


def show_docks(views: Views, shown: bool) -> None:
    """Hide the docks on the start page, show them with a plan; others wait until they are asked for."""
    for name, dock in views.docks.items():
        dock.setVisible(shown and name not in _AT_FIRST_HIDDEN)
    if shown:
        views.docks["rules"].raise_()
        views.docks["clusters"].raise_()


def show_perspective(window: QMainWindow, views: Views, name: str) -> None:
    """The panels of one piece of work and the map, and nothing else."""
    show_docks(views, False)
    for panel, area, beside in PERSPECTIVES[name]:
        views.docks[panel].setFloating(False)
        window.addDockWidget(area, views.docks[panel])
        window.tabifyDockWidget(views.docks[beside], views.docks[panel])  # else the tabs of hidden panels lie over it
        views.docks[panel].show()
    width, height = window.width(), window.height()
    for panel, area, _ in PERSPECTIVES[name]:
        if area == _RIGHT:
            window.resizeDocks([views.docks[panel]], [max(640, width * 52 // 100)], Qt.Orientation.Horizontal)
        else:
            window.resizeDocks([views.docks[panel]], [max(300, height * 45 // 100)], Qt.Orientation.Vertical)


def perspective_of(views: Views) -> str:
    """The perspective whose panels are open, "" for the plan as a whole."""
    return next((name for name, panels in PERSPECTIVES.items() if not views.docks[panels[0][0]].isHidden()), "")
