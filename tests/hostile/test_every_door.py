"""Every door that a file comes in by, times every damage: refused in one plain line that names it, and nothing is written."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from helpers.damage import (
    EVERYWHERE,
    Damage,
    bomb,
    cut_off,
    gzip_bomb,
    instead,
    made_of_good,
    saying_sizes,
    with_hidden_part,
)
from helpers.door_files import write_county
from wolds.app.cli import main

Capture = pytest.CaptureFixture[str]
WIDE = ",".join(f"c{at}" for at in range(40_000))
PROPOSE = "propose register.csv --out out/plan.gpkg"
REPORT = "report plan.gpkg --out out/report.docx --house HOUSE"


def _wide(heading: str, line: str) -> Damage:
    return instead(f"{heading},{WIDE}\n{line},{','.join('1' * 40_000)}\n".encode())


def _text(text: str) -> Damage:
    return instead(text.encode())


CUT_OFF = {"cut off": made_of_good(cut_off)}
ZIPPED = CUT_OFF | {
    "a bomb": made_of_good(bomb),
    "larger than it says": made_of_good(lambda good: saying_sizes(good, 30)),
}
XLSX = ZIPPED | {"a part that hides its size": made_of_good(lambda good: with_hidden_part(good, "xl/sharedStrings.xml"))}
ODS = ZIPPED | {"a part that hides its size": made_of_good(lambda good: with_hidden_part(good, "styles.xml"))}
GZIPPED = CUT_OFF | {"a bomb": made_of_good(gzip_bomb)}
TOML = {"cut off": made_of_good(lambda good: good + b'\nnote = "it breaks of'), "NaN": _text("version = nan\n")}
LINES = '{"type": "LineString", "coordinates": [[%s, 300000], [540000, 400000]]}'
GEOJSON = CUT_OFF | {
    "no number": _text(LINES % "NaN"),
    "endless": _text(LINES % "Infinity"),
    "far away": _text(LINES % "1e308"),
    "a text": _text(LINES % '"x"'),
    "features that are none": _text('{"type": "FeatureCollection", "features": 7}'),
    "a point": _text('{"type": "Point", "coordinates": [540000, 300000]}'),
    "millions of values": _text('{"type": "Polygon", "coordinates": [' + "[]," * 4_500_000 + "[]]}"),
    "another system": _text('{"type": "Polygon", "coordinates": [], "crs": {"properties": {"name": "EPSG:2154"}}}'),
}
NUMBERS = ("nan", "inf", "-inf", "1e308", "-1")


@dataclass(frozen=True)
class Door:
    """One kind of file at one option: the `command` reads it where @ stands, `good` is a file that it takes.

    `own` are damages of this kind of file alone, beside those of all.
    """

    option: str
    command: str
    good: str
    own: Mapping[str, Damage] = field(default_factory=dict)

    @property
    def damages(self) -> Mapping[str, Damage]:
        return {**EVERYWHERE, **self.own}

    @property
    def name(self) -> str:
        return f"{self.option} {self.good}"


def _tables(option: str, command: str) -> list[Door]:
    wide = {"forty thousand columns": _wide("School,Pupils,Easting,Northing", "Belton,60,520000,350000")}
    return [
        Door(option, command, "table.csv", wide),
        Door(option, command, "schools.xlsx", XLSX),
        Door(option, command, "schools.ods", ODS),
        Door(option, command, "schools.xls", CUT_OFF),
        Door(option, command, "schools.gpkg", CUT_OFF),
        Door(option, command, "shaped.shp", CUT_OFF),
        Door(option, command, "shaped.zip", ZIPPED),
    ]


def _number_rows(heading: str, line: str) -> dict[str, Damage]:
    return {f"{number} for a number": _text(f"{heading}\n{line % number}\n") for number in NUMBERS}


REGISTER_WIDE = {
    "forty thousand columns": _wide(
        "URN,EstablishmentName,Easting,Northing,EstablishmentStatus (name),PhaseOfEducation (name),NumberOfPupils,LA (code)",
        "100001,Belton,520000,350000,Open,Primary,60,925",
    )
}
PAIRS_WIDE = {"forty thousand columns": _wide("URN_a,URN_b,km", "100001,100002,4")}
DOORS = [
    Door("import-report register", "import-report @", "register.csv", REGISTER_WIDE),
    Door("propose register", "propose @ --out out/plan.gpkg", "register.zip", ZIPPED),
    Door("import-report register", "import-report @", "register.csv.gz", GZIPPED),
    *_tables("import-report register", "import-report @"),
    *_tables("mapping table", "mapping @ --out out/mapping.toml"),
    Door("refresh register", "refresh plan.gpkg @ --out out/plan.gpkg", "register.csv", REGISTER_WIDE),
    Door("check plan", "check @", "plan.gpkg", CUT_OFF),
    Door("export plan", "export @ --to out/plan.csv", "plan.gpkg", CUT_OFF),
    Door("compare plans", "compare plan.gpkg @ --out out/c.csv", "plan.gpkg", CUT_OFF),
    Door("take idea", "take plan.gpkg @ --out out/plan.gpkg", "plan.gpkg", CUT_OFF),
    Door("merge other", "merge plan.gpkg @ --out out/plan.gpkg", "plan.gpkg", CUT_OFF),
    Door("merge other", "merge plan.gpkg @ --out out/plan.gpkg", "plan.xlsx", XLSX),
    Door("merge other", "merge plan.gpkg @ --out out/plan.gpkg", "plan.ods", ODS),
    Door("merge other", "merge plan.gpkg @ --out out/plan.gpkg", "clusters.csv", {"forty thousand columns": _wide("URN", "1")}),
    Door("propose roads", f"{PROPOSE} --roads @", "roads.osm.pbf", CUT_OFF),
    Door("propose roads", f"{PROPOSE} --roads @", "roads.osm.gz", GZIPPED),
    Door("propose roads", f"{PROPOSE} --roads @", "roads.gpkg", CUT_OFF),
    Door("import-report postcodes", "import-report bare.csv --postcodes @", "postcodes.csv"),
    Door("import-report postcodes", "import-report bare.csv --postcodes @", "postcodes.zip", ZIPPED),
    Door("import-report mapping", "import-report table.csv --mapping @", "columns.toml", TOML),
    Door(
        "refresh links",
        "refresh plan.gpkg register.csv --out out/plan.gpkg --links @",
        "links.csv",
        {"forty thousand columns": _wide("URN,LinkURN,LinkType", "1,2,Successor")},
    ),
    Door("refresh links", "refresh plan.gpkg register.csv --out out/plan.gpkg --links @", "links.zip", ZIPPED),
    Door("refresh links", "refresh plan.gpkg register.csv --out out/plan.gpkg --links @", "links.csv.gz", GZIPPED),
    Door("report house", "report plan.gpkg --out out/report.docx --house @", "house.toml", TOML),
    Door("report house: logo", REPORT, "logo.png", CUT_OFF),
    Door("report house: logo", REPORT, "logo.svg", CUT_OFF),
    Door("report house: word_template", REPORT, "own.docx", ZIPPED),
    Door("report house: pdf_template", REPORT.replace("report.docx", "report.pdf"), "own.typ"),
    Door("report words", "report plan.gpkg --kind letters --out out/letters.docx --words @", "words.toml", TOML),
    Door("rules file", "rules @", "rules.toml", TOML),
    Door("propose rules", f"{PROPOSE} --rules @", "rules.toml", TOML),
    Door("policy file", "policy @", "policy.toml", TOML),
    Door(
        "propose speeds",
        f"{PROPOSE} --roads roads.osm.gz --speeds @",
        "speeds.toml",
        TOML | {f"{number} km/h": _text(f"a_road = {number}\n") for number in NUMBERS},
    ),
    Door(
        "relations sheet",
        "relations plan.gpkg --out out/plan.gpkg --sheet @",
        "relations.csv",
        {"forty thousand columns": _wide("School,Group", "Belton,A")},
    ),
    Door("relations sheet", "relations plan.gpkg --out out/plan.gpkg --sheet @", "relations.xlsx", XLSX),
    Door("relations sheet", "relations plan.gpkg --out out/plan.gpkg --sheet @", "relations.ods", ODS),
    Door(
        "propose travel_table",
        f"{PROPOSE} --travel-table @",
        "travel.csv",
        PAIRS_WIDE | _number_rows("URN_a,URN_b,km", "100001,100002,%s"),
    ),
    Door("propose travel_table", f"{PROPOSE} --travel-table @", "travel.xlsx", XLSX),
    Door("propose travel_table", f"{PROPOSE} --travel-table @", "travel.ods", ODS),
    Door("propose must_link", f"{PROPOSE} --must-link @", "pairs.csv", PAIRS_WIDE),
    Door("propose keep_apart", f"{PROPOSE} --keep-apart @", "pairs.csv", PAIRS_WIDE),
    Door(
        "propose override",
        f"{PROPOSE} --override @",
        "override.csv",
        PAIRS_WIDE | _number_rows("URN_a,URN_b,km", "100001,100002,%s"),
    ),
    Door("propose urns", f"{PROPOSE} --urns @", "urns.csv", {"forty thousand columns": _wide("URN", "100001")}),
    Door("propose barriers", f"{PROPOSE} --barriers @", "barriers.geojson", GEOJSON),
]


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


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_whatever_is_wrong_with_a_file_it_is_refused_in_one_line_and_nothing_is_written(refusals: Refusals, door: Door) -> None:
    found = {name: refusals.fault(door, damage, at) for at, (name, damage) in enumerate(door.damages.items())}
    assert {name: fault for name, fault in found.items() if fault} == {}
