"""The doors of the command line that files come in by: which option of which command, a good file, and damages of its kind."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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


def _png(width: int, height: int) -> bytes:
    """The head of a picture that is not there."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII5B", 13, b"IHDR", width, height, 1, 0, 0, 0, 0)


def _vast_jpeg(good: bytes) -> bytes:
    """A small picture that says of itself that it is four thousand million pixels."""
    at = good.index(b"\xff\xc0")
    return good[: at + 5] + struct.pack(">HH", 65_500, 65_500) + good[at + 9 :]


def _svg(attributes: str, content: str = "") -> Damage:
    return _text(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{content}</svg>')


PNG = CUT_OFF | {"a vast picture": instead(_png(60_000, 60_000)), "a strip": instead(_png(30_000, 1))}
JPEG = {"a vast picture": made_of_good(_vast_jpeg), "cut off": made_of_good(lambda good: good[:200])}
SVG = {
    "without end": _svg('width="1e30" height="1"'),
    "a strip": _svg('viewBox="0 0 100000 1"'),
    "no width": _svg('width="0" height="1"'),
    "groups without end": _svg('viewBox="0 0 20 10"', "<g>" * 100_000 + "</g>" * 100_000),
    "another file": _svg('viewBox="0 0 20 10"', '<image href="/etc/passwd" width="1" height="1"/>'),
}
NUMBERS = ("nan", "inf", "-inf", "1e308", "-1")


FEW = {name: EVERYWHERE[name] for name in ("nothing", "any bytes", "missing", "a folder", "five gigabytes")}


@dataclass(frozen=True)
class Door:
    """One kind of file at one option: the `command` reads it where @ stands, `good` is a file that it takes.

    `own` are damages of this kind of file alone, beside those of all. `beside`: another door has the same reader behind it
    and is tried with everything, so that a few damages tell whether this one is kept as well.
    """

    option: str
    command: str
    good: str
    own: Mapping[str, Damage] = field(default_factory=dict)
    beside: bool = False

    @property
    def damages(self) -> Mapping[str, Damage]:
        return FEW if self.beside else {**EVERYWHERE, **self.own}

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
    Door(
        "report house: logo",
        REPORT,
        "logo.png",
        PNG,
    ),
    Door("report house: logo", REPORT, "logo.svg", CUT_OFF | SVG),
    Door(
        "report house: logo",
        REPORT,
        "logo.jpg",
        JPEG,
    ),
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


PLANS = {
    "explain plan": "explain @ --urn 100001",
    "rerun plan": "rerun @",
    "registers plan": "registers @ --to out/register.csv",
    "partnerships plan": "partnerships @ --csv out/p.csv",
    "take plan": "take @ plan.gpkg --out out/plan.gpkg",
    "merge plan": "merge @ plan.gpkg --out out/plan.gpkg",
    "refresh plan": "refresh @ register.csv --out out/plan.gpkg",
    "report plan": "report @ --out out/report.docx",
    "relations plan": "relations @ --csv out/relations.csv",
    "policy file": "policy @ --csv out/policy.csv",
    "pairings register": "pairings @ --csv out/pairs.csv",
    "partners register": "partners @ 100001 --csv out/partners.csv",
}
TABLE_COMMANDS = {
    "pairings": "pairings @ --csv out/pairs.csv",
    "partners": "partners @ 100001 --csv out/partners.csv",
    "refresh": "refresh plan.gpkg @ --out out/plan.gpkg",
    "propose": PROPOSE.replace("register.csv", "@"),
    "sweep": "sweep @ --cap-km 4:8:4 --csv out/sweep.csv",
    "alternatives": "alternatives @ --count 2 --csv out/a.csv",
    "calibrate": "calibrate @ --travel-table travel.csv --csv out/c.csv",
}
QUESTIONS = ("propose", "sweep", "alternatives", "calibrate")
"""The commands that take the options of a question."""
OPTIONS = {
    "present": "--from @ plan.gpkg",
    "rules": "--rules @ rules.toml",
    "urns": "--urns @ urns.csv",
    "must_link": "--must-link @ pairs.csv",
    "keep_apart": "--keep-apart @ pairs.csv",
    "override": "--override @ override.csv",
    "barriers": "--barriers @ barriers.geojson",
    "roads": "--roads @ roads.osm.gz",
    "travel_table": "--travel-table @ travel.csv",
    "speeds": "--roads roads.osm.gz --speeds @ speeds.toml",
}
"""What each reads, and a good file for it."""


def _doors_beside() -> Iterator[Door]:
    """Doors with the same reader behind them as one above."""
    for option, line in PLANS.items():
        yield Door(option, line, "plan.gpkg", beside=True)
    for name, line in TABLE_COMMANDS.items():
        yield Door(f"{name} register", line, "table.csv", beside=True)
        yield Door(f"{name} mapping", f"{line.replace('@', 'table.csv')} --mapping @", "columns.toml", beside=True)
        yield Door(f"{name} postcodes", f"{line.replace('@', 'bare.csv')} --postcodes @", "postcodes.csv", beside=True)
    for name in QUESTIONS:
        line = TABLE_COMMANDS[name].replace("@", "register.csv").replace(" --travel-table travel.csv", "")
        for option, words in OPTIONS.items():
            said, _, good = words.rpartition(" ")
            if (name, option) != ("calibrate", "present"):
                yield Door(f"{name} {option}", f"{line} {said}", good, beside=True)
    policy = {"pairings": "pairings plan.gpkg --policy @", "policy": "policy plan.gpkg --policy @"}
    yield Door("pairings policy", policy["pairings"], "policy.toml", beside=True)
    yield Door("policy table", policy["policy"], "policy.toml", beside=True)
    yield Door("report policy", "report plan.gpkg --kind diocesan --out out/d.docx --policy @", "policy.toml", beside=True)


BESIDE = tuple(_doors_beside())
