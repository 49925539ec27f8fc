"""A small plan whose workbook goes out, is edited as colleagues edit, and comes back."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.worksheet.worksheet import Worksheet

from wolds.app.export import Exported, write_clusters_csv, write_workbook
from wolds.app.taking_back import review_of_sheet
from wolds.clustering.edits import Edit, EditContext
from wolds.clustering.edits.together import after
from wolds.clustering.eligibility import Choice, Eligibility, standing_of
from wolds.clustering.merging import MergeItem, MergeReview
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.models import Model
from wolds.clustering.partnership.records import (
    Action,
    Associate,
    Category,
    JointRole,
    Measure,
    Partnership,
    Reading,
    Stage,
    Status,
)
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.geo.schools import Schools, Source

NAMES = ("Belton", "St Mary’s Church of England", "=Marsh", "Wick", "Fen", "Dyke", "Holt", "Lone", "Great Secondary", "Shut")


def schools() -> Schools:
    frame = pd.DataFrame({"urn": range(100_001, 100_011), "name": [f"{name} School" for name in NAMES]})
    frame = frame.assign(
        easting=[520_000 + 1_500 * n for n in range(10)],
        northing=350_000,
        roll=[40.0 + 7 * n for n in range(10)],
        phase=["Primary"] * 8 + ["Secondary", "Primary"],
        status=["Open"] * 9 + ["Closed"],
        low_age=4.0,
        high_age=11.0,
        la_code="925",
        la_name="Lincolnshire",
        town="Boston",
    )
    return Schools.from_frame(frame, Source("register.csv", "ab" * 32, "2026-06-01"))


def plan() -> Plan:
    clusters = {
        "C001": Cluster("C001", 1, "Belton & Marsh", (100_001, 100_002, 100_003), 0, note="meets in May"),
        "C002": Cluster("C002", 2, "=Fen partnership", (100_004, 100_005), 3, lead=100_005),
        "C004": Cluster("C004", 3, "Dyke partnership", (100_006, 100_007), 5),
    }
    doing = Partnership(
        stage=Stage.AGREED,
        lead_role="head of Wick",
        model=Model.INFORMAL,
        roles=(JointRole(role="SENCO", school=100_004, note="two days\na week"), JointRole(role="Maths lead")),
        actions=(
            Action(
                id="A1", text="Joint maths", category=Category.TEACHING, owner="Maths lead", term="Autumn 2026", note="-x\ny"
            ),
            Action(id="A2", text="One bus", category=Category.TRANSPORT, status=Status.UNDER_WAY),
        ),
        measures=(
            Measure(
                id="M1",
                name="Reading",
                unit="%",
                baseline=60.25,
                target=75,
                agreed=True,
                review_date=date(2027, 5, 1),
                series=(Reading(on=date(2026, 12, 1), value=62), Reading(on=date(2027, 1, 9), value=64.5)),
            ),
        ),
    )
    made = plan_with(clusters, Plan(name="Scenario A", eligibility=Eligibility(exclude=(Choice(urn=100_010, reason="shut"),))))
    beside = {
        "S1": Associate(urn=100_004, cluster="C001", purpose="sport", note="on Fridays"),
        "S2": Associate(urn=100_008, network="Coast heads", purpose="SEND"),
    }
    return replace(made, partnerships={"C002": doing}, associates=beside, school_notes={100_004: "ask the head"})


@dataclass(eq=False)
class Desk:
    """The plan, and what goes out of it and comes back."""

    folder: Path
    plan: Plan
    schools: Schools

    @property
    def exported(self) -> Exported:
        standing = standing_of(self.schools, self.plan.eligibility)
        return Exported.of(self.schools, standing, self.plan, Scoreboard.of(self.schools, standing, self.plan))

    @property
    def context(self) -> EditContext:
        return EditContext(self.schools, standing_of(self.schools, self.plan.eligibility), self.plan)

    def do(self, *edits: Edit) -> None:
        for edit in edits:
            self.plan = self.plan.apply(edit.change(self.context))

    def send(self) -> Path:
        path = self.folder / "plan.xlsx"
        write_workbook(self.exported, path)
        return path

    def send_list(self) -> Path:
        path = self.folder / "plan.csv"
        write_clusters_csv(self.exported, path)
        return path

    def edited(self, edit: Callable[[Book], object]) -> MergeReview:
        """The review of a workbook that went out, was edited, and came back."""
        path = self.send()
        book = Book(openpyxl.load_workbook(path))
        edit(book)
        book.book.save(path)
        return self.review(path)

    def review(self, path: Path) -> MergeReview:
        return review_of_sheet(path, self.exported)

    def after(self, review: MergeReview, taken: Collection[int] | None = None) -> Plan:
        places = review.takeable if taken is None else taken
        return after(self.context, review.edit(places).change(self.context)).plan


@dataclass(eq=False)
class Book:
    """A workbook as somebody edits it."""

    book: Any

    def sheet(self, name: str) -> Worksheet:
        found: Worksheet = self.book[name]
        return found

    def column(self, sheet: str, heading: str) -> int:
        return next(cell.column for cell in self.sheet(sheet)[1] if cell.value == heading)

    def row(self, sheet: str, key: object, heading: str = "") -> int:
        at = self.column(sheet, heading) if heading else 1
        return next(cell.row for cell in self.sheet(sheet)[openpyxl.utils.get_column_letter(at)] if cell.value == key)

    def put(self, sheet: str, key: object, heading: str, value: object, by: str = "") -> None:
        row = self.row(sheet, key, by)
        # openpyxl keeps the old value where one sets None through `cell(value=None)`
        self.sheet(sheet).cell(row, self.column(sheet, heading)).value = value  # type: ignore[assignment]

    def add(self, sheet: str, **cells: object) -> int:
        row = self.sheet(sheet).max_row + 1
        for heading, value in cells.items():
            self.sheet(sheet).cell(row, self.column(sheet, heading.replace("_", " "))).value = value  # type: ignore[assignment]
        return row

    def drop(self, sheet: str, key: object, by: str = "") -> None:
        self.sheet(sheet).delete_rows(self.row(sheet, key, by))

    def shuffle(self, sheet: str, dice: random.Random) -> None:
        """Sort the rows and move the columns about, as a colleague does."""
        rows = [[(cell.value, cell.number_format) for cell in row] for row in self.sheet(sheet).iter_rows()]
        body, order = rows[1:], list(range(len(rows[0])))
        dice.shuffle(body)
        dice.shuffle(order)
        for at, row in enumerate([rows[0], *body], 1):
            for to, place in enumerate(order, 1):
                cell = self.sheet(sheet).cell(at, to)
                cell.value, cell.number_format = row[place]  # a day is one by its format
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # what openpyxl takes for a formula is text here


def told(review: MergeReview) -> list[tuple[str, str, str, str]]:
    return [(item.kind, item.title, item.ours, item.theirs) for item in review.items]


def only(review: MergeReview) -> MergeItem:
    (item,) = review.items
    return item
