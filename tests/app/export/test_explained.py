"""A plan that was edited by hand says why schools are left over, by its rules as they are now."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from helpers.neighbours import around, clustered
from wolds.app.export.bundle import Exported
from wolds.app.export.explained import can_be_explained, explained
from wolds.app.proposing import propose
from wolds.clustering.edits.base import EditContext
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import plan_with
from wolds.clustering.rules import Rules
from wolds.geo.errors import WoldsError

NEAR, TAKEN_OUT, FAR = 100_001, 100_004, 100_005
POINTS = [(0, 0), (2_000, 0), (0, 2_000), (2_000, 2_000), (90_000, 0)]


class AskedToStop:
    """A person who has cancelled."""

    def tell(self, fraction: float, message: str = "") -> None: ...

    def should_stop(self) -> bool:
        return True


@pytest.fixture
def edited() -> Exported:
    """Three schools in a cluster; one that was taken out though it could join, and one that is far from all."""
    return exported_of(clustered(around(POINTS, Rules(size_min=3, roll_min=0), roll=[60.0] * 5), (NEAR, 100_002, 100_003)))


def exported_of(context: EditContext) -> Exported:
    scoreboard = Scoreboard.of(context.schools, context.standing, context.plan)
    return Exported.of(context.schools, context.standing, context.plan, scoreboard)


def test_what_a_rule_forbids_is_told_and_what_a_person_left_out_blames_no_rule(edited: Exported) -> None:
    reasons = {row.urn: row.reason for row in explained(edited).rows}
    assert reasons[NEAR] == ""
    assert reasons[FAR].startswith("no-neighbour - No eligible school is in reach: the nearest is")
    assert reasons[TAKEN_OUT].startswith("competition - There are groups under these rules that it could join")
    assert "edited by hand" in reasons[TAKEN_OUT]


def test_a_school_far_from_all_gets_the_reason_that_a_proposal_would_give(edited: Exported) -> None:
    proposed = {one.urn: (one.code, one.sentence) for one in propose(edited.context).unplaced}
    told = {one.urn: (one.code, one.sentence) for one in explained(edited).unplaced}
    assert told[FAR] == proposed[FAR]


def test_a_school_that_is_locked_out_says_so(edited: Exported) -> None:
    locked = replace(edited.plan, school_locks=MappingProxyType({TAKEN_OUT: ""}))
    reasons = {row.urn: row.reason for row in explained(exported_of(replace(edited.context, plan=locked))).rows}
    assert reasons[TAKEN_OUT] == "locked - The school is locked out of every cluster."


def test_what_a_proposal_told_stays_as_it_told_it(edited: Exported) -> None:
    proposal = propose(edited.context)
    told = replace(edited, unplaced=proposal.unplaced)
    assert explained(told) is told
    proposed = replace(edited, facts=proposal.preview.facts)
    assert explained(proposed) is proposed


def test_a_plan_that_leaves_nobody_over_is_left_alone(edited: Exported) -> None:
    context = clustered(around(POINTS[:4], Rules(size_min=3, roll_min=0), roll=[60.0] * 4), (NEAR, 100_002, 100_003, TAKEN_OUT))
    whole = exported_of(context)
    assert explained(whole) is whole
    nobody = exported_of(replace(context, plan=plan_with({}, context.plan)))
    assert {row.reason.split()[0] for row in explained(nobody).rows} == {"competition"}


def test_who_cancels_waits_for_no_reason(edited: Exported) -> None:
    with pytest.raises(WoldsError):
        explained(edited, AskedToStop())


def test_the_schools_of_a_country_are_left_to_a_proposal(edited: Exported, monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_be_explained(edited)
    monkeypatch.setattr("wolds.app.export.explained._MOST_SCHOOLS", 4)
    assert explained(edited) is edited
