"""From the cells of a planner's sheet to relations: shapes, headings, names typed carelessly, doubts and faults."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.counties import open_primaries
from wolds.clustering.partnership.records import FactKind
from wolds.clustering.relation_sheets import Review, SchoolMatcher, Verdict, relation_sheet
from wolds.clustering.relation_sheets.kinds import kind_said
from wolds.clustering.relation_sheets.review import NOT_A_SCHOOL
from wolds.clustering.rules import RelationKind
from wolds.geo.errors import InputError
from wolds.geo.sheets import Sheet

NAMES = [
    "Belton Primary School",
    "St Mary's CofE Primary School",
    "St Mary's CofE Primary School",
    "Marsh Lane Community School",
    "Wickham Infant School",
    "Wickham Junior School",
]
TOWNS = ["Belton", "Holme", "Eastwick", "Marsh", "Wickham", "Wickham"]
SCHOOLS = open_primaries([(0, 0)] * 6, name=NAMES, town=TOWNS, la_code=["925", "925", "926", "925", "925", "925"])
BELTON, MARY, MARY_ELSEWHERE, MARSH, INFANT, JUNIOR = range(100_001, 100_007)


def reviewed(*rows: str, la_codes: tuple[str, ...] = (), **options) -> Review:
    cells = tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows)
    return Review(relation_sheet([Sheet("mine.csv", "", cells)]), SchoolMatcher(SCHOOLS, la_codes), **options)


def relations(review: Review) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(one.kind.value, one.name, one.urns) for one in review.outcome.relations]


def sentences(review: Review) -> str:
    return "\n".join(f"{left.line} {left.sentence}" for left in review.outcome.left_out)


def test_a_row_for_each_school_and_its_group_makes_one_relation_of_each_group() -> None:
    review = reviewed(
        "School | Group | Kind | Notes",
        "Belton Primary School | North | Collaboration | maths",
        "Marsh Lane Community School | North | Collaboration | sport",
        "Wickham Infant School | south | shared head | ",
        "Wickham Junior School | South | Executive head | ",
    )
    assert relations(review) == [
        ("collaboration", "North", (BELTON, MARSH)),
        ("shared-head", "south", (INFANT, JUNIOR)),
    ]
    assert review.outcome.relations[0].reason == "maths; sport"
    assert review.outcome.left_out == ()


def test_schools_side_by_side_make_a_relation_of_each_row() -> None:
    review = reviewed(
        "URN_a | URN_b | reason",
        f"{BELTON} | {MARSH} | maths",
        f"{INFANT} | {JUNIOR} |",
    )
    assert relations(review) == [("collaboration", "", (BELTON, MARSH)), ("collaboration", "", (INFANT, JUNIOR))]


def test_more_than_two_schools_may_stand_in_a_row_or_in_a_cell() -> None:
    wide = reviewed("School 1 | School 2 | School 3", f"Belton Primary School | {MARSH} | Wickham Infant School")
    cell = reviewed("Schools | Group", f"Belton Primary School; {MARSH}; Wickham Infant School | North")
    assert wide.outcome.relations[0].urns == cell.outcome.relations[0].urns == (BELTON, MARSH, INFANT)


def test_the_heading_may_stand_below_a_title_and_other_columns_are_told() -> None:
    review = reviewed(
        "Our partnerships, spring | | |",
        "| | |",
        "Partnership | School | Shoe size | Type",
        "North | Belton | 7 | collaboration",
        "North | Marsh Lane | 9 | collaboration",
    )
    assert relations(review) == [("collaboration", "North", (BELTON, MARSH))]
    assert review.sheet.ignored == ("Shoe size",)
    assert review.sheet.rows[0].line == 4


@pytest.mark.parametrize(
    ("typed", "verdict", "urn"),
    [
        ("Belton Primary School", Verdict.SURE, BELTON),
        ("BELTON primary", Verdict.SURE, BELTON),
        ("Beltn Primary School", Verdict.LIKELY, BELTON),
        ("Wickham", Verdict.OPEN, INFANT),
        ("Saint Marys C of E Primary School", Verdict.OPEN, MARY),
        ("Nowhere Academy", Verdict.UNKNOWN, None),
        (str(MARSH), Verdict.SURE, MARSH),
        (f"URN {MARSH}", Verdict.SURE, MARSH),
        ("999999", Verdict.UNKNOWN, None),
    ],
)
def test_a_name_is_sure_likely_open_or_unknown(typed: str, verdict: Verdict, urn: int | None) -> None:
    (one,) = reviewed("School | Group", f"{typed} | North").mentions
    assert one.matched.verdict == verdict
    assert (one.matched.choices[0] if one.matched.choices else None) == urn
    assert (one.urn is None) == (verdict != Verdict.SURE)


def test_a_namesake_in_another_authority_is_no_rival() -> None:
    (one,) = reviewed("School | Group", "Saint Mary's Church of England Primary School | North", la_codes=("925",)).mentions
    assert (one.matched.verdict, one.urn) == (Verdict.SURE, MARY)


def test_a_place_tells_namesakes_apart() -> None:
    (one,) = reviewed("School | Village | Group", "St Mary's CofE Primary School | Eastwick | North").mentions
    assert one.matched.choices[0] == MARY_ELSEWHERE


def test_a_urn_whose_school_is_called_otherwise_is_a_doubt() -> None:
    (one,) = reviewed("School | URN | Group", f"Marsh Lane School | {BELTON} | North").mentions
    assert one.matched.verdict == Verdict.OPEN
    assert one.matched.choices[:2] == (BELTON, MARSH)
    assert "but the sheet says Marsh Lane School" in one.matched.why


def test_nothing_is_dropped_unsaid() -> None:
    review = reviewed(
        "School | Group | Kind",
        "Beltn Primary School | North | collaboration",
        "Marsh Lane Community School | North | collaboration",
        "Nowhere Academy | South | collaboration",
        "Wickham Infant School | South | twinned",
        "Wickham Junior School | |",
        "| South |",
    )
    assert relations(review) == []
    assert sentences(review).splitlines() == [
        "2 Beltn Primary School: the names differ",
        "2 North is no relation as long as fewer than two of its schools are known",
        "4 Nowhere Academy: no school is called Nowhere Academy",
        "4 South is no relation as long as fewer than two of its schools are known",
        "5 nobody can tell what kind of relation 'twinned' is",
        "6 the row has one school and no group, so nobody can tell whom it works with",
        "7 the row names no school",
    ]
    assert [left.line for left in review.outcome.left_out if left.is_bad] == [4, 5, 6, 7]


def test_answers_settle_schools_and_kinds_for_every_row_that_says_the_same() -> None:
    review = reviewed(
        "School | Group | Kind",
        "Wickham | North | twinned",
        "Belton | North | twinned",
        "Wickham | South | twinned",
        "Marsh Lane | South | twinned",
    )
    settled = review.with_kind("Twinned", RelationKind.SHARED_HEAD).with_school(review.mentions[0].mention, JUNIOR)
    assert relations(settled) == [("shared-head", "North", (BELTON, JUNIOR)), ("shared-head", "South", (MARSH, JUNIOR))]
    assert settled.outcome.left_out == ()
    without = settled.with_school(review.mentions[0].mention, NOT_A_SCHOOL)
    assert relations(without) == []
    assert "left out by hand" in sentences(without)
    assert relations(review) == []


def test_likely_schools_are_taken_where_a_person_says_so() -> None:
    rows = ("School A | School B", "Beltn Primary School | Marsh Lane Community School")
    assert relations(reviewed(*rows)) == []
    assert relations(reviewed(*rows, take_likely=True)) == [("collaboration", "", (BELTON, MARSH))]


def test_vacancies_are_confidential_facts_with_a_day_where_one_can_be_read() -> None:
    review = reviewed(
        "School | Kind | Date | Note | Head vacancy",
        "Belton Primary School | | | | 01/09/2026",
        "Marsh Lane Community School | head vacancy | 2027-01-01 | told in confidence |",
        "Wickham Infant School | retirement | Easter | |",
        "Wickham Junior School | | | | yes",
        "Belton Primary School | | | | no",
    )
    facts = [(fact.urn, fact.kind, fact.on, fact.text) for fact in review.outcome.facts]
    assert facts == [
        (BELTON, FactKind.HEAD_VACANCY, date(2026, 9, 1), ""),
        (MARSH, FactKind.HEAD_VACANCY, date(2027, 1, 1), "told in confidence"),
        (INFANT, FactKind.HEAD_RETIREMENT, None, "Easter"),
        (JUNIOR, FactKind.HEAD_VACANCY, None, "No date was given"),
    ]
    assert [left.line for left in review.outcome.left_out] == [6]


def test_a_note_beside_a_vacancy_stays_confidential() -> None:
    review = reviewed(
        "School | Group | Note | Head vacancy",
        "Belton Primary School | North | leaves, not announced | 01/09/2026",
        "Marsh Lane Community School | North | maths | ",
    )
    (relation,), (fact,) = review.outcome.relations, review.outcome.facts
    assert (relation.urns, relation.reason) == ((BELTON, MARSH), "maths")
    assert (fact.urn, fact.text) == (BELTON, "leaves, not announced")


def test_a_school_with_itself_is_no_relation() -> None:
    review = reviewed("School A | School B", "Belton | Belton Primary School")
    assert relations(review) == []
    assert "names one school twice" in sentences(review)


def test_rows_that_do_not_say_have_the_usual_kind() -> None:
    rows = ("URN 1 | URN 2", f"{BELTON} | {MARSH}")
    assert relations(reviewed(*rows, usual_kind=RelationKind.EARLIER_CLUSTER))[0][0] == "earlier-cluster"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (("Colour | Size", "red | 7"), "no column of the sheet names schools"),
        (("School | Group",), "nothing under it"),
        (("a", "b"), "no column"),
    ],
)
def test_a_sheet_without_schools_is_refused(rows: tuple[str, ...], words: str) -> None:
    with pytest.raises(InputError, match=words):
        reviewed(*rows)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Collaboration", RelationKind.COLLABORATION),
        ("informal partnership", RelationKind.COLLABORATION),
        ("Former cluster", RelationKind.EARLIER_CLUSTER),
        ("shared headship", RelationKind.SHARED_HEAD),
        ("Exec. Head", RelationKind.SHARED_HEAD),
        ("Head vacancy", FactKind.HEAD_VACANCY),
        ("Retiring", FactKind.HEAD_RETIREMENT),
        ("twinned", None),
        ("", None),
    ],
)
def test_kinds_are_read_as_people_write_them(text: str, kind: object) -> None:
    assert kind_said(text) == kind


CELLS = st.one_of(
    st.sampled_from([*NAMES, "Beltn", "Wickham", str(BELTON), "999999", "North", "twinned", "shared head", "01/09/2026", ""]),
    st.text(max_size=8),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=8))
def test_whatever_a_sheet_holds_each_row_is_taken_or_told(rows: list[tuple[str, ...]]) -> None:
    cells = (("School", "URN", "Group", "Kind", "Head vacancy"), *(tuple(cell.strip() for cell in row) for row in rows))
    matcher = SchoolMatcher(SCHOOLS)
    try:
        sheet = relation_sheet([Sheet("mine.csv", "", cells)])
    except InputError:
        assert not any(any(row) for row in cells[1:])
        return
    review = Review(sheet, matcher)
    told = {left.line for left in review.outcome.left_out}
    taken = {urn for one in review.outcome.relations for urn in one.urns} | {fact.urn for fact in review.outcome.facts}
    first_of_group = {row.group.casefold(): row.line for row in reversed(sheet.rows)}
    for one in review.mentions:
        answers = told | {first_of_group.get(one.row.group.casefold(), 0)} & told
        assert one.row.line in answers or first_of_group.get(one.row.group.casefold()) in told or one.urn in taken
