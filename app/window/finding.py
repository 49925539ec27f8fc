"""Finding a school or a place by careless typing, and going to a point."""

from __future__ import annotations

from PySide6.QtCore import QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QSizePolicy, QToolBar, QWidget

from wolds.app.document import Scene
from wolds.app.jobs import Job
from wolds.app.window.desk import Desk
from wolds.clustering.eligibility import at_home
from wolds.geo.places import Match, SchoolFinder, point_of
from wolds.geo.schools import BoolArray, Schools
from wolds.widgets.dialogs import GoToDialog, Place

_AS_MANY = 12
_WIDE = 460  # pixels: a name, its place and postcode


class FindController(QObject):
    """Looks after the search box at the end of the toolbar."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        window, document, actions, bar = desk.window, desk.document, desk.actions, desk.toolbar
        self._window, self._document, self._feedback, self._views = window, document, desk.feedback, desk.views
        self._show_plan = desk.show_plan
        self._schools: Schools | None = None
        self._finder: SchoolFinder | None = None
        self._scene: Scene | None = None
        self._home: BoolArray | None = None
        self._matches: dict[str, Match] = {}
        self.box = QLineEdit(window)
        self._list = QStringListModel(self)
        self._make_box(bar)
        document.scene_replaced.connect(self._show_scene)
        actions["find"].triggered.connect(lambda: self.start())
        actions["go_to"].triggered.connect(lambda: self.ask_place())

    def _make_box(self, bar: QToolBar) -> None:
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        self.box.setPlaceholderText(self.tr("Find a school, village, URN, postcode …"))
        self.box.setAccessibleName(self.tr("Find a school or place"))
        self.box.setToolTip(self.tr("A name, village, URN, postcode, grid reference, or easting and northing (Ctrl+F)"))
        self.box.setClearButtonEnabled(True)
        self.box.setFixedWidth(270)
        self.box.setEnabled(False)
        completer = QCompleter(self._list, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_AS_MANY)
        popup = completer.popup()
        assert popup is not None
        popup.setMinimumWidth(_WIDE)
        completer.activated.connect(self._take)
        self.box.setCompleter(completer)
        self.box.textEdited.connect(self._suggest)
        self.box.returnPressed.connect(self._take_first)
        bar.addWidget(self.box)

    def _show_scene(self, scene: Scene) -> None:
        self.box.setEnabled(True)
        self._scene, self._home = scene, None
        if scene.schools is not self._schools:
            self._schools, self._finder = scene.schools, None
            job = Job(self.tr("Learning the names"), lambda _: (scene.schools, SchoolFinder(scene.schools)), self)
            job.succeeded.connect(self._take_finder)
            job.start()

    def _take_finder(self, made: tuple[Schools, SchoolFinder]) -> None:
        if made[0] is self._schools:
            self._finder = made[1]

    def ask_place(self) -> None:
        """Where to go: a school, a village, a grid reference or an easting and northing."""
        dialog = GoToDialog(self._places, self._window)
        dialog.place_chosen.connect(self._go)
        dialog.open()

    def _places(self, text: str) -> list[Place]:
        schools, found = self._document.schools, []
        if point := point_of(text):
            found.append(Place(self.tr("The point"), *point))
        for match in self.find(text):
            row = schools.position(match.urn)
            if schools.has_point[row]:
                found.append(Place(match.label, float(schools.easting[row]), float(schools.northing[row]), urn=match.urn))
        return found

    def _go(self, place: Place) -> None:
        self._show_plan()
        if place.urn is not None:
            self._document.select(frozenset((place.urn,)))
        self._views.map.go_to(place.easting, place.northing, "" if place.urn else place.name)

    def start(self) -> None:
        """Put the keyboard into the search box."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def find(self, text: str) -> tuple[Match, ...]:
        """The schools that a carelessly typed text may mean, the likeliest first."""
        if self._finder is None and self._schools is not None:
            self._finder = SchoolFinder(self._schools)
        if self._finder is None or len(text.strip()) < 2:
            return ()
        return self._finder.find(text, _AS_MANY, self._own())

    def _own(self) -> BoolArray | None:
        """The schools that go before namesakes elsewhere."""
        if self._home is None and self._scene is not None:
            self._home = at_home(self._scene.schools, self._scene.plan.eligibility, self._scene.standing)
        return self._home

    def _suggest(self, text: str) -> None:
        found = self.find(text)
        self._matches = {match.label: match for match in found}
        self._list.setStringList(list(self._matches))

    def _take_first(self) -> None:
        text = self.box.text()
        if text in self._matches:
            return  # the list has taken it already
        point = point_of(text)
        if point is not None:
            self._show_plan()
            self._views.map.go_to(*point, text)
            self._views.map.setFocus()
            self._feedback.say(self.tr("Easting {e:.0f}, northing {n:.0f}").format(e=point[0], n=point[1]))
        elif self._matches:
            self._take(next(iter(self._matches)))
        else:
            self._feedback.say(self.tr("Nothing is called {text}.").format(text=text))

    def _take(self, label: str) -> None:
        match = self._matches.get(label)
        if match is None:
            return
        self._show_plan()
        self.box.setCursorPosition(0)  # the beginning of a long name says more than its end
        self._document.select(frozenset((match.urn,)))
        self._views.map.setFocus()  # so that the next keys are about the school, not about the text
        row = self._document.schools.position(match.urn)
        if self._document.schools.has_point[row]:
            schools = self._document.schools
            self._views.map.fly_to(float(schools.easting[row]), float(schools.northing[row]))
        else:
            self._feedback.say(
                self.tr("{name} has no point on the map.").format(name=self._document.schools.name_of(match.urn))
            )
