from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pyogrio
import pytest

from wolds.app.planfile import (
    ChangedOnDisk,
    FileToken,
    SaveFailed,
    backups_of,
    migrating,
    open_project,
    save_project,
    saving,
    token_of,
)
from wolds.app.planfile import disk as disk_module
from wolds.app.planfile.schema import SCHEMA_VERSION
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project, same_content
from wolds.geo.errors import InputError


def test_a_saved_plan_opens_with_the_same_content(project: Project, tmp_path: Path) -> None:
    saved = save_project(project, tmp_path / "plan.gpkg")
    opened = open_project(tmp_path / "plan.gpkg")
    assert same_content(opened.project, project)
    assert opened.token == saved.token
    assert opened.doubts == ()
    assert opened.project.schools.source.is_sample


def test_nothing_but_the_plan_is_left_in_the_folder(project: Project, tmp_path: Path) -> None:
    for _ in range(3):
        save_project(project, tmp_path / "plan.gpkg")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.gpkg"]


def test_other_programs_see_every_layer_with_its_attributes(project: Project, tmp_path: Path) -> None:
    path = save_project(project, tmp_path / "plan.gpkg").path
    layers = {name for name, _ in pyogrio.list_layers(path).tolist()}
    assert {"schools", "clusters", "links", "barriers", "unplaced", "memberships", "excluded", "scenarios", "rules"} <= layers
    clusters = pyogrio.read_dataframe(path, layer="clusters")
    assert clusters["name"].tolist() == ["Fen & edge", "Marsh partnership"]
    assert clusters["pupils"].tolist() == [41 + 42 + 43, 44 + 45]
    schools = pyogrio.read_dataframe(path, layer="schools")
    assert all(clusters.geometry[0].contains(schools.geometry[row]) for row in range(3))
    assert schools["cluster_name"].tolist()[:4] == ["Fen & edge"] * 3 + ["Marsh partnership"]
    assert (
        pyogrio.read_dataframe(path, layer="links")["kind"].tolist()
        == ["must-link", "keep-apart", "override"] + ["federation"] * 2
    )
    unplaced = pyogrio.read_dataframe(path, layer="unplaced")
    assert unplaced["urn"].tolist() == [6, 7, 8]
    assert unplaced["reason"].tolist()[0] == "Too few."
    assert pyogrio.read_dataframe(path, layer="excluded")["reason"].tolist() == ["phase"]


