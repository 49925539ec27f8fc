"""The character behind the words of a register."""

from __future__ import annotations

from pathlib import Path

import pytest

from wolds.geo.character import Character, character_of


@pytest.mark.parametrize(
    "words",
    [
        *("Church of England", "Roman Catholic/Church of England", "Christian", "Methodist", "Greek Orthodox", "Quaker"),
        *("Inter- / non- denominational", "Unitarian", "Christian Science", "Plymouth Brethren Christian Church"),
        *("Seventh Day Adventist", "Church of England/Methodist/United Reform Church/Baptist"),
    ],
)
def test_any_christian_denomination_is_church(words: str) -> None:
    assert character_of(words) is Character.CHURCH


@pytest.mark.parametrize(
    "words",
    ["Sunni Deobandi", "Muslim", "Islam", "Charadi Jewish", "Orthodox Jewish", "Sikh", "Hindu", "Buddhist", "Multi-faith"],
)
def test_other_faiths_are_no_church(words: str) -> None:
    assert character_of(words) is Character.OTHER_FAITH


@pytest.mark.parametrize("words", ["None", "Does not apply", " does not apply "])
def test_a_school_without_a_religion_is_community(words: str) -> None:
    assert character_of(words) is Character.COMMUNITY


@pytest.mark.parametrize("words", ["", "Unknown", "Not recorded", "Jedi"])
def test_what_the_words_do_not_tell_is_unknown(words: str) -> None:
    assert character_of(words) is Character.UNKNOWN


@pytest.mark.real_data
def test_every_word_of_the_real_register_is_known(real_data: Path) -> None:
    from wolds.geo.registers import read_register

    for path in sorted((real_data / "gias").glob("edubasealldata*")):
        words = set(read_register(path).schools.text("religious_character").tolist())
        assert {word for word in words if character_of(word) is Character.UNKNOWN} <= {"", "Unknown"}
