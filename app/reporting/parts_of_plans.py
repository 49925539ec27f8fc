"""A part of a plan as a plan that is handed on by itself: one cluster, or what concerns one local authority."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wolds.app.export.bundle import Exported
from wolds.clustering.eligibility import Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import plan_with
from wolds.geo.schools import BoolArray


def of_cluster(exported: Exported, cluster_id: str) -> Exported:
    """One cluster and its schools. `KeyError` for one that the plan does not have."""
    members = exported.plan.clusters[cluster_id].members
    return _part(exported, np.isin(exported.schools.urn, members), {cluster_id})


def of_schools(exported: Exported, urns: tuple[int, ...]) -> Exported:
    """Some schools of the plan, whole clusters with them: those of an authority, and their partners across its border."""
    clusters = {exported.plan.cluster_of[urn] for urn in urns if urn in exported.plan.cluster_of}
    wanted = {*urns, *(urn for key in clusters for urn in exported.plan.clusters[key].members)}
    return _part(exported, np.isin(exported.schools.urn, list(wanted)), clusters)


def _part(exported: Exported, kept: BoolArray, clusters: set[str]) -> Exported:
    """Figures are those of the part. What the proposal said of itself stays, and is of the whole: reasons are among it."""
    schools = exported.schools.subset(kept)
    standing = Standing(exported.standing.role[kept], exported.standing.reason[kept])
    plan = plan_with({key: exported.plan.clusters[key] for key in sorted(clusters)}, exported.plan)
    scoreboard, whole = Scoreboard.of(schools, standing, plan), exported.data_hash
    return replace(exported, schools=schools, standing=standing, plan=plan, scoreboard=scoreboard, whole_hash=whole)
