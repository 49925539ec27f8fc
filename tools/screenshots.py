"""Take the pictures of the documentation from the running window: `make screenshots`, then look at them.

The sample county is opened, proposed for and adjusted as a planner would, off screen; the pictures land in `docs/pictures`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import stage
from fewer_colours import with_fewer_colours

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from wolds.app.window.main_window import MainWindow
    from wolds.clustering.plan import Cluster

TARGET: Final = Path(__file__).resolve().parents[1] / "docs" / "pictures"
_FULL: Final = (1920, 1080)
_SMALL: Final = (1280, 800)
_MOST_BYTES: Final = 300_000


class Album:
    """Keeps pictures in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def take(self, widget: QWidget, name: str) -> None:
        """Save what a widget shows. `ValueError` where that makes a file too large for a repository."""
        stage.calm()
        self.keep(widget.grab().toImage(), name)

    def keep(self, picture: QImage, name: str) -> None:
        """Save a picture. `ValueError` where that makes a file too large for a repository."""
        path = self._folder / f"{name}.png"
        with_fewer_colours(picture).save(str(path), "PNG", 0)
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise ValueError(f"{path.name} has {size:,} bytes, more than {_MOST_BYTES:,}")
        print(f"{path.name:24} {size / 1000:6.0f} kB")


def take_start(album: Album) -> None:
    """The start page."""
    with stage.open_window(*_SMALL) as window:
        album.take(window, "start")


