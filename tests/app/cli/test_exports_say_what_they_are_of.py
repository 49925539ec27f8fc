"""Each export carries the hash of the schools, the rules, the seed, the version and the date, whatever its format."""

from __future__ import annotations

import json
import re
import zlib
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import openpyxl
import pytest

from wolds.app.planfile import open_project

WHAT = {
    "plan": ("export", "plan.gpkg", "--to"),
    "sweep": ("sweep", "plan.gpkg", "--cap-km", "8:9:1", "--seed", 5),
    "alternatives": ("alternatives", "plan.gpkg", "--count", 1, "--seed", 5),
    "partners": ("partners", "plan.gpkg", 100_001, "--groups", 0),
    "pairings": ("pairings", "plan.gpkg"),
    "partnerships": ("partnerships", "plan.gpkg"),
    "policy": ("policy", "plan.gpkg"),
    "relations": ("relations", "plan.gpkg"),
    "compare": ("compare", "plan.gpkg", "--today"),
}
CASES = [
    *(("plan", "", ending) for ending in ("csv", "xlsx", "geojson", "json", "html", "png", "pdf")),
    *(
        (what, f"--{ending}", ending)
        for what in ("sweep", "alternatives", "partners", "pairings")
        for ending in ("csv", "json")
    ),
    *(("partnerships", f"--{name}", "csv") for name in ("csv", "actions", "measures", "county")),
    ("partnerships", "--json", "json"),
    ("policy", "--csv", "csv"),
    ("relations", "--csv", "csv"),
    *(("compare", "--out", ending) for ending in ("csv", "xlsx", "json")),
    ("compare", "--movers", "csv"),
]


@pytest.fixture
def plan(run, register: Path) -> Path:
    assert run("propose", register, "--la", 925, "--cap-km", 9, "--seed", 5, "--out", "plan.gpkg").status == 0
    return Path("plan.gpkg")


def said_in(path: Path) -> str:
    """Everything that a file says of itself, as text."""
    if path.suffix == ".csv":
        return Path(f"{path}.about.txt").read_text()
    if path.suffix == ".xlsx":
        return "\n".join(f"{row[0].value}: {row[1].value}" for row in openpyxl.load_workbook(path)["About"].iter_rows())
    if path.suffix == ".png":
        from PySide6.QtGui import QImage

        return QImage(str(path)).text("Description")
    if path.suffix == ".pdf":
        return "\n".join(
            unpacked(stream) for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", path.read_bytes(), re.DOTALL)
        )
    return path.read_text()


def unpacked(stream: bytes) -> str:
    try:
        return zlib.decompress(stream).decode("utf-8", "replace")
    except zlib.error:
        return stream.decode("utf-8", "replace")


@pytest.mark.parametrize(("what", "option", "ending"), CASES)
def test_an_export_says_data_rules_seed_version_and_date(run, plan: Path, what: str, option: str, ending: str) -> None:
    out = Path(f"out.{ending}")
    ran = run(*WHAT[what], *([option] if option else []), out)
    assert ran.status == 0, ran
    said = said_in(out)
    assert open_project(plan).project.schools.data_hash in said
    assert re.search(r"travel limit[^0-9]{1,12}9 km|\"cap_km\": 9\.0", said), "the rules"
    assert re.search(r"[Ss]eed(\W|says){1,12}5\b", said), "the seed"
    assert re.search(rf"Wolds {re.escape(version('wolds'))}|\"version\": \"{re.escape(version('wolds'))}\"", said)
    assert datetime.now().astimezone().isoformat()[:10] in said, "the date"


def test_the_summary_and_the_plan_of_a_proposal_say_so_too(run, plan: Path, register: Path) -> None:
    assert run("propose", register, "--la", 925, "--cap-km", 9, "--seed", 5, "--json", "summary.json").status == 0
    summary = json.loads(Path("summary.json").read_text())
    facts = open_project(plan).project.plan.proposals["last"]
    assert (summary["data_hash"], summary["seed"], summary["version"]) == (facts.data_hash, facts.seed, facts.version)
    assert summary["rules"]["cap_km"] == 9
    assert summary["made_at"][:10] == facts.made_at[:10]
