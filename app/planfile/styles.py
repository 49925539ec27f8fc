"""How QGIS draws the layers of a plan file when they are first opened: the colours of the window, labels, quiet lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from wolds.geo.geopackage import BOOLEAN, GeoTable
from wolds.widgets.palette import CLUSTER_HUES, channels

_INK: Final = "70,70,70,255"
_FREE: Final = "190,190,190,255"


@dataclass(frozen=True)
class _Class:
    """One class of a layer: the value of the column, a label for the legend, and the symbol as QML."""

    value: str
    label: str
    symbol: str


def style_table(now: str) -> GeoTable:
    """The table `layer_styles`, from which QGIS takes the default style of each layer."""
    columns = {
        "f_table_catalog": "TEXT(256)",
        "f_table_schema": "TEXT(256)",
        "f_table_name": "TEXT(256)",
        "f_geometry_column": "TEXT(256)",
        "styleName": "TEXT(30)",
        "styleQML": "TEXT",
        "styleSLD": "TEXT",
        "useAsDefault": BOOLEAN,
        "description": "TEXT",
        "owner": "TEXT(30)",
        "ui": "TEXT(30)",
        "update_time": "DATETIME",
    }
    rows = [("", "", layer, "geom", layer, qml, "", 1, "Wolds", "", None, now) for layer, qml in sorted(layer_styles().items())]
    return GeoTable("layer_styles", columns, rows, description="Styles for QGIS", key="id")


def layer_styles() -> Mapping[str, str]:
    """The QML of each layer."""
    return {
        "clusters": _qml("colour", [*_by_colour(_area)], label="name", size=10),
        "schools": _qml(
            "colour", [*_by_colour(_dot), _Class("", "In no partnership", _dot(_FREE, "1.6"))], label="name", size=7
        ),
        "unplaced": _qml("", [_Class("", "Unplaced", _dot("255,255,255,255", "2.6", "200,30,30,255"))], label="name", size=7),
        "links": _qml("kind", _link_classes()),
        "barriers": _qml("", [_Class("", "Barrier", _line("200,30,30,255", "0.8", "solid"))], label="name", size=8),
    }


def _by_colour(symbol: Callable[[str], str]) -> Iterable[_Class]:
    for colour, hue in enumerate(CLUSTER_HUES):
        red, green, blue = (round(255 * channel) for channel in channels(hue.fill))
        yield _Class(str(colour), hue.name.capitalize(), symbol(f"{red},{green},{blue},255"))


def _link_classes() -> Sequence[_Class]:
    return (
        _Class("federation", "Federation", _line("60,90,150,255", "0.5", "solid")),
        _Class("must-link", "Kept together", _line("40,130,60,255", "0.6", "solid")),
        _Class("keep-apart", "Kept apart", _line("200,30,30,255", "0.6", "dash")),
        _Class("override", "Travel set by hand", _line(_INK, "0.4", "dot")),
    )


def _area(colour: str) -> str:
    properties = {"color": colour, "outline_color": colour, "outline_width": "0.5", "style": "solid"}
    return _symbol("fill", "SimpleFill", properties, alpha="0.45")


def _dot(colour: str, size: str = "2.2", outline: str = "255,255,255,255") -> str:
    properties = {"name": "circle", "color": colour, "outline_color": outline, "outline_width": "0.3", "size": size}
    return _symbol("marker", "SimpleMarker", properties)


def _line(colour: str, width: str, style: str) -> str:
    return _symbol("line", "SimpleLine", {"line_color": colour, "line_width": width, "line_style": style})


def _symbol(kind: str, layer: str, properties: Mapping[str, str], alpha: str = "1") -> str:
    props = "".join(f'<prop k="{key}" v={quoteattr(value)}/>' for key, value in properties.items())
    inside = f'<layer class="{layer}" enabled="1" locked="0" pass="0">{props}</layer>'
    return f'<symbol type="{kind}" name="NAME" alpha="{alpha}" clip_to_extent="1" force_rhr="0">{inside}</symbol>'


def _qml(column: str, classes: Sequence[_Class], label: str = "", size: int = 8) -> str:
    symbols = "".join(one.symbol.replace('name="NAME"', f'name="{at}"') for at, one in enumerate(classes))
    kind = f'type="categorizedSymbol" attr="{column}"' if column else 'type="singleSymbol"'
    categories = "".join(
        f'<category symbol="{at}" value={quoteattr(one.value)} label={quoteattr(one.label)} render="true"/>'
        for at, one in enumerate(classes)
    )
    inside = (f"<categories>{categories}</categories>" if column else "") + f"<symbols>{symbols}</symbols>"
    renderer = f'<renderer-v2 {kind} symbollevels="0" forceraster="0" enableorderby="0">{inside}</renderer-v2>'
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        f'<qgis version="3.16.0" styleCategories="Symbology|Labeling" labelsEnabled="{1 if label else 0}">'
        f"{renderer}{_labels(label, size) if label else ''}</qgis>"
    )


def _labels(column: str, size: int) -> str:
    text = f'<text-style fieldName="{column}" fontSize="{size}" fontSizeUnit="Point" textColor="{_INK}" isExpression="0">'
    halo = '<text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255"/>'
    return f'<labeling type="simple"><settings>{text}{halo}</text-style></settings></labeling>'
