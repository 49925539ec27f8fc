"""What the page on data protection says of the network and of names, held to."""

from __future__ import annotations

import ast
import getpass
import io
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from wolds.app.cli import main

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("app", "widgets", "clustering", "geo", "resources")
NETWORKS = {
    *("socket", "ssl", "http", "ftplib", "smtplib", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "websockets"),
    *("distributed", "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtWebSockets"),
}
"""What speaks to other computers."""
REACHING: dict[str, str] = {
    "app/fetching": "the current register, after a dialog",
    "geo/routing": "a routing server that was given",
    "app/spreading.py": "a Dask cluster that was given with --dask, and whether the local one is this computer",
    "app/planfile/claims.py": "the name of this computer alone",
}


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def speaks_to_others(module: str) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in NETWORKS)


def test_nothing_but_what_the_page_names_can_reach_a_network() -> None:
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    reaching = {path.relative_to(ROOT).as_posix() for path in files if any(map(speaks_to_others, imported(path)))}
    assert len(files) > 300
    assert {path for path in reaching if not path.startswith(tuple(REACHING))} == set()
    assert [place for place in REACHING if not any(path.startswith(place) for path in reaching)] == []


def inside(path: Path) -> bytes:
    """What a file holds; what is packed in it is unpacked."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        return content + str(pypdf.PdfReader(path).metadata).encode()
    if not zipfile.is_zipfile(path):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


OUTPUTS = ("plan.csv", "plan.xlsx", "plan.json", "plan.geojson", "plan.html", "plan.png", "plan.pdf")
REPORTS = ("report.pdf", "report.docx")


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object) -> list[Path]:
    """A plan and every output of it, by somebody whose account and computer have names that stand out. Pictures need Qt."""
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(variable, "account-of-somebody")
    monkeypatch.setattr(socket, "gethostname", lambda: "computer-of-somebody")
    assert getpass.getuser() == "account-of-somebody"
    monkeypatch.chdir(tmp_path)
    assert main(["sample", "--out", "county.csv", "--rules-out", "county.toml"]) == 0
    assert main(["propose", "county.csv", "--rules", "county.toml", "--out", "plan.gpkg"]) == 0
    for name in OUTPUTS:
        assert main(["export", "plan.gpkg", "--to", name]) == 0
    for name in REPORTS:
        assert main(["report", "plan.gpkg", "--out", name, "--without", "clusters"]) == 0
    return [tmp_path / name for name in ("plan.gpkg", *OUTPUTS, *REPORTS)]


def test_no_file_that_is_handed_on_tells_who_made_it(written: list[Path]) -> None:
    told = [path.name for path in written if b"of-somebody" in inside(path)]
    assert told == []
