"""The layers of a plan file that other programs draw: schools, clusters, links, barriers and unplaced schools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np

from wolds.app.planfile.scene import Scene
from wolds.clustering.edits.draft import LAST_PROPOSAL
from wolds.clustering.figures import ClusterFigures
from wolds.clustering.plan import Cluster
from wolds.clustering.rules import Relation
from wolds.clustering.travel import measure_of, shown_value
from wolds.geo.federations import federation_title
from wolds.geo.geopackage import BOOLEAN, GeoTable, Shape, line_shape, point_shapes, wkb_shape
from wolds.geo.schools import COLUMNS, INTEGER, TEXT, Schools

_SQL: Final = {INTEGER: "INTEGER", TEXT: "TEXT"}
_AROUND_M: Final = 500.0
"""How far the shape of a cluster reaches beyond its schools, in metres."""


def school_layer(scene: Scene) -> GeoTable:
    """Every school of the register with all its columns; the columns of the plan come behind them, for styles."""
    schools = scene.schools
    columns = {name: _SQL.get(kind, "REAL") for name, kind in COLUMNS.items()}
    columns |= {"role": "TEXT", "left_out_because": "TEXT", "cluster": "TEXT", "cluster_name": "TEXT"}
    columns |= {"cluster_number": "INTEGER", "colour": "INTEGER", "is_locked": BOOLEAN, "note": "TEXT", "character": "TEXT"}
    own = zip(*(_values(schools, name, kind) for name, kind in COLUMNS.items()), strict=True)
    planned = zip(scene.role, scene.reason, (_placing(scene, urn) for urn in schools.urn.tolist()), strict=True)
    kinds = schools.character.tolist()
    rows = [
        (*school, role, reason, *placing, kind)
        for school, (role, reason, placing), kind in zip(own, planned, kinds, strict=True)
    ]
    shapes = point_shapes(schools.easting, schools.northing)
    return GeoTable("schools", columns, rows, "POINT", shapes, "Schools of the register")


def _values(schools: Schools, name: str, kind: str) -> list[Any]:
    values: list[Any] = schools.frame[name].tolist()
    return values if kind in _SQL else [None if value != value else value for value in values]


def _placing(scene: Scene, urn: int) -> tuple[Any, ...]:
    cluster, note = scene.plan.cluster_at(urn), scene.plan.school_notes.get(urn, "")
    locked = int(scene.plan.is_locked(urn))
    return ("", "", None, None, locked, note) if cluster is None else (*_label(cluster), locked, note)


def _label(cluster: Cluster) -> tuple[Any, ...]:
    return cluster.id, cluster.name, cluster.number, cluster.colour


def cluster_layer(scene: Scene, figures: Mapping[str, ClusterFigures]) -> GeoTable:
    """One area for each cluster. Travel columns are empty where no figures were given."""
    clusters = [cluster for _, cluster in sorted(scene.plan.clusters.items())]
    columns = {"cluster": "TEXT", "number": "INTEGER", "name": "TEXT", "colour": "INTEGER", "schools": "INTEGER"}
    columns |= {"pupils": "INTEGER", "lead_urn": "INTEGER", "lead_name": "TEXT", "longest_km": "REAL", "mean_km": "REAL"}
    columns |= {"longest_travel": "REAL", "mean_travel": "REAL", "travel_measure": "TEXT", "pairs_kept_apart": "INTEGER"}
    columns |= {"broken_rules": "INTEGER", "is_locked": BOOLEAN, "note": "TEXT", "members": "TEXT"}
    names = dict(zip(scene.schools.urn.tolist(), scene.schools.text("name").tolist(), strict=True))
    rows = [_cluster_row(scene, cluster, figures.get(cluster.id), names) for cluster in clusters]
    shapes = _areas(scene.schools, clusters)
    return GeoTable("clusters", columns, rows, "POLYGON", shapes, "Partnerships of the active scenario")


def _cluster_row(scene: Scene, cluster: Cluster, figures: ClusterFigures | None, names: Mapping[int, str]) -> tuple[Any, ...]:
    schools = scene.schools
    known = [urn for urn in cluster.members if urn in schools]
    pupils = int(np.nansum(schools.roll[schools.positions(known)]))
    lead = figures.lead if figures else cluster.lead
    members = "; ".join(names.get(urn, "") for urn in cluster.members)
    lead_name = "" if lead is None else names.get(lead, "")
    head = (cluster.id, cluster.number, cluster.name, cluster.colour, len(cluster.members), pupils, lead, lead_name)
    return (
        *head,
        *_travel(scene, figures),
        len(figures.violations) if figures else None,
        int(cluster.locked),
        cluster.note,
        members,
    )


def _travel(scene: Scene, figures: ClusterFigures | None) -> tuple[Any, ...]:
    """The longest and the mean pair in straight-line km, where those are in force, and in the measure in force."""
    rules, supplied = scene.plan.rules, scene.schools.supplied
    measure = measure_of(supplied, rules).words
    if figures is None:
        return (None, None, None, None, measure, None)
    if figures.parted and not figures.pairs:
        return (None, None, None, None, measure, figures.parted)
    km = (_finite(figures.longest_km), _finite(figures.mean_km))
    shown = tuple(None if one is None else shown_value(one, rules) for one in km)
    return (*(km if supplied is None else (None, None)), *shown, measure, figures.parted)


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _areas(schools: Schools, clusters: list[Cluster]) -> list[Shape | None]:
    """The hull of each cluster's schools, widened a little; None where none of them has a point."""
    import shapely

    owner, points = _points(schools, clusters)
    if len(owner) == 0:
        return [None] * len(clusters)
    present, first = np.unique(owner, return_inverse=True)
    hulls = shapely.convex_hull(shapely.multipoints(shapely.points(points), indices=first))
    areas = shapely.buffer(hulls, _AROUND_M, quad_segs=4)
    blobs, bounds = shapely.to_wkb(areas, byte_order=1), shapely.bounds(areas)
    found = {int(at): wkb_shape(blob, tuple(box)) for at, blob, box in zip(present, blobs, bounds.tolist(), strict=True)}
    return [found.get(position) for position in range(len(clusters))]


