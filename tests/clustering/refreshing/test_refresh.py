"""A plan taken to a new register: what follows, what stays, what is told; nobody and nothing vanishes."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.counties import open_primaries
from wolds.clustering.eligibility import Choice, Eligibility
from wolds.clustering.partnership.records import Associate, ConfidentialFact, JointRole, Partnership
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.project import Project
from wolds.clustering.records import project_from, state_json
from wolds.clustering.refreshing import ChangeKind, Group, refresh, review_rows
from wolds.clustering.rules import FederationExemption, Link, PairTravel, Relation, RelationKind, Rules
from wolds.geo.errors import InputError
from wolds.geo.links import LinkKind, SchoolLinks
from wolds.geo.schools import Schools, Source
from wolds.geo.supplied import SuppliedTravel, TravelSource

A, B, C, D, E, F = range(100_001, 100_007)
NEW, OTHER = 200_001, 200_002
POINTS = [(0, 0), (1_000, 0), (2_000, 0), (40_000, 0), (41_000, 0), (42_000, 0)]
SCHOOLS = open_primaries(POINTS, la_code="925", la_name="Fenshire")
AT = "2026-11-26T12:00:00+00:00"


def plan_of(*groups: tuple[int, ...], **fields: Any) -> Plan:
    clusters = {f"C{n}": Cluster(f"C{n}", n, f"Cluster {n}", members, n) for n, members in enumerate(groups, 1)}
    mapped = {name: MappingProxyType(value) if isinstance(value, dict) else value for name, value in fields.items()}
    return plan_with(clusters, replace(Plan(), **mapped))


def register(changes: dict[int, dict[str, Any] | None], base: Schools = SCHOOLS, file: str = "new.csv") -> Schools:
    """The base register with columns of schools changed, schools added, or (None) taken out."""
    rows = {int(row["urn"]): row for row in base.frame.to_dict("records")}
    usual = dict(rows[int(base.urn[0])])
    for urn, fields in changes.items():
        if fields is None:
            del rows[urn]
        else:
            rows[urn] = rows.get(urn, {**usual, "urn": urn, "name": f"New {urn}"}) | fields
    return Schools.from_frame(pd.DataFrame(list(rows.values())), Source(file, "abc", "2026-09-01"))


def links(*steps: tuple[int, int], kind: LinkKind = LinkKind.SUCCESSOR) -> SchoolLinks:
    found: dict[int, dict[int, LinkKind]] = {}
    for old, new in steps:
        found.setdefault(old, {})[new] = kind
    return SchoolLinks(found, "links.csv", "def", len(steps))


CLOSED = {"status": "Closed"}


def members(plan: Plan) -> list[tuple[int, ...]]:
    return [plan.clusters[key].members for key in sorted(plan.clusters)]


def refreshed(plan: Plan, schools: Schools, found: SchoolLinks | None = None):
    return refresh(Project(SCHOOLS, (plan,)), schools, found, at=AT)


def test_an_academy_takes_the_place_of_its_predecessor_with_all_that_was_said_of_it() -> None:
    plan = plan_of(
        (A, B, C),
        (D, E, F),
        school_locks={A: "C1"},
        school_notes={A: "ask the vicar"},
        accepted={f"size:{A}+{B}+{C}": "agreed"},
        partnerships={"C1": Partnership(roles=(JointRole(role="SENCO", school=A),))},
        associates={"A1": Associate(urn=A, cluster="C2", purpose="music")},
        confidential={"F1": ConfidentialFact(urn=A, text="the head retires")},
        rules=Rules(
            must_link=(Link(urn_a=A, urn_b=B),),
            overrides=(PairTravel(urn_a=B, urn_b=A, km=3),),
            relations=(Relation(kind=RelationKind.SHARED_HEAD, urns=(A, B)),),
        ),
        eligibility=Eligibility(include=(Choice(urn=A, reason="asked"),)),
    )
    plan = replace(plan, clusters=MappingProxyType({**plan.clusters, "C1": replace(plan.clusters["C1"], lead=A, locked=True)}))
    found = refreshed(plan, register({A: CLOSED, NEW: {}}), links((A, NEW)))
    now = found.project.plan
    assert members(now) == [(B, C, NEW), (D, E, F)]
    assert (now.clusters["C1"].lead, now.clusters["C1"].locked) == (NEW, True)
    assert (dict(now.school_locks), dict(now.school_notes)) == ({NEW: "C1"}, {NEW: "ask the vicar"})
    assert dict(now.accepted) == {f"size:{B}+{C}+{NEW}": "agreed"}
    assert now.partnerships["C1"].roles[0].school == NEW
    assert (now.associates["A1"].urn, now.confidential["F1"].urn) == (NEW, NEW)
    assert now.rules.must_link[0].pair == now.rules.overrides[0].pair == now.rules.relations[0].urns == (B, NEW)
    assert now.eligibility.include == (Choice(urn=NEW, reason="asked"),)
    assert not any(told.was_lost for told in found.review.scenarios[0].told)
    assert [(change.kind, change.urn) for change in found.review.changes] == [
        (ChangeKind.SUCCEEDED, A),
        (ChangeKind.OPENED, NEW),
    ]


def test_two_schools_of_one_cluster_that_merge_become_one_and_their_notes_are_joined() -> None:
    plan = plan_of((A, B, C), (D, E, F), school_notes={A: "small", B: "large"}, rules=Rules(roll_min=None))
    found = refreshed(plan, register({A: CLOSED, B: None, NEW: {"roll": 120}}), links((A, NEW), (B, NEW)))
    assert members(found.project.plan) == [(C, NEW), (D, E, F)]
    assert found.project.plan.school_notes[NEW] == "small\nSchool 2: large"
    assert [(change.kind, change.urn, change.others) for change in found.review.changes] == [
        (ChangeKind.MERGED, A, (NEW,)),
        (ChangeKind.MERGED, B, (NEW,)),
        (ChangeKind.OPENED, NEW, (A, B)),
    ]
    assert [fault.rule for fault in found.review.scenarios[0].broken] == ["size"]


def test_schools_of_two_clusters_that_merge_leave_both_and_it_is_told() -> None:
    found = refreshed(plan_of((A, B, C), (D, E, F)), register({A: CLOSED, D: CLOSED, NEW: {}}), links((A, NEW), (D, NEW)))
    assert members(found.project.plan) == [(B, C), (E, F)]
    assert found.review.scenarios[0].to_place == (NEW,)
    left = [told.sentence for told in found.review.scenarios[0].told]
    assert "it is open where that belongs (Cluster 1 and Cluster 2)" in left[0]
    assert [entry.text for entry in found.project.log[1:]] == [f"Refresh: {sentence}" for sentence in left]


def test_a_school_that_was_there_keeps_its_own_place_when_another_merges_into_it() -> None:
    found = refreshed(plan_of((A, B, C), (D, E)), register({A: CLOSED}), links((A, D), kind=LinkKind.MERGED))
    assert members(found.project.plan) == [(B, C), (D, E)]
    assert (
        "School 4 (URN 100004) stands in its place and stays in its own cluster" in found.review.scenarios[0].told[0].sentence
    )


def test_a_split_is_for_a_person_to_decide_and_what_was_said_stays_with_the_closed_school() -> None:
    plan = plan_of((A, B, C), school_notes={A: "ask the vicar"}, school_locks={A: "C1"})
    found = refreshed(plan, register({A: CLOSED, NEW: {}, OTHER: {}}), links((A, NEW), (A, OTHER), kind=LinkKind.SPLIT))
    now = found.project.plan
    assert (members(now), dict(now.school_notes), dict(now.school_locks)) == ([(B, C)], {A: "ask the vicar"}, {})
    change = found.review.changes[0]
    assert (change.kind, change.others) == (ChangeKind.SPLIT, (NEW, OTHER))


def test_successors_are_followed_through_schools_that_closed_in_their_turn() -> None:
    found = refreshed(
        plan_of((A, B, C)), register({A: None, NEW: CLOSED, OTHER: {}}), links((A, NEW), (NEW, OTHER), (OTHER, A))
    )
    assert members(found.project.plan) == [(B, C, OTHER)]


def test_a_school_that_the_register_lacks_leaves_its_words_in_the_history_but_no_confidence() -> None:
    plan = plan_of(
        (A, B, C),
        school_notes={A: "ask the vicar"},
        associates={"A1": Associate(urn=A, network="Music", purpose="choir", note="since 2019")},
        confidential={"F1": ConfidentialFact(urn=A, text="the head retires")},
        rules=Rules(keep_apart=(Link(urn_a=A, urn_b=D, reason="a quarrel"),)),
        eligibility=Eligibility(urns=(A, B, C), optional=(Choice(urn=A, reason="an anchor"),)),
    )
    found = refreshed(plan, register({A: None}))
    log = "\n".join(entry.text for entry in found.project.log)
    for words in ("ask the vicar", "since 2019", "a quarrel", "an anchor", "School 1 (URN 100001) leaves Cluster 1"):
        assert words in log
    assert "retires" not in log
    fact = found.project.plan.confidential["F1"]
    assert (fact.urn, fact.text) == (None, "the head retires")
    assert "School 1" in found.project.plan.partnerships[fact.cluster].former_name
    assert found.review.changes[0].kind == ChangeKind.MISSING


def test_a_cluster_whose_schools_all_closed_goes_and_its_record_and_note_are_kept() -> None:
    plan = plan_of((A, B), (D, E, F), partnerships={"C1": Partnership(lead_role="head of A")})
    noted = replace(plan.clusters["C1"], note="meets on Mondays")
    found = refreshed(
        replace(plan, clusters=MappingProxyType({**plan.clusters, "C1": noted})), register({A: CLOSED, B: CLOSED})
    )
    now = found.project.plan
    assert list(now.clusters) == ["C2"]
    assert (now.partnerships["C1"].former_name, now.partnerships["C1"].lead_role) == ("Cluster 1", "head of A")
    assert any("meets on Mondays" in entry.text for entry in found.project.log)


def test_what_the_register_says_otherwise_is_listed_by_kind() -> None:
    changes: dict[int, dict[str, Any] | None] = {
        A: {"status": "Open, but proposed to close", "roll": 65},
        B: {"roll": 66, "name": "Belton Academy"},
        C: {"easting": 502_100.0, "northing": 300_000.0},
        D: {"easting": np.nan, "northing": np.nan, "roll": np.nan},
        E: {"trust_name": "Fen Trust", "religious_character": "Church of England"},
        F: {"federation_name": "Marsh Federation", "la_code": "926"},
    }
    found = refreshed(plan_of((A, B, C), (D, E, F)), register(changes))
    told = {(change.kind, change.urn): (change.before, change.after) for change in found.review.changes}
    assert told == {
        (ChangeKind.TO_CLOSE, A): ("Open", "Open, but proposed to close"),
        (ChangeKind.ROLL, B): ("60 pupils", "66 pupils"),
        (ChangeKind.NAME, B): ("School 2", "Belton Academy"),
        (ChangeKind.MOVED, C): ("502000 300000", "502100 300000, 0.1 km away"),
        (ChangeKind.MOVED, D): ("a point", "no point"),
        (ChangeKind.ROLL, D): ("60 pupils", "roll unknown"),
        (ChangeKind.TRUST, E): ("", "Fen Trust"),
        (ChangeKind.CHARACTER, E): ("", "Church of England"),
        (ChangeKind.FEDERATION, F): ("", "Marsh Federation"),
        (ChangeKind.LA, F): ("925", "926"),
    }


def test_another_phase_type_or_diocese_is_listed_where_both_registers_say_which() -> None:
    said = {"phase": "Primary", "type_name": "Community school", "diocese": "Diocese of Lincoln"}
    base = Schools.from_frame(SCHOOLS.frame.assign(**said), SCHOOLS.source)
    project = Project(base, (plan_of((A, B, C)),))
    changes: dict[int, dict[str, Any] | None] = {
        A: {"phase": "Middle deemed secondary"},
        B: {"type_name": "Foundation school"},
        C: {"diocese": "Diocese of Ely"},
    }
    later = register(changes, base)
    found = refresh(project, later, None, at=AT).review
    assert {(change.kind, change.urn, change.after) for change in found.changes} == {
        (ChangeKind.PHASE, A, "Middle deemed secondary"),
        (ChangeKind.TYPE, B, "Foundation school"),
        (ChangeKind.DIOCESE, C, "Diocese of Ely"),
    }
    bare = Schools.from_frame(later.frame.assign(diocese=""), Source("bare.csv"))
    without = refresh(project, bare, None, at=AT).review
    assert {change.kind for change in without.changes} == {ChangeKind.PHASE, ChangeKind.TYPE}
    assert "only one of the two registers says anything of diocese: changes of it are not listed" in without.notes


def test_every_scenario_is_refreshed_and_the_earlier_source_stays_in_the_history() -> None:
    base = Schools(SCHOOLS.frame, Source("old.csv", "123", "2025-09-01"))
    project = Project(base, (plan_of((A, B, C)), replace(plan_of((A, D, E)), name="Scenario B")), active=1)
    found = refresh(project, register({A: CLOSED, NEW: {}}), links((A, NEW)), at=AT)
    assert [members(plan) for plan in found.project.scenarios] == [[(B, C, NEW)], [(D, E, NEW)]]
    assert found.project.active == 1
    first = found.project.log[0]
    assert (first.at, first.scenario) == (AT, "Scenario B")
    assert "Before: old.csv of 2025-09-01 (SHA-256 123)" in first.text
    assert base.data_hash in first.text
    assert [entry.scenario for entry in found.project.log[1:]] == ["Scenario A", "Scenario B"]


def test_only_what_held_before_counts_as_broken() -> None:
    plan = plan_of((A, B), (D, E, F), rules=Rules(roll_min=180))
    found = refreshed(plan, register({A: {"roll": 50}, D: {"roll": 40}}))
    scenario = found.review.scenarios[0]
    assert [(fault.rule, fault.cluster) for fault in scenario.broken] == [("roll-min", "C2")]
    back = refresh(found.project, register({A: {"roll": 50}}), at=AT).review.scenarios[0]
    assert [(fault.rule, fault.cluster) for fault in back.mended] == [("roll-min", "C2")]


def test_filter_and_exemptions_follow_what_the_register_calls_them_now() -> None:
    base = register({urn: {"federation_name": "Old Federation" if urn in (A, B) else ""} for urn in (A, B)}, file="old.csv")
    rules = Rules(exemptions=(FederationExemption(federation="Old Federation", exempt="cap"),))
    plan = plan_of((A, B, C), rules=rules, eligibility=Eligibility(la_codes=("925",)))
    renamed = {urn: {"la_code": "942"} for urn in SCHOOLS.urn.tolist()}
    renamed |= {urn: {"la_code": "942", "federation_name": "New Federation"} for urn in (A, B)}
    now = refresh(Project(base, (plan,)), register(renamed, base)).project.plan
    assert now.eligibility.la_codes == ("942",)
    assert now.rules.exemptions[0].federation == "New Federation"


def test_a_register_of_other_schools_is_refused() -> None:
    elsewhere = open_primaries(POINTS, first=300_001)
    with pytest.raises(InputError, match="holds none of the plan's schools"):
        refreshed(plan_of((A, B, C)), elsewhere)


def test_travel_by_a_provider_stays_for_known_schools_and_heirs_on_the_spot_and_the_others_are_named() -> None:
    pairs = np.array([[A, B], [B, C], [D, E], [D, F]])
    metres = np.array([1_300.0, 1_400.0, 1_500.0, 1_600.0])
    travel = SuppliedTravel.of(pairs, metres, metres / 800, TravelSource("table", "t", "h"), SCHOOLS.urn)
    project = Project(SCHOOLS.travelling_by(travel), (plan_of((A, B, C), (D, E, F)),))
    elsewhere = {"northing": float(SCHOOLS.northing[3]) + 5_000, "easting": float(SCHOOLS.easting[3])}
    found = refresh(project, register({A: None, NEW: {}, D: CLOSED, OTHER: elsewhere}), links((A, NEW), (D, OTHER)))
    kept = found.project.schools.supplied
    assert kept is not None
    ways = {(a, b): m for a, b, m in zip(kept.urn_a.tolist(), kept.urn_b.tolist(), kept.metres.tolist(), strict=True)}
    assert ways == {(B, C): 1_400, (B, NEW): 1_300, (D, E): 1_500, (D, F): 1_600}
    assert kept.urns.tolist() == [B, C, D, E, F, NEW]
    assert found.review.travel_heirs == ((A, NEW),)
    assert found.review.without_travel == (OTHER,), "it took the place of a school elsewhere"
    followed = [row for row in review_rows(found.review) if row.what == "followed: travel"]
    assert [(row.urn, row.others) for row in followed] == [(NEW, (A,))]


def test_travel_of_two_schools_that_became_one_on_one_spot_is_nobodys() -> None:
    twins = register({B: {"easting": float(SCHOOLS.easting[0]), "northing": float(SCHOOLS.northing[0])}})
    pairs, metres = np.array([[A, C], [B, C]]), np.array([1_300.0, 9_000.0])
    travel = SuppliedTravel.of(pairs, metres, metres / 800, TravelSource("table", "t", "h"), twins.urn)
    project = Project(twins.travelling_by(travel), (plan_of((A, B, C)),))
    found = refresh(project, register({A: None, B: None, NEW: {}}, twins), links((A, NEW), (B, NEW)))
    assert found.review.travel_heirs == ()
    assert found.review.without_travel == (NEW,)


def test_the_log_says_whom_a_lock_follows() -> None:
    plan = plan_of((B, C), school_locks={A: "", B: "C1"})
    found = refreshed(plan, register({A: CLOSED, NEW: {}}), links((A, NEW)))
    assert dict(found.project.plan.school_locks) == {NEW: "", B: "C1"}
    (told,) = (one for one in found.review.scenarios[0].told if one.kind == "lock")
    assert (told.urns, told.was_lost) == ((A, NEW), False)
    assert "out of every cluster goes to" in told.sentence


def test_travel_of_schools_that_moved_is_known_no_longer_and_the_review_says_so() -> None:
    pairs = np.array([[A, B], [A, C], [B, C], [D, E]])
    metres = np.array([1_300.0, 2_600.0, 1_400.0, 1_500.0])
    travel = SuppliedTravel.of(pairs, metres, metres / 800, TravelSource("table", "t", "h"), SCHOOLS.urn)
    rules = Rules(overrides=(PairTravel(urn_a=A, urn_b=D, km=3), PairTravel(urn_a=D, urn_b=E, km=4)))
    project = Project(SCHOOLS.travelling_by(travel), (plan_of((A, B, C), (D, E, F), rules=rules),))
    north = float(SCHOOLS.northing[0])
    found = refresh(project, register({A: {"northing": north + 100}, D: {"northing": north + 99}}))
    kept = found.project.schools.supplied
    assert kept is not None
    assert list(zip(kept.urn_a.tolist(), kept.urn_b.tolist(), strict=True)) == [(B, C), (D, E)], "99 m is no move"
    assert A not in kept.urns.tolist()
    assert found.review.moved_travel == found.review.without_travel == (A,)
    rows = [row for row in review_rows(found.review) if row.group == Group.TRAVEL]
    assert [(row.what, row.urn) for row in rows] == [("moved, travel unknown", A)], "said once"
    assert found.project.plan.rules.overrides == rules.overrides, "what a person typed stays"
    told = [told.sentence for told in found.review.scenarios[0].told]
    assert told == [
        "The travel given for School 1 (URN 100001) and School 4 (URN 100004) (3 km) stays, "
        "although School 1 (URN 100001) moved: look at it"
    ]


def test_travel_stays_as_it_is_where_nobody_moved() -> None:
    travel = SuppliedTravel.of(
        np.array([[A, B]]), np.array([1_300.0]), np.array([2.0]), TravelSource("table", "t", "h"), SCHOOLS.urn
    )
    nowhere = register({A: {"easting": np.nan, "northing": np.nan}})
    found = refresh(Project(SCHOOLS.travelling_by(travel), (plan_of((A, B, C)),)), nowhere)
    assert found.project.schools.supplied is travel, "a point that is lost is no move"
    assert found.review.moved_travel == ()


# Whatever the register and the links say -----------------------------------------------------------------------------

OLD = SCHOOLS.urn.tolist()
URNS = st.sampled_from([*OLD, NEW, OTHER])
LINKS = st.lists(st.tuples(URNS, URNS).filter(lambda pair: pair[0] != pair[1]), max_size=10).map(lambda steps: links(*steps))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    homes = {urn: draw(st.sampled_from(["", "", "C1", "C2", "C3"]), label=str(urn)) for urn in OLD[:-1]}
    homes[OLD[-1]] = "C1"  # the school that always stays
    groups = {key: tuple(urn for urn in OLD if homes[urn] == key) for key in ("C1", "C2", "C3")}
    clusters = {
        key: Cluster(key, n, f"Cluster {n}", urns, n, lead=draw(st.sampled_from([None, *urns])), note=f"note on {key}")
        for n, (key, urns) in enumerate(groups.items())
        if urns
    }
    some = st.sets(st.sampled_from(OLD))
    return replace(
        plan_with(clusters),
        school_locks=MappingProxyType({urn: homes[urn] for urn in draw(some)}),
        school_notes=MappingProxyType({urn: f"note on school {urn}" for urn in draw(some)}),
        associates=MappingProxyType(
            {f"A{urn}": Associate(urn=urn, network="Music", purpose="choir", note=f"choir {urn}") for urn in draw(some)}
        ),
        confidential=MappingProxyType({f"F{urn}": ConfidentialFact(urn=urn, text=f"secret {urn}") for urn in draw(some)}),
        rules=Rules(keep_apart=tuple(Link(urn_a=a, urn_b=b, reason=f"why {a}") for a, b in draw(st.sets(PAIRS)))),
    )


PAIRS = st.tuples(st.sampled_from(OLD), st.sampled_from(OLD)).filter(lambda pair: pair[0] < pair[1])


@st.composite
def registers(draw: st.DrawFn) -> Schools:
    fates: dict[int, dict[str, Any] | None] = {}
    for urn in OLD[:-1]:  # one school stays, or it would be another county's register
        fate = draw(st.sampled_from(["open", "open", "closed", "missing"]), label=str(urn))
        if fate != "open":
            fates[urn] = CLOSED if fate == "closed" else None
    for urn in draw(st.sets(st.sampled_from([NEW, OTHER]))):
        fates[urn] = draw(st.sampled_from([{}, CLOSED]))
    return register({F: {}, **fates})


@given(plans(), LINKS)
def test_the_same_register_changes_nothing_whatever_the_links_say(plan: Plan, found: SchoolLinks) -> None:
    project = Project(SCHOOLS, (plan,))
    result = refresh(project, SCHOOLS, found)
    assert result.project is project
    assert result.review.is_empty


def follows(plan: Plan, schools: Schools, found: SchoolLinks):
    return refresh(Project(SCHOOLS, (plan,)), schools, found, at=AT)


@given(plans(), registers(), LINKS)
def test_nobody_vanishes_and_nothing_typed_is_lost(plan: Plan, schools: Schools, found: SchoolLinks) -> None:
    result = follows(plan, schools, found)
    now, log = result.project.plan, "\n".join(entry.text for entry in result.project.log)
    told = {urn for one in result.review.scenarios[0].told for urn in one.urns}
    assert all(now.cluster_of.get(urn) == home or urn in told for urn, home in plan.cluster_of.items())
    assert all(now.school_locks.get(urn) == home or urn in told for urn, home in plan.school_locks.items())
    notes = "\n".join([*now.school_notes.values(), *(cluster.note for cluster in now.clusters.values())])
    typed = [*plan.school_notes.values(), *(cluster.note for cluster in plan.clusters.values())]
    assert all(note in notes or note in log for note in typed)
    choirs = {record.note for record in now.associates.values()}
    assert all(record.note in choirs or record.note in log for record in plan.associates.values())
    reasons = {link.reason for link in now.rules.keep_apart}
    assert all(link.reason in reasons or link.reason in log for link in plan.rules.keep_apart)
    assert sorted(fact.text for fact in now.confidential.values()) == sorted(fact.text for fact in plan.confidential.values())
    assert "secret" not in log


@given(plans(), registers(), LINKS)
def test_what_comes_out_is_a_sound_project_of_the_new_register(plan: Plan, schools: Schools, found: SchoolLinks) -> None:
    result = follows(plan, schools, found)
    assert result.project.schools.data_hash == schools.data_hash
    again = project_from(state_json(result.project), schools)
    assert members(again.plan) == members(result.project.plan)
    assert refresh(result.project, schools, found, at=AT).project is result.project


@given(plans(), registers(), LINKS)
def test_a_school_joins_only_as_the_successor_of_one_that_left(plan: Plan, schools: Schools, found: SchoolLinks) -> None:
    result = follows(plan, schools, found)
    for key, cluster in result.project.plan.clusters.items():
        for urn in set(cluster.members) - set(plan.clusters[key].members):
            assert urn in (NEW, OTHER)
            assert set(result.review.transition.forebears(urn)) & set(plan.clusters[key].members)
