from __future__ import annotations

from dataclasses import replace

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
from wolds.widgets.common.sentences import FOOT_ROLE, SENTENCE_ROLE
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


def test_the_nearest_cluster_comes_first_and_says_how_far_it_is(qtbot, plan):
    move = opened(
        qtbot, MoveToDialog(plan, lambda _, to: f"roll 1; breaks {to}", frozenset({1}), None, {"C002": 9.26, "C003": 1.0})
    )
    words = [move.list.item(at).text() for at in range(2)]
    assert words == ["3  Wick partnership  (1 school, 1.0 km away)", "2  Marsh partnership  (2 schools, 9.3 km away)"]
    assert move.words.text() == "Roll 1\nBreaks C003"


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


def test_who_moves_is_listed_with_from_and_to_and_why(panel, preview):
    rows = [panel.schools.index(at, 0) for at in range(panel.schools.rowCount())]
    assert len(rows) == len(preview.movers)
    assert all("→" in row.data(SENTENCE_ROLE) for row in rows)
    whys = [change.why for change in preview.changes.schools]
    assert [row.data(FOOT_ROLE).lower() for row in rows] == [f"{why}.".lower() for why in whys]
    said = heard(panel.zoom_requested)
    panel.movers.setFocus()
    panel.movers.setCurrentIndex(rows[0])
    QTest.keyClick(panel.movers, Qt.Key.Key_Return)
    at = panel.movers.visualRect(rows[1]).center()
    QTest.mouseClick(panel.movers.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(panel.movers.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert said == [frozenset({preview.movers[0].urn}), frozenset({preview.movers[1].urn})]


def test_what_becomes_of_each_cluster_is_listed_and_notes_of_those_that_go_are_in_sight(panel, preview):
    shown = {row.heading: row for row in panel.clusters.rows}
    changed = [change for change in preview.changes.clusters if change.kind != "kept"]
    assert set(shown) == {change.name for change in changed}
    for cluster in preview.gone:
        assert shown[cluster.name].foot == cluster.note
    assert panel.tabs.tabText(1) == f"Clusters that change ({len(changed)})"


def test_how_much_of_the_present_plan_stays_is_said_with_the_weight_where_one_is_set(panel, preview):
    changes = preview.changes
    assert panel.summary.text() == (
        f"{changes.count('kept')} of 1 clusters stay as they are, {changes.pairs_kept} of {changes.pairs} pairs stay together."
    )
    weighed = replace(preview, context=_weighing(preview.context, 2.5))
    panel.show_preview(weighed)
    assert panel.summary.text().endswith("(weight on little change: 2.5 km a pair).")
    assert panel.summary.isVisible()


def test_a_plan_that_is_not_the_best_is_headed_and_gives_no_reasons_of_the_best(panel, preview):
    panel.show_preview(preview, "What if?")
    assert panel.note.isVisible()
    assert panel.note.text() == "What if?"
    assert panel.accessibleDescription().startswith("What if? 8 of 8 schools placed")
    assert {row.foot for row in panel.schools.rows} == {""}
    panel.show_preview(preview)
    assert not panel.note.isVisible()


def test_the_models_of_changes_hold_to_the_rules_of_models(panel, preview):
    for model in (panel.schools, panel.clusters):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, panel)
    panel.show_preview(preview, "once more")


def _weighing(context, km: float):
    rules = context.plan.rules.model_copy(update={"little_change_km": km})
    return replace(context, plan=replace(context.plan, rules=rules))


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
