"""`wolds propose` killed while it reads, solves or writes: each output is whole, as it was before, or not there."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from wolds.app.planfile import open_project

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills are tried where there is SIGKILL")
CHILD = Path(__file__).with_name("killed_propose.py")
OUTPUTS = ("--out", "plan.gpkg", "--csv", "clusters.csv", "--json", "summary.json", "--excluded", "excluded.csv")
ABOUT = ("clusters.csv.about.txt", "excluded.csv.about.txt")
NAMES = ("plan.gpkg", "clusters.csv", "summary.json", "excluded.csv", *ABOUT)


def killed(folder: Path, kind: str, number: int, *options: str) -> int:
    command = [sys.executable, str(CHILD), kind, str(number), "propose", "register.csv", "--la", "925", *options, *OUTPUTS]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=100).returncode


def refuse_broken(folder: Path) -> list[str]:
    """Read every output that is there to its end; their names."""
    there = [name for name in NAMES if (folder / name).exists()]
    if "plan.gpkg" in there:
        assert open_project(folder / "plan.gpkg").project.plan.clusters
    if "summary.json" in there:
        assert json.loads((folder / "summary.json").read_text(encoding="utf-8"))["version"]
    for name, rows in (("clusters.csv", 7), ("excluded.csv", 5)):
        if name in there:
            with (folder / name).open(newline="", encoding="utf-8-sig") as file:
                assert len(list(csv.reader(file))) == rows + 1
    for name in ABOUT:
        if name in there:
            assert (folder / name).read_text(encoding="utf-8").splitlines()[-1].startswith("Note: ")
    return there


MOMENTS = [("tell", 0), ("tell", 8), ("sync", 1), ("rename", 0), ("rename", 3)]


@pytest.mark.parametrize(("kind", "number"), MOMENTS)
def test_a_kill_leaves_no_half_written_file(register: Path, tmp_path: Path, kind: str, number: int) -> None:
    assert killed(tmp_path, kind, number) == -signal.SIGKILL
    there = refuse_broken(tmp_path)
    assert len(there) == (0 if kind == "tell" else number)


@pytest.mark.parametrize(("kind", "number"), [("tell", 6), ("sync", 1)])
def test_a_kill_leaves_what_was_there_before(register: Path, tmp_path: Path, kind: str, number: int) -> None:
    assert killed(tmp_path, "tell", 1_000) == 0
    before = {name: (tmp_path / name).read_bytes() for name in NAMES}
    assert killed(tmp_path, kind, number, "--cap-km", "5") == -signal.SIGKILL
    assert refuse_broken(tmp_path) == list(NAMES)
    changed = [name for name in NAMES if (tmp_path / name).read_bytes() != before[name]]
    assert len(changed) <= (1 if kind == "sync" else 0)
