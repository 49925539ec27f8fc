"""A workbook goes out, a colleague edits it, and it comes back: reviewed, taken as one step, and taken back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from helpers.edited_sheets import Book
from wolds.widgets.dialogs import ErrorDialog
from wolds.widgets.merging import MergeDialog


def sent_out(at_work, path: Path) -> Book:
    at_work.choose("export_xlsx")
    at_work.name_file(path)
    at_work.until(lambda: "Exported" in at_work.banner)
    return Book(openpyxl.load_workbook(path))


def test_a_workbook_goes_out_is_edited_comes_back_and_is_taken_back(at_work, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    book = sent_out(at_work, path)
    one, other = at_work.cluster(0), at_work.cluster(1)
    urn, lost = one.members[0], other.members[-1]
    book.put("Memberships", urn, "Cluster", other.id)
    book.put("Clusters", other.id, "Name", "The Ings")
    book.put("Memberships", urn, "Note to add", "their head asked for it")
    book.put("Memberships", one.members[1], "Roll", 1)
    book.drop("Memberships", lost)
    book.add("Actions", Cluster=other.id, What="Shared maths lead", Category="teaching")
    book.book.save(path)

    at_work.choose("bring_back")
    at_work.name_file(path)
    dialog = at_work.dialog(MergeDialog)
    assert dialog.windowTitle() == "Bring back an edited workbook"
    kinds = ["cluster of a school", "cluster of a school", "name", "note on a school", "action", "cells"]
    assert sorted(item.kind for item in dialog.model.items) == sorted(kinds)
    assert dialog.merge.text() == "&Bring back 4 of 6"
    at_work.until(lambda: dialog.impact.text().startswith("Then"))
    assert {mover.urn for mover in at_work.window.views.map.live.preview.movers} == {urn}
    missing = next(place for place, item in enumerate(dialog.model.items) if item.is_conflict)
    dialog.activateWindow()
    dialog.table.setFocus()
    dialog.table.selectRow(missing)
    assert "choose" in dialog.standing.text()
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.merge.text() == "&Bring back 5 of 6"
    roll = next(place for place, item in enumerate(dialog.model.items) if item.kind == "cells")
    dialog.table.selectRow(roll)
    assert "Memberships, row" in dialog.standing.text()
    assert "column Roll" in dialog.standing.text()
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.merge.text() == "&Bring back 5 of 6", "what cannot come back cannot be ticked"
    at_work.until(lambda: dialog.impact.text().startswith("Then"))
    before = at_work.plan
    at_work.click(dialog.merge)
    at_work.no_dialog()

    assert at_work.plan.cluster_of[urn] == other.id
    assert lost not in at_work.plan.cluster_of
    assert at_work.plan.clusters[other.id].name == "The Ings"
    assert at_work.plan.school_notes[urn] == "their head asked for it"
    assert [action.text for action in at_work.plan.partnerships[other.id].actions] == ["Shared maths lead"]
    assert at_work.document.project.log[-1].text == "Bring back 5 of 6 changes from plan.xlsx"
    at_work.choose("undo")
    assert dict(at_work.plan.clusters) == dict(before.clusters)
    assert not at_work.plan.school_notes
    assert not at_work.plan.partnerships


def test_a_workbook_that_nobody_edited_says_so(at_work, tmp_path: Path) -> None:
    sent_out(at_work, tmp_path / "plan.xlsx")
    at_work.choose("bring_back")
    at_work.name_file(tmp_path / "plan.xlsx")
    dialog = at_work.dialog(MergeDialog)
    assert not dialog.model.items
    assert not dialog.merge.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    at_work.no_dialog()


def test_a_workbook_or_list_that_is_dropped_comes_back(at_work, tmp_path: Path) -> None:
    sent_out(at_work, tmp_path / "plan.xlsx")
    at_work.choose("export_csv")
    at_work.name_file(tmp_path / "plan.csv")
    at_work.until((tmp_path / "plan.csv.about.txt").exists)
    for name in ("plan.xlsx", "plan.csv"):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        modes = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        at_work.window.dropEvent(QDropEvent(QPointF(10, 10), *modes))
        dialog = at_work.dialog(MergeDialog)
        assert dialog.windowTitle() == "Bring back an edited workbook"
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        at_work.no_dialog()


def test_a_file_that_is_no_workbook_of_ours_is_refused_in_words(at_work, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    before = at_work.plan
    at_work.window.merging.read(path)
    dialog = at_work.dialog(ErrorDialog)
    assert "other.csv" in dialog.accessibleDescription()
    assert "no sheet of it is one that comes back" in dialog.accessibleDescription()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    at_work.no_dialog()
    assert at_work.plan is before
