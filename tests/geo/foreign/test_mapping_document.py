"""The mapping document: what is written is what is read, and a bad one names its field."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wolds.app.register_files import load_mapping
from wolds.geo.errors import InputError
from wolds.geo.foreign import FIELDS, PAIRS, Mapping, dump_mapping, parse_mapping

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(
    part=TEXT,
    coordinates=st.sampled_from(sorted(PAIRS)),
    columns=st.dictionaries(st.sampled_from(sorted(FIELDS)), NAMES),
    given_words=st.dictionaries(st.sampled_from(["phase", "status", "la_name", "religious_character"]), NAMES),
    values=st.dictionaries(st.sampled_from(["phase", "status"]), st.dictionaries(NAMES, NAMES, min_size=1)),
    remark=TEXT,
)
def test_a_mapping_survives_being_written_down(part, coordinates, columns, given_words, values, remark):
    mapping = Mapping(part=part, coordinates=coordinates, columns=columns, given=given_words, values=values)
    document = dump_mapping(mapping, dict.fromkeys(FIELDS, remark), (remark,))
    assert parse_mapping(document.encode(), "mapping.toml") == mapping


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("columns = 3", "columns"),
        ('[columns]\nurm = "A"', r"columns\.urm: there is no such field"),
        ('[given]\neasting = "3"', r"given\.easting: there is no such field"),
        ('[values.urn]\na = "b"', r"values\.urn: there is no such field"),
        ('coordinates = "grid"', "coordinates"),
        ("version = 2", "version"),
        ("this is no TOML", "not TOML"),
        ("\x00\xff", "not a text file"),
        ("", "the file is empty"),
        ("# only a remark", "the mapping is empty"),
        ("version = 1", "the mapping is empty"),
        ("version = " + "9" * 5_000, "no mapping"),
        ("a." * 200_000 + "a = 1", "no mapping"),
    ],
)
def test_a_bad_mapping_names_its_field_and_what_to_do(text, words):
    with pytest.raises(InputError, match=f"mapping.toml: .*{words}"):
        parse_mapping(text.encode("latin-1"), "mapping.toml")


def test_too_large_a_mapping_is_refused(tmp_path):
    (tmp_path / "mapping.toml").write_bytes(b"#" * 2_000_000)
    with pytest.raises(InputError, match="too much for a mapping"):
        load_mapping(tmp_path / "mapping.toml")
