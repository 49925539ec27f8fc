"""What two sets of rules say otherwise, in words; and what a proposal was asked under, kept and read again."""

from __future__ import annotations

from types import MappingProxyType

from wolds.clustering.eligibility import Choice, Eligibility
from wolds.clustering.plan import AskedFor, Cluster, Plan, ProposalFacts
from wolds.clustering.records import plan_from, plan_json
from wolds.clustering.rule_changes import filter_changes, rule_changes
from wolds.clustering.rules import Link, Mix, Rules


def test_every_field_that_differs_is_told_and_no_other() -> None:
    before = Rules(keep_apart=(Link(urn_a=1, urn_b=2, reason="river"),))
    after = Rules(cap_km=None, cap_minutes=20, mix=Mix.REQUIRED, keep_apart=(Link(urn_a=1, urn_b=3, reason="river"),))
    assert rule_changes(before, before) == ()
    assert rule_changes(before, after) == (
        "travel limit in km: 12 to none",
        "travel limit in minutes: none to 20",
        "pairs kept apart: others than before (1 given)",
        "mix of church and community schools: any to required",
    )


def test_who_takes_part_is_told_the_same_way() -> None:
    after = Eligibility(la_codes=("925", "926"), urns=(1, 2, 3), exclude=(Choice(urn=1),), rural_only=True)
    assert filter_changes(Eligibility(), after) == (
        "local authorities: none to 925, 926",
        "rural only: no to yes",
        "list of eligible schools: none to 3 given",
        "schools left out by hand: none to 1 given",
    )


def test_what_a_proposal_was_asked_under_is_kept_with_the_plan() -> None:
    facts = ProposalFacts(1, 1, 2.5, 2.0, 0.1, False, "finished", 0.5, 7, "2026-01-01", present=((1, 2),))
    clusters = (Cluster("C1", 1, "Fen", (1, 2), 0, locked=True),)
    asked = AskedFor(facts, Rules(cap_km=3), Eligibility(rural_only=True), clusters, ((1, "C1"), (3, "")))
    plan = Plan(asked=MappingProxyType({"last": asked}))
    assert plan_from(plan_json(plan)).asked == {"last": asked}
    assert plan_from(plan_json(Plan())).asked == {}
