"""What a person knows of a pair, and barriers, beat every provider of travel alike."""

from __future__ import annotations

import math
import sys

import pytest

from helpers import valhalla_stub
from helpers.roads import SOUTH, WEST, river, schools_at
from helpers.routing import routing_server
from wolds.clustering.rules import Barrier, PairTravel, Rules
from wolds.clustering.travel import travel_of
from wolds.geo.progress import Unwatched
from wolds.geo.roads.travel import RoadReach, Roads
from wolds.geo.routing import valhalla_here
from wolds.geo.routing.kinds import RouterKind
from wolds.geo.routing.server import RoutingServer
from wolds.geo.routing.travel import travel_among
from wolds.geo.supplied import TravelSource
from wolds.geo.travel_tables import read_travel_table

SCHOOLS = schools_at((0, 1000), (4000, 1000), (4000, 0))  # two north of the river, one south of it
NORTH_WEST, NORTH_EAST, SOUTH_EAST = 100_001, 100_002, 100_003
FAR = RoadReach(1e6, 1e6)
BRIDGE = ((WEST + 3500.0, SOUTH + 500.0), (WEST + 4500.0, SOUTH + 500.0))


def by_roads(_):
    return Roads(river()).among(SCHOOLS, FAR, Unwatched()).travel


def by_table(folder):
    rows = ["100001,100002,4,5.5", "100002,100003,1,1.5", "100001,100003,5,7"]
    (folder / "t.csv").write_text("\n".join(["URN_a,URN_b,km,minutes", *rows]), encoding="utf-8")
    return read_travel_table(folder / "t.csv", SCHOOLS).travel


def by_server(kind):
    def travel(_):
        with routing_server(kind) as town:
            server = RoutingServer(RouterKind(kind), town.address)
            return travel_among(SCHOOLS, server, TravelSource("server", "a server", "as it says"), FAR, Unwatched()).travel

    return travel


def by_valhalla(folder):
    (folder / "1.gph").write_bytes(b"a tile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "valhalla", valhalla_stub)
        patch.setattr(valhalla_here, "is_installed", lambda: True)
        engine = valhalla_here.ValhallaHere(folder)
        return travel_among(SCHOOLS, engine, TravelSource("valhalla", "Valhalla", "as it says"), FAR, Unwatched()).travel


PROVIDERS = {"roads": by_roads, "table": by_table, "library": by_valhalla} | {
    kind: by_server(kind) for kind in ("osrm", "ors", "valhalla")
}


@pytest.fixture(params=PROVIDERS)
def schools(request, tmp_path):
    supplied = PROVIDERS[request.param](tmp_path)
    assert len(supplied) == 3
    return SCHOOLS.travelling_by(supplied)


def in_km(**rules):
    return Rules(cap_km=9, **rules)


def in_minutes(**rules):
    return Rules(cap_km=None, cap_minutes=12, **rules)


@pytest.mark.parametrize("limit", [in_km, in_minutes])
def test_without_them_every_pair_is_as_the_provider_says(schools, limit):
    travel = travel_of(schools, limit())
    assert travel.within_cap(NORTH_WEST, NORTH_EAST)
    assert travel.within_cap(NORTH_EAST, SOUTH_EAST)


@pytest.mark.parametrize("limit", [in_km, in_minutes])
def test_a_pair_that_a_person_knows_to_be_far_is_far(schools, limit):
    rules = limit(overrides=(PairTravel(urn_a=NORTH_EAST, urn_b=NORTH_WEST, minutes=40),))
    travel = travel_of(schools, rules)
    assert not travel.within_cap(NORTH_WEST, NORTH_EAST)
    assert travel.within_cap(NORTH_EAST, SOUTH_EAST)


def test_a_pair_that_a_person_knows_to_be_near_is_near(schools):
    tight = Rules(cap_km=0.5, overrides=(PairTravel(urn_a=NORTH_WEST, urn_b=SOUTH_EAST, km=0.4),))
    travel = travel_of(schools, tight)
    assert travel.within_cap(NORTH_WEST, SOUTH_EAST)
    assert travel.km(NORTH_WEST, SOUTH_EAST) == 0.4
    assert not travel.within_cap(NORTH_WEST, NORTH_EAST)


@pytest.mark.parametrize("limit", [in_km, in_minutes])
def test_a_barrier_that_cannot_be_crossed_keeps_its_sides_apart_whatever_the_provider_says(schools, limit):
    travel = travel_of(schools, limit(barriers=(Barrier(name="The river", points=BRIDGE),)))
    assert math.isinf(travel.km(NORTH_EAST, SOUTH_EAST))
    assert not travel.within_cap(NORTH_EAST, SOUTH_EAST)
    assert travel.within_cap(NORTH_WEST, NORTH_EAST)


def test_an_override_across_a_barrier_beats_both(schools):
    rules = in_minutes(
        barriers=(Barrier(name="The river", points=BRIDGE),),
        overrides=(PairTravel(urn_a=NORTH_EAST, urn_b=SOUTH_EAST, minutes=11),),
    )
    assert travel_of(schools, rules).within_cap(NORTH_EAST, SOUTH_EAST)
