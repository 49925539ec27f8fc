"""A good file for each door of Wolds, small, all of one made-up county."""

from __future__ import annotations

import csv
import gzip
from contextlib import chdir
from itertools import pairwise
from pathlib import Path

import geopandas
import openpyxl
import osmium
from PySide6.QtGui import QImage
from shapely import LineString

from helpers.damage import zip_of_members
from helpers.foreign import POINTS, WELSH_HEADING, csv_of, joined, welsh_rows, write_formats
from helpers.sheets import ods_of, xlsx_of
from wolds.app.cli import main

HEADING = (
    *("URN", "LA (code)", "LA (name)", "EstablishmentName", "EstablishmentStatus (name)", "PhaseOfEducation (name)"),
    *("StatutoryLowAge", "StatutoryHighAge", "NumberOfPupils", "Easting", "Northing"),
)
SCHOOLS = (
    ("Belton", 520_000, 350_000),
    ("Marsh", 523_000, 350_000),
    ("Wick", 520_000, 354_000),
    ("Fen", 560_000, 350_000),
    ("Dyke", 563_000, 350_000),
    ("Lode", 560_000, 354_000),
)
URNS = tuple(range(100_001, 100_001 + len(SCHOOLS)))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M1 1L9 9"/></svg>'
TEXTS = {
    "pairs.csv": "URN_a,URN_b,reason\n100001,100002,friends\n",
    "override.csv": "URN_a,URN_b,km,reason\n100001,100002,9.5,a ferry\n",
    "urns.csv": "URN\n" + "".join(f"{urn}\n" for urn in URNS),
    "travel.csv": "URN_a,URN_b,km\n" + "".join(f"{a},{b},4\n" for a in URNS for b in URNS if a < b),
    "links.csv": 'URN,LinkURN,LinkName,LinkType\n100001,200001,"Belton","Successor"\n',
    "relations.csv": "School,URN,Group,Kind\nBelton,100001,North,Collaboration\nMarsh,100002,North,Collaboration\n",
    "barriers.geojson": '{"type": "LineString", "coordinates": [[540000, 300000], [540000, 400000]]}',
    "boundaries.geojson": (
        '{"type": "Feature", "properties": {"LA (code)": "925"}, "geometry": {"type": "Polygon", "coordinates":'
        " [[[510000, 340000], [570000, 340000], [570000, 360000], [510000, 340000]]]}}"
    ),
    "speeds.toml": "a_road = 60\ncountry_lane = 30\n",
    "postcodes.csv": "pcds,oseast1m,osnrth1m\n"
    + "".join(f"{row[-1]},{x:.0f},{y:.0f}\n" for row, (x, y) in zip(welsh_rows(), POINTS, strict=True)),
    "logo.svg": SVG,
    "own.typ": '#import "wolds.typ": report\n',
}


def write_county(folder: Path) -> None:
    """Every good file, in a folder."""
    rows = [
        (urn, 925, "Fenshire", f"{name} Primary School", "Open", "Primary", 4, 11, 60, east, north)
        for urn, (name, east, north) in zip(URNS, SCHOOLS, strict=True)
    ]
    register = csv_of(HEADING, rows, encoding="cp1252")
    packed = {"register.csv": register, "register.csv.gz": gzip.compress(register, mtime=0)}
    packed["register.zip"] = zip_of_members({"edubasealldata20260901.csv": register})
    packed["links.zip"] = zip_of_members({"links.csv": TEXTS["links.csv"].encode()})
    packed["links.csv.gz"] = gzip.compress(TEXTS["links.csv"].encode(), mtime=0)
    packed["postcodes.zip"] = zip_of_members({"Data/ld.csv": TEXTS["postcodes.csv"].encode()})
    packed["bare.csv"] = csv_of(WELSH_HEADING, welsh_rows())
    sheets = {"travel": _cells("travel.csv"), "relations": _cells("relations.csv")}
    packed |= {f"{name}.xlsx": xlsx_of(("List", cells)) for name, cells in sheets.items()}
    packed |= {f"{name}.ods": ods_of(("List", cells)) for name, cells in sheets.items()}
    for name, content in {**{name: text.encode() for name, text in TEXTS.items()}, **packed}.items():
        (folder / name).write_bytes(content)
    write_formats(folder, WELSH_HEADING, welsh_rows(), POINTS)
    (folder / "table.csv").write_bytes(csv_of((*WELSH_HEADING, "Easting", "Northing"), joined(welsh_rows(), POINTS)))
    _write_roads(folder)
    with chdir(folder):
        _write_by_commands()


def _cells(name: str) -> list[list[str]]:
    return list(csv.reader(TEXTS[name].splitlines()))


def _write_roads(folder: Path) -> None:
    """The same road between all schools as an extract, and as OS Open Roads are published."""
    from pyproj import Transformer

    there = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    places = [there.transform(east, north) for _, east, north in SCHOOLS]
    for name in ("roads.osm.pbf", "roads.osm.gz"):
        (folder / name).unlink(missing_ok=True)
        with osmium.SimpleWriter(str(folder / name)) as writer:
            for number, place in enumerate(places, 1):
                writer.add_node(osmium.osm.mutable.Node(id=number, location=place, version=1))
            nodes = list(range(1, len(places) + 1))
            writer.add_way(osmium.osm.mutable.Way(id=1, nodes=nodes, tags={"highway": "secondary"}, version=1))
    steps = pairwise(SCHOOLS)
    lines = [LineString([one[1:], two[1:]]) for one, two in steps]
    kinds = {"road_function": "B Road", "form_of_way": "Single Carriageway"}
    ends = {"start_node": [str(at) for at in range(5)], "end_node": [str(at + 1) for at in range(5)]}
    frame = geopandas.GeoDataFrame({**{name: [word] * 5 for name, word in kinds.items()}, **ends}, geometry=lines, crs=27700)
    frame.to_file(folder / "roads.gpkg", layer="road_link", driver="GPKG")


def _write_by_commands() -> None:
    """What Wolds itself writes and reads again."""
    commands = (
        "propose register.csv --out plan.gpkg --csv clusters.csv",
        "export plan.gpkg --to plan.xlsx",
        "export plan.gpkg --to logo.png --width 300 --height 200",
        "mapping table.csv --out columns.toml",
        "sample --out ignored.csv --rules-out rules.toml",
        "report plan.gpkg --house-out house.toml --out own.docx",
        "report plan.gpkg --kind letters --words-out words.toml",
    )
    for command in commands:
        assert main(command.split()) == 0, command
    _policy("policy.toml")
    assert QImage("logo.png").save("logo.jpg")
    book = openpyxl.load_workbook("plan.xlsx")
    Path("plan.ods").write_bytes(ods_of(*((sheet.title, list(sheet.values)) for sheet in book)))
    Path("ignored.csv").unlink()


def _policy(name: str) -> None:
    from wolds.clustering.policy import DEFAULT_POLICY, dump_policy

    Path(name).write_text(dump_policy(DEFAULT_POLICY), encoding="utf-8")
