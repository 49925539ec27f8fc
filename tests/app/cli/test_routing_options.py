"""`--routing-server`: a proposal by what a server answers, kept in the plan, and no trace of the key anywhere."""

from __future__ import annotations

import itertools
import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from helpers import valhalla_stub
from helpers.keyrings import InMemory, using
from helpers.routing import routing_server, send, way
from wolds.app.planfile import open_project
from wolds.app.routing_keys import RoutingKeys
from wolds.geo.projection import degrees_of

RULES = ("--la", "990", "--max-roll", "150", "--size", "2-4", "--roll-min", "0", "--cap-min", "15")
KINDS = pytest.mark.parametrize("kind", ["osrm", "ors", "valhalla"])
KEY = "k3y-that-nobody-may-read"


@pytest.fixture
def register(tmp_path):
    from wolds.geo.sample import write_sample

    write_sample(tmp_path / "sample.csv")
    return tmp_path / "sample.csv"


def at(town):
    return "--routing-server", town.address, "--routing-kind", town.kind


@KINDS
def test_a_proposal_keeps_its_limit_by_what_the_server_answers_and_the_plan_carries_it(run, register, tmp_path, kind):
    plan, told = tmp_path / "p.gpkg", tmp_path / "s.json"
    with routing_server(kind) as town:
        ran = run("propose", register, *RULES, *at(town), "--out", plan, "--json", told)
        host = town.address.removeprefix("http://")
    assert ran.status == 0
    found = json.loads(told.read_text(encoding="utf-8"))
    name = {"osrm": "OSRM", "ors": "OpenRouteService", "valhalla": "Valhalla"}[kind]
    today = date.today()
    assert found["travel"] == f"min by road, {name} at {host}, {today.day} {today:%B %Y}"
    assert found["proven"]
    assert found["placed"] > 20
    assert f"schools were sent to {name} at {host}" in ran.out
    project = open_project(plan).project
    assert project.schools.supplied.source.provider == "server"
    places = dict(zip(project.schools.urn.tolist(), degrees_of(project.schools.easting, project.schools.northing), strict=True))
    for cluster in project.plan.clusters.values():
        for one, two in itertools.permutations(cluster.members, 2):
            assert way(places[one], places[two])[1] / 60 <= 15.01
    assert run("check", plan).status == 0
    assert run("propose", plan).status == 0  # the server is gone, and the plan goes on


@KINDS
def test_the_key_goes_to_the_server_and_stands_nowhere_else(run, register, tmp_path, monkeypatch, kind):
    monkeypatch.setenv("WOLDS_ROUTING_KEY", KEY)
    outputs = ("--out", tmp_path / "p.gpkg", "--json", tmp_path / "s.json", "--csv", tmp_path / "c.csv")
    with routing_server(kind, key=KEY) as town:
        ran = run("propose", register, *RULES, *at(town), *outputs)
    assert ran.status == 0
    assert KEY not in ran.out + ran.err
    homes = (tmp_path, Path(os.environ["WOLDS_HOME"]))
    for path in (path for home in homes for path in home.rglob("*") if path.is_file()):
        assert KEY.encode() not in path.read_bytes(), path


def test_the_key_may_stand_in_the_keyring(run, register):
    with routing_server("ors", key=KEY) as town, using(InMemory()):
        assert run("propose", register, *RULES, *at(town)).status == 2
        RoutingKeys().keep(town.address, KEY)
        assert run("propose", register, *RULES, *at(town)).status == 0


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--routing-server", "https://r.example"), "--routing-server and --routing-kind go together"),
        (("--routing-kind", "osrm"), "--routing-server and --routing-kind go together"),
        (("--routing-server", "https://r.example", "--routing-kind", "google"), "Write osrm, ors or valhalla"),
        (("--routing-server", "r.example", "--routing-kind", "osrm"), "does not begin with https://"),
        (("--routing-server", "https://r.example?key=s3cret", "--routing-kind", "ors"), "Leave out all from ?"),
        (("--routing-server", "https://r.example", "--routing-kind", "ors", "--travel-table", "t.csv"), "were both given"),
    ],
)
def test_options_that_do_not_fit_are_one_clear_line(run, register, tmp_path, options, says):
    (tmp_path / "t.csv").write_text("", encoding="utf-8")
    ran = run("propose", register, *RULES, *options)
    assert (ran.status, len(ran.err.strip().splitlines())) == (2, 1)
    assert says in ran.err
    assert "s3cret" not in ran.err


@KINDS
def test_a_server_that_refuses_is_one_line_and_nothing_is_written(run, register, tmp_path, monkeypatch, kind):
    monkeypatch.setenv("WOLDS_ROUTING_KEY", KEY)
    with routing_server(kind, trouble=lambda handler, _: send(handler, 401, {"error": f"no {KEY}"})) as town:
        ran = run("propose", register, *RULES, *at(town), "--out", tmp_path / "p.gpkg")
    assert (ran.status, len(ran.err.strip().splitlines())) == (2, 1)
    assert "does not accept the key" in ran.err
    assert KEY not in ran.err
    assert not (tmp_path / "p.gpkg").exists()


def test_a_server_that_knows_no_metres_does_not_serve_a_limit_in_km(run, register):
    with routing_server("osrm", has_metres=False) as town:
        ran = run("propose", register, *RULES[:-2], "--cap-km", "8", *at(town))
    assert ran.status == 2
    assert "has minutes and no distances" in ran.err


def test_a_proposal_by_valhalla_on_this_computer(run, register, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "valhalla", valhalla_stub)
    monkeypatch.setattr("wolds.geo.routing.valhalla_here.is_installed", lambda: True)
    (tmp_path / "tiles").mkdir()
    (tmp_path / "tiles" / "1.gph").write_bytes(b"a tile")
    ran = run("propose", register, *RULES, "--valhalla", tmp_path / "tiles", "--json", tmp_path / "s.json")
    assert ran.status == 0
    found = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert found["travel"].startswith("min by road, Valhalla on this computer, ")
    assert "sent to" not in ran.out
    refused = run("propose", register, *RULES, "--valhalla", tmp_path / "nowhere")
    assert (refused.status, len(refused.err.strip().splitlines())) == (2, 1)
    assert "no Valhalla tiles" in refused.err


def test_without_valhalla_the_command_says_how_to_get_it(run, register, tmp_path, monkeypatch):
    monkeypatch.setattr("wolds.geo.routing.valhalla_here.is_installed", lambda: False)
    ran = run("propose", register, *RULES, "--valhalla", tmp_path)
    assert ran.status == 2
    assert "pip install 'wolds[valhalla]'" in ran.err
