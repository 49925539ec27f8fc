"""A plan beside the same plan on a newer register: schools are followed to those that stand in their place."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from helpers.counties import open_primaries
from wolds.clustering.comparing import Side, compare
from wolds.clustering.comparing.words import school_text, sentence_of, way_of
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import standing_of
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.project import Project
from wolds.clustering.refreshing import refresh
from wolds.clustering.rules import Rules
from wolds.geo.links import LinkKind, SchoolLinks
from wolds.geo.schools import Schools, Source

ASH, BIRCH, CEDAR, DAMSON, ELDER, FIR = range(100_001, 100_007)
ACADEMY, UNION = 200_001, 200_002
OLD = open_primaries([(1000.0 * x, 0.0) for x in range(6)], name=["Ash", "Birch", "Cedar", "Damson", "Elder", "Fir"])
RULES = Rules(cap_km=None, size_min=1, size_max=None, roll_min=None)
LINKS = SchoolLinks(
    {
        ASH: {ACADEMY: LinkKind.SUCCESSOR},
        CEDAR: {UNION: LinkKind.MERGED},
        DAMSON: {UNION: LinkKind.MERGED},
    },
    "links.csv",
    "cd",
    3,
)


def newer() -> Schools:
    """Ash became an academy, Cedar and Damson one school, Elder closed."""
    frame = OLD.frame.set_index("urn", drop=False)
    rows = [frame.loc[urn].to_dict() | {"status": "Closed"} for urn in (ASH, CEDAR, DAMSON, ELDER)]
    rows += [frame.loc[urn].to_dict() for urn in (BIRCH, FIR)]
    rows.append(frame.loc[ASH].to_dict() | {"urn": ACADEMY, "name": "Ash Academy"})
    rows.append(frame.loc[CEDAR].to_dict() | {"urn": UNION, "name": "Cedar and Damson"})
    return Schools.from_frame(pd.DataFrame(rows), Source("new.csv", "ab", "2026-09-01"))


def plan_of(*groups: tuple[int, ...]) -> Plan:
    names = ("West", "East")
    made = {f"C{n:03}": Cluster(f"C{n:03}", n, names[n - 1], members, n) for n, members in enumerate(groups, 1)}
    return plan_with(made, Plan(rules=RULES))


BEFORE = Project(OLD, (plan_of((ASH, BIRCH, ELDER), (CEDAR, DAMSON, FIR)),))
AFTER = refresh(BEFORE, newer(), LINKS).project


def compared(ground: Project, other: Project, names=("A", "B"), groups=None):
    plans = [replace(one.plan, name=name) for one, name in zip((ground, other), names, strict=True)]
    context = EditContext(ground.schools, standing_of(ground.schools, plans[0].eligibility), plans[0])
    sides = [
        Side(name, plan, one.schools, formers=one.formers)
        for name, plan, one in zip(names, plans, (ground, other), strict=True)
    ]
    return compare(context, sides, ground.formers)


def told(found, start=0, end=1):
    return {shift.urn: shift for shift in found.pairing(start, end).shifts}


def test_schools_are_followed_to_their_successors_on_the_earlier_register():
    found = compared(BEFORE, AFTER)
    assert {key: cluster.members for key, cluster in found.plans[1].plan.clusters.items()} == {
        "C001": (ASH, BIRCH),
        "C002": (CEDAR, DAMSON, FIR),
    }
    assert found.plans[1].strangers == ()
    moved = told(found)
    assert set(moved) == {ASH, BIRCH, ELDER}  # East is the same
    assert school_text(moved[ASH]) == f"Ash (now URN {ACADEMY})"
    assert (moved[ELDER].way, way_of(moved[ELDER]), moved[ELDER].known_as) == ("left", "closed", "")
    assert sentence_of(moved[ELDER], RULES, OLD.name_of).startswith("Elder leaves West and is closed: ")
    assert "1 left (1 of them closed)" in found.pairing(0, 1).sentence


def test_schools_are_followed_from_their_predecessors_on_the_newer_register():
    found = compared(AFTER, BEFORE)
    assert {key: cluster.members for key, cluster in found.plans[1].plan.clusters.items()} == {
        "C001": (BIRCH, ELDER, ACADEMY),
        "C002": (FIR, UNION),
    }
    moved = told(found)
    assert school_text(moved[ACADEMY]) == f"Ash Academy (before URN {ASH})"
    assert set(moved) == {BIRCH, ELDER, ACADEMY}
    turned = told(found, 1, 0)
    assert (turned[ELDER].way, way_of(turned[ELDER])) == ("left", "closed")
    said = next(note for note in found.notes if note.startswith("Followed"))
    assert said == (
        "Followed by the links that the plans keep: 2 schools of B: "
        f"Ash Academy (before URN {ASH}) and Cedar and Damson (before URN {CEDAR} and URN {DAMSON})."
    )


def test_a_school_that_moved_too_is_told_with_its_new_urn():
    edited = AFTER.with_plan(plan_of((BIRCH,), (FIR, ACADEMY, UNION)))
    moved = told(compared(BEFORE, edited))
    assert (moved[ASH].way, moved[ASH].before.name, moved[ASH].after.name) == ("moved", "West", "East")
    assert sentence_of(moved[ASH], RULES, OLD.name_of).startswith(f"Ash (now URN {ACADEMY}) moves from West to East")


def test_without_the_links_a_school_is_not_made_up_to_be_another():
    alone = replace(AFTER, formers=())
    found = compared(BEFORE, alone)
    assert found.plans[1].strangers == (ACADEMY, UNION)
    moved = told(found)
    assert way_of(moved[ASH]) == "closed"
    assert moved[ASH].known_as == ""


def test_a_school_that_two_clusters_would_hold_is_scored_in_neither():
    torn = BEFORE.with_plan(plan_of((ASH, BIRCH, CEDAR), (DAMSON, FIR)))
    found = compared(AFTER, torn)
    assert UNION not in found.plans[1].plan.cluster_of
    assert found.plans[1].strangers == (CEDAR, DAMSON)


def test_a_school_that_another_merged_into_keeps_the_place_that_it_has_itself():
    frame = OLD.frame.set_index("urn", drop=False)
    frame.loc[ELDER, "status"] = "Closed"
    links = SchoolLinks({ELDER: {FIR: LinkKind.MERGED}}, "links.csv", "cd", 1)
    after = refresh(BEFORE, Schools.from_frame(frame, Source("new.csv", "ab", "2026-09-01")), links).project
    found = compared(after, BEFORE)
    home = found.plans[1].plan.cluster_of
    assert (home[FIR], ELDER in home) == (BEFORE.plan.cluster_of[FIR], False)
    assert found.plans[1].strangers == (ELDER,)
    assert told(found) == {}


@pytest.mark.parametrize("turned", [False, True])
def test_a_plan_that_only_went_on_to_another_register_places_as_many_of_the_schools_that_are_open(turned):
    ground, other = (AFTER, BEFORE) if turned else (BEFORE, AFTER)
    found = compared(ground, other)
    kinds = {fate.kind for fate in found.pairing(0, 1).fates}
    assert kinds == {"kept", "changed"}
    assert {shift.way for shift in found.pairing(0, 1).shifts} == ({"stayed", "joined"} if turned else {"stayed", "left"})
