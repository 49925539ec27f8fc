"""The house style is a document that people write by hand: it comes back as it was saved, and its faults are named."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wolds.clustering.reporting.house_style import (
    SENTENCES,
    HouseStyle,
    Paper,
    dump_house_style,
    house_style_schema,
    parse_house_style,
    split_paragraphs,
)
from wolds.geo.errors import InputError

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@given(TEXTS, TEXTS, TEXTS, TEXTS, st.sampled_from(Paper))
def test_a_house_style_comes_back_as_it_was_saved(name: str, contact: str, words: str, footer: str, paper: Paper) -> None:
    style = HouseStyle(organisation=name, contact=contact, introduction=words, footer=footer, paper=paper, accent="#0aF123")
    assert parse_house_style(dump_house_style(style).encode()) == style


def test_each_field_has_a_comment_and_stands_in_the_schema() -> None:
    text = dump_house_style(HouseStyle())
    assert set(SENTENCES) == set(HouseStyle.model_fields) - {"version"}
    for field, sentence in SENTENCES.items():
        assert f"# {sentence}\n{field} = " in text
        assert house_style_schema()["properties"][field]["description"] == sentence
    json.dumps(house_style_schema())


def test_words_of_several_lines_are_written_as_people_write_them() -> None:
    assert '"""\nDear all,\n\nplease read.\n"""' in dump_house_style(HouseStyle(introduction="Dear all,\n\nplease read.\n"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("accent = 'blue'", "accent: 'blue' is no colour. Write it as #1f4e79"),
        ("acent = '#123456'", "Did you mean accent?"),
        ("paper = 'a5'", "'a5' is not known here. Give 'a4' or 'a3'"),
        ("version = 2", "the document is of version 2, this Wolds reads 1"),
        ("organisation = 3", "'3' is not a text in quotes"),
        ("organisation = 'a", "this is not TOML"),
    ],
)
def test_faults_are_named_with_a_remedy(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_house_style(text.encode(), "house.toml")
    assert said in str(caught.value)
    assert str(caught.value).startswith("house.toml")


def test_empty_lines_part_paragraphs() -> None:
    assert split_paragraphs("\nOne\nline.\r\n \r\nTwo.\n\n\n\nThree. ") == ("One\nline.", "Two.", "Three.")
