"""The map that is shared: one HTML file that opens in any browser, with no network and nothing that phones home.

Names come from files and people. They travel as JSON with < > & escaped and are shown through `textContent` alone; a
content security policy that names each script by its hash makes any other script dead.
"""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path
from typing import Any, Final

from wolds.app.export.about import SAMPLE, about_facts
from wolds.app.export.bundle import Exported
from wolds.app.export.dead_text import one_line
from wolds.app.export.land import clean_land
from wolds.app.export.layers import UNPLACED_COLOUR, Feature, cluster_features, school_features
from wolds.app.export.page import leaflet_css, leaflet_js, locked_down
from wolds.app.export.proof import proof_words
from wolds.app.replacing import write_bytes
from wolds.geo.character import Character

_BRACE: Final = "\uf67b"  # stands for a brace while templates are at work; no language uses it
_HERE: Final = Path(__file__).parent
_LAND_STYLE: Final = {"color": "#b9c4bd", "weight": 1, "fillColor": "#f6f4ec", "fillOpacity": 1}
_COMMUNITY: Final = "Community school"
_UNKNOWN: Final = "Community school or not known"
_SHAPES: Final = (
    ("church", "Church school"),
    ("other_faith", "School of another faith"),
    ("lead", "Lead school: a dark rim"),
    ("unplaced", "Not placed"),
)
_SMALLEST_PX, _LARGEST_PX = 4.0, 11.0
_ENGLAND: Final = (52.8, -1.5)


def shared_map_html(exported: Exported, land: dict[str, Any] | None = None) -> str:
    """The page as text. `land` is a GeoJSON polygon of the land in WGS84, drawn beneath; without it the ground is plain."""
    text: str = _map(exported, land).get_root().render()
    text = _braces_back(text.replace("\r\n", "\n").replace("\r", "\n"))
    return locked_down(text, html.escape(one_line(exported.title) or "Clusters of schools"))


def write_shared_map(exported: Exported, path: Path | str, land: dict[str, Any] | None = None) -> None:
    """Write the page. Raises `WriteFailed`, and `InputError` for land that is no polygon."""
    write_bytes(Path(path), shared_map_html(exported, land).encode("utf-8", errors="replace"))


def _map(exported: Exported, land: dict[str, Any] | None) -> Any:
    import folium
    from branca.element import Element
    from folium.utilities import JsCode

    options = {"prefer_canvas": True, "control_scale": True, "attribution_control": False, "zoom_snap": 0.25}
    page = _named(_bare_map()(_ENGLAND, tiles=None, **options), "wolds")
    for name, text in _head().items():
        page.get_root().header.add_child(Element(text), name=name)
    clusters, schools = (
        _inert(_styled(cluster_features(exported), _cluster_style)),
        _inert(_styled(school_features(exported), _school_style)),
    )
    layers = (
        _named(folium.GeoJson(clean_land(land, _LAND_STYLE), interactive=False, smooth_factor=1.5), "land"),
        _named(folium.GeoJson(clusters, on_each_feature=JsCode("WoldsMap.eachCluster")), "clusters"),
        _named(
            folium.GeoJson(schools, on_each_feature=JsCode("WoldsMap.eachSchool"), point_to_layer=JsCode("WoldsMap.marker")),
            "schools",
        ),
    )
    for layer in layers:
        layer.add_to(page)
    _named(_behaviour()((page, *layers), _inert(_page_facts(exported, schools["features"]))), "behaviour").add_to(page)
    return page


@cache
def _bare_map() -> Any:
    """A map class without folium's ten links to servers; lists of its own, since links are added to the class's."""
    import folium

    class BareMap(folium.Map):
        default_js: list[tuple[str, str]] = []
        default_css: list[tuple[str, str]] = []

    return BareMap


