"""Speeds by class of road: files of them, their words, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wolds.geo.errors import InputError
from wolds.geo.roads.classes import DEFAULT_KM_PER_HOUR, RoadClass, Speeds, speeds_from_words
from wolds.geo.roads.speed_files import KEYS, speeds_in

SPEEDS = st.dictionaries(st.sampled_from(RoadClass), st.floats(1.0, 130.0))


def test_classes_that_a_file_leaves_out_keep_their_default():
    found = speeds_in(b"a_road = 60\nferry = 7.5\n", "s.toml")
    assert found.changed == {RoadClass.PRIMARY: 60.0, RoadClass.FERRY: 7.5}
    assert found.km_per_hour[RoadClass.MOTORWAY] == DEFAULT_KM_PER_HOUR[RoadClass.MOTORWAY]


@pytest.mark.parametrize("text", ['"A road" = 60', "[speeds]\na_road = 60", "A-road = 60.0", "\ufeffa_road = 60"])
def test_a_class_may_be_written_as_people_do(text):
    assert speeds_in(text.encode(), "s.toml").changed == {RoadClass.PRIMARY: 60.0}


def test_every_class_has_a_name_in_files():
    text = "\n".join(f"{key} = 42" for key in KEYS)
    assert set(speeds_in(text.encode(), "s.toml").km_per_hour.values()) == {42.0}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "the file is empty"),
        (b"[speeds]\n", "there is no speed in it"),
        (b"speeds = 3\n", "there is no speed in it"),
        (b"a_road = \n", "this is not TOML: Invalid value (at line 1"),
        (b"\xff\xfe", "not a text file"),
        (b"cycle_path = 20\n", "'cycle_path' is no class of road"),
        (b'a_road = "60"\n', "column a_road: this is not a number"),
        (b"a_road = true\n", "column a_road: this is not a number"),
        (b"a_road = 0\n", "nobody drives 0 km/h"),
        (b"a_road = -5\n", "nobody drives -5 km/h"),
        (b"a_road = 131\n", "from 1 to 130 km/h"),
        (b"a_road = nan\n", "nobody drives nan km/h"),
        (b"a_road = inf\n", "nobody drives inf km/h"),
    ],
)
def test_a_bad_file_of_speeds_is_refused_in_one_line_with_a_remedy(data, says):
    with pytest.raises(InputError) as fault:
        speeds_in(data, "s.toml")
    assert says in str(fault.value)
    assert str(fault.value).startswith("s.toml")
    assert "\n" not in str(fault.value)
    assert fault.value.remedy


@given(SPEEDS)
def test_changed_speeds_are_read_back_from_their_own_words(changed):
    speeds = Speeds.with_changes(changed)
    assert speeds_from_words(speeds.changed_in_words).km_per_hour == speeds.km_per_hour


def test_speeds_that_nobody_changed_have_no_words():
    assert Speeds().changed_in_words == ""
    assert speeds_from_words("") == Speeds.with_changes({})


@pytest.mark.parametrize("words", ["moped 20 km/h", "A road fast km/h", "A road 500 km/h", "nonsense"])
def test_words_that_are_no_speeds_are_refused(words):
    with pytest.raises(ValueError, match=r"class of road|could not convert|must be from"):
        speeds_from_words(words)


@pytest.mark.parametrize("text", ["a_road = " + "[" * 200_000, "a_road = " + "9" * 10_000])
def test_brackets_and_figures_without_end_are_refused_in_words(text):
    with pytest.raises(InputError, match="has no end"):
        speeds_in(text.encode(), "s.toml")
