"""Mappings that are remembered by the headings of a table."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from helpers.foreign import POINTS, WELSH_HEADING, csv_of, joined, welsh_rows
from wolds.app.home import mappings_folder
from wolds.app.mappings import read_as_before, remember, remembered
from wolds.geo.foreign import Table, guess, read_tables
from wolds.geo.progress import Unwatched

HEADING = (*WELSH_HEADING, "Easting", "Northing")


def table(folder: Path, order: list[int], name: str = "schools.csv") -> Table:
    path = folder / name
    rows = [[row[at] for at in order] for row in joined(welsh_rows(), POINTS)]
    path.write_bytes(csv_of([HEADING[at] for at in order], rows))
    return read_tables(path)[0]


@pytest.fixture
def kept(tmp_path: Path) -> Table:
    """A table whose postcodes are remembered as towns."""
    one = table(tmp_path, list(range(9)))
    remember(one, guess(one).with_column("postcode", None).with_column("town", "Postcode"))
    return one


def test_a_mapping_is_remembered_whatever_the_order_of_the_columns(tmp_path, kept):
    other = table(tmp_path, list(range(8, -1, -1)), "other.csv")
    found = remembered(other)
    assert found is not None
    assert found.columns["town"] == "Postcode"
    assert remembered(table(tmp_path, list(range(8)), "fewer.csv")) is None


def test_a_register_is_read_as_it_was_before(tmp_path, kept):
    assert read_as_before(tmp_path / "schools.csv", Unwatched()).schools.text("town")[0] == "LD1 0AB"


def test_nothing_of_the_schools_is_kept(tmp_path, kept):
    (file,) = mappings_folder().glob("*.toml")
    text = file.read_text(encoding="utf-8")
    assert "Llan" not in text
    assert "6662001" not in text


def test_a_damaged_memory_is_forgotten_with_a_line_in_the_log(kept, caplog):
    (file,) = mappings_folder().glob("*.toml")
    file.write_text("columns = 3", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert remembered(kept) is None
    assert "cannot be used" in caplog.text


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path, caplog):
    one = table(tmp_path, list(range(9)))
    mappings_folder().parent.mkdir(parents=True, exist_ok=True)
    mappings_folder().write_text("in the way", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        remember(one, guess(one))
    assert "is not remembered" in caplog.text
