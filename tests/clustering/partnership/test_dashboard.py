"""The county at a glance: each cluster counted once in each chart, and figures that follow edits as if reckoned afresh."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from helpers.editing import done, refusal
from helpers.neighbours import around, clustered
from wolds.clustering.edits import (
    AddAction,
    AddMeasure,
    DissolveCluster,
    EachPartnership,
    Edit,
    EditContext,
    EditError,
    MoveSchools,
    RemoveAction,
    SetBudget,
    SetLeadRole,
    SetModel,
    SetStage,
)
from wolds.clustering.models import Model
from wolds.clustering.partnership import Action, Budget, Category, Measure, Spending, SpendingHead, Stage
from wolds.clustering.partnership.dashboard import CountyDashboard, CountyWatch, ReviewTime, county_dashboard

DAY = date(2026, 9, 1)
IDS = ("C001", "C002", "C003")


def built() -> EditContext:
    context = around([(1000.0 * n, 0) for n in range(8)])
    return clustered(context, (100_001, 100_002), (100_003, 100_004), (100_005, 100_006))


def review(cluster: str, on: date | None) -> Edit:
    return SetModel(cluster, None, None, on, DAY)


def plain(county: CountyDashboard) -> CountyDashboard:
    """The figures alone: states are compared by what they say."""
    return replace(county, states={key: (one.money, one.warned, one.review) for key, one in county.states.items()})


ids = st.sampled_from(IDS)
models, days, pounds = st.none() | st.sampled_from(Model), st.none() | st.dates(), st.none() | st.integers(0, 900)
edits = st.one_of(
    st.builds(SetStage, ids, st.sampled_from(Stage)),
    st.builds(SetLeadRole, ids, st.sampled_from(["", "executive head"])),
    st.builds(SetModel, ids, models, models, days, st.just(DAY)),
    st.builds(AddAction, ids, st.builds(Action, text=st.just("x"), category=st.sampled_from(Category))),
    st.builds(RemoveAction, ids, st.just("A1")),
    st.builds(AddMeasure, ids, st.builds(Measure, name=st.just("y"), agreed=st.booleans(), review_date=days)),
    st.builds(SetBudget, ids, st.builds(Budget, grant=pounds, levy_per_pupil=pounds)),
    st.builds(MoveSchools, st.tuples(st.integers(100_001, 100_008)), ids | st.none()),
    st.builds(DissolveCluster, ids),
)


@given(st.lists(edits, max_size=12))
def test_figures_that_follow_edits_and_undo_are_those_reckoned_afresh(steps: list[Edit]) -> None:
    context, watch, changes = built(), CountyWatch(), []
    for step in steps:
        try:
            change = step.change(context)
        except EditError:
            continue
        context = replace(context, plan=context.plan.apply(change))
        changes.append(change)
        assert plain(watch.dashboard(context, DAY)) == plain(county_dashboard(context, DAY))
    for change in reversed(changes):
        context = replace(context, plan=context.plan.apply(change.inverse))
        assert plain(watch.dashboard(context, DAY)) == plain(county_dashboard(context, DAY))


@given(st.lists(edits, max_size=8))
def test_each_cluster_stands_once_in_every_chart_of_models_and_stages(steps: list[Edit]) -> None:
    context = built()
    for step in steps:
        try:
            context = done(context, step)
        except EditError:
            continue
    county = county_dashboard(context, DAY)
    for chart in (county.by_model, county.by_target, county.by_stage):
        assert sorted(key for group in chart.values() for key in group) == sorted(context.plan.clusters)
    assert set(county.overdue) == {*county.warned.get("review-overdue", ()), *county.warned.get("measure-overdue", ())}
    assert sum(county.spending.values()) == sum(one.money.spending for one in county.states.values())


def test_a_review_is_overdue_the_day_after_it_and_soon_for_three_months() -> None:
    for days, expected in ((-1, ReviewTime.OVERDUE), (0, ReviewTime.SOON), (92, ReviewTime.SOON), (93, ReviewTime.LATER)):
        county = county_dashboard(done(built(), review("C001", DAY + timedelta(days=days))), DAY)
        assert county.by_review[expected][0] == "C001"
        assert county.by_review[ReviewTime.NOT_SET] == ("C002", "C003")


def test_a_partnership_that_has_ended_is_counted_by_stage_and_asked_for_no_review() -> None:
    context = done(built(), review("C001", DAY - timedelta(days=9)), SetStage("C001", Stage.ENDED))
    county = county_dashboard(context, DAY)
    assert county.by_stage[Stage.ENDED] == ("C001",)
    assert county.overdue == ()
    assert sum(len(group) for group in county.by_review.values()) == 2


def test_the_clusters_behind_a_sum_of_spending_are_those_that_spend() -> None:
    spending = (Spending(head=SpendingHead.TRANSPORT, pounds=40), Spending(head=SpendingHead.LEADERSHIP, pounds=0))
    county = county_dashboard(done(built(), SetBudget("C002", Budget(spending=spending))), DAY)
    assert county.spenders[SpendingHead.TRANSPORT] == ("C002",)
    assert county.spenders[SpendingHead.LEADERSHIP] == ()


def test_figures_worked_out_in_parts_are_those_worked_out_at_once() -> None:
    watch, context = CountyWatch(), done(built(), SetStage("C002", Stage.RUNNING))
    assert [watch.prepare(context, DAY, 1) for _ in IDS] == [False, False, True]
    assert plain(watch.dashboard(context, DAY)) == plain(county_dashboard(context, DAY))


def test_many_partnerships_are_set_as_one_step_and_no_change_at_all_is_refused() -> None:
    context = done(built(), SetLeadRole("C002", "executive head"))
    edits = (*(SetStage(key, Stage.TALKING) for key in IDS), SetModel("C001", Model.INFORMAL, None, DAY, DAY))
    change = EachPartnership(edits, "Say the same").change(context)
    after = replace(context, plan=context.plan.apply(change))
    assert {after.plan.partnerships[key].stage for key in IDS} == {Stage.TALKING}
    assert after.plan.partnerships["C001"].model == Model.INFORMAL
    assert after.plan.partnerships["C002"].lead_role == "executive head"
    assert after.plan.apply(change.inverse).partnerships == context.plan.partnerships
    assert str(refusal(after, EachPartnership(edits, "Say the same"))) == "It is so already for all of them."


def test_another_day_and_another_register_are_looked_at_anew() -> None:
    watch, context = CountyWatch(), done(built(), review("C001", DAY))
    assert watch.dashboard(context, DAY).overdue == ()
    assert watch.dashboard(context, DAY + timedelta(days=1)).overdue == ("C001",)
    with_levy = done(context, SetBudget("C001", Budget(levy_per_pupil=2)))
    before = watch.dashboard(with_levy, DAY).income
    other = replace(with_levy, schools=around([(1000.0 * n, 0) for n in range(8)], roll=7).schools)
    assert watch.dashboard(other, DAY).income == 28 != before
