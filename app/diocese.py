"""The diocesan officer's three scenarios in one step: proposed, added to the plan, and set side by side. No Qt."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from wolds.app.proposing import propose
from wolds.clustering.edits import AcceptProposal, EditContext, SetPolicy
from wolds.clustering.edits.policy import policy_of
from wolds.clustering.eligibility import standing_of
from wolds.clustering.models import Model
from wolds.clustering.partnership.records import Partnership
from wolds.clustering.policy import Policy
from wolds.clustering.policy.scenario_figures import ScenarioFigures, scenario_figures
from wolds.clustering.policy.scenarios import policy_scenarios
from wolds.clustering.project import Project
from wolds.geo.progress import PartOf, Unwatched, Watch, stop_if_asked


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
