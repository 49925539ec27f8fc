"""Three ways for a diocese, side by side: church schools only, mixed informally, mixed formally; each as rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from wolds.clustering.edits.base import EditContext
from wolds.clustering.in_reach import PairsInReach
from wolds.clustering.models import Model, model_name
from wolds.clustering.partners.reach import Reach
from wolds.clustering.policy.judging import consequence_of
from wolds.clustering.policy.table import Policy, Verdict
from wolds.clustering.rules import Link, Mix, Rules
from wolds.clustering.school_facts import SchoolFacts
from wolds.clustering.wording import with_article
from wolds.geo.errors import InputError

SCENARIO_NAMES: Final = ("Church schools only", "Mixed, informal", "Mixed, formal")
"""What the three are called."""
POLICY_REASON: Final = "Policy: "
"""How the reason of a keep-apart rule begins that stands there because of a policy table."""


@dataclass(frozen=True)
class PolicyScenario:
    """A scenario to propose: its name, what it says, the model to judge its clusters by, and its rules.

    `barred` counts the pairs in reach that table or law rule out under the model; they are keep-apart rules, with the reason.
    """

    name: str
    sentence: str
    model: Model
    rules: Rules
    barred: int


def policy_scenarios(
    context: EditContext, policy: Policy, formal: Model = Model.HARD_FEDERATION
) -> tuple[PolicyScenario, PolicyScenario, PolicyScenario]:
    """The three scenarios under the plan's other rules. `InputError` where these have no travel cap: pairs would be endless.

    What is "not allowed" for a group is so for some pair of it, since a group is mixed for a school only if one of its
    partners makes it so; keeping such pairs apart therefore keeps the table.
    """
    return (
        _scenario(
            context,
            policy,
            SCENARIO_NAMES[0],
            "Church and community schools never share a cluster.",
            Model.INFORMAL,
            Mix.FORBIDDEN,
        ),
        _scenario(
            context,
            policy,
            SCENARIO_NAMES[1],
            "Church and community schools may work together informally.",
            Model.INFORMAL,
            Mix.ANY,
        ),
        _scenario(context, policy, SCENARIO_NAMES[2], f"They may, as {with_article(model_name(formal))}.", formal, Mix.ANY),
    )


def _scenario(context: EditContext, policy: Policy, name: str, sentence: str, model: Model, mix: Mix) -> PolicyScenario:
    rules = context.plan.rules
    barred = tuple(_barred(context, policy, model, _reach(rules)))
    known = {link.pair for link in rules.keep_apart}
    links = (*rules.keep_apart, *(link for link in barred if link.pair not in known))
    changed: dict[str, Any] = {"mix": mix, "keep_apart": links}
    return PolicyScenario(name, sentence, model, rules.model_copy(update=changed), len(barred))


def _reach(rules: Rules) -> Reach:
    if rules.cap_km:
        return Reach(km=min(rules.cap_km, 200.0))
    if rules.cap_minutes:
        return Reach(minutes=min(rules.cap_minutes, 240.0))
    raise InputError("the rules have no travel limit", remedy="Set one first: pairs of a whole country cannot be judged.")


def _barred(context: EditContext, policy: Policy, model: Model, reach: Reach) -> Iterator[Link]:
    facts: dict[int, SchoolFacts] = {}
    found = PairsInReach.of(context, reach)
    for pair in found.urn[found.pairs].tolist():
        for urn in pair:
            if urn not in facts:
                facts[urn] = SchoolFacts.of(context, urn)
        said = consequence_of([facts[urn] for urn in pair], policy, model)
        if said.verdict == Verdict.FORBIDDEN:
            yield Link(urn_a=pair[0], urn_b=pair[1], reason=f"{POLICY_REASON}{said.why}")
