"""Why a school is where it is: how its cluster compares with the schools nearest to it."""

from __future__ import annotations

import pytest

from helpers.counties import open_primaries
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.exploring import why_here
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import Rules

FIRST = 100001


def reasons(*members: int) -> str:
    """The reasons of the first of five schools in a row, in a cluster with some of the others."""
    schools = open_primaries([(1000 * km, 0) for km in range(5)])
    cluster = Cluster("C001", 1, "Cluster 1", (FIRST, *(FIRST + member for member in members)), 0)
    plan = plan_with({"C001": cluster}, Plan(rules=Rules(cap_km=5, size_min=2, size_max=3, roll_min=None)))
    context = EditContext(schools, standing_of(schools, Eligibility()), plan)
    names = {schools.name_of(FIRST + k): f"<{k}>" for k in range(5)}
    said = "\n".join(why_here(context, FIRST).reasons)
    for name, short in names.items():
        said = said.replace(name, short)
    return said


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ((1,), "Its partners are the nearest it may work with."),
        ((2,), "The nearest school it may work with is not in it: <1>."),
        ((3, 4), "None of the 2 nearest schools it may work with is in it: <1> and <2>."),
        ((1, 3), "Of the 2 nearest schools it may work with 1 is in it, not <2>."),
    ],
)
def test_the_nearest_schools_that_are_not_in_the_cluster_are_named(members: tuple[int, ...], said: str) -> None:
    assert said in reasons(*members)
