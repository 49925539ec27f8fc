"""Files made to hurt: damaged, cut off, endless, or something else than they say. Each is refused in one plain line."""

from __future__ import annotations

import io
import random
import sqlite3
import zipfile
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.foreign import POINTS, WELSH_HEADING, csv_of, frame_of, joined, welsh_rows, write_formats, write_shapefile, zip_of
from helpers.sheets import ODS_HEAD, ODS_MANIFEST, ODS_TAIL, xlsx_of
from wolds.geo.errors import InputError
from wolds.geo.foreign import best_table, guess, is_foreign, preview, read_table, read_tables
from wolds.geo.foreign import shapes as shapes_module
from wolds.geo.foreign import table as table_module

TABLE = [[*WELSH_HEADING, "Easting", "Northing"], *joined(welsh_rows(), POINTS)]


def save(folder: Path, data: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_tables(path)
    text = str(caught.value)
    assert path.name in text
    assert "\n" not in text
    return text


def far_cell(place: str) -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "School"
    book.active[place] = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("place", ["XFD1048576", "ZZ90000"])
def test_a_cell_in_the_far_corner_is_refused_before_memory_is_asked_for(tmp_path, place):
    assert "which is too large" in refused(save(tmp_path, far_cell(place), "far.xlsx"))


def test_formatting_far_below_the_table_does_no_harm(tmp_path):
    book = openpyxl.Workbook()
    for row in TABLE:
        book.active.append(row)
    book.active.cell(1_048_576, 16_000).number_format = "0.00"
    out = io.BytesIO()
    book.save(out)
    (table,) = read_tables(save(tmp_path, out.getvalue(), "formatted.xlsx"))
    assert len(table.rows) == len(TABLE) - 1


def ods(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST)
        archive.writestr("content.xml", f'{ODS_HEAD}<table:table table:name="A">{body}</table:table>{ODS_TAIL}')
    return out.getvalue()


FILLED = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


WIDE = '<table:table-cell table:number-columns-repeated="9000000" office:value-type="string"/>'


@pytest.mark.parametrize(
    "body",
    [
        f'<table:table-row table:number-rows-repeated="1000000000">{FILLED * 3}</table:table-row>',
        f"<table:table-row>{WIDE}</table:table-row>",
        f'<table:table-row table:number-rows-repeated="99999999999999999999">{FILLED}</table:table-row>',
    ],
    ids=["rows", "columns", "beyond counting"],
)
def test_a_row_that_says_it_stands_there_a_thousand_million_times_is_refused(tmp_path, body):
    refused(save(tmp_path, ods(body), "repeated.ods"))


def test_a_zip_bomb_in_a_spreadsheet_is_refused(tmp_path):
    out = io.BytesIO(xlsx_of(("A", TABLE)))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/image1.png", "w") as stream:
        for _ in range(510):
            stream.write(bytes(1_000_000))
    assert out.getbuffer().nbytes < 1_000_000
    assert "too large when unpacked" in refused(save(tmp_path, out.getvalue(), "bomb.xlsx"))


def test_entities_that_multiply_are_refused(tmp_path):
    out = io.BytesIO()
    laughs = '<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData/></worksheet>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", laughs)
    assert "not as spreadsheet programs write it" in refused(save(tmp_path, out.getvalue(), "laughs.xlsx"))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("suffix", ["xlsx", "ods", "gpkg", "zip"])
def test_a_file_that_breaks_off_is_refused(tmp_path, suffix, share):
    whole = next(p for p in write_formats(tmp_path, WELSH_HEADING, welsh_rows(), POINTS) if p.suffix == f".{suffix}")
    data = whole.read_bytes()
    refused(save(tmp_path, data[: int(len(data) * share)], f"cut.{suffix}"))


@pytest.mark.parametrize("suffix", [".shp", ".dbf", ".shx"])
def test_a_shapefile_of_which_a_file_is_missing_says_which(tmp_path, suffix):
    path = write_shapefile(frame_of(WELSH_HEADING, welsh_rows(), POINTS), tmp_path / "schools.shp")
    if suffix != ".shp":
        path.with_suffix(suffix).unlink()
        assert f"its file schools{suffix} is missing" in refused(path)
    left = [one for one in sorted(tmp_path.glob("schools.*")) if one.suffix != suffix]
    packed = zip_of(tmp_path / "packed.zip", left)
    if suffix != ".shp":
        assert f"schools{suffix} is missing inside the zip" in refused(packed)
    else:
        refused(packed)


def test_two_shapefiles_in_a_zip_are_one_too_many(tmp_path):
    for name in ("one", "two"):
        write_shapefile(frame_of(WELSH_HEADING, welsh_rows(), POINTS), tmp_path / f"{name}.shp")
    files = [one for one in sorted(tmp_path.iterdir()) if one.suffix in (".shp", ".shx", ".dbf")]
    assert "several shapefiles (one.shp, two.shp)" in refused(zip_of(tmp_path / "both.zip", files))


def test_a_zipped_shapefile_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(shapes_module, "SHAPES", replace(shapes_module.SHAPES, largest=20_000))
    write_shapefile(frame_of(WELSH_HEADING, welsh_rows(), POINTS), tmp_path / "schools.shp")
    dbf = tmp_path / "schools.dbf"
    dbf.write_bytes(dbf.read_bytes() + bytes(100_000))
    packed = zip_of(tmp_path / "bomb.zip", [one for one in sorted(tmp_path.iterdir()) if one.suffix != ".zip"])
    assert "MB when unpacked" in refused(packed)


def test_names_in_a_zip_cannot_leave_its_folder(tmp_path):
    path = write_shapefile(frame_of(WELSH_HEADING, welsh_rows(), POINTS), tmp_path / "schools.shp")
    packed = tmp_path / "sly.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for suffix in (".shp", ".shx", ".dbf"):
            archive.writestr(f"../../escaped{suffix}", path.with_suffix(suffix).read_bytes())
    (table,) = read_tables(packed)
    assert len(table.rows) == 20
    assert not list(tmp_path.parent.rglob("escaped*"))


def test_a_view_in_a_geopackage_is_refused(tmp_path):
    path = tmp_path / "view.gpkg"
    frame_of(WELSH_HEADING, welsh_rows(), POINTS).to_file(path, layer="schools", driver="GPKG")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE schools RENAME TO hidden")
        connection.execute(
            "CREATE VIEW schools AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        )
        connection.execute("UPDATE gpkg_contents SET table_name = 'schools'")
        connection.commit()
    assert "not a plain table" in refused(path)


def test_another_database_is_no_geopackage(tmp_path):
    path = tmp_path / "other.gpkg"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.commit()
    assert "a database, but not a GeoPackage" in refused(path)


def test_a_file_that_would_send_the_reader_elsewhere_is_taken_for_text_that_is_no_table(tmp_path):
    vrt = b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
    path = save(tmp_path, vrt, "schools.shp")
    assert not is_foreign(path)
    assert "the file holds no table" in refused(path)


def test_too_many_rows_and_columns_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(table_module, "MOST_ROWS", 10)
    assert "more than 10 rows" in refused(save(tmp_path, csv_of(TABLE[0], TABLE[1:]), "long.csv"))
    wide = csv_of([f"c{i}" for i in range(1_001)], [list(range(1_001))])
    assert "more than 1,000 columns" in refused(save(tmp_path, wide, "wide.csv"))


PAYLOADS = ("<img src=x onerror=alert(1)>", "=cmd|'/c calc'!A0", "../../etc/passwd", "a`${b}`", "\u202egpj")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_of_a_table_stays_text(tmp_path, payload):
    rows = joined(welsh_rows(3), POINTS[:3])
    rows[1][1] = payload
    table = best_table(read_tables(save(tmp_path, csv_of(TABLE[0], rows), "schools.csv")))
    reading = read_table(table, guess(table))
    assert len(reading.schools) == 3
    assert reading.schools.text("name")[1] == payload.replace("\u202e", "")


RUBBISH = (b"", b"\x00" * 100, b"%PDF-1.7", b"<html><body>Log in</body></html>", b"\xff\xfe", b"PK\x03\x04")


@pytest.mark.parametrize("data", RUBBISH)
@pytest.mark.parametrize("name", ["schools.csv", "schools.xlsx", "schools.gpkg", "schools.shp", "schools.ods"])
def test_rubbish_under_any_name_is_refused(tmp_path, data, name):
    refused(save(tmp_path, data, name))


def test_a_sheet_in_an_encoding_that_there_is_not_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", '<?xml version="1.0" encoding="UTF-7x"?><a/>')
    assert "damaged" in refused(save(tmp_path, out.getvalue(), "odd.ods"))


def damaged(data: bytes, dice: random.Random) -> bytes:
    """A few bytes changed, now and then the end torn off; what says which kind of file it is stays."""
    found = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        found[dice.randrange(16, len(found))] = dice.randrange(256)
    return bytes(found[: dice.choice((len(found), len(found), dice.randrange(17, len(found))))])


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".shx", ".dbf", ".prj"])
def test_damage_anywhere_is_read_or_refused(tmp_path, suffix, seed):
    dice = random.Random(seed)
    frame = frame_of(WELSH_HEADING, welsh_rows(), POINTS)
    write_shapefile(frame, tmp_path / "schools.shp")
    frame.to_file(tmp_path / "schools.gpkg", layer="schools", driver="GPKG")
    victim = tmp_path / f"schools{suffix}"
    whole = victim.read_bytes()
    for _ in range(5):
        victim.write_bytes(damaged(whole, dice))
        with suppress(InputError):
            table = best_table(read_tables(tmp_path / ("schools.gpkg" if suffix == ".gpkg" else "schools.shp")))
            read_table(table, guess(table))


CELL = st.text(st.sampled_from("aZ9.-,;|\t\"'\n\r /é\u202e<="), max_size=6) | st.sampled_from(
    ["6662001", "52.1", "-3.4", "LD1 0AB", "Primary"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(CELL, max_size=10), max_size=12),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"]),
    heading=st.booleans(),
    tail=st.binary(max_size=4),
)
def test_any_text_at_all_is_read_or_refused_and_no_row_is_lost(tmp_path, rows, encoding, heading, tail):
    data = csv_of(TABLE[0] if heading else ("a",), rows).decode().encode(encoding, errors="replace") + tail
    path = save(tmp_path, data, "any.csv")
    is_foreign(path)
    with suppress(InputError):
        table = best_table(read_tables(path))
        mapping = guess(table)
        preview(table, mapping)
        report = read_table(table, mapping).report
        assert report.kept + len(report.rejected) == report.read == len(table.rows)
