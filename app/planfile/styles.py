"""How QGIS draws the layers of a plan file when they are first opened: the colours and shapes of the window, quiet lines.

Far off a cluster is labelled by its number, as in the window; names of clusters and schools come where there is room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from wolds.geo.geopackage import BOOLEAN, GeoTable
from wolds.widgets.palette import CLUSTER_HUES, Hue, channels

_INK: Final = "70,70,70,255"
_FREE: Final = "175,175,175,255"
_TIE: Final = "110,110,110,255"
_WALL: Final = "140,55,30,255"
_RED: Final = "200,30,30,255"
_WHITE: Final = "255,255,255,255"

_FAR: Final = 5_000_000
"""Labels of what matters most stand at every scale of a county: 1 to this, and nearer."""
_NEAR: Final = 80_000
"""From 1 to this on there is room for names."""
_CLUSTER_LABEL: Final = f'if(@map_scale <= {_NEAR}, "number" || \'\n\' || "name", to_string("number"))'
_SCHOOL_LABEL: Final = "if(\"role\" = 'excluded', '', \"name\")"
_SCHOOL_CLASS: Final = "if(\"role\" = 'excluded' and \"colour\" is null, 'left out', coalesce(to_string(\"colour\"), ''))"
_BY_ROLL: Final = '1.6 + sqrt(min(coalesce("roll", 0), 400)) / 12'
_BY_CHARACTER: Final = (
    "case when \"character\" = 'church' then 'square' when \"character\" = 'other_faith' then 'diamond' else 'circle' end"
)


@dataclass(frozen=True)
class _Class:
    """One class of a layer: the value of the column or expression, a label for the legend, and the symbol as QML."""

    value: str
    label: str
    symbol: str
    shown: bool = True  # else it stands in the legend, to be ticked


@dataclass(frozen=True)
class _Labels:
    """How a layer is labelled: an expression of QGIS, the size in points, and the scale, 1 to `nearer_than`, where it starts.

    `place` are attributes of QGIS's element `placement`. `never_left_out` labels are drawn even where they overlap.
    """

    expression: str
    points: int
    nearer_than: int
    place: Mapping[str, str]
    never_left_out: bool = False
    bold: bool = False


_INSIDE: Final = {"placement": "1", "centroidInside": "1", "quadOffset": "4"}
_BESIDE: Final = {"placement": "6", "predefinedPositionOrder": "R,L,TR,BR,TL,BL", "dist": "0.6", "offsetType": "1"}
_ALONG: Final = {"placement": "2", "placementFlags": "2", "dist": "0.8"}


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
    free = _Class("", "In no partnership", _dot(_FREE, "1.8"))
    # A whole register holds every school of England, closed ones too.
    left_out = _Class("left out", "Left out", _dot(_FREE, "1.2"), shown=False)
    unplaced = _Class("", "Unplaced", _dot(_WHITE, "2.8", outline=_RED, outline_width="0.5"))
    barrier = _Class("", "Barrier", _line(_WALL, "0.8", "solid"))
    return {
        "clusters": _qml("colour", [*_by_colour(_area)], _Labels(_CLUSTER_LABEL, 9, _FAR, _INSIDE, True, bold=True)),
        "schools": _qml(_SCHOOL_CLASS, [*_by_colour(_school), free, left_out], _Labels(_SCHOOL_LABEL, 7, _NEAR, _BESIDE)),
        "unplaced": _qml("", [unplaced], _Labels('"name"', 8, 3 * _NEAR, _BESIDE)),
        "links": _qml("kind", _link_classes()),
        "barriers": _qml("", [barrier], _Labels('"name"', 8, _FAR, _ALONG)),
    }


def _by_colour(symbol: Callable[[Hue], str]) -> Iterable[_Class]:
    for colour, hue in enumerate(CLUSTER_HUES):
        yield _Class(str(colour), hue.name.capitalize(), symbol(hue))


def _rgba(colour: str) -> str:
    red, green, blue = (round(255 * channel) for channel in channels(colour))
    return f"{red},{green},{blue},255"


def _link_classes() -> Sequence[_Class]:
    return (
        _Class("federation", "Federation", _line(_TIE, "0.5", "solid")),
        _Class("collaboration", "Collaboration", _line("70,90,160,255", "0.5", "dash")),
        _Class("earlier-cluster", "Earlier cluster", _line("70,90,160,255", "0.5", "dot")),
        _Class("shared-head", "Shared head", _line("70,90,160,255", "0.8", "solid")),
        _Class("must-link", "Kept together", _line("40,130,60,255", "0.6", "solid")),
        _Class("keep-apart", "Kept apart", _line(_RED, "0.6", "dash")),
        _Class("override", "Travel set by hand", _line(_INK, "0.4", "dot")),
    )


def _area(hue: Hue) -> str:
    properties = {"color": _rgba(hue.fill), "outline_color": _rgba(hue.edge), "outline_width": "0.4", "style": "solid"}
    return _symbol("fill", "SimpleFill", properties, alpha="0.4")


def _school(hue: Hue) -> str:
    """A school of a cluster: sized by its roll and shaped by its character, as in the window."""
    return _dot(_rgba(hue.fill), "2.2", by={"size": _BY_ROLL, "name": _BY_CHARACTER})


def _dot(colour: str, size: str, outline: str = _WHITE, outline_width: str = "0.3", by: Mapping[str, str] | None = None) -> str:
    properties = {"name": "circle", "color": colour, "outline_color": outline, "outline_width": outline_width, "size": size}
    return _symbol("marker", "SimpleMarker", properties, by=by or {})


def _line(colour: str, width: str, style: str) -> str:
    return _symbol("line", "SimpleLine", {"line_color": colour, "line_width": width, "line_style": style})


def _symbol(kind: str, layer: str, properties: Mapping[str, str], alpha: str = "1", by: Mapping[str, str] | None = None) -> str:
    props = "".join(f'<prop k="{key}" v={quoteattr(value)}/>' for key, value in properties.items())
    inside = f'<layer class="{layer}" enabled="1" locked="0" pass="0">{props}{_by_expression(by or {})}</layer>'
    return f'<symbol type="{kind}" name="NAME" alpha="{alpha}" clip_to_extent="1" force_rhr="0">{inside}</symbol>'


def _by_expression(by: Mapping[str, str]) -> str:
    """Properties of a symbol that follow the columns of each feature, by name of the property."""
    if not by:
        return ""
    each = "".join(
        f'<Option name="{name}" type="Map"><Option name="active" type="bool" value="true"/>'
        f'<Option name="expression" type="QString" value={quoteattr(expression)}/>'
        '<Option name="type" type="int" value="3"/></Option>'
        for name, expression in by.items()
    )
    return (
        '<data_defined_properties><Option type="Map"><Option name="name" type="QString" value=""/>'
        f'<Option name="properties" type="Map">{each}</Option>'
        '<Option name="type" type="QString" value="collection"/></Option></data_defined_properties>'
    )


def _qml(column: str, classes: Sequence[_Class], labels: _Labels | None = None) -> str:
    symbols = "".join(one.symbol.replace('name="NAME"', f'name="{at}"') for at, one in enumerate(classes))
    kind = f'type="categorizedSymbol" attr={quoteattr(column)}' if column else 'type="singleSymbol"'
    categories = "".join(
        f'<category symbol="{at}" value={quoteattr(one.value)} label={quoteattr(one.label)} render="{str(one.shown).lower()}"/>'
        for at, one in enumerate(classes)
    )
    inside = (f"<categories>{categories}</categories>" if column else "") + f"<symbols>{symbols}</symbols>"
    renderer = f'<renderer-v2 {kind} symbollevels="0" forceraster="0" enableorderby="0">{inside}</renderer-v2>'
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        f'<qgis version="3.16.0" styleCategories="Symbology|Labeling" labelsEnabled="{1 if labels else 0}">'
        f"{renderer}{_labeling(labels) if labels else ''}</qgis>"
    )


def _labeling(labels: _Labels) -> str:
    weight = 'fontWeight="75" namedStyle="Bold"' if labels.bold else 'fontWeight="50"'
    expression = f'fieldName={quoteattr(labels.expression)} isExpression="1"'
    text = f'<text-style {expression} fontSize="{labels.points}" fontSizeUnit="Point" textColor="{_INK}" {weight}>'
    halo = f'<text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="{_WHITE}"/>'
    place = " ".join(f'{name}="{value}"' for name, value in labels.place.items())
    shown = f'scaleVisibility="1" scaleMin="0" scaleMax="{labels.nearer_than}" displayAll="{int(labels.never_left_out)}"'
    drawn = f'{shown} obstacle="0"'  # else QGIS would keep the names of schools out of the areas of clusters
    inside = f"{text}{halo}</text-style><placement {place}/><rendering {drawn}/>"
    return f'<labeling type="simple"><settings calloutType="simple">{inside}</settings></labeling>'
