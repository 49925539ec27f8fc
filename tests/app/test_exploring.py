"""Questions about a plan as the window asks them: what a plan other than the best says of itself, what an answer is about."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from wolds.app.exploring import as_proposal, beside, explain, is_about
from wolds.app.proposing import propose
from wolds.clustering import edits
from wolds.clustering.edits.base import EditContext
from wolds.clustering.edits.together import after
from wolds.clustering.eligibility import standing_of
from wolds.clustering.exploring import WhyHere, WhyNot
from wolds.clustering.plan import Plan
from wolds.clustering.rules import Rules
from wolds.geo.progress import Unwatched
from wolds.geo.schools import Schools


@pytest.fixture(scope="module")
def planned() -> EditContext:
    """A row of eight schools 1 to 3 km apart in clusters of two or three, and one out of reach of all."""
    east = [0, 1000, 3000, 4000, 6500, 7500, 9000, 11000, 60_000]
    frame = pd.DataFrame({"urn": range(1, 10), "status": "Open", "phase": "Primary", "roll": 80.0})
    frame["easting"], frame["northing"] = [400_000 + e for e in east], 300_000
    schools, plan = Schools.from_frame(frame), Plan(rules=Rules(cap_km=5, size_min=2, size_max=3, roll_min=100))
    context = EditContext(schools, standing_of(schools, plan.eligibility), plan)
    change = edits.AcceptProposal(propose(context).preview).change(context)
    return after(context, change)


def test_a_placed_school_is_asked_why_here_and_another_why_not(planned):
    assert isinstance(explain(planned, 1, Unwatched()).answer, WhyHere)
    assert isinstance(explain(planned, 9, Unwatched()).answer, WhyNot)


def test_a_what_if_holds_the_cluster_that_was_asked_for_and_never_calls_itself_best(planned):
    explained = explain(planned, 4, Unwatched())
    assert isinstance(explained.answer, WhyHere)
    assert explained.answer.next_best.clusters
    for elsewhere in explained.answer.next_best.clusters:
        proposal = as_proposal(planned, elsewhere.solution, explained.best)
        facts = proposal.preview.facts
        assert elsewhere.members in [cluster.members for cluster in proposal.preview.clusters]
        assert facts.unplaced_bound == explained.best.unplaced
        dearer = elsewhere.worth.objective_km > explained.best.parts.total_km + 1e-6
        if elsewhere.solution.unplaced == explained.best.unplaced and dearer:
            gap = 100 * (1 - explained.best.parts.total_km / elsewhere.worth.objective_km)
            assert facts.gap_percent == pytest.approx(gap)
            assert not facts.proven


def test_a_plan_that_leaves_more_schools_out_is_given_no_bound_on_its_cost(planned):
    best = explain(planned, 4, Unwatched()).best
    worse = replace(best, clusters=best.clusters[1:], unplaced=best.unplaced + len(best.clusters[0]))
    told = beside(worse, best)
    assert (told.unplaced_bound, told.objective_bound_km, told.cost_bound_km) == (best.unplaced_bound, 0.0, 0.0)
    assert not told.proven


@pytest.mark.parametrize(
    ("edit", "holds"),
    [
        (edits.RenameCluster("C001", "Other"), True),
        (edits.SetSchoolNote(1, "a note"), True),
        (edits.RecolourCluster("C001", 5), True),
        (edits.MoveSchools((1,), None), False),
        (edits.LockClusters(("C001",), True), False),
        (edits.LockSchools((9,), True), False),
        (edits.SetRules(Rules(cap_km=6)), False),
        (edits.ExcludeSchool(9, "closing"), False),
    ],
)
def test_an_answer_outlives_names_and_notes_but_not_rules_clusters_and_locks(planned, edit, holds):
    assert is_about(planned, after(planned, edit.change(planned))) is holds
