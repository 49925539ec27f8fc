from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QMimeData

from wolds.clustering.eligibility import Reason
from wolds.widgets.common.figures import (
    full_travel_text,
    km_text,
    minutes_text,
    pupils_text,
    schools_text,
    short_travel_text,
    summed_travel_text,
)
from wolds.widgets.common.mime import SCHOOLS_MIME, mime_of, urns_of
from wolds.widgets.common.sync import sync_rows
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.common.tsv import tsv_of
from wolds.widgets.common.words import exclusion_words, rule_words, unplaced_words


def test_kilometres_have_one_decimal_and_minutes_are_told_as_an_estimate():
    assert km_text(8.44) == "8.4 km"
    assert minutes_text(12.38) == "about 20 min (estimate)"
    assert full_travel_text(12.38) == "12.4 km in a straight line, about 20 min (estimate)"


def test_a_line_of_figures_says_by_what_each_is():
    assert summed_travel_text(12.38, in_minutes=True, by="") == "about 20 min (estimate)"
    assert summed_travel_text(12.38, in_minutes=False, by="") == "12.4 km straight"
    assert summed_travel_text(12.38, in_minutes=True, by="by road, OSM July 2022") == "20 min by road, OSM July 2022"
    assert summed_travel_text(math.inf, in_minutes=True, by="by road") == "kept apart"
    assert summed_travel_text(math.nan, in_minutes=False, by="") == "unknown"


def test_travel_that_nobody_knows_or_a_barrier_forbids_is_said_in_words():
    assert km_text(math.nan) == "unknown"
    assert short_travel_text(math.inf, in_minutes=True) == "kept apart"


def test_one_is_not_a_plural():
    assert (schools_text(1), schools_text(1280)) == ("1 school", "1,280 schools")
    assert (pupils_text(1), pupils_text(118), pupils_text(math.nan)) == ("1 pupil", "118 pupils", "roll unknown")


def test_every_reason_for_leaving_a_school_out_has_words_of_its_own():
    codes = [value for name, value in vars(Reason).items() if name.isupper()]
    words = [exclusion_words(code) for code in codes]
    assert len(set(words)) == len(codes)
    assert "Roll above" not in words


def test_a_rule_that_blocks_a_school_is_named():
    assert unplaced_words("rule:mix") == "Blocked by a rule: church and community mix"


def test_an_unknown_code_still_reads_as_words():
    assert rule_words("brand-new_rule") == "Brand new rule"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", "＝1"])
def test_text_that_a_spreadsheet_would_run_is_tamed(text):
    cell = tsv_of(["Heading"], [[text]]).split("\n", 1)[1].lstrip('"')
    assert cell.startswith("'")


def test_numbers_stay_numbers_and_unknown_ones_are_empty():
    assert tsv_of(["a", "b", "c"], [[-5, 62.0, math.nan]]) == "a\tb\tc\n-5\t62\t\n"


def test_line_breaks_and_quotes_stay_within_their_cell():
    assert tsv_of(["Note"], [['first "one"\nsecond']]) == 'Note\n"first ""one""\nsecond"\n'


def test_a_tooltip_shows_markup_as_text():
    assert plain_tip("<img src=x>\nnext") == "<qt>&lt;img src=x&gt;<br>next</qt>"


def test_schools_survive_a_drag():
    assert urns_of(mime_of([900003, 900001])) == {900001, 900003}


@pytest.mark.parametrize("data", [b"", b"[", b'{"a": 1}', b'["x", true, null]', b"\xff\xfe"])
def test_foreign_drag_data_holds_no_schools(data):
    foreign = QMimeData()
    foreign.setData(SCHOOLS_MIME, data)
    assert urns_of(foreign) == frozenset()


def test_rows_come_to_the_wanted_ones_in_runs():
    rows, steps = [1, 2, 3, 4, 7], []

    def remove(first, last):
        steps.append(("remove", first, last))
        del rows[first : last + 1]

    def insert(at, keys):
        steps.append(("insert", at, tuple(keys)))
        rows[at:at] = keys

    assert sync_rows(tuple(rows), [0, 1, 4, 5, 6, 7], remove, insert)
    assert rows == [0, 1, 4, 5, 6, 7]
    assert steps == [("remove", 1, 2), ("insert", 0, (0,)), ("insert", 3, (5, 6))]


def test_rows_that_change_places_are_left_to_the_caller():
    assert not sync_rows([1, 2], [2, 1], lambda *_: None, lambda *_: None)
