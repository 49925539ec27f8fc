"""Out and back again: what nobody edited says nothing, and what was edited comes back as it was edited, and nothing else."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.edited_sheets import Book, Desk, plan, schools
from wolds.clustering.partnership.records import Action, Category, Partnership, Status
from wolds.clustering.plan import Plan, plan_with

URNS = tuple(range(100_001, 100_009))
CLUSTERS = ("C001", "C002", "C004")
TEXTS = st.text(max_size=40) | st.sampled_from(
    ("=1+1", "'=1+1", "-5", "007", "1e3", "_x0041_", "<r>a</r>", "nan", "inf", "1/2")
)
LINES = TEXTS.map(lambda text: " ".join(text.encode("utf-8", "replace").decode().split()))
TYPED = st.sampled_from(("Ann’s pair", "=SUM(A1)", "-5 and more", "C00", "12 schools", "<b>bold</b>", "Łódź", "a  b", "+x"))


@st.composite
def odd_plans(draw: st.DrawFn) -> Plan:
    """The plan with whatever text stands where people write."""
    made = plan()
    clusters = {key: replace(one, name=draw(LINES), note=draw(LINES)) for key, one in made.clusters.items()}
    actions = [
        Action(
            id=f"A{n}", text=draw(LINES) or "x", category=draw(st.sampled_from(Category)), owner=draw(LINES), note=draw(TEXTS)
        )
        for n in range(1, draw(st.integers(1, 4)))
    ]
    known = made.partnerships["C002"]
    said = {"C002": known, "C004": Partnership(actions=tuple(actions))}
    return replace(plan_with(clusters, made), partnerships=said, name=draw(LINES))


@settings(max_examples=12, deadline=None)
@given(odd_plans())
def test_what_nobody_edited_says_nothing_whatever_stands_in_it(made: Plan) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), made, schools())
        for path in (desk.send(), desk.send_list()):
            review = desk.review(path)
            assert review.items == ()
            assert [note for note in review.notes if "does not say how it went out" not in note] == []


@dataclass
class Edits:
    """What a colleague does to a workbook: at most one thing to each cell."""

    homes: dict[int, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    leads: dict[str, int] = field(default_factory=dict)
    notes: dict[int | str, str] = field(default_factory=dict)
    statuses: dict[str, Status] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    added: list[tuple[str, str]] = field(default_factory=list)
    target: float | None = None

    def to(self, book: Book) -> None:
        for urn, home in self.homes.items():
            book.put(_sheet_of(urn), urn, "Cluster", home or None)
        for key, name in self.names.items():
            book.put("Clusters", key, "Name", name)
            _text(book, "Clusters", key, "Name")
        for key, urn in self.leads.items():
            book.put("Clusters", key, "Lead URN", urn)
        for of, words in self.notes.items():
            book.put("Clusters" if isinstance(of, str) else _sheet_of(of), of, "Note to add", words)
        for action, status in self.statuses.items():
            book.put("Actions", action, "Status", status.value, by="Action")
        for action in sorted(self.dropped):
            book.drop("Actions", action, by="Action")
        for cluster, text in self.added:
            book.add("Actions", Cluster=cluster, What=text, Category="pupils")
        if self.target is not None:
            book.put("Measures", "M1", "Target", self.target, by="Measure")

    def count(self) -> int:
        parts = (self.homes, self.names, self.leads, self.notes, self.statuses, self.dropped, self.added)
        return sum(map(len, parts)) + (self.target is not None)


def _sheet_of(urn: int) -> str:
    return "Memberships" if urn in plan().cluster_of else "Unplaced"


def _text(book: Book, sheet: str, key: object, heading: str) -> None:
    """What openpyxl takes for a formula is text where a colleague typed it as text."""
    book.sheet(sheet).cell(book.row(sheet, key), book.column(sheet, heading)).data_type = "s"


@st.composite
def edits(draw: st.DrawFn) -> Edits:
    """Edits each of which changes something: no school to where it is, no lead that leads already, no lead from elsewhere."""
    made = plan()
    homes = draw(st.dictionaries(st.sampled_from(URNS), st.sampled_from(("", *CLUSTERS))))
    homes = {urn: home for urn, home in homes.items() if home != made.cluster_of.get(urn, "")}
    final = {urn: homes.get(urn, made.cluster_of.get(urn, "")) for urn in URNS}
    names = draw(st.dictionaries(st.sampled_from(CLUSTERS), TYPED))
    names = {key: f"{name} {key}" for key, name in names.items()}
    leads = {}
    for key, leading in (("C001", 100_002), ("C002", 100_005), ("C004", 100_007)):
        there = [urn for urn in URNS if final[urn] == key and urn != leading]
        if there and draw(st.booleans()):
            leads[key] = draw(st.sampled_from(there))
    noted = draw(st.dictionaries(st.sampled_from((*URNS, *CLUSTERS)), st.sampled_from(("meets on Mondays", "by bus"))))
    statuses = draw(st.dictionaries(st.just("A1"), st.sampled_from((Status.DONE, Status.DROPPED))))
    dropped = draw(st.sets(st.just("A2")))
    added = draw(
        st.lists(st.tuples(st.sampled_from(CLUSTERS), st.sampled_from(("Sing", "Swim", "Bake"))), unique=True, max_size=2)
    )
    return Edits(homes, names, leads, noted, statuses, dropped, added, draw(st.none() | st.integers(76, 99)))


@settings(max_examples=25, deadline=None)
@given(edits(), st.randoms(use_true_random=False))
def test_edits_come_back_as_they_were_made_and_nothing_else(made: Edits, dice: random.Random) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), plan(), schools())
        path = desk.send()
        book = Book(openpyxl.load_workbook(path))
        made.to(book)
        for sheet in ("Clusters", "Memberships", "Unplaced", "Actions", "Measures"):
            if dice.random() < 0.5:
                book.shuffle(sheet, dice)
        book.book.save(path)
        review = desk.review(path)
        assert len(review.items) == made.count(), [(item.kind, item.title, item.theirs) for item in review.items]
        assert not any(item.blocked for item in review.items)
        taken_away = len(made.dropped) + sum(not home for home in made.homes.values())
        assert sum(item.is_conflict for item in review.items) == taken_away
        if not review.items:
            return
        after = desk.after(review)
        _assert_came_back(made, desk.plan, after)
        desk.plan = after
        if set(after.clusters) == set(CLUSTERS):
            again = desk.review(path)
            assert again.items == (), [(item.kind, item.title, item.theirs) for item in again.items]


def _assert_came_back(made: Edits, before: Plan, after: Plan) -> None:
    """The plan is what the model of the edits says, worked out without the code that is judged."""
    homes = {urn: made.homes.get(urn, before.cluster_of.get(urn, "")) for urn in URNS}
    assert {urn: after.cluster_of.get(urn, "") for urn in URNS} == homes
    for key in {home for home in homes.values() if home}:
        cluster, was = after.clusters[key], before.clusters[key]
        assert cluster.name == " ".join(made.names.get(key, was.name).split())
        kept = was.lead if was.lead in cluster.members else None
        assert cluster.lead == made.leads.get(key, kept)
        assert cluster.note == "\n".join(filter(None, (was.note, made.notes.get(key, ""))))
    for urn in URNS:
        note = "\n".join(filter(None, (before.school_notes.get(urn, ""), made.notes.get(urn, ""))))
        assert after.school_notes.get(urn, "") == note
    told = {(key, one.text): one.status for key, held in after.partnerships.items() for one in held.actions}
    wanted = {("C002", "Joint maths"): made.statuses.get("A1", Status.PLANNED), ("C002", "One bus"): Status.UNDER_WAY}
    if made.dropped:
        del wanted["C002", "One bus"]
    assert told == wanted | dict.fromkeys(made.added, Status.PLANNED)
    (measure,) = after.partnerships["C002"].measures
    assert measure.target == (75 if made.target is None else made.target)
