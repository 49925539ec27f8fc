"""Why schools are not placed stays in sight after an edit by hand, and says that it is of the last proposal."""

from __future__ import annotations

from wolds.clustering import edits


def told(planner) -> dict:
    return dict(planner.window.proposing._shown_reasons)


def test_reasons_are_in_sight_when_a_plan_is_opened(at_work):
    views = at_work.window.views
    assert told(at_work)
    for shown in (views.unplaced.model.reasons, views.schools.model.facts.reasons, views.clusters.model.facts.reasons):
        assert dict(shown) == told(at_work)


def test_reasons_stay_in_sight_after_an_edit_and_are_marked_as_older(at_work):
    before = told(at_work)
    assert before, "the sample county leaves schools over"
    out = at_work.cluster(0).members[0]
    at_work.document.do(edits.MoveSchools((out,), None))
    after = told(at_work)
    assert after.keys() == before.keys() | {out}
    assert after[out][0] == "by-hand"
    for urn, (code, sentence) in before.items():
        assert after[urn][0] == code
        assert after[urn][1].startswith(sentence)
        assert "last proposal" in after[urn][1]
    at_work.choose("undo")
    assert told(at_work) == before
