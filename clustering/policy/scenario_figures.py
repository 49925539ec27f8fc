"""One scenario beside the others, as a diocese looks at it: who is placed and who is left over, and whom it has to ask."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wolds.clustering.edits.base import EditContext
from wolds.clustering.edits.draft import LAST_PROPOSAL
from wolds.clustering.edits.policy import policy_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.models import Model
from wolds.clustering.partnership.figures import planned_model
from wolds.clustering.policy.judging import ClusterConsequence, consequences
from wolds.clustering.policy.scenarios import POLICY_REASON
from wolds.clustering.policy.table import Verdict
from wolds.clustering.policy.views import crossing, triggering
from wolds.clustering.travel import STRAIGHT, Measure, plan_measure
from wolds.geo.character import Character


@dataclass(frozen=True)
class ScenarioFigures:
    """One scenario beside the others. Counts are of schools or clusters; `approval` and `crosses` are ids of clusters.

    `model` is None where its clusters are judged by models of their own. `barred` counts the pairs that table or law keep
    apart. `stranded_church` are church schools to be placed that have no place; `proven`: no plan under its rules is better.
    """

    name: str
    model: Model | None
    barred: int
    to_place: int
    placed: int
    stranded_church: tuple[int, ...]
    clusters: int
    mixed: int
    cost_km: float
    longest_km: float
    approval: tuple[str, ...]
    crosses: tuple[str, ...]
    proven: bool
    measure: Measure = STRAIGHT  # what `cost_km` and `longest_km` are told in
    parted: int = 0  # pairs that a barrier keeps apart: neither counts them


def scenario_figures(context: EditContext) -> ScenarioFigures:
    """The figures of a scenario, its clusters judged by what they aim at or have."""
    plan, scoreboard = context.plan, Scoreboard.of(context.schools, context.standing, context.plan)
    models = {key: planned_model(context, key) for key in plan.clusters}
    judged = consequences(context, policy_of(context), models.__getitem__)
    clusters, last = scoreboard.clusters.values(), plan.proposals.get(LAST_PROPOSAL)
    return ScenarioFigures(
        name=plan.name,
        model=next(iter(models.values())) if len(set(models.values())) == 1 else None,
        barred=sum(1 for link in plan.rules.keep_apart if link.reason.startswith(POLICY_REASON)),
        to_place=scoreboard.plan.to_place,
        placed=scoreboard.plan.placed,
        stranded_church=_stranded(context),
        clusters=scoreboard.plan.clusters,
        mixed=sum(1 for one in clusters if one.church and one.community),
        cost_km=scoreboard.plan.cost_km,
        longest_km=scoreboard.plan.longest_km,
        approval=_ids(triggering(judged, Verdict.APPROVAL)),
        crosses=_ids(crossing(judged)),
        proven=last is not None and last.proven,
        measure=plan_measure(context.schools, plan.rules),
        parted=scoreboard.plan.parted,
    )


def _ids(found: tuple[ClusterConsequence, ...]) -> tuple[str, ...]:
    return tuple(one.cluster for one in found)


def _stranded(context: EditContext) -> tuple[int, ...]:
    church = np.equal(context.schools.character, str(Character.CHURCH)) & context.standing.to_place
    return tuple(int(urn) for urn in context.schools.urn[church] if int(urn) not in context.plan.cluster_of)
