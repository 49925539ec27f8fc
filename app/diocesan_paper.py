"""What a paper for a diocese is made from, worked out step by step: scenarios, approvals, pairs. No Qt, no files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from wolds.app.diocese import compared, three_scenarios
from wolds.clustering.edits.base import EditContext
from wolds.clustering.edits.policy import policy_of
from wolds.clustering.eligibility import standing_of
from wolds.clustering.models import Model
from wolds.clustering.pairings import best_pairings, diocese_named
from wolds.clustering.partners.reach import Reach
from wolds.clustering.policy.scenario_figures import ScenarioFigures
from wolds.clustering.policy.scenarios import SCENARIO_NAMES
from wolds.clustering.policy.survey import survey
from wolds.clustering.policy.table import Policy
from wolds.clustering.project import Project
from wolds.clustering.reporting.diocesan import PaperParts
from wolds.geo.progress import PartOf, Unwatched, Watch, stop_if_asked

_NO_LIMIT: Final = "The rules have no travel limit, so that the three policies cannot be worked out beside this plan."


@dataclass(frozen=True)
class PaperQuestion:
    """For whom a paper is: `dioceses` by name (none = all), how far schools look, and the model that clusters are judged by.

    `model` None judges each cluster by its own; `formal` is the model of the third policy.
    """

    dioceses: tuple[str, ...] = ()
    reach: Reach = field(default_factory=lambda: Reach(minutes=20))
    model: Model | None = None
    formal: Model = Model.HARD_FEDERATION
    policy: Policy | None = None


def paper_parts(project: Project, question: PaperQuestion, watch: Watch | None = None) -> PaperParts:
    """Work everything out for the active scenario; the project stays as it is. Raises `InputError` and `Cancelled`.

    Where the plan lacks the three policies they are proposed for the paper alone.
    """
    whole = watch or Unwatched()
    context = EditContext(project.schools, standing_of(project.schools, project.plan.eligibility), project.plan)
    dioceses = tuple(dict.fromkeys(diocese_named(context, name) for name in question.dioceses))
    policy = question.policy or policy_of(context)
    figures, worked_out, why = _scenarios(project, question, PartOf(whole, 0.0, 0.6))
    stop_if_asked(whole)
    found = survey(context, policy, question.reach, question.model, dioceses, PartOf(whole, 0.6, 0.8))
    stop_if_asked(whole)
    whole.tell(0.8, "Pairing church with community schools")
    pairs = best_pairings(context, question.reach, policy, question.model or Model.INFORMAL, dioceses)
    return PaperParts(context, policy, figures, worked_out, why, found, pairs)


def _scenarios(project: Project, question: PaperQuestion, watch: Watch) -> tuple[tuple[ScenarioFigures, ...], bool, str]:
    """The scenarios to set side by side, whether three were worked out for it, and why there are none beside the plan's."""
    names = {plan.name for plan in project.scenarios}
    has_cap = bool(project.plan.rules.cap_km or project.plan.rules.cap_minutes)
    if all(any(name.startswith(wanted) for name in names) for wanted in SCENARIO_NAMES):
        return compared(project, watch), False, ""
    if not has_cap:
        return compared(project, watch), False, _NO_LIMIT
    own = compared(Project(project.schools, (project.plan,)), PartOf(watch, 0.0, 0.1))
    _, three = three_scenarios(project, question.policy, question.formal, watch=PartOf(watch, 0.1, 1.0))
    return (*own, *three), True, ""
