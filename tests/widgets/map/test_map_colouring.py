"""Colours that say the type of a school, and lines between pairs of schools."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from PySide6.QtGui import QColor

from wolds.clustering.edits import MoveSchools
from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.geo.kinds import SchoolKind
from wolds.geo.schools import Schools
from wolds.widgets.map import Bonds, Colouring, Layer
from wolds.widgets.map.legend import legend_entries
from wolds.widgets.map.marks import KIND_HUES, Shape, Tint
from wolds.widgets.map.style import NEUTRAL
from wolds.widgets.map.view import MapView

AIDED, COMMUNITY = KIND_HUES[SchoolKind.AIDED], KIND_HUES[SchoolKind.COMMUNITY]
TYPES = ["Voluntary aided school", "Community school", "Community school", "Academy converter", "Voluntary aided school"]


@pytest.fixture
def schools() -> Schools:
    return Schools.from_frame(
        pd.DataFrame(
            {
                "urn": range(900001, 900006),
                "name": [f"School {n}" for n in range(5)],
                "easting": [500_000, 502_000, 501_000, 510_000, None],
                "northing": [350_000, 350_500, 352_000, 350_000, None],
                "roll": [40, 90, 120, 60, 60],
                "status": "Open",
                "phase": "Primary",
                "type_name": TYPES,
                "religious_character": ["Church of England", "Does not apply", "Jewish", "Church of England", "Roman Catholic"],
            }
        )
    )


@pytest.fixture
def view(qtbot, schools: Schools) -> MapView:
    view = MapView()
    qtbot.addWidget(view)
    view.set_animated(False)
    view.resize(800, 600)
    standing = standing_of(schools, Eligibility())
    plan = plan_with({"C001": Cluster("C001", 1, "West", (900001, 900002), 5)}, Plan())
    view.show_schools(schools, standing)
    view.show_plan(plan, Scoreboard.of(schools, standing, plan))
    view.show()
    qtbot.waitExposed(view)
    view.set_legend_open(False)
    view.fit()
    return view


def colour_at(view: MapView, row: int, dx: float = 0.0, dy: float = 0.0) -> QColor:
    x, y = view.camera.pixels(view.content.marks.points[[row]])[0].tolist()
    image = view.viewport().grab().toImage()
    return image.pixelColor(round(x + dx), round(y + dy))


def words(view: MapView) -> list[str]:
    return [entry.words for entry in legend_entries(view.content, view.layers)]


def test_colours_say_the_type_of_every_school_that_takes_part_and_hollow_ones_are_in_no_cluster(view):
    view.set_colouring(Colouring.KIND)
    academy = KIND_HUES[SchoolKind.CHURCH_ACADEMY]
    paint = view.content.marks.paint
    assert paint.tolist()[:4] == [AIDED, COMMUNITY, Tint.HOLLOW + COMMUNITY, Tint.HOLLOW + academy]
    assert paint[4] == Tint.EXCLUDED, "a school without a point takes no part"
    assert view.content.marks.shape.tolist()[:3] == [Shape.CHURCH, Shape.COMMUNITY, Shape.OTHER_FAITH]
    assert colour_at(view, 1) == view.map_style.fills[COMMUNITY]
    assert colour_at(view, 2) == QColor(view.map_style.paper), "hollow"


def test_clusters_turn_grey_so_that_one_colour_means_one_thing(view):
    view.set_colouring(Colouring.KIND)
    assert {group.colour for group in view.content.groups.values()} == {NEUTRAL}
    view.set_colouring(Colouring.CLUSTER)
    assert {group.colour for group in view.content.groups.values()} == {5}
    assert colour_at(view, 1) == view.map_style.fills[5]


def test_an_edit_and_another_filter_keep_the_colouring(view, schools):
    view.set_colouring(Colouring.KIND)
    standing = standing_of(schools, Eligibility())
    context = EditContext(schools, standing, view.content.plan)
    change = MoveSchools((900003,), "C001").change(context)
    plan = context.plan.apply(change)
    view.apply_change(change, plan, Scoreboard.of(schools, standing, plan))
    assert view.content.marks.paint[2] == COMMUNITY
    assert view.content.groups["C001"].colour == NEUTRAL
    small = standing_of(schools, Eligibility(roll_max=50))
    view.show_schools(schools, small)
    view.show_plan(Plan(), Scoreboard.of(schools, small, Plan()))
    assert view.content.marks.paint.tolist()[:2] == [Tint.HOLLOW + AIDED, Tint.EXCLUDED]


def test_the_legend_names_the_types_that_are_there_and_no_other(view):
    view.set_colouring(Colouring.KIND)
    said = words(view)
    assert {"Voluntary aided", "Community", "Church academy", "Of another faith"} <= set(said)
    assert not {"Voluntary controlled", "Foundation", "Unplaced", "Cluster: colour and number"} & set(said)
    view.set_colouring(Colouring.CLUSTER)
    assert "Voluntary aided" not in words(view)


def test_another_register_is_coloured_by_its_own_types(view, schools):
    view.set_colouring(Colouring.KIND)
    frame = pd.DataFrame({"urn": [1], "easting": [500_000], "northing": [350_000], "roll": [50]})
    other = Schools.from_frame(frame.assign(status="Open", phase="Primary", type_name="Foundation school"))
    standing = standing_of(other, Eligibility())
    view.show_schools(other, standing)
    view.show_plan(Plan(), Scoreboard.of(other, standing, Plan()))
    assert view.content.marks.paint.tolist() == [Tint.HOLLOW + KIND_HUES[SchoolKind.FOUNDATION]]


def test_a_pair_is_joined_by_a_line_that_the_legend_explains(view):
    before = view.viewport().grab().toImage()
    view.set_bonds(Layer.PAIRS, Bonds("Best pairs", ((900001, 900004),)))
    assert view.viewport().grab().toImage() != before
    assert "Best pairs" in words(view)
    view.set_layer(Layer.PAIRS, False)
    assert view.viewport().grab().toImage() == before
    assert "Best pairs" not in words(view)
    view.set_layer(Layer.PAIRS, True)
    view.set_bonds(Layer.PAIRS, None)
    assert view.viewport().grab().toImage() == before


def test_pairs_of_unknown_schools_or_without_a_point_have_no_line(view):
    view.set_bonds(Layer.PAIRS, Bonds("Best pairs", ((900001, 1), (900001, 900005), (900002, 900001))))
    _, lines = view.content.bonds[Layer.PAIRS]
    points = view.content.marks.points
    np.testing.assert_array_equal(lines, [[points[1], points[0]]])


def test_another_register_has_no_pairs_of_the_old_one(view, make_county):
    view.set_bonds(Layer.PAIRS, Bonds("Best pairs", ((900001, 900002),)))
    county = make_county()
    view.show_schools(county.schools, county.standing)
    assert view.content.bonds == {}


@pytest.mark.parametrize("dark", [False, True])
def test_types_are_told_apart_in_light_and_dark(view, dark):
    view.set_dark(dark)
    view.set_colouring(Colouring.KIND)
    colours = {view.map_style.fill_of(hue).name() for hue in KIND_HUES.values()}
    assert len(colours) == len(SchoolKind)
    assert view.map_style.fill_of(NEUTRAL).name() not in colours
