"""Travel tables of a council's own: what is taken, what is refused and how."""

from __future__ import annotations

from datetime import date, time

import numpy as np
import pytest

from helpers.roads import schools_at
from helpers.sheets import ods_of, xlsx_of
from wolds.geo.errors import InputError
from wolds.geo.travel_tables import read_travel_table

SCHOOLS = schools_at((0, 0), (1000, 0), (2000, 0))


@pytest.fixture
def read(tmp_path):
    def reading(text, encoding="utf-8"):
        path = tmp_path / "travel.csv"
        path.write_bytes(text.encode(encoding))
        return read_travel_table(path, SCHOOLS)

    return reading


def rows(travel):
    values = zip(travel.urn_a, travel.urn_b, travel.metres, travel.minutes, strict=True)
    return [(int(a), int(b), *(None if np.isnan(v) else round(float(v), 3) for v in given)) for a, b, *given in values]


def test_km_and_minutes_come_in_under_their_headings(read):
    found = read("URN_a,URN_b,km,minutes\n100002,100001,1.5,4\n100001,100003,2.25,\n")
    assert rows(found.travel) == [(100_001, 100_002, 1500.0, 4.0), (100_001, 100_003, 2250.0, None)]
    assert found.rows == 2


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffURN_a,URN_b,road_m\n100001,100002,1500\n",
        "urn a;urn b;Distance (m)\n100001;100002;1500\n",
        "URN_a,URN_b,metres\n100001,100002,1500,,and more\n",
        "note\tURN A\tURN B\tMETRES\nx\t100001\t100002\t1500\n\n",
    ],
)
def test_headings_and_signs_may_be_as_a_spreadsheet_writes_them(read, text):
    assert rows(read(text).travel) == [(100_001, 100_002, 1500.0, None)]


def test_of_two_directions_the_longer_counts_and_uneven_pairs_are_counted(read):
    found = read("URN_a,URN_b,minutes\n100001,100002,10\n100002,100001,12\n100001,100003,10\n100003,100001,10.5\n")
    assert rows(found.travel) == [(100_001, 100_002, None, 12.0), (100_001, 100_003, None, 10.5)]
    assert (found.uneven, found.uneven_row) == (1, 1)


def test_pairs_with_a_school_that_the_register_lacks_are_left_out_and_named(read):
    found = read("URN_a,URN_b,km\n100001,100002,1\n100001,999999,1\n888888,999999,1\n")
    assert (found.unknown_urns, found.unknown_row) == ((888_888, 999_999), 2)
    assert len(found.travel) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not a CSV table"),
        ("URN_a,URN_b,km\n", "the table is empty"),
        ("URN_a,URN_b,km\n\n,,\n", "the table is empty"),
        ("URN,URN_b,km\n1,2,3\n", "headings URN_a and URN_b"),
        ("URN_a,URN_a,URN_b,km\n1,2,3,4\n", "headings URN_a and URN_b"),
        ("URN_a,URN_b,miles\n100001,100002,3\n", "no column km, metres or minutes"),
        ("URN_a,URN_b,km\n100001,100002,1\n\n100001,10000x,1\n", "row 3, column URN_b: this is not a URN"),
        ("URN_a,URN_b,km\n100001,100001,1\n", "row 1, column URN_b: a school is paired with itself"),
        ("URN_a,URN_b,km\n100001,100002,-1\n", "row 1, column km: travel cannot be less than nothing"),
        ("URN_a,URN_b,minutes\n100001,100002,soon\n", "row 1, column minutes: this is not a number"),
        ("URN_a,URN_b,minutes\n100001,100002,inf\n", "row 1, column minutes: this is not a number"),
        ("URN_a,URN_b,km\n100001,100002,9000\n", "farther than Great Britain is long"),
        ("URN_a,URN_b,km,minutes\n100001,100002,,\n", "row 1, column km: neither distance nor minutes"),
        ("URN_a,URN_b,km\n700001,700002,1\n", "no pair of the table is in the register"),
        ("PK\x03\x04\0\0", "the file is damaged"),
        ("\x01\0\0", "not a text table"),
        ("URN_a,URN_b,Distance (km)\n100001,100002,far\n", "row 1, column Distance (km): this is not a number"),
        ("URN_a,URN_b,km\n\n100001,100002,1\n100001,100002,2\n", "row 3, column URN_b: row 2 gives other figures"),
        ("URN_a,URN_b,km\n\n100001,100001,1\n", "row 2, column URN_b: a school is paired with itself"),
    ],
)
def test_a_bad_table_is_refused_in_one_line_that_names_the_place(read, text, says):
    with pytest.raises(InputError) as error:
        read(text)
    assert says in str(error.value)
    assert str(error.value).startswith("travel.csv")
    assert error.value.remedy


