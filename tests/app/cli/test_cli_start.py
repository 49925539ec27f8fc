"""What the command line loads, and which word opens what."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_LOADED = """
import json, sys
from wolds.app.cli import main
status = main(sys.argv[1:])
print("\\n" + json.dumps([status, sorted(sys.modules)]))
"""


def loaded_by(*arguments: object, folder: Path) -> tuple[int, set[str]]:
    """Exit status and every module that a command has loaded by its end."""
    command = [sys.executable, "-c", _LOADED, *map(str, arguments)]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=100)
    status, modules = json.loads(ran.stdout.strip().splitlines()[-1])
    return status, set(modules)


def qt_among(modules: set[str]) -> list[str]:
    return sorted(name for name in modules if name.split(".")[0] in ("PySide6", "shiboken6", "qtawesome", "superqt"))


@pytest.mark.parametrize("arguments", [("--help",), ("propose", "--help"), ("--version",)])
def test_asking_for_help_loads_nothing_heavy(arguments: tuple[str, ...], tmp_path: Path) -> None:
    status, modules = loaded_by(*arguments, folder=tmp_path)
    assert status == 0
    assert not qt_among(modules)
    assert not modules & {"pandas", "numpy", "scipy", "shapely", "geopandas", "highspy", "folium", "pyogrio", "pyproj"}


def test_no_command_but_drawing_loads_qt(register: Path) -> None:
    folder = register.parent
    for arguments in (
        ("sample", "--out", "county.csv", "--rules-out", "county.toml"),
        ("rules", "--schema"),
        ("import-report", register),
        ("propose", register, "--out", "plan.gpkg", "--csv", "clusters.csv", "--json", "summary.json"),
        ("check", "plan.gpkg"),
        ("compare", "plan.gpkg", "--today", "--out", "compared.xlsx"),
    ):
        status, modules = loaded_by(*arguments, folder=folder)
        assert status == 0, arguments
        assert not qt_among(modules), arguments


def test_drawing_loads_qt_gui_alone(register: Path, run) -> None:
    assert run("propose", register, "--out", "plan.gpkg").status == 0
    status, modules = loaded_by(
        "export", "plan.gpkg", "--to", "map.png", "--width", 400, "--height", 300, folder=register.parent
    )
    assert status == 0
    assert {name for name in modules if name.startswith("PySide6.Qt")} == {"PySide6.QtCore", "PySide6.QtGui"}
    assert (register.parent / "map.png").read_bytes().startswith(b"\x89PNG")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the window was asked to open, without a window."""
    import wolds.app.window_entry

    calls: list[list[str]] = []

    def stub(arguments: list[str]) -> int:
        calls.append(arguments)
        return 0

    monkeypatch.setattr(wolds.app.window_entry, "main", stub)
    return calls


def test_wolds_alone_opens_the_window(run, opened: list[list[str]]) -> None:
    assert run().status == 0
    assert opened == [[]]


def test_wolds_with_a_file_opens_the_window_with_it(run, opened: list[list[str]], register: Path) -> None:
    assert run(register).status == 0
    assert opened == [[str(register)]]


@pytest.mark.parametrize(
    "arguments", [("porpose",), ("porpose", "x.csv"), ("missing.csv",), ("plan.gpkg", "--csv"), ("",), (".",)]
)
def test_a_mistyped_command_or_file_opens_no_window(arguments, run, opened: list[list[str]]) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert not opened


def test_a_folder_opens_no_window(run, opened: list[list[str]], tmp_path: Path) -> None:
    assert "is a folder" in run(tmp_path).err
    assert not opened


def test_an_unexpected_fault_gives_one_line_that_names_the_log(run, register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import wolds.app.cli.propose

    def broken(*_: object) -> None:
        raise RuntimeError("planted fault")

    monkeypatch.setattr(wolds.app.cli.propose, "question_of", broken)
    ran = run("propose", register)
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (70, "", 1)
    log = Path(os.environ["WOLDS_HOME"]) / "log" / "wolds.log"
    assert str(log) in ran.err
    assert "planted fault" in log.read_text(encoding="utf-8")


def test_a_name_that_the_terminal_cannot_show_is_no_fault(register: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    rules = register.with_name("rules.toml")
    rules.write_text('[[rules.keep_apart]]\nurn_a = 100001\nurn_b = 100002\nreason = "Łódź → nowhere"\n', encoding="utf-8")
    command = [sys.executable, "-c", "import sys; from wolds.app.cli import main; sys.exit(main())", "rules", str(rules)]
    ran = subprocess.run(command, capture_output=True, env=environment, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"nowhere" in ran.stdout
