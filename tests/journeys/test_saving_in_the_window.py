"""Saving, the guard of unsaved work, files that change on disk, other people, failing disks, earlier saves."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from wolds.app.planfile import backups_of, open_project
from wolds.clustering import edits
from wolds.clustering.project import Project, same_content
from wolds.widgets.dialogs import ChangedOnDiskDialog, ErrorDialog, HeldByDialog, UnsavedDialog


@pytest.fixture
def saved(at_work, tmp_path: Path):
    """A planner whose plan stands in a file."""
    at_work.save_to(tmp_path / "plan.gpkg")
    return at_work


def move_one(planner, place: int = 0) -> int:
    urn = planner.cluster(place).members[0]
    assert planner.document.do(edits.MoveSchools((urn,), None))
    return urn


def reopen(planner, path: Path) -> Project:
    return open_project(path).project


def test_a_saved_plan_opens_again_with_the_same_content(saved, make_window, tmp_path: Path):
    move_one(saved)
    saved.choose("save")
    saved.until(lambda: saved.document.is_clean)
    saved.save_to(tmp_path / "second.gpkg")
    assert saved.window.windowTitle().startswith("second[*]")
    other = make_window()
    other.window.files.open_plan(tmp_path / "plan.gpkg")
    other.until(lambda: other.document.is_open)
    assert same_content(other.document.project, saved.document.project)
    assert not other.window.isWindowModified()


def test_what_is_edited_while_it_is_saved_stays_unsaved_and_whoever_waits_waits_for_it_too(saved, tmp_path: Path):
    closed: list[bool] = []
    move_one(saved)
    saved.window.saving.save()
    move_one(saved, 1)
    saved.window.saving.save(lambda: closed.append(True))
    saved.until(lambda: closed)
    assert saved.document.is_clean
    assert same_content(reopen(saved, tmp_path / "plan.gpkg"), saved.document.project)


def test_the_title_says_that_something_is_unsaved(saved):
    assert not saved.window.isWindowModified()
    move_one(saved)
    assert saved.window.isWindowModified()
    saved.choose("undo")
    assert not saved.window.isWindowModified()


@pytest.mark.parametrize("answer", ["Save", "Discard", "Cancel"])
def test_closing_with_unsaved_work_asks_first(saved, tmp_path: Path, answer: str):
    urn = move_one(saved)
    saved.window.close()
    assert saved.window.isVisible()
    saved.press_button(saved.dialog(UnsavedDialog), answer)
    if answer == "Cancel":
        saved.no_dialog()
        assert saved.window.isVisible()
    else:
        saved.until(lambda: not saved.window.isVisible())
        kept = reopen(saved, tmp_path / "plan.gpkg").plan
        assert (urn in kept.cluster_of) == (answer == "Discard")
        assert list(tmp_path.iterdir()) == [tmp_path / "plan.gpkg"], "no claim is left behind"


def test_saving_on_the_way_out_asks_where_and_giving_that_up_keeps_the_window(at_work, tmp_path: Path):
    move_one(at_work)
    at_work.choose("quit")
    at_work.press_button(at_work.dialog(UnsavedDialog), "Save")
    from PySide6.QtWidgets import QFileDialog

    at_work.dialog(QFileDialog).reject()
    at_work.no_dialog()
    assert at_work.window.isVisible()
    at_work.choose("quit")
    at_work.press_button(at_work.dialog(UnsavedDialog), "Save")
    at_work.name_file(tmp_path / "out.gpkg")
    at_work.until(lambda: not at_work.window.isVisible())
    assert (tmp_path / "out.gpkg").exists()


@pytest.mark.parametrize("answer", ["Save", "Discard", "Cancel"])
def test_opening_another_file_with_unsaved_work_asks_first(saved, tmp_path: Path, answer: str):
    mine = saved.document.project
    urn = move_one(saved)
    saved.choose("open_sample")
    saved.press_button(saved.dialog(UnsavedDialog), answer)
    if answer == "Cancel":
        saved.no_dialog()
        assert urn not in saved.plan.cluster_of
        assert saved.document.schools is mine.schools
    else:
        saved.until(lambda: not saved.plan.clusters)
        kept = reopen(saved, tmp_path / "plan.gpkg").plan
        assert (urn in kept.cluster_of) == (answer == "Discard")


def test_edits_made_while_another_file_is_read_are_asked_about_before_it_is_shown(saved):
    saved.choose("open_sample")
    urn = move_one(saved)
    saved.press_button(saved.dialog(UnsavedDialog), "Cancel")
    saved.no_dialog()
    assert urn not in saved.plan.cluster_of
    assert saved.plan.clusters


def changed_elsewhere(planner, path: Path, planned: Project) -> Project:
    """Somebody saves over the file without Wolds having a say."""
    from wolds.app.planfile import save_project

    theirs = planned.duplicated(0, "Theirs")
    save_project(theirs, path)
    return theirs


def test_a_file_that_changed_on_disk_is_not_overwritten_unasked(saved, planned, tmp_path: Path):
    path = tmp_path / "plan.gpkg"
    theirs = changed_elsewhere(saved, path, planned)
    move_one(saved)
    saved.choose("save")
    dialog = saved.dialog(ChangedOnDiskDialog)
    assert same_content(reopen(saved, path), theirs)
    saved.press_button(dialog, "Save a copy…")
    saved.name_file(tmp_path / "mine.gpkg")
    saved.until(lambda: saved.document.is_clean)
    assert same_content(reopen(saved, path), theirs)
    assert same_content(reopen(saved, tmp_path / "mine.gpkg"), saved.document.project)


def test_a_file_that_changed_on_disk_can_be_overwritten_when_asked(saved, planned, tmp_path: Path):
    changed_elsewhere(saved, tmp_path / "plan.gpkg", planned)
    move_one(saved)
    saved.choose("save")
    saved.press_button(saved.dialog(ChangedOnDiskDialog), "Overwrite")
    saved.until(lambda: saved.document.is_clean)
    assert same_content(reopen(saved, tmp_path / "plan.gpkg"), saved.document.project)
    assert len(backups_of(tmp_path / "plan.gpkg")) >= 1, "what was overwritten is kept"


def test_the_changed_file_can_be_taken_instead_and_stays_claimed(saved, planned, make_window, tmp_path: Path):
    path = tmp_path / "plan.gpkg"
    theirs = changed_elsewhere(saved, path, planned)
    move_one(saved)
    saved.choose("save")
    saved.press_button(saved.dialog(ChangedOnDiskDialog), "Open theirs")
    saved.until(lambda: saved.document.scenario_names == theirs.names)
    assert saved.document.is_clean
    other = make_window()
    other.window.files.open_plan(path)
    other.press_button(other.dialog(HeldByDialog), "Cancel")


def test_the_second_to_open_a_plan_looks_at_it_and_edits_only_a_copy(saved, make_window, tmp_path: Path):
    second = make_window()
    second.window.files.open_plan(tmp_path / "plan.gpkg")
    second.press_button(second.dialog(HeldByDialog), "Look at it")
    second.until(lambda: second.document.is_open)
    assert "(read only)" in second.window.windowTitle()
    before = second.plan
    assert not second.document.do(edits.MoveSchools((second.cluster(0).members[0],), None))
    second.choose("lock_all")
    second.window.document.duplicate("Another")
    assert second.plan is before
    assert "looked at" in second.banner
    second.answer("Work on a copy")
    assert "(read only)" not in second.window.windowTitle()
    move_one(second)
    second.choose("save")
    second.name_file(tmp_path / "copy.gpkg")
    second.until(lambda: second.document.is_clean)
    assert same_content(reopen(saved, tmp_path / "plan.gpkg"), saved.document.project)


def test_the_second_to_open_a_plan_can_work_on_a_copy_at_once(saved, make_window, tmp_path: Path):
    second = make_window()
    second.window.files.open_plan(tmp_path / "plan.gpkg")
    second.press_button(second.dialog(HeldByDialog), "Work on a copy…")
    second.until(lambda: second.document.is_open)
    assert second.window.saving.file.path is None
    assert not second.document.is_clean
    move_one(second)


def test_nobody_saves_over_a_plan_that_somebody_else_has_open(saved, make_window, planned, tmp_path: Path):
    second = make_window()
    second.take(planned)
    second.window.saving.save_to(tmp_path / "plan.gpkg")
    assert "has plan.gpkg open" in second.banner
    assert not second.window.saving.job.is_running


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_a_save_that_fails_keeps_the_work_and_says_what_to_do(saved, tmp_path: Path, monkeypatch):
    from wolds.app.planfile import saving

    urn = move_one(saved)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = (tmp_path / "plan.gpkg").read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(saving, "replace_file", full)
        saved.choose("save")
        dialog = saved.dialog(ErrorDialog)
    assert "no room left on the disk" in dialog.accessibleDescription()
    assert "Make room" in dialog.accessibleDescription()
    saved.press_button(dialog, "Close")
    saved.no_dialog()
    assert (tmp_path / "plan.gpkg").read_bytes() == before
    assert urn not in saved.plan.cluster_of
    assert saved.window.isWindowModified()
    saved.choose("save")
    saved.until(lambda: saved.document.is_clean)


def test_a_save_into_a_folder_that_is_gone_keeps_the_work(at_work, tmp_path: Path):
    at_work.window.saving.save_to(tmp_path / "gone" / "plan.gpkg")
    dialog = at_work.dialog(ErrorDialog)
    assert "folder is not there" in dialog.accessibleDescription()
    assert at_work.plan.clusters


def test_an_earlier_save_is_opened_as_a_copy(saved, tmp_path: Path):
    before = saved.plan
    move_one(saved)
    saved.choose("save")
    saved.until(lambda: saved.document.is_clean)
    kept = backups_of(tmp_path / "plan.gpkg")
    assert len(kept) == 1
    saved.choose("backups")
    saved.name_file(kept[0].path)
    saved.until(lambda: saved.plan.cluster_of == before.cluster_of)
    assert saved.window.saving.file.path is None, "an earlier save is never written to"
    assert saved.window.isWindowModified()


def test_scenarios_come_back_with_the_file(saved, make_window, tmp_path: Path):
    saved.window.scenarios.duplicate("B")
    move_one(saved)
    saved.choose("save")
    saved.until(lambda: saved.document.is_clean)
    saved.window.close()
    other = make_window()
    other.window.files.open_plan(tmp_path / "plan.gpkg")
    other.until(lambda: other.document.is_open)
    assert other.document.scenario_names[1] == "B"
    assert other.window.scenarios.box.currentText() == "B"
    assert same_content(other.document.project, saved.document.project)
