"""Classes of drivable roads, and the speed that is driven on each: stated, and a person's to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType
from typing import Final, Self

import numpy as np

from wolds.geo.schools import FloatArray


class RoadClass(IntEnum):
    """What kind of road an edge is, from motorway to service road, and ferries that take cars."""

    MOTORWAY = 0
    TRUNK = 1
    PRIMARY = 2
    SECONDARY = 3
    TERTIARY = 4
    UNCLASSIFIED = 5
    RESIDENTIAL = 6
    SERVICE = 7
    FERRY = 8


CLASS_NAMES: Final[Mapping[RoadClass, str]] = MappingProxyType(
    {
        RoadClass.MOTORWAY: "motorway",
        RoadClass.TRUNK: "trunk road",
        RoadClass.PRIMARY: "A road",
        RoadClass.SECONDARY: "B road",
        RoadClass.TERTIARY: "classified minor road",
        RoadClass.UNCLASSIFIED: "country lane",
        RoadClass.RESIDENTIAL: "street",
        RoadClass.SERVICE: "service road",
        RoadClass.FERRY: "ferry",
    }
)

DEFAULT_KM_PER_HOUR: Final[Mapping[RoadClass, float]] = MappingProxyType(
    {
        RoadClass.MOTORWAY: 100.0,
        RoadClass.TRUNK: 80.0,
        RoadClass.PRIMARY: 70.0,
        RoadClass.SECONDARY: 60.0,
        RoadClass.TERTIARY: 55.0,
        RoadClass.UNCLASSIFIED: 45.0,
        RoadClass.RESIDENTIAL: 30.0,
        RoadClass.SERVICE: 15.0,
        RoadClass.FERRY: 10.0,
    }
)
"""Speeds by day on rural roads, set below the limits for bends, villages and junctions: an assumption, not a measurement."""

SLOWEST_KM_PER_HOUR: Final = 1.0
FASTEST_KM_PER_HOUR: Final = 130.0


@dataclass(frozen=True)
class Speeds:
    """The speed on each class in km/h, each from 1 to 130. A lower limit that stands at the road itself holds there."""

    km_per_hour: Mapping[RoadClass, float] = field(default_factory=lambda: DEFAULT_KM_PER_HOUR)

    def __post_init__(self) -> None:
        for kind in RoadClass:
            if not SLOWEST_KM_PER_HOUR <= self.km_per_hour[kind] <= FASTEST_KM_PER_HOUR:
                raise ValueError(f"the speed on a {CLASS_NAMES[kind]} must be from 1 to 130 km/h")

    def seconds(self, length_m: FloatArray, road_class: np.ndarray, limit_km_per_hour: np.ndarray) -> FloatArray:
        """Seconds along edges of those lengths, classes and limits (0 = none known), each shape (e,)."""
        speed = np.array([self.km_per_hour[kind] for kind in RoadClass])[road_class]
        limited = (limit_km_per_hour > 0) & (limit_km_per_hour < speed)
        result: FloatArray = length_m * 3.6 / np.where(limited, limit_km_per_hour, speed)
        return result

    @classmethod
    def with_changes(cls, changed: Mapping[RoadClass, float]) -> Self:
        """The default speeds but for those given. Raises `ValueError` for one that nobody drives."""
        return cls(MappingProxyType({**DEFAULT_KM_PER_HOUR, **changed}))

    @property
    def changed(self) -> Mapping[RoadClass, float]:
        """The speeds that are not the default ones."""
        every = {kind: self.km_per_hour[kind] for kind in RoadClass}
        return {kind: speed for kind, speed in every.items() if speed != DEFAULT_KM_PER_HOUR[kind]}

    @property
    def in_words(self) -> str:
        """All speeds in one line, for exports."""
        return _in_words({kind: self.km_per_hour[kind] for kind in RoadClass})

    @property
    def changed_in_words(self) -> str:
        """The speeds that are not the default ones in one line, "" where all are; `speeds_from_words` reads it back."""
        return _in_words(self.changed)


def _in_words(speeds: Mapping[RoadClass, float]) -> str:
    return ", ".join(f"{CLASS_NAMES[kind]} {speed!r} km/h".replace(".0 km", " km") for kind, speed in speeds.items())


def speeds_from_words(words: str) -> Speeds:
    """The speeds that a plan's travel was worked out at, from its `changed_in_words`. `ValueError` for other words."""
    kinds = {name: kind for kind, name in CLASS_NAMES.items()}
    changed = {}
    for part in words.removesuffix(" km/h").split(" km/h, ") if words else []:
        name, _, number = part.rpartition(" ")
        if name not in kinds:
            raise ValueError(f"{name!r} is no class of road")
        changed[kinds[name]] = float(number)
    return Speeds.with_changes(changed)
