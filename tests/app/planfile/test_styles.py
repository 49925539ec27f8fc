"""The styles for QGIS: sound, and speaking only of columns that the layers have (QGIS itself is run by hand)."""

from __future__ import annotations

import re
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pyogrio
import pytest

from wolds.app.planfile import save_project
from wolds.clustering.project import Project

_LAYERS = ("barriers", "clusters", "links", "schools", "unplaced")


@pytest.fixture
def plan(project: Project, tmp_path: Path) -> Path:
    return save_project(project, tmp_path / "plan.gpkg").path


def _style(plan: Path, layer: str) -> ET.Element:
    connection = sqlite3.connect(plan)
    query = "SELECT styleQML FROM layer_styles WHERE f_table_name = ? AND f_geometry_column = 'geom' AND useAsDefault = 1"
    [(qml,)] = connection.execute(query, (layer,)).fetchall()
    connection.close()
    return ET.fromstring(qml)


def _expressions(style: ET.Element) -> Iterator[str]:
    yield from (renderer.attrib["attr"] for renderer in style.iter("renderer-v2") if '"' in renderer.get("attr", ""))
    yield from (text.attrib["fieldName"] for text in style.iter("text-style"))
    yield from (option.attrib["value"] for option in style.iter("Option") if option.get("name") == "expression")


@pytest.mark.parametrize("layer", _LAYERS)
def test_each_symbol_of_a_class_is_there(plan: Path, layer: str) -> None:
    style = _style(plan, layer)
    symbols = {symbol.get("name") for symbol in style.iter("symbol")}
    assert symbols
    assert {category.get("symbol") for category in style.iter("category")} <= symbols


@pytest.mark.parametrize("layer", _LAYERS)
def test_styles_and_labels_speak_of_columns_that_the_layer_has(plan: Path, layer: str) -> None:
    style = _style(plan, layer)
    columns = set(pyogrio.read_info(plan, layer=layer)["fields"].tolist())
    plain = {renderer.attrib["attr"] for renderer in style.iter("renderer-v2") if "attr" in renderer.attrib}
    assert {name for name in plain if '"' not in name} <= columns
    for expression in _expressions(style):
        named = set(re.findall(r'"(\w+)"', expression))
        assert named
        assert named <= columns


def test_clusters_are_numbered_from_afar_and_named_from_near(plan: Path) -> None:
    [label] = _expressions(_style(plan, "clusters"))
    assert '"number"' in label
    assert '"name"' in label
    assert "@map_scale" in label
    rendering = _style(plan, "clusters").find("labeling/settings/rendering")
    assert rendering is not None
    assert rendering.get("displayAll") == "1"


def test_schools_are_sized_by_roll_and_shaped_by_character(plan: Path) -> None:
    shapes = " ".join(_expressions(_style(plan, "schools")))
    assert all(column in shapes for column in ('"roll"', '"character"'))
    assert set(pyogrio.read_dataframe(plan, layer="schools")["character"]) == {"unknown"}


def test_every_colour_a_cluster_can_have_has_its_class(plan: Path) -> None:
    used = {str(colour) for colour in pyogrio.read_dataframe(plan, layer="clusters")["colour"]}
    for layer in ("clusters", "schools"):
        assert used <= {category.get("value") for category in _style(plan, layer).iter("category")}


def test_schools_left_out_stand_in_the_legend_and_are_not_drawn_until_ticked(plan: Path) -> None:
    shown = {category.attrib["value"]: category.attrib["render"] for category in _style(plan, "schools").iter("category")}
    assert shown["left out"] == "false"
    assert set(shown.values()) == {"true", "false"}
    assert [value for value, drawn in shown.items() if drawn == "false"] == ["left out"]
