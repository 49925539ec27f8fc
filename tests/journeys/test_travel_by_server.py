"""A planner travels by a routing server: asked once, worked out, kept in the plan; and what happens when it misbehaves."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from helpers import valhalla_stub
from helpers.keyrings import InMemory, Locked, using
from helpers.routing import routing_server, send
from wolds.app.home import settings_file
from wolds.app.planfile import open_project
from wolds.app.settings import load_settings
from wolds.widgets.dialogs import ErrorDialog, QuestionDialog, RoutingServerDialog
from wolds.widgets.pages import JobBar

KEY = "k3y-that-nobody-may-read"
NAMES = {"osrm": "OSRM", "ors": "OpenRouteService", "valhalla": "Valhalla"}


def type_server(planner, town, key="") -> RoutingServerDialog:
    planner.choose("travel_server")
    dialog = planner.dialog(RoutingServerDialog)
    dialog.kind.setCurrentIndex(dialog.kind.findText(NAMES[town.kind]))
    dialog.address.selectAll()
    QTest.keyClicks(dialog.address, town.address)
    QTest.keyClicks(dialog.key, key)
    return dialog


def travel_by(planner, town, key="", agree=True) -> None:
    planner.press_button(type_server(planner, town, key), "Travel by this server")
    if agree:
        planner.press_button(planner.dialog(QuestionDialog), "Send them")


def taken(planner):
    planner.until(lambda: planner.document.schools.supplied is not None, 60)
    return planner.document.schools.supplied


@pytest.mark.parametrize("kind", NAMES)
def test_the_plan_travels_by_the_server_and_keeps_what_it_answered(at_work, tmp_path, kind):
    with routing_server(kind) as town:
        travel_by(at_work, town)
        supplied = taken(at_work)
    assert supplied.source.label.startswith(f"{NAMES[kind]} at 127.0.0.1:")
    assert f"by road, {NAMES[kind]} at" in at_work.banner
    assert at_work.window.commands["travel_server"].isChecked()
    at_work.save_to(tmp_path / "plan.gpkg")
    assert open_project(tmp_path / "plan.gpkg").project.schools.supplied.digest == supplied.digest
    at_work.choose("undo")
    assert at_work.document.schools.supplied is None


def test_nothing_is_sent_before_the_person_agrees_and_they_are_asked_once(at_work):
    with routing_server("osrm") as town:
        travel_by(at_work, town, agree=False)
        question = at_work.dialog(QuestionDialog)
        assert "Send the positions of schools to 127.0.0.1" in question.accessibleDescription()
        assert not town.asked
        at_work.press_button(question, "Cancel")
        assert not town.asked
        travel_by(at_work, town)
        first = taken(at_work)
        travel_by(at_work, town, agree=False)
        at_work.until(lambda: at_work.document.schools.supplied is not first, 60)
    assert load_settings(settings_file()).routing_agreed == (town.address,)


def test_a_key_goes_into_the_keyring_and_nowhere_else(at_work, tmp_path, caplog):
    with routing_server("ors", key=KEY) as town, using(InMemory()) as ring:
        travel_by(at_work, town, KEY)
        taken(at_work)
        at_work.until(lambda: ring.kept)
        assert list(ring.kept.values()) == [KEY]
        at_work.save_to(tmp_path / "plan.gpkg")
        at_work.choose("travel_straight")
        travel_by(at_work, town, agree=False)  # the kept key does
        taken(at_work)
    assert KEY not in caplog.text
    assert KEY not in at_work.banner
    folders = (tmp_path, Path(os.environ["WOLDS_HOME"]))
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "settings.json" for path in files)
    for path in files:
        assert KEY.encode() not in path.read_bytes(), path


def test_without_a_keyring_that_takes_it_the_key_lasts_for_the_sitting_and_that_is_said(at_work):
    with routing_server("ors", key=KEY) as town, using(Locked()):
        travel_by(at_work, town, KEY)
        first = taken(at_work)
        assert "known until Wolds is closed" in at_work.banner
        travel_by(at_work, town, agree=False)
        at_work.until(lambda: at_work.document.schools.supplied is not first, 60)


def test_a_wrong_key_is_said_and_not_kept_and_the_last_provider_stays(at_work):
    at_work.choose("travel_sample")
    before = taken(at_work)
    scores = at_work.document.scoreboard.plan
    with routing_server("ors", key="another") as town, using(InMemory()) as ring:
        travel_by(at_work, town, KEY)
        dialog = at_work.dialog(ErrorDialog)
        assert not ring.kept
    assert "does not accept the key" in dialog.accessibleDescription()
    assert KEY not in dialog.accessibleDescription()
    dialog.close()
    assert at_work.document.schools.supplied is before
    assert at_work.document.scoreboard.plan == scores
    assert at_work.window.commands["travel_sample"].isChecked()


def test_the_connection_is_tried_with_two_schools_before_anything_rests_on_it(at_work):
    with routing_server("valhalla") as town:
        dialog = type_server(at_work, town)
        at_work.press_button(dialog, "Test the connection")
        at_work.press_button(at_work.dialog(QuestionDialog), "Send them")
        at_work.until(lambda: "answers: " in dialog.outcome.text())
        assert " km from " in dialog.outcome.text()
        assert len(town.asked) == 1
        assert (len(town.asked[0].origins), len(town.asked[0].destinations)) == (1, 1)
        town.trouble = lambda handler, _: send(handler, 200, "<html>Log in</html>")
        at_work.press_button(dialog, "Test the connection")
        at_work.until(lambda: "web page, such as a login" in dialog.outcome.text())
        dialog.close()
    assert at_work.document.schools.supplied is None


def test_a_test_that_is_not_agreed_to_sends_nothing(at_work):
    with routing_server("osrm") as town:
        dialog = type_server(at_work, town)
        at_work.press_button(dialog, "Test the connection")
        at_work.press_button(at_work.dialog(QuestionDialog), "Cancel")
        assert not town.asked
        assert dialog.test.isEnabled()
        dialog.close()


def test_a_silent_server_is_let_go_of_at_once_and_the_plan_is_as_it_was(at_work):
    reached, over = threading.Event(), threading.Event()

    def sit(handler, _):
        reached.set()
        over.wait(20)
        return True

    with routing_server("osrm", trouble=sit) as town:
        travel_by(at_work, town)
        at_work.until(reached.is_set)
        job, asked_at = at_work.window.travelling.job, time.monotonic()
        at_work.press_button(at_work.dialog(JobBar), "Cancel")
        at_work.until(lambda: not job.is_running, 5)
        took = time.monotonic() - asked_at
        over.set()
    assert took < 2.0, "half a second, with room for a busy machine"
    assert at_work.document.schools.supplied is None
    at_work.no_dialog()


def test_a_kept_key_is_forgotten_when_asked(at_work):
    with routing_server("ors", key=KEY) as town, using(InMemory()) as ring:
        travel_by(at_work, town, KEY)
        taken(at_work)
        dialog = type_server(at_work, town)
        at_work.press_button(dialog, "Forget the kept key")
        at_work.until(lambda: "No key is kept" in dialog.outcome.text())
        assert not ring.kept
        dialog.close()


def test_without_valhalla_its_entry_says_how_to_get_it(at_work, monkeypatch):
    monkeypatch.setattr("wolds.app.window.valhalla.is_installed", lambda: False)
    at_work.choose("travel_valhalla")
    assert "pip install 'wolds[valhalla]'" in at_work.banner
    assert at_work.window.commands["travel_straight"].isChecked()
    assert not at_work.window.commands["travel_valhalla"].isChecked()


def test_the_plan_travels_by_valhalla_on_a_folder_of_tiles(at_work, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "valhalla", valhalla_stub)
    for module in ("wolds.app.window.valhalla", "wolds.geo.routing.valhalla_here"):
        monkeypatch.setattr(f"{module}.is_installed", lambda: True)
    (tmp_path / "tiles" / "2").mkdir(parents=True)
    (tmp_path / "tiles" / "2" / "1.gph").write_bytes(b"a tile")
    at_work.choose("travel_valhalla")
    at_work.press_button(at_work.dialog(QuestionDialog), "A folder…")
    at_work.name_file(tmp_path / "tiles")
    supplied = taken(at_work)
    assert supplied.source.provider == "valhalla"
    assert "by road, Valhalla on this computer" in at_work.banner
    assert at_work.window.commands["travel_valhalla"].isChecked()


def test_a_folder_without_tiles_leaves_the_plan_as_it_was(at_work, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "valhalla", valhalla_stub)
    for module in ("wolds.app.window.valhalla", "wolds.geo.routing.valhalla_here"):
        monkeypatch.setattr(f"{module}.is_installed", lambda: True)
    at_work.choose("travel_valhalla")
    at_work.press_button(at_work.dialog(QuestionDialog), "A folder…")
    at_work.name_file(tmp_path)
    assert "no Valhalla tiles" in at_work.dialog(ErrorDialog).accessibleDescription()
    assert at_work.document.schools.supplied is None
