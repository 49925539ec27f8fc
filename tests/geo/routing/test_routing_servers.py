"""Travel from servers of each kind on this machine: what is asked, what comes out, and what is left out."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from helpers.roads import schools_at
from helpers.routing import routing_server, way
from wolds.geo.errors import InputError
from wolds.geo.progress import Unwatched
from wolds.geo.projection import degrees_of
from wolds.geo.roads.travel import RoadReach
from wolds.geo.routing.http import Patience
from wolds.geo.routing.kinds import RouterKind
from wolds.geo.routing.server import RoutingServer
from wolds.geo.routing.travel import FASTEST_M_PER_MINUTE, reach_of, travel_among
from wolds.geo.supplied import TravelSource

KINDS = pytest.mark.parametrize("kind", [kind.value for kind in RouterKind])
SOURCE = TravelSource("server", "a server", "as it says")
QUICK = Patience(connect_s=20, silence_s=20, answer_s=30, tries=3, first_pause_s=0.01, longest_pause_s=1)
FAR = RoadReach(1e6, 1e6)


def county(count, side_m=20_000, seed=4):
    dice = np.random.default_rng(seed)
    return schools_at(*dice.integers(0, side_m, (count, 2)).tolist())


def travel(town, schools, reach=FAR, key=""):
    return travel_among(schools, RoutingServer(RouterKind(town.kind), town.address, key, QUICK), SOURCE, reach, Unwatched())


def points_of(schools):
    """Where schools are in degrees, as they are sent."""
    return [tuple(round(value, 6) for value in point) for point in degrees_of(schools.easting, schools.northing).tolist()]


def expected(schools):
    """The worse of both ways of each pair, by the server's own rule."""
    found = {}
    places = dict(zip(schools.urn.tolist(), points_of(schools), strict=True))
    for one, two in itertools.combinations(places, 2):
        there, back = way(places[one], places[two]), way(places[two], places[one])
        found[one, two] = (max(there[0], back[0]), max(there[1], back[1]) / 60)
    return found


def given(travel):
    columns = (travel.urn_a.tolist(), travel.urn_b.tolist(), travel.metres.tolist(), travel.minutes.tolist())
    return {(a, b): (metres, minutes) for a, b, metres, minutes in zip(*columns, strict=True)}


@KINDS
def test_the_worse_way_of_every_pair_comes_out_in_metres_and_minutes(kind):
    schools = county(12)
    with routing_server(kind) as town:
        found = given(travel(town, schools).travel)
    wanted = expected(schools)
    assert set(found) == set(wanted)
    for pair, (metres, minutes) in wanted.items():
        assert found[pair] == pytest.approx((metres, minutes), rel=1e-3, abs=0.2)


@KINDS
def test_more_schools_than_a_table_holds_are_asked_for_in_several(kind):
    schools = county(130)
    with routing_server(kind) as town:
        found = given(travel(town, schools).travel)
    assert len(town.asked) > 4
    assert all(len(one.origins) * len(one.destinations) <= 2500 for one in town.asked)
    assert found.keys() == expected(schools).keys()


@KINDS
@pytest.mark.parametrize("most", [1, 9, 100])
def test_a_server_of_smaller_tables_is_asked_for_smaller_ones_and_the_figures_are_the_same(kind, most):
    schools = county(11)
    with routing_server(kind, most_cells=most) as town, routing_server(kind) as other:
        found, same = given(travel(town, schools).travel), given(travel(other, schools).travel)
    assert found == same


@KINDS
def test_only_pairs_within_reach_are_asked_for_and_kept(kind):
    near, far = [(i * 500, 0) for i in range(60)], [(300_000 + i * 500, 0) for i in range(60)]
    schools = schools_at(*near, *far)
    reach = reach_of(RoadReach(10_000, 20), in_minutes=False)
    with routing_server(kind) as town:
        found = travel(town, schools, reach).travel
    wanted = {
        pair for pair, (metres, minutes) in expected(schools).items() if metres <= reach.metres or minutes <= reach.minutes
    }
    assert set(given(found)) == wanted
    assert (found.reach_m, found.reach_minutes) == (reach.metres, reach.minutes)
    points = points_of(schools)
    west = set(points[:60])
    assert all({*one.origins} <= west or not west & {*one.origins, *one.destinations} for one in town.asked)


def test_a_limit_in_minutes_reaches_as_far_as_nobody_may_drive():
    reach = reach_of(RoadReach(40_000, 40), in_minutes=True)
    assert reach.minutes == 40
    assert reach.metres == pytest.approx(40 / 60 * 70 * 1609.344)
    assert reach.metres / FASTEST_M_PER_MINUTE == pytest.approx(40)


@KINDS
def test_pairs_without_a_way_in_either_direction_are_in_nobodys_reach(kind):
    schools = county(6)
    points = points_of(schools)
    one_way = lambda a, b: (a, b) == (points[0], points[1])  # noqa: E731
    with routing_server(kind, parted=one_way) as town:
        found = travel(town, schools)
    pairs = given(found.travel)
    assert (100_001, 100_002) not in pairs
    assert len(pairs) == 14
    assert found.travel.urns.tolist() == schools.urn.tolist()
    assert not len(found.unplaced)


@KINDS
def test_schools_that_the_server_has_no_road_for_are_named_and_the_others_travel(kind):
    schools = county(60)
    points = points_of(schools)
    with routing_server(kind, off_road={points[3], points[40]}) as town:
        found = travel(town, schools)
    assert found.unplaced.tolist() == [100_004, 100_041]
    assert not {100_004, 100_041} & {*found.travel.urns.tolist()}
    wanted = {pair for pair in expected(schools) if not {*pair} & {100_004, 100_041}}
    assert set(given(found.travel)) == wanted


@KINDS
def test_a_server_of_another_region_moves_every_school_far_off_and_is_refused(kind):
    with routing_server(kind, off_m=45_000.0) as town, pytest.raises(InputError, match="no road near any school"):
        travel(town, county(5))


@KINDS
def test_schools_moved_some_way_to_a_road_are_doubtful(kind):
    with routing_server(kind, off_m=400.0) as town:
        found = travel(town, county(5))
    assert found.doubtful.tolist() == [100_001, 100_002, 100_003, 100_004, 100_005]
    assert found.doubtful_m == pytest.approx([400.0] * 5, abs=0.2)


def test_a_server_without_metres_gives_minutes_alone():
    with routing_server("osrm", has_metres=False) as town:
        found = travel(town, county(5)).travel
    assert np.isnan(found.metres).all()
    assert not np.isnan(found.minutes).any()
    assert len(found) == 10


@KINDS
def test_no_more_than_positions_and_the_key_leave_the_computer(kind):
    schools = county(4)
    with routing_server(kind, key="s3cret") as town:
        travel(town, schools, key="s3cret")
    assert {*itertools.chain.from_iterable(one.origins for one in town.asked)} == {*points_of(schools)}
    assert not any(str(urn) in town.sent for urn in schools.urn.tolist())
    assert "s3cret" not in "".join(one.path for one in town.asked)
    assert all(math.isfinite(lon) and -9 < lon < 2 and 49 < lat < 61 for one in town.asked for lon, lat in one.origins)


def test_one_school_alone_needs_no_partner():
    with routing_server("osrm") as town:
        found = travel(town, county(1))
    assert len(found.travel) == 0
    assert found.travel.urns.tolist() == [100_001]
