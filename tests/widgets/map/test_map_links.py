"""The thin lines between the schools of one federation."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wolds.clustering.eligibility import Choice, Eligibility, standing_of
from wolds.clustering.plan import Plan
from wolds.clustering.rules import Relation, RelationKind, Rules
from wolds.geo.schools import Schools
from wolds.widgets.map.card import card_text
from wolds.widgets.map.content import MapContent
from wolds.widgets.map.layers import Layer
from wolds.widgets.map.links import federation_links, joined
from wolds.widgets.map.relations import recorded_bonds, trust_bonds

POINTS = np.array([[0.0, 0.0], [5.0, 0.0], [1.0, 0.0], [2.0, 0.0]])


def schools(**columns):
    return Schools.from_frame(pd.DataFrame({"urn": range(1, 5), "status": "Open"} | columns))


def test_a_federation_without_a_code_is_joined_by_its_shortest_lines() -> None:
    lines = federation_links(schools(federation_name=["Fen", "Fen", "Fen", ""]), POINTS)
    assert sorted(np.sort(lines[:, :, 0], axis=1).tolist()) == [[0.0, 1.0], [1.0, 5.0]]


def test_closed_schools_are_joined_to_nobody() -> None:
    county = schools(federation_code="F1", status=["Open", "Closed", "Closed", "Open, but proposed to close"])
    assert federation_links(county, POINTS)[:, :, 0].tolist() == [[0.0, 2.0]]


def test_a_federation_of_one_has_no_line() -> None:
    assert federation_links(schools(federation_code=["F1", "F2", "", ""]), POINTS).shape == (0, 2, 2)


def test_recorded_relations_have_a_line_of_their_own_for_each_kind() -> None:
    plan = Plan(
        rules=Rules(
            relations=(
                Relation(kind=RelationKind.COLLABORATION, urns=(1, 2, 3)),
                Relation(kind=RelationKind.SHARED_HEAD, urns=(1, 4)),
            )
        )
    )
    bonds = recorded_bonds(schools(), POINTS, plan)
    assert sorted(map(sorted, bonds[Layer.COLLABORATIONS].pairs)) == [[1, 3], [2, 3]]
    assert bonds[Layer.SHARED_HEADS].pairs == ((1, 4),)
    assert bonds[Layer.EARLIER_CLUSTERS] is None
    assert bonds[Layer.COLLABORATIONS].dashes != bonds[Layer.SHARED_HEADS].dashes


def test_trusts_join_the_schools_that_take_part() -> None:
    county = schools(trust_code=["T1", "T1", "T1", "T2"], phase="Primary", roll=50, easting=5e5, northing=3e5)
    standing = standing_of(county, Eligibility(exclude=[Choice(urn=3, reason="")]))
    bonds = trust_bonds(county, standing, POINTS)
    assert bonds is not None
    assert bonds.pairs == ((1, 2),)


def test_schools_without_a_point_are_left_out_of_the_lines() -> None:
    points = POINTS.copy()
    points[1] = np.nan
    assert joined(schools(), points, [(1, 2), (1, 2, 3)]) == ((1, 3),)


def test_a_federation_of_which_no_school_takes_part_has_no_lines() -> None:
    county = schools(federation_code=["F1", "F1", "F2", "F2"])
    takes_part = np.array([True, False, False, False])
    assert federation_links(county, POINTS, takes_part)[:, :, 0].tolist() == [[0.0, 5.0]]


def test_the_card_of_a_school_says_whom_it_works_with(make_county) -> None:
    relation = Relation(kind=RelationKind.SHARED_HEAD, urns=(900001, 900002, 900003), name="Ashby heads")
    county = make_county(Rules(relations=(relation,)))
    content = MapContent()
    content.show_schools(county.schools, county.standing)
    content.show_plan(county.plan, county.scoreboard)
    others = " and ".join(county.schools.name_of(urn) for urn in (900002, 900003))
    assert f"Shared head (Ashby heads): with {others}" in card_text(content, county.schools.position(900001)).facts
    assert not [fact for fact in card_text(content, county.schools.position(900004)).facts if "Shared head" in fact]
