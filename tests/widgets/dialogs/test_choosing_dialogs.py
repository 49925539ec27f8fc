from __future__ import annotations

import pandas as pd
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from helpers.windows import heard, opened
from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import Rules
from wolds.geo.schools import Schools
from wolds.widgets.dialogs import GoToDialog, MoveToDialog, Place, PreviewPanel


@pytest.fixture
def plan():
    clusters = {
        "C001": Cluster("C001", 1, "Belton partnership", (1, 2, 3), 0),
        "C002": Cluster("C002", 2, "Marsh partnership", (4, 5), 1, locked=True),
        "C003": Cluster("C003", 3, "Wick partnership", (6,), 2),
    }
    return plan_with(clusters)


@pytest.fixture
def move(qtbot, plan):
    return opened(qtbot, MoveToDialog(plan, lambda urns, to: f"{sorted(urns)} to {to}", frozenset({1})))


def test_where_a_school_goes_is_chosen_by_keys_alone(move):
    said = heard(move.chosen)
    QTest.keyClick(move.line, Qt.Key.Key_Down)
    assert move.words.text() == "[1] to C003"
    QTest.keyClick(move.line, Qt.Key.Key_Up)
    assert move.words.text() == "[1] to C002"
    QTest.keyClick(move.line, Qt.Key.Key_Return)
    assert said == ["C002"]


def test_typing_narrows_the_list_and_the_impact_follows(move):
    said = heard(move.chosen)
    QTest.keyClicks(move.line, "wick")
    assert move.words.text() == "[1] to C003"
    QTest.keyClick(move.line, Qt.Key.Key_Return)
    assert said == ["C003"]


def test_the_cluster_it_is_in_is_not_offered(move):
    words = [move.list.item(at).text() for at in range(move.list.count())]
    assert not any("Belton" in text for text in words)
    assert words[-2:] == ["A new cluster", "Out of every cluster"]


def test_out_of_every_cluster_is_none(move):
    said = heard(move.chosen)
    QTest.keyClicks(move.line, "out of")
    QTest.keyClick(move.line, Qt.Key.Key_Return)
    assert said == [None]


def test_a_new_cluster_has_a_signal_of_its_own(move):
    said, new = heard(move.chosen), heard(move.new_cluster_chosen)
    QTest.keyClicks(move.line, "new cl")
    QTest.keyClick(move.line, Qt.Key.Key_Return)
    assert (said, new) == ([], [()])


def test_nothing_found_chooses_nothing(move):
    said = heard(move.chosen)
    QTest.keyClicks(move.line, "zzz")
    assert move.words.text() == "Nothing like that."
    QTest.keyClick(move.line, Qt.Key.Key_Return)
    assert said == []
    assert move.isVisible()


def test_a_place_is_found_while_typing_and_chosen_by_enter(qtbot):
    belton = Place("Belton", 512345, 345678, "URN 1", 1)
    dialog = opened(qtbot, GoToDialog(lambda text: (belton,) if text == "bel" else ()))
    said = heard(dialog.place_chosen)
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.line, "bel")
    assert dialog.words.text() == "URN 1. Easting 512345, northing 345678"
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert said == [belton]


@pytest.fixture
def preview():
    from wolds.app.proposing import propose

    frame = pd.DataFrame({"urn": range(900001, 900009), "name": [f"School {n}" for n in range(8)], "status": "Open"})
    frame["phase"], frame["roll"], frame["northing"] = "Primary", 60.0, 350_000.0
    frame["easting"] = [500_000.0 + 2_000 * n for n in range(8)]
    schools = Schools.from_frame(frame)
    alone = Cluster("C009", 9, "Old partnership", (900001, 900008), 0, note="Since 2014")
    start = plan_with({"C009": alone}, Plan(rules=Rules(roll_min=None)))
    return propose(EditContext(schools, standing_of(schools, Eligibility()), start)).preview


@pytest.fixture
def panel(qtbot, preview):
    made = PreviewPanel()
    qtbot.addWidget(made)
    made.resize(400, 760)
    made.show_preview(preview)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_proposal_says_how_many_are_placed_and_that_it_is_proven(panel):
    assert panel.verdict.text() == "8 of 8 schools placed in 2 clusters."
    assert panel.proof.text() == "Proven: no plan under these rules is better."


def test_the_better_figures_are_marked_in_words_too(panel):
    rows = {panel.figures.item(at, 0).text(): panel.figures.item(at, 2) for at in range(panel.figures.rowCount())}
    assert rows["Schools unplaced"].toolTip() == "better"
    assert rows["Clusters"].toolTip() == ""
    assert "better" in rows["Longest pair"].data(Qt.ItemDataRole.AccessibleTextRole)


def test_who_moves_is_listed_with_from_and_to(panel, preview):
    rows = panel.movers.model()
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Warning, panel)
    assert rows.rowCount() == len(preview.movers)
    assert all("→" in rows.index(at, 0).data() for at in range(rows.rowCount()))
    said = heard(panel.zoom_requested)
    panel.movers.setFocus()
    panel.movers.setCurrentIndex(rows.index(0, 0))
    QTest.keyClick(panel.movers, Qt.Key.Key_Return)
    assert said == [frozenset({preview.movers[0].urn})]


def test_accepting_and_dropping_are_asked_for(panel):
    accepted, dropped = heard(panel.accepted), heard(panel.dropped)
    QTest.mouseClick(panel.accept_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.drop_button, Qt.MouseButton.LeftButton)
    assert (accepted, dropped) == ([()], [()])


def test_enter_presses_the_button_of_a_proposal_that_has_the_focus(qtbot, preview):
    panel = PreviewPanel()
    qtbot.addWidget(panel)
    panel.show_preview(preview)
    accepted, dropped = heard(panel.accepted), heard(panel.dropped)
    QTest.keyClick(panel.accept_button, Qt.Key.Key_Return)
    assert (len(accepted), len(dropped)) == (1, 0)
    QTest.keyClick(panel.drop_button, Qt.Key.Key_Enter)
    assert (len(accepted), len(dropped)) == (1, 1)
