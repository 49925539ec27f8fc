"""The diocesan officer's three scenarios in one step: proposed, added to the plan, and set side by side. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from wolds.app.proposing import propose
from wolds.clustering.edits import AcceptProposal, EditContext, SetPolicy
from wolds.clustering.edits.draft import LAST_PROPOSAL
from wolds.clustering.edits.policy import policy_of
from wolds.clustering.eligibility import standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.models import Model
from wolds.clustering.partnership.figures import planned_model
from wolds.clustering.partnership.records import Partnership
from wolds.clustering.policy import ClusterConsequence, Policy, consequences
from wolds.clustering.policy.scenarios import POLICY_REASON, policy_scenarios
from wolds.clustering.policy.table import Verdict
from wolds.clustering.policy.views import crossing, triggering
from wolds.clustering.project import Project
from wolds.geo.character import Character
from wolds.geo.progress import PartOf, Unwatched, Watch, stop_if_asked


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
        proposed = _proposed(replace(context, plan=start), scenario.model, seed, part)
        project = project.added(proposed.plan).logged(f"Propose the scenario {scenario.name}")
        figures.append(scenario_figures(replace(proposed, plan=project.plan)))
    return project.switched(active), tuple(figures)


def compared(project: Project, watch: Watch | None = None) -> tuple[ScenarioFigures, ...]:
    """The figures of every scenario of a project, as it stands. Raises `InputError` where a filter names what is not there."""
    whole, figures = watch or Unwatched(), []
    for number, plan in enumerate(project.scenarios):
        stop_if_asked(whole)
        whole.tell(number / len(project.scenarios), f"Looking at {plan.name}")
        context = EditContext(project.schools, standing_of(project.schools, plan.eligibility), plan)
        figures.append(scenario_figures(context))
    return tuple(figures)


def _proposed(context: EditContext, model: Model, seed: int, watch: Watch) -> EditContext:
    """The plan with a proposal taken; each of its clusters aims at the model."""
    proposal = propose(context, seed=seed, watch=watch)
    plan = context.plan.apply(AcceptProposal(proposal.preview).change(context))
    aims = {key: _aiming(plan.partnerships.get(key, Partnership()), model) for key in plan.clusters}
    return replace(context, plan=replace(plan, partnerships=MappingProxyType(aims)))


def _aiming(partnership: Partnership, model: Model) -> Partnership:
    return partnership.model_copy(update={"target": model})


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
    )


def _ids(found: tuple[ClusterConsequence, ...]) -> tuple[str, ...]:
    return tuple(one.cluster for one in found)


def _stranded(context: EditContext) -> tuple[int, ...]:
    church = np.equal(context.schools.character, str(Character.CHURCH)) & context.standing.to_place
    return tuple(int(urn) for urn in context.schools.urn[church] if int(urn) not in context.plan.cluster_of)