WRITERS = pytest.mark.parametrize("write", [xlsx_of, ods_of], ids=["xlsx", "ods"])
HEADINGS = ["URN_a", "URN_b", "km", "minutes"]


@pytest.fixture
def read_book(tmp_path):
    def reading(data, name="travel.xlsx"):
        (tmp_path / name).write_bytes(data)
        return read_travel_table(tmp_path / name, SCHOOLS)

    return reading


@WRITERS
def test_a_workbook_says_the_same_as_a_csv(read, read_book, write):
    lines = [[100002, 100001, 1.5, 4], [100001, 100003, 2.25, None], [100003, 100001, 3, None]]
    text = "\n".join(",".join("" if cell is None else str(cell) for cell in line) for line in [HEADINGS, *lines])
    found, same = read_book(write(("Pairs", [HEADINGS, *lines]))), read(text)
    assert rows(found.travel) == rows(same.travel) == [(100_001, 100_002, 1500.0, 4.0), (100_001, 100_003, 3000.0, None)]
    assert (found.rows, found.uneven) == (same.rows, same.uneven) == (3, 1)


@WRITERS
def test_of_a_workbook_the_sheet_with_both_urns_counts_and_the_headings_may_stand_under_a_title(read_book, write):
    pairs = [["Times of the transport team"], [], ["URN_a", "URN_b", "minutes"], ["100001", "100002", 4]]
    found = read_book(write(("Notes", [["Read me"], ["URN_a"]]), ("Pairs", pairs)))
    assert rows(found.travel) == [(100_001, 100_002, None, 4.0)]


@WRITERS
@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([[100001, 100002, "12 km", None]], "row 1, column km: this is not a number"),
        ([[100001, 100002, 1, None], [], [100001, 100003, -2, None]], "row 3, column km: travel cannot be less than nothing"),
        ([[100001, 100002, None, date(2026, 9, 1)]], "row 1, column minutes: this is not a number"),
        ([[100001, 100002.5, 1, None]], "row 1, column URN_b: this is not a URN"),
        ([["St Mary", 100002, 1, None]], "row 1, column URN_a: this is not a URN"),
        ([[100001, 100002, 1, 5], [100001, 100002, 1, 6]], "row 2, column URN_b: row 1 gives other figures for the same way"),
        ([[100001, 100002, None, None]], "row 1, column km: neither distance nor minutes"),
        ([], "the table is empty"),
    ],
)
def test_a_bad_cell_of_a_workbook_is_named_by_row_and_column(read_book, write, lines, says):
    with pytest.raises(InputError) as error:
        read_book(write(("Pairs", [HEADINGS, *lines])))
    assert says in str(error.value)
    assert str(error.value).startswith("travel.xlsx")


def test_minutes_written_as_a_time_of_day_are_refused_rather_than_guessed_at(read_book):
    with pytest.raises(InputError, match="row 1, column minutes: this is not a number"):
        read_book(xlsx_of(("Pairs", [HEADINGS, [100001, 100002, None, time(0, 12)]])))


def test_of_several_sheets_the_one_at_fault_is_named(read_book):
    with pytest.raises(InputError, match=r"travel\.xlsx, sheet Pairs, row 1, column km"):
        read_book(xlsx_of(("Notes", [["Read me"]]), ("Pairs", [HEADINGS, [100001, 100002, "far", None]])))


def test_a_workbook_without_the_headings_is_refused(read_book):
    with pytest.raises(InputError, match="no sheet has the headings URN_a and URN_b"):
        read_book(xlsx_of(("Pairs", [["from", "to", "km"], [100001, 100002, 1]])))


def test_rows_that_repeat_one_above_are_counted_and_change_nothing(read):
    found = read("URN_a,URN_b,km\n100001,100002,1\n100001,100002,1\n100002,100001,1\n")
    assert (rows(found.travel), found.repeated) == ([(100_001, 100_002, 1000.0, None)], 1)


def test_the_row_that_differs_most_from_the_way_back_is_named(read):
    rows_of = [
        "100001,100002,10",
        "100002,100001,12",
        "",
        "100003,100001,30",
        "100001,100003,5",
        "100002,100003,8",
        "100003,100002,8",
    ]
    found = read("URN_a,URN_b,minutes\n" + "\n".join(rows_of) + "\n")
    assert (found.uneven, found.uneven_row) == (2, 5)


def test_a_table_that_is_even_names_no_row(read):
    found = read("URN_a,URN_b,km\n100001,100002,0\n100002,100001,0\n")
    assert (found.uneven, found.uneven_row, found.unknown_row) == (0, None, None)
