"""The rules document: read back as written, wrong in a way that a person can mend, described by its schema."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from wolds.clustering import explanations
from wolds.clustering.eligibility import Choice, Eligibility
from wolds.clustering.presets import PRESETS
from wolds.clustering.rules import (
    RECORDED_KINDS,
    Barrier,
    FederationExemption,
    Link,
    Mix,
    PairTravel,
    Relation,
    RelationKind,
    Rules,
)
from wolds.clustering.rules_document import (
    RulesDocument,
    dump_rules_document,
    parse_rules_document,
    rules_schema,
)
from wolds.geo.errors import InputError

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
KM = st.floats(0, 2000)
URN_PAIRS = st.tuples(st.integers(1, 9_999_999), st.integers(1, 9_999_999)).filter(lambda pair: pair[0] != pair[1])
POINT = st.tuples(st.floats(-1e6, 2e6), st.floats(-1e6, 2e6))


def few(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


def open_or(strategy):
    return st.none() | strategy


LINKS = few(st.builds(lambda pair, reason: Link(urn_a=pair[0], urn_b=pair[1], reason=reason), URN_PAIRS, TEXT))
OVERRIDES = few(
    st.builds(
        lambda pair, value, unit: PairTravel.model_validate({"urn_a": pair[0], "urn_b": pair[1], unit: value}),
        URN_PAIRS, KM, st.sampled_from(["km", "minutes"]),
    )
)  # fmt: skip
BARRIERS = few(
    st.builds(Barrier, name=TEXT, points=st.lists(POINT, min_size=2, max_size=4).map(tuple), minutes=open_or(KM), reason=TEXT)
)
EXEMPTIONS = few(
    st.builds(FederationExemption, federation=TEXT, exempt=st.sampled_from(["cap", "size", "release"]), reason=TEXT)
)
RELATIONS = few(
    st.builds(
        Relation,
        kind=st.sampled_from(RECORDED_KINDS),
        urns=st.sets(st.integers(1, 9_999_999), min_size=2, max_size=4).map(sorted).map(tuple),
        name=TEXT,
        reason=TEXT,
    )
)
CAPS = st.one_of(
    st.just({"cap_km": None}),
    KM.map(lambda km: {"cap_km": km}),
    KM.map(lambda minutes: {"cap_km": None, "cap_minutes": minutes}),
)
RULES = st.builds(
    lambda cap, **rest: Rules.model_validate(cap | rest),
    CAPS,
    cap_rule=st.sampled_from(["pairs", "lead"]),
    overrides=OVERRIDES,
    barriers=BARRIERS,
    size_min=st.integers(1, 5),
    size_max=open_or(st.integers(5, 900)),
    roll_min=open_or(st.integers(0, 100)),
    roll_max=open_or(st.integers(100, 900)),
    max_clusters=open_or(st.integers(0, 99)),
    keep_federations=st.booleans(),
    exemptions=EXEMPTIONS,
    must_link=LINKS,
    keep_apart=LINKS,
    relations=RELATIONS,
    keep_relations=st.lists(st.sampled_from(RECORDED_KINDS), unique=True).map(tuple),
    prefer_relations=st.lists(st.sampled_from(RelationKind), unique=True).map(tuple),
    mix=st.sampled_from(list(Mix)),
    partnership_cost_km=KM,
    roll_target=open_or(st.integers(1, 900)),
)
CHOICES = few(st.builds(Choice, urn=st.integers(1, 9_999_999), reason=TEXT))
FILTERS = st.builds(
    Eligibility,
    statuses=few(TEXT),
    la_codes=few(TEXT),
    roll_max=open_or(st.integers(0, 900)),
    urns=open_or(few(st.integers(1, 9_999_999))),
    characters=few(st.sampled_from(["church", "community"])),
    include=CHOICES,
    optional=CHOICES,
    buffer_km=KM,
)


@settings(max_examples=120, deadline=None)
@given(rules=RULES, eligibility=FILTERS)
def test_a_document_read_back_is_the_document_written(rules, eligibility):
    document = RulesDocument(rules=rules, eligibility=eligibility)
    text = dump_rules_document(document)
    assert parse_rules_document(text.encode()) == document
    assert parse_rules_document(text.replace("\n", "\r\n").encode("utf-8-sig")) == document


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_each_preset_has_a_document_and_a_sentence(preset):
    assert parse_rules_document(dump_rules_document(RulesDocument(rules=preset.rules)).encode()).rules == preset.rules
    assert preset.sentence.endswith(".")


def test_presets_have_names_and_keys_of_their_own():
    assert len({preset.key for preset in PRESETS}) == len({preset.name for preset in PRESETS}) == len(PRESETS)


def test_a_preset_keeps_what_was_said_of_single_schools():
    own = Rules(keep_apart=(Link(urn_a=100001, urn_b=100002, reason="no bridge"),), roll_min=7)
    chosen = PRESETS[0].over(own)
    assert chosen.keep_apart == own.keep_apart
    assert chosen.roll_min == PRESETS[0].rules.roll_min


def test_fields_left_out_have_their_usual_value():
    assert parse_rules_document(b"version = 1") == RulesDocument()
    assert parse_rules_document(b"[rules]\nroll_min = 120").rules == Rules(roll_min=120)


def test_an_empty_file_is_no_rules_document():
    for nothing in (b"", b" \r\n", b"\xef\xbb\xbf\n"):
        with pytest.raises(InputError, match="the file is empty"):
            parse_rules_document(nothing, "rules.toml")


def test_a_cap_in_minutes_needs_no_word_about_km():
    read = parse_rules_document(b"[rules]\ncap_minutes = 20").rules
    assert (read.cap_km, read.cap_minutes) == (None, 20)


def test_none_lifts_a_limit():
    read = parse_rules_document(b'[rules]\ncap_km = "none"\nroll_min = "None"\nsize_max = "none"').rules
    assert (read.cap_km, read.roll_min, read.size_max) == (None, None, None)


def test_each_field_is_explained_in_the_document():
    text = dump_rules_document(RulesDocument())
    for field in tomllib.loads(text)["rules"]:
        assert f"# {explanations.RULES[field]}\n{field} = " in text


def test_every_field_has_an_explanation():
    assert set(explanations.RULES) == set(Rules.model_fields) - {"version"}
    assert set(explanations.ELIGIBILITY) == set(Eligibility.model_fields) - {"version"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version = 2", "the document is of version 2, this Wolds reads 1. Open it with a newer Wolds."),
        ("cap_km = 3", "cap_km stands outside a table. Put it under [rules]."),
        ("[rules]\ncap_kn = 3", "rules.cap_kn: there is no such field. Did you mean cap_km?"),
        ("[rules]\ncap_km = -1", "rules.cap_km: -1 is too little. Give 0 or more."),
        ("[rules]\ncap_km = 'far'", "rules.cap_km: 'far' is not a number. Give a number."),
        (
            "[rules]\ncap_km = 3\ncap_minutes = 9",
            "rules: give the travel limit in km or in minutes, not both. Change one of the values.",
        ),
        ("[rules]\nsize_min = 5\nsize_max = 2", "rules: the size range is upside down: 5 to 2. Change one of the values."),
        ("[rules]\nobjective = 'best'", "rules.objective: 'best' is not known here. Give 'closeness' or 'hub'."),
        ("[[rules.must_link]]\nurn_a = 1", "rules.must_link.1.urn_b: this field is missing. Add it."),
        ("[rules]\ncap_kn = 3\nfoo = 1", "rules.cap_kn: there is no such field (and 1 more fault). Did you mean cap_km?"),
    ],
)
def test_a_fault_names_the_field_and_what_to_do(text, message):
    with pytest.raises(InputError) as caught:
        parse_rules_document(text.encode(), "rules.toml")
    assert str(caught.value) == f"rules.toml: {message}"


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a = ", b"rules = 3", b"[rules]\ncap_km = nan", b"PK\x03\x04"])
def test_a_foreign_file_is_refused_in_one_line(data):
    with pytest.raises(InputError, match=r"^rules\.toml: [^\n]+$"):
        parse_rules_document(data, "rules.toml")


def test_the_schema_describes_every_field_and_knows_the_word_none():
    schema = rules_schema()
    fields = schema["$defs"]["Rules"]["properties"]
    assert {"const": "none"} in fields["cap_km"]["anyOf"]
    assert all("description" in field for field in fields.values())
    assert "version" not in fields


def test_rules_that_cannot_be_never_come_from_a_document():
    with pytest.raises(ValidationError):
        Rules(cap_km=1, cap_minutes=1)