def test_a_changed_file_is_never_overwritten_unasked(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    mine = save_project(project, path).token
    theirs = save_project(project.logged("theirs"), path, expected=mine).token
    before = path.read_bytes()
    with pytest.raises(ChangedOnDisk, match=r"plan\.gpkg was changed by somebody else"):
        save_project(project.logged("mine"), path, expected=mine)
    assert path.read_bytes() == before
    save_project(project.logged("mine"), path, expected=theirs)
    save_project(project.logged("asked"), path)


def test_a_file_that_was_only_touched_or_taken_away_can_be_saved(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    token = save_project(project, path).token
    os.utime(path, (1, 1))
    assert token.holds_for(path)
    token = save_project(project, path, expected=token).token
    path.unlink()
    assert not token.holds_for(path)
    save_project(project, path, expected=token)


def test_a_token_tells_another_content_of_the_same_size(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    token = token_of(path)
    path.write_bytes(b"two")
    os.utime(path, (5, 5))
    assert not token.holds_for(path)
    assert FileToken(token.mtime_ns, 3, token.sha256) == token


def test_the_last_five_saves_are_kept_and_open(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    for number in range(8):
        save_project(project.logged(f"save {number}"), path)
    kept = [open_project(backup.path).project.log[-1].text for backup in backups_of(path)]
    assert kept == [f"save {number}" for number in (6, 5, 4, 3, 2)]
    assert all(backup.replaced_at.endswith("+00:00") for backup in backups_of(path))
    assert backups_of(tmp_path / "other.gpkg") == ()


def test_a_save_whose_backup_fails_is_a_save_with_a_doubt(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_project(project, tmp_path / "plan.gpkg")
    blocked = tmp_path / "blocked"
    blocked.touch()
    monkeypatch.setenv("WOLDS_HOME", str(blocked))
    saved = save_project(project.logged("more"), tmp_path / "plan.gpkg")
    assert "could not be kept" in saved.doubt
    assert len(open_project(saved.path).project.log) == 2


@pytest.mark.parametrize(
    ("number", "words"),
    [(28, "no room left"), (13, "no right to write"), (30, "no right to write"), (16, "another program"), (5, "system says")],
)
@pytest.mark.parametrize("step", ["_sync", "_rename"])
def test_a_failed_save_leaves_the_file_untouched_and_says_what_to_do(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str, step: str
) -> None:
    path = save_project(project, tmp_path / "plan.gpkg").path
    before = path.read_bytes()
    real = getattr(disk_module, step)

    def fails(first: Path, *rest: object) -> None:
        if path.name in first.name:
            first.write_bytes(b"half")
            raise OSError(number, os.strerror(number))
        real(first, *rest)

    monkeypatch.setattr(disk_module, step, fails)
    with pytest.raises(SaveFailed, match=words):
        save_project(project.logged("more"), path)
    assert path.read_bytes() == before
    assert [other.name for other in tmp_path.iterdir()] == ["plan.gpkg"]


def test_saving_onto_a_folder_or_into_a_missing_one_says_so(project: Project, tmp_path: Path) -> None:
    with pytest.raises(SaveFailed, match="is a folder"):
        save_project(project, tmp_path)
    with pytest.raises(SaveFailed, match="folder is not there"):
        save_project(project, tmp_path / "gone" / "plan.gpkg")


def test_a_file_marked_read_only_is_not_replaced(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save_project(project, tmp_path / "plan.gpkg").path
    monkeypatch.setattr(saving.os, "access", lambda *_: False)  # whoever runs this may be root, who may write anything
    with pytest.raises(SaveFailed, match="no right"):
        save_project(project, path)


def test_a_link_to_a_plan_stays_a_link_and_rights_stay(project: Project, tmp_path: Path) -> None:
    real = save_project(project, tmp_path / "real.gpkg").path
    real.chmod(0o640)
    link = tmp_path / "link.gpkg"
    link.symlink_to(real)
    save_project(project.logged("more"), link)
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert len(open_project(real).project.log) == 2


def test_old_leftovers_of_killed_saves_are_swept(project: Project, tmp_path: Path) -> None:
    old, fresh = tmp_path / ".plan.gpkg.0.wolds-tmp", tmp_path / ".plan.gpkg.1.wolds-tmp"
    for path in (old, fresh, tmp_path / ".else.gpkg.2.wolds-tmp"):
        path.touch()
        os.utime(path, (1, 1))
    os.utime(fresh)
    save_project(project, tmp_path / "plan.gpkg")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".else.gpkg.2.wolds-tmp", fresh.name, "plan.gpkg"]


def test_schools_changed_by_another_program_are_used_with_a_doubt(project: Project, tmp_path: Path) -> None:
    path = save_project(project, tmp_path / "plan.gpkg").path
    connection = sqlite3.connect(path)
    connection.execute("UPDATE schools SET roll = 99 WHERE urn = 1")
    connection.commit()
    connection.close()
    opened = open_project(path)
    assert opened.project.schools.roll[0] == 99
    assert "changed by another program" in opened.doubts[0]


def test_a_newer_plan_is_refused_with_both_versions_named(project: Project, tmp_path: Path) -> None:
    path = save_project(project, tmp_path / "plan.gpkg").path
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    connection.execute("UPDATE meta SET value = '9.1.0' WHERE key = 'app_version'")
    connection.commit()
    connection.close()
    with pytest.raises(InputError, match=rf"newer Wolds \(9\.1\.0, plan format 99\).*up to {SCHEMA_VERSION}\. Update Wolds"):
        open_project(path)


def test_an_older_plan_is_brought_up_step_by_step(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def renames(raw: migrating.RawPlan) -> migrating.RawPlan:
        return replace(raw, meta={**raw.meta, "seen": raw.meta.get("seen", "") + "x"})

    monkeypatch.setattr(migrating, "SCHEMA_VERSION", 3)
    monkeypatch.setattr(migrating, "STEPS", {1: renames, 2: renames})
    raw = migrating.RawPlan({}, [], [], [])
    assert migrating.migrated(raw, 1).meta == {"seen": "xx"}
    assert migrating.migrated(raw, 3) is raw


def test_a_filter_that_does_not_fit_does_not_stop_a_save(project: Project, tmp_path: Path) -> None:
    odd = project.plan.eligibility.model_copy(update={"la_codes": ("123",)})
    save_project(project.with_plan(replace(project.plan, eligibility=odd)), tmp_path / "plan.gpkg")


def test_an_empty_register_and_an_empty_plan_can_be_saved(project: Project, tmp_path: Path) -> None:
    empty = Project(project.schools.subset(project.schools.urn < 0), (Plan(),))
    save_project(empty, tmp_path / "plan.gpkg")
    assert same_content(open_project(tmp_path / "plan.gpkg").project, empty)
