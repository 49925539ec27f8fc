"""A county of nine schools that anybody can solve by hand, and the command line run inside the test."""

from __future__ import annotations

import csv
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from wolds.app.cli import main

HEADING = (
    *("URN", "LA (code)", "LA (name)", "EstablishmentName", "EstablishmentStatus (name)", "PhaseOfEducation (name)"),
    *("StatutoryLowAge", "StatutoryHighAge", "ReligiousCharacter (name)", "Diocese (name)", "NumberOfPupils"),
    *("Federations (code)", "Federations (name)", "Easting", "Northing"),
)


def row(urn: int, name: str, east: object, north: object, roll: object = 60, **more: str) -> list[object]:
    """One line of a register; `more` says what is out of the ordinary."""
    return [
        *(urn, more.get("la", "925"), "Fenshire", name, more.get("status", "Open"), more.get("phase", "Primary")),
        *(4, 11, more.get("religion", "Does not apply"), more.get("diocese", ""), roll),
        *(more.get("federation", ""), more.get("federation_name", ""), east, north),
    ]


ROWS = [
    # Three in the west, 3, 4 and 5 km apart; three in the east likewise; one alone; one across the border beside the west.
    row(100001, "Belton Primary School", 520_000, 350_000),
    row(100002, "St Mary's Church of England Primary School", 523_000, 350_000, religion="Church of England"),
    row(100003, "Marsh Primary School", 520_000, 354_000),
    row(100004, "Wick Primary School", 560_000, 350_000),
    row(100005, "Fen Primary School", 563_000, 350_000),
    row(100006, "Dyke Primary School", 560_000, 354_000),
    row(100007, "Lone Primary School", 600_000, 310_000, 30),
    row(100008, "Border Primary School", 521_000, 351_000, 100, la="926"),
    row(100009, "Old Primary School", 520_500, 350_500, status="Closed"),
    row(100010, "Great Secondary School", 520_500, 350_600, 900, phase="Secondary"),
    row(100011, "Nowhere Primary School", "", "", 40),
    row(100012, "Blank Primary School", 520_400, 350_400, ""),
]


@dataclass(frozen=True)
class Ran:
    """What a command gave."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


def write_register(path: Path, rows: Sequence[Sequence[object]] = ROWS) -> Path:
    with path.open("w", newline="", encoding="cp1252") as file:
        csv.writer(file).writerows([HEADING, *rows])
    return path


@dataclass(frozen=True)
class County:
    """The lines of the county, and how to write others like them."""

    rows: Sequence[Sequence[object]]
    row: Callable[..., list[object]]
    write: Callable[..., Path]


@pytest.fixture(autouse=True)
def _closed_log() -> Iterator[None]:
    """A log that a command opened in the home of one test is not kept for the next."""
    yield
    for handler in list(logging.getLogger().handlers):
        if getattr(handler, "_of_wolds", False):
            logging.getLogger().removeHandler(handler)
            handler.close()


@pytest.fixture
def county() -> County:
    return County(ROWS, row, write_register)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `wolds` with some arguments, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def go(*arguments: object) -> Ran:
        status = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return go


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return write_register(tmp_path / "register.csv")
