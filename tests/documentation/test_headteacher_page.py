"""What the page for headteachers has them type does what it says, with the sample county."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from wolds.app.cli import main

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "headteacher.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"(?:^    |`)(wolds [^`\n]+)", PAGE, re.MULTILINE)


def test_each_command_of_the_page_comes_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert [command.split()[1] for command in COMMANDS] == ["partners", "partners", "report", "take"]
    monkeypatch.chdir(tmp_path)
    assert main(["sample", "--out", "county.csv", "--rules-out", "county.toml"]) == 0
    assert main(["propose", "county.csv", "--rules", "county.toml", "--out", "county.gpkg"]) == 0
    ended = {command: main(shlex.split(command)[1:]) for command in COMMANDS}
    assert ended == dict.fromkeys(COMMANDS, 0), capfd.readouterr().err
    assert all((tmp_path / name).stat().st_size for name in ("idea.gpkg", "brief.pdf", "new.gpkg"))
