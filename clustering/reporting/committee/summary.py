"""The summary of the committee report: the plan in a few sentences, and every partnership in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from wolds.clustering.edits.draft import LAST_PROPOSAL
from wolds.clustering.figures import ClusterFigures
from wolds.clustering.models import model_name
from wolds.clustering.partnership.care import consequence_for
from wolds.clustering.partnership.dashboard import county_dashboard
from wolds.clustering.partnership.figures import partnership_of
from wolds.clustering.plan import Cluster
from wolds.clustering.policy.table import Verdict
from wolds.clustering.reporting.committee.source import CommitteeFacts, Part, measured, title_of
from wolds.clustering.reporting.committee.ties import ties_sentence
from wolds.clustering.reporting.document import Align, Block, Bullets, Column, Heading, Table
from wolds.clustering.rules import Rules
from wolds.clustering.wording import listed, parted_text, schools_text, travel_text


def summary(facts: CommitteeFacts) -> Iterator[Block]:
    """The plan in plain English."""
    yield Heading(1, "Summary")
    yield Bullets(tuple(sentence for sentence in _sentences(facts) if sentence))
    if facts.clusters:
        yield Table("The partnerships", _COLUMNS, tuple(_row(facts, cluster) for cluster in facts.clusters))


def authorities_words(facts: CommitteeFacts) -> str:
    """The authorities whose schools are to be placed, "" where that would be a long list."""
    schools = facts.context.schools
    names = sorted({str(name) for name in schools.text("la_name")[facts.context.standing.to_place] if str(name).strip()})
    return listed(names) if 0 < len(names) <= 3 else ""


def _sentences(facts: CommitteeFacts) -> Iterator[str]:
    yield _placed(facts)
    yield _proof(facts)
    yield _travel(facts)
    yield _mix(facts)
    yield ties_sentence(facts)
    yield _whom_to_ask(facts)
    yield _rules(facts)
    if facts.has(Part.MONEY):
        yield _money(facts)


def _placed(facts: CommitteeFacts) -> str:
    plan = facts.scoreboard.plan
    if not plan.clusters:
        return f"The plan has no partnership yet: none of the {schools_text(plan.to_place)} that it is about has a place."
    many = "partnership" if plan.clusters == 1 else "partnerships"
    joined = f"; {schools_text(plan.optional_joined)} more joined" if plan.optional_joined else ""
    over = "none is left over" if not plan.unplaced else f"{plan.unplaced} {'is' if plan.unplaced == 1 else 'are'} in none"
    return (
        f"Of {schools_text(plan.to_place)} that the plan is about, {plan.placed} are placed in {plan.clusters} {many} "
        f"with {plan.pupils_placed:,} pupils; {over}{joined}."
    )


def _proof(facts: CommitteeFacts) -> str:
    said = f"How good the plan is known to be: {facts.proof[:1].lower()}{facts.proof[1:]}."
    known = facts.context.plan.proposals.get(LAST_PROPOSAL)
    if known is None:
        return said
    least = f"No plan under these rules leaves fewer than {schools_text(known.unplaced_bound)} over."
    return f"{said} {least}" if known.unplaced_bound else said


def _travel(facts: CommitteeFacts) -> str:
    plan, rules = facts.scoreboard.plan, facts.context.plan.rules
    if not plan.clusters:
        return ""
    longest, mean = travel_text(plan.longest_km, rules), travel_text(plan.mean_km, rules)
    told = f"The longest way between two schools of a partnership is {longest}, the average {mean} ({measured(facts)})."
    return f"{told} {parted_text(plan.parted)}." if plan.parted else told


def _mix(facts: CommitteeFacts) -> str:
    figures = [facts.scoreboard.clusters[cluster.id] for cluster in facts.clusters]
    mixed = sum(bool(one.church and one.community) for one in figures)
    return f"{mixed} of {len(figures)} partnerships have both church and community schools." if figures else ""


def _whom_to_ask(facts: CommitteeFacts) -> str:
    counted = Counter(consequence_for(facts.context, cluster.id).verdict for cluster in facts.clusters)
    words = {
        Verdict.FORBIDDEN: ("cannot have the model planned for it", "cannot have the models planned for them"),
        Verdict.APPROVAL: ("needs approval", "need approval"),
        Verdict.ADVICE: ("should take advice first", "should take advice first"),
    }
    told = [f"{counted[verdict]} {said[counted[verdict] != 1]}" for verdict, said in words.items() if counted[verdict]]
    return f"Under the policy in force, of the partnerships {listed(told)}." if told else ""


def _rules(facts: CommitteeFacts) -> str:
    plan = facts.scoreboard.plan
    if not plan.violations:
        return "The plan keeps every rule." if plan.clusters else ""
    accepted = f", {plan.accepted} of them accepted with a reason" if plan.accepted else ""
    return f"The plan breaks {plan.violations} {'rule' if plan.violations == 1 else 'rules'}{accepted}; the pages say where."


def _money(facts: CommitteeFacts) -> str:
    county = county_dashboard(facts.context, facts.today)
    if not (county.says_income or county.says_spending):
        return ""
    income = f"known income {county.income:,.0f} pounds" if county.says_income else "income not said"
    spent = f"spending {sum(county.spending.values()):,.0f} pounds" if county.says_spending else "spending not said"
    return f"Money a year over all partnerships: {income}, {spent}."


_COLUMNS = (
    Column("Partnership", width=4.4),
    Column("Schools", Align.RIGHT, 1.7),
    Column("Pupils", Align.RIGHT, 1.5),
    Column("Longest way", Align.RIGHT, 1.9),
    Column("Lead school", width=4.6),
    Column("Model", width=3),
    Column("Policy", width=2.3),
)


def _row(facts: CommitteeFacts, cluster: Cluster) -> tuple[str, ...]:
    figures = facts.scoreboard.clusters[cluster.id]
    return (
        title_of(cluster),
        str(figures.schools),
        f"{figures.pupils:,}" + (" or more" if figures.roll_unknown else ""),
        _longest(figures, facts.context.plan.rules),
        "" if figures.lead is None else facts.name_of(figures.lead),
        _model(facts, cluster),
        consequence_for(facts.context, cluster.id).verdict.value,
    )


def _longest(figures: ClusterFigures, rules: Rules) -> str:
    """The longest way, and how many pairs have none."""
    longest = travel_text(figures.longest_km, rules) if figures.longest_pair is not None or not figures.parted else "none"
    return f"{longest} ({figures.parted} kept apart)" if figures.parted else longest


def _model(facts: CommitteeFacts, cluster: Cluster) -> str:
    model = partnership_of(facts.context, cluster.id).planned_model
    return "not chosen" if model is None else model_name(model)
