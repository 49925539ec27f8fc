"""What the map shows: a register, a plan, layers that were attached. Kept as arrays and shapes; knows no widget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from wolds.clustering.eligibility import Role, Standing
from wolds.clustering.plan import Plan, PlanChange, Table
from wolds.clustering.rules import CapRule, Relation
from wolds.geo.outlines import Outline
from wolds.geo.schools import FloatArray, Schools
from wolds.widgets.map.basemap import BaseMap, Gazetteer
from wolds.widgets.map.groups import Group, groups_of
from wolds.widgets.map.hulls import place_inside
from wolds.widgets.map.layers import Layer
from wolds.widgets.map.links import Bonds, bond_lines, federation_links
from wolds.widgets.map.marks import Colouring, Marks, Tint
from wolds.widgets.map.plane import plane_of
from wolds.widgets.map.relations import recorded_bonds, trust_bonds
from wolds.widgets.map.roads import RoadLines
from wolds.widgets.map.style import NEUTRAL
from wolds.widgets.map.villages import villages_of
from wolds.widgets.map.ways import WayLines

if TYPE_CHECKING:
    from wolds.clustering.metrics import Scoreboard


@dataclass(frozen=True, eq=False)
class PlaneLine:
    """A line or ring on the plane, shape (k, 2), with its name."""

    name: str
    points: FloatArray
    guessed: bool = False


@dataclass(frozen=True, eq=False)
class Area:
    """A local authority by name: a point well inside it, shape (2,), and its largest ring in few corners, shape (k, 2)."""

    name: str
    middle: FloatArray
    ring: FloatArray


_CROWD: Final = 600
_VAST: Final = 5_000
_MANY: Final = 200
"""Clusters that change at once: from so many on, all are shown afresh, which is quicker."""
_CORNERS: Final = 150

GroupBoxes = tuple[list[Group], FloatArray, FloatArray]


class MapContent:
    """The schools, the plan and the attached layers, as the painters want them."""

    def __init__(self, base: BaseMap | None = None) -> None:
        self.base = base or BaseMap()
        self.schools: Schools | None = None
        self.standing: Standing | None = None
        self.plan = Plan()
        self.scoreboard: Scoreboard | None = None
        self.marks: Marks | None = None
        self.groups: dict[str, Group] = {}
        self.outlines: tuple[PlaneLine, ...] = ()
        self.barriers: tuple[PlaneLine, ...] = ()
        self._boxes: GroupBoxes | None = None
        self.links: FloatArray = np.empty((0, 2, 2))
        self.bonds: dict[Layer, tuple[Bonds, FloatArray]] = {}
        self._relations: tuple[Relation, ...] = ()
        self.colouring = Colouring.CLUSTER
        self._villages: Gazetteer | None = None
        self.areas: tuple[Area, ...] = ()
        self.roads: RoadLines | None = None
        self.ways: WayLines | None = None

    def show_schools(self, schools: Schools, standing: Standing) -> None:
        """Take another register or filter; the plan is empty until `show_plan`."""
        is_other = not schools.are_those_of(self.schools)
        self.schools, self.standing = schools, standing
        self.plan, self.groups, self.scoreboard, self._boxes = Plan(), {}, None, None
        if is_other or self.marks is None:
            self.marks = self._coloured(Marks.of(schools, standing, self.plan), schools)
        else:
            self.marks = self.marks.under_plan(standing, self.plan)  # the points stay where they are
        self.links = federation_links(schools, self.marks.points, np.not_equal(standing.role, int(Role.EXCLUDED)))
        if is_other:
            self.bonds, self._relations, self._villages = {}, (), None

    @property
    def villages(self) -> Gazetteer:
        """The villages that the register names; gathered when the map is first near enough to name them."""
        if self.schools is None or self.marks is None:
            return Gazetteer()
        if self._villages is None:
            self._villages = villages_of(self.schools, self.marks.points)
        return self._villages

    def show_plan(self, plan: Plan, scoreboard: Scoreboard) -> None:
        """Take another plan as a whole."""
        if self.schools is None or self.standing is None or self.marks is None:
            return
        self.plan, self.scoreboard = plan, scoreboard
        self.marks = self.marks.under_plan(self.standing, plan)
        self.groups = self._groups(plan.clusters)
        self.barriers, self._boxes = _barriers_of(plan), None
        self._show_relations(plan)

    def apply_change(self, change: PlanChange, plan: Plan, scoreboard: Scoreboard) -> QRectF | None:
        """Take what a change did. The box of the plane that looks different; None = all of it."""
        if self.schools is None or self.standing is None or self.marks is None:
            return QRectF()
        ids = {str(record.key) for record in change.of(Table.CLUSTERS)}
        if change.touches_settings or len(ids) > _MANY:
            self.show_plan(plan, scoreboard)
            return None
        urns = {urn for urn in _touched_urns(change) if urn in self.schools}
        before = self._box_of(ids, urns)
        self.plan, self.scoreboard = plan, scoreboard
        self.marks = self.marks.under(self.standing, plan, sorted(urns))
        for key in ids:
            self.groups.pop(key, None)
        self.groups |= self._groups(sorted(ids))
        self._boxes = None
        return before.united(self._box_of(ids, urns))

    def _groups(self, ids: Iterable[str]) -> dict[str, Group]:
        """The shapes of clusters of the plan; grey where colours say something else."""
        if self.schools is None or self.marks is None or self.scoreboard is None:
            return {}
        found = groups_of(self.plan, self.schools, self.marks.points, self.scoreboard, ids)
        if self.colouring == Colouring.CLUSTER:
            return dict(found)
        return {key: replace(group, colour=NEUTRAL) for key, group in found.items()}

    def set_colouring(self, colouring: Colouring) -> None:
        """Let colours say the cluster of a school, or its type."""
        self.colouring, self._boxes = colouring, None
        if self.schools is not None and self.marks is not None:
            self.marks = self._coloured(self.marks, self.schools)
            self.groups = self._groups(self.groups)

    def _coloured(self, marks: Marks, schools: Schools) -> Marks:
        return replace(marks, hues=None) if self.colouring == Colouring.CLUSTER else marks.by_kind(schools)

    def _show_relations(self, plan: Plan) -> None:
        if self.schools is None or self.marks is None or plan.rules.relations is self._relations:
            return
        self._relations = plan.rules.relations
        for layer, bonds in recorded_bonds(self.schools, self.marks.points, plan).items():
            self.set_bonds(layer, bonds)

    def show_trusts(self) -> None:
        """Draw the trusts of the schools that take part, in their layer."""
        if self.schools is not None and self.standing is not None and self.marks is not None:
            self.set_bonds(Layer.TRUSTS, trust_bonds(self.schools, self.standing, self.marks.points))

    def set_bonds(self, layer: Layer, bonds: Bonds | None) -> None:
        """Show other lines between pairs of schools in a layer; None takes them away."""
        self.bonds.pop(layer, None)
        if bonds is not None and self.schools is not None and self.marks is not None:
            self.bonds[layer] = bonds, bond_lines(self.schools, self.marks.points, bonds.pairs)

    def _box_of(self, ids: Iterable[str], urns: Iterable[int]) -> QRectF:
        boxes = [self.groups[key].points for key in ids if key in self.groups]
        points = np.vstack([*boxes, self.points_of(urns)]) if boxes else self.points_of(urns)
        return box_around(points)

    def points_of(self, urns: Iterable[int]) -> FloatArray:
        """The plane points of the schools that have one, shape (k, 2)."""
        if self.schools is None or self.marks is None:
            return np.empty((0, 2))
        rows = [self.schools.position(urn) for urn in urns if urn in self.schools]
        points = self.marks.points[rows] if rows else np.empty((0, 2))
        return np.asarray(points[np.isfinite(points).all(axis=1)])

    def everything(self) -> QRectF:
        """The box of all schools that matter to the plan; of all schools where none does."""
        if self.marks is None:
            return QRectF()
        known = np.isfinite(self.marks.points).all(axis=1)
        wanted = known & (self.marks.tint != Tint.EXCLUDED)
        return box_around(self.marks.points[wanted if wanted.any() else known])

    def numbered_as(self, changed: Iterable[Group], gone: frozenset[str]) -> MapContent:
        """The same map, with the clusters of a proposal in place of those that it changes."""
        other = copy(self)
        other.groups = {key: group for key, group in self.groups.items() if key not in gone}
        other.groups |= {group.id: group for group in changed}
        other._boxes = None
        return other

    @property
    def group_boxes(self) -> GroupBoxes:
        """All clusters in the order of their numbers, with the least and largest x and y of each, shape (k, 2)."""
        if self._boxes is None:
            groups = sorted(self.groups.values(), key=lambda group: group.number)
            self._boxes = groups, *_corners_of(groups)
        return self._boxes

    @property
    def is_vast(self) -> bool:
        """Whether there are so many schools that to paint them at once would hold the window for too long."""
        return self.marks is not None and len(self.marks.urn) > _VAST

    @property
    def is_large(self) -> bool:
        """Whether the map is painted part by part: vast, with many roads, or bare ground, since a country may be on its way."""
        roads = self.roads is not None and self.roads.is_large
        return self.is_vast or roads or (self.marks is None and bool(self.base.land))

    @property
    def credits(self) -> str:
        """Whose ground and roads are drawn."""
        return " · ".join(part for part in (self.base.credits, self.roads.credits if self.roads else "") if part)

    @property
    def is_crowded(self) -> bool:
        """Whether there are so many clusters that small ones go without hull and number where the map is far away."""
        return len(self.groups) > _CROWD

    @property
    def by_lead(self) -> bool:
        """Whether clusters are drawn as spokes to their lead school."""
        return self.plan.rules.cap_rule == CapRule.LEAD

    def set_outlines(self, outlines: Sequence[Outline]) -> None:
        """Attach borders."""
        self.outlines = tuple(
            PlaneLine(outline.name, plane_of(ring[:, 0], ring[:, 1]), outline.guessed)
            for outline in outlines
            for ring in outline.rings
        )
        self.areas = tuple(_area(outline) for outline in outlines if outline.rings and outline.name)


def _corners_of(groups: Sequence[Group]) -> tuple[FloatArray, FloatArray]:
    """The least and the largest x and y of each cluster, both (k, 2); in one go, since a country has thousands."""
    if not groups:
        return np.empty((0, 2)), np.empty((0, 2))
    points = np.fromiter((x for group in groups for x in group.key), dtype=np.float64).reshape(-1, 2)
    starts = np.cumsum([0, *(len(group.key) // 2 for group in groups[:-1])])
    return np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)


def _area(outline: Outline) -> Area:
    largest = max(outline.rings, key=len)
    ring = plane_of(largest[:, 0], largest[:, 1])
    return Area(outline.name, place_inside(ring), ring[:: max(1, len(ring) // _CORNERS)])


def box_around(points: FloatArray) -> QRectF:
    """The box around plane points; a null one around none."""
    if not len(points):
        return QRectF()
    low, high = points.min(axis=0), points.max(axis=0)
    return QRectF(QPointF(*low.tolist()), QPointF(*high.tolist())).adjusted(-1, -1, 1, 1)


def _touched_urns(change: PlanChange) -> set[int]:
    urns = {int(record.key) for record in change.of(Table.SCHOOL_LOCKS)}
    for record in change.of(Table.CLUSTERS):
        for cluster in (record.before, record.after):
            urns.update(cluster.members if cluster else ())
    return urns


def _barriers_of(plan: Plan) -> tuple[PlaneLine, ...]:
    lines = ((barrier.name, np.array(barrier.points, dtype=np.float64)) for barrier in plan.rules.barriers)
    return tuple(PlaneLine(name, plane_of(points[:, 0], points[:, 1])) for name, points in lines)
