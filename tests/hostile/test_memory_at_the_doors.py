"""Absurd files are refused before they fill the memory: measured in a process of its own, whose peak the system tells."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.damage import gzip_bomb, with_hidden_part
from helpers.door_files import HEADING, write_county
from helpers.sheets import xlsx_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there the peak of a process is told in the same unit")
MOST_MB = 500
_RUN = """
import re, sys
from pathlib import Path
from wolds.app.cli import main
status = main(sys.argv[1:])
print(status, int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def _lines(heading: str, line: str, count: int) -> bytes:
    return f"{heading}\n".encode() + f"{line}\n".encode() * count


ABSURD: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "a gz of noughts": ("import-report @", "register.csv.gz", lambda: gzip_bomb(b"")),
    "ten million schools": (
        "import-report @",
        "register.csv",
        lambda: _lines(",".join(HEADING), "1" + "," * (len(HEADING) - 1), 10_000_000),
    ),
    "a table of ten million rows": ("import-report @", "table.csv", lambda: _lines("School,Pupils", "a,1", 10_000_000)),
    "a list of a million cells a line": ("merge plan.gpkg @", "clusters.csv", lambda: _lines("URN", "," * 1_000_000, 45)),
    "a list of fifty million cells": ("merge plan.gpkg @", "clusters.csv", lambda: _lines("URN", "," * 900, 54_000)),
    "pairs without end": (
        "propose register.csv --travel-table @",
        "travel.csv",
        lambda: _lines("URN_a,URN_b,km", "1,2,3", 15_000_000),
    ),
    "barriers of two hundred megabytes": (
        "propose register.csv --barriers @",
        "barriers.geojson",
        lambda: b'{"type": "MultiLineString", "coordinates": [' + b"[]," * 66_000_000 + b"[]]}",
    ),
    "a part of a workbook that hides its size": (
        "merge plan.gpkg @",
        "plan.xlsx",
        lambda: with_hidden_part(xlsx_of(("Memberships", [["URN"]])), "xl/sharedStrings.xml"),
    ),
}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    write_county(folder)
    return folder


@pytest.mark.parametrize("what", ABSURD)
def test_an_absurd_file_is_refused_before_it_fills_the_memory(county: Path, tmp_path: Path, what: str) -> None:
    line, name, content = ABSURD[what]
    given = tmp_path / name
    given.write_bytes(content())
    words = [str(given) if word == "@" else word for word in line.split()]
    home = {**os.environ, "WOLDS_HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", _RUN, *words], cwd=county, env=home, capture_output=True, text=True, check=False
    )
    given.unlink()
    status, peak = ran.stdout.split()[-2:]
    assert (status, len(ran.stderr.splitlines())) == ("2", 1), ran
    assert name in ran.stderr
    assert int(peak) < MOST_MB
