from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wolds.app.home import backups_folder, config_folder, log_folder, recovery_folder, settings_file
from wolds.app.planfile import FileToken, Recovery, SaveFailed, pending
from wolds.app.planfile import recovery as recovery_module
from wolds.clustering.project import Project, same_content
from wolds.geo.errors import InputError

TOKEN = FileToken(5, 6, "ab")


def _crash(recovery: Recovery) -> None:
    """What a crash does: the system lets go of the mark, and nothing is cleared."""
    assert recovery._mark is not None
    recovery._mark._file.close()


def test_what_a_dead_window_kept_can_be_recovered_as_it_was(project: Project) -> None:
    recovery = Recovery()
    recovery.keep(project, Path("/plans/plan.gpkg"), TOKEN)
    _crash(recovery)
    (found,) = pending()
    assert same_content(found.project(), project)
    assert (found.plan_file, found.token) == (Path("/plans/plan.gpkg"), TOKEN)
    assert found.scenarios == ("Scenario A", "Short drives")
    assert found.problem == ""


def test_the_latest_state_is_the_one_that_is_kept_and_schools_are_written_once(project: Project) -> None:
    recovery = Recovery()
    recovery.keep(project)
    (schools,) = recovery_folder().glob("schools-*.gpkg")
    written = schools.stat().st_mtime_ns
    recovery.keep(project.logged("one").logged("two"))
    assert schools.stat().st_mtime_ns == written
    _crash(recovery)
    (found,) = pending()
    assert [entry.text for entry in found.project().log][-2:] == ["one", "two"]
    assert (found.plan_file, found.token) == (None, None)


def test_nothing_is_written_where_nothing_was_done(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    recovery = Recovery()
    recovery.keep(project)
    monkeypatch.setattr(recovery_module, "replace_file", lambda *_: pytest.fail("written for nothing"))
    recovery.keep(Project(project.schools, project.scenarios, project.active, project.log))
    recovery.close()


def test_a_living_window_is_not_offered_for_recovery(project: Project) -> None:
    recovery = Recovery()
    recovery.keep(project)
    assert pending() == ()
    recovery.close()


def test_a_clean_close_leaves_nothing(project: Project) -> None:
    recovery = Recovery()
    recovery.keep(project)
    recovery.clear()
    assert list(recovery_folder().glob("*.json")) == []
    recovery.keep(project)
    recovery.close()
    assert list(recovery_folder().iterdir()) == []
    Recovery().close()  # which never kept anything


def test_closing_one_window_keeps_the_schools_that_another_needs(project: Project) -> None:
    one, other = Recovery(), Recovery()
    one.keep(project)
    other.keep(project.logged("other"))
    one.close()
    _crash(other)
    (found,) = pending()
    assert found.project().log[-1].text == "other"
    found.discard()
    assert list(recovery_folder().iterdir()) == []


def test_work_of_a_killed_process_is_found(project: Project) -> None:
    script = """
import os, sys, signal, pandas as pd
from wolds.app.planfile import Recovery
from wolds.clustering.project import Project
from wolds.geo.schools import Schools
Recovery().keep(Project(Schools.from_frame(pd.DataFrame({"urn": [1]}))).logged("kept"))
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", script], check=False, timeout=60, env=dict(os.environ))
    (found,) = pending()
    assert found.project().log[-1].text == "kept"


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 5000, b'{"version": 2}', b"\xff\xfe"])
def test_a_damaged_recovery_file_is_listed_with_its_problem_and_can_be_discarded(content: bytes) -> None:
    recovery_folder().mkdir(parents=True)
    (recovery_folder() / "x.json").write_bytes(content)
    (found,) = pending()
    assert found.problem
    with pytest.raises(InputError):
        found.project()
    found.discard()
    assert pending() == ()


def test_a_recovery_whose_schools_are_gone_says_so(project: Project) -> None:
    recovery = Recovery()
    recovery.keep(project)
    _crash(recovery)
    for path in recovery_folder().glob("schools-*.gpkg"):
        path.unlink()
    (found,) = pending()
    with pytest.raises(InputError, match="no such file"):
        found.project()


def test_a_recovery_file_cannot_point_outside_its_folder(project: Project) -> None:
    recovery = Recovery()
    recovery.keep(project)
    _crash(recovery)
    (found,) = pending()
    text = found.file.read_text()
    found.file.write_text(text.replace('"schools-', '"../schools-', 1))
    (found,) = pending()
    assert found.problem


def test_an_autosave_that_cannot_be_written_says_so(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = recovery_folder().parent
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.touch()
    with pytest.raises(SaveFailed):
        Recovery().keep(project)


def test_everything_stands_under_one_folder_where_one_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WOLDS_HOME", str(tmp_path))
    folders = (config_folder(), log_folder(), recovery_folder(), backups_folder(), settings_file())
    assert all(tmp_path in folder.parents for folder in folders)
    monkeypatch.setenv("WOLDS_HOME", " ")
    assert all("wolds" in str(folder).lower() and tmp_path not in folder.parents for folder in (config_folder(), log_folder()))
