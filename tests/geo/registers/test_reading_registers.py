"""Reading a register: what is kept, rejected and doubted."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wolds.geo.errors import Cancelled, InputError
from wolds.geo.progress import Unwatched
from wolds.geo.registers import read_register
from wolds.geo.registers.report import DoubtKind
from wolds.geo.registers.unpacking import REGISTER, unpack

HEADING = [
    *("URN", "LA (code)", "LA (name)", "EstablishmentName", "EstablishmentStatus (name)", "PhaseOfEducation (name)"),
    *("OpenDate", "CloseDate", "StatutoryLowAge", "StatutoryHighAge", "ReligiousCharacter (name)", "Diocese (name)"),
    *("NumberOfPupils", "SchoolCapacity", "FederationFlag (name)", "Federations (code)", "Federations (name)"),
    *("Trusts (code)", "Trusts (name)", "Town", "Postcode", "UrbanRural (name)", "Easting", "Northing"),
    *("HeadFirstName", "HeadLastName", "TelephoneNum", "LastChangedDate"),
]
BELTON = {
    "URN": "120001",
    "LA (code)": "925",
    "LA (name)": "Lincolnshire",
    "EstablishmentName": "Belton Primary School",
    "EstablishmentStatus (name)": "Open",
    "PhaseOfEducation (name)": "Primary",
    "OpenDate": "01-09-1875",
    "StatutoryLowAge": "4",
    "StatutoryHighAge": "11",
    "ReligiousCharacter (name)": "Does not apply",
    "Diocese (name)": "Not applicable",
    "NumberOfPupils": "62",
    "SchoolCapacity": "90",
    "UrbanRural (name)": "Rural village",
    "Easting": "520000",
    "Northing": "350000",
    "HeadFirstName": "Zebediah",
    "HeadLastName": "Quux",
    "TelephoneNum": "01234567890",
    "LastChangedDate": "03-05-2024",
}


def school(urn: int | str, **changes: str) -> dict[str, str]:
    names = {
        "name": "EstablishmentName",
        "east": "Easting",
        "north": "Northing",
        "roll": "NumberOfPupils",
        "status": "EstablishmentStatus (name)",
        "religion": "ReligiousCharacter (name)",
        "low": "StatutoryLowAge",
        "high": "StatutoryHighAge",
        "opened": "OpenDate",
        "la": "LA (code)",
        "diocese": "Diocese (name)",
        "rural": "UrbanRural (name)",
        "flag": "FederationFlag (name)",
        "federation": "Federations (name)",
        "federation_code": "Federations (code)",
    }
    return {**BELTON, "URN": str(urn), **{names[key]: value for key, value in changes.items()}}


def text_of(*rows: dict[str, str], heading: list[str] | None = None) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, heading or HEADING, restval="", extrasaction="ignore", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def save(folder: Path, *rows: dict[str, str], name: str = "edubasealldata20240617.csv", encoding: str = "cp1252") -> Path:
    path = folder / name
    path.write_bytes(text_of(*rows).encode(encoding))
    return path


def doubted(path: Path, kind: DoubtKind) -> tuple[int, ...]:
    doubt = read_register(path).report.doubt(kind)
    return doubt.urns if doubt else ()


def test_a_plain_extract_gives_clean_columns(tmp_path: Path) -> None:
    reading = read_register(save(tmp_path, BELTON))
    row = reading.schools.row(120001)
    assert (row["name"], row["la_code"], row["open_date"], row["roll"]) == ("Belton Primary School", "925", "1875-09-01", 62)
    assert (row["easting"], row["northing"], row["high_age"]) == (520000, 350000, 11)
    assert reading.schools.source.register_date == "2024-06-17"
    assert len(reading.schools.source.sha256) == 64


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_the_encodings_of_gias_are_told_apart(tmp_path: Path, encoding: str) -> None:
    name = "St Faith’s “Old” School, Llanÿblodwel"
    assert read_register(save(tmp_path, school(1, name=name), encoding=encoding)).schools.name_of(1) == name


def test_utf8_that_breaks_off_inside_a_letter_is_still_utf8(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    whole = "URN,EstablishmentName,Town\n1,Ysgol Tŷ Gwyn,Ŵ\n2,B,Ŵ".encode()
    path.write_bytes(whole[:-1])
    assert read_register(path).schools.name_of(1) == "Ysgol Tŷ Gwyn"


def test_spaces_are_made_plain_and_curly_quotes_stay(tmp_path: Path) -> None:
    path = save(tmp_path, school(1, name="  St\u00a0Mary’s \u00a0 School\u200b\u00a0\r\n"), encoding="utf-8")
    assert read_register(path).schools.name_of(1) == "St Mary’s School"


def test_headings_may_come_in_any_order_and_case(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    heading = [words.upper() + " " for words in reversed(HEADING)]
    path.write_text(",".join(heading) + "\n" + ",".join(f'"{BELTON.get(h, "")}"' for h in reversed(HEADING)) + "\n")
    assert read_register(path).schools.row(120001)["roll"] == 62


def test_a_zip_gives_the_register_and_not_its_links(tmp_path: Path) -> None:
    path = tmp_path / "extract.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("results/links_edubasealldata20250422.csv", "URN,LinkURN\n1,2\n")
        archive.writestr("results/edubasealldata20250422.csv", text_of(BELTON).encode("cp1252"))
    reading = read_register(path)
    assert reading.schools.urn.tolist() == [120001]
    assert reading.schools.source.register_date == "2025-04-22"
    assert "holding edubasealldata20250422.csv" in reading.report.to_text()


def test_a_gzipped_register_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "no_ending"
    path.write_bytes(gzip.compress(text_of(BELTON).encode("utf-8")))
    assert len(read_register(path).schools) == 1


def test_the_date_comes_from_the_newest_change_where_the_name_tells_nothing(tmp_path: Path) -> None:
    assert read_register(save(tmp_path, BELTON, name="mine.csv")).schools.source.register_date == "2024-05-03"


def test_people_are_never_read(tmp_path: Path) -> None:
    reading = read_register(save(tmp_path, BELTON))
    everything = reading.schools.frame.to_csv() + reading.report.to_text() + repr(reading.report)
    assert not any(word in everything for word in ("Zebediah", "Quux", "01234567890"))


def test_zero_and_blank_coordinates_are_no_point(tmp_path: Path) -> None:
    rows = school(1, east="0", north="0"), school(2, east="", north=""), school(3, east="520000", north=""), school(4)
    reading = read_register(save(tmp_path, *rows))
    assert reading.schools.has_point.tolist() == [False, False, False, True]
    assert np.isnan(reading.schools.easting[:3]).all()
    assert doubted(save(tmp_path, *rows), DoubtKind.NO_POINT) == (1, 2, 3)


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (DoubtKind.NO_ROLL, {"roll": ""}),
        (DoubtKind.NO_PUPILS, {"roll": "0"}),
        (DoubtKind.NO_AGES, {"low": "", "high": ""}),
        (DoubtKind.NO_AGES, {"high": "0"}),
        (DoubtKind.CLOSED, {"status": "Closed"}),
        (DoubtKind.CLOSING, {"status": "Open, but proposed to close"}),
        (DoubtKind.OUTSIDE, {"east": "-46", "north": "73"}),
        (DoubtKind.ODD_RELIGION, {"religion": "Jedi"}),
        (DoubtKind.NO_RELIGION, {"religion": ""}),
        (DoubtKind.NO_DIOCESE, {"diocese": "", "religion": "Church of England"}),
        (DoubtKind.NO_URBAN_RURAL, {"rural": ""}),
        (DoubtKind.NO_NAME, {"name": " "}),
        (DoubtKind.FEDERATION, {"flag": "Supported by a federation"}),
        (DoubtKind.FEDERATION, {"flag": "Not under a federation", "federation": "The Fen Federation"}),
    ],
)
def test_each_doubt_names_its_schools(tmp_path: Path, kind: DoubtKind, changes: dict[str, str]) -> None:
    path = save(tmp_path, school(1, **changes), school(2, east="521000"))
    assert doubted(path, kind) == (1,)
    assert len(read_register(path).schools) == 2


def test_none_and_does_not_apply_are_no_odd_religions(tmp_path: Path) -> None:
    assert (
        doubted(save(tmp_path, school(1, religion="None"), school(2, religion="Does not apply")), DoubtKind.ODD_RELIGION) == ()
    )


def test_schools_on_one_point_are_named_unless_closed(tmp_path: Path) -> None:
    rows = school(1), school(2), school(3, status="Closed"), school(4, east="530000")
    assert doubted(save(tmp_path, *rows), DoubtKind.SHARED_POINT) == (1, 2)


def test_swapped_coordinates_are_doubted_and_kept(tmp_path: Path) -> None:
    rows = [school(n, east=str(520000 + 1000 * n)) for n in range(1, 8)]
    path = save(tmp_path, *rows, school(9, east="350000", north="520000"))
    assert doubted(path, DoubtKind.SWAPPED) == (9,)
    assert read_register(path).schools.row(9)["easting"] == 350000


def test_a_repeated_urn_keeps_the_first_row_and_lists_the_others(tmp_path: Path) -> None:
    report = read_register(save(tmp_path, BELTON, BELTON, school(120001, roll="99"), school(5))).report
    assert (report.read, report.kept, len(report.rejected)) == (4, 2, 2)
    assert [(fault.row, fault.reason) for fault in report.rejected] == [
        (2, "an exact repeat of a row above"),
        (3, "the URN stands in a row above with other values"),
    ]
    assert report.doubt(DoubtKind.DUPLICATE).urns == (120001,)  # type: ignore[union-attr]


@pytest.mark.parametrize("urn", ["", "abc", "-5", "0", "12.5", "99999999", "１２"])
def test_a_row_without_a_usable_urn_is_rejected_by_row_and_column(tmp_path: Path, urn: str) -> None:
    report = read_register(save(tmp_path, BELTON, school(urn), encoding="utf-8")).report
    assert [(fault.row, fault.column, fault.value) for fault in report.rejected] == [(2, "URN", urn)]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"roll": "about 60"}, "NumberOfPupils"),
        ({"roll": "62.5"}, "NumberOfPupils"),
        ({"roll": "nan"}, "NumberOfPupils"),
        ({"roll": "1e9"}, "NumberOfPupils"),
        ({"east": "5E5"}, "Easting"),
        ({"opened": "31-02-2001"}, "OpenDate"),
        ({"la": "Lincs"}, "LA (code)"),
        ({"name": "N" * 1_001}, "EstablishmentName"),
    ],
)
def test_an_unreadable_value_is_unknown_and_reported(tmp_path: Path, change: dict[str, str], column: str) -> None:
    reading = read_register(save(tmp_path, school(7, **change)))
    assert [(fault.row, fault.column, fault.urn) for fault in reading.report.unreadable] == [(1, column, 7)]
    assert len(reading.schools) == 1


def test_cells_beyond_the_heading_are_rejected_and_short_rows_filled(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("URN,EstablishmentName,Town,Easting,Northing\n1,A,B,500000,400000,X\n2,C\n3,D,E,500000,400000,,\n")
    report = read_register(path).report
    assert [fault.reason for fault in report.rejected] == ["more cells than the heading"]
    assert (report.kept, report.doubt(DoubtKind.SHORT_ROW).urns) == (2, (2,))  # type: ignore[union-attr]


def test_the_last_row_of_a_file_that_breaks_off_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("URN,EstablishmentName,Easting,Northing\n1,A,500000,400000\n2,B,5000")
    assert [fault.reason for fault in read_register(path).report.rejected] == ["the file breaks off in this row"]


def test_a_lost_quotation_mark_swallows_no_school_silently(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text('URN,EstablishmentName,Town\n1,"A,X\n2,B,"Y"\n3,C,Z\n')
    report = read_register(path).report
    assert [fault.reason for fault in report.rejected] == ["a quotation mark is missing"]


def test_words_too_long_for_a_cell_are_called_too_long(tmp_path: Path) -> None:
    report = read_register(save(tmp_path, school(1, diocese="A" * 5000))).report
    assert [(fault.column, fault.reason) for fault in report.unreadable] == [("Diocese (name)", "too long")]


def test_columns_that_the_file_lacks_are_named(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("URN,EstablishmentName\n1,A\n")
    report = read_register(path).report
    assert "Easting" in report.columns_missing
    assert "Easting" in report.to_text()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"<!DOCTYPE html><html><body>URN</body></html>", "web page"),
        (bytes(range(256)) * 20, "not a text file"),
        (b"\xff\xfeU\x00R\x00N\x00", "UTF-16"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0 old excel", "Excel"),
        (b"SQLite format 3\x00 ...", "database"),
        (b"Name,Age\nAnn,7\n", "no URN column"),
        (b"URN,Town\n1,Belton\n", "no EstablishmentName column"),
        (b"URN,URN,EstablishmentName\n1,1,A\n", "twice"),
        (b"URN,EstablishmentName\n", "no school under it"),
        (b"URN,EstablishmentName\nx,A\n", "no row has a usable URN"),
        (b'URN,EstablishmentName\n1,"' + b"x" * 200_000, "breaks off after row 0 "),
        (b'URN,EstablishmentName\n1,A\n2,B\n3,"' + b"x" * 200_000, "breaks off after row 2 "),
        (gzip.compress(b"URN,EstablishmentName\n1,A\n" * 999, mtime=0)[:-20], "damaged or cut off"),
        (gzip.compress(b"", mtime=0), "not a school register"),
        (b"\x1f\x8bnot gzip at all", "damaged or cut off"),
        (b"PK\x03\x04 and then nothing", "damaged or cut off"),
        (b"PK\x05\x06" + b"\x00" * 18, "empty"),
    ],
)
def test_a_file_that_is_no_register_gives_one_plain_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as caught:
        read_register(path)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("file.csv: ")


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_register(tmp_path / "nowhere.csv")
    with pytest.raises(InputError, match="folder"):
        read_register(tmp_path)


def _zip(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_csv", ".csv"), data)
    return path


def test_a_zip_without_or_with_several_registers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no CSV inside"):
        read_register(_zip(tmp_path / "a.zip", readme=b"hello"))
    with pytest.raises(InputError, match="several lists"):
        read_register(_zip(tmp_path / "b.zip", one_csv=b"URN", two_csv=b"URN"))
    with zipfile.ZipFile(tmp_path / "c.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
    with pytest.raises(InputError, match="spreadsheet"):
        read_register(tmp_path / "c.xlsx")


@pytest.mark.parametrize("kind", ["zip", "gz"])
def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path, kind: str) -> None:
    assert REGISTER.largest > 100_000_000
    zeros = b"0" * 20_000_000
    path = tmp_path / f"bomb.{kind}"
    if kind == "zip":
        _zip(path, edubasealldata_csv=zeros)
    else:
        path.write_bytes(gzip.compress(zeros))
    with pytest.raises(InputError, match="too much for a register"):
        unpack(path, Unwatched(), replace(REGISTER, largest=3_000_000))


def test_a_cut_off_zip_is_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", edubasealldata_csv=text_of(BELTON).encode() * 50)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(InputError, match="damaged or cut off"):
        read_register(path)


def test_sample_data_is_known_by_its_numbers(tmp_path: Path) -> None:
    sample = school(900001, la="990"), school(900002, la="991")
    assert read_register(save(tmp_path, *sample)).schools.source.is_sample
    assert not read_register(save(tmp_path, *sample, BELTON)).schools.source.is_sample
    assert not read_register(save(tmp_path, school(900001, la="925"))).schools.source.is_sample
    assert "Sample data" in read_register(save(tmp_path, *sample)).report.to_text()


class Stopping:
    """A watch that says stop after some questions, and remembers what it was told."""

    def __init__(self, after: int) -> None:
        self.left, self.told = after, [0.0]

    def tell(self, fraction: float, message: str = "") -> None:
        self.told.append(fraction)

    def should_stop(self) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.mark.parametrize("after", [0, 1, 2, 3, 10, 30])
def test_reading_stops_when_asked(tmp_path: Path, after: int) -> None:
    path = save(tmp_path, *(school(n) for n in range(1, 3000)))
    with pytest.raises(Cancelled):
        read_register(path, Stopping(after))


def test_progress_grows_from_nothing_to_all(tmp_path: Path) -> None:
    watch = Stopping(10_000)
    read_register(save(tmp_path, *(school(n) for n in range(1, 5000))), watch)
    assert watch.told == sorted(watch.told)
    assert watch.told[-1] == 1.0


def test_the_report_adds_up_in_text_and_sections(tmp_path: Path) -> None:
    report = read_register(save(tmp_path, BELTON, BELTON, school("x"), school(3, roll="?"))).report
    assert report.read == report.kept + len(report.rejected) == 4
    assert [part.title for part in report.sections()] == [
        "Register",
        "Rows",
        "Rejected rows",
        "Values read as unknown",
        "To look at",
    ]
    assert "Rows read: 4" in report.to_text()
    assert "NumberOfPupils: not a whole number: 1" in report.to_text()


@settings(max_examples=60, deadline=None)
@given(cells=st.lists(st.tuples(*[st.text(max_size=12)] * 5), min_size=1, max_size=12))
def test_no_cell_whatever_breaks_the_reader(cells: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["URN", "EstablishmentName", "NumberOfPupils", "OpenDate", "Easting", "Northing"])
    writer.writerow([1, "Belton", 5, "", "", ""])
    for number, row in enumerate(cells, 2):
        writer.writerow([number, *row])
    path.write_bytes(out.getvalue().encode("utf-8", errors="replace").replace(b"\x00", b""))
    try:
        report = read_register(path).report
    except InputError:  # control characters all over: told to be no text file
        return
    assert report.read == report.kept + len(report.rejected)


@given(content=st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_schools_or_one_plain_sentence(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.csv"
    path.write_bytes(content)
    with pytest.raises(InputError):
        read_register(path)


@pytest.mark.real_data
def test_the_whole_register_reads_as_it_is(real_data: Path) -> None:
    reading = read_register(real_data / "gias" / "edubasealldata20240617_reconstructed.csv.gz")
    assert (reading.report.read, reading.report.kept) == (51_012, 51_012)
    assert reading.report.encoding == "cp1252"
    assert not reading.schools.source.is_sample


@pytest.mark.real_data
def test_the_primaries_of_england_raise_their_known_doubts(real_data: Path) -> None:
    report = read_register(real_data / "gias" / "england_primary_open_2024.csv.gz").report
    assert report.kept == 16_759
    counts = {doubt.kind: doubt.count for doubt in report.doubts}
    assert (counts[DoubtKind.NO_POINT], counts[DoubtKind.SHARED_POINT], counts[DoubtKind.CLOSING]) == (32, 527, 77)
