"""The committee report says everything that a committee asks, and nothing that is not for it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from helpers.payloads import EVERYWHERE
from helpers.reported import NOTE, ROWS, SECRET, reported
from wolds.app.reporting.committee import Ordered, report_of
from wolds.app.reporting.house import House
from wolds.app.reporting.plain_values import plain_blocks
from wolds.clustering.reporting.committee import COUNTY_MAP, Part, cluster_map
from wolds.clustering.reporting.committee.source import USUAL
from wolds.clustering.reporting.document import (
    Block,
    Bullets,
    Contents,
    Facts,
    Heading,
    Notice,
    NoticeKind,
    Paragraph,
    Report,
    Table,
)
from wolds.clustering.reporting.house_style import HouseStyle
from wolds.clustering.rules import Relation, RelationKind, Rules


def ordered(text: str = "", parts: frozenset[Part] = USUAL, **more: object) -> Ordered:
    exported, log = reported(text, is_sample=bool(more.pop("is_sample", False)))
    return Ordered(exported, log, parts=parts, **more)  # type: ignore[arg-type]


def texts(report: Report) -> list[str]:
    """Every text of a report."""

    def inside(value: object) -> Iterable[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for part in value.values():
                yield from inside(part)
        elif isinstance(value, list):
            for part in value:
                yield from inside(part)

    blocks = [text for block in plain_blocks(report.blocks) for text in inside(block)]
    return [report.title, report.subtitle, *blocks, report.meta.author, report.meta.subject, *report.meta.keywords]


def whole(report: Report) -> str:
    return "\n".join(texts(report))


def tables(report: Report, caption: str) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table) and block.caption.startswith(caption)]


def under(report: Report, heading: str) -> list[Block]:
    """The blocks from a heading to the next one of its level or above."""
    found, level = [], 0
    for block in report.blocks:
        if isinstance(block, Heading):
            if level and block.level <= level:
                break
            level = block.level if block.text == heading else level
        if level:
            found.append(block)
    return found


def test_the_summary_says_what_is_placed_how_good_it_is_and_who_is_asked() -> None:
    (bullets,) = [block for block in under(report_of(ordered()), "Summary") if isinstance(block, Bullets)]
    said = " ".join(bullets.items)
    assert "Of 7 schools that the plan is about, 6 are placed in 2 partnerships with 382 pupils; 1 is in none." in said
    assert "proven best. No plan under these rules leaves fewer than 1 school over." in said
    assert "1 of 2 partnerships have both church and community schools." in said
    assert "(in a straight line)" in said
    assert "known income 20,000 pounds, spending 9,000 pounds" in said


def test_each_partnership_has_a_page_with_its_map_schools_ways_policy_and_life() -> None:
    report = report_of(ordered())
    page = under(report, "1 Belton partnership")
    shown = whole(replace(report, blocks=(Heading(1, "page"), *page)))
    wanted = (
        "executive head",
        "soft federation",
        "Moderate writing",
        "Reading, said",
        "50%",
        "SENCO",
        "20,000",
        "11,000",
        "sport",
    )
    for words in wanted:
        assert words in shown
    assert [figure.name for figure in report.figures] == [COUNTY_MAP, cluster_map("C001"), cluster_map("C002")]
    assert [table.caption for table in page if isinstance(table, Table)][:2] == [
        "The schools",
        "Travel between the schools, straight-line km",
    ]


def test_the_ways_in_the_table_are_those_between_the_schools() -> None:
    points = {urn: (east, north) for urn, _, east, north, *_ in ROWS}
    names = {name: urn for urn, name, *_ in ROWS}
    first, second = tables(report_of(ordered()), "Travel between")
    for table in (first, second):
        urns = [names[row[0].split(" ", 1)[1]] for row in table.rows]
        for row, one in zip(table.rows, urns, strict=True):
            for cell, other in zip(row[1:], urns, strict=True):
                if {one, other} == {100004, 100006}:
                    assert cell == "2.5"  # as given by hand
                elif one == other:
                    assert cell == ""
                else:
                    assert float(cell) == pytest.approx(math.dist(points[one], points[other]) / 1000, abs=0.051)


def test_a_large_cluster_has_the_ways_to_its_lead_school_alone() -> None:
    exported, log = reported(rules=Rules(size_max=None, roll_min=None))
    one = exported.plan.clusters["C001"]
    big = replace(one, members=tuple(urn for urn, *_ in ROWS))
    from wolds.clustering.metrics import Scoreboard
    from wolds.clustering.plan import plan_with

    plan = plan_with({"C001": big}, exported.plan)
    scoreboard = Scoreboard.of(exported.schools, exported.standing, plan)
    report = report_of(Ordered(replace(exported, plan=plan, scoreboard=scoreboard), log))
    (table,) = tables(report, "Travel to the lead school")
    assert len(table.rows) == 9
    assert len(table.columns) == 2


def test_unplaced_schools_have_their_reason_and_excluded_ones_are_counted() -> None:
    blocks = under(report_of(ordered()), "Schools without a partnership")
    unplaced, excluded = (block for block in blocks if isinstance(block, Table))
    assert unplaced.rows[0][0] == "Lone Primary School, Boston"
    assert unplaced.rows[0][-1] == "No school that takes part is in reach."
    assert dict(excluded.rows) == {"Another phase": "1", "Left out by hand": "1"}


def test_after_an_edit_by_hand_no_rule_is_blamed_for_a_school_that_somebody_may_have_taken_out() -> None:
    asked = ordered()
    edited = replace(asked, exported=replace(asked.exported, facts=None, unplaced=()))
    blocks = under(report_of(edited), "Schools without a partnership")
    said = next(block.text for block in blocks if isinstance(block, Paragraph))
    assert "or because somebody took it out of its group" in said
    table = next(block for block in blocks if isinstance(block, Table))
    assert table.rows[0][-1] == "Not worked out: the plan was made or edited by hand."
    assert "propose again" not in whole(report_of(edited)), "a committee cannot"
    proposed = under(report_of(asked), "Schools without a partnership")
    assert any("because no group under these rules" in block.text for block in proposed if isinstance(block, Paragraph))
    assert not any("somebody" in block.text for block in proposed if isinstance(block, Paragraph))


def test_existing_relations_that_are_not_kept_stand_there_with_what_becomes_of_them() -> None:
    known = (
        Relation(kind=RelationKind.COLLABORATION, urns=(100001, 100004), name="Sports", reason=""),
        Relation(kind=RelationKind.SHARED_HEAD, urns=(100001, 100002), name="One head", reason=""),
    )
    exported, log = reported(rules=Rules(relations=known, roll_min=None))
    report = report_of(Ordered(exported, log))
    (bullets,) = [block for block in under(report, "Existing relations") if isinstance(block, Bullets)]
    (said,) = bullets.items
    assert said == (
        "Collaboration Sports: Belton Primary School in Belton partnership; Wick Primary School in Fen partnership."
    )
    assert "1 of 2 existing relations" in whole(report)
    assert "Existing relations" not in whole(report_of(ordered()))


def test_what_was_decided_by_hand_stands_there_with_its_reason() -> None:
    report = report_of(ordered())
    (decisions,) = tables(report, "Decisions")
    said = dict(decisions.rows)
    assert said["Belton Primary School and Fen Primary School are kept apart"] == "one site each"
    assert said["The way between Wick Primary School and Dyke Primary School is 2.5 km"] == "a new bridge"
    assert said["The Wash is not crossed"] == "deep water"
    assert said["Left Primary School is left out"] == "closing soon"
    assert said["1 partnership is locked"].startswith("held as they stand")
    assert any(what.startswith("A broken rule was accepted") and why == "agreed in May" for what, why in decisions.rows)
    (log,) = tables(report, "Every step")
    assert [row[1] for row in log.rows] == [
        "Accept the proposal of 2 clusters",
        "Move Marsh Primary School to Belton partnership",
    ]


def test_a_broken_rule_stands_on_its_partnership_with_the_reason() -> None:
    page = under(report_of(ordered()), "1 Belton partnership")
    (notice,) = [block for block in page if isinstance(block, Notice)]
    assert notice.kind == NoticeKind.WARNING
    assert "Accepted, because: agreed in May" in notice.text


def test_the_method_carries_data_rules_proof_and_hashes() -> None:
    exported, _ = reported()
    (facts,) = [block for block in under(report_of(ordered()), "How it was worked out") if isinstance(block, Facts)]
    said = dict(facts.rows)
    assert said["Hash of the schools"] == exported.schools.data_hash
    assert said["SHA-256 of the register"] == "ab" * 32
    assert said["Register of"] == "17 June 2026"
    assert re.fullmatch(r"\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d", said["Made at"])
    assert said["Proof"] == "Proven best"
    assert said["Seed"] == "7"
    assert said["Rule: pupils in a cluster"] == "190 or more"


def test_it_is_no_closure_assessment_and_says_so_at_the_beginning() -> None:
    first = next(block for block in report_of(ordered()).blocks if isinstance(block, Notice))
    assert "does not assess any school for closure" in first.text


def test_made_up_data_are_marked_at_the_beginning_and_on_each_page() -> None:
    report = report_of(ordered(is_sample=True))
    assert report.meta.marking.startswith("Sample data")
    assert isinstance(report.blocks[0], Notice)
    assert report.blocks[0].kind == NoticeKind.SAMPLE
    assert report_of(ordered()).meta.marking == ""


def test_confidential_facts_and_notes_stay_out_unless_they_are_ticked() -> None:
    usual, ticked = whole(report_of(ordered())), report_of(ordered(parts=frozenset(Part)))
    for words in (SECRET, NOTE, "confidential fact"):
        assert words not in usual
        assert words in whole(ticked)
    assert "Confidential" in ticked.meta.marking
    assert SECRET not in whole(report_of(ordered(parts=USUAL | {Part.NOTES})))
    assert NOTE not in whole(report_of(ordered(parts=USUAL | {Part.CONFIDENTIAL})))


@pytest.mark.parametrize(
    ("part", "gone"),
    [
        (Part.MAPS, "Map of the plan"),
        (Part.CLUSTERS, "Moderate writing"),
        (Part.TRAVEL, "Travel between the schools"),
        (Part.MONEY, "20,000"),
        (Part.UNPLACED, "Schools without a partnership"),
        (Part.CHANGES, "What was decided by hand"),
        (Part.METHOD, "How it was worked out"),
    ],
)
def test_a_part_can_be_left_out(part: Part, gone: str) -> None:
    assert gone in whole(report_of(ordered()))
    assert gone not in whole(report_of(ordered(parts=USUAL - {part})))


def test_the_words_of_the_house_frame_the_report() -> None:
    style = HouseStyle(organisation="Fenshire", introduction="Dear\n\nmembers", closing="Thanks", contact="Ask\nus")
    report = report_of(ordered(house=House(style), title="Our schools"))
    headings = [heading.text for heading in report.headings]
    assert headings[0] == "Introduction"
    assert headings[-2:] == ["Closing words", "Whom to ask"]
    assert (report.title, report.meta.author) == ("Our schools", "Fenshire")


@pytest.mark.parametrize("text", EVERYWHERE, ids=range(len(EVERYWHERE)))
def test_whatever_stands_in_any_field_makes_a_report(text: str) -> None:
    text = (text.encode("utf-8", "replace").decode() or "empty")[:2_000]
    report = report_of(ordered(text, parts=frozenset(Part)))
    assert any(isinstance(block, Contents) for block in report.blocks)
    shown = " ".join(text.split())
    if shown.isprintable() and "\n" not in text:
        assert sum(shown in said for said in texts(report)) >= 20


def test_a_plan_without_clusters_still_has_a_report() -> None:
    exported, log = reported()
    from wolds.clustering.metrics import Scoreboard
    from wolds.clustering.plan import plan_with

    plan = replace(plan_with({}, exported.plan), partnerships={}, associates={})
    bare = replace(exported, plan=plan, scoreboard=Scoreboard.of(exported.schools, exported.standing, plan), facts=None)
    report = report_of(Ordered(bare, log))
    assert "The plan has no partnership yet: none of the 7 schools that it is about has a place." in whole(report)
    assert list(report.figures) == []
