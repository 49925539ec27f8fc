"""Memberships beside the core, written down in the panel by mouse and keys, saved, found again and handed on."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from wolds.clustering.edits import MoveSchools
from wolds.clustering.project import same_content
from wolds.widgets.partnership import RecordDialog

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def members(at_work):
    """The page of members of the first cluster, opened by keys."""
    at_work.select(at_work.cluster(0).members[0])
    at_work.press(Qt.Key.Key_P, CTRL | ALT)
    panel = at_work.window.views.partnership
    at_work.until(panel.isVisible)
    at_work.click(panel.bar.buttons[1])
    at_work.until(panel.members.isVisible)
    return panel.members


def type_over(editor, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    if popup := QApplication.activePopupWidget():
        QTest.keyClick(popup, Qt.Key.Key_Escape)


def give(planner, **said: str) -> None:
    dialog = planner.dialog(RecordDialog)
    for key, text in said.items():
        type_over(dialog.editors[key], text)
    planner.press_button(dialog, "OK")
    planner.no_dialog()
    planner.window.activateWindow()
    planner.until(planner.window.isActiveWindow)


def test_memberships_are_added_changed_removed_undone_saved_and_handed_on(at_work, members, county, tmp_path: Path):
    import pyogrio

    guest, own = at_work.cluster(1).members[0], at_work.cluster(0).members[0]
    for said in (
        {"urn": str(guest), "purpose": "sport"},
        {"urn": str(guest), "purpose": "SEND", "network": "County SEND network"},
        {"urn": str(own), "purpose": "teacher training", "network": "Wold Teaching School"},
    ):
        at_work.click(members.add_button)
        give(at_work, **said)
    # the guest is an associate of another cluster too
    third = at_work.cluster(2)
    at_work.select(third.members[0])
    at_work.click(members.add_button)
    give(at_work, urn=str(guest), purpose="music")
    at_work.select(own)
    purposes = [(one.urn, one.purpose) for one in at_work.plan.associates.values()]
    assert purposes == [(guest, "sport"), (guest, "SEND"), (own, "teacher training"), (guest, "music")]

    row = next(n for n, one in enumerate(members.shown) if "sport" in one.facts)
    members.list.setFocus()
    at_work.click(members.list.viewport(), members.list.visualRect(members.model.index(row, 0)).center())
    at_work.press(Qt.Key.Key_Return)
    give(at_work, purpose="swimming")
    assert [one.purpose for one in at_work.plan.associates.values() if one.cluster == at_work.cluster(0).id] == ["swimming"]
    assert members.key, "the changed one is still selected"
    row = next(n for n, one in enumerate(members.shown) if "swimming" in one.facts)
    members.select(row)
    members.list.setFocus()
    at_work.press(Qt.Key.Key_Delete)
    assert not [one for one in at_work.plan.associates.values() if one.cluster == at_work.cluster(0).id]
    at_work.press(Qt.Key.Key_Z, CTRL)
    assert [one.purpose for one in at_work.plan.associates.values() if one.cluster == at_work.cluster(0).id] == ["swimming"]
    at_work.press(Qt.Key.Key_Z, CTRL)
    assert [one.purpose for one in at_work.plan.associates.values() if one.cluster == at_work.cluster(0).id] == ["sport"]
    at_work.choose("redo")

    at_work.save_to(tmp_path / "plan.gpkg")
    saved = at_work.document.project
    at_work.take(county)
    at_work.choose("open_plan")
    at_work.name_file(tmp_path / "plan.gpkg")
    at_work.until(lambda: at_work.window.saving.file.path == tmp_path / "plan.gpkg")
    assert same_content(at_work.document.project, saved)
    table = pyogrio.read_dataframe(tmp_path / "plan.gpkg", layer="memberships", read_geometry=False)
    table = table[table["kind"] == "associate"]
    wanted = {(guest, "swimming"), (guest, "SEND"), (own, "teacher training"), (guest, "music")}
    assert {(int(u), p) for u, p in zip(table["urn"], table["purpose"], strict=True)} == wanted

    at_work.choose("export_xlsx")
    at_work.name_file(tmp_path / "plan.xlsx")
    at_work.until(lambda: "Exported" in at_work.banner)
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["Associates"]
    rows = list(sheet.iter_rows(values_only=True))
    assert {(r[0], r[4]) for r in rows if isinstance(r[0], int)} == wanted


def test_a_roll_too_small_is_said_where_the_model_shares_a_head_and_follows_the_members(at_work):
    schools = at_work.document.schools

    def pupils_of(urns) -> float:
        return sum(float(schools.roll[schools.position(urn)]) for urn in urns)

    key = min(at_work.plan.clusters, key=lambda key: pupils_of(at_work.plan.clusters[key].members))
    one = at_work.plan.clusters[key]
    assert pupils_of(one.members) >= 150
    at_work.select(one.members[-1])
    at_work.choose("remove")
    urns = at_work.plan.clusters[key].members
    pupils = round(pupils_of(urns))
    assert pupils < 150
    at_work.select(urns[0])
    at_work.press(Qt.Key.Key_P, CTRL | ALT)
    panel = at_work.window.views.partnership
    at_work.until(panel.isVisible)
    warning = f"⚠ {pupils} pupils are few for a hard federation: about 150 pay for one shared head"
    assert warning not in told(panel)
    target = panel.overview.target
    target.setFocus()
    while target.currentText() != "Soft federation":
        at_work.press(Qt.Key.Key_Down)
    assert warning not in told(panel), "a soft federation keeps its heads"
    while target.currentText() != "Hard federation":
        at_work.press(Qt.Key.Key_Down)
    assert warning in told(panel)
    at_work.choose("dashboard")
    assert "roll-small" in at_work.window.views.dashboard.county.warned
    at_work.choose("dashboard")
    at_work.document.do(MoveSchools((one.members[-1],), key))
    at_work.select(urns[0])
    assert not [said for said in told(panel) if "pupils are few" in said]


def told(panel) -> list[str]:
    """The sentences of the first page that are in sight."""
    place = panel.overview.said
    return [place.itemAt(at).widget().text() for at in range(place.count())]
