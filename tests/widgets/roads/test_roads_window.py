"""The window of straight line and road, by mouse and keyboard."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from wolds.clustering.calibrating import BrokenCluster, Calibration, Judged, Spread, Verdict, judged_words, spread_words
from wolds.clustering.road_gaps import RoadGap, Why
from wolds.geo.estimating import DEFAULT_ESTIMATE, Estimate
from wolds.widgets.roads import RoadsWindow


@dataclass(frozen=True)
class Footing:
    urn: int
    off_m: float
    is_doubtful: bool


GAPS = (
    RoadGap(900_001, 900_002, 4.0, 6.5, math.inf, math.inf, 20.0, 40.0, 5.0, True, 0, Why("water")),
    RoadGap(900_003, 900_004, 3.0, 4.8, 12.0, 16.0, 20.0, 40.0, 4.0, False, 7, Why("round", "Boston")),
    RoadGap(900_001, 900_003, 9.0, 14.5, 13.0, math.inf, 20.0, 40.0, 1.4, False, 0),
)
FOOTINGS = (Footing(900_003, math.nan, False), Footing(900_002, 640.0, True), Footing(900_001, 12.0, False))
BROKEN = (BrokenCluster("C007", 7, "Holland", (900_003, 900_004), ("Two are 31 min apart", "Others are 29 min apart")),)
FOUND = Calibration(
    412, 12.4,
    Verdict(DEFAULT_ESTIMATE, Spread(-9, 7, 20), Spread(-20.6, 0.9, 14.7), Judged(1_643, 129, 175)),
    Verdict(Estimate(1.21, 45.3), Spread(-19, 0, 11), Spread(-21.2, 0.1, 13.8), Judged(1_654, 140, 158)),
)  # fmt: skip


@pytest.fixture
def window(qtbot):
    made = RoadsWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def filled(window):
    window.show_pairs(GAPS, FOOTINGS, lambda urn: f"School {urn}", has_roads=True, by="by road, OSM July 2022")
    window.show_estimate(FOUND, "", BROKEN, "by road, OSM July 2022", in_force=False)
    return window


def cells(table, row):
    model = table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_the_fit_is_shown_with_its_spread_and_what_the_limit_makes_of_it(filled):
    said = filled.calibration.texts
    assert "1.3 x the straight line at 48.3 km/h" in said
    assert "1.21 x the straight line at 45.3 km/h" in said
    assert "+1 % (−21 % to +15 %)" in said
    assert "+7 % (−9 % to +20 %)" in said
    assert "304 of 1,643 pairs (19 %): 129 too hopeful, 175 too strict" in said
    assert "412 pairs" in filled.calibration.over.text()
    assert filled.calibration.broken_words.text().endswith("by road, OSM July 2022: 1")
    assert cells(filled.calibration.broken, 0) == ["7", "Holland", "Two are 31 min apart (and 1 more)"]


def test_nought_has_no_sign_and_what_is_not_known_is_a_dash():
    assert spread_words(Spread(-0.3, 0.2, 0.4)).startswith("0 % in the middle, 0 % to 0 %")
    assert spread_words(None) == judged_words(None) == "–"


def test_pairs_stand_with_straight_line_and_road_and_the_reason(filled):
    assert cells(filled.gaps, 0)[2:] == ["4.0", "6", "over 20", "over 40", "over 5.0", "", "the sea or an estuary lies between"]
    assert cells(filled.gaps, 1)[2:] == ["3.0", "5", "12.0", "16", "4.0", "7", "the way goes round by Boston"]


def test_a_click_or_enter_wants_the_route_of_a_pair(filled, qtbot):
    filled.show_tab(1)
    table = filled.gaps
    with qtbot.waitSignal(filled.route_wanted) as wanted:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(1, 0)).center())
    assert wanted.args == [900_003, 900_004]
    with qtbot.waitSignal(filled.route_wanted) as wanted:
        qtbot.keyClick(table, Qt.Key.Key_Down)
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert wanted.args == [900_001, 900_003]


def test_a_table_is_sorted_by_what_its_figures_are_and_a_row_stays_its_own(filled, qtbot):
    table = filled.gaps
    table.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    assert [cells(table, row)[4] for row in range(3)] == ["12.0", "13.0", "over 20"]
    table.selectRow(2)
    assert table.current is GAPS[0]


def test_schools_and_their_roads_stand_the_worst_first_and_are_counted(filled, qtbot):
    filled.show_tab(2)
    assert [cells(filled.footings, row)[2] for row in range(3)] == ["", "640", "12"]
    assert "No road" in cells(filled.footings, 0)[3]
    assert "Doubtful" in cells(filled.footings, 1)[3]
    assert "3 schools: 1 over 250 m from any road (doubtful), 1 with no road" in filled.footing_words.text()
    table = filled.footings
    with qtbot.waitSignal(filled.shown_wanted) as wanted:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(1, 0)).center())
    assert wanted.args == [frozenset({900_002})]


def test_without_the_roads_nobody_can_say_how_schools_meet_them(window):
    window.show_pairs(GAPS, (), str, has_roads=False, by="by table t.csv")
    assert "beside travel by table t.csv" in window.gap_words.text()
    assert "not at hand" in window.footing_words.text()


def test_what_cannot_be_fitted_is_said_and_its_figures_cannot_be_used(window):
    window.show_pairs((), (), str, has_roads=True, by="by road, OSM July 2022")
    window.show_estimate(None, "only 3 pairs have a known way", (), "by road", in_force=True)
    assert window.calibration.unfitted.isVisibleTo(window)
    assert not window.calibration.use_button.isEnabled()
    assert not window.calibration.travel_button.isVisibleTo(window)
    assert "No cluster" in window.calibration.broken_words.text()


def test_the_buttons_want_what_they_say(filled, qtbot):
    buttons = {
        filled.roads_button: filled.roads_wanted, filled.table_button: filled.table_wanted,
        filled.calibration.use_button: filled.figures_wanted, filled.calibration.travel_button: filled.travel_wanted,
    }  # fmt: skip
    for button, signal in buttons.items():
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_table_in_front_is_copied_with_headings(filled, qtbot):
    filled.show_tab(1)
    qtbot.mouseClick(filled.copy_button, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["School", "and school", "Straight km"]
    assert len(lines) == 4
    filled.forget()
    assert not filled.copy_button.isEnabled()


def test_an_older_comparison_is_marked_and_asked_anew(filled, qtbot):
    filled.set_stale(True)
    assert filled.stale.isVisible()
    with qtbot.waitSignal(filled.again_wanted):
        qtbot.mouseClick(filled.stale.button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("name", ["gaps", "footings"])
def test_the_models_keep_the_rules_of_models(filled, name):
    table = getattr(filled, name)
    QAbstractItemModelTester(table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.show_rows(table.rows.rows[:1])
    assert table.rows.rowCount() == 1
