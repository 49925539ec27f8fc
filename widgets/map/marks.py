"""How each school looks on the map, as columns: point, shape, size, colour and ring."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Final

import numpy as np

from wolds.clustering.eligibility import Standing
from wolds.clustering.plan import Plan
from wolds.geo.character import Character
from wolds.geo.kinds import SchoolKind, kinds
from wolds.geo.schools import BoolArray, FloatArray, IntArray, Schools
from wolds.widgets.map.plane import plane_of


class Shape(IntEnum):
    """The shape of a symbol says the school's character."""

    COMMUNITY = 0
    CHURCH = 1
    OTHER_FAITH = 2
    UNKNOWN = 3


class Tint(IntEnum):
    """What colours a symbol: 0 to 7 are cluster colours, then these."""

    UNPLACED = 8
    OPTIONAL = 9
    EXCLUDED = 10
    SELECTED = 11  # not a school's own look: the ring around a selected one
    GLOW = 12  # the soft disc that brings out an unplaced one
    HOLLOW = 16  # 16 to 23: in no cluster, the rim in the colour of the school's type


class Colouring(StrEnum):
    """What the colour of a school says."""

    CLUSTER = "cluster"
    KIND = "type"  # its type in law


SHAPES: Final = {
    str(Character.COMMUNITY): Shape.COMMUNITY,
    str(Character.CHURCH): Shape.CHURCH,
    str(Character.OTHER_FAITH): Shape.OTHER_FAITH,
    str(Character.UNKNOWN): Shape.UNKNOWN,
}
KIND_HUES: Final = {
    SchoolKind.AIDED: 0,
    SchoolKind.CONTROLLED: 4,
    SchoolKind.CHURCH_ACADEMY: 6,
    SchoolKind.COMMUNITY: 2,
    SchoolKind.ACADEMY: 1,
    SchoolKind.FOUNDATION: 5,
    SchoolKind.OTHER: 7,
    SchoolKind.UNKNOWN: 3,
}
"""The colour of each type of school: blues and violet where a church has a part in it."""
ROLL_STEPS: Final = (30, 50, 80, 110, 150, 210, 300, 420)
"""Pupils at which the next of the eight sizes begins, the last size being open."""
RADII: Final = (3.6, 4.2, 4.9, 5.6, 6.4, 7.3, 8.3, 9.4)
"""Radius of each size in pixels at county scale: the area grows with the roll."""
HUES: Final = 8
_COUNTY_SCALE: Final = 160.0
_ALONE: Final = np.array([Tint.EXCLUDED, Tint.OPTIONAL, Tint.UNPLACED], dtype=np.int64)
"""The tint of a school that is in no cluster, by its role."""


