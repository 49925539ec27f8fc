"""What a plan makes of existing relations, and what the rules make of them: kept by kind, preferred by weight."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from helpers.counties import open_primaries
from wolds.clustering.build import build_problem
from wolds.clustering.doubts import doubts
from wolds.clustering.edits import EditContext, EditError, ForgetRelation, SetRules, TakeRelations
from wolds.clustering.edits.together import after
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.engine import solve
from wolds.clustering.existing import kept_together, related_pairs
from wolds.clustering.impossible import impossible_combinations
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.partnership.records import ConfidentialFact, FactKind
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.records import plan_from, plan_json, refuse_unknown
from wolds.clustering.relations import Fate, Ties, fate_sentence, fates_of
from wolds.clustering.rules import Relation, RelationKind, Rules
from wolds.geo.errors import InputError

A, B, C, D, E, F = range(100_001, 100_007)
POINTS = [(0, 0), (1_000, 0), (2_000, 0), (20_000, 0), (21_000, 0), (22_000, 0)]
MATHS = Relation(kind=RelationKind.COLLABORATION, urns=(A, D), name="Maths", reason="plan together")
HEAD = Relation(kind=RelationKind.SHARED_HEAD, urns=(B, C))


def county(**columns):
    return open_primaries(POINTS, **columns)


def context_of(rules: Rules, *groups: tuple[int, ...], schools=None, **eligibility) -> EditContext:
    clusters = {f"C{n}": Cluster(f"C{n}", n, f"Cluster {n}", group, 0) for n, group in enumerate(groups, 1)}
    plan = plan_with(clusters, Plan(rules=rules, eligibility=Eligibility(**eligibility)))
    schools = county() if schools is None else schools
    return EditContext(schools, standing_of(schools, plan.eligibility), plan)


@pytest.mark.parametrize(
    ("groups", "fate"),
    [
        (((A, B, C, D), (E, F)), Fate.KEPT),
        (((A, B), (C, D)), Fate.PARTED),
        (((A, E), (B, F)), Fate.BROKEN),
        (((A, E),), Fate.BROKEN),
        (((A, B, C),), Fate.PARTED),
        (((E, F),), Fate.UNPLACED),
    ],
)
def test_a_relation_is_kept_parted_broken_or_not_placed(groups: tuple[tuple[int, ...], ...], fate: Fate) -> None:
    relation = Relation(kind=RelationKind.EARLIER_CLUSTER, urns=(A, B, C, D))
    (found,) = fates_of(context_of(Rules(relations=(relation,)), *groups))
    assert found.fate == fate


def test_a_relation_of_schools_that_take_no_part_is_outside() -> None:
    context = context_of(Rules(relations=(MATHS,)), exclude=[{"urn": D, "reason": ""}])
    assert fates_of(context)[0].fate == Fate.OUTSIDE


def test_federations_and_trusts_of_open_schools_are_ties_too() -> None:
    schools = county(
        federation_name=["Fen", "Fen", "", "", "", ""],
        trust_name=["", "", "Sea", "Sea", "Sea", "Lone"],
        status=["Open", "Open", "Open", "Open", "Closed", "Open"],
    )
    ties = Ties.of(schools, Plan(rules=Rules(relations=(MATHS,))))
    assert [(tie.kind, tie.urns) for tie in ties.all] == [
        (RelationKind.COLLABORATION, (A, D)),
        (RelationKind.FEDERATION, (A, B)),
        (RelationKind.TRUST, (C, D)),
    ]
    assert [tie.name for tie in ties.of_school[A]] == ["Maths", "Fen"]


def test_a_sentence_says_where_each_school_is() -> None:
    context = context_of(Rules(relations=(MATHS, HEAD)), (A, B), (C, E))
    said = [fate_sentence(one, context.schools, context.plan) for one in fates_of(context)]
    assert said == [
        "Collaboration Maths: School 1 in Cluster 1; School 4 in no cluster",
        "Shared head of School 2 and School 3: School 2 in Cluster 1; School 3 in Cluster 2",
    ]


def test_a_kind_that_is_kept_binds_its_schools_in_the_engine_and_in_the_checks() -> None:
    rules = Rules(cap_km=30, size_min=2, size_max=3, roll_min=None, relations=(MATHS,))
    free = context_of(rules)
    kept = context_of(rules.model_copy(update={"keep_relations": (RelationKind.COLLABORATION,)}))
    assert {tuple(sorted(group)) for group in found_by(free)} == {(A, B, C), (D, E, F)}
    assert any({A, D} <= set(group) for group in found_by(kept))
    board = Scoreboard.of(kept.schools, kept.standing, context_of(kept.plan.rules, (A, B), (D, E)).plan)
    (fault,) = board.plan_violations
    assert fault.sentence == "Maths is split (plan together): School 1 in Cluster 1 and School 4 in Cluster 2"


def found_by(context: EditContext) -> list[tuple[int, ...]]:
    problem = build_problem(context.schools, context.standing, context.plan)
    return [tuple(group) for group in solve(problem).clusters]


def test_only_the_kinds_that_count_are_preferred() -> None:
    schools = county(federation_name=["Fen", "Fen", "", "", "", ""], trust_name=["", "", "Sea", "Sea", "", ""])
    rules = Rules(relations=(MATHS, HEAD), existing_relations_km=5)
    urns = [A, B, C, D]
    assert related_pairs(schools, urns, rules) == [(A, B), (A, D), (B, C), (C, D)]
    some = rules.model_copy(update={"prefer_relations": (RelationKind.SHARED_HEAD, RelationKind.FEDERATION)})
    assert related_pairs(schools, urns, some) == [(A, B), (B, C)]


def test_members_outside_are_told_and_a_bond_beyond_the_cap_can_be_forgotten() -> None:
    rules = Rules(cap_km=12, size_min=2, relations=(MATHS, HEAD), keep_relations=(RelationKind.COLLABORATION,))
    context = context_of(rules)
    (impossible,) = impossible_combinations(context.schools, context.standing, rules)
    assert impossible.urns == (A, D)
    mended = after(context, impossible.remedies[0].edit.change(context)).plan.rules
    assert mended.relations == (HEAD,)
    outside = context_of(rules, exclude=[{"urn": D, "reason": ""}])
    said = [doubt.sentence for doubt in doubts(outside.schools, outside.standing, rules, outside.plan.eligibility)]
    assert "School 4 of Maths takes no part: let in to keep all together" in said


def test_taking_relations_is_one_step_that_can_be_taken_back_and_adds_nothing_twice() -> None:
    context = context_of(Rules(relations=(HEAD,)), (A, B))
    fact = ConfidentialFact(urn=A, kind=FactKind.HEAD_VACANCY, text="Easter")
    change = TakeRelations((MATHS, HEAD), (fact, fact), "mine.csv").change(context)
    taken = after(context, change)
    assert taken.plan.rules.relations == (HEAD, MATHS)
    assert list(taken.plan.confidential.values()) == [fact]
    assert change.text == "Bring in 1 recorded relation and 1 confidential fact from mine.csv"
    assert plan_json(taken.plan.apply(change.inverse)) == plan_json(context.plan)
    with pytest.raises(EditError, match="already"):
        TakeRelations((MATHS, HEAD), (fact,)).change(taken)


def test_a_relation_with_another_reason_takes_the_place_of_the_old_one() -> None:
    context = context_of(Rules(relations=(MATHS,)))
    anew = MATHS.model_copy(update={"reason": "and sport"})
    assert after(context, TakeRelations((anew,)).change(context)).plan.rules.relations == (anew,)
    forgotten = after(context, ForgetRelation(MATHS).change(context))
    assert forgotten.plan.rules.relations == ()
    with pytest.raises(EditError):
        ForgetRelation(MATHS).change(forgotten)


@pytest.mark.parametrize("urns", [(A,), (A, A), (B, A), (0, A)])
def test_a_relation_has_two_schools_or_more_each_once(urns: tuple[int, ...]) -> None:
    with pytest.raises(ValidationError):
        Relation(kind=RelationKind.COLLABORATION, urns=urns)


def test_the_register_tells_of_federations_and_nobody_records_one() -> None:
    with pytest.raises(ValidationError):
        Relation.model_validate({"kind": "federation", "urns": (A, B)})


def test_schools_that_the_register_lacks_are_refused_everywhere() -> None:
    stranger = Relation(kind=RelationKind.SHARED_HEAD, urns=(A, 999_999))
    context = context_of(Rules())
    with pytest.raises(EditError, match="999999"):
        TakeRelations((stranger,)).change(context)
    with pytest.raises(EditError, match="999999"):
        SetRules(Rules(relations=(stranger,))).change(context)
    with pytest.raises(InputError, match="999999"):
        refuse_unknown(context_of(Rules(relations=(stranger,))).plan, context.schools)


def test_relations_are_kept_with_the_plan() -> None:
    rules = Rules(relations=(MATHS, HEAD), keep_relations=(RelationKind.SHARED_HEAD,), prefer_relations=(RelationKind.TRUST,))
    assert plan_from(plan_json(Plan(rules=rules))).rules == rules


def test_kept_relations_name_the_relation_behind_them() -> None:
    rules = Rules(relations=(MATHS, HEAD), keep_relations=(RelationKind.SHARED_HEAD,))
    context = context_of(rules)
    assert [group.relation for group in kept_together(context.schools, context.standing, rules)] == [HEAD]
