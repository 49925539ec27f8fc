"""What a partnership lacks, and what its model asks of people: warnings and prompts in plain words.

A warning hinders nothing. A prompt is something to ask or do, with its source, and never legal advice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wolds.clustering.edits.base import EditContext
from wolds.clustering.edits.policy import policy_of
from wolds.clustering.model_law import MemberKind, obstacles, roll_warning
from wolds.clustering.models import MODELS, Model, model_name
from wolds.clustering.partnership.figures import money_of, partnership_of, planned_model, rolls_of
from wolds.clustering.partnership.records import Category, Partnership, SpendingHead, Stage, Status
from wolds.clustering.policy.judging import Consequence, consequence_of
from wolds.clustering.policy.table import Verdict
from wolds.clustering.school_facts import SchoolFacts
from wolds.clustering.wording import day_words, listed


@dataclass(frozen=True)
class Warned:
    """Something a partnership lacks: a stable code, and a sentence."""

    code: str
    sentence: str


@dataclass(frozen=True)
class Prompt:
    """Something to ask or do, and where that is from."""

    sentence: str
    source: str


def warnings_of(context: EditContext, cluster_id: str, today: date) -> tuple[Warned, ...]:
    """What the partnership of a cluster lacks, the gravest first; () for one that has ended."""
    partnership = partnership_of(context, cluster_id)
    if partnership.stage == Stage.ENDED:
        return ()
    return (
        *_of_model(context, cluster_id, partnership),
        *_of_leading(context, cluster_id, partnership),
        *_of_plan(partnership, today),
        *_of_money(context, cluster_id, partnership),
    )


def _of_model(context: EditContext, cluster_id: str, partnership: Partnership) -> Iterator[Warned]:
    model = partnership.planned_model
    if model is None:
        yield Warned("no-model", "No model was chosen: informal collaboration, or something tighter?")
        return
    if model == Model.HARD_FEDERATION:  # no other has anything in its way, and facts of schools are dear for a whole country
        members = [MemberKind(member.name, member.kind) for member in _facts(context, cluster_id)]
        yield from (Warned("model-barred", sentence) for sentence in obstacles(members, model))
    rolls = rolls_of(context, cluster_id)
    known = [roll for roll in rolls if roll == roll]
    small = roll_warning(model, round(sum(known)), len(rolls) - len(known))
    if small:
        yield Warned("roll-small", small)


def _of_leading(context: EditContext, cluster_id: str, partnership: Partnership) -> Iterator[Warned]:
    if context.plan.clusters[cluster_id].lead is None and not partnership.lead_role:
        yield Warned("no-lead", "Nobody leads it: choose a lead school or a lead head's role")


def _of_plan(partnership: Partnership, today: date) -> Iterator[Warned]:
    open_actions = [action for action in partnership.actions if action.status != Status.DROPPED]
    if not any(action.category == Category.TEACHING for action in open_actions):
        yield Warned("no-teaching", "No action is about teaching")
    if not any(measure.agreed for measure in partnership.measures):
        yield Warned("no-measure", "No measure of progress was agreed")
    if partnership.review_date is None:
        yield Warned("no-review", "No review date was set")
    elif partnership.review_date < today:
        yield Warned("review-overdue", f"The review of {day_words(partnership.review_date)} is overdue")
    late = [measure.name for measure in partnership.measures if measure.review_date and measure.review_date < today]
    if late:
        yield Warned("measure-overdue", f"The review of {listed(late, 4)} is overdue")


def _of_money(context: EditContext, cluster_id: str, partnership: Partnership) -> Iterator[Warned]:
    if partnership.budget.is_empty:
        return
    money = money_of(context, cluster_id)
    if not money.by_head[SpendingHead.LEADERSHIP] and (money.income is None or money.income > 0 or money.spending > 0):
        yield Warned("no-leadership-time", "There is money, but none of it pays for leadership time")
    if money.balance is None:
        yield Warned("income-unknown", "A roll is unknown, so what the levy per pupil brings is unknown")
    elif money.balance < 0:
        yield Warned("overspent", f"The spending is {-money.balance:,.0f} pounds above the income")


def consequence_for(context: EditContext, cluster_id: str, model: Model | None = None) -> Consequence:
    """What table and law say of a cluster: under `model`, else the planned model, else informal collaboration."""
    return consequence_of(_facts(context, cluster_id), policy_of(context), model or planned_model(context, cluster_id))


def need_of(context: EditContext, cluster_id: str) -> str:
    """The strongest consequence for a cluster under its planned model and why, in a sentence; "" where all is allowed."""
    said = consequence_for(context, cluster_id)
    if said.verdict == Verdict.ALLOWED:
        return ""
    why = said.why if said.why.lower().startswith(said.verdict.value) else f"{said.verdict.value}, as {said.why}"
    return f"As {model_name(said.model)}: {why[:1].lower()}{why[1:]}"


def prompts_of(context: EditContext, cluster_id: str) -> tuple[Prompt, ...]:
    """What the planned model of a cluster asks of people, with sources; () where no model was chosen."""
    partnership = partnership_of(context, cluster_id)
    model = partnership.planned_model
    return () if model is None else tuple(_prompts(context, cluster_id, model, is_new=model != partnership.model))


def _prompts(context: EditContext, cluster_id: str, model: Model, *, is_new: bool) -> Iterator[Prompt]:
    if is_new:
        yield from (Prompt(sentence, source) for sentence, source in MODELS[model].prompts)
    said = consequence_for(context, cluster_id, model)
    for finding in said.findings:
        if finding.verdict in (Verdict.ADVICE, Verdict.APPROVAL):
            yield Prompt(finding.sentence, finding.source or f"policy table {policy_of(context).name}")
    yield from (Prompt(question, "the register and the law on this model") for question in said.questions)
    yield from (Prompt(f"It {crossed}", "the register") for crossed in said.crosses)


def _facts(context: EditContext, cluster_id: str) -> list[SchoolFacts]:
    members = context.plan.clusters[cluster_id].members
    return [SchoolFacts.of(context, urn) for urn in members if urn in context.schools]
