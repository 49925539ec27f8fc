"""Every command of the window as one table: menus, toolbar, shortcuts and the shortcuts dialog all come from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QCursor, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QToolButton


class Needs(StrEnum):
    """What must be there for a command to make sense."""

    NOTHING = ""
    PLAN = "plan"  # a register or plan is open
    SELECTION = "selection"  # ... and schools are selected
    CLUSTER = "cluster"  # ... and the selection touches a cluster
    CLUSTERS = "clusters"  # ... two clusters or more


@dataclass(frozen=True)
class Spec:
    """One command. `text` carries its mnemonic; an empty `id` is a separator."""

    id: str
    menu: str
    text: str = ""
    shortcut: str = ""
    icon: str = ""
    tip: str = ""
    needs: Needs = Needs.NOTHING
    on_toolbar: bool = False
    checkable: bool = False
    under: str = ""  # id of the command whose own menu it lies in


def _line(menu: str) -> Spec:
    return Spec("", menu)


_FILE, _EDIT, _CLUSTER, _PLAN, _EXPLORE, _VIEW, _HELP = "&File", "&Edit", "&Clusters", "&Plan", "E&xplore", "&View", "&Help"

# fmt: off
SPECS: Final[tuple[Spec, ...]] = (
    Spec("start", _FILE, "Start pa&ge", "Alt+Home", "map", "Back to the start page"),
    Spec("open_register", _FILE, "Open a &register…", "Ctrl+R", "register", "Open a school register (GIAS extract), or any table of schools"),
    Spec("fetch_register", _FILE, "Get the &current register…", "", "download", "Fetch today's public register of England, after you agree; nothing of your plan is sent"),
    Spec("open_plan", _FILE, "&Open a plan…", "Ctrl+O", "open", "Open a plan file", on_toolbar=True),
    Spec("open_sample", _FILE, "Try the sa&mple county", "", "sample", "Open the made-up sample county around the Wash"),
    _line(_FILE),
    Spec("save", _FILE, "&Save", "Ctrl+S", "save", "Save the plan", Needs.PLAN, True),
    Spec("save_as", _FILE, "Save &as…", "Ctrl+Shift+S", "", "Save the plan under another name", Needs.PLAN),
    Spec("backups", _FILE, "Earlier sa&ves…", "", "", "Open one of the last five saves of this plan", Needs.PLAN),
    _line(_FILE),
    Spec("export", _FILE, "&Export", "Ctrl+E", "export", "Cluster list, workbook, map picture, map for any browser and more", Needs.PLAN, True),
    Spec("export_report", _FILE, "Committee &report (PDF, Word)…", tip="Summary, maps, a page for each partnership, decisions and method, in the council's own style", needs=Needs.PLAN, under="export"),
    Spec("export_reports", _FILE, "Briefs and &letters (PDF, Word)…", tip="For every school, cluster or authority at once: briefs for governors, letters to headteachers, a mail merge", needs=Needs.PLAN, under="export"),
    Spec("export_csv", _FILE, "&Cluster list (CSV)…", tip="One line a school with its cluster, for a spreadsheet or a database", needs=Needs.PLAN, under="export"),
    Spec("export_xlsx", _FILE, "&Workbook (XLSX)…", tip="Clusters, their schools, unplaced schools, checks and rules, a sheet each", needs=Needs.PLAN, under="export"),
    Spec("export_png", _FILE, "Map &picture (PNG)…", tip="A picture of the whole map, for a report or a slide", needs=Needs.PLAN, under="export"),
    Spec("export_pdf", _FILE, "Map to prin&t (PDF)…", tip="The map on a page of A4 size, sharp at any size", needs=Needs.PLAN, under="export"),
    Spec("export_html", _FILE, "Map for any &browser (HTML)…", tip="One file to send on: opens in any browser, needs no network", needs=Needs.PLAN, under="export"),
    Spec("export_geojson", _FILE, "&GeoJSON for other map programs…", tip="Clusters and schools with their figures, for QGIS or the council's own maps", needs=Needs.PLAN, under="export"),
    Spec("export_json", _FILE, "&Summary (JSON)…", tip="The figures of the plan, for other programs", needs=Needs.PLAN, under="export"),
    Spec("export_confidential", _FILE, "Confidential &facts too, in the next export", tip="Puts vacancies, retirements and notes marked so into the next export, if it is a workbook or a summary; never into anything else", needs=Needs.PLAN, checkable=True, under="export"),
    Spec("print", _FILE, "&Print the map…", "Ctrl+P", "print", "Print the map to a PDF, on paper of A4 size", Needs.PLAN),
    Spec("take_idea", _FILE, "Ta&ke over an idea…", "", "merge", "Take the clusters of another plan over, such as a headteacher's idea", Needs.PLAN),
    Spec("bring_relations", _FILE, "&Bring in relations…", "", "must-link", "Bring in your sheet of who works with whom, and of head vacancies", Needs.PLAN),
    Spec("import_report", _FILE, "&Import report", "", "plan", "What was read, rejected and doubtful in the register", Needs.PLAN),
    _line(_FILE),
    Spec("settings", _FILE, "Se&ttings…", "Ctrl+,", "settings", "Look, autosave and time limits"),
    Spec("quit", _FILE, "&Quit", "Ctrl+Q", "", "Close Wolds"),
    Spec("undo", _EDIT, "&Undo", "Ctrl+Z", "undo", "Take back the last edit", Needs.PLAN, True),
    Spec("redo", _EDIT, "&Redo", "Ctrl+Shift+Z", "redo", "Do again what was taken back", Needs.PLAN, True),
    _line(_EDIT),
    Spec("move", _EDIT, "&Move to a cluster…", "Ctrl+M", "move", "Move the selected schools to a cluster", Needs.SELECTION, True),
    Spec("remove", _EDIT, "Take &out of the cluster", "Ctrl+Del", "", "Leave the selected schools without a cluster", Needs.SELECTION),
    Spec("lock_school", _EDIT, "&Lock the schools", "Ctrl+L", "lock", "Hold the selected schools where they are, or let them go", Needs.SELECTION, True),
    Spec("note_school", _EDIT, "&Note on the school…", "Ctrl+Shift+N", "note", "Write a note on the selected school", Needs.SELECTION),
    Spec("keep_apart", _EDIT, "Keep &apart…", "", "", "Add a rule: two selected schools never share a cluster", Needs.SELECTION),
    Spec("must_link", _EDIT, "Keep to&gether…", "", "", "Add a rule: two selected schools always share a cluster", Needs.SELECTION),
    Spec("travel_pair", _EDIT, "&Travel between the two…", "", "", "Say what the travel between two schools really is", Needs.SELECTION),
    Spec("include", _EDIT, "Count &in", "", "", "Place the selected schools although the filter leaves them out", Needs.SELECTION),
    Spec("optional", _EDIT, "Let &join (optional)", "", "", "The selected schools may join a cluster, but need not", Needs.SELECTION),
    Spec("exclude", _EDIT, "Lea&ve out…", "", "", "Leave the selected schools out of the plan", Needs.SELECTION),
    _line(_EDIT),
    Spec("copy", _EDIT, "&Copy schools", "Ctrl+C", "copy", "Copy the selected rows for a spreadsheet", Needs.SELECTION),
    Spec("select_all", _EDIT, "&Select all to be placed", "Ctrl+Shift+A", "", "Select every school that is to be placed", Needs.PLAN),
    Spec("rectangle", _EDIT, "S&elect in a rectangle", "", "", "Drag a rectangle over the map; Shift and drag does so at any time", Needs.PLAN, checkable=True),
    Spec("lasso", _EDIT, "Select by &drawing around", "", "", "Draw around schools on the map; Alt and drag does so at any time", Needs.PLAN, checkable=True),
    Spec("select_none", _EDIT, "Select not&hing", "Ctrl+Shift+D", "", "Clear the selection", Needs.PLAN),
    Spec("find", _EDIT, "&Find a school or place", "Ctrl+F", "search", "Type a school, village, URN or postcode", Needs.PLAN),
    Spec("go_to", _EDIT, "Go to a &point…", "Ctrl+G", "", "Go to an easting and northing, grid reference or school", Needs.PLAN),
    Spec("new_cluster", _CLUSTER, "&New cluster from selection", "Ctrl+N", "new", "Make a cluster of the selected schools", Needs.SELECTION, True),
    Spec("merge", _CLUSTER, "&Merge clusters", "Ctrl+J", "merge", "Make one cluster of those selected", Needs.CLUSTERS),
    Spec("split", _CLUSTER, "S&plit off the selection", "Ctrl+K", "split", "Make the selected schools a cluster of their own", Needs.CLUSTER),
    Spec("dissolve", _CLUSTER, "&Dissolve", "Ctrl+Shift+K", "", "Leave the cluster's schools without a cluster", Needs.CLUSTER),
    _line(_CLUSTER),
    Spec("rename", _CLUSTER, "&Rename…", "Ctrl+F2", "", "Give the cluster another name", Needs.CLUSTER),
    Spec("recolour", _CLUSTER, "Next &colour", "", "", "Give the cluster another colour", Needs.CLUSTER),
    Spec("lead", _CLUSTER, "Make it the l&ead school", "Ctrl+Shift+L", "star", "The selected school leads its cluster", Needs.CLUSTER),
    Spec("note_cluster", _CLUSTER, "N&ote on the cluster…", "", "", "Write a note on the cluster", Needs.CLUSTER),
    Spec("partnership", _CLUSTER, "The par&tnership", "Ctrl+Alt+P", "cluster", "Who leads the cluster, its model, actions, measures and money", Needs.PLAN),
    Spec("brief", _CLUSTER, "&Brief for governors…", "", "note", "Two pages for the governors of the selected school, or of the schools of the cluster", Needs.SELECTION),
    Spec("dashboard", _CLUSTER, "Ho&w all partnerships are doing", "Ctrl+Alt+D", "dashboard", "The county at a glance: coverage, models, stages, what is missing, reviews, spending", Needs.PLAN),
    Spec("relations", _CLUSTER, "E&xisting relations", "Ctrl+Alt+R", "must-link", "Federations, trusts, collaborations: which the plan keeps and breaks", Needs.PLAN),
    Spec("lock_cluster", _CLUSTER, "&Lock the cluster", "Ctrl+Alt+L", "", "The cluster gains and loses nothing, or lets go", Needs.CLUSTER),
    Spec("lock_all", _CLUSTER, "Lock &all clusters", "", "", "Hold every cluster as it is", Needs.PLAN),
    Spec("unlock_all", _CLUSTER, "&Unlock everything", "", "", "Lift every lock", Needs.PLAN),
    Spec("propose", _PLAN, "&Propose clusters", "F5", "propose", "Work out clusters under the rules; locked ones stay", Needs.PLAN, True),
    Spec("stop", _PLAN, "&Stop", "Escape", "", "Stop the work that is under way"),
    _line(_PLAN),
    Spec("travel", _PLAN, "&Travel by", "", "", "What the travel between schools is measured by: straight lines, roads, a table or a server of your own", Needs.PLAN),
    Spec("travel_straight", _PLAN, "&Straight line (estimate)", tip="As the crow flies; minutes are an estimate", needs=Needs.PLAN, checkable=True, under="travel"),
    Spec("travel_roads", _PLAN, "&Roads of a file…", tip="An OpenStreetMap extract (.osm.pbf) or the GeoPackage of OS Open Roads, read on this computer", needs=Needs.PLAN, checkable=True, under="travel"),
    Spec("travel_table", _PLAN, "A &travel table…", tip="A CSV or a workbook (XLSX, XLS, ODS) with URN_a, URN_b and km, metres or minutes", needs=Needs.PLAN, checkable=True, under="travel"),
    Spec("travel_server", _PLAN, "A routing ser&ver…", tip="OSRM, OpenRouteService or Valhalla of your council's own: positions of schools are sent to it", needs=Needs.PLAN, checkable=True, under="travel"),
    Spec("travel_valhalla", _PLAN, "Val&halla on this computer…", tip="The routing engine Valhalla on tiles of your own, where it is installed: nothing leaves this computer", needs=Needs.PLAN, checkable=True, under="travel"),
    Spec("travel_sample", _PLAN, "Roads of the sa&mple county", tip="Invented roads with one bridge and one ferry, to try travel by road", needs=Needs.PLAN, checkable=True, under="travel"),
    Spec("travel_speeds", _PLAN, "S&peeds by class of road…", tip="How fast is driven on A roads, lanes and streets: minutes by road rest on it", needs=Needs.PLAN, under="travel"),
    Spec("refresh", _PLAN, "Go &on with a newer register…", "", "register", "What a newer register opens, closes and changes, and the plan taken there as one step", Needs.PLAN),
    Spec("registers", _PLAN, "&Earlier registers…", "", "history", "On which registers the plan has stood: what changed, the list brought out, back to one", Needs.PLAN),
    Spec("calibrate", _PLAN, "&Calibrate the estimate…", tip="How well the straight line does beside roads or a table, figures fitted to them, and which clusters would break", needs=Needs.PLAN, under="travel"),
    _line(_PLAN),
    Spec("duplicate_scenario", _PLAN, "&Duplicate the scenario…", "", "scenario", "Try something else without losing this", Needs.PLAN),
    Spec("rename_scenario", _PLAN, "Re&name the scenario…", "", "", "Give the scenario another name", Needs.PLAN),
    Spec("merge_plan", _PLAN, "Mer&ge another plan…", "", "merge", "What another officer's plan says otherwise, each to be taken or left, as one step", Needs.PLAN),
    Spec("bring_back", _PLAN, "&Bring back an edited workbook…", "", "note", "What a colleague changed in a workbook or list of this plan, each to be taken or left, as one step", Needs.PLAN),
    Spec("remove_scenario", _PLAN, "Re&move the scenario…", "", "", "Take the scenario out of the plan file", Needs.PLAN),
    _line(_PLAN),
    Spec("open_rules", _PLAN, "&Load rules…", "", "", "Read rules from a rules document", Needs.PLAN),
    Spec("save_rules", _PLAN, "Sa&ve rules…", "", "", "Write the rules as a document for others and for the command line", Needs.PLAN),
    Spec("explain", _EXPLORE, "&Why here? Why not?", "Ctrl+I", "help", "Why the selected school is in its cluster, or in none, and what would change that", Needs.SELECTION, True),
    Spec("explain_plan", _EXPLORE, "Which change places &most?", "", "rules", "Which single small change of the rules places most schools", Needs.PLAN),
    Spec("near_misses", _EXPLORE, "&Near misses", "", "", "Pairs, clusters and possible groups just outside a rule", Needs.PLAN),
    Spec("sensitivity", _EXPLORE, "&Sensitivity…", "", "", "What another limit, size, floor or a fall in roll would make of the plan", Needs.PLAN),
    Spec("alternatives", _EXPLORE, "&Alternatives…", "", "scenario", "Several good plans side by side, each with its cost against the best", Needs.PLAN),
    Spec("road_gaps", _EXPLORE, "Where &roads go round…", "", "", "Pairs of schools that are near by the straight line and far by road, and how schools meet the road", Needs.PLAN),
    Spec("school_before", _EXPLORE, "In &earlier registers…", "", "history", "What each register that the plan has stood on says of the selected school: its roll then and now", Needs.SELECTION),
    Spec("compare", _EXPLORE, "&Compare plans…", "Ctrl+Shift+C", "compare", "Scenarios, other plan files and today's federations side by side", Needs.PLAN),
    _line(_EXPLORE),
    Spec("partners", _EXPLORE, "&Find partners for my school", "Ctrl+Shift+P", "school", "Who is near and alike, what a group would be, and an idea to save"),
    Spec("church", _EXPLORE, "C&hurch and community", "Ctrl+Shift+H", "church", "Dioceses, whom to ask for which partnership, pairs, and three policies side by side"),
    Spec("zoom_in", _VIEW, "Zoom &in", "Ctrl++", "zoom-in", "Come closer", Needs.PLAN),
    Spec("zoom_out", _VIEW, "Zoom &out", "Ctrl+-", "zoom-out", "Go further away", Needs.PLAN),
    Spec("fit", _VIEW, "&Fit the plan", "Ctrl+0", "fit", "Show every school that matters", Needs.PLAN, True),
    Spec("fit_selection", _VIEW, "Fit the &selection", "Ctrl+Shift+0", "", "Show the selected schools", Needs.SELECTION),
    Spec("measure", _VIEW, "&Measure a distance", "Ctrl+D", "measure", "Click two points on the map", Needs.PLAN, True, True),
    Spec("barrier", _VIEW, "Draw a &barrier", "Ctrl+B", "barrier", "Draw a line that cannot be crossed: an estuary, a river without a bridge", Needs.PLAN),
    Spec("route", _VIEW, "Road &route of two schools", "Ctrl+Alt+W", "", "While this is on, the road between two selected schools is drawn, there and back, with km and minutes", Needs.PLAN, checkable=True),
    Spec("reach", _VIEW, "&What the school reaches by road", "", "", "The roads and the area that a selected school reaches, there and back", Needs.PLAN),
    Spec("reach_cap", _VIEW, "Within the travel &limit", tip="What the selected school reaches by road within the limit of the rules", needs=Needs.SELECTION, under="reach"),
    Spec("reach_10", _VIEW, "Within &10 minutes", tip="What the selected school reaches by road within 10 minutes", needs=Needs.SELECTION, under="reach"),
    Spec("reach_20", _VIEW, "Within &20 minutes", tip="What the selected school reaches by road within 20 minutes", needs=Needs.SELECTION, under="reach"),
    Spec("reach_30", _VIEW, "Within &30 minutes", tip="What the selected school reaches by road within 30 minutes", needs=Needs.SELECTION, under="reach"),
    Spec("reach_none", _VIEW, "&Nothing", tip="Take the route or the area off the map", needs=Needs.PLAN, under="reach"),
    Spec("by_kind", _VIEW, "&Colour by character and type", "Ctrl+Shift+T", "", "Colours say the type of each school, shapes its character; else colours say the cluster", Needs.PLAN, checkable=True),
    Spec("outlines", _VIEW, "&Attach boundaries…", "", "", "Show outlines from a GeoJSON file of authorities", Needs.PLAN),
    _line(_VIEW),
    Spec("next_panel", _VIEW, "&Next panel", "F6", "", "Take the keyboard to the next panel", Needs.PLAN),
    Spec("previous_panel", _VIEW, "Pre&vious panel", "Shift+F6", "", "Take the keyboard to the panel before", Needs.PLAN),
    Spec("shortcuts", _HELP, "&Keyboard shortcuts", "F1", "", "Every command and its keys"),
    Spec("open_log", _HELP, "Open the &log file", "", "", "Where Wolds writes what went wrong"),
    Spec("about", _HELP, "&About Wolds", "", "", "Version, licences and data credits"),
)
# fmt: on
_OTHER_KEYS: Final = {"redo": ("Ctrl+Y",)}  # what other programs have taught; menus show the first
_IN_WORDS: Final = ("propose",)  # what most people look for first
MENUS: Final = (_FILE, _EDIT, _CLUSTER, _PLAN, _EXPLORE, _VIEW, _HELP)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


def words_of(spec: Spec) -> str:
    """What a command is called, with its mnemonic: "&Undo", whatever there is to undo."""
    return _tr(spec.text)


class Actions:
    """The window's actions by id, and their enabling."""

    def __init__(self, parent: QObject) -> None:
        self._specs = {spec.id: spec for spec in SPECS if spec.id}
        self._actions = {spec.id: _made(spec, parent) for spec in SPECS if spec.id}

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def items(self) -> Iterable[tuple[Spec, QAction]]:
        """Every command with its action, in the order of the table."""
        return ((self._specs[name], action) for name, action in self._actions.items())

    def fill_menus(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Add the menus; gives them by their English title."""
        menus = {title: bar.addMenu(_tr(title)) for title in MENUS}
        for spec in SPECS:
            if not spec.id:
                menus[spec.menu].addSeparator()
            elif spec.under:
                self._menu_under(spec.under, bar).addAction(self._actions[spec.id])
            else:
                menus[spec.menu].addAction(self._actions[spec.id])
        return {title.replace("&", ""): menu for title, menu in menus.items()}

    def _menu_under(self, name: str, bar: QMenuBar) -> QMenu:
        """The menu that a command opens. Its own key opens it too, beneath its button."""
        action = self._actions[name]
        menu = action.menu()
        if isinstance(menu, QMenu):
            return menu
        made = QMenu(bar)
        made.setToolTipsVisible(True)
        action.setMenu(made)
        action.triggered.connect(lambda: _open_beneath(action, made))
        return made

    def fill_toolbar(self, bar: QToolBar) -> None:
        """Add the commands that stand on the toolbar."""
        last = ""
        for spec in SPECS:
            if spec.on_toolbar:
                if last and last != spec.menu:
                    bar.addSeparator()
                bar.addAction(self._actions[spec.id])
                button = bar.widgetForAction(self._actions[spec.id])
                if spec.id in _IN_WORDS and isinstance(button, QToolButton):
                    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                if self._actions[spec.id].menu() and isinstance(button, QToolButton):
                    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
                last = spec.menu

    def enable(self, met: frozenset[Needs]) -> None:
        """Enable each command whose need is met."""
        for name, spec in self._specs.items():
            if name not in ("undo", "redo", "stop"):
                self._actions[name].setEnabled(spec.needs in met)

    def set_icons(self, icon: object) -> None:
        """Give the actions their icons: `icon(name)` makes one in the colours of the theme."""
        for name, spec in self._specs.items():
            if spec.icon and callable(icon):
                self._actions[name].setIcon(icon(spec.icon))


def _open_beneath(action: QAction, menu: QMenu) -> None:
    """Show a menu beneath its command's button, else at the pointer, the first entry ready for the keyboard."""
    buttons = [one for one in action.associatedObjects() if isinstance(one, QToolButton) and one.isVisible()]
    menu.popup(buttons[0].mapToGlobal(buttons[0].rect().bottomLeft()) if buttons else QCursor.pos())
    menu.setActiveAction(menu.actions()[0])


def _made(spec: Spec, parent: QObject) -> QAction:
    action = QAction(_tr(spec.text), parent)
    action.setObjectName(spec.id)
    action.setCheckable(spec.checkable)
    tip = _tr(spec.tip)
    if spec.shortcut:
        action.setShortcuts([QKeySequence(keys) for keys in (spec.shortcut, *_OTHER_KEYS.get(spec.id, ()))])
        tip = f"{tip} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})"
    action.setToolTip(tip)
    action.setStatusTip(_tr(spec.tip))
    return action
