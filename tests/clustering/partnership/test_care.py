"""What a partnership lacks, what its model asks, and the county at a glance."""

from __future__ import annotations

import math
from datetime import date

import pytest

from helpers.editing import done
from helpers.neighbours import around, clustered
from wolds.clustering.edits import (
    AddAction,
    AddMeasure,
    ChangeAction,
    EditContext,
    SetBudget,
    SetLead,
    SetLeadRole,
    SetModel,
    SetPolicy,
    SetStage,
)
from wolds.clustering.models import Model
from wolds.clustering.partnership import (
    Action,
    Budget,
    Category,
    Measure,
    Spending,
    SpendingHead,
    Stage,
    Status,
)
from wolds.clustering.partnership.care import consequence_for, need_of, prompts_of, warnings_of
from wolds.clustering.partnership.dashboard import county_dashboard
from wolds.clustering.partnership.figures import money_of
from wolds.clustering.policy import Policy, PolicyRow, Verdict

DAY = date(2026, 9, 1)
TEACH = Action(text="Moderate maths", category=Category.TEACHING)
MEASURE = Measure(name="Reading", agreed=True)


def built(**columns) -> EditContext:
    return clustered(around([(1000.0 * n, 0) for n in range(5)], **columns), (100_001, 100_002), (100_003, 100_004))


def codes(context: EditContext, day: date = DAY) -> list[str]:
    return [one.code for one in warnings_of(context, "C001", day)]


def sound(context: EditContext) -> EditContext:
    """Nothing is missing in C001."""
    return done(
        context,
        SetLead("C001", 100_001),
        SetModel("C001", Model.INFORMAL, None, date(2027, 7, 1), DAY),
        AddAction("C001", TEACH),
        AddMeasure("C001", MEASURE),
    )


def test_a_partnership_of_which_nothing_is_known_is_told_all_that_it_lacks() -> None:
    assert codes(built()) == ["no-model", "no-lead", "no-teaching", "no-measure", "no-review"]


def test_a_sound_partnership_is_not_warned() -> None:
    assert codes(sound(built())) == []


def test_a_lead_role_will_do_for_a_lead_school() -> None:
    assert "no-lead" not in codes(done(built(), SetLeadRole("C001", "Executive head")))


def test_an_action_that_was_dropped_and_a_measure_not_agreed_do_not_count() -> None:
    context = sound(built())
    dropped = done(context, ChangeAction("C001", TEACH.model_copy(update={"id": "A1", "status": Status.DROPPED})))
    assert codes(dropped) == ["no-teaching"]
    only_named = done(built(), AddMeasure("C001", MEASURE.model_copy(update={"agreed": False})))
    assert "no-measure" in codes(only_named)


@pytest.mark.parametrize(("day", "expected"), [(date(2027, 7, 1), []), (date(2027, 7, 2), ["review-overdue"])])
def test_a_review_is_overdue_the_day_after(day: date, expected: list[str]) -> None:
    assert codes(sound(built()), day) == expected


def test_a_measure_s_own_review_is_watched() -> None:
    late = done(sound(built()), AddMeasure("C001", Measure(name="Attendance", review_date=date(2026, 8, 31))))
    assert codes(late) == ["measure-overdue"]


def spending(*items: tuple[SpendingHead, float], **money: float) -> SetBudget:
    return SetBudget("C001", Budget(spending=tuple(Spending(head=head, pounds=pounds) for head, pounds in items), **money))


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        (spending(grant=20_000), ["no-leadership-time"]),
        (spending((SpendingHead.TRANSPORT, 5), grant=20_000), ["no-leadership-time"]),
        (spending((SpendingHead.LEADERSHIP, 5), grant=20_000), []),
        (spending((SpendingHead.LEADERSHIP, 5.0), levy_per_pupil=1), []),
        (spending((SpendingHead.LEADERSHIP, 121), levy_per_pupil=1), ["overspent"]),
        (spending((SpendingHead.LEADERSHIP, 1), grant=0), ["overspent"]),
    ],
)
def test_money_is_watched(budget: SetBudget, expected: list[str]) -> None:
    assert codes(done(sound(built()), budget)) == expected


def test_income_is_grant_and_levies_of_the_present_members_and_unknown_with_an_unknown_roll() -> None:
    budget = spending(
        (SpendingHead.LEADERSHIP, 100), (SpendingHead.LEADERSHIP, 50), grant=1000, levy_per_school=10, levy_per_pupil=2
    )
    money = money_of(done(built(), budget), "C001")
    assert (money.income, money.spending, money.balance) == (1000 + 20 + 240, 150, 1110)
    assert money.by_head[SpendingHead.LEADERSHIP] == 150
    unknown = done(sound(built(roll=[60, math.nan, 60, 60, 60])), budget)
    assert money_of(unknown, "C001").income is None
    assert codes(unknown) == ["income-unknown"]


