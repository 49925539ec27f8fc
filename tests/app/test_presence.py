"""Asking whether a file is there never fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from wolds.app.presence import is_there


def test_files_and_folders_are_there_and_others_are_not(tmp_path: Path) -> None:
    (tmp_path / "plan.gpkg").touch()
    assert is_there(tmp_path)
    assert is_there(tmp_path / "plan.gpkg")
    assert not is_there(tmp_path / "gone.gpkg")
    assert not is_there(tmp_path / ("x" * 300))


def test_what_may_not_be_looked_at_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", refuse)
    assert not is_there(tmp_path)
