"""Questions of a plan: why, what if, what else, and travel by road."""

from __future__ import annotations

from typing import TYPE_CHECKING

import stage

from pictures import travel_shown

if TYPE_CHECKING:
    from pictures.album import Album
    from wolds.app.window.main_window import MainWindow


def take_explore(album: Album) -> None:
    """Why a school is where it is, what another limit makes of the plan, other good plans, and what a new proposal changes."""
    from wolds.clustering import edits

    with stage.open_plan(*stage.SMALL) as window:
        stage.select_cluster(window, 4)
        window.document.select(sorted(window.document.selection)[:1])
        window.commands["explain"].trigger()
        stage.wait_until(lambda: not window.explaining.school_questions.is_running, "an explanation")
        album.take(window, "explain")
        _take_sweep(window, album)
        _take_alternatives(window, album)
        rules = window.document.plan.rules
        window.document.do(edits.SetRules(rules.model_copy(update={"cap_minutes": 14.0, "little_change_km": 1.0})))
        stage.show_proposal(window)
        album.take(window, "what-changed")


def _take_sweep(window: MainWindow, album: Album) -> None:
    sweeping = window.sweeping
    sweeping.open()
    assert sweeping.window is not None
    sweeping.window.form.start.setValue(8)
    sweeping.window.form.run()
    stage.wait_until(lambda: not sweeping.is_running, "a sweep")
    sweeping.window.table.selectRow(3)
    album.take(sweeping.window, "sensitivity")
    sweeping.window.close()


def _take_alternatives(window: MainWindow, album: Album) -> None:
    others = window.alternatives
    others.open()
    assert others.window is not None
    others.window.find_button.click()
    stage.wait_until(lambda: not others.is_running, "other plans")
    album.take(others.window, "alternatives")
    others.window.close()


def take_travel(album: Album) -> None:
    """Travel by road: how good the straight line is, and the road between two partners."""
    with stage.open_plan(*stage.SMALL) as window:
        looking = travel_shown.calibration(window)
        album.take(looking, "calibration")
        looking.close()
        travel_shown.travel_by_road(window)
        travel_shown.show_route(window)
        album.take(window.views.map, "road-route")
