"""Any table of schools, whatever the program that wrote it: the same schools, and no row lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.foreign import (
    POINTS,
    SCOTTISH_HEADING,
    SCOTTISH_POINTS,
    WELSH_HEADING,
    csv_of,
    degrees_of,
    frame_of,
    joined,
    scottish_rows,
    welsh_rows,
    write_formats,
    write_shapefile,
)
from helpers.sheets import xlsx_of
from wolds.geo.character import Character
from wolds.geo.errors import Cancelled, InputError
from wolds.geo.foreign import Mapping, best_table, guess, is_foreign, problems, read_table, read_tables
from wolds.geo.registers import Reading
from wolds.geo.registers.report import DoubtKind


def read(path: Path, **changes: object) -> Reading:
    table = best_table(read_tables(path))
    return read_table(table, guess(table).model_copy(update=changes))


def save(folder: Path, data: bytes, name: str = "schools.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def welsh(folder: Path, rows: list[list[object]], heading: tuple[str, ...] = WELSH_HEADING) -> Path:
    return save(folder, csv_of((*heading, "Easting", "Northing"), joined(rows, POINTS[: len(rows)])))


def reasons(reading: Reading) -> dict[int, str]:
    return {fault.row: fault.reason for fault in reading.report.rejected}


# Formats ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "rows", "points"),
    [(WELSH_HEADING, welsh_rows(), POINTS), (SCOTTISH_HEADING, scottish_rows(), SCOTTISH_POINTS)],
    ids=["Wales", "Scotland"],
)
def test_every_format_gives_the_same_schools(tmp_path, heading, rows, points):
    paths = write_formats(tmp_path, heading, rows, points)
    assert all(map(is_foreign, paths))
    readings = [read(path) for path in paths]
    assert {reading.schools.data_hash for reading in readings} == {readings[0].schools.data_hash}
    schools = readings[0].schools
    assert schools.urn.tolist() == [row[0] for row in rows]
    assert schools.text("name").tolist() == [row[1] for row in rows]
    assert list(zip(schools.easting, schools.northing, strict=True)) == list(points)
    assert schools.roll.tolist() == [row[5] for row in rows]


@pytest.mark.parametrize("system", ["EPSG:4326", "EPSG:4258", "EPSG:3857", "EPSG:32630", "EPSG:7405"])
def test_shapes_come_as_british_metres_whatever_their_system(tmp_path, system):
    frame = frame_of(WELSH_HEADING, welsh_rows(), POINTS).to_crs(system)
    frame.to_file(tmp_path / "schools.gpkg", driver="GPKG")
    reading = read(tmp_path / "schools.gpkg")
    found = np.column_stack([reading.schools.easting, reading.schools.northing])
    assert np.abs(found - np.array(POINTS)).max() <= 1.0
    assert any("Points are those of the shapes" in note for note in reading.report.notes)


def test_areas_count_by_their_middle_and_a_missing_shape_is_no_point(tmp_path):
    frame = frame_of(WELSH_HEADING, welsh_rows(3), POINTS[:3])
    frame.geometry = frame.geometry.buffer(40)
    frame.loc[1, "geometry"] = None
    frame.to_file(tmp_path / "schools.gpkg", driver="GPKG")
    reading = read(tmp_path / "schools.gpkg")
    assert reading.schools.easting[0] == POINTS[0][0]
    assert not reading.schools.has_point[1]
    assert reading.report.doubt(DoubtKind.NO_POINT).urns == (6662002,)


def test_a_point_of_nought_is_no_point(tmp_path):
    frame = frame_of(WELSH_HEADING, welsh_rows(3), [*POINTS[:2], (0.0, 0.0)])
    frame.to_file(tmp_path / "schools.gpkg", driver="GPKG")
    reading = read(tmp_path / "schools.gpkg")
    assert reading.schools.has_point.tolist() == [True, True, False]
    assert reading.report.rejected == ()


def test_a_shapefile_without_a_system_is_read_by_the_look_of_its_numbers(tmp_path):
    frame = frame_of(WELSH_HEADING, welsh_rows(), POINTS)
    path = write_shapefile(frame, tmp_path / "schools.shp")
    path.with_suffix(".prj").unlink()
    reading = read(path)
    assert reading.schools.easting[0] == POINTS[0][0]
    assert any("names no system" in note for note in reading.report.notes)


def test_a_shapefile_that_says_another_encoding_than_it_has_is_read(tmp_path):
    rows = welsh_rows(3)
    rows[1][1] = "Ysgol Bêl"
    path = write_shapefile(frame_of(WELSH_HEADING, rows, POINTS[:3]), tmp_path / "schools.shp")
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace("Bêl ".encode(), "Bêl  ".encode("cp1252")))
    assert path.with_suffix(".cpg").read_text() in ("UTF-8", "ISO-8859-1")
    path.with_suffix(".cpg").write_text("UTF-8")
    assert read(path).schools.text("name")[1] == "Ysgol Bêl"


def test_a_heading_that_a_shapefile_cut_off_is_still_known(tmp_path):
    heading = ("URN", "EstablishmentName", "PhaseOfEducation", "NumberOfPupils")
    rows = [[100001 + i, f"School {i}", "Primary", 40 + i] for i in range(4)]
    path = write_shapefile(frame_of(heading, rows, POINTS[:4]), tmp_path / "schools.shp")
    assert read(path).schools.roll.tolist() == [40, 41, 42, 43]


@pytest.mark.parametrize("pair", [("Longitude", "Latitude"), ("X", "Y"), ("lon", "lat")])
def test_degrees_and_metres_of_the_same_schools_agree_within_a_metre(tmp_path, pair):
    degrees = csv_of((*WELSH_HEADING, *pair), joined(welsh_rows(), degrees_of(POINTS)))
    found = read(save(tmp_path, degrees)).schools
    assert np.hypot(found.easting - np.array(POINTS)[:, 0], found.northing - np.array(POINTS)[:, 1]).max() <= 1.0


# A guess ---------------------------------------------------------------------------------------------------------------


def test_words_of_a_table_become_those_of_a_register_and_it_is_said(tmp_path):
    reading = read(welsh(tmp_path, welsh_rows(6)))
    assert reading.schools.text("status").tolist() == ["Open"] * 6
    assert reading.schools.character.tolist()[:3] == [Character.COMMUNITY, Character.CHURCH, Character.UNKNOWN]
    notes = " ".join(reading.report.notes)
    assert "Taken for every school: Status = Open" in notes
    assert "Non-denominational = Does not apply" in notes


def test_a_mothballed_school_is_not_open(tmp_path):
    table = csv_of((*SCOTTISH_HEADING, "Easting", "Northing"), joined(scottish_rows(5), SCOTTISH_POINTS[:5]))
    schools = read(save(tmp_path, table)).schools
    assert schools.text("status").tolist() == ["Open", "Open", "Open", "Mothballed", "Open"]


def test_without_a_code_the_authoritys_name_stands_for_it(tmp_path):
    assert set(read(welsh(tmp_path, welsh_rows(4))).schools.text("la_code")) == {"Powys"}


def test_people_are_never_guessed_at(tmp_path):
    rows = [["Ann Other", "a@b.cymru", *row] for row in joined(welsh_rows(4), POINTS[:4])]
    heading = ("Headteacher name", "School email", *WELSH_HEADING, "Easting", "Northing")
    reading = read(save(tmp_path, csv_of(heading, rows)))
    assert reading.schools.text("name")[0] == "Ysgol Llan A"
    assert not reading.schools.frame.isin(["Ann Other", "a@b.cymru"]).any().any()


def test_pupils_of_one_kind_are_not_the_roll(tmp_path):
    heading = (*WELSH_HEADING[:5], "FSM pupils", "Pupils", "Girls", "Easting", "Northing")
    rows = [[*row[:5], 3, row[5], 9, *point] for row, point in zip(welsh_rows(4), POINTS, strict=False)]
    assert read(save(tmp_path, csv_of(heading, rows))).schools.roll.tolist() == [20, 27, 34, 41]


def test_titles_above_and_notes_below_are_left_alone_and_counted(tmp_path):
    rows = joined(welsh_rows(3), POINTS[:3])
    above = [["Schools in Wales"], [], ["As at January"]]
    below = [[], ["", "Total", "", "", "", 81], ["Source: made up"]]
    lines = [*above, [*WELSH_HEADING, "Easting", "Northing"], *rows, *below]
    reading = read(save(tmp_path, xlsx_of(("Schools", lines)), "schools.xlsx"))
    assert len(reading.schools) == 3
    assert list(reasons(reading).values()) == ["the row is blank", "a row of totals", "one cell alone: a note, not a school"]
    assert "Lines above the headings, left alone: 3" in reading.report.notes


def test_the_sheet_that_looks_like_schools_is_taken(tmp_path):
    rows = joined(welsh_rows(3), POINTS[:3])
    sheets = ("Contents", [["Sheet", "What"], ["1", "Schools"]]), ("1", [[*WELSH_HEADING, "Easting", "Northing"], *rows])
    path = save(tmp_path, xlsx_of(*sheets), "schools.xlsx")
    assert best_table(read_tables(path)).part == "1"


def test_exchanged_headings_are_seen_through(tmp_path):
    swapped = [(latitude, longitude) for longitude, latitude in degrees_of(POINTS)]
    path = save(tmp_path, csv_of((*WELSH_HEADING, "Longitude", "Latitude"), joined(welsh_rows(), swapped)))
    mapping = guess(best_table(read_tables(path)))
    assert (mapping.columns["longitude"], mapping.columns["latitude"]) == ("Latitude", "Longitude")
    assert read(path).schools.easting[0] == pytest.approx(POINTS[0][0], abs=1)


def test_a_table_that_cannot_be_guessed_says_what_is_missing(tmp_path):
    path = save(tmp_path, b"Colour,Wheels\nred,4\nblue,3\n")
    with pytest.raises(InputError, match=r"schools.csv: Choose the column that names the schools\. Make a mapping with"):
        read(path)


def test_longitudes_chosen_for_eastings_are_refused_in_words(tmp_path):
    path = save(tmp_path, csv_of((*WELSH_HEADING, "A", "B"), joined(welsh_rows(), degrees_of(POINTS))))
    table = best_table(read_tables(path))
    metres = guess(table).model_copy(update={"coordinates": "easting-northing"})
    mapping = metres.with_column("easting", "A").with_column("northing", "B")
    sentences = [problem.sentence for problem in problems(table, mapping)]
    assert any("no metres" in sentence and "longitude" in sentence for sentence in sentences)


# Rows ------------------------------------------------------------------------------------------------------------------


def test_each_row_is_a_school_or_listed(tmp_path):
    rows = joined(welsh_rows(8), POINTS[:8])
    rows[1][0] = ""  # no number
    rows[2][0] = "W1234"
    rows[4] = list(rows[3])  # the very same
    rows[5][0] = rows[3][0]  # the same number with other values
    rows.insert(6, [""] * len(rows[0]))
    rows.append([*WELSH_HEADING, "Easting", "Northing"])
    reading = read(save(tmp_path, csv_of((*WELSH_HEADING, "Easting", "Northing"), rows)))
    report = reading.report
    assert report.read == len(rows) == report.kept + len(report.rejected)
    assert reasons(reading) == {
        3: "no school number",
        4: "not a school number of up to seven figures",
        6: "an exact repeat of a row above",
        7: "the number stands in a row above with other values",
        8: "the row is blank",
        11: "the headings once more",
    }
    assert report.doubt(DoubtKind.DUPLICATE).urns == (6662004,)


def test_numbers_as_authorities_write_them_are_read(tmp_path):
    rows = [[f"666/{2001 + i}", *row[1:]] for i, row in enumerate(welsh_rows(3))]
    assert read(welsh(tmp_path, rows)).schools.urn.tolist() == [6662001, 6662002, 6662003]


def test_a_suppressed_roll_is_unknown_and_listed(tmp_path):
    rows = welsh_rows(3)
    rows[1][5] = "*"
    reading = read(welsh(tmp_path, rows))
    assert np.isnan(reading.schools.roll[1])
    assert [(fault.row, fault.column, fault.value) for fault in reading.report.unreadable] == [(3, "Pupils", "*")]


def test_nothing_is_filled_in_for_a_missing_column(tmp_path):
    heading = (*WELSH_HEADING[:5], "Postcode")
    rows = [[*row[:5], row[6]] for row in welsh_rows(4)]
    reading = read(welsh(tmp_path, rows, heading))
    assert np.isnan(reading.schools.roll).all()
    assert "Pupils" in reading.report.columns_missing
    assert reading.report.doubt(DoubtKind.NO_ROLL).count == 4


@pytest.mark.parametrize(
    ("longitude", "latitude", "where"),
    [
        (-5.93, 54.60, "in Ireland"), (-6.26, 53.35, "in Ireland"), (-4.48, 54.15, "on the Isle of Man"),
        (-2.11, 49.19, "in the Channel Islands"), (2.35, 48.86, "outside Great Britain"),
    ],
    ids=["Belfast", "Dublin", "Douglas", "Saint Helier", "Paris"],
)  # fmt: skip
def test_a_school_outside_great_britain_is_refused_with_its_row(tmp_path, longitude, latitude, where):
    points = [*degrees_of(POINTS[:3]), (longitude, latitude)]
    reading = read(save(tmp_path, csv_of((*WELSH_HEADING, "Longitude", "Latitude"), joined(welsh_rows(4), points))))
    assert len(reading.schools) == 3
    assert list(reasons(reading)) == [5]
    assert where in reasons(reading)[5]


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [
        (-5.80, 55.31), (-5.72, 50.07), (-6.30, 49.93), (-7.52, 56.99), (-0.88, 60.80), (1.75, 52.48), (-5.12, 54.84),
        (-6.35, 55.68),
    ],
    ids=["Kintyre", "Land's End", "Scilly", "Barra", "Unst", "Lowestoft", "Portpatrick", "Islay"],
)  # fmt: skip
def test_the_edges_of_great_britain_are_inside_it(tmp_path, longitude, latitude):
    points = [*degrees_of(POINTS[:3]), (longitude, latitude)]
    reading = read(save(tmp_path, csv_of((*WELSH_HEADING, "Longitude", "Latitude"), joined(welsh_rows(4), points))))
    assert reasons(reading) == {}


def test_irish_grid_numbers_are_told_by_the_postcode(tmp_path):
    rows = welsh_rows(3)
    rows[1][6] = "BT7 1NN"
    reading = read(welsh(tmp_path, rows))
    assert reasons(reading) == {3: "the school lies in Northern Ireland, outside Great Britain"}


def test_a_table_of_another_country_is_refused_with_its_first_row(tmp_path):
    rows = joined(welsh_rows(3), [(-5.93, 54.6)] * 3)
    path = save(tmp_path, csv_of((*WELSH_HEADING, "Longitude", "Latitude"), rows))
    with pytest.raises(InputError, match=r"row 2: no row is a school; the school lies in Ireland.*Wolds plans for"):
        read(path)


def test_a_pair_the_wrong_way_round_is_no_point_and_is_named(tmp_path):
    points = degrees_of(POINTS[:4])
    points[2] = points[2][::-1]
    reading = read(save(tmp_path, csv_of((*WELSH_HEADING, "Longitude", "Latitude"), joined(welsh_rows(4), points))))
    assert not reading.schools.has_point[2]
    assert [(fault.row, fault.reason) for fault in reading.report.unreadable] == [(4, "longitude and latitude look swapped")]


def test_metres_the_wrong_way_round_are_no_point_where_that_shows(tmp_path):
    points = list(SCOTTISH_POINTS[:4])
    points[1] = points[1][::-1]
    table = csv_of((*SCOTTISH_HEADING, "Easting", "Northing"), joined(scottish_rows(4), points))
    reading = read(save(tmp_path, table))
    assert [(fault.row, fault.reason) for fault in reading.report.unreadable] == [(3, "easting and northing look swapped")]


def test_a_school_on_the_meridian_keeps_its_point(tmp_path):
    points = [*degrees_of(POINTS[:3]), (0.0, 53.2)]
    reading = read(save(tmp_path, csv_of((*WELSH_HEADING, "Longitude", "Latitude"), joined(welsh_rows(4), points))))
    assert reading.schools.has_point.all()


# Numbers of our own ------------------------------------------------------------------------------------------------------


def without_numbers(folder: Path, rows: list[list[object]], name: str = "schools.csv") -> Path:
    return save(folder, csv_of((*WELSH_HEADING[1:], "Easting", "Northing"), [row[1:] for row in rows]), name)


def test_schools_without_numbers_get_the_same_ones_next_year(tmp_path):
    rows = joined(welsh_rows(12), POINTS[:12])
    this_year = read(without_numbers(tmp_path, rows)).schools
    later = [[*row[:5], 99, *row[6:]] for row in reversed(rows[3:])]
    next_year = read(without_numbers(tmp_path, later, "later.csv")).schools
    known = dict(zip(this_year.text("name"), this_year.urn, strict=True))
    assert all(known[name] == urn for name, urn in zip(next_year.text("name"), next_year.urn, strict=True))
    assert this_year.urn.min() >= 9_000_001
    assert this_year.urn.max() <= 9_999_999


def test_two_schools_of_one_name_are_two_and_a_row_that_stands_twice_is_one(tmp_path):
    rows = joined(welsh_rows(3), POINTS[:3])
    twin = [*rows[0][:7], *POINTS[7]]
    reading = read(without_numbers(tmp_path, [*rows, twin, rows[1]]))
    assert len(reading.schools) == 4
    assert reasons(reading) == {6: "an exact repeat of a row above"}


def test_schools_of_one_name_get_their_numbers_whatever_their_order(tmp_path):
    rows = joined(welsh_rows(3), POINTS[:3])
    twins = [[*rows[0][:7], *POINTS[at]] for at in (7, 8, 9)]
    one = read(without_numbers(tmp_path, [*rows, *twins])).schools
    other = read(without_numbers(tmp_path, [*twins[::-1], *rows[::-1]], "other.csv")).schools
    assert one.data_hash == other.data_hash


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=40))
def test_made_numbers_are_all_different_and_do_not_mind_the_order(keys):
    from wolds.geo.foreign.numbers import numbers_for

    numbers = numbers_for(keys)
    assert len(set(numbers)) == len(keys)
    assert set(numbers_for(keys[::-1])) == set(numbers)


# Whatever the order, encoding and delimiter ------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(range(len(WELSH_HEADING) + 2)),
    rows=st.permutations(range(8)),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    titles=st.integers(0, 4),
)
def test_order_encoding_and_delimiter_make_no_difference(tmp_path, order, rows, encoding, delimiter, titles):
    heading = (*WELSH_HEADING, "Easting", "Northing")
    table = joined(welsh_rows(8), POINTS[:8])
    table[2][1] = 'Ysgol Gŵyl; Fawr, "Bryn"' if encoding != "cp1252" else 'Ysgol Bêl; Fawr, "Bryn"'
    plain = read(save(tmp_path, csv_of(heading, table, encoding="utf-8"))).schools
    shuffled = [[table[row][at] for at in order] for row in rows]
    data = csv_of([heading[at] for at in order], shuffled, delimiter, encoding)
    if titles and not encoding.endswith(("sig", "16")):
        data = b"Schools\n" * titles + data
    reading = read(save(tmp_path, data, "other.csv"))
    assert reading.schools.data_hash == plain.data_hash
    assert reading.report.kept + len(reading.report.rejected) == reading.report.read


def test_a_mapping_given_by_hand_is_what_is_read(tmp_path):
    heading = ("A", "B", "C", "D", "E")
    path = save(tmp_path, csv_of(heading, [[7, "Bryn", 300_000, 270_000, 33], [8, "Coed", 301_000, 271_000, 44]]))
    columns = {"urn": "A", "name": "B", "easting": "C", "northing": "D", "roll": "E"}
    mapping = Mapping(columns=columns, given={"phase": "Primary", "status": "Open", "la_name": "Powys"})
    schools = read_table(best_table(read_tables(path)), mapping).schools
    assert (schools.text("name").tolist(), schools.roll.tolist()) == (["Bryn", "Coed"], [33, 44])
    assert schools.text("la_name").tolist() == ["Powys", "Powys"]


@pytest.mark.parametrize(
    ("name", "day"),
    [("schools-2025-01-14.csv", "2025-01-14"), ("Schools_20250114_final.csv", "2025-01-14"), ("schools 20259914.csv", "")],
)
def test_the_day_in_a_file_name_is_that_of_the_register(tmp_path, name, day):
    table = csv_of((*WELSH_HEADING, "Easting", "Northing"), joined(welsh_rows(3), POINTS[:3]))
    reading = read(save(tmp_path, table, name))
    assert (reading.schools.source.register_date, reading.report.register_date) == (day, day)


def test_reading_stops_when_asked(tmp_path):
    class Stopped:
        def tell(self, fraction: float, message: str = "") -> None: ...

        def should_stop(self) -> bool:
            return True

    path = welsh(tmp_path, welsh_rows(3))
    with pytest.raises(Cancelled):
        read_tables(path, Stopped())