def take_full(album: Album) -> None:
    """The preview of a proposal, the plan once it is accepted, and one cluster from near."""
    with stage.open_window(*_FULL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        album.take(window, "preview")
        window.proposing.accept()
        window.feedback.say("")
        _select_cluster(window, 5)
        album.take(window, "window")


def take_small(album: Album) -> None:
    """Panels at the size of a laptop, with a few edits by hand."""
    with stage.open_window(*_SMALL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
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
    with stage.open_window(*_SMALL, theme="dark") as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
        _select_cluster(window, 5)
        album.take(window, "window-dark")


def take_table(album: Album) -> None:
    """The school table by keyboard: a cluster is chosen in a cell."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    with stage.open_window(*_SMALL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
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

    with stage.open_window(*_SMALL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
        clusters = window.document.plan.clusters
        members = next(iter(clusters.values())).members
        window.document.select(frozenset(members[:1]))
        window.views.map.fit(frozenset(members))
        window.resizeDocks([window.views.docks["schools"]], [150], Qt.Orientation.Vertical)
        album.take(window.views.map, "map")


def take_explore(album: Album) -> None:
    """Why a school is where it is, what another limit makes of the plan, other good plans, and what a new proposal changes."""
    from wolds.clustering import edits

    with stage.open_window(*_SMALL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
        window.feedback.say("")
        _select_cluster(window, 4)
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


def take_partners(album: Album) -> None:
    """A headteacher looks for partners: the ranked list, three ticked, and what they would be together."""
    with stage.open_window(*_SMALL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
        window.feedback.say("")
        window.document.select(frozenset())
        show_partners(window)
        album.take(window, "partners")


def take_workbook(album: Album) -> None:
    """The review of a workbook that a colleague edited."""
    from wolds.widgets.merging import MergeDialog

    with stage.open_window(*_SMALL) as window, tempfile.TemporaryDirectory() as folder:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
        path = Path(folder) / "plan.xlsx"
        window.exporting.export(path)
        stage.wait_until(lambda: window.views.banner.isVisible(), "the workbook")
        _edit_workbook(path, list(window.document.plan.clusters.values()))
        window.merging.read(path)
        stage.wait_until(lambda: window.findChildren(MergeDialog), "the review of a workbook")
        review = window.findChildren(MergeDialog)[0]
        stage.wait_until(lambda: review.impact.text().startswith("Then"), "what it would do")
        album.take(review, "workbook-review")
        review.reject()


def _edit_workbook(path: Path, clusters: list[Cluster]) -> None:
    """What a colleague might do: a move, a name, a note, an action, and a roll that he knows better."""
    import openpyxl

    book = openpyxl.load_workbook(path)

    def put(sheet: str, key: object, heading: str, value: object) -> None:
        at = next(cell.column for cell in book[sheet][1] if cell.value == heading)
        row = next(cell.row for cell in book[sheet]["A"] if cell.value == key)
        book[sheet].cell(row, at).value = value

    put("Memberships", clusters[0].members[0], "Cluster", clusters[3].id)
    put("Memberships", clusters[5].members[1], "Note to add", "Their head asked for a word first")
    put("Memberships", clusters[8].members[0], "Roll", 61)
    put("Clusters", clusters[2].id, "Name", "The Ings")
    put("Clusters", clusters[4].id, "Name", clusters[6].name)
    book["Memberships"].delete_rows(60)
    book["Actions"].append([clusters[1].id, None, None, "Shared maths lead", "teaching", "high", "Lead head", "Autumn 2026"])
    book.save(path)


def take_relations(album: Album) -> None:
    """A planner's own sheet under review, and which relations the plan keeps and breaks."""
    from wolds.widgets.relations import RelationReviewDialog

    with stage.open_window(*_FULL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
        window.relating.open()
        window.relating.read_sample()
        stage.wait_until(lambda: window.findChildren(RelationReviewDialog), "the review of a sheet")
        review = window.findChildren(RelationReviewDialog)[0]
        album.take(review, "relations-review")
        review.accept()
        stage.wait_until(lambda: window.views.relations.model.rowCount() > 20, "relations")
        window.views.banner.hide()
        broken = window.views.relations.model.fates[0].tie.urns
        window.views.map.fit(frozenset(broken))
        window.views.map.zoom_by(0.35)
        album.take(window, "relations")


def take_newer_register(album: Album) -> None:
    """What next year's register changes, before the plan goes on with it."""
    from newer_register import show_review

    with stage.open_window(*_SMALL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
        review = show_review(window)
        album.take(review, "newer-register")
        review.reject()


def take_mapping(album: Album) -> None:
    """Which column of a table is what, before its schools are read."""
    from mapped_table import show_mapping

    with stage.own_home() as folder, stage.open_window(*_SMALL) as window:
        dialog = show_mapping(window, folder)
        album.take(dialog, "mapping")
        dialog.reject()


def take_church(album: Album) -> None:
    """A diocesan officer looks ahead: what every cluster would need as a hard federation, with the best pairs on the map."""
    from wolds.clustering.models import Model
    from wolds.widgets.church.answers import Question

    with stage.open_window(*_SMALL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
        window.feedback.say("")
        window.church.open()
        view = window.views.church
        view.model.setCurrentIndex(view.model.findData(str(Model.HARD_FEDERATION)))
        window.church.pair()
        stage.wait_until(lambda: not (window.church.looking.is_running or window.church.pairing.is_running), "an answer")
        view.tabs.setCurrentWidget(view.questions)
        view.questions.choose(Question.APPROVAL)
        album.take(window, "church")
        view.tabs.setCurrentWidget(view.policy)
        album.take(window, "policy")


def take_partnerships(album: Album) -> None:
    """How all partnerships of the sample county are doing, filled with its example, and the panel of one of them."""
    with stage.open_window(*_SMALL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
        window.feedback.say("")
        window.dashboard.open()
        window.dashboard.fill_example()
        page = window.views.dashboard
        page.choose("lacking", "no-measure")
        album.take(window, "dashboard")
        running = next(state for state in page.county.states.values() if state.partnership.measures) if page.county else None
        assert running is not None
        window.dashboard.go_to(running.cluster.id)
        stage.calm(1.0)  # the panels find their places
        window.views.partnership.show_page(window.views.partnership.measures)
        album.take(window, "partnership")


def show_partners(window: MainWindow) -> None:
    """Look for the partners of the smallest school in a cluster, and tick the first two."""
    schools = window.document.schools
    urn = min(window.document.plan.cluster_of, key=lambda one: float(schools.roll[schools.position(one)]))
    window.views.partners.choose(urn)
    window.partners.open()
    stage.wait_until(lambda: not window.partners.looking.is_running, "partners")
    window.views.partners.model.tick([one.facts.urn for one in window.views.partners.model.partners[:2]])
    stage.wait_until(lambda: window.views.group.group.group is not None, "a group")
    window.views.banner.hide()
    stage.calm()


def take_compare(album: Album) -> None:
    """Two scenarios and today's federations side by side, and what differs between the scenarios."""
    from PySide6.QtCore import Qt

    from wolds.clustering import edits

    with stage.open_window(*_SMALL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
        window.document.duplicate("25 minutes")
        rules = window.document.plan.rules
        window.document.do(edits.SetRules(rules.model_copy(update={"cap_minutes": 25.0, "size_max": 8})))
        stage.show_proposal(window)
        window.proposing.accept()
        comparing = window.comparing
        comparing.open()
        assert comparing.window is not None
        comparing.window.choices.list.item(2).setCheckState(Qt.CheckState.Checked)
        comparing.window.choices.compare()
        stage.wait_until(lambda: not comparing.is_running, "a comparison")
        album.take(comparing.window, "compare")
        comparing.window.tabs.setCurrentIndex(1)
        comparing.tell_differences(1, 2)
        stage.wait_until(lambda: not _is_telling(window), "differences")
        comparing.window.differences.map.fit(None)
        album.take(comparing.window, "differences")
        comparing.window.close()


def take_report(album: Album) -> None:
    """What shall be in the committee report."""
    with stage.open_window(*_SMALL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
        dialog = window.reporting.open()
        assert dialog is not None
        album.take(dialog, "committee-report")
        dialog.reject()


def take_many_reports(album: Album) -> None:
    """Which briefs and letters to make."""
    from wolds.widgets.dialogs.many_reports import ManyReportsDialog

    with stage.open_window(*_SMALL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
        window.many_reports.ask()
        dialog = window.findChild(ManyReportsDialog)
        assert dialog is not None
        dialog.what.setCurrentIndex(1)
        album.take(dialog, "briefs-and-letters")
        dialog.reject()


def take_travel(album: Album) -> None:
    """Travel by road: how good the straight line is, and the road between two partners."""
    import travel_shown

    with stage.open_window(*_SMALL) as window:
        stage.open_sample(window)
        stage.show_proposal(window)
        window.proposing.accept()
        looking = travel_shown.calibration(window)
        album.take(looking, "calibration")
        looking.close()
        travel_shown.travel_by_road(window)
        travel_shown.show_route(window)
        album.take(window.views.map, "road-route")


def take_pages(album: Album) -> None:
    """The first pages of what is handed on: a brief for governors and the committee report."""
    import travel_shown

    with tempfile.TemporaryDirectory() as folder:
        brief, report = travel_shown.write_papers(Path(folder))
        album.keep(travel_shown.page(brief, 0, 900), "brief-page")
        album.keep(travel_shown.page(report, 3, 900), "report-page")


def _is_telling(window: MainWindow) -> bool:
    return window.comparing.differing is not None and window.comparing.differing.is_running


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


def _select_cluster(window: MainWindow, number: int) -> None:
    clusters = [cluster for cluster in window.document.plan.clusters.values() if cluster.number == number]
    window.document.select(frozenset(clusters[0].members))


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


PICTURES: Final[tuple[Callable[[Album], None], ...]] = (
    *(take_start, take_full, take_small, take_dark, take_table, take_near, take_explore, take_partners),
    *(take_partnerships, take_compare, take_church, take_relations, take_newer_register, take_workbook, take_mapping),
    take_report,
    *(take_many_reports, take_travel, take_pages),
)


def main() -> None:
    """Take all pictures, or those that are named."""
    names = {picture.__name__.removeprefix("take_"): picture for picture in PICTURES}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*names, []], help="only these sets of pictures")
    parser.add_argument("--into", type=Path, default=TARGET, help="the folder of the pictures")
    given = parser.parse_args()
    album = Album(given.into)
    for name in given.names or names:
        with stage.own_home():
            names[name](album)


if __name__ == "__main__":
    main()
