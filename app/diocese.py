"""The diocesan officer's three scenarios in one step: proposed, added to the plan, and set side by side. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from wolds.app.proposing import propose
from wolds.clustering.edits import AcceptProposal, EditContext, SetPolicy
from wolds.clustering.edits.policy import policy_of
from wolds.clustering.eligibility import standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.models import Model
from wolds.clustering.policy import ClusterConsequence, Policy, consequences
from wolds.clustering.policy.scenarios import PolicyScenario, policy_scenarios
from wolds.clustering.policy.table import Verdict
from wolds.clustering.policy.views import crossing, triggering
from wolds.clustering.project import Project
from wolds.geo.character import Character
from wolds.geo.progress import PartOf, Unwatched, Watch


@dataclass(frozen=True)
class ScenarioFigures:
    """One scenario beside the others. Counts are of schools or clusters; `approval` and `crosses` are ids of clusters.

    `stranded_church` are church schools to be placed that have no place; `proven`: no plan under its rules is better.
    """

    name: str
    model: Model
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


def three_scenarios(
    project: Project,
    policy: Policy | None = None,
    formal: Model = Model.HARD_FEDERATION,
    seed: int = 0,
    watch: Watch | None = None,
) -> tuple[Project, tuple[ScenarioFigures, ...]]:
    """The project with three more scenarios, made from the active one, and their figures; the active one stays active.

    `policy` is set in each of them; None = that of the active scenario. Raises `InputError` where the rules have no cap.
    """
    standing = standing_of(project.schools, project.plan.eligibility)
    context = EditContext(project.schools, standing, project.plan)
    if policy is not None and policy != policy_of(context):
        context = replace(context, plan=context.plan.apply(SetPolicy(policy).change(context)))
    whole, figures, active = watch or Unwatched(), [], project.active
    for number, scenario in enumerate(policy_scenarios(context, policy_of(context), formal)):
        part = PartOf(whole, number / 3, (number + 1) / 3)
        start = replace(context.plan, name=scenario.name, rules=scenario.rules, proposals=MappingProxyType({}))
        proposed, row = _proposed(replace(context, plan=start), scenario, seed, part)
        project = project.added(proposed.plan).logged(f"Propose the scenario {scenario.name}")
        figures.append(replace(row, name=project.plan.name))
    return project.switched(active), tuple(figures)


def _proposed(context: EditContext, scenario: PolicyScenario, seed: int, watch: Watch) -> tuple[EditContext, ScenarioFigures]:
    proposal = propose(context, seed=seed, watch=watch)
    change = AcceptProposal(proposal.preview).change(context)
    after = replace(context, plan=context.plan.apply(change))
    return after, _figures(after, scenario, proven=proposal.solution.proven)


def _figures(context: EditContext, scenario: PolicyScenario, *, proven: bool) -> ScenarioFigures:
    scoreboard = Scoreboard.of(context.schools, context.standing, context.plan)
    judged = consequences(context, policy_of(context), lambda _: scenario.model)
    clusters = scoreboard.clusters.values()
    return ScenarioFigures(
        name=scenario.name,
        model=scenario.model,
        barred=scenario.barred,
        to_place=scoreboard.plan.to_place,
        placed=scoreboard.plan.placed,
        stranded_church=_stranded(context),
        clusters=scoreboard.plan.clusters,
        mixed=sum(1 for one in clusters if one.church and one.community),
        cost_km=scoreboard.plan.cost_km,
        longest_km=scoreboard.plan.longest_km,
        approval=_ids(triggering(judged, Verdict.APPROVAL)),
        crosses=_ids(crossing(judged)),
        proven=proven,
    )


def _ids(found: tuple[ClusterConsequence, ...]) -> tuple[str, ...]:
    return tuple(one.cluster for one in found)


def _stranded(context: EditContext) -> tuple[int, ...]:
    church = np.equal(context.schools.character, str(Character.CHURCH)) & context.standing.to_place
    return tuple(int(urn) for urn in context.schools.urn[church] if int(urn) not in context.plan.cluster_of)
