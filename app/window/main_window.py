"""The main window: puts the views together and passes news between the document and them. Work is done by the controllers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QThreadPool, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QUndoGroup
from PySide6.QtWidgets import QApplication, QMainWindow, QToolBar, QWidget

from wolds.app.document import PlanDocument
from wolds.app.home import settings_file
from wolds.app.settings import Settings, load_settings, save_settings
from wolds.app.window import layout
from wolds.app.window.actions import Actions, Needs
from wolds.app.window.alternatives import AlternativesController
from wolds.app.window.church import ChurchController
from wolds.app.window.comparing import CompareController
from wolds.app.window.dashboard import DashboardController
from wolds.app.window.desk import Desk
from wolds.app.window.editing import EditController
from wolds.app.window.explaining import ExplainController
from wolds.app.window.exporting import ExportController
from wolds.app.window.feedback import Feedback
from wolds.app.window.fetching import FetchController
from wolds.app.window.files import FileController
from wolds.app.window.finding import FindController
from wolds.app.window.former_registers import FormerRegistersController
from wolds.app.window.help import HelpController
from wolds.app.window.many_reports import ManyReportsController
from wolds.app.window.mapping import MapController
from wolds.app.window.merging import MergeController
from wolds.app.window.panels import PanelController, PanelTitle
from wolds.app.window.papers import PaperController
from wolds.app.window.partnering import PartnershipController
from wolds.app.window.partners import PartnersController
from wolds.app.window.proposing import ProposalController
from wolds.app.window.recovering import RecoveryController
from wolds.app.window.refreshing import RefreshController
from wolds.app.window.relating import RelationsController
from wolds.app.window.reporting import ReportController
from wolds.app.window.road_looking import RoadsLookController
from wolds.app.window.roading import RoadsController
from wolds.app.window.ruling import RulesController
from wolds.app.window.saving import SaveController
from wolds.app.window.scenarios import ScenarioController
from wolds.app.window.showing import ShowController
from wolds.app.window.status import StatusController
from wolds.app.window.sweeping import SweepController
from wolds.app.window.taking import IdeaController
from wolds.app.window.travelling import TravelController
from wolds.app.window.turns import Turns
from wolds.widgets.icons import icon
from wolds.widgets.map.basemap import built_in_base_map
from wolds.widgets.schools.filters import SchoolFilter, Show
from wolds.widgets.theme import apply_theme, colours_of

_FIRST_SIZE: Final = (1280, 800)
_ROOM_FOR_LEGEND: Final = 900  # pixels of map beside which an open legend hides nothing


class MainWindow(QMainWindow):
    """The window of Wolds."""

    def __init__(self) -> None:
        super().__init__()
        self.settings: Settings = load_settings(settings_file())
        self._closing = self._has_ground = False
        self.setWindowTitle("Wolds")
        self.setAcceptDrops(True)
        self.resize(*_FIRST_SIZE)
        apply_theme(_application(), self.settings.theme)
        self.document = PlanDocument(self)
        self.commands = Actions(self)
        self.views = layout.build_views(self, self.document.undo_group)
        self.feedback = Feedback(self, self.views.banner)
        self._make_menus()
        self.turns = Turns(self)  # views come before controllers: these say more of what is shown
        self.showing = ShowController(self.document, self.views, self.turns, self._enable)
        self._make_controllers()
        self._connect_document()
        self._connect_views()
        self._restore_layout()
        self._dress()
        self.show_start()

    # Putting together --------------------------------------------------------------------------------------------

    def _make_menus(self) -> None:
        self.menus = self.commands.fill_menus(self.menuBar())
        self.toolbar = QToolBar(self.tr("Main toolbar"), self)
        self.toolbar.setObjectName("toolbar")
        self.toolbar.setMovable(False)
        self.commands.set_icons(icon)
        self.commands.fill_toolbar(self.toolbar)
        self.addToolBar(self.toolbar)

    def _make_controllers(self) -> None:
        desk = self.desk = Desk(
            self, self.document, self.commands, self.feedback, self.views, StatusController(self, self.document),
            self.toolbar, lambda: self.settings, self.use_settings, self.show_plan, self.show_page, self.turns,
        )  # fmt: skip
        self.editing = EditController(desk)
        self.rules = RulesController(desk, self.editing)
        self.proposing = ProposalController(desk)
        self.explaining = ExplainController(desk, self.editing, self.proposing)
        self.partnering = PartnershipController(desk, self.editing)
        self.dashboard = DashboardController(desk, self.editing, self.partnering)
        self.alternatives = AlternativesController(desk, self.proposing)
        self.comparing = CompareController(desk)
        self.merging = MergeController(desk, self.editing)
        self.sweeping = SweepController(desk, self.editing, self.proposing)
        self.scenarios = ScenarioController(desk)
        self.saving = SaveController(desk)
        self.files = FileController(desk, self.saving)
        self.recovering = RecoveryController(desk, self.saving)
        self.refreshing = RefreshController(desk, self.files)
        self.fetching = FetchController(desk, self.files, self.refreshing)
        self.former_registers = FormerRegistersController(desk)
        self.exporting = ExportController(desk)
        self.reporting = ReportController(desk)
        self.finding = FindController(desk)
        self.relating = RelationsController(desk, self.editing, self.finding)
        self.taking = IdeaController(desk, self.editing, self.files.open_any)
        self.partners = PartnersController(desk, self.finding, self.saving, partial(self._arrange, "partners"))
        self.church = ChurchController(desk, self.editing, partial(self._arrange, "church"))
        self.papers = PaperController(desk)
        self.many_reports = ManyReportsController(desk, self.papers)
        self.mapping = MapController(desk, self.editing)
        self.travelling = TravelController(desk)
        self.roads = RoadsController(desk)
        self.road_looking = RoadsLookController(desk, self.roads, self.travelling)
        self.help = HelpController(desk)
        self.mapping.fill_layers(self.menus["View"].addMenu(self.tr("On t&he map")))
        self.panels = PanelController(self, self.views.docks, self.views.map, self._panels_as_at_first)
        self.panels.fill(self.menus["View"].addMenu(self.tr("&Panels")))
        leaving = {"partners": self.partners.leave, "group": self.partners.leave, "church": self.church.leave}
        for name, leave in leaving.items():  # no panel of a perspective makes sense alone
            title = self.views.docks[name].titleBarWidget()
            assert isinstance(title, PanelTitle)
            title.close_wanted.connect(leave)

    def _connect_document(self) -> None:
        document = self.document
        document.edited.connect(self.feedback.say)
        document.clean_changed.connect(lambda clean: self.setWindowModified(not clean))
        group: QUndoGroup = document.undo_group
        undo, redo = self.commands["undo"], self.commands["redo"]
        steps = ((undo, group.canUndoChanged, group.undoTextChanged), (redo, group.canRedoChanged, group.redoTextChanged))
        for action, able, text in steps:
            action.setEnabled(False)
            able.connect(action.setEnabled)
            text.connect(lambda what, action=action: _name_step(action, what))
        undo.triggered.connect(lambda: group.undo())
        redo.triggered.connect(lambda: group.redo())

    def _connect_views(self) -> None:
        self.views.start.file_dropped.connect(lambda name: self._take_dropped(Path(name)))
        for view in self.views.of_plan:
            view.selection_requested.connect(self.document.select)
            if hasattr(view, "edit_requested"):
                view.edit_requested.connect(self.editing.do)
            if hasattr(view, "zoom_requested"):
                view.zoom_requested.connect(self.views.map.fit)
            if hasattr(view, "menu_requested"):
                view.menu_requested.connect(self.editing.show_menu)
            if hasattr(view, "set_impact"):
                view.set_impact(self.editing.impact)
        self.commands["next_panel"].triggered.connect(lambda: self.panels.go(1))
        self.commands["previous_panel"].triggered.connect(lambda: self.panels.go(-1))
        self.commands["copy"].triggered.connect(lambda: self.views.schools.copy_rows())
        self.commands["start"].triggered.connect(lambda: self.show_start())
        self.views.start.back_requested.connect(self.show_plan)
        self.commands["quit"].triggered.connect(lambda: self.close())

    # News --------------------------------------------------------------------------------------------------------

    def _enable(self) -> None:
        met = {Needs.NOTHING}
        if self.document.is_open:
            met.add(Needs.PLAN)
            touched = {self.document.plan.cluster_of.get(urn) for urn in self.document.selection} - {None}
            met |= {Needs.SELECTION} if self.document.selection else set()
            met |= {Needs.CLUSTER} if touched else set()
            met |= {Needs.CLUSTERS} if len(touched) > 1 else set()
        self.commands.enable(frozenset(met))

    def show_start(self) -> None:
        """The start page; an open plan stays open behind it."""
        self.recovering.offer()
        self.views.start.set_plan_open(self.document.is_open)
        self.show_page(self.views.start)

    def show_page(self, page: QWidget) -> None:
        """A page that fills the window."""
        self._keep_docks()
        self.views.pages.setCurrentWidget(page)
        layout.show_docks(self.views, False)
        page.setFocus()
        self._enable()

    def show_plan(self) -> None:
        """The map with its docks."""
        if self.views.pages.currentWidget() is self.views.map or not self.document.is_open:
            return
        self.views.pages.setCurrentWidget(self.views.map)
        if not self._has_ground:
            self._has_ground = True
            self.views.map.set_base_map(built_in_base_map())
        self._show_docks()
        QTimer.singleShot(0, self._fit_first)
        self.views.map.setFocus()
        self._enable()

    def _show_docks(self) -> None:
        layout.show_docks(self.views, True)
        if not self._restore_docks():
            layout.set_sizes(self, self.views)
        self.proposing.show_dock()

    def _arrange(self, perspective: str, shown: bool) -> None:
        if shown and layout.perspective_of(self.views) != perspective:
            self._keep_docks()
            layout.show_perspective(self, self.views, perspective)
        elif not shown:
            self._show_docks()
            self.views.map.setFocus()

    def _fit_first(self) -> None:
        """Once the panels have their places, the map knows its size."""
        self.views.map.set_legend_open(self.views.map.width() >= _ROOM_FOR_LEGEND)
        self.views.map.fit(None)

    # The window itself -------------------------------------------------------------------------------------------

    def _restore_layout(self) -> None:
        if self.settings.window_geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.settings.window_geometry.encode()))
        if self.settings.table_state:
            self.views.schools.restore_state(_bytes(self.settings.table_state))
        if self.settings.tree_state:
            self.views.clusters.restore_state(_bytes(self.settings.tree_state))
        self.views.schools.filter_by(SchoolFilter(show=Show.TAKING_PART))

    def _restore_docks(self) -> bool:
        state = self.settings.window_state
        return bool(state) and self.restoreState(QByteArray.fromBase64(state.encode()))

    def _panels_as_at_first(self) -> None:
        layout.show_docks(self.views, False)  # one above the other, as they are before they are tabs, they are too tall
        layout.put_in_place(self, self.views)
        layout.show_docks(self.views, True)
        layout.set_sizes(self, self.views)
        self.proposing.show_dock()

    def _keep_docks(self) -> None:
        """Docks stand as they were left, but only as they stand round a map."""
        if self.isVisible() and self.views.pages.currentWidget() is self.views.map and not layout.perspective_of(self.views):
            self.settings = self.settings.model_copy(update={"window_state": _text(self.saveState())})

    def use_settings(self, settings: Settings) -> None:
        """Take and keep other settings."""
        look_changed = settings.theme != self.settings.theme
        self.settings = settings
        self.saving.set_autosave_seconds(settings.autosave_seconds)
        if look_changed:
            apply_theme(_application(), settings.theme)
            self._dress()
        try:
            save_settings(settings, settings_file())
        except OSError as error:
            self.feedback.ask(self.tr("The settings could not be kept: {why}").format(why=error), tone="warning")

    def _dress(self) -> None:
        self.views.map.set_dark(colours_of(self.palette()).is_dark)

    def changeEvent(self, event: QEvent) -> None:
        """The map follows the theme, also when the desktop changes it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "views"):
            self._dress()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Unsaved work is asked about first."""
        if self.saving.is_settled or self._closing:
            self._leave()
            event.accept()
        else:
            event.ignore()
            self.saving.unless_unsaved(self._close_now)

    def _close_now(self) -> None:
        self._closing = True
        self.close()

    def _leave(self) -> None:
        self._keep_docks()
        table, tree = (_text(QByteArray(view.save_state())) for view in (self.views.schools, self.views.clusters))
        update = {"window_geometry": _text(self.saveGeometry()), "table_state": table, "tree_state": tree}
        self.use_settings(self.settings.model_copy(update=update))
        self.proposing.stop()
        lookers = (self.comparing, self.merging, self.partners, self.relating, self.taking, self.church)
        writers = (self.reporting, self.papers)
        fetchers = (self.refreshing, self.fetching, self.roads, self.road_looking, self.files.tables)
        for asking in (self.explaining, self.sweeping, self.alternatives, *fetchers, *lookers, *writers):
            asking.stop()
        self.saving.leave()
        QThreadPool.globalInstance().waitForDone(5_000)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere."""
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        event.acceptProposedAction()
        first, *others = (Path(url.toLocalFile()) for url in event.mimeData().urls())
        self._take_dropped(first)
        if others:
            left = self.tr("Of the files dropped only {name} is taken. Drop the others one at a time.")
            self.feedback.ask(left.format(name=first.name))

    def _take_dropped(self, path: Path) -> None:
        """An edited workbook, a sheet of relations, an idea, rules or roads may go into the open plan; all else is opened."""
        if self.merging.takes(path):
            self.merging.read(path)
        elif self.relating.takes(path):
            self.relating.read(path, self.files.open_any)
        elif self.taking.takes(path):
            self.taking.ask_what(path)
        elif self.rules.takes(path):
            self.show_plan()
            self.rules.load(path)
        elif self.travelling.takes(path):
            self.show_plan()
            self.travelling.read_roads(path)
        else:
            self.files.open_any(path)


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def _bytes(text: str) -> bytes:
    return bytes(QByteArray.fromBase64(text.encode()).data())


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode()


def _name_step(action: object, what: str) -> None:
    from PySide6.QtGui import QAction

    assert isinstance(action, QAction)
    base = action.text().split(":")[0]
    action.setText(f"{base}: {what}" if what else base)
