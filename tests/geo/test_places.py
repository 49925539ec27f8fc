"""Finding schools and points from careless typing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wolds.geo.places import SchoolFinder, point_of
from wolds.geo.schools import Schools

ROWS = [
    (100001, "Belton Church of England Primary School", "Belton", "Grantham", "NG32 2LW", "Open"),
    (100002, "St Mary’s Catholic Primary School", "", "Grantham", "NG31 9AX", "Open"),
    (100003, "St Peter & St Paul Primary School", "", "Spalding", "PE11 3RP", "Open"),
    (100004, "Ysgol Tŷ Gwyn", "", "Bangor", "LL57 1AA", "Open"),
    (100005, "North Somercotes Primary School", "North Somercotes", "Louth", "LN11 7QB", "Open"),
    (100006, "Belton Church of England Primary School", "Belton", "Grantham", "NG32 2LW", "Closed"),
    (100007, "Skegness Infant Academy", "", "Skegness", "PE25 2QU", "Open"),
    (100008, "Fen Edge Community Primary School", "Quadring", "Spalding", "PE1 1HF", "Open"),
]


def schools() -> Schools:
    columns = ["urn", "name", "locality", "town", "postcode", "status"]
    return Schools.from_frame(pd.DataFrame(ROWS, columns=columns))


@pytest.fixture(scope="module")
def finder() -> SchoolFinder:
    return SchoolFinder(schools())


@pytest.mark.parametrize(
    ("text", "urn"),
    [
        ("belton", 100001),
        ("BELTON C OF E", 100001),
        ("Belton CofE primary", 100001),
        ("belten", 100001),
        ("Saint Marys", 100002),
        ("st. mary's", 100002),
        ("st peter and saint paul", 100003),
        ("ysgol ty gwyn", 100004),
        ("TŶ GWYN", 100004),
        ("somercoats", 100005),
        ("norht somercotes", 100005),
        ("skegnes infant acadamy", 100007),
        ("quadring", 100008),
        ("100003", 100003),
        ("URN 100003", 100003),
        ("pe11 3rp", 100003),
        ("PE113RP", 100003),
        ("pe11", 100003),
    ],
)
def test_a_school_is_found_however_it_is_typed(finder: SchoolFinder, text: str, urn: int) -> None:
    assert finder.find(text)[0].urn == urn


def test_an_open_school_comes_before_its_closed_namesake(finder: SchoolFinder) -> None:
    first, second, *_ = finder.find("Belton")
    assert (first.urn, second.urn) == (100001, 100006)
    assert "closed" in second.label
    assert first.score >= second.score


def test_a_label_tells_namesakes_apart(finder: SchoolFinder) -> None:
    assert finder.find("belton")[0].label == "Belton Church of England Primary School, Grantham, NG32 2LW (URN 100001)"


@pytest.mark.parametrize("text", ["", "   ", "zzzzqqqq", "999999", "!!!", "\x00"])
def test_what_means_no_school_finds_none(finder: SchoolFinder, text: str) -> None:
    assert finder.find(text) == ()


def test_no_more_than_asked_are_given(finder: SchoolFinder) -> None:
    assert len(finder.find("primary school", 2)) == 2
    assert finder.find("primary school", 0) == ()


def test_a_table_without_schools_finds_none() -> None:
    empty = Schools.from_frame(pd.DataFrame({"urn": pd.Series([], dtype="int64")}))
    assert SchoolFinder(empty).find("belton") == ()


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=40))
def test_no_text_whatever_breaks_the_finder(finder: SchoolFinder, text: str) -> None:
    found = finder.find(text, 5)
    assert len(found) <= 5
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert all(0 < match.score <= 1 for match in found)
    point_of(text)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("520000 350000", (520000, 350000)),
        ("520000, 350000", (520000, 350000)),
        ("520,000 350,000", (520000, 350000)),
        ("E520000 N350000", (520000, 350000)),
        ("520000.4E, 350000N", (520000, 350000)),
        ("TF 123 456", (512300, 345600)),
        ("tf123456", (512300, 345600)),
        ("TF 1234 4567", (512340, 345670)),
        ("TF 12345 45678", (512345, 345678)),
        ("SV 91 10", (91000, 10000)),
        ("HU 4800 4100", (448000, 1141000)),
        ("TQ 30 80", (530000, 180000)),
    ],
)
def test_a_point_is_read_as_it_is_written(text: str, point: tuple[float, float]) -> None:
    assert point_of(text) == point


@pytest.mark.parametrize(
    "text", ["", "belton", "TF1 2AB", "TF 12 345", "12 13", "AA 123 456", "TI 123 456", "9999999 1", "5" * 50, "900000 350000"]
)
def test_what_is_no_point_gives_none(text: str) -> None:
    assert point_of(text) is None


@pytest.mark.real_data
def test_schools_of_the_real_register_are_found(real_data: Path) -> None:
    from wolds.geo.registers import read_register

    primaries = read_register(real_data / "gias" / "england_primary_open_2024.csv.gz").schools
    found = SchoolFinder(primaries).find("Donington on Bain primry")
    assert found[0].label.startswith("The Donington-on-Bain School")


def test_schools_at_home_stand_before_namesakes_elsewhere_but_not_before_better_answers(finder: SchoolFinder) -> None:
    at_home = np.array([row[0] == 100006 for row in ROWS])
    assert finder.find("Belton Church of England")[0].urn == 100001
    assert finder.find("Belton Church of England", at_home=at_home)[0].urn == 100006
    assert finder.find("quadring", at_home=at_home)[0].urn == 100008
    assert len(finder.find("belton", 1, at_home)) == 1
