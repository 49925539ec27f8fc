"""Points by postcode, from the kinds of files that people have."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from helpers.foreign import POINTS, WELSH_HEADING, csv_of, degrees_of, welsh_rows
from wolds.geo.errors import Cancelled, InputError
from wolds.geo.foreign import best_table, guess, read_postcodes, read_table, read_tables, wanted_postcodes
from wolds.geo.foreign import postcodes as module

CODES = [f"LD{1 + i % 8} {i % 10}AB" for i in range(20)]
FIXED = [f"{code.split()[0]:<4}{code.split()[1]}" for code in CODES]  # seven letters, as the directory writes them
WANTED = frozenset(code.replace(" ", "") for code in CODES)


def directory(pairs: tuple[str, str] = ("oseast1m", "osnrth1m")) -> bytes:
    points = POINTS if pairs[0] == "oseast1m" else degrees_of(POINTS)
    rows = [[code, "198001", *point, "x"] for code, point in zip(FIXED, points, strict=True)]
    rows += [["BT7 1NN", "198001", 333_000, 374_000, "x"], ["LD9 9ZZ", "198001", "", "", "x"]]
    return csv_of(("pcd", "dointr", *pairs, "ru11ind"), rows)


def code_point_open() -> bytes:
    """Without a heading, as it is published."""
    pairs = zip(CODES, POINTS, strict=True)
    rows = [[code.replace(" ", ""), 10, *map(int, point), "W92000004", "", "", "", "", ""] for code, point in pairs]
    return csv_of(rows[0], rows[1:])


def saved(folder: Path, data: bytes, name: str = "postcodes.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def packed(folder: Path, files: dict[str, bytes]) -> Path:
    path = folder / "postcodes.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "data", [directory(), directory(("long", "lat")), code_point_open()], ids=["ONS", "degrees", "Code-Point"]
)
def test_points_of_the_wanted_postcodes_are_found(tmp_path, data):
    found = read_postcodes(saved(tmp_path, data), WANTED)
    last = {code.replace(" ", ""): point for code, point in zip(CODES, POINTS, strict=True)}
    assert found.points.keys() == last.keys()
    assert all(np.hypot(*np.subtract(found.points[code], point)) <= 1.0 for code, point in last.items())


def test_a_zip_of_many_files_is_searched_and_lists_beside_the_tables_are_passed_over(tmp_path):
    half = code_point_open().splitlines(keepends=True)
    files = {
        "Doc/licence.txt": b"Contains OS data",
        "Doc/Code-Point_Open_Column_Headers.csv": b"PC,PQ,EA,NO\r\nPostcode,Quality,Eastings,Northings\r\n",
        "Data/CSV/aa.csv": b"".join(half[:10]),
        "Data/CSV/ld.csv": b"".join(half[10:]),
    }
    assert read_postcodes(packed(tmp_path, files), WANTED).points.keys() == WANTED


def test_the_directory_is_read_once_though_it_comes_in_pieces_too(tmp_path):
    files = {"Data/ONSPD_UK.csv": directory(), "Data/multi_csv/LD.csv": directory()[:-200] + b"LD1 0AB,1,1,1,x\n"}
    assert read_postcodes(packed(tmp_path, files), WANTED).points.keys() == WANTED


def test_northern_ireland_is_passed_over_since_its_grid_is_another(tmp_path):
    assert not read_postcodes(saved(tmp_path, directory()), {"BT71NN"}).points


def test_schools_get_the_points_of_their_postcodes_and_what_is_missing_is_listed(tmp_path):
    rows = welsh_rows(5)
    rows[1][6], rows[2][6], rows[3][6] = "SY99 9ZZ", "somewhere", ""
    table = best_table(read_tables(saved(tmp_path, csv_of(WELSH_HEADING, rows), "schools.csv")))
    mapping = guess(table)
    assert mapping.coordinates == "postcode"
    known = read_postcodes(saved(tmp_path, directory()), wanted_postcodes(table, mapping))
    reading = read_table(table, mapping, known)
    assert reading.schools.has_point.tolist() == [True, False, False, False, True]
    assert reading.schools.easting[4] == POINTS[4][0]
    assert [(fault.row, fault.reason) for fault in reading.report.unreadable] == [
        (3, "not in the file of postcodes"),
        (4, "not a postcode"),
    ]
    assert any(f"from {known.file}" in note for note in reading.report.notes)


def test_without_a_file_of_postcodes_it_is_asked_for(tmp_path):
    table = best_table(read_tables(saved(tmp_path, csv_of(WELSH_HEADING, welsh_rows(5)), "schools.csv")))
    with pytest.raises(InputError, match="Give a file of postcodes, such as Code-Point Open"):
        read_table(table, guess(table))


@pytest.mark.parametrize(
    "data",
    [b"a,b\n1,2\n", b"", b"\x00\x01\x02" * 90, b"PK\x03\x04 cut off", b"x" * 200_000, b'pcd,lat,long\n"' + b"x\n" * 90_000],
    ids=["another table", "empty", "binary", "broken zip", "endless line", "open quotation"],
)
def test_a_file_of_something_else_is_refused_in_one_line(tmp_path, data):
    with pytest.raises(InputError, match=r"postcodes.csv: .*Choose Code-Point Open"):
        read_postcodes(saved(tmp_path, data), WANTED)


def test_a_cut_off_zip_is_refused(tmp_path):
    path = packed(tmp_path, {"Data/ONSPD.csv": directory() * 50})
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(InputError, match=r"postcodes.zip: "):
        read_postcodes(path, WANTED)


def test_a_bomb_is_refused_while_it_unpacks(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "POSTCODES", replace(module.POSTCODES, largest=1_000_000))
    path = packed(tmp_path, {"Data/bomb.csv": directory() + b"LD1 0AB,1,1,1,x\n" * 100_000})
    assert path.stat().st_size < 10_000
    with pytest.raises(InputError, match="more than 1 MB when unpacked"):
        read_postcodes(path, WANTED)


def test_looking_up_postcodes_stops_when_asked(tmp_path):
    class Stopped:
        def tell(self, fraction: float, message: str = "") -> None: ...

        def should_stop(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        read_postcodes(saved(tmp_path, directory() * 1000), WANTED, Stopped())
