"""The page on files names every kind that comes in, and as much of each as is read."""

from __future__ import annotations

import re
from pathlib import Path

from wolds.app.policy_files import POLICY
from wolds.app.register_files import MAPPING
from wolds.app.reporting.house import HOUSE, LOGO, TYPST, WORD
from wolds.app.reporting.letters import WORDS
from wolds.app.rules_files import LIST, RULES
from wolds.clustering.barrier_files import BARRIERS
from wolds.geo.doors import MOST_COLUMNS, MOST_ROWS
from wolds.geo.foreign.postcodes import POSTCODES
from wolds.geo.geopackage.reading import PLAN
from wolds.geo.outlines import BOUNDARIES
from wolds.geo.registers.unpacking import LINKS, REGISTER, TABLE
from wolds.geo.roads.reading import ROADS
from wolds.geo.roads.speed_files import SPEEDS
from wolds.geo.sheets import SHEET
from wolds.geo.travel_files import TRAVEL_TABLE

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")
DOORS = (
    *(REGISTER, TABLE, LINKS, POSTCODES, ROADS, SHEET, TRAVEL_TABLE, BOUNDARIES, BARRIERS, LIST, RULES, POLICY),
    *(MAPPING, WORDS, HOUSE, TYPST, WORD, LOGO, SPEEDS, PLAN),
)


def test_the_page_names_every_kind_of_file_and_its_largest_size() -> None:
    rows = dict(re.findall(r"^\| ([^|]+) \| ([\d.]+ [GM]B) \|$", PAGE, re.MULTILINE))
    assert rows == {door.what: door.most for door in DOORS}
    assert f"{MOST_COLUMNS:,} columns" in PAGE
    assert f"{MOST_ROWS:,} rows" in PAGE


def test_every_door_of_the_code_is_on_the_page() -> None:
    made = [
        name
        for room in ("geo", "clustering", "app", "widgets")
        for path in (ROOT / room).rglob("*.py")
        for name in re.findall(r"^([A-Z_]+): Final = Door\(", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert len(made) == len(DOORS) == len({door.what for door in DOORS})
