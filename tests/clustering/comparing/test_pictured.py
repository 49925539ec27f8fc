"""Two plans on one map: which cluster stands for which, and no two that wear the same number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helpers.neighbours import around, clustered
from wolds.clustering.comparing import Side, compare, pictured

FIRST = 100_001
SCHOOLS = 8
CONTEXT = around([(1000.0 * x, 0.0) for x in range(SCHOOLS)])
GROUPS = st.lists(st.integers(0, 4), min_size=SCHOOLS, max_size=SCHOOLS)  # the cluster of each school, 0 = none


def side(name: str, places: list[int]) -> Side:
    members = [tuple(FIRST + at for at, place in enumerate(places) if place == group) for group in range(1, 5)]
    return Side(name, clustered(CONTEXT, *filter(None, members)).plan, CONTEXT.schools)


@given(GROUPS, GROUPS, st.booleans())
def test_a_number_on_the_map_is_of_one_cluster_whichever_plan_it_is_of(first, second, only_differences) -> None:
    comparison = compare(CONTEXT, [side("A", first), side("B", second)])
    shown = pictured(comparison.ground, comparison.pairing(0, 1), only_differences=only_differences)
    wearers: dict[int, set[str]] = {}
    for plan in (shown.before, shown.after):
        for key, cluster in plan.clusters.items():
            wearers.setdefault(cluster.number, set()).add(key)
    assert all(len(keys) == 1 for keys in wearers.values()), wearers
    originals = {tuple(cluster.members) for cluster in comparison.plans[1].plan.clusters.values()}
    assert {tuple(cluster.members) for cluster in shown.after.clusters.values()} <= originals, "schools are those of the plan"
