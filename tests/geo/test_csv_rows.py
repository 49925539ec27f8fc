"""A quotation mark that nothing closes is told; whatever is whole is read as the standard library reads it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wolds.geo.csv_rows import csv_rows
from wolds.geo.doors import Lines
from wolds.geo.errors import InputError
from wolds.geo.foreign import read_tables
from wolds.geo.links import read_links

CELLS = st.text(st.sampled_from('ab",;\n\r é'), max_size=6)


@given(st.lists(st.lists(CELLS, max_size=4), max_size=5), st.sampled_from(",;"), st.booleans())
def test_whatever_a_program_wrote_comes_back(rows: list[list[str]], mark: str, ends: bool) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows(rows)
    text = out.getvalue() if ends else out.getvalue().removesuffix("\r\n")
    if text or not rows:
        assert list(csv_rows(Lines(text), mark)) == list(csv.reader(Lines(text), delimiter=mark))


@given(st.text(st.sampled_from('ab",\n'), max_size=40))
def test_of_a_careless_text_no_line_is_lost_in_silence(text: str) -> None:
    plain = list(csv.reader(Lines(text)))
    try:
        rows = list(csv_rows(Lines(text), ","))
    except csv.Error:
        assert "\n" in plain[-1][-1]
    else:
        assert [[cell.rstrip("\n") for cell in row] for row in rows] == [[cell.rstrip("\n") for cell in row] for row in plain]


def test_a_table_of_schools_in_which_a_quotation_mark_is_lost_is_refused_with_its_line(tmp_path: Path) -> None:
    lines = [f"School {at},{8_200_000 + at},-3.{at:03d},56.1,50" for at in range(40)]
    lines[9] = '"' + lines[9]
    path = tmp_path / "fife.csv"
    path.write_text("\n".join(["School name,Seed Code,Longitude,Latitude,Pupil roll", *lines, ""]))
    with pytest.raises(InputError, match=r"breaks off after line 10 \(a quotation mark in line 11 is not closed\)") as told:
        read_tables(path)
    assert told.value.file == "fife.csv"


def test_a_list_of_links_in_which_a_quotation_mark_is_lost_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_text('URN,LinkURN,LinkType\n1,2,"Successor\n3,4,Successor\n5,6,Successor\n')
    with pytest.raises(InputError, match="a quotation mark in line 2 is not closed"):
        read_links(path)


def test_a_mark_in_the_very_last_line_takes_no_other_line_with_it() -> None:
    assert list(csv_rows(["a,b\n", 'c,"d\n'], ",")) == [["a", "b"], ["c", "d\n"]]
    assert list(csv_rows(["a,b\n", 'c,"d'], ",")) == [["a", "b"], ["c", "d"]]
