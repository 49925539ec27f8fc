"""The nearest schools a school could work with, and which rule blocks each pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import Role
from wolds.clustering.exploring.pair_rules import PairBlock, PairJudge
from wolds.clustering.wording import way_text


@dataclass(frozen=True)
class Partner:
    """Another school that takes part: `km` is the travel in force (inf = kept apart), `straight_km` the straight line.

    `blocks`: the rules that keep the two apart, () where they may share a cluster. `cluster`: its present cluster's id, "".
    """

    urn: int
    name: str
    km: float
    straight_km: float
    roll: int
    cluster: str
    blocks: tuple[PairBlock, ...]
    sentence: str


def nearest_partners(context: EditContext, urn: int, count: int = 8) -> tuple[Partner, ...]:
    """The nearest schools that take part, by the travel in force (those kept apart by the straight line), then URN."""
    judge, schools = PairJudge.of(context), context.schools
    taking_part = (context.standing.role != Role.EXCLUDED) & schools.has_point & (schools.urn != urn)
    row = schools.position(urn)
    metres = np.hypot(schools.easting - schools.easting[row], schools.northing - schools.northing[row])
    rows = np.flatnonzero(taking_part)
    near = rows[np.lexsort((rows, metres[rows]))][: 4 * count].tolist()  # overrides may put a farther one before a nearer
    overridden = {other for pair in judge.judge.law.travel.overrides if urn in pair for other in pair if other != urn}
    near += [place for place in rows.tolist() if int(schools.urn[place]) in overridden and place not in near]
    partners = [_partner(judge, urn, int(schools.urn[place])) for place in near]
    return tuple(sorted(partners, key=lambda found: (min(found.km, 1e6), found.straight_km, found.urn))[:count])


def _partner(judge: PairJudge, urn: int, other: int) -> Partner:
    context = judge.context
    km, straight = judge.km(urn, other), judge.straight_km(urn, other)
    blocks = judge.blocks(urn, other)
    row, home = context.schools.position(other), context.plan.cluster_of.get(other, "")
    name, roll = context.schools.name_of(other), int(np.nan_to_num(context.schools.roll[row]))
    shown = way_text(straight if np.isinf(km) else km, context.schools, context.plan.rules)
    where = f"in {context.plan.clusters[home].name}" if home else "in no cluster"
    why = "; ".join(block.sentence for block in blocks) or "no rule parts the two"
    return Partner(other, name, km, straight, roll, home, blocks, f"{name}, {shown}, roll {roll}, {where}: {why}.")
