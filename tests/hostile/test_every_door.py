"""Every door that a file comes in by, times every damage: refused in one plain line that names it, and nothing is written."""

from __future__ import annotations

import inspect
import re
import shutil
import sys
import tempfile
import typing
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import pytest

from helpers import valhalla_stub
from helpers.damage import EVERYWHERE, Damage
from helpers.door_files import write_county
from helpers.door_table import BESIDE, DOORS, PROPOSE, Door
from wolds.app.cli import main
from wolds.app.cli.commands import command

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    write_county(folder)
    return folder


@dataclass
class Refusals:
    """Runs commands, each on a damaged file in a folder of its own, and says what was wrong with how it was refused."""

    county: Path
    folder: Path
    capsys: Capture

    def fault(self, door: Door, damage: Damage, number: int) -> str:
        """What should not have been; "" where the file was refused as it must be."""
        work, given = self.folder / f"work-{number}", self.folder / f"given-{number}" / door.good
        (work / "out").mkdir(parents=True)
        given.parent.mkdir()
        command = self._put(door, damage, given)
        with chdir(work):
            status = main(command)
        said = self.capsys.readouterr()
        faults = [*_faults(status, said.err, given.name), *(f"wrote {file.name}" for file in (work / "out").rglob("*"))]
        return f"{', '.join(faults)}: {said.err}" if faults else ""

    def _put(self, door: Door, damage: Damage, given: Path) -> list[str]:
        """Lay the damaged file out; the words of the command."""
        for beside in self.county.glob(f"{given.stem}.*"):
            if given.suffix == ".shp" and beside.suffix not in (".shp", ".zip"):
                shutil.copy(beside, given.parent)
        damage(given, (self.county / door.good).read_bytes())
        house = given.with_name("house.toml")
        if ": " in door.option:
            house.write_text(f'{door.option.partition(": ")[2]} = "{door.good}"\n')
        words = (given if word == "@" else house if word == "HOUSE" else word for word in door.command.split())
        return [str(self.county / word) if (self.county / word).is_file() else str(word) for word in words]


def _faults(status: int, err: str, name: str) -> Iterator[str]:
    if status != 2:
        yield f"status {status}"
    if len(err.splitlines()) != 1 or not err.startswith("wolds: "):
        yield "not one line"
    if err.count(name) != 1:
        yield f"names the file {err.count(name)} times"
    if len(err) > 600 or (not err.isprintable() and not err.rstrip("\n").isprintable()):
        yield "not plain"
    if not re.search(r"[^.]\. [A-Z`][^.]+.*\.$", err.strip()):
        yield "does not say what to do"


@pytest.fixture
def refusals(county: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> Iterator[Refusals]:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    yield Refusals(county, tmp_path / "inner", capsys)
    assert list(temporary.iterdir()) == [], "left behind among temporary files"


@pytest.mark.parametrize("door", [*DOORS, *BESIDE], ids=lambda door: door.name)
def test_whatever_is_wrong_with_a_file_it_is_refused_in_one_line_and_nothing_is_written(refusals: Refusals, door: Door) -> None:
    found = {name: refusals.fault(door, damage, at) for at, (name, damage) in enumerate(door.damages.items())}
    assert {name: fault for name, fault in found.items() if fault} == {}


def test_damaged_tiles_of_valhalla_are_refused_likewise(refusals: Refusals, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "valhalla", valhalla_stub)
    monkeypatch.setattr("wolds.geo.routing.valhalla_here.is_installed", lambda: True)
    door = Door("propose valhalla", f"{PROPOSE} --valhalla @", "urns.csv")
    damages = {name: damage for name, damage in EVERYWHERE.items() if name != "five gigabytes"}
    found = {name: refusals.fault(door, damage, at) for at, (name, damage) in enumerate(damages.items())}
    assert {name: fault for name, fault in found.items() if fault} == {}


OUTPUTS = {
    *(
        "out",
        "csv",
        "json",
        "to",
        "excluded",
        "out_dir",
        "movers",
        "actions",
        "measures",
        "county",
        "share",
        "scenarios",
        "review",
    ),
    *("house_out", "words_out", "rules_out", "relations_out", "roads_out"),
}
"""Options that name what is written."""
ON_ITS_OWN = {"valhalla"}
"""Tiles of roads, which a library of others reads: they may be as large as they like."""


def _path_options() -> Iterator[tuple[str, str]]:
    """Command and name of every option or argument that is a file or folder."""
    for name, one in command().commands.items():
        for option, hint in typing.get_type_hints(inspect.unwrap(one.callback)).items():
            if Path in {
                hint,
                *typing.get_args(hint),
                *(part for some in typing.get_args(hint) for part in typing.get_args(some)),
            }:
                yield name, option


def test_every_option_that_names_a_file_to_be_read_is_a_door_of_this_table() -> None:
    there = {f"{name} {option}" for name, option in _path_options() if option not in OUTPUTS | ON_ITS_OWN}
    tried = {door.option for door in [*DOORS, *BESIDE]}
    assert there - tried == set(), "not tried with damaged files"
    assert {one for one in tried - there if ":" not in one} == {"compare plans"}, "no such option"
    assert {option for _, option in _path_options()} >= OUTPUTS | ON_ITS_OWN, "an option that is excused is gone"
