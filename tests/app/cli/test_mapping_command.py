"""Tables of schools on the command line: guessed, or read as a mapping says, with points by postcode where asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.foreign import (
    POINTS,
    SCOTTISH_HEADING,
    SCOTTISH_POINTS,
    WELSH_HEADING,
    csv_of,
    degrees_of,
    joined,
    scottish_rows,
    welsh_rows,
    write_formats,
)
from wolds.app.planfile import open_project

ASKED = ("--roll-min", "60", "--size", "2-6")


@pytest.fixture
def welsh(tmp_path: Path) -> Path:
    path = tmp_path / "ysgolion.csv"
    path.write_bytes(csv_of((*WELSH_HEADING, "Longitude", "Latitude"), joined(welsh_rows(), degrees_of(POINTS))))
    return path


def test_a_table_is_planned_with_and_the_guess_is_told(run, welsh, tmp_path):
    ran = run("propose", welsh, *ASKED, "--out", tmp_path / "plan.gpkg", "--json", tmp_path / "summary.json")
    assert ran.status == 0, ran.err
    assert "ysgolion.csv: Columns as mapped: School number = School Number" in ran.out
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert summary["read"] == 20
    assert summary["eligible"] == 16  # four are secondary
    schools = open_project(tmp_path / "plan.gpkg").project.schools
    assert schools.source.file == "ysgolion.csv"
    assert summary["data_hash"] == schools.data_hash
    assert run("check", tmp_path / "plan.gpkg").status == 0


def test_every_format_makes_the_same_clusters(run, tmp_path):
    lists = set()
    for path in write_formats(tmp_path, SCOTTISH_HEADING, scottish_rows(), SCOTTISH_POINTS):
        ran = run("propose", path, *ASKED, "--csv", tmp_path / "clusters.csv")
        assert ran.status == 0, ran.err
        lists.add((tmp_path / "clusters.csv").read_bytes())
    assert len(lists) == 1


def test_the_mapping_that_is_written_can_be_changed_and_given(run, welsh, tmp_path):
    mapping = tmp_path / "mapping.toml"
    ran = run("mapping", welsh, "--out", mapping)
    assert (ran.status, ran.err) == (0, "")
    text = mapping.read_text(encoding="utf-8")
    assert "# From 20 to 153" in text
    mapping.write_text(
        text.replace('Non-denominational = "Does not apply"', 'Non-denominational = "Methodist"'), encoding="utf-8"
    )
    before, after = run("import-report", welsh), run("import-report", welsh, "--mapping", mapping)
    assert "Non-denominational = Does not apply" in before.out
    assert "Non-denominational = Methodist" in after.out


def test_a_mapping_is_printed_where_no_file_is_named(run, welsh):
    ran = run("mapping", welsh)
    assert ran.status == 0
    assert 'longitude = "Longitude"' in ran.out


def test_what_cannot_be_guessed_is_said_and_nothing_is_written(run, tmp_path):
    path = tmp_path / "colours.csv"
    path.write_text("Colour,Wheels\nred,4\nblue,3\n")
    ran = run("propose", path, "--out", tmp_path / "plan.gpkg")
    assert ran.status == 2
    assert "Choose the column that names the schools. Make a mapping with `wolds mapping`" in ran.err
    assert not (tmp_path / "plan.gpkg").exists()
    written = run("mapping", path)
    assert "# To be settled: Choose the column that names the schools." in written.out
    assert "# Headings in colours.csv: Colour; Wheels" in written.out


def test_points_by_postcode_on_the_command_line(run, tmp_path):
    schools, codes = tmp_path / "schools.csv", tmp_path / "postcodes.csv"
    schools.write_bytes(csv_of(WELSH_HEADING, welsh_rows()))
    rows = [[row[6], *point] for row, point in zip(welsh_rows(), POINTS, strict=True)]
    codes.write_bytes(csv_of(("Postcode", "Eastings", "Northings"), rows))
    without = run("propose", schools, *ASKED)
    assert without.status == 2
    assert "Give a file of postcodes" in without.err
    ran = run("propose", schools, *ASKED, "--postcodes", codes)
    assert ran.status == 0, ran.err
    assert "Points are those of the postcodes" in ran.out


def test_postcodes_that_are_not_asked_for_are_refused(run, welsh, tmp_path):
    codes = tmp_path / "postcodes.csv"
    codes.write_text("Postcode,Eastings,Northings\nLD1 0AB,300000,270000\n")
    ran = run("import-report", welsh, "--postcodes", codes)
    assert ran.status == 2
    assert "the points are taken from longitude-latitude, not from postcodes" in ran.err


def test_a_plan_made_from_a_table_is_refreshed_with_next_years(run, welsh, tmp_path):
    assert run("propose", welsh, *ASKED, "--out", tmp_path / "plan.gpkg").status == 0
    rows = joined(welsh_rows(19), degrees_of(POINTS[:19]))
    rows[1][5] = 300
    later = tmp_path / "later.csv"
    later.write_bytes(csv_of((*WELSH_HEADING, "Longitude", "Latitude"), rows))
    ran = run("refresh", tmp_path / "plan.gpkg", later, "--out", tmp_path / "new.gpkg")
    assert ran.status == 0, ran.err
    assert "27 pupils → 300 pupils" in ran.out
    assert len(open_project(tmp_path / "new.gpkg").project.schools) == 19


@pytest.mark.parametrize("command", [("partners", "{}", "6662001"), ("pairings", "{}"), ("sweep", "{}", "--cap-km", "8,12")])
def test_other_commands_take_tables_too(run, welsh, tmp_path, command):
    mapping = tmp_path / "mapping.toml"
    assert run("mapping", welsh, "--out", mapping).status == 0
    ran = run(*(part.format(welsh) for part in command), "--mapping", mapping)
    assert ran.status == 0, ran.err


def test_a_geopackage_of_schools_is_told_from_a_plan(run, tmp_path):
    path = write_formats(tmp_path, WELSH_HEADING, welsh_rows(), POINTS)[3]
    ran = run("propose", path, *ASKED, "--out", tmp_path / "plan.gpkg")
    assert ran.status == 0, ran.err
    again = run("propose", tmp_path / "plan.gpkg", "--mapping", tmp_path / "none.toml")
    assert again.status == 2
    refused = run("check", path)
    assert refused.status == 2
    assert "not a Wolds plan" in refused.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import-report", "{}", "--mapping", "none.toml"), "there is no such file"),
        (("mapping", "{}", "--out", "mapping.txt"), "the name must end in .toml"),
        (("mapping", "none.csv"), "there is no such file"),
    ],
)
def test_bad_options_are_refused_in_one_line(run, welsh, arguments, words):
    ran = run(*(part.format(welsh) for part in arguments))
    assert ran.status == 2
    assert words in ran.err
    assert ran.err.count("\n") == 1


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(run, tmp_path):
    path = write_formats(tmp_path, WELSH_HEADING, welsh_rows(), POINTS)[1]
    ran = run("mapping", path, "--part", "Sheet 9")
    assert ran.status == 2
    assert "there is no sheet or layer Sheet 9. Give one of About, Schools." in ran.err


def test_each_authority_by_itself_is_named_as_the_table_names_it(run, tmp_path):
    path = tmp_path / "schools.csv"
    path.write_bytes(csv_of((*SCOTTISH_HEADING, "Easting", "Northing"), joined(scottish_rows(), SCOTTISH_POINTS)))
    ran = run("propose", path, *ASKED, "--each-la", "--out-dir", tmp_path / "each")
    assert ran.status == 0, ran.err
    assert (tmp_path / "each" / "Argyll & Bute.gpkg").exists()


def test_an_authority_that_would_leave_the_folder_is_refused(run, tmp_path):
    rows = scottish_rows()
    for row in rows:
        row[2] = "../Argyll"
    path = tmp_path / "schools.csv"
    path.write_bytes(csv_of((*SCOTTISH_HEADING, "Easting", "Northing"), joined(rows, SCOTTISH_POINTS)))
    ran = run("propose", path, *ASKED, "--each-la", "--out-dir", tmp_path / "each")
    assert ran.status == 2
    assert "cannot name a file" in ran.err


def test_tables_need_no_window(run, welsh):
    import subprocess
    import sys

    code = (
        "import sys; from wolds.app.cli import main; "
        f"status = main(['import-report', {str(welsh)!r}]); "
        "assert not any(name.startswith('PySide6') for name in sys.modules); sys.exit(status)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
