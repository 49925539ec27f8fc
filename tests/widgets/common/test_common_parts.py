from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QTableView, QWidget

from wolds.clustering.plan import Cluster
from wolds.widgets.common.chips import chip
from wolds.widgets.common.cluster_box import NEW_CLUSTER, NO_CLUSTER, ClusterBox
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.common.header_columns import HeaderColumns
from wolds.widgets.common.search import SearchBox
from wolds.widgets.palette import cluster_hue


@pytest.fixture
def box(qtbot):
    made = SearchBox("School or town", "Search")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_search_is_said_a_moment_after_the_last_key(qtbot, box):
    said = []
    box.searched.connect(said.append)
    qtbot.keyClicks(box, "ash")
    qtbot.waitUntil(lambda: said == ["ash"])


def test_escape_clears_the_search_at_once(qtbot, box):
    qtbot.keyClicks(box, "ash")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    with qtbot.waitSignal(box.searched, check_params_cb=lambda text: text == ""):
        qtbot.keyClick(box, Qt.Key.Key_Escape)


def test_the_down_arrow_leaves_the_search_for_the_rows(qtbot, box):
    with qtbot.waitSignal(box.left_below):
        qtbot.keyClick(box, Qt.Key.Key_Down)


def test_an_empty_list_says_so_to_the_eye_and_to_a_screen_reader(qtbot):
    pages = OrEmpty(QWidget(), "school")
    qtbot.addWidget(pages)
    pages.show_empty("No schools yet", "Open a register.")
    assert pages.is_empty
    assert pages.empty.accessibleName() == "No schools yet Open a register."
    pages.show_content()
    assert not pages.is_empty


def test_a_chip_is_painted_in_its_cluster_s_colour(qtbot):
    image = chip("7", 3).pixmap(30, 16).toImage()
    colours = {image.pixelColor(4, 8).name(), image.pixelColor(25, 8).name()}
    assert colours == {cluster_hue(3).fill}


CLUSTERS = [
    Cluster("C012", 12, "Lea", (1,), 0),
    Cluster("C002", 2, "Lea valley", (2,), 1),
    Cluster("C001", 1, "Welton", (3,), 2),
]


@pytest.fixture
def clusters(qtbot):
    made = ClusterBox(CLUSTERS)
    qtbot.addWidget(made)
    return made


def test_clusters_are_offered_by_number_after_none_and_new(clusters):
    assert [clusters.itemData(row) for row in range(clusters.count())] == [NO_CLUSTER, NEW_CLUSTER, "C001", "C002", "C012"]


@pytest.mark.parametrize(
    ("typed", "choice"),
    [("welt", "C001"), ("12", "C012"), ("2", "C002"), ("12 Lea", "C012"), ("new", NEW_CLUSTER), ("not in", NO_CLUSTER)],
)
def test_a_part_of_a_name_or_a_number_chooses_the_cluster(clusters, typed, choice):
    clusters.setEditText(typed)
    assert clusters.choice() == choice


@pytest.mark.parametrize("typed", ["", "lea", "nothing like it"])
def test_what_fits_no_cluster_beyond_doubt_chooses_none(clusters, typed):
    clusters.setEditText(typed)
    assert clusters.choice() is None


@pytest.fixture
def columns(qtbot):
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(QStandardItemModel(2, 3, table))
    made = HeaderColumns(table.horizontalHeader(), ["name", "roll", "town"], ["Name", "Roll", "Town"], fixed="name")
    made.remember_first_state()
    yield made
    table.close()


def test_a_saved_state_brings_columns_back_as_they_were(columns):
    columns.show_column("town", False)
    saved = columns.save()
    columns.show_column("town", True)
    assert columns.load(saved)
    assert columns.shown_sections() == [0, 1]


def test_the_name_cannot_be_hidden(columns):
    columns.show_column("name", False)
    assert columns.shown_sections() == [0, 1, 2]


def test_the_menu_ticks_the_columns_that_are_shown(columns):
    columns.show_column("roll", False)
    ticks = [(action.text(), action.isChecked(), action.isEnabled()) for action in columns.menu().actions()[:3]]
    assert ticks == [("Name", True, False), ("Roll", False, True), ("Town", True, True)]


@pytest.mark.parametrize(
    "state",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"version": 2}',
        b'{"version": 1, "columns": [1], "sort": ["", false]}',
        b'{"version": 1, "columns": []}',
    ],
)
def test_a_state_that_cannot_be_read_changes_nothing(columns, state):
    before = columns.save()
    assert not columns.load(state)
    assert columns.save() == before


def test_columns_of_another_version_are_passed_over(columns):
    state = {"version": 1, "columns": [["town", 90, True], ["gone", 50, True], ["roll", 99999, False]], "sort": ["gone", True]}
    assert columns.load(json.dumps(state).encode())
    assert columns.shown_sections() == [2, 0]
