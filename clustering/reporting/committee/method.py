"""How the plan was worked out: data, measure of travel, rules, what is proven, and what a reader can check."""

from __future__ import annotations

from collections.abc import Iterator

from wolds.clustering.doubts import doubts
from wolds.clustering.reporting.committee.source import CommitteeFacts, ended
from wolds.clustering.reporting.document import Block, Bullets, Facts, Heading, Paragraph
from wolds.clustering.rules import Objective


def method(facts: CommitteeFacts) -> Iterator[Block]:
    """Method and assumptions, so that a reader can judge and repeat the work."""
    yield Heading(1, "How it was worked out")
    yield Paragraph(_aim(facts))
    yield Paragraph(
        "A group of schools can be a partnership where it keeps every rule below. Among all such groups those are chosen that "
        "leave the fewest schools over and, of such plans, cost the least travel. The reckoning also says what no plan under "
        "these rules can beat: where plan and bound meet, the plan is proven best."
    )
    yield Paragraph(f"Travel: {facts.travel}. {_estimate(facts)}".strip())
    known = doubts(facts.context.schools, facts.context.standing, facts.context.plan.rules, facts.context.plan.eligibility)
    if known:
        yield Heading(2, "What the data leave open")
        yield Bullets(tuple(ended(doubt.sentence) for doubt in known))
    yield Heading(2, "Data, rules and proof")
    yield Paragraph("The same register, rules and seed give the same plan; the hashes tell whether data are the same.")
    yield Facts(facts.about)


def _aim(facts: CommitteeFacts) -> str:
    hub = facts.context.plan.rules.objective == Objective.HUB
    aim = "the travel of each school to the best placed one" if hub else "each school's mean travel to its partners"
    return f"The plan was made with Wolds. It places as many schools as the rules allow, and keeps {aim} small."


def _estimate(facts: CommitteeFacts) -> str:
    if facts.measure.is_estimate:
        return f"Minutes are {facts.measure.how}; a real journey may take longer."
    if facts.context.schools.supplied is None:
        return "It is measured in straight lines between the schools, not along roads."
    return ""
