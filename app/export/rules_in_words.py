"""The rules and the filter in force, a label and a phrase each, for people who read an export."""

from __future__ import annotations

from collections.abc import Iterator

from wolds.clustering.eligibility import Eligibility
from wolds.clustering.existing import KIND_NAMES
from wolds.clustering.rules import CapRule, Mix, Objective, Rules, km_of_minutes
from wolds.clustering.travel import measure_of, shown_cap
from wolds.geo.supplied import SuppliedTravel

Fact = tuple[str, str]


def rules_in_words(rules: Rules, supplied: SuppliedTravel | None = None) -> tuple[Fact, ...]:
    """The rules in force; what is off is left out, but for the travel limit. `supplied`: the travel that it refers to."""
    return (*_travel(rules, supplied), *_sizes(rules), *_company(rules), *_aims(rules))


def _travel(rules: Rules, supplied: SuppliedTravel | None) -> Iterator[Fact]:
    between = "to the lead school" if rules.cap_rule == CapRule.LEAD else "between every two schools"
    limit = shown_cap(rules)
    if supplied is not None and limit is not None:
        yield "Rule: travel limit", f"{limit:g} {measure_of(supplied, rules).words} {between}"
    elif rules.cap_km is not None:
        yield "Rule: travel limit", f"{rules.cap_km:g} km in a straight line {between}"
    elif rules.cap_minutes is not None:
        km = km_of_minutes(rules.cap_minutes)
        yield "Rule: travel limit", f"{rules.cap_minutes:g} min {between}, estimated: {km:.2f} km in a straight line"
    else:
        yield "Rule: travel limit", "none"


def _sizes(rules: Rules) -> Iterator[Fact]:
    yield "Rule: schools in a cluster", _range(rules.size_min, rules.size_max)
    if rules.roll_min is not None or rules.roll_max is not None:
        yield "Rule: pupils in a cluster", _range(rules.roll_min or 0, rules.roll_max)
    if rules.max_clusters is not None:
        yield "Rule: clusters", f"at most {rules.max_clusters}"


def _range(low: int, high: int | None) -> str:
    return f"{low} or more" if high is None else f"{low} to {high}"


def _pairs(count: int, one: str, several: str) -> str:
    return f"1 pair {one}" if count == 1 else f"{count} pairs {several}"


def _company(rules: Rules) -> Iterator[Fact]:
    if rules.keep_federations:
        let_off = f", {len(rules.exemptions)} with an exemption" if rules.exemptions else ""
        yield "Rule: federations", f"kept together{let_off}"
    if rules.must_link:
        yield "Rule: together", _pairs(len(rules.must_link), "shares a cluster", "share a cluster")
    for kind in rules.keep_relations:
        count = sum(relation.kind == kind for relation in rules.relations)
        yield f"Rule: {KIND_NAMES[kind].lower()}", f"{count} recorded, kept together"
    if rules.keep_apart:
        yield "Rule: apart", _pairs(len(rules.keep_apart), "does not share a cluster", "do not share a cluster")
    if rules.mix != Mix.ANY:
        yield "Rule: church and community schools", f"mix {rules.mix}"
    for held, words in ((rules.same_phase, "phase group"), (rules.same_la, "local authority"), (rules.same_diocese, "diocese")):
        if held:
            yield "Rule: same", f"{words} in a cluster"


def _aims(rules: Rules) -> Iterator[Fact]:
    aim = (
        "travel to the best placed school" if rules.objective == Objective.HUB else "each school's mean travel to its partners"
    )
    yield "Kept small", f"first the schools not placed, then {aim} ({rules.objective})"
    if rules.partnership_cost_km:
        yield "Cost of each cluster", f"{rules.partnership_cost_km:g} km"
    if rules.mix_preferred_km:
        yield "Preferred: mix of church and community", f"weight {rules.mix_preferred_km:g} km"
    if rules.existing_relations_km:
        kinds = ", ".join(KIND_NAMES[kind].lower() for kind in rules.prefer_relations) or "all kinds"
        yield "Preferred: existing relations", f"weight {rules.existing_relations_km:g} km ({kinds})"
    if rules.roll_target is not None:
        yield (
            "Preferred: pupils in a cluster",
            f"{rules.roll_target}, weight {rules.roll_target_km_per_10_pupils:g} km for 10 pupils",
        )
    if rules.little_change_km:
        yield "Preferred: little change", f"weight {rules.little_change_km:g} km"


def filter_in_words(eligibility: Eligibility) -> tuple[Fact, ...]:
    """Which schools are to be placed."""
    return tuple(_filter(eligibility))


def _filter(eligibility: Eligibility) -> Iterator[Fact]:
    yield "Schools: phase", ", ".join(eligibility.phases)
    yield "Schools: local authorities", ", ".join(eligibility.la_codes) or "all"
    if eligibility.roll_min is not None or eligibility.roll_max is not None:
        yield "Schools: roll of one school", _range(eligibility.roll_min or 1, eligibility.roll_max)
    if eligibility.rural_only:
        yield "Schools: kind of place", "rural, or unknown"
    if eligibility.urns is not None:
        yield "Schools: list", f"only {len(eligibility.urns)} named schools"
    if eligibility.dioceses:
        yield "Schools: dioceses", ", ".join(eligibility.dioceses)
    if eligibility.characters:
        yield "Schools: character", ", ".join(eligibility.characters)
    if eligibility.buffer_km:
        yield "Schools: neighbours", f"within {eligibility.buffer_km:g} km of the local authorities, optional"
    by_hand = (("taken in", eligibility.include), ("left out", eligibility.exclude), ("optional", eligibility.optional))
    for words, choices in by_hand:
        if choices:
            yield "Schools: by hand", f"{len(choices)} {words}"
