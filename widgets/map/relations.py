"""Existing relations as lines on the map: a kind by a line of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from PySide6.QtCore import QCoreApplication

from wolds.clustering.eligibility import Role, Standing
from wolds.clustering.existing import rows_by_key, trust_keys
from wolds.clustering.plan import Plan
from wolds.clustering.rules import RecordedKind, RelationKind
from wolds.geo.schools import FloatArray, Schools
from wolds.widgets.map.layers import Layer
from wolds.widgets.map.links import Bonds, joined

RECORDED_LAYERS: Final[Mapping[RecordedKind, Layer]] = {
    RelationKind.COLLABORATION: Layer.COLLABORATIONS,
    RelationKind.EARLIER_CLUSTER: Layer.EARLIER_CLUSTERS,
    RelationKind.SHARED_HEAD: Layer.SHARED_HEADS,
}
"""The layer of each kind that people record."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Relations", text)


def recorded_bonds(schools: Schools, points: FloatArray, plan: Plan) -> Mapping[Layer, Bonds | None]:
    """The lines of recorded relations by layer; None where the plan has none of a kind."""
    groups: dict[RelationKind, list[tuple[int, ...]]] = {}
    for relation in plan.rules.relations:
        groups.setdefault(relation.kind, []).append(relation.urns)
    pairs = {kind: joined(schools, points, groups.get(kind, ())) for kind in RECORDED_LAYERS}
    made = {
        Layer.COLLABORATIONS: Bonds(_tr("Collaboration"), pairs[RelationKind.COLLABORATION], "ink", (3.5, 2.0)),
        Layer.EARLIER_CLUSTERS: Bonds(_tr("Earlier cluster"), pairs[RelationKind.EARLIER_CLUSTER], "ink", (0.6, 1.8)),
        Layer.SHARED_HEADS: Bonds(_tr("Shared head"), pairs[RelationKind.SHARED_HEAD], "ink"),
    }
    return {layer: bonds if bonds.pairs else None for layer, bonds in made.items()}


def trust_bonds(schools: Schools, standing: Standing, points: FloatArray) -> Bonds | None:
    """The lines between the schools of each trust that take part; None where there is none."""
    keys = np.where(standing.role != Role.EXCLUDED, trust_keys(schools), "").astype(object)
    groups = (tuple(schools.urn[rows].tolist()) for _, rows in rows_by_key(keys))
    pairs = joined(schools, points, groups)
    return Bonds(_tr("Trust"), pairs, "link", (6.0, 1.5, 0.8, 1.5)) if pairs else None
