"""What a diocesan officer asks first: figures of each diocese, what clusters need, which schools policy leaves alone."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.neighbours import around, clustered
from wolds.clustering.edits import EditContext
from wolds.clustering.in_reach import PairsInReach
from wolds.clustering.models import Model
from wolds.clustering.partners.reach import Reach
from wolds.clustering.policy import DEFAULT_POLICY, Policy, PolicyRow, Verdict, consequence_of
from wolds.clustering.policy.dioceses import BLANK, church_urns, diocese_figures
from wolds.clustering.policy.survey import survey
from wolds.clustering.policy.views import isolated_by_policy
from wolds.clustering.rules import Mix, Rules
from wolds.clustering.school_facts import SchoolFacts
from wolds.geo.errors import Cancelled

CHURCH, CATHOLIC, NONE = "Church of England", "Roman Catholic", "Does not apply"
AIDED, CONTROLLED, COMMUNITY, ACADEMY = (
    *("Voluntary aided school", "Voluntary controlled school"),
    *("Community school", "Academy converter"),
)
ELY, LINCOLN = "Diocese of Ely", "Diocese of Lincoln"


@pytest.fixture
def county() -> EditContext:
    """Eight schools a km apart; clusters of two: aided + community, controlled + academy (no church), aided + controlled."""
    context = around(
        [(1000.0 * n, 0) for n in range(8)],
        type_name=[AIDED, COMMUNITY, CONTROLLED, ACADEMY, AIDED, CONTROLLED, AIDED, COMMUNITY],
        religious_character=[CHURCH, NONE, CHURCH, NONE, CHURCH, CHURCH, CATHOLIC, NONE],
        diocese=[ELY, "", ELY, "", LINCOLN, LINCOLN, "", ""],
        la_name=["Fenshire", "Ashshire", *(["Fenshire"] * 6)],
        la_code=["925", "926", *(["925"] * 6)],
        roll=[60, 70, 80, 90, 40, None, 30, 20],
    )
    return clustered(context, (100_001, 100_002), (100_003, 100_004), (100_005, 100_006))


def test_each_diocese_has_the_figures_of_its_church_schools_and_blanks_stand_last(county) -> None:
    ely, lincoln, blank = diocese_figures(county)
    assert (ely.name, ely.church, ely.aided, ely.controlled, ely.academies, ely.pupils) == (ELY, 2, 1, 1, 0, 140)
    assert (ely.authorities, ely.in_clusters, ely.left_over) == (("Fenshire",), 2, 0)
    # a school without a known roll is not eligible, and so takes no part
    assert (lincoln.name, lincoln.church, lincoln.in_clusters) == (LINCOLN, 1, 1)
    assert (blank.name, blank.church, blank.left_over) == (BLANK, 1, 1)
    assert church_urns(county, ELY) == {100_001, 100_003}
    assert church_urns(county, BLANK) == {100_007}


def test_clusters_are_those_with_a_church_school_of_the_dioceses(county) -> None:
    everything = survey(county, DEFAULT_POLICY, Reach(km=5), Model.HARD_FEDERATION)
    assert [one.cluster for one in everything.clusters] == ["C001", "C002", "C003"]
    assert [one.cluster for one in everything.blocked] == ["C002"]
    assert [one.cluster for one in everything.majority] == ["C001", "C003"]
    assert [one.cluster for one in everything.approval] == ["C002", "C001"]
    assert [one.cluster for one in everything.crosses] == ["C001"]
    assert [one.cluster for one in everything.unmixed] == ["C003"]
    ours = survey(county, DEFAULT_POLICY, Reach(km=5), Model.HARD_FEDERATION, [LINCOLN])
    assert [one.cluster for one in ours.clusters] == ["C003"]
    assert ours.blocked == ()
    assert ours.figures == everything.figures, "what can be chosen does not depend on what is chosen"


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ({}, ""),
        ({"mix": Mix.REQUIRED}, "the rules require both"),
        ({"mix": Mix.FORBIDDEN}, "the rules keep them apart"),
        ({"mix_preferred_km": 2.0}, "the rules prefer both"),
    ],
)
def test_it_says_what_the_rules_ask_of_mixing(rules, says) -> None:
    assert survey(around([(0, 0)], Rules(**rules)), DEFAULT_POLICY, Reach(km=5)).mixing == says


def test_without_a_model_each_cluster_is_judged_by_its_own(county) -> None:
    found = survey(county, DEFAULT_POLICY, Reach(km=5))
    assert {one.consequence.model for one in found.clusters} == {Model.INFORMAL}
    assert (found.approval, found.blocked, found.majority) == ((), (), ())


def test_schools_that_a_rule_leaves_alone_are_told_from_those_that_must_ask() -> None:
    context = around(
        [(0, 0), (1000, 0), (50_000, 0), (51_000, 0)],
        type_name=[AIDED, COMMUNITY, AIDED, COMMUNITY],
        religious_character=[CHURCH, NONE, CATHOLIC, NONE],
        diocese=[ELY, "", LINCOLN, ""],
    )
    policy = Policy(
        rows=(
            PolicyRow(diocese=ELY, company="mixed", informal=Verdict.FORBIDDEN),
            PolicyRow(diocese=LINCOLN, company="mixed", informal=Verdict.APPROVAL),
            *DEFAULT_POLICY.rows,
        )
    )
    found = survey(context, policy, Reach(km=5))
    assert [one.urn for one in found.barred] == [100_001, 100_002]
    assert [one.urn for one in found.asking] == [100_003, 100_004]
    assert [one.urn for one in found.alone] == [100_001, 100_003]
    ely = survey(context, policy, Reach(km=5), dioceses=[ELY])
    assert [one.urn for one in ely.barred] == [100_001, 100_002], "the community school is alone because of a school of Ely"
    assert (ely.asking, [one.urn for one in ely.alone]) == ((), [100_001])


def test_it_stops_when_it_is_asked_to(county) -> None:
    class Impatient:
        def tell(self, fraction: float, message: str = "") -> None: ...

        def should_stop(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        survey(county, DEFAULT_POLICY, Reach(km=5), watch=Impatient())


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("least", [Verdict.FORBIDDEN, Verdict.APPROVAL])
def test_a_school_is_left_alone_by_policy_just_where_each_pair_with_it_is_barred(seed: int, least: Verdict) -> None:
    dice = np.random.default_rng(seed)
    church = dice.random(40) < 0.5
    context = around(
        [tuple(point) for point in np.rint(dice.uniform(0, 30_000, (40, 2))).tolist()],
        Rules(same_diocese=bool(seed % 2), mix=Mix.FORBIDDEN if seed == 3 else Mix.ANY),
        religious_character=[str(dice.choice([CHURCH, CATHOLIC])) if own else str(dice.choice([NONE, ""])) for own in church],
        type_name=dice.choice([AIDED, CONTROLLED, COMMUNITY, ACADEMY, ""], 40).tolist(),
        diocese=[str(dice.choice([ELY, LINCOLN, ""])) if own else "" for own in church],
    )
    policy = Policy(rows=(PolicyRow(diocese=ELY, company="mixed", hard_federation=Verdict.FORBIDDEN), *DEFAULT_POLICY.rows))
    found = isolated_by_policy(context, policy, Model.HARD_FEDERATION, Reach(km=6), least)
    partners = PairsInReach.of(context, Reach(km=6)).partners()
    alone = {urn for urn, near in partners.items() if near and all(parted(context, policy, urn, o, least) for _, o in near)}
    assert {one.urn for one in found} == alone
    assert alone, "the county has such schools"


def parted(context: EditContext, policy: Policy, urn: int, other: int, least: Verdict) -> bool:
    one, two = SchoolFacts.of(context, urn), SchoolFacts.of(context, other)
    rules = context.plan.rules
    if rules.mix == Mix.FORBIDDEN and {one.character, two.character} == {"church", "community"}:
        return True
    if rules.same_diocese and one.diocese and two.diocese and one.diocese != two.diocese:
        return True
    return consequence_of((one, two), policy, Model.HARD_FEDERATION).verdict.strength >= least.strength
