"""What was judged once is not judged again: locks, names, scenarios and going back to earlier rules."""

from __future__ import annotations

import pytest

from wolds.app.document import PlanDocument
from wolds.app.judging import judged_ahead
from wolds.clustering import cluster_figures, edits
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.project import Project


@pytest.fixture
def judged(monkeypatch) -> list[str]:
    """The ids of the clusters that were looked at, in order."""
    seen: list[str] = []
    one, all_at_once = cluster_figures.figures_of, cluster_figures.figures_of_all

    def counting(case):
        seen.append(case.cluster.id)
        return one(case)

    def counting_all(law, clusters):
        seen.extend(cluster.id for cluster in clusters)
        return all_at_once(law, clusters)

    monkeypatch.setattr(cluster_figures, "figures_of", counting)
    monkeypatch.setattr(cluster_figures, "figures_of_all", counting_all)
    return seen


@pytest.fixture
def document(qtbot, planned: Project) -> PlanDocument:
    document = PlanDocument()
    document.open(planned)
    return document


def as_judged_anew(document: PlanDocument) -> bool:
    anew = Scoreboard.of(document.schools, document.standing, document.plan)
    mine = document.scoreboard
    return (dict(anew.clusters), anew.plan, anew.violations) == (dict(mine.clusters), mine.plan, mine.violations)


@pytest.mark.parametrize(
    "edit", [lambda _: edits.LockAll(True), lambda first: edits.RenameCluster(first, "Fen")], ids=["lock all", "rename"]
)
def test_locks_and_names_judge_no_cluster(document, judged, edit):
    assert document.do(edit(next(iter(document.plan.clusters))))
    assert judged == []
    assert as_judged_anew(document)


def test_a_move_judges_the_clusters_it_touches_and_its_undo_none(document, judged):
    home = next(iter(document.plan.clusters.values()))
    assert document.do(edits.MoveSchools(home.members[:1], None))
    assert judged == [home.id]
    document.undo_group.undo()
    assert judged == [home.id]
    assert as_judged_anew(document)


def test_a_copy_of_a_scenario_and_the_way_back_judge_nothing(document, judged):
    document.duplicate("B")
    document.switch_to(0)
    assert judged == []
    assert as_judged_anew(document)


def test_other_rules_judge_all_and_going_back_to_the_old_ones_none(document, judged):
    rules = document.plan.rules
    assert document.do(edits.SetRules(rules.model_copy(update={"size_max": 3})))
    assert len(judged) == len(document.plan.clusters)
    document.undo_group.undo()
    assert len(judged) == len(document.plan.clusters)
    assert as_judged_anew(document)


def test_another_filter_and_back_keep_the_standing_the_same(document, judged):
    before, wanted = document.standing, document.plan.eligibility.model_copy(update={"roll_max": 120})
    assert document.do(edits.SetEligibility(wanted))
    seen = len(judged)
    document.undo_group.undo()
    assert document.standing is before
    assert len(judged) == seen
    assert as_judged_anew(document)


def test_what_a_job_judged_ahead_is_taken_when_the_plan_is_opened(qtbot, planned, judged):
    document = PlanDocument()
    document.judges.learn(judged_ahead(planned))
    seen = len(judged)
    document.open(planned)
    assert len(judged) == seen == len(planned.plan.clusters)
    assert as_judged_anew(document)


def test_a_judge_of_another_register_is_never_asked(document, planned, judged):
    other = Project(planned.schools.__class__.from_frame(planned.schools.frame.copy()), (planned.plan,))
    document.open(other)
    assert len(judged) == len(planned.plan.clusters)
    assert document.scoreboard.schools is other.schools
