"""Comparing, newer registers, tables that come in and workbooks that come back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import stage

from pictures.mapped_table import show_mapping
from pictures.newer_register import show_review

if TYPE_CHECKING:
    from pictures.album import Album
    from wolds.app.window.main_window import MainWindow
    from wolds.clustering.plan import Cluster


def take_compare(album: Album) -> None:
    """Two scenarios and today's federations side by side, and what differs between the scenarios."""
    from PySide6.QtCore import Qt

    from wolds.clustering import edits

    with stage.open_plan(*stage.SMALL) as window:
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


def _is_telling(window: MainWindow) -> bool:
    return window.comparing.differing is not None and window.comparing.differing.is_running


def take_newer_register(album: Album) -> None:
    """What next year's register changes, before the plan goes on with it; and the registers that it has stood on then."""
    from wolds.widgets.refreshing import RegistersDialog

    with stage.open_plan(*stage.SMALL) as window:
        review = show_review(window)
        album.take(review, "newer-register")
        review.accept()
        stage.calm()
        window.former_registers.show()
        stage.wait_until(lambda: bool(window.findChildren(RegistersDialog)), "the earlier registers")
        dialog = window.findChildren(RegistersDialog)[0]
        album.take(dialog, "earlier-registers")
        dialog.reject()


def take_workbook(album: Album) -> None:
    """The review of a workbook that a colleague edited."""
    from wolds.widgets.merging import MergeDialog

    with stage.open_window(*stage.SMALL) as window, tempfile.TemporaryDirectory() as folder:
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


def take_mapping(album: Album) -> None:
    """Which column of a table is what, before its schools are read."""
    with stage.own_home() as folder, stage.open_window(*stage.SMALL) as window:
        dialog = show_mapping(window, folder)
        album.take(dialog, "mapping")
        dialog.reject()
