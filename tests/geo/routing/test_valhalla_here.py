"""Valhalla as a library: against a stand-in with its contract here, against itself where it is installed."""

from __future__ import annotations

import sys
import tarfile

import pytest

from helpers import valhalla_stub
from helpers.roads import schools_at
from helpers.routing import routing_server
from wolds.geo.errors import InputError
from wolds.geo.progress import Unwatched
from wolds.geo.projection import degrees_of
from wolds.geo.roads.travel import RoadReach
from wolds.geo.routing import valhalla_here
from wolds.geo.routing.kinds import RouterKind
from wolds.geo.routing.server import RoutingServer
from wolds.geo.routing.travel import travel_among
from wolds.geo.routing.valhalla_here import ValhallaHere
from wolds.geo.supplied import TravelSource

SCHOOLS = schools_at((0, 0), (3000, 0), (0, 4000), (9000, 9000))
SOURCE = TravelSource("valhalla", "Valhalla", "as it says")
FAR = RoadReach(1e6, 1e6)


@pytest.fixture
def installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "valhalla", valhalla_stub)
    monkeypatch.setattr(valhalla_here, "is_installed", lambda: True)
    monkeypatch.setattr(valhalla_stub.Actor, "off_road", set())
    return valhalla_stub


@pytest.fixture
def tiles(tmp_path):
    tile = tmp_path / "tiles" / "2" / "000" / "821" / "516.gph"
    tile.parent.mkdir(parents=True)
    tile.write_bytes(b"a tile")
    return tmp_path / "tiles"


def test_the_library_and_a_server_of_it_give_the_same_travel(installed, tiles):
    here = travel_among(SCHOOLS, ValhallaHere(tiles), SOURCE, FAR, Unwatched()).travel
    with routing_server("valhalla") as town:
        there = travel_among(SCHOOLS, RoutingServer(RouterKind.VALHALLA, town.address), SOURCE, FAR, Unwatched()).travel
    assert here.urn_a.tolist() == there.urn_a.tolist()
    assert here.metres == pytest.approx(there.metres, abs=0.1)
    assert here.minutes == pytest.approx(there.minutes, abs=0.01)


def test_a_tar_of_tiles_does_as_well(installed, tiles, tmp_path):
    with tarfile.open(tmp_path / "tiles.tar", "w") as tar:
        tar.add(tiles, "tiles")
    assert len(travel_among(SCHOOLS, ValhallaHere(tmp_path / "tiles.tar"), SOURCE, FAR, Unwatched()).travel) == 6


def test_schools_beyond_the_tiles_are_named(installed, tiles):
    installed.Actor.off_road.add(tuple(degrees_of(SCHOOLS.easting, SCHOOLS.northing)[3].round(6).tolist()))
    found = travel_among(SCHOOLS, ValhallaHere(tiles), SOURCE, FAR, Unwatched())
    assert found.unplaced.tolist() == [100_004]
    assert len(found.travel) == 3


def test_tiles_of_another_region_are_refused(installed, tiles):
    installed.Actor.off_road.update(map(tuple, degrees_of(SCHOOLS.easting, SCHOOLS.northing).round(6).tolist()))
    with pytest.raises(InputError, match="no road near any school"):
        travel_among(SCHOOLS, ValhallaHere(tiles), SOURCE, FAR, Unwatched())


@pytest.mark.parametrize("name", ["nowhere", "empty", "notes.txt"])
def test_what_holds_no_tiles_is_refused(installed, tmp_path, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("no tiles", encoding="utf-8")
    with pytest.raises(InputError, match="there are no Valhalla tiles there") as fault:
        ValhallaHere(tmp_path / name)
    assert fault.value.remedy


def test_a_failure_of_the_engine_is_said_in_its_words(installed, tiles, monkeypatch):
    def fail(*_):
        raise installed.ValhallaError(199, "Unknown trouble")

    monkeypatch.setattr(installed.Actor, "matrix", fail)
    with pytest.raises(InputError, match="Unknown trouble"):
        travel_among(SCHOOLS, ValhallaHere(tiles), SOURCE, FAR, Unwatched())


def test_tiles_that_cannot_be_loaded_are_said(installed, tiles, monkeypatch):
    def fail(*_):
        raise RuntimeError("tile version 1")

    monkeypatch.setattr(installed.Actor, "__init__", fail)
    with pytest.raises(InputError, match=r"cannot load the tiles \(tile version 1\)"):
        ValhallaHere(tiles)


def test_an_old_library_is_refused(installed, tiles, monkeypatch):
    monkeypatch.delattr(installed, "ValhallaError")
    with pytest.raises(InputError, match="too old"):
        ValhallaHere(tiles)


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch, tiles):
    monkeypatch.setattr(valhalla_here, "is_installed", lambda: False)
    with pytest.raises(InputError, match=r"pip install 'wolds\[valhalla\]'"):
        ValhallaHere(tiles)
