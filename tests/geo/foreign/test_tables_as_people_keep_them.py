"""Tables as ministries, dioceses and councils send them round: notes and days in headings, commas, no heading."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.foreign import POINTS, WELSH_HEADING, csv_of, degrees_of, frame_of, joined, welsh_rows, write_shapefile, zip_of
from helpers.sheets import xlsx_of
from wolds.app.planfile import open_project, save_project
from wolds.app.register_files import TableFiles, read_schools
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.geo.errors import InputError
from wolds.geo.foreign import (
    Mapping,
    best_table,
    commented_mapping,
    dump_mapping,
    explanation,
    guess,
    preview,
    problems,
    read_table,
)
from wolds.geo.foreign import read_tables as tables_of
from wolds.geo.foreign.grid_references import grid_point_of
from wolds.geo.foreign.table import Table
from wolds.geo.kinds import SchoolKind, kind_of
from wolds.geo.progress import Unwatched
from wolds.geo.registers import Reading
from wolds.geo.registers.report import DoubtKind

METRES = ("Easting", "Northing")


def save(folder: Path, data: bytes, name: str = "schools.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def table_of(path: Path) -> Table:
    return best_table(tables_of(path))


def read(path: Path) -> Reading:
    table = table_of(path)
    return read_table(table, guess(table))


# Headings --------------------------------------------------------------------------------------------------------------


def test_headings_that_point_to_notes_are_known(tmp_path):
    names = {"Pupils": "Pupils - see notes", "Denomination": "Religious Character (see notes)", "Sector": "Sector [note 2]"}
    heading = [names.get(name, name) for name in WELSH_HEADING]
    columns = guess(table_of(save(tmp_path, csv_of((*heading, *METRES), joined(welsh_rows(), POINTS))))).columns
    assert (columns["roll"], columns["religious_character"], columns["phase"]) == tuple(names.values())


def test_of_several_days_in_the_headings_the_newest_counts(tmp_path):
    days = ("NOR Oct 24", "NOR Oct 25", "NOR Jan 25")
    heading = (*WELSH_HEADING[:5], *days, *METRES)
    rows = [[*row[:5], 1, row[5], 2, *point] for row, point in zip(welsh_rows(), POINTS, strict=True)]
    table = table_of(save(tmp_path, csv_of(heading, rows)))
    mapping = guess(table)
    assert mapping.columns["roll"] == "NOR Oct 25"
    assert explanation(table, mapping, "roll") == "From 20 to 153; the newest of 3 such columns"


def test_a_forecast_is_not_the_roll(tmp_path):
    heading = (*WELSH_HEADING[:5], "Projected pupils 2030", "Pupils 2025", *METRES)
    rows = [[*row[:5], 7, row[5], *point] for row, point in zip(welsh_rows(), POINTS, strict=True)]
    assert guess(table_of(save(tmp_path, csv_of(heading, rows)))).columns["roll"] == "Pupils 2025"


def test_yes_or_no_under_primary_tells_the_phase(tmp_path):
    heading = [name if name != "Sector" else "Primary" for name in WELSH_HEADING]
    rows = [[*row[:3], "No" if at == 2 else "Yes", *row[4:]] for at, row in enumerate(welsh_rows(5))]
    reading = read(save(tmp_path, csv_of((*heading, *METRES), joined(rows, POINTS[:5]))))
    assert reading.schools.text("phase").tolist() == ["Primary", "Primary", "Not applicable", "Primary", "Primary"]


def test_the_column_whose_words_say_who_runs_a_school_is_its_type(tmp_path):
    cells = ["VA", "VC", "Community", "Foundation"]
    heading = (*WELSH_HEADING, "School Type", "Governance - see notes", *METRES)
    rows = [[*row, "Ages 3-11", cell, *point] for row, cell, point in zip(welsh_rows(4), cells, POINTS, strict=False)]
    reading = read(save(tmp_path, csv_of(heading, rows)))
    assert [kind_of(words) for words in reading.schools.text("type_name")] == [
        SchoolKind.AIDED,
        SchoolKind.CONTROLLED,
        SchoolKind.COMMUNITY,
        SchoolKind.FOUNDATION,
    ]
    assert any("VA = Voluntary aided school" in note for note in reading.report.notes)


def test_exchanged_headings_are_explained(tmp_path):
    swapped = [point[::-1] for point in degrees_of(POINTS)]
    table = table_of(save(tmp_path, csv_of((*WELSH_HEADING, "Longitude", "Latitude"), joined(welsh_rows(), swapped))))
    said = explanation(table, guess(table), "longitude")
    assert said.endswith("; the heading says latitude, its figures say longitude")


# Figures ---------------------------------------------------------------------------------------------------------------


def test_degrees_with_commas_for_points_are_degrees_and_no_thousands(tmp_path):
    degrees = [[f"{part:.3f}".replace(".", ",") for part in point] for point in degrees_of(POINTS)]
    data = csv_of((*WELSH_HEADING, "Longitude", "Latitude"), joined(welsh_rows(), degrees), ";", "cp1252")
    schools = read(save(tmp_path, data)).schools
    for found, wanted in zip(zip(schools.easting, schools.northing, strict=True), POINTS, strict=True):
        assert found == pytest.approx(wanted, abs=80)  # a thousandth of a degree is up to 111 m


@pytest.mark.parametrize("write", ["{:,}", "{}.5", "{},00"])
def test_metres_are_read_as_spreadsheets_write_them(tmp_path, write):
    points = [[write.format(int(part)) for part in point] for point in POINTS]
    data = csv_of((*WELSH_HEADING, *METRES), joined(welsh_rows(), points), ";")
    assert read(save(tmp_path, data)).schools.easting.tolist() == pytest.approx([east for east, _ in POINTS], abs=1)


def test_metres_with_spaces_between_thousands_are_read(tmp_path):
    points = [[f"{int(part):,}".replace(",", "\u202f") for part in point] for point in POINTS]
    reading = read(save(tmp_path, csv_of((*WELSH_HEADING, *METRES), joined(welsh_rows(), points))))
    assert list(zip(reading.schools.easting, reading.schools.northing, strict=True)) == list(POINTS)


# Grid references -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reference", "point"),
    [
        ("SU 373 155", (437350, 115550)),  # Ordnance Survey House
        ("TG 51409 13177", (651409, 313177)),  # the worked example of the guide to coordinate systems
        ("HU396753", (439650, 1175350)),
        ("sv 8953 1046", (89535, 10465)),
        ("NN1671", (216500, 771500)),
    ],
)
def test_a_grid_reference_is_the_middle_of_its_square(reference, point):
    assert grid_point_of(reference) == point


@pytest.mark.parametrize("words", ["", "SK12", "SK123", "SI 123 456", "J 338 740", "AA 123 456", "SK 123456789012", "437350"])
def test_what_names_no_square_of_a_kilometre_or_less_is_no_grid_reference(words):
    assert grid_point_of(words) is None


@given(st.integers(0, 699_999), st.integers(0, 1_299_999), st.integers(2, 5))
def test_the_square_of_a_grid_reference_holds_the_point_it_was_made_of(east, north, figures):
    rows = ("VWXYZ", "QRSTU", "LMNOP", "FGHJK", "ABCDE")  # from the south, as on the map of squares
    size = 10 ** (5 - figures)
    big = {(0, 0): "S", (1, 0): "T", (0, 1): "N", (1, 1): "O", (0, 2): "H", (1, 2): "J"}[east // 500_000, north // 500_000]
    small = rows[north // 100_000 % 5][east // 100_000 % 5]
    told = grid_point_of(f"{big}{small}{east % 100_000 // size:0{figures}}{north % 100_000 // size:0{figures}}")
    assert told is not None
    assert abs(told[0] - east) <= size / 2
    assert abs(told[1] - north) <= size / 2


def test_schools_are_placed_by_their_grid_references(tmp_path):
    rows = welsh_rows(3)
    data = csv_of(
        (*WELSH_HEADING, "OS Grid Ref."),
        [[*rows[0], "SO 00000 70000"], [*rows[1], "so017709"], [*rows[2], "near the church"]],
    )
    reading = read(save(tmp_path, data))
    assert reading.schools.easting[:2].tolist() == [300_000, 301_750]
    assert [(fault.row, fault.column) for fault in reading.report.unreadable] == [(4, "OS Grid Ref.")]
    assert any("middles of the squares" in note for note in reading.report.notes)


def test_grid_references_are_taken_before_postcodes_which_need_a_file(tmp_path):
    rows = [[*row, f"SO {10 + at} 71"] for at, row in enumerate(welsh_rows(4))]
    assert guess(table_of(save(tmp_path, csv_of((*WELSH_HEADING, "NGR"), rows)))).coordinates == "grid-reference"


# Lines, sheets, names of files -----------------------------------------------------------------------------------------


def test_a_table_without_headings_loses_no_school_and_says_so(tmp_path):
    rows = [[row[0], row[1], row[5], *map(int, point)] for row, point in zip(welsh_rows(6), POINTS, strict=False)]
    path = save(tmp_path, csv_of(rows[0], rows[1:]))
    table = table_of(path)
    assert len(table.rows) == 6
    assert table.kind.endswith("without a line of headings")
    assert "no line of headings" in problems(table, guess(table))[0].sentence
    assert "Column 2 (Ysgol Llan A)" in " ".join(commented_mapping(table, guess(table)).replace("\n#", "").split())
    columns = {"urn": "Column 1", "name": "Column 2", "roll": "Column 3", "easting": "Column 4", "northing": "Column 5"}
    schools = read_table(table, Mapping(columns=columns, given={"phase": "Primary", "status": "Open"})).schools
    assert schools.urn.tolist() == [row[0] for row in rows]


@pytest.mark.parametrize("first", ["Ysgol", "Place of learning"])
def test_years_in_a_line_of_headings_make_it_no_row(tmp_path, first):
    rows = [[f"Ysgol {at}", 20 + at, 21 + at, 22 + at] for at in range(5)]
    table = table_of(save(tmp_path, csv_of((first, "2023", "2024", "2025"), rows)))
    assert table.headings == (first, "2023", "2024", "2025")
    assert len(table.rows) == 5


def test_rows_are_counted_as_a_spreadsheet_program_counts_them(tmp_path):
    rows = joined(welsh_rows(4), POINTS[:4])
    rows[2][5] = "c. 45"
    lines = [["Schools in Powys"], [], [*WELSH_HEADING, *METRES], *rows, ["Note"]]
    report = read(save(tmp_path, xlsx_of(("Schools", lines)), "schools.xlsx")).report
    assert [fault.row for fault in report.unreadable] == [lines.index(rows[2]) + 1]
    assert [fault.row for fault in report.rejected] == [len(lines)]
    assert "Rows are counted as the file has them: the headings stand in row 3" in report.notes


def test_sheets_that_are_not_read_are_named(tmp_path):
    rows = joined(welsh_rows(4), POINTS[:4])
    sheets = ("Powys", [[*WELSH_HEADING, *METRES], *rows]), ("Gwynedd", [[*WELSH_HEADING, *METRES], *rows[:2]])
    report = read(save(tmp_path, xlsx_of(*sheets), "schools.xlsx")).report
    assert "Other sheets or layers of the file, not read: Gwynedd (2 rows)" in report.notes


def test_every_rejected_row_is_named_however_many(tmp_path):
    rows = joined(welsh_rows(20), POINTS)
    for at in (1, 3, 4, 5, 8, 9, 12, 15):
        rows[at][0] = "?"
    text = read(save(tmp_path, csv_of((*WELSH_HEADING, *METRES), rows))).report.to_text()
    assert "and 3 more: rows 11, 14, 17" in text


@pytest.mark.parametrize("kind", ["sheet", "shapefile", "zipped CSV"])
def test_a_mapping_reads_next_years_file_though_its_part_is_called_otherwise(tmp_path, kind):
    years = [_of_a_year(tmp_path, kind, year) for year in (2025, 2026)]
    first = table_of(years[0])
    document = save(tmp_path, dump_mapping(guess(first)).encode(), "mapping.toml")
    assert first.part
    reading = read_schools(years[1], Unwatched(), TableFiles(document))
    assert reading.schools.urn.tolist() == [row[0] for row in welsh_rows()]


def _of_a_year(folder: Path, kind: str, year: int) -> Path:
    rows = joined(welsh_rows(), POINTS)
    path = folder / f"schools-{year}.{'xlsx' if kind == 'sheet' else 'zip'}"
    if kind == "sheet":
        path.write_bytes(xlsx_of((f"Open {year}", [[*WELSH_HEADING, *METRES], *rows]), ("About", [["Made", "up"], ["a", "b"]])))
    elif kind == "shapefile":
        written = write_shapefile(frame_of(WELSH_HEADING, welsh_rows(), POINTS), folder / f"schools{year}.shp")
        zip_of(path, sorted(folder.glob(f"{written.stem}.*")))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"schools{year}.csv", csv_of((*WELSH_HEADING, *METRES), rows))
    return path


def test_a_part_that_no_table_stands_for_is_still_refused(tmp_path):
    path = save(tmp_path, xlsx_of(("A", [["x", "y"], [1, 2]]), ("B", [["x", "y"], [1, 2]])), "two.xlsx")
    document = save(tmp_path, dump_mapping(Mapping(part="Schools", columns={"name": "Name"})).encode(), "mapping.toml")
    with pytest.raises(InputError, match=r"there is no sheet or layer Schools\. Give one of A, B"):
        read_schools(path, Unwatched(), TableFiles(document))


# What is said of it ----------------------------------------------------------------------------------------------------


def test_the_first_rows_stand_as_they_count(tmp_path):
    rows = welsh_rows(4)
    rows[0][0], rows[1][5], rows[2][4] = "666/2001", "c. 45", "---"
    table = table_of(save(tmp_path, csv_of((*WELSH_HEADING, *METRES), joined(rows, POINTS[:4]))))
    shown = preview(table, guess(table))
    columns = {heading: [row[at] for row in shown.rows] for at, heading in enumerate(shown.headings)}
    assert columns["School number"][0] == "6662001"
    assert columns["Pupils"][:2] == ["20", "unknown (c. 45)"]
    assert columns["Religious character"][2] == "unknown (---)"


def test_signs_alone_are_a_blank_and_said_to_be(tmp_path):
    rows = welsh_rows(4)
    for row in rows[:3]:
        row[4] = "---"
    path = save(tmp_path, csv_of((*WELSH_HEADING, *METRES), joined(rows, POINTS[:4])))
    table = table_of(path)
    assert "--- → unknown (3)" in explanation(table, guess(table), "religious_character")
    reading = read(path)
    assert reading.schools.text("religious_character").tolist() == ["", "", "", "Does not apply"]
    assert reading.report.doubt(DoubtKind.ODD_RELIGION) is None


@pytest.mark.parametrize(
    ("heading", "points", "words"),
    [
        (("Longitude", "Latitude"), degrees_of(POINTS), "worked out from longitude and latitude"),
        (("Grid ref",), [(f"SO {at:02}0 700",) for at in range(20)], "middles of the squares"),
        (METRES, POINTS, ""),
    ],
    ids=["degrees", "squares", "metres"],
)
def test_a_plan_remembers_by_what_its_schools_were_placed(tmp_path, heading, points, words):
    rows = [[*row, *point] for row, point in zip(welsh_rows(), points, strict=True)]
    schools = read(save(tmp_path, csv_of((*WELSH_HEADING, *heading), rows))).schools
    assert words in schools.source.places
    assert bool(words) == bool(schools.source.places)
    save_project(Project(schools, (Plan(),)), tmp_path / "plan.gpkg")
    assert open_project(tmp_path / "plan.gpkg").project.schools.source == schools.source


# Words -----------------------------------------------------------------------------------------------------------------


def test_where_nothing_says_where_the_schools_are_every_way_is_named(tmp_path):
    table = table_of(save(tmp_path, csv_of(WELSH_HEADING[:6], [row[:6] for row in welsh_rows()])))
    (problem,) = problems(table, guess(table))
    assert all(words in problem.sentence for words in ("easting and northing", "longitude", "grid reference", "postcode"))


def test_a_missing_file_of_postcodes_is_asked_for_by_its_option(tmp_path):
    with pytest.raises(InputError, match=r"Give a file of postcodes.*Name it with --postcodes\."):
        read(save(tmp_path, csv_of(WELSH_HEADING, welsh_rows())))


def test_a_school_without_a_point_is_said_to_lack_what_the_table_would_place_it_by(tmp_path):
    points: list[tuple[object, object]] = [*degrees_of(POINTS[:3]), ("", "")]
    report = read(save(tmp_path, csv_of((*WELSH_HEADING, "Longitude", "Latitude"), joined(welsh_rows(4), points)))).report
    assert any(doubt.sentence.startswith("No point: longitude and latitude are blank") for doubt in report.doubts)


def test_a_long_name_is_cut_with_a_mark(tmp_path):
    rows = welsh_rows(3)
    rows[0][1] = "Ysgol " + "Llanfairpwllgwyngyll" * 4
    table = table_of(save(tmp_path, csv_of((*WELSH_HEADING, *METRES), joined(rows, POINTS[:3]))))
    assert "…, Ysgol Llan B" in explanation(table, guess(table), "name")


@pytest.mark.parametrize("heading", ["DfE No.", "DfE", "LAESTAB"])
def test_numbers_of_schools_go_by_many_names(tmp_path, heading):
    names = [heading if name == "School Number" else name for name in WELSH_HEADING]
    table = table_of(save(tmp_path, csv_of((*names, *METRES), joined(welsh_rows(), POINTS))))
    assert guess(table).columns["urn"] == heading
