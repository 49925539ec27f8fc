from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.counties import open_primaries
from helpers.editing import done
from wolds.clustering.edits import (
    AcceptProposal,
    EditContext,
    EditError,
    LockClusters,
    LockSchools,
    MoveSchools,
    RenameCluster,
    SetSchoolNote,
)
from wolds.clustering.eligibility import standing_of
from wolds.clustering.heirs import Mover, preview_of, with_heirs
from wolds.clustering.plan import Cluster, Plan, ProposalFacts, plan_with
from wolds.clustering.problem import Ended, ObjectiveParts, Solution, Unplaced
from wolds.geo.schools import Schools

FACTS = ProposalFacts(0, 0, 1.0, 1.0, 0.0, True, "finished", 0.1, 0, "2026-01-01T00:00:00")
COUNT = 12


def _schools() -> Schools:
    points = [(1_000 * (urn % 4), 1_000 * (urn // 4)) for urn in range(1, COUNT + 1)]
    towns, rolls = [f"Town {chr(65 + at)}" for at in range(COUNT)], [10.0 * urn for urn in range(1, COUNT + 1)]
    return open_primaries(points, first=1, town=towns, roll=rolls)


def _context(*members: tuple[int, ...]) -> EditContext:
    clusters = {
        f"C{n:03d}": Cluster(f"C{n:03d}", n, f"Old {n}", urns, n % 8, lead=urns[0], note=f"note {n}")
        for n, urns in enumerate(members, start=1)
    }
    schools, plan = _schools(), plan_with(clusters)
    return EditContext(schools, standing_of(schools, plan.eligibility), plan)


def _solution(*clusters: tuple[int, ...]) -> Solution:
    return Solution(clusters, ObjectiveParts(1.0, 0.0, ()), 0, 0, 1.0, 1.0, Ended.FINISHED, 9, 0.1)


def _members(clusters: tuple[Cluster, ...]) -> dict[str, tuple[int, ...]]:
    return {cluster.id: cluster.members for cluster in clusters}


def test_a_proposed_cluster_inherits_everything_from_the_one_it_shares_most_schools_with() -> None:
    context = _context((1, 2, 3), (4, 5, 6))
    clusters = with_heirs(context, [(1, 4, 5, 6), (2, 3)])
    assert _members(clusters) == {"C001": (2, 3), "C002": (1, 4, 5, 6)}
    assert (clusters[1].name, clusters[1].note, clusters[1].colour, clusters[1].lead) == ("Old 2", "note 2", 2, 4)
    assert clusters[0].lead is None  # its lead went elsewhere


def test_pupils_settle_who_inherits_where_schools_do_not() -> None:
    clusters = with_heirs(_context((1, 2, 11, 12)), [(1, 2), (11, 12)])
    assert _members(clusters) == {"C001": (11, 12), "C002": (1, 2)}


def test_a_cluster_has_one_heir_and_the_rest_are_new() -> None:
    preview = preview_of(_context((1, 2, 3, 4, 5)), _solution((1, 2), (3, 4, 5)), (), FACTS)
    assert (preview.kept, preview.new, preview.gone) == (("C001",), ("C002",), ())
    assert preview.movers == (Mover(1, "C001", "C002"), Mover(2, "C001", "C002"))


def test_what_has_no_heir_is_listed_and_its_note_stays_in_the_history() -> None:
    context = _context((1, 2, 3), (4, 5))
    preview = preview_of(context, _solution((1, 2, 3, 4, 5)), (), FACTS)
    assert [cluster.name for cluster in preview.gone] == ["Old 2"]
    assert "Old 2 (note: note 2)" in AcceptProposal(preview).change(context).text


def test_a_locked_cluster_stays_as_it_is() -> None:
    context = done(_context((1, 2, 3), (4, 5)), LockClusters(("C001",), True))
    clusters = with_heirs(context, [(4, 5, 6)])
    assert _members(clusters) == {"C001": (1, 2, 3), "C002": (4, 5, 6)}
    assert clusters[0].locked


def test_a_locked_school_keeps_the_id_of_its_cluster_wherever_most_schools_go() -> None:
    context = done(_context((1, 2, 3, 4)), LockSchools((1,), True))
    assert _members(with_heirs(context, [(1, 8), (2, 3, 4)])) == {"C001": (1, 8), "C002": (2, 3, 4)}


def test_a_locked_school_that_the_proposal_does_not_know_stays_where_it_is() -> None:
    context = done(_context((1, 2, 3)), LockSchools((3,), True))
    assert _members(with_heirs(context, [(1, 2)])) == {"C001": (3,), "C002": (1, 2)}


@pytest.mark.parametrize(
    ("lock", "proposed"),
    [
        (LockClusters(("C001",), True), [(1, 4, 5)]),
        (LockSchools((1, 2), True), [(1, 4), (2, 5)]),
        (LockSchools((1, 4), True), [(1, 4)]),
        (LockSchools((9,), True), [(1, 9)]),
    ],
)
def test_a_proposal_that_moves_what_is_locked_is_refused(lock: object, proposed: list[tuple[int, ...]]) -> None:
    context = done(_context((1, 2, 3), (4, 5)), lock)
    with pytest.raises(EditError, match="which is locked"):
        with_heirs(context, proposed)


def test_the_first_proposal_numbers_clusters_in_order_and_names_them_apart() -> None:
    clusters = with_heirs(_context(), [(1, 2, 3), (4, 5, 6), (7, 8, 9)])
    assert [cluster.id for cluster in clusters] == ["C001", "C002", "C003"]
    assert len({cluster.name for cluster in clusters}) == 3
    assert len({cluster.colour for cluster in clusters}) == 3


def test_accepting_a_proposal_is_one_step_and_undo_takes_all_of_it_back() -> None:
    context = _context((1, 2, 3), (4, 5))
    unplaced = (Unplaced(9, "roll", "Too few pupils in reach."),)
    preview = preview_of(context, _solution((1, 2), (3, 4, 5), (6, 7)), unplaced, FACTS)
    change = AcceptProposal(preview).change(context)
    plan = context.plan.apply(change)
    assert dict(plan.cluster_of) == dict(preview.plan.cluster_of)
    assert plan.proposals["last"].reasons == ((9, "roll", "Too few pupils in reach."),)
    back = plan.apply(change.inverse)
    assert (back.clusters, back.cluster_of, back.proposals) == (
        context.plan.clusters,
        context.plan.cluster_of,
        context.plan.proposals,
    )


def test_a_preview_of_another_plan_is_not_accepted() -> None:
    context = _context((1, 2, 3), (4, 5))
    accept = AcceptProposal(preview_of(context, _solution((1, 2), (3, 4, 5)), (), FACTS))
    for edit in (MoveSchools((1,), "C002"), LockSchools((1,), True)):
        with pytest.raises(EditError, match="has changed since"):
            accept.change(done(context, edit))


def test_names_and_notes_written_while_the_preview_was_open_are_kept() -> None:
    context = _context((1, 2, 3), (4, 5))
    accept = AcceptProposal(preview_of(context, _solution((1, 2, 3), (4, 5, 6)), (), FACTS))
    plan = done(context, RenameCluster("C002", "Fen edge"), SetSchoolNote(1, "new head"), accept).plan
    assert plan.clusters["C002"].name == "Fen edge"
    assert plan.school_notes == {1: "new head"}


def _partition(labels: list[int]) -> tuple[tuple[int, ...], ...]:
    groups = {label: tuple(urn for urn, own in enumerate(labels, 1) if own == label) for label in sorted(set(labels) - {0})}
    return tuple(sorted(groups.values()))


labels = st.lists(st.integers(0, 4), min_size=COUNT, max_size=COUNT)


@settings(max_examples=60, deadline=None)
@given(present=labels, proposed=labels)
def test_heirs_hold_the_proposed_schools_and_nothing_is_lost_in_between(present: list[int], proposed: list[int]) -> None:
    context, solution = _context(*_partition(present)), _solution(*_partition(proposed))
    preview = preview_of(context, solution, (), FACTS)
    assert sorted(cluster.members for cluster in preview.clusters) == sorted(solution.clusters)
    assert sorted((*preview.kept, *(cluster.id for cluster in preview.gone))) == sorted(context.plan.clusters)
    assert len({cluster.name for cluster in preview.clusters}) == len(preview.clusters)
    movers = {mover.urn for mover in preview.movers}
    assert all(
        (urn in movers) == (context.plan.cluster_of.get(urn) != preview.plan.cluster_of.get(urn)) for urn in range(1, 13)
    )
    assert isinstance(preview.plan, Plan)
