"""The links extract: who took whose place."""

from __future__ import annotations

from pathlib import Path

import pytest

from wolds.geo.errors import InputError
from wolds.geo.links import LinkKind, read_links

HEADING = '"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"\n'


def links_of(tmp_path: Path, *rows: str, heading: str = HEADING, encoding: str = "cp1252"):
    path = tmp_path / "links.csv"
    path.write_bytes((heading + "".join(f"{row}\n" for row in rows)).encode(encoding))
    return read_links(path)


def test_successors_and_predecessors_tell_the_same_step(tmp_path: Path) -> None:
    on = links_of(tmp_path, '100001,200001,"St Anne\u2019s","Successor","31-08-2024"')
    back = links_of(tmp_path, '200001,100001,"Belton","Predecessor","01-09-2024"')
    assert on.next_of == back.next_of == {100_001: {200_001: LinkKind.SUCCESSOR}}


def test_a_merger_told_by_one_side_alone_is_a_merger(tmp_path: Path) -> None:
    rows = ('1,2,"B","Successor",""', '2,1,"A","Predecessor - merged",""', '3,2,"B","Successor - amalgamated",""')
    assert links_of(tmp_path, *rows).next_of == {1: {2: LinkKind.MERGED}, 3: {2: LinkKind.MERGED}}


def test_an_amalgamation_that_does_not_say_who_goes_on_stands_in_both_directions(tmp_path: Path) -> None:
    found = links_of(tmp_path, '1,2,"B","Result of Amalgamation",""')
    assert found.next_of == {1: {2: LinkKind.MERGED}, 2: {1: LinkKind.MERGED}}


def test_links_about_something_else_are_counted_and_not_followed(tmp_path: Path) -> None:
    rows = ('1,2,"B","Sixth Form Centre Link",""', '1,3,"C","Expansion",""', '1,,"","Successor",""', '1,1,"A","Successor",""')
    found = links_of(tmp_path, *rows)
    assert (dict(found.next_of), found.rows, found.passed_over) == ({}, 4, 4)


@pytest.mark.parametrize(
    ("rows", "heading", "said"),
    [
        (["x,2,a,Successor,"], HEADING, "links.csv, row 1, column URN: 'x' is not a URN"),
        (["1,2,a,Successor,", "1,-2,a,Successor,"], HEADING, "links.csv, row 2, column LinkURN: '-2' is not a URN"),
        (["1,2"], HEADING, "links.csv, row 1: the row ends early"),
        (["1,2,Successor"], "URN,LinkURN,Sort\n", "links.csv, column LinkType: the column is missing"),
        (["1,2,2,Successor"], "URN,LinkURN,LinkURN,LinkType\n", "links.csv, column LinkURN: the column stands twice"),
        ([], HEADING, "links.csv: the list is empty"),
    ],
)
def test_what_is_no_links_extract_is_refused_with_its_place(tmp_path: Path, rows: list[str], heading: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        links_of(tmp_path, *rows, heading=heading)
    assert str(error.value).startswith(said)


def test_the_true_extract_is_read_whole(real_data: Path) -> None:
    found = read_links(real_data / "gias" / "links_edubasealldata20250422.csv")
    assert found.rows > 30_000
    assert found.passed_over < 300
    assert found.next_of[100_012] == {100_021: LinkKind.MERGED}  # Carlton closed into Rhyl in 2021
