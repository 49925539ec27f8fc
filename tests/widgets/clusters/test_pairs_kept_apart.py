"""Pairs that a barrier keeps apart in the tree of clusters and in the lines of figures: left out of travel, and counted."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from wolds.app.window.status import summary_of
from wolds.clustering.edits import SetRules
from wolds.clustering.rules import Barrier
from wolds.widgets.clusters import ClustersView
from wolds.widgets.clusters.cells import KEYS

BETWEEN = Barrier(name="Long drain", points=((501_500, 340_000), (501_500, 360_000)))  # Burton from Ashby and Claxby
AROUND = Barrier(name="Moat", points=((510_500, 340_000), (510_500, 360_000)), minutes=5)


def cell(view, key, column, role=Qt.ItemDataRole.DisplayRole):
    return view.model.data(view.model.group_index(key).siblingAtColumn(KEYS.index(column)), role)


def test_tree_totals_and_status_leave_them_out_and_say_how_many(qtbot, bench):
    view = ClustersView()
    qtbot.addWidget(view)
    bench.show(view)
    assert "kept apart" not in view.totals.text()
    before = cell(view, "C001", "longest")
    bench.do(SetRules(bench.plan.rules.model_copy(update={"barriers": (BETWEEN, AROUND)})))
    assert (before, cell(view, "C001", "longest")) == ("2.2 km", "2.2 km")  # Ashby and Claxby
    assert cell(view, "C001", "longest", Qt.ItemDataRole.ToolTipRole).endswith("2 pairs kept apart, not counted</qt>")
    assert "kept apart" not in cell(view, "C002", "longest", Qt.ItemDataRole.ToolTipRole)  # that line can be crossed
    assert "2 pairs kept apart, not counted" in view.totals.text()
    said = summary_of(bench.scoreboard.plan, QObject(), minutes=False, by="")
    assert "2 pairs kept apart, not counted" in said


def test_a_cluster_of_which_nobody_reaches_anybody_has_no_travel_at_all(qtbot, bench):
    view = ClustersView()
    qtbot.addWidget(view)
    bench.show(view)
    fence = Barrier(name="Fence", points=((501_500, 340_000), (501_500, 360_000)))
    gate = Barrier(name="Gate", points=((490_000, 351_200), (501_500, 351_200)))
    bench.do(SetRules(bench.plan.rules.model_copy(update={"barriers": (fence, gate)})))
    assert bench.scoreboard.clusters["C001"].parted == 3
    assert cell(view, "C001", "longest") == cell(view, "C001", "mean") == "kept apart"
    assert cell(view, "C001", "longest", Qt.ItemDataRole.ToolTipRole) == "<qt>3 pairs kept apart, not counted</qt>"