@cache
def _behaviour() -> Any:
    """The element that starts our script once the layers stand."""
    from branca.element import MacroElement
    from folium.template import Template

    class Behaviour(MacroElement):
        _template = Template(
            "{% macro script(this, kwargs) %}"
            "WoldsMap.start({{ this.parts | join(', ') }}, {{ this.page | tojson }});"
            "{% endmacro %}"
        )

        def __init__(self, parts: tuple[Any, ...], facts: dict[str, Any]) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self._name = "Behaviour"
            self.parts = [element.get_name() for element in parts]
            self.page = facts

    return Behaviour


def _inert(value: Any) -> Any:
    """Data in which no text opens a template: folium takes what its scripts hold for one, and would run it."""
    if isinstance(value, str):
        return value.replace("{", _BRACE)
    if isinstance(value, dict):
        return {key: _inert(one) for key, one in value.items()}
    return [_inert(one) for one in value] if isinstance(value, (list, tuple)) else value


def _braces_back(page: str) -> str:
    """The finished page with its braces, written so that they are one letter of a JavaScript text."""
    return page.replace(_BRACE, r"\u007b").replace(f"\\u{ord(_BRACE):04x}", r"\u007b")


def _named(element: Any, name: str) -> Any:
    """Give an element a name of ours: folium's random ones would make each export differ."""
    element._id = name
    return element


@cache
def _head() -> dict[str, str]:
    css = (_HERE / "shared_map.css").read_text("utf-8")
    script = (_HERE / "shared_map.js").read_text("utf-8")
    return {
        "leaflet_css": f"<style>{leaflet_css()}</style>",
        "leaflet_js": f"<script>{leaflet_js()}</script>",
        "wolds_css": f"<style>{css}</style>",
        "wolds_js": f"<script>{script}</script>",
    }


def _styled(features: list[Feature], style: Any) -> dict[str, Any]:
    """A collection of what has a place, each feature with the style that Leaflet reads from it."""
    placed = [feature for feature in features if feature["geometry"] is not None]
    for feature in placed:
        feature["properties"]["style"] = style(feature["properties"])
    return {"type": "FeatureCollection", "features": placed}


def _cluster_style(said: dict[str, Any]) -> dict[str, Any]:
    return {"color": said["stroke"], "weight": 2, "opacity": 0.9, "fillColor": said["fill"], "fillOpacity": 0.18}


def _school_style(said: dict[str, Any]) -> dict[str, Any]:
    radius = min(_LARGEST_PX, max(_SMALLEST_PX, 0.6 * float(said["roll"] or 0) ** 0.5))
    if not said["cluster"]:
        return {"radius": round(radius, 1), "color": UNPLACED_COLOUR, "weight": 2, "fillColor": "#ffffff", "fillOpacity": 0.9}
    rim, weight = ("#1d2326", 2) if said["is_lead"] else ("#ffffff", 1.2)
    return {"radius": round(radius, 1), "color": rim, "weight": weight, "fillColor": said["marker-color"], "fillOpacity": 1}


def _page_facts(exported: Exported, schools: list[Feature]) -> dict[str, Any]:
    return {
        "title": one_line(exported.title) or "Clusters of schools",
        "sample": SAMPLE if exported.is_sample else "",
        "proof": proof_words(exported),
        "about": [list(fact) for fact in about_facts(exported)],
        "shapes": [list(shape) for shape in _shapes(schools)],
        "quiet": UNPLACED_COLOUR,
        "bounds": _bounds(schools),
    }


def _shapes(schools: list[Feature]) -> tuple[tuple[str, str], ...]:
    """The symbols that the legend explains. A school whose character is not known is drawn as a community school is."""
    has_unknown = any(feature["properties"]["character"] == Character.UNKNOWN for feature in schools)
    return (("community", _UNKNOWN if has_unknown else _COMMUNITY), *_SHAPES)


def _bounds(schools: list[Feature]) -> list[list[float]] | None:
    """South-west and north-east corner of the schools shown, latitude first as Leaflet wants it."""
    places = [feature["geometry"]["coordinates"] for feature in schools]
    if not places:
        return None
    east, north = zip(*places, strict=True)
    return [[min(north), min(east)], [max(north), max(east)]]
