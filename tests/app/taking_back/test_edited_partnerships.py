"""What a colleague writes on the sheets of partnerships, joint roles and associates, and what cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from helpers.edited_sheets import Book, Desk, only
from wolds.clustering.edits import AddAssociate, SetJointRoles, SetStage
from wolds.clustering.models import Model
from wolds.clustering.partnership.records import Associate, JointRole, Stage

BELTON, MARY, MARSH, WICK, FEN, DYKE, HOLT, LONE = range(100_001, 100_009)


def test_stage_lead_models_and_review_come_back_and_a_model_is_a_step(desk: Desk) -> None:
    def edit(book: Book) -> None:
        for heading, value in (("Stage", "Running"), ("Lead role", "executive  head"), ("Model", "Soft federation")):
            book.put("Partnerships", "C002", heading, value)
        book.put("Partnerships", "C002", "Target model", "hard federation")
        book.put("Partnerships", "C002", "Review date", "1/9/2027")

    item = only(desk.edited(edit))
    assert (item.kind, item.title, item.is_conflict) == ("partnership", "=Fen partnership", False)
    assert item.ours.startswith("Stage agreed; Lead role head of Wick; Model informal collaboration")
    held = desk.after(desk.review(desk.folder / "plan.xlsx")).partnerships["C002"]
    assert (held.stage, held.lead_role, held.review_date) == (Stage.RUNNING, "executive head", date(2027, 9, 1))
    assert (held.model, held.target) == (Model.SOFT_FEDERATION, Model.HARD_FEDERATION)
    assert held.history[-1].model == Model.SOFT_FEDERATION
    assert held.actions == desk.plan.partnerships["C002"].actions


def test_one_cell_changes_one_thing(desk: Desk) -> None:
    review = desk.edited(lambda book: book.put("Partnerships", "C004", "Stage", "talking"))
    assert desk.after(review).partnerships["C004"].model_dump(exclude_defaults=True) == {"stage": Stage.TALKING}


def test_joint_roles_are_changed_added_and_taken_away_together(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.put("Joint roles", "SENCO", "Based at URN", FEN, by="Role")
        book.put("Joint roles", "SENCO", "Based at", "Fen School", by="Role")
        book.add("Joint roles", Cluster="c002", Role="Business manager")
        book.add("Joint roles", Cluster="C001", Role="Early years", Note="'-new")

    done = desk.after(desk.edited(edit)).partnerships
    senco, maths = desk.plan.partnerships["C002"].roles
    assert done["C002"].roles == (senco.model_copy(update={"school": FEN}), maths, JointRole(role="Business manager"))
    assert done["C001"].roles == (JointRole(role="Early years", note="-new"),)
    dropped = desk.edited(lambda book: book.drop("Joint roles", "Maths lead", by="Role"))
    assert only(dropped).is_conflict
    assert [role.role for role in desk.after(dropped).partnerships["C002"].roles] == ["SENCO"]


def test_associates_join_leave_and_are_noted(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.put("Associates", WICK, "Note", "on Mondays")
        book.drop("Associates", LONE)
        book.add("Associates", URN=MARY, Cluster="C004", Purpose="music")
        book.add("Associates", URN=BELTON, Partnership="Wold Teaching School", Purpose="training", Note="paid")

    review = desk.edited(edit)
    assert [(item.title, item.is_conflict) for item in review.items] == [
        *(
            ("Wick School", False),
            ("St Mary’s Church of England School", False),
            ("Belton School", False),
            ("Lone School", True),
        ),
    ]
    found = {(one.urn, one.cluster, one.network, one.purpose, one.note) for one in desk.after(review).associates.values()}
    assert found == {
        (WICK, "C001", "", "sport", "on Mondays"),
        (MARY, "C004", "", "music", ""),
        (BELTON, None, "Wold Teaching School", "training", "paid"),
    }
    path = desk.folder / "plan.xlsx"
    desk.plan = desk.after(review)
    assert desk.review(path).items == ()


REFUSED: list[tuple[Callable[[Book], object], str, str]] = [
    (
        lambda b: b.put("Partnerships", "C002", "Stage", "soon"),
        "Stage: “soon” is not one of idea",
        "Partnerships, row 3, column Stage",
    ),
    (lambda b: b.put("Partnerships", "C002", "Model", "merger"), "Model: “merger” is not one of informal", "column Model"),
    (lambda b: b.put("Partnerships", "C002", "Review date", "soon"), "is not a day", "column Review date"),
    (lambda b: b.put("Partnerships", "C002", "Income, pounds", 5), "do not come back", "column Income, pounds"),
    (lambda b: b.put("Partnerships", "C002", "Cluster", "C009"), "names no cluster of the plan", "Partnerships, row 3"),
    (
        lambda b: b.put("Joint roles", "SENCO", "Based at URN", 7, by="Role"),
        "the register has no school 7",
        "Joint roles, row 2",
    ),
    (lambda b: b.add("Joint roles", Cluster="C009", Role="x"), "names no cluster of the plan", "Joint roles, row 4"),
    (lambda b: b.add("Associates", URN=7, Partnership="x", Purpose="y"), "the register has no school 7", "Associates, row 4"),
    (lambda b: b.add("Associates", URN=MARY, Purpose="y"), "name a cluster or a network", "Associates, row 4"),
    (
        lambda b: b.add("Associates", URN=MARY, Cluster="C001", Purpose="y"),
        "is a core member of that cluster",
        "Associates, row 4",
    ),
    (
        lambda b: b.add("Associates", URN=WICK, Cluster="C001", Partnership="Belton & Marsh", Purpose="sport", Note="x"),
        "keep one",
        "Associates",
    ),
]


@pytest.mark.parametrize(("edit", "why", "where"), REFUSED, ids=[why for _, why, _ in REFUSED])
def test_what_cannot_come_back_is_told_with_its_row(desk: Desk, edit: Callable[[Book], object], why: str, where: str) -> None:
    refused = [item for item in desk.edited(edit).items if item.blocked]
    assert [item for item in refused if why in item.blocked and where in item.where], refused


def test_what_we_changed_too_is_a_conflict(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.put("Partnerships", "C002", "Stage", "running")
        book.add("Joint roles", Cluster="C002", Role="Bursar")
        book.put("Associates", WICK, "Note", "theirs")

    path = desk.send()
    desk.edited(edit)
    desk.do(SetStage("C002", Stage.TALKING), SetJointRoles("C002", (JointRole(role="Art"),)))
    desk.do(AddAssociate(Associate(urn=DYKE, network="Choir", purpose="singing")))
    review = desk.review(path)
    assert [(item.kind, item.is_conflict) for item in review.items] == [
        *(("partnership", True), ("partnership", True), ("associate", False)),
    ]


def test_a_sheet_that_had_nothing_to_say_when_it_went_out_is_told(desk: Desk) -> None:
    from dataclasses import replace

    desk.plan = replace(desk.plan, partnerships={}, associates={})

    def edit(book: Book) -> None:
        sheet = book.book.create_sheet("Associates")
        sheet.append(["URN", "Cluster", "Partnership", "Purpose"])
        sheet.append([MARY, "", "Choir", "singing"])

    review = desk.edited(edit)
    assert review.items == ()
    assert "The sheet Associates did not go out" in "\n".join(review.notes)
