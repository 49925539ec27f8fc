"""The window itself: start page, plan, panels, table and map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import stage

if TYPE_CHECKING:
    from pictures.album import Album
    from wolds.app.window.main_window import MainWindow


def take_start(album: Album) -> None:
    """The start page."""
    with stage.open_window(*stage.SMALL) as window:
        album.take(window, "start")


def take_full(album: Album) -> None:
    """The preview of a proposal, the plan once it is accepted, and one cluster from near."""
    with stage.open_window(*stage.FULL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        album.take(window, "preview")
        window.proposing.accept()
        window.feedback.say("")
        stage.select_cluster(window, 5)
        album.take(window, "window")


def take_small(album: Album) -> None:
    """Panels at the size of a laptop, with a few edits by hand."""
    with stage.open_plan(*stage.SMALL) as window:
        _move_some(window)
        for dock, name in (("checks", "checks"), ("unplaced", "not-placed")):
            window.views.docks[dock].raise_()
            album.take(window, name)
        window.views.docks["eligibility"].raise_()
        album.take(window, "who-takes-part")
        window.files.show_report()
        album.take(window, "import-report")


def take_dark(album: Album) -> None:
    """The window in dark colours."""
    with stage.open_plan(*stage.SMALL, theme="dark") as window:
        stage.select_cluster(window, 5)
        album.take(window, "window-dark")


def take_table(album: Album) -> None:
    """The school table by keyboard: a cluster is chosen in a cell."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    with stage.open_plan(*stage.SMALL) as window:
        window.resizeDocks([window.views.docks["schools"]], [430], Qt.Orientation.Vertical)
        stage.calm()
        table = window.views.schools.table
        table.setFocus()
        table.selectRow(3)
        QTest.keyClick(table, Qt.Key.Key_F2)
        album.take(window, "table")


def take_near(album: Album) -> None:
    """The map alone, near enough to read villages, with the card of a school."""
    from PySide6.QtCore import Qt

    with stage.open_plan(*stage.SMALL) as window:
        clusters = window.document.plan.clusters
        members = next(iter(clusters.values())).members
        window.document.select(frozenset(members[:1]))
        window.views.map.fit(frozenset(members))
        window.resizeDocks([window.views.docks["schools"]], [150], Qt.Orientation.Vertical)
        album.take(window.views.map, "map")


def _move_some(window: MainWindow) -> None:
    """Edits that break a rule, so that there is something to check and to take back."""
    from wolds.clustering import edits

    clusters = list(window.document.plan.clusters.values())
    moving = clusters[0].members[0]
    window.document.do(edits.MoveSchools((moving,), _next_cluster(window, moving)))
    window.document.do(edits.MoveSchools(clusters[2].members[:1], None))
    window.document.select(frozenset((moving,)))


def _next_cluster(window: MainWindow, urn: int) -> str:
    """The cluster of the nearest school in another one."""
    schools, home = window.document.schools, window.document.plan.cluster_of
    others = [other for other in sorted(home) if home[other] != home[urn]]
    row, rows = schools.position(urn), schools.positions(others)
    away = (schools.easting[rows] - schools.easting[row]) ** 2 + (schools.northing[rows] - schools.northing[row]) ** 2
    return home[others[int(away.argmin())]]
