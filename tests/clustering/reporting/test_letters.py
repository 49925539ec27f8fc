"""A letter to the head of each school: to a role, with what the plan says of the school, and nothing confidential."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from helpers.neighbours import around, clustered
from helpers.reports import words_of
from wolds.clustering.edits import EditContext
from wolds.clustering.models import Model
from wolds.clustering.partnership.records import ConfidentialFact, FactKind, Partnership
from wolds.clustering.reporting.document import PageBreak, Paragraph
from wolds.clustering.reporting.letters import (
    COLUMNS,
    LetterWords,
    correspondence,
    each_letter,
    letter_report,
    letters_report,
    merge_rows,
    recipients,
)
from wolds.clustering.rules import PairTravel, Rules

DAY = date(2026, 11, 26)
HOME, NEAR, FAR, ALONE = 100_001, 100_002, 100_003, 100_004


@pytest.fixture
def county() -> EditContext:
    """Three schools in a cluster, one in none; the third has an unknown roll and so is not to be placed."""
    context = around(
        [(0, 0), (3000, 0), (0, 4000), (50_000, 0)],
        roll=[62, 70, None, 40],
        town=["Wick", "", "", "Marsh"],
        locality=["Wick", "", "", ""],
        postcode=["FN1 1AA", "", "", ""],
    )
    return clustered(context, (HOME, NEAR, FAR))


def written(context: EditContext, reasons=None, words: LetterWords | None = None):
    return correspondence(context, DAY, reasons or {}, words)


def test_every_school_that_is_to_be_placed_or_in_a_cluster_gets_one(county) -> None:
    assert recipients(county) == (HOME, NEAR, FAR, ALONE)
    assert [letter.school.urn for letter in each_letter(written(county))] == [HOME, NEAR, FAR, ALONE]


def test_it_goes_to_the_headteacher_at_the_address_of_the_register_each_line_once(county) -> None:
    shared = written(county)
    assert shared.letter(HOME).address == ("The Headteacher", "School 1", "Wick", "FN1 1AA")
    assert shared.letter(NEAR).address == ("The Headteacher", "School 2")


def test_it_names_partners_their_ways_and_what_is_not_known(county) -> None:
    company = written(county).letter(HOME).company
    assert company is not None
    assert [(facts.name, way) for facts, way in company.partners] == [
        ("School 2", "3 km (about 5 min)"),
        ("School 3", "4 km (about 6 min)"),
    ]
    assert company.pupils == "132 pupils and those of 1 school of unknown roll"
    assert company.longest == "5 km (about 8 min)"
    shown = words_of(letter_report(written(county), written(county).letter(HOME)))
    assert "unknown" in shown
    assert "minutes are an estimate" in shown


def test_travel_that_a_person_gave_is_told_as_such(county) -> None:
    rules = Rules(overrides=(PairTravel(urn_a=HOME, urn_b=NEAR, km=9, reason="no bridge"),))
    given = replace(county, plan=replace(county.plan, rules=rules))
    shared = written(given)
    assert dict(zip(COLUMNS, next(merge_rows(shared)), strict=True))["LongestTravel"] == "9 km (about 15 min)"
    assert "1 pair as given by hand" in shared.ways.measure


def test_a_school_in_no_cluster_has_its_own_words_and_the_reason(county) -> None:
    letter = written(county, {ALONE: "No eligible school is within 12 km"}).letter(ALONE)
    assert letter.company is None
    assert any("No eligible school is within 12 km." in text for text in letter.paragraphs)
    without = written(county).letter(ALONE)
    assert "No reason was worked out yet." in " ".join(without.paragraphs)
    assert "rules" not in without.paragraphs[0], "where no reason is known, the rules are not said to be one"


def test_the_council_s_words_stand_in_both_kinds(county) -> None:
    words = LetterWords(
        salutation="Dear colleague",
        placed=("{school} with {partners} in {cluster}: {schools}, {model}.",),
        unplaced=("{school}: {reason}",),
        signature="Schools team, {plan}",
    )
    shared = written(county, {ALONE: "too far"}, words)
    assert shared.letter(HOME).paragraphs == (
        "School 1 with School 2 and School 3 in Partnership 1: 3 schools, informal collaboration.",
    )
    assert shared.letter(ALONE).paragraphs == ("School 4: too far.",)
    assert shared.letter(HOME).closing == ("Yours faithfully", "Schools team, Scenario A")


def test_one_document_has_each_letter_on_a_page_of_its_own(county) -> None:
    shared = written(county)
    report = letters_report(shared, each_letter(shared))
    assert sum(isinstance(block, PageBreak) for block in report.blocks) == 3
    assert not isinstance(report.blocks[-1], PageBreak)
    assert sum(block == Paragraph("Dear Headteacher,") for block in report.blocks) == 4


def test_whom_to_ask_stands_in_the_letter_where_the_planned_model_asks_it() -> None:
    context = around([(0, 0), (1000, 0)], religious_character=["Church of England", "None"], diocese=["Ely", ""])
    context = clustered(context, (HOME, NEAR))
    formal = Partnership(target=Model.HARD_FEDERATION)
    context = replace(context, plan=replace(context.plan, partnerships=MappingProxyType({"C001": formal})))
    company = written(context).letter(HOME).company
    assert company is not None
    assert company.need.startswith("As hard federation: approval needed for School 1")


def test_nothing_confidential_and_no_note_is_in_any_letter_or_merge_row(county) -> None:
    fact = ConfidentialFact(urn=HOME, kind=FactKind.HEAD_VACANCY, text="SECRET")
    clusters = {"C001": replace(county.plan.clusters["C001"], note="SECRET")}
    plan = replace(
        county.plan,
        clusters=MappingProxyType(clusters),
        confidential=MappingProxyType({"F1": fact}),
        school_notes=MappingProxyType({HOME: "SECRET"}),
    )
    shared = written(replace(county, plan=plan))
    assert "SECRET" not in words_of(letters_report(shared, each_letter(shared)))
    assert "SECRET" not in repr(list(merge_rows(shared)))


def test_the_merge_table_has_a_row_for_each_letter_and_a_cell_for_each_heading(county) -> None:
    rows = list(merge_rows(written(county, {ALONE: "too far"})))
    assert all(len(row) == len(COLUMNS) for row in rows)
    by_urn = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in rows}
    assert (by_urn[HOME]["Placed"], by_urn[HOME]["Partners"], by_urn[HOME]["Schools"]) == ("yes", "School 2 and School 3", 3)
    assert by_urn[FAR]["Roll"] is None
    assert (by_urn[ALONE]["Placed"], by_urn[ALONE]["Schools"], by_urn[ALONE]["Reason"]) == ("no", None, "too far")
    assert {one["Addressee"] for one in by_urn.values()} == {"The Headteacher"}
