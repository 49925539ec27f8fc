"""The council's own words in letters: fields that are checked when they are read, and filled once, never run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wolds.clustering.reporting.letters import LetterWords, dump_words, parse_words
from wolds.clustering.reporting.letters.fields import check_fields, fields_in, filled
from wolds.geo.errors import InputError


def words(**changed: str) -> bytes:
    lines = ["version = 1", *(f"{name} = {value}" for name, value in changed.items())]
    return "\n".join(lines).encode()


def test_words_come_back_as_they_were_written() -> None:
    given_words = LetterWords(signature="Head of schools", placed=("To {school} {{in brackets}}: {partners}",))
    assert parse_words(dump_words(given_words).encode()) == given_words
    assert parse_words(dump_words(LetterWords()).encode()) == LetterWords()


def test_the_written_file_names_every_field() -> None:
    told = dump_words(LetterWords())
    assert all(f"#   {{{name}}}" in told for name in ("school", "cluster", "partners", "reason", "travel", "pupils"))


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("placed", "To {shcool}", "placed, paragraph 1: there is no field {shcool} here; did you mean {school}?"),
        ("unplaced", "To {cluster}", "unplaced, paragraph 1: there is no field {cluster} here"),
        ("placed", "Because {reason}", "placed, paragraph 1: there is no field {reason} here"),
        ("placed", "To {school", "placed, paragraph 1: the braces in 'To {school' do not match"),
        ("placed", "To school}", "do not match"),
        ("placed", "{school.__class__}", "a field is a name alone"),
        ("placed", "{school[0]}", "a field is a name alone"),
        ("placed", "{school!r}", "a field is a name alone"),
        ("placed", "{school:>999999999}", "a field is a name alone"),
        ("placed", "{}", "a field is a name alone"),
        ("placed", "{0}", "a field is a name alone"),
    ],
)
def test_a_field_that_cannot_be_filled_is_refused_when_the_words_are_read(field, text, says) -> None:
    with pytest.raises(InputError) as refused:
        parse_words(words(**{field: f'["{text}"]'}), "letters.toml")
    assert says in str(refused.value)
    assert str(refused.value).startswith("letters.toml: ")


def test_a_salutation_cannot_ask_for_what_only_some_letters_know() -> None:
    with pytest.raises(InputError, match=r"salutation: there is no field \{cluster\}"):
        parse_words(words(salutation='"Dear {cluster}"'))


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"[[[", b'placed = "one text, no list"', b"other = 1", b"version = 2"])
def test_what_is_no_file_of_words_is_refused_in_a_sentence(data) -> None:
    with pytest.raises(InputError) as refused:
        parse_words(data, "letters.toml")
    assert "\n" not in str(refused.value).strip()


def test_braces_in_a_value_are_not_looked_at_again() -> None:
    assert filled("To {school}", {"school": "{urn} {{x}} {"}) == "To {urn} {{x}} {"


@given(st.text(max_size=80))
def test_any_text_is_either_refused_in_words_or_filled_without_an_error(text) -> None:
    try:
        names = fields_in(text)
    except ValueError as error:
        said = str(error)
        names = None
    if names is None:
        assert said.startswith(("the braces in", "a field is a name alone"))
        return
    values = dict.fromkeys(names, "value")
    assert check_fields(text, values) == text
    told = filled(text, values)
    assert "value" in told or not names
    if not names:
        assert told == text.replace("{{", "{").replace("}}", "}")
