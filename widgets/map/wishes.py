"""Which labels the map would like to show at a scale, the important ones first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF

from wolds.widgets.map.basemap import Gazetteer
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.content import MapContent
from wolds.widgets.map.labels import Wish
from wolds.widgets.map.layers import Layer
from wolds.widgets.map.lettering import Kind
from wolds.widgets.map.shapes import groups_in_sight, least_span

_CITY: Final = 60_000.0
_TOWN: Final = 7_000.0
_COARSEST: Final = (
    (400_000.0, 4_000.0),
    (150_000.0, 1_500.0),
    (60_000.0, 800.0),
    (25_000.0, 460.0),
    (_TOWN, 300.0),
    (2_500.0, 150.0),
    (1_000.0, 90.0),
    (0.0, 50.0),
)
"""People from which a place of the base map is named, and the coarsest scale (plane units per pixel) that it is named at."""
_VILLAGES_AT: Final = 260.0
_LARGE: Final = 26.0
"""Pixels across from which a cluster must show its number."""
_NUMBERS_AT: Final = 900.0
_SAME_PLACE: Final = 6_000.0


def wishes_for(content: MapContent, camera: Camera, shown: frozenset[Layer], known: QRectF | None = None) -> list[Wish]:
    """The labels wanted in sight of a camera, of points outside the `known` box of the plane."""
    wishes: list[Wish] = []
    if Layer.LABELS in shown and camera.scale <= _NUMBERS_AT:
        wishes += _numbers(content, camera, known or QRectF())
    if Layer.OUTLINES in shown:
        wishes += _areas(content, camera)
    if Layer.PLACES in shown:
        wishes += _towns(content.base.places, camera)
        if camera.scale <= _VILLAGES_AT:
            wishes += _villages(content.villages, camera, {wish.text.casefold(): wish for wish in wishes})
    return [wish for wish in wishes if not (known and known.contains(wish.x, wish.y))]


def _numbers(content: MapContent, camera: Camera, known: QRectF) -> Iterator[Wish]:
    box, least = camera.box, least_span(content, camera)
    groups = groups_in_sight(content, camera)
    new = (group for group in groups if not known.contains(*group.low) or not known.contains(*group.high))
    for group in sorted(new, key=lambda group: (-group.span, group.number)):
        x, y = (group.lead_point if content.by_lead else group.centre).tolist()
        if box.contains(x, y) and group.span >= least:
            text = f"{group.number}{'*' if group.locked else ''}{'!' if group.warnings else ''}"
            ring = None if content.by_lead else group.corners
            insists = group.span > _LARGE * camera.scale
            yield Wish(text, Kind.CLUSTER, x, y, 0.0, group.colour, group.id, insists, air=0.0, ring=ring)


def _towns(places: Gazetteer, camera: Camera) -> Iterator[Wish]:
    least = min((people for people, coarsest in _COARSEST if camera.scale <= coarsest), default=np.inf)
    for place in places.seen(camera, least):
        kind = Kind.CITY if place.rank >= _CITY else Kind.TOWN if place.rank >= _TOWN else Kind.VILLAGE
        yield Wish(place.name, kind, place.x, place.y, 5.0, air=3.0, dot=2.2 if kind != Kind.VILLAGE else 1.5)


def _villages(villages: Gazetteer, camera: Camera, named: dict[str, Wish]) -> Iterator[Wish]:
    for village in villages.seen(camera):
        town = named.get(village.name.casefold())
        if town is None or np.hypot(town.x - village.x, town.y - village.y) > _SAME_PLACE:
            yield Wish(village.name, Kind.VILLAGE, village.x, village.y, 8.0, air=3.0)


def _areas(content: MapContent, camera: Camera) -> Iterator[Wish]:
    box = camera.box
    for area in content.areas:
        x, y = area.middle.tolist()
        if box.contains(x, y):
            yield Wish(area.name, Kind.AREA, x, y, 0.0, air=0.0, ring=area.ring)