@dataclass(frozen=True, eq=False)
class Marks:
    """Columns of n schools, in the order of the register."""

    urn: IntArray
    points: FloatArray  # (n, 2) on the plane, NaN where unknown
    shape: IntArray  # of Shape
    step: IntArray  # 0..7, size
    tint: IntArray  # 0..7 cluster colour, else Tint
    locked: BoolArray
    hues: IntArray | None = None  # 0..7 by type; None where colours say the cluster

    @classmethod
    def of(cls, schools: Schools, standing: Standing, plan: Plan) -> Marks:
        """The marks of a register under a plan."""
        points = np.full((len(schools), 2), np.nan)
        known = schools.has_point
        points[known] = plane_of(schools.easting[known], schools.northing[known])
        shape = np.array([SHAPES[text] for text in schools.character.tolist()], dtype=np.int64)
        roll = np.nan_to_num(schools.roll, nan=0.0)
        step = np.clip(np.searchsorted(ROLL_STEPS, roll, side="right"), 0, len(RADII) - 1)
        bare = cls(schools.urn, points, shape, step, np.zeros(len(schools), np.int64), np.zeros(len(schools), np.bool_))
        return bare.under_plan(standing, plan)

    def under_plan(self, standing: Standing, plan: Plan) -> Marks:
        """The marks under another filter or plan as a whole: all schools at once, since a country has many."""
        hue = {key: cluster.colour % HUES for key, cluster in plan.clusters.items()}
        tint, locked = _ALONE[standing.role], np.zeros(len(self.urn), dtype=np.bool_)
        rows, there = self._rows_of(plan.cluster_of)
        tint[rows] = np.array([hue[key] for key in plan.cluster_of.values()], dtype=np.int64)[there]
        held = [urn for key in plan.locked_clusters for urn in plan.clusters[key].members]
        locked[self._rows_of([*held, *plan.school_locks])[0]] = True
        return replace(self, tint=tint, locked=locked)

    def _rows_of(self, urns: Collection[int]) -> tuple[IntArray, BoolArray]:
        """The rows of those of the URNs that the register has, and which these are."""
        wanted = np.fromiter(urns, dtype=np.int64, count=len(urns))
        rows = np.searchsorted(self.urn, wanted)
        there = np.isin(wanted, self.urn)
        return rows[there], there

    def under(self, standing: Standing, plan: Plan, urns: list[int]) -> Marks:
        """The marks after these schools' clusters or locks changed."""
        rows = np.searchsorted(self.urn, urns)
        tint, locked = self.tint.copy(), self.locked.copy()
        home = plan.cluster_of
        tint[rows] = [plan.clusters[home[urn]].colour % HUES if urn in home else -1 for urn in urns]
        alone = rows[tint[rows] < 0]
        tint[alone] = _ALONE[standing.role[alone]]
        locked[rows] = [plan.is_locked(urn) for urn in urns]
        return replace(self, tint=tint, locked=locked)

    def by_kind(self, schools: Schools) -> Marks:
        """The marks with colours that say the type of the schools."""
        hue = {str(kind): hue for kind, hue in KIND_HUES.items()}
        return replace(self, hues=np.array([hue[kind] for kind in kinds(schools).tolist()], dtype=np.int64))

    @cached_property
    def paint(self) -> IntArray:
        """What colours each symbol, shape (n,): its tint, or its type; hollow where it takes part and is in no cluster."""
        if self.hues is None:
            return self.tint
        own = np.where(self.tint < HUES, self.hues, Tint.HOLLOW + self.hues)
        return np.asarray(np.where(self.tint == Tint.EXCLUDED, Tint.EXCLUDED, own))

    def radii(self, zoom: float) -> FloatArray:
        """Radius of each symbol in pixels, shape (n,). Optional and excluded schools stay small."""
        radius = np.array(RADII)[self.step] * zoom
        radius[self.paint == Tint.OPTIONAL] *= 0.75
        radius[self.tint == Tint.EXCLUDED] = np.minimum(2.6 * zoom, radius[self.tint == Tint.EXCLUDED])
        return radius

    @cached_property
    def order(self) -> IntArray:
        """Rows in the order of drawing: excluded, optional, placed, unplaced; large below small."""
        tier = np.select([self.tint == Tint.EXCLUDED, self.tint == Tint.OPTIONAL, self.tint == Tint.UNPLACED], [0, 1, 3], 2)
        return np.lexsort((self.urn, -self.step, tier))

    def rings(self, rows: IntArray, tint: Tint) -> IntArray:
        """Keys of a ring or glow that fits around these rows' symbols."""
        return ((tint * 4 + self.shape[rows]) * len(RADII) + self.step[rows]) * 2 + self.locked[rows]

    @cached_property
    def keys(self) -> IntArray:
        """One whole number for each different look, shape (n,)."""
        return ((self.paint * 4 + self.shape) * len(RADII) + self.step) * 2 + self.locked


@dataclass(frozen=True)
class Look:
    """One look of a symbol, decoded from its key."""

    tint: int
    shape: Shape
    step: int
    locked: bool

    @classmethod
    def of_key(cls, key: int) -> Look:
        """The look behind `Marks.keys`."""
        rest, locked = divmod(key, 2)
        rest, step = divmod(rest, len(RADII))
        tint, shape = divmod(rest, 4)
        return cls(tint, Shape(shape), step, bool(locked))

    def radius(self, zoom: float) -> float:
        """Its radius in pixels, as in `Marks.radii`."""
        if self.tint == Tint.EXCLUDED:
            return min(2.6, RADII[self.step]) * zoom
        return RADII[self.step] * zoom * (0.75 if self.tint == Tint.OPTIONAL else 1.0)


def zoom_of(scale: float) -> float:
    """How large symbols are at a scale (plane units per pixel), 1 at county scale, in steps so that sprites are reused."""
    power = 0.65 if scale > _COUNTY_SCALE else 0.22
    return float(min(max(round(8 * (_COUNTY_SCALE / scale) ** power) / 8, 0.25), 1.5))
