"""Maps for reports: letters as shapes, numbers that can be told apart, a legend that hides nothing."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest

from helpers.reported import reported
from wolds.widgets.map.content import MapContent
from wolds.widgets.map.layers import SHOWN_AT_FIRST
from wolds.widgets.map.legend import legend_entries, legend_size
from wolds.widgets.map.marks import Tint
from wolds.widgets.map.painting import MapPainter
from wolds.widgets.map.plate import Plate, columns_of, columns_within, focused, plate_svg
from wolds.widgets.map.style import NEUTRAL


@pytest.fixture
def content(qapp: object) -> MapContent:
    exported, _ = reported()
    made = MapContent()
    made.show_schools(exported.schools, exported.standing)
    made.show_plan(exported.plan, exported.scoreboard)
    return made


def test_a_plate_is_an_svg_of_its_size_without_letters_or_pixels(content: MapContent) -> None:
    root = ElementTree.fromstring(plate_svg(content, Plate(170, 80, "C001", (100001, 100002, 100003))))
    assert root.get("viewBox") == f"0 0 {round(170 / 25.4 * 96)} {round(80 / 25.4 * 96)}"
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names & {"text", "image", "tspan"} == set()
    assert "path" in names


def test_a_numbered_plate_has_more_on_it_than_a_bare_one(content: MapContent) -> None:
    two = plate_svg(content, Plate(170, 80, "C001", (100001, 100002), legend=False))
    three = plate_svg(content, Plate(170, 80, "C001", (100001, 100002, 100003), legend=False))
    assert three.count(b"<path") == two.count(b"<path") + 2  # halo and figure of one more number


def test_among_numbered_schools_their_own_cluster_wears_no_number(content: MapContent, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[set[str]] = []
    monkeypatch.setattr(
        MapPainter, "paint_labels", lambda _self, _painter, _camera, labels: shown.append({one.wish.key for one in labels})
    )
    for numbered in ((), (100001, 100002, 100003)):
        plate_svg(content, Plate(170, 80, "C001", numbered, legend=False))
    bare, among_numbers = shown
    assert "C001" in bare
    assert among_numbers == bare - {"C001"}


def test_other_clusters_are_grey_on_the_map_of_one(content: MapContent) -> None:
    shown = focused(content, "C001")
    assert {key: group.colour == NEUTRAL for key, group in shown.groups.items()} == {"C001": False, "C002": True}
    assert shown.marks is not None
    assert content.marks is not None
    tint = dict(zip(shown.marks.urn.tolist(), shown.marks.tint.tolist(), strict=True))
    assert [tint[urn] for urn in (100001, 100004)] == [0, Tint.OPTIONAL]
    assert tint[100007] == Tint.UNPLACED
    assert np.array_equal(content.marks.tint[content.marks.urn == 100004], [5])


def test_villages_are_gathered_once_for_all_the_maps_of_a_report(content: MapContent) -> None:
    assert focused(content, "C001").villages is focused(content, "C002").villages


def test_an_unknown_cluster_is_refused(content: MapContent) -> None:
    with pytest.raises(KeyError):
        plate_svg(content, Plate(170, 80, "C009"))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_the_legend_stands_in_columns_and_no_heading_is_lost(content: MapContent, count: int) -> None:
    entries = legend_entries(content, SHOWN_AT_FIRST)
    columns = columns_of(entries, count)
    assert [entry for column in columns for entry in column] == entries
    assert all(column[-1].sign is not None for column in columns)


@pytest.mark.parametrize("width", [300.0, 642.0, 971.0])
def test_the_columns_fit_side_by_side(content: MapContent, width: float) -> None:
    columns = columns_within(legend_entries(content, SHOWN_AT_FIRST), width)
    assert sum(legend_size(column).width() for column in columns) <= width or len(columns) == 1
