"""A tiny county on the map, with the events that a mouse would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import Eligibility, Standing, standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import Rules
from wolds.geo.schools import Schools
from wolds.widgets.map.view import MapView

# Two clusters of three, five kilometres apart, one unplaced school, one too large, one without a point.
ROWS = [
    (900001, "Ashby & <b>Bold</b> Primary", 500_000, 350_000, 40, "Church of England", "F1"),
    (900002, "Burton Primary", 502_000, 350_500, 90, "Does not apply", "F1"),
    (900003, "Claxby Primary", 501_000, 352_000, 120, "", ""),
    (900004, "Dalby Primary", 510_000, 350_000, 60, "Does not apply", ""),
    (900005, "Elsham Primary", 512_000, 350_500, 75, "Jewish", ""),
    (900006, "Fulletby Primary", 511_000, 352_000, 110, "Church of England", ""),
    (900007, "Goxhill Primary", 505_500, 357_000, 30, "Does not apply", ""),
    (900008, "Horncastle Primary", 505_500, 344_000, 400, "Does not apply", ""),
    (900009, "Ingham Primary", None, None, 50, "Does not apply", ""),
]


def schools_of(rows: Sequence[tuple[object, ...]] = ROWS) -> Schools:
    names = ["urn", "name", "easting", "northing", "roll", "religious_character", "federation_code"]
    frame = pd.DataFrame(list(rows), columns=names)
    return Schools.from_frame(frame.assign(status="Open", phase="Primary", la_code="990"))


def plan_of_two(rules: Rules | None = None, locked: bool = False) -> Plan:
    clusters = {
        "C001": Cluster("C001", 1, "West", (900001, 900002, 900003), 0),
        "C002": Cluster("C002", 2, "East", (900004, 900005, 900006), 1, locked=locked),
    }
    return plan_with(clusters, Plan(rules=rules or Rules()))


@dataclass
class County:
    schools: Schools
    standing: Standing
    plan: Plan
    scoreboard: Scoreboard

    @classmethod
    def of(cls, plan: Plan, rows: Sequence[tuple[object, ...]] = ROWS) -> County:
        schools = schools_of(rows)
        standing = standing_of(schools, Eligibility(roll_max=210))
        return cls(schools, standing, plan, Scoreboard.of(schools, standing, plan))


class Mouse:
    """Real mouse events on the map's viewport."""

    def __init__(self, view: MapView) -> None:
        self.view = view

    def at(self, urn: int) -> QPointF:
        content = self.view.content
        return self.view.camera.pixel(*content.marks.points[content.schools.position(urn)].tolist())

    def send(self, kind, at, button=Qt.MouseButton.NoButton, buttons=None, keys=Qt.KeyboardModifier.NoModifier):
        at = QPointF(at)
        held = button if buttons is None else buttons
        glob = QPointF(self.view.viewport().mapToGlobal(at.toPoint()))
        QApplication.sendEvent(self.view.viewport(), QMouseEvent(kind, at, glob, button, held, keys))

    def press(self, at, keys=Qt.KeyboardModifier.NoModifier):
        self.send(QEvent.Type.MouseButtonPress, at, Qt.MouseButton.LeftButton, keys=keys)

    def move(self, at, held=True, keys=Qt.KeyboardModifier.NoModifier):
        buttons = Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton
        self.send(QEvent.Type.MouseMove, at, buttons=buttons, keys=keys)

    def release(self, at, keys=Qt.KeyboardModifier.NoModifier):
        self.send(QEvent.Type.MouseButtonRelease, at, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, keys)

    def click(self, at, keys=Qt.KeyboardModifier.NoModifier):
        self.press(at, keys)
        self.release(at, keys)

    def double_click(self, at):
        self.click(at)
        self.send(QEvent.Type.MouseButtonDblClick, at, Qt.MouseButton.LeftButton)
        self.release(at)

    def drag(self, start, *stops, keys=Qt.KeyboardModifier.NoModifier, drop=True):
        self.press(start, keys)
        for stop in stops:
            middle = (QPointF(start) + QPointF(stop)) / 2
            self.move(middle, keys=keys)
            self.move(stop, keys=keys)
            start = stop
        if drop:
            self.release(stops[-1], keys)


@pytest.fixture
def make_county():
    """Makes a county of rules, locks and rows."""

    def make(rules: Rules | None = None, locked: bool = False, rows: Sequence[tuple[object, ...]] = ROWS) -> County:
        return County.of(plan_of_two(rules, locked), rows)

    return make


@pytest.fixture
def do(county):
    """Does an edit to the county: the change, and plan and scoreboard after it."""

    def done(edit):
        change = edit.change(EditContext(county.schools, county.standing, county.plan))
        plan = county.plan.apply(change)
        return change, plan, county.scoreboard.after(change, plan)

    return done


@pytest.fixture
def county() -> County:
    return County.of(plan_of_two())


@pytest.fixture
def view(qtbot, county) -> MapView:
    view = MapView()
    qtbot.addWidget(view)
    view.set_animated(False)
    view.resize(900, 700)
    view.show_schools(county.schools, county.standing)
    view.show_plan(county.plan, county.scoreboard)
    view.show()
    qtbot.waitExposed(view)
    view.fit()
    view.grab()
    return view


@pytest.fixture
def mouse(view) -> Mouse:
    return Mouse(view)