def test_a_model_that_the_schools_cannot_form_and_a_small_roll_are_told() -> None:
    mixed = built(type_name=["Community school", "Academy converter", *["Community school"] * 3])
    assert codes(done(sound(mixed), SetModel("C001", Model.INFORMAL, Model.HARD_FEDERATION, date(2027, 7, 1), DAY))) == [
        "model-barred",
        "roll-small",
    ]


def test_a_partnership_that_has_ended_is_left_in_peace() -> None:
    assert codes(done(built(), SetStage("C001", Stage.ENDED))) == []


def test_the_model_aimed_at_brings_its_prompts_with_sources_and_one_in_force_does_not() -> None:
    aiming = done(built(), SetModel("C001", Model.INFORMAL, Model.HARD_FEDERATION, None, DAY))
    said = {prompt.sentence: prompt.source for prompt in prompts_of(aiming, "C001")}
    weeks = next(sentence for sentence in said if "six weeks" in sentence)
    assert "SI 2012/1035" in said[weeks]
    assert all(said.values())
    there = done(built(), SetModel("C001", Model.HARD_FEDERATION, None, None, DAY))
    assert not any("six weeks" in prompt.sentence for prompt in prompts_of(there, "C001"))
    assert prompts_of(built(), "C001") == ()


def test_prompts_name_the_bodies_that_table_and_borders_ask_for() -> None:
    context = built(
        religious_character=["Church of England", *["None"] * 4],
        type_name=["Voluntary aided school", *["Community school"] * 4],
        la_code=["925", "926", "925", "925", "925"],
        la_name=["Fenshire", "Ashshire", "Fenshire", "Fenshire", "Fenshire"],
    )
    said = " ".join(
        p.sentence for p in prompts_of(done(context, SetModel("C001", None, Model.HARD_FEDERATION, None, DAY)), "C001")
    )
    assert "Approval needed for School 1" in said
    assert "majority" in said
    assert "Ashshire and Fenshire" in said


def test_the_consequence_follows_the_model_of_the_cluster_and_the_plan_s_table() -> None:
    context = built()
    assert consequence_for(context, "C001").verdict == Verdict.ALLOWED
    strict = done(context, SetPolicy(Policy(rows=(PolicyRow(informal=Verdict.ALLOWED, trust=Verdict.FORBIDDEN),))))
    assert consequence_for(strict, "C001").verdict == Verdict.ALLOWED
    aiming = done(strict, SetModel("C001", None, Model.TRUST, None, DAY))
    assert consequence_for(aiming, "C001").verdict == Verdict.FORBIDDEN


def test_the_strongest_need_of_a_cluster_is_one_sentence_with_its_model_and_reason() -> None:
    context = built(type_name=["Academy converter", *["Community school"] * 4])
    assert need_of(context, "C001") == ""
    aiming = done(context, SetModel("C001", None, Model.HARD_FEDERATION, None, DAY))
    assert need_of(aiming, "C001").startswith("As hard federation: not allowed, as School 1 is an academy")
    strict = done(context, SetPolicy(Policy(rows=(PolicyRow(informal=Verdict.APPROVAL, reason="The board decides."),))))
    assert need_of(strict, "C001") == "As informal collaboration: approval needed for School 1: The board decides"


def test_the_county_counts_models_stages_warnings_and_money_and_names_the_clusters() -> None:
    context = done(
        sound(built()),
        SetStage("C001", Stage.RUNNING),
        SetModel("C002", None, Model.TRUST, date(2026, 8, 1), DAY),
        spending((SpendingHead.LEADERSHIP, 100), grant=400),
    )
    county = county_dashboard(context, DAY)
    assert (county.to_place, county.placed) == (5, 4)
    assert county.by_model[Model.INFORMAL] == ("C001",)
    assert county.by_model[None] == ("C002",)
    assert county.by_target[Model.TRUST] == ("C002",)
    assert county.by_stage[Stage.RUNNING] == ("C001",)
    assert county.warned["no-measure"] == ("C002",)
    assert county.warned["review-overdue"] == ("C002",)
    assert (county.income, county.spending[SpendingHead.LEADERSHIP]) == (400, 100)
