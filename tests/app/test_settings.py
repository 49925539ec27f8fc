"""Settings: kept whole, and never a reason not to start."""

from __future__ import annotations

from pathlib import Path

from wolds.app.settings import Settings, load_settings, save_settings


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    kept = Settings(theme="dark", autosave_seconds=5, proposal_time_limit_s=None, proposal_memory_mb=400, tree_state="abc")
    save_settings(kept, tmp_path / "deep" / "settings.json")
    assert load_settings(tmp_path / "deep" / "settings.json") == kept


def test_missing_and_damaged_settings_give_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    assert load_settings(file) == Settings()
    for damaged in ("", "{", "[]", '{"theme": "pink"}', '{"autosave_seconds": 900}', '{"road_speeds": "A road 900 km/h"}'):
        file.write_text(damaged)
        assert load_settings(file) == Settings()


def test_settings_of_another_version_are_read_as_far_as_they_are_known(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"theme": "dark", "show_minutes": true, "of_the_future": 1}')
    assert load_settings(file) == Settings(theme="dark")


def test_a_recent_file_stands_once_at_the_top_and_ten_are_kept(tmp_path: Path) -> None:
    settings = Settings()
    for number in (*range(12), 5):
        settings = settings.with_recent(tmp_path / f"{number}.gpkg")
    assert settings.recent_files[0].endswith("5.gpkg")
    assert len(settings.recent_files) == len(set(settings.recent_files)) == 10
    assert settings.last_folder == str(tmp_path.resolve())
