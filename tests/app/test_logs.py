"""The log file: where it lies, what lands in it, and that it never grows without end."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from wolds.app.logs import log_file, log_unexpected, start_log


def _close_the_log() -> None:
    for handler in list(logging.getLogger().handlers):
        if getattr(handler, "_of_wolds", False):
            logging.getLogger().removeHandler(handler)
            handler.close()


@pytest.fixture(autouse=True)
def _a_log_of_its_own() -> Iterator[None]:
    """Each test has a home of its own: no handler of another home comes in, none goes out."""
    level = logging.getLogger().level
    _close_the_log()
    yield
    _close_the_log()
    logging.getLogger().setLevel(level)


def test_the_log_lies_in_the_home_of_wolds_and_is_made_when_something_is_written() -> None:
    home = Path(os.environ["WOLDS_HOME"])
    assert log_file() == home / "log" / "wolds.log"
    start_log()
    assert not log_file().exists()
    logging.getLogger("wolds.test").warning("a warning")
    assert "WARNING wolds.test: a warning" in log_file().read_text(encoding="utf-8")


def test_an_unexpected_error_lands_with_its_traceback() -> None:
    try:
        raise ValueError("planted")
    except ValueError as error:
        path = log_unexpected(error)
    text = path.read_text(encoding="utf-8")
    assert "unexpected: planted" in text
    assert "Traceback" in text
    assert "test_logs.py" in text


def test_starting_twice_writes_each_line_once() -> None:
    start_log()
    start_log()
    logging.getLogger("wolds").error("only once")
    assert log_file().read_text(encoding="utf-8").count("only once") == 1


def test_a_home_that_cannot_be_written_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("WOLDS_HOME", str(tmp_path / "file"))
    log_unexpected(ValueError("planted"))
    assert "planted" in capsys.readouterr().err


def test_the_log_never_grows_beyond_three_files_of_a_megabyte() -> None:
    start_log()
    for _ in range(40):
        logging.getLogger("wolds").error("x" * 100_000)
    sizes = {path.name: path.stat().st_size for path in log_file().parent.iterdir()}
    assert set(sizes) == {"wolds.log", "wolds.log.1", "wolds.log.2"}
    assert max(sizes.values()) <= 1_000_000
