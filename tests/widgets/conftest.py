"""A tiny county and a plan that takes edits, for the tests of tables, trees and lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from wolds.clustering.edits import Edit, EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, PlanChange, plan_with
from wolds.clustering.rules import Rules
from wolds.geo.schools import Schools

HAMLETS = (
    # urn, name, town, postcode, easting, northing, roll, religious character, la
    (900001, "Ashby & <b>Bold</b> Primary", "Ashby", "PE1 1AA", 500_000, 350_000, 40, "Church of England", "990"),
    (900002, "Burton Primary", "Burton", "PE1 2AB", 502_000, 350_500, 90, "Does not apply", "990"),
    (900003, "Claxby Primary", "Claxby", "PE21 8ZZ", 501_000, 352_000, 120, "", "990"),
    (900004, "Dalby Primary", "Dalby", "LN1 1AA", 510_000, 350_000, 60, "Does not apply", "990"),
    (900005, "Elsham Primary", "Elsham", "LN1 1AB", 512_000, 350_500, 75, "Jewish", "991"),
    (900006, "Fulletby Primary", "Ashby", "LN1 1AC", 511_000, 352_000, 110, "Church of England", "991"),
    (900007, "=Goxhill Primary", "Goxhill", "LN2 1AA", 505_500, 357_000, 30, "Does not apply", "991"),
    (900008, "Horncastle Primary", "Horncastle", "LN2 1AB", 505_500, 344_000, 400, "Does not apply", "991"),
    (900009, "Ingham Primary", "Ingham", "LN2 1AC", None, None, 50, "Does not apply", "991"),
)
COLUMNS = ("urn", "name", "town", "postcode", "easting", "northing", "roll", "religious_character", "la_code")


class Bench:
    """A plan with views on it: edits asked for are done, selections go round to all views."""

    def __init__(self, schools: Schools, plan: Plan) -> None:
        self.schools = schools
        self.standing = standing_of(schools, plan.eligibility)
        self.plan = plan
        self.scoreboard = Scoreboard.of(schools, self.standing, plan)
        self.views: list[Any] = []
        self.edits: list[Edit] = []
        self.changes: list[PlanChange] = []
        self.selections: list[frozenset[int]] = []

    def show(self, view: Any) -> Any:
        view.show_schools(self.schools, self.standing)
        view.show_plan(self.plan, self.scoreboard)
        self.views.append(view)
        view.selection_requested.connect(self.select)
        if hasattr(view, "edit_requested"):
            view.edit_requested.connect(self.do)
        return view

    def select(self, urns: frozenset[int]) -> None:
        self.selections.append(urns)
        for view in self.views:
            view.show_selection(urns)

    def do(self, edit: Edit) -> None:
        self.edits.append(edit)
        self._apply(edit.change(EditContext(self.schools, self.standing, self.plan)))

    def undo(self) -> None:
        self._apply(self.changes.pop().inverse, undo=True)

    def _apply(self, change: PlanChange, undo: bool = False) -> None:
        self.plan = self.plan.apply(change)
        self.scoreboard = self.scoreboard.after(change, self.plan)
        if not undo:
            self.changes.append(change)
        for view in self.views:
            view.apply_change(change, self.plan, self.scoreboard)


def _schools(rows: Sequence[tuple[Any, ...]]) -> Schools:
    frame = pd.DataFrame(list(rows), columns=list(COLUMNS))
    names = {"990": "North Fen", "991": "South Fen"}
    return Schools.from_frame(frame.assign(status="Open", phase="Primary", la_name=frame["la_code"].map(names)))


@pytest.fixture
def bench() -> Bench:
    """Two clusters of three, one unplaced, one left out for its roll, one without a point; East is short of roll."""
    clusters = {
        "C001": Cluster("C001", 1, "West", (900001, 900002, 900003), 0, lead=900002),
        "C002": Cluster("C002", 2, "East <i>fen</i>", (900004, 900005, 900006), 1, locked=False),
    }
    rules = Rules(cap_km=12.0, size_min=3, size_max=6, roll_min=250)
    plan = plan_with(clusters, replace(Plan(), rules=rules, eligibility=Eligibility(roll_max=210)))
    return Bench(_schools(HAMLETS), plan)


@pytest.fixture
def wide_bench() -> Callable[[int], Bench]:
    """Builds a county of any number of schools on a grid, no clusters."""

    def build(count: int) -> Bench:
        return Bench(_schools([_grid_row(place) for place in range(count)]), Plan())

    return build


def _grid_row(place: int) -> tuple[Any, ...]:
    tree = ("Ash", "Birch", "Cedar", "Elm", "Hazel", "Lime", "Oak")[place % 7]
    easting, northing = 400_000 + place % 200 * 900, 300_000 + place // 200 * 900
    character = "Does not apply" if place % 3 else "Church of England"
    return (900_001 + place, f"{tree} {place} Primary", tree, "", easting, northing, 30 + place % 170, character, "990")
