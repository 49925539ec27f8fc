"""The maps of a committee report, drawn by the painter layers of the window's own map. Needs QtGui."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wolds.app.drawing import start_drawing
from wolds.app.export import Exported
from wolds.app.reporting.committee import Ordered, facts_of
from wolds.app.reporting.sheets import SHEETS
from wolds.clustering.reporting.committee import COUNTY_MAP, Part, cluster_map
from wolds.widgets.map.basemap import built_in_base_map
from wolds.widgets.map.content import MapContent
from wolds.widgets.map.plate import Plate, plate_svg

_COUNTY_TALL: Final = (0.8, 1.3)
_CLUSTER_TALL: Final = 0.38
"""Heights of the maps in relation to their width; that of the county from least to most, as its shape asks."""


def maps_of(ordered: Ordered) -> Iterator[tuple[str, bytes]]:
    """The maps by the names of their figures, as SVG, one after the other: between two of them a window can breathe.

    Drawn with Qt, and so in the main thread.
    """
    if Part.MAPS not in ordered.parts or not ordered.exported.plan.clusters:
        return
    start_drawing()
    content, facts = _content(ordered.exported), facts_of(ordered)
    width_mm = SHEETS[ordered.sheet].room_mm
    yield COUNTY_MAP, plate_svg(content, Plate(width_mm, width_mm * _tall(content)))
    if Part.CLUSTERS in ordered.parts:
        for cluster in facts.clusters:
            numbered = tuple(school.urn for school in facts.members(cluster))
            plate = Plate(width_mm, width_mm * _CLUSTER_TALL, cluster.id, numbered, legend=False)
            yield cluster_map(cluster.id), plate_svg(content, plate)


def _tall(content: MapContent) -> float:
    """Height by width of the map of the whole plan, with its legend."""
    box, (least, most) = content.everything(), _COUNTY_TALL
    return min(max(box.height() / box.width() + 0.2, least), most) if box.width() > 0 else least


def _content(exported: Exported) -> MapContent:
    from wolds.app.ground import outlines_for

    content = MapContent(built_in_base_map())
    content.show_schools(exported.schools, exported.standing)
    content.show_plan(exported.plan, exported.scoreboard)
    content.set_outlines(outlines_for(exported.schools, exported.plan.eligibility.la_codes))
    return content
