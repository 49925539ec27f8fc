"""Which labels the map would like to show at a scale, the important ones first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from wolds.widgets.map.basemap import Place
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.content import Layer, MapContent
from wolds.widgets.map.groups import Group
from wolds.widgets.map.labels import Wish
from wolds.widgets.map.lettering import Kind

_CITY: Final = 60_000.0
_TOWNS_FROM: Final = ((400_000.0, 4_000.0), (150_000.0, 2_200.0), (60_000.0, 1_300.0), (25_000.0, 650.0), (0.0, 420.0))
"""People from which a place of the base map is named, and the coarsest scale (plane units per pixel) that it is named at."""
_VILLAGES_AT: Final = 230.0
_NUMBERS_AT: Final = 900.0
_SAME_PLACE: Final = 6_000.0


def wishes_for(content: MapContent, camera: Camera, shown: frozenset[Layer]) -> list[Wish]:
    """The labels wanted in sight of a camera."""
    wishes: list[Wish] = []
    if Layer.LABELS in shown and camera.scale <= _NUMBERS_AT:
        wishes += _numbers(content.groups.values(), camera, content.by_lead)
    if Layer.OUTLINES in shown:
        wishes += _areas(content, camera)
    if Layer.PLACES in shown:
        wishes += _towns(content.base.places, camera)
        if camera.scale <= _VILLAGES_AT:
            wishes += _villages(content.villages, camera, {wish.text.casefold(): wish for wish in wishes})
    return wishes


def _numbers(groups: Iterable[Group], camera: Camera, by_lead: bool) -> Iterator[Wish]:
    box = camera.box
    for group in sorted(groups, key=lambda group: (-len(group.points), group.number)):
        x, y = (group.lead_point if by_lead else group.centre).tolist()
        if box.contains(x, y):
            width = max(group.box.width(), group.box.height()) / camera.scale
            text = f"{group.number}{'*' if group.locked else ''}{'!' if group.warnings else ''}"
            yield Wish(text, Kind.CLUSTER, x, y, 0.0, group.colour, group.id, insists=width > 26, air=0.0)


def _towns(places: Iterable[Place], camera: Camera) -> Iterator[Wish]:
    box = camera.box
    for place in places:
        coarsest = next(scale for people, scale in _TOWNS_FROM if place.rank >= people)
        if camera.scale <= coarsest and box.contains(place.x, place.y):
            kind = Kind.CITY if place.rank >= _CITY else Kind.TOWN
            yield Wish(place.name, kind, place.x, place.y, 0.0, air=6.0)


def _villages(villages: Iterable[Place], camera: Camera, named: dict[str, Wish]) -> Iterator[Wish]:
    box = camera.box
    for village in villages:
        if not box.contains(village.x, village.y):
            continue
        town = named.get(village.name.casefold())
        if town is None or np.hypot(town.x - village.x, town.y - village.y) > _SAME_PLACE:
            yield Wish(village.name, Kind.VILLAGE, village.x, village.y, 9.0, air=3.0)


def _areas(content: MapContent, camera: Camera) -> Iterator[Wish]:
    box = camera.box
    for outline in content.outline_labels:
        x, y = outline.points[0].tolist()
        if outline.name and box.contains(x, y):
            yield Wish(outline.name, Kind.AREA, x, y, 0.0, air=4.0)