def _points(schools: Schools, clusters: list[Cluster]) -> tuple[Any, Any]:
    pairs = [(at, urn) for at, cluster in enumerate(clusters) for urn in cluster.members if urn in schools]
    owner = np.array([at for at, _ in pairs], dtype=np.int64)
    rows = schools.positions(urn for _, urn in pairs)
    known = schools.has_point[rows]
    return owner[known], np.column_stack([schools.easting[rows], schools.northing[rows]])[known]


def link_layer(scene: Scene) -> GeoTable:
    """Lines between schools that belong together, are kept apart, or whose travel a person set."""
    columns = {"kind": "TEXT", "urn_a": "INTEGER", "urn_b": "INTEGER", "name_a": "TEXT", "name_b": "TEXT"}
    columns |= {"reason": "TEXT", "km": "REAL", "minutes": "REAL"}
    schools, rows, shapes = scene.schools, [], []
    for kind, urn_a, urn_b, reason, km, minutes in _links(scene):
        rows.append((kind, urn_a, urn_b, schools.name_of(urn_a), schools.name_of(urn_b), reason, km, minutes))
        shapes.append(_between(schools, urn_a, urn_b))
    return GeoTable("links", columns, rows, "LINESTRING", shapes, "Schools that work together, or have a rule of their own")


def _links(scene: Scene) -> Iterator[tuple[str, int, int, str, float | None, float | None]]:
    rules = scene.plan.rules
    yield from (("must-link", *link.pair, link.reason, None, None) for link in rules.must_link)
    yield from (("keep-apart", *link.pair, link.reason, None, None) for link in rules.keep_apart)
    yield from (("override", *link.pair, link.reason, link.km, link.minutes) for link in rules.overrides)
    yield from ((one.kind.value, *pair, one.name or one.reason, None, None) for one in rules.relations for pair in _joined(one))
    yield from (("federation", first, other, name, None, None) for first, other, name in _federations(scene))


def _joined(relation: Relation) -> Iterator[tuple[int, int]]:
    """A relation's schools, joined to the first of them."""
    return ((relation.urns[0], other) for other in relation.urns[1:])


def _federations(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Each federation's schools that take part, joined to the first of them."""
    schools, first_of = scene.schools, dict[str, int]()
    keys = schools.federation
    for row in np.flatnonzero((keys != "") & (np.array(scene.role, dtype=object) != "excluded")).tolist():
        urn = int(schools.urn[row])
        first = first_of.setdefault(keys[row], urn)
        if first != urn:
            yield first, urn, federation_title(schools, row)


def _between(schools: Schools, urn_a: int, urn_b: int) -> Shape | None:
    if urn_a not in schools or urn_b not in schools:
        return None
    rows = schools.positions((urn_a, urn_b))
    if not schools.has_point[rows].all():
        return None
    return line_shape(list(zip(schools.easting[rows].tolist(), schools.northing[rows].tolist(), strict=True)))


def barrier_layer(scene: Scene) -> GeoTable:
    """The lines that cannot be crossed straight."""
    barriers = scene.plan.rules.barriers
    columns = {"name": "TEXT", "minutes": "REAL", "reason": "TEXT"}
    rows = [(barrier.name, barrier.minutes, barrier.reason) for barrier in barriers]
    shapes = [line_shape(barrier.points) for barrier in barriers]
    return GeoTable("barriers", columns, rows, "LINESTRING", shapes, "Lines that cannot be crossed straight")


def unplaced_layer(scene: Scene) -> GeoTable:
    """Schools to be placed that are in no cluster, with the reason where the engine gave one."""
    facts = scene.plan.proposals.get(LAST_PROPOSAL)
    reasons = {urn: (code, sentence) for urn, code, sentence in facts.reasons} if facts else {}
    schools = scene.schools
    urns = [urn for urn, role in zip(schools.urn.tolist(), scene.role, strict=True) if _is_unplaced(scene, urn, role)]
    rows = [(urn, schools.name_of(urn), *reasons.get(urn, ("", ""))) for urn in urns]
    columns = {"urn": "INTEGER", "name": "TEXT", "code": "TEXT", "reason": "TEXT"}
    return GeoTable("unplaced", columns, rows, "POINT", _spots(schools, urns), "Schools to be placed without a partnership")


def _is_unplaced(scene: Scene, urn: int, role: str) -> bool:
    return role == "to place" and urn not in scene.plan.cluster_of


def _spots(schools: Schools, urns: Iterable[int]) -> list[Shape | None]:
    rows = schools.positions(urns)
    return point_shapes(schools.easting[rows], schools.northing[rows])
