"""Briefs as PDF and Word, read back: two pages at most, whatever names and sentences there are."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pypdf
import pytest
from docx import Document

from helpers.neighbours import around, clustered
from helpers.payloads import EVERYWHERE
from wolds.app.reporting.fitting import brief_bytes, fitted, page_count
from wolds.clustering.edits import EditContext
from wolds.clustering.models import Model
from wolds.clustering.partnership.records import Action, Category, Measure, Partnership
from wolds.clustering.reporting.brief import ROOMS, Subject, subject_of_group, subject_of_school
from wolds.clustering.reporting.origin import Origin
from wolds.clustering.rules import Link, Rules

DAY = date(2026, 11, 26)
HOME = 100_001
RULES = "; ".join(f"a rule of many words that is the {number}th" for number in range(8))
ORIGIN = Origin(
    (("Hash of the schools", "0" * 64), ("Seed", "5")),
    f"Plan \u201cOf the longest name \u2026\u201d, made on {DAY}. Rules: {RULES}. The properties of this file hold all of it.",
    "2026-11-26T10:00:00+00:00",
    "Wolds 0.1.0",
)


def no_map(_: Subject, height_mm: float) -> bytes:
    """A picture as wide as the text and so many mm high."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="170mm" height="{height_mm}mm" viewBox="0 0 170 80"/>'.encode()


def crowd(count: int, name: str, model: Model = Model.HARD_FEDERATION) -> EditContext:
    """The worst that a brief can be of: long names, unlike schools, church and academies, federations and trusts of others,
    rules broken, much planned.
    """
    n = range(count)
    context = around(
        [(1_500.0 * k, 900.0 * (k % 3)) for k in n] + [(0.0, 30_000.0)],
        Rules(cap_km=1, roll_min=5_000, keep_apart=tuple(Link(urn_a=HOME, urn_b=HOME + k, reason="x" * 400) for k in n[1:])),
        name=[f"{name} {k}" for k in n] + ["Elsewhere"],
        roll=[None if k % 3 == 2 else 20 + 300 * (k % 2) for k in n] + [50],
        religious_character=[("Church of England", "Roman Catholic", "None", "")[k % 4] for k in n] + ["None"],
        diocese=[f"Diocese {'of the longest name ' * 4}{k}" if k % 2 else "" for k in n] + [""],
        type_name=[("Voluntary aided school", "Academy converter", "Community school", "")[k % 4] for k in n]
        + ["Community school"],
        federation_code=[str(k) for k in n] + ["0"],
        federation_name=[f"Federation {'long ' * 20}{k}" for k in n] + ["F"],
        trust_name=[f"Trust {'long ' * 20}{k}" if k % 4 == 1 else "" for k in n] + [""],
        la_code=[str(300 + k) for k in n] + ["300"],
        la_name=[f"Authority {k}" for k in n] + ["Authority"],
        high_age=[7 + k % 5 for k in n] + [11],
    )
    context = clustered(context, tuple(HOME + k for k in n))
    actions = tuple(Action(id=f"A{k}", text="Action " * 25, category=Category.TEACHING) for k in range(1, 30))
    measures = tuple(Measure(id=f"M{k}", name="Measure " * 20) for k in range(1, 30))
    known = Partnership(target=model, actions=actions, measures=measures, review_date=DAY)
    return replace(context, plan=replace(context.plan, partnerships=MappingProxyType({"C001": known})))


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("count", [2, 6, 8, 14])
@pytest.mark.parametrize("name", ["Short", "St Withburga and All Saints " * 7, "W" * 200])
def test_it_keeps_to_two_pages_for_many_schools_and_long_names(count, name) -> None:
    for model in (Model.INFORMAL, Model.HARD_FEDERATION):
        pdf, _ = fitted(subject_of_school(crowd(count, name, model), HOME), ORIGIN, no_map)
        assert len(pages(pdf)) <= 2
        assert page_count(pdf) == len(pages(pdf))


def test_what_has_room_is_said_in_full() -> None:
    context = clustered(around([(0, 0), (3000, 0), (0, 4000)], roll=[62, 70, 30]), (HOME, HOME + 1, HOME + 2))
    pdf, room = fitted(subject_of_school(context, HOME), ORIGIN, no_map)
    text = " ".join(" ".join(pages(pdf)).split())
    assert room == ROOMS[0]
    assert "162 pupils" in text
    assert "does not assess any school for closure" in text
    assert "What an informal collaboration means" in text
    assert text.endswith("hold all of it. 2 / 2"), "where it comes from stands at the end"


def test_rather_than_say_less_it_begins_its_second_part_on_the_first_page() -> None:
    pdf, _ = fitted(subject_of_school(crowd(2, "A school"), HOME), ORIGIN, no_map)
    first, second = pages(pdf)
    assert "What a hard federation means" in first
    assert "Questions for governors" in second


@pytest.mark.parametrize("payload", EVERYWHERE, ids=range(len(EVERYWHERE)))
def test_hostile_names_stay_dead_text_on_two_pages(payload) -> None:
    context = around([(0, 0), (1000, 0)], name=[f"{payload} A", f"{payload} B"], trust_name=payload, diocese=payload)
    pdf, _ = fitted(subject_of_group(context, (HOME, HOME + 1), payload or "Idea", own=HOME), ORIGIN, no_map)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) <= 2
    assert not [page for page in reader.pages if page.get("/Annots")]
    assert "/OpenAction" not in reader.trailer["/Root"]


def test_word_says_the_same() -> None:
    context = clustered(around([(0, 0), (3000, 0)], roll=[62, 70]), (HOME, HOME + 1))
    document = Document(io.BytesIO(brief_bytes(".docx", subject_of_school(context, HOME), ORIGIN, no_map)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Brief for governors: School 1" in text
    assert "does not assess any school for closure" in text
    assert [row.cells[1].text for row in document.tables[0].rows] == ["School", "School 1", "School 2"]
    assert not [one for one in document.paragraphs if one.paragraph_format.page_break_before], "a break would leave a gap"
    assert document.styles["Title"].font.size.pt <= 20
