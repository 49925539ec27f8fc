"""A workbook that a colleague edited: each change is told, and taken or left."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from helpers.edited_sheets import Book, Desk, only, told
from helpers.payloads import PAYLOADS
from wolds.app.taking_back import went_out
from wolds.clustering.edits import (
    ChangeAction,
    DissolveCluster,
    EditError,
    ExcludeSchool,
    LockClusters,
    MoveSchools,
    RenameCluster,
    SetLead,
)
from wolds.clustering.partnership.records import Action, Category, Measure, Priority, Reading, Status
from wolds.geo.errors import InputError

BELTON, MARY, MARSH, WICK, FEN, DYKE, HOLT, LONE = range(100_001, 100_009)


def test_a_workbook_that_nobody_edited_says_nothing_otherwise(desk: Desk) -> None:
    review = desk.review(desk.send())
    assert (review.items, review.notes) == ((), ())


def test_days_go_out_as_days_that_can_be_sorted_and_reckoned_with(desk: Desk) -> None:
    days: dict[str, list[object]] = {}
    formats: set[object] = set()

    def look(book: Book) -> None:
        for sheet, heading in (("Measures", "Latest on"), ("Measures", "Review date"), ("Partnerships", "Review date")):
            cells = [row[book.column(sheet, heading) - 1] for row in book.sheet(sheet).iter_rows(min_row=2)]
            days[f"{sheet} {heading}"] = [cell.value for cell in cells if cell.value is not None]
            formats.update(cell.number_format for cell in cells if cell.value is not None)

    assert desk.edited(look).items == ()
    assert days["Measures Latest on"]
    assert all(isinstance(day, datetime) for column in days.values() for day in column)
    assert formats == {"yyyy-mm-dd"}


@pytest.mark.parametrize("cell", ["C002", "c002", " C002 ", "2", 2.0, "=Fen partnership", "'=Fen partnership"])
def test_a_school_is_moved_by_id_number_or_name(desk: Desk, cell: object) -> None:
    def edit(book: Book) -> None:
        book.put("Memberships", BELTON, "Cluster", cell)
        at = book.sheet("Memberships").cell(book.row("Memberships", BELTON), book.column("Memberships", "Cluster"))
        at.data_type = "n" if isinstance(cell, float) else "s"  # what openpyxl would take for a formula is text

    review = desk.edited(edit)
    assert told(review) == [("cluster of a school", "Belton School", "Belton & Marsh", "=Fen partnership")]
    assert only(review).where == f"Memberships, row {2}, column Cluster"
    assert not only(review).is_conflict
    assert desk.after(review).clusters["C002"].members == (BELTON, WICK, FEN)


def test_a_school_is_moved_by_the_name_of_its_cluster(desk: Desk) -> None:
    review = desk.edited(lambda book: book.put("Memberships", BELTON, "Cluster name", "dyke  Partnership"))
    assert desk.after(review).cluster_of[BELTON] == "C004"


def test_two_clusters_change_places_in_one_step(desk: Desk) -> None:
    def edit(book: Book) -> None:
        for urn, to in ((WICK, "C004"), (FEN, "C004"), (DYKE, "C002"), (HOLT, "C002")):
            book.put("Memberships", urn, "Cluster", to)

    taken = desk.after(desk.edited(edit))
    assert {key: one.members for key, one in taken.clusters.items()} == {
        **{"C001": (BELTON, MARY, MARSH), "C002": (DYKE, HOLT), "C004": (WICK, FEN)},
    }


def test_a_new_cluster_is_made_named_and_led(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.put("Memberships", MARSH, "Cluster", "new")
        book.put("Memberships", MARSH, "Cluster name", "Marsh pair")
        book.put("Memberships", MARSH, "Lead", "yes")
        book.put("Unplaced", LONE, "Cluster", "new")

    review = desk.edited(edit)
    assert [item.theirs for item in review.items] == [
        "a new cluster Marsh pair, as its lead school",
        "a new cluster Marsh pair",
    ]
    made = desk.after(review)
    fresh = made.clusters[made.cluster_of[LONE]]
    assert (fresh.name, fresh.members, fresh.lead) == ("Marsh pair", (MARSH, LONE), MARSH)


def test_schools_are_placed_and_taken_out(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.put("Unplaced", LONE, "Cluster", "C001")
        book.put("Memberships", HOLT, "Cluster", None)

    after = desk.after(desk.edited(edit)).cluster_of
    assert (after.get(LONE), after.get(HOLT)) == ("C001", None)


def test_a_school_copied_from_the_unplaced_to_the_memberships_is_placed(desk: Desk) -> None:
    review = desk.edited(lambda book: book.add("Memberships", URN=LONE, School="Lone School", Cluster="C004"))
    assert desk.after(review).cluster_of[LONE] == "C004"


def test_nobody_is_taken_out_by_a_missing_row_unless_it_is_ticked(desk: Desk) -> None:
    review = desk.edited(lambda book: book.drop("Memberships", HOLT))
    assert only(review).theirs == "no cluster (its row is missing)"
    assert review.additions == frozenset()
    assert HOLT not in desk.after(review).cluster_of


def test_names_are_swapped_and_a_name_that_two_would_have_is_refused_with_its_row(desk: Desk) -> None:
    def swap(book: Book) -> None:
        book.put("Clusters", "C001", "Name", "Dyke partnership")
        book.put("Clusters", "C004", "Name", "Belton & Marsh")

    names = {key: one.name for key, one in desk.after(desk.edited(swap)).clusters.items()}
    assert names == {"C001": "Dyke partnership", "C002": "=Fen partnership", "C004": "Belton & Marsh"}
    item = only(desk.edited(lambda book: book.put("Clusters", "C001", "Name", "DYKE partnership")))
    assert item.blocked == "two clusters would be called DYKE partnership"
    assert item.where == "Clusters, row 2, column Name"


def test_a_cluster_is_renamed_by_all_rows_of_its_schools_and_some_rows_make_a_new_one(desk: Desk) -> None:
    def rename(book: Book, *urns: int) -> None:
        for urn in urns:
            book.put("Memberships", urn, "Cluster name", "The Dykes")

    renamed = desk.after(desk.edited(lambda book: rename(book, DYKE, HOLT)))
    assert (renamed.clusters["C004"].name, renamed.clusters["C004"].members) == ("The Dykes", (DYKE, HOLT))
    split = desk.after(desk.edited(lambda book: rename(book, DYKE)))
    assert split.clusters[split.cluster_of[DYKE]].name == "The Dykes"
    assert split.clusters["C004"].members == (HOLT,)


def test_lead_schools_come_back_by_urn_and_by_mark(desk: Desk) -> None:
    review = desk.edited(lambda book: book.put("Clusters", "C001", "Lead URN", str(MARSH)))
    assert told(review) == [("lead school", "Belton & Marsh", "St Mary’s Church of England School", "=Marsh School")]
    assert desk.after(review).clusters["C001"].lead == MARSH
    marked = desk.after(desk.edited(lambda book: book.put("Memberships", MARSH, "Lead", "Yes")))
    assert marked.clusters["C001"].lead == MARSH
    none = desk.after(desk.edited(lambda book: book.put("Clusters", "C002", "Lead URN", None)))
    assert none.clusters["C002"].lead is None


def test_a_lead_may_be_a_school_that_is_moved_there_in_the_same_sheet(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.put("Memberships", MARSH, "Cluster", "C004")
        book.put("Clusters", "C004", "Lead URN", MARSH)
        book.put("Clusters", "C004", "Lead school", "'=Marsh School")

    review = desk.edited(edit)
    assert not any(item.blocked for item in review.items)
    assert desk.after(review).clusters["C004"].lead == MARSH
    lead = next(place for place, item in enumerate(review.items) if item.kind == "lead school")
    with pytest.raises(EditError, match="cannot lead it"):
        desk.after(review, {lead})


def test_words_are_added_to_notes_and_once_only(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.put("Clusters", "C001", "Note to add", "the vicar knows")
        book.put("Memberships", WICK, "Note to add", "'-5 places")
        book.put("Unplaced", LONE, "Note to add", "by the sea")

    path = desk.send()
    review = desk.edited(edit)
    desk.plan = desk.after(review)
    assert desk.plan.clusters["C001"].note == "meets in May\nthe vicar knows"
    assert desk.plan.school_notes == {WICK: "ask the head\n-5 places", LONE: "by the sea"}
    assert desk.review(path).items == ()


def test_actions_are_changed_added_and_taken_away(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.put("Actions", "A1", "Status", "Done", by="Action")
        book.put("Actions", "A1", "Term", "Spring 2027", by="Action")
        book.drop("Actions", "A2", by="Action")
        book.add("Actions", Cluster="3", What="Shared SENCO", Category="pupils", Priority="high")

    review = desk.edited(edit)
    assert [(item.title, item.is_conflict) for item in review.items] == [
        *(
            ("=Fen partnership: Joint maths", False),
            ("Dyke partnership: Shared SENCO", False),
            ("=Fen partnership: One bus", True),
        ),
    ]
    assert review.items[0].ours == "Term Autumn 2026; Status planned"
    assert review.items[0].theirs == "Term Spring 2027; Status Done"
    done = desk.after(review).partnerships
    before = desk.plan.partnerships["C002"].actions[0]
    assert done["C002"].actions == (before.model_copy(update={"status": Status.DONE, "term": "Spring 2027"}),)
    fresh = Action(id="A1", text="Shared SENCO", category=Category.PUPILS, priority=Priority.HIGH)
    assert done["C004"].actions == (fresh,)


@pytest.mark.parametrize("day", [datetime(2027, 3, 1), "2027-03-01", "01/03/2027", "1 March 2027"])
def test_measures_are_changed_and_a_new_reading_joins_the_others(desk: Desk, day: object) -> None:
    def edit(book: Book) -> None:
        book.put("Measures", "M1", "Target", 80, by="Measure")
        book.put("Measures", "M1", "Agreed", None, by="Measure")
        book.put("Measures", "M1", "Latest", 66, by="Measure")
        book.put("Measures", "M1", "Latest on", day, by="Measure")
        book.add("Measures", Cluster="C001", What="Swimming", Unit="lessons", Baseline="1,200")

    done = desk.after(desk.edited(edit)).partnerships
    (measure,) = done["C002"].measures
    assert (measure.target, measure.agreed, measure.baseline) == (80, False, 60.25)
    assert measure.series[-1] == Reading(on=date(2027, 3, 1), value=66)
    assert len(measure.series) == 3
    assert done["C001"].measures == (Measure(id="M1", name="Swimming", unit="lessons", baseline=1200),)


def test_a_latest_value_of_the_same_day_takes_the_place_of_the_old(desk: Desk) -> None:
    done = desk.after(desk.edited(lambda book: book.put("Measures", "M1", "Latest", 65, by="Measure")))
    assert [reading.value for reading in done.partnerships["C002"].measures[0].series] == [62, 65]


REFUSED: list[tuple[Callable[[Book], object], str, str]] = [
    (lambda b: b.put("Memberships", BELTON, "URN", "10000x"), "10000x is no URN", "Memberships, row 2, column URN"),
    (lambda b: b.add("Memberships", URN=555, Cluster="C001"), "the register has no school 555", "row 9, column URN"),
    (lambda b: b.add("Memberships", School="Who", Cluster="C001"), "the row has no URN", "row 9, column URN"),
    (lambda b: b.add("Memberships", URN=LONE), "the row names no cluster", "row 9, column Cluster"),
    (lambda b: b.add("Memberships", URN=BELTON, Cluster="C002"), "rows 2 and 9 have the same URN", "row 2, column URN"),
    (
        lambda b: (
            b.put("Memberships", BELTON, "Cluster", "C002"),
            b.put("Memberships", BELTON, "Cluster name", "Dyke partnership"),
        ),
        "Cluster means =Fen partnership, but Cluster name means Dyke partnership",
        "row 2, columns Cluster, Cluster name",
    ),
    (lambda b: b.put("Memberships", BELTON, "Cluster name", None), "the name of the cluster was emptied", "row 2"),
    (lambda b: b.put("Memberships", BELTON, "Roll", 999), "do not come back", "Memberships, row 2, column Roll"),
    (lambda b: b.put("Memberships", BELTON, "Lead", "perhaps"), "perhaps is neither yes nor blank", "row 2, column Lead"),
    (lambda b: b.put("Clusters", "C001", "Name", None), "Give the cluster a name", "Clusters, row 2, column Name"),
    (
        lambda b: b.put("Clusters", "C001", "Lead URN", HOLT),
        "Holt School is not in the cluster",
        "Clusters, row 2, column Lead URN",
    ),
    (lambda b: b.put("Clusters", "C001", "Lead URN", "Belton"), "Belton is no URN", "Clusters, row 2, column Lead URN"),
    (lambda b: b.put("Clusters", "C001", "Pupils", 1), "do not come back", "Clusters, row 2, column Pupils"),
    (
        lambda b: b.put("Actions", "A1", "Status", "soon", by="Action"),
        "“soon” is not one of planned",
        "Actions, row 2, column Status",
    ),
    (lambda b: b.put("Actions", "A1", "What", None, by="Action"), "What: it is empty", "Actions, row 2, column What"),
    (lambda b: b.put("Actions", "A1", "Owner (role)", "x" * 201, by="Action"), "Owner (role): ", "Actions, row 2"),
    (
        lambda b: b.add("Actions", Cluster="C009", What="Sing", Category="pupils"),
        "names no cluster of the plan",
        "Actions, row 4",
    ),
    (lambda b: b.add("Actions", Cluster="C001", What="Sing"), "Category: it is empty", "Actions, row 4"),
    (
        lambda b: b.put("Measures", "M1", "Target", "lots", by="Measure"),
        "“lots” is not a number",
        "Measures, row 2, column Target",
    ),
    (lambda b: b.put("Measures", "M1", "Review date", "Easter", by="Measure"), "“easter” is not a day", "column Review date"),
    (lambda b: b.put("Measures", "M1", "Latest", None, by="Measure"), "go together", "column Latest"),
    (
        lambda b: b.put("Measures", "M1", "Latest on", "2026-12-31", by="Measure"),
        "there is a later reading",
        "column Latest on",
    ),
    (lambda b: b.put("Measures", "M1", "Way to target", "99%", by="Measure"), "do not come back", "column Way to target"),
]


@pytest.mark.parametrize(("edit", "why", "where"), REFUSED, ids=[why for _, why, _ in REFUSED])
def test_what_cannot_come_back_is_told_with_row_and_column(
    desk: Desk, edit: Callable[[Book], object], why: str, where: str
) -> None:
    refused = [item for item in desk.edited(edit).items if item.blocked]
    assert [item for item in refused if why.casefold() in item.blocked.casefold() and where in item.where], refused


def test_sheets_and_columns_that_are_not_ours_or_are_missing_are_told(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.sheet("Memberships").cell(1, 40).value = "My thoughts"
        book.sheet("Memberships").cell(2, 40).value = "lovely"
        book.book.create_sheet("Scribbles")["A1"] = "x"
        book.sheet("Travel")["G2"] = 99
        del book.book["Measures"]
        book.sheet("Memberships").delete_cols(book.column("Memberships", "Lead"))
        book.drop("Clusters", "C004")

    review = desk.edited(edit)
    notes = "\n".join(review.notes)
    assert review.items == ()
    for words in ("My thoughts", "Scribbles is none of", "Travel was changed", "sheet Measures did not come back"):
        assert words in notes
    assert "Memberships came back without the column Lead" in notes
    assert "Rows of clusters are missing (Dyke partnership)" in notes


def test_what_we_changed_too_is_a_conflict_and_what_is_so_already_is_passed_over(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.put("Memberships", BELTON, "Cluster", "C004")
        book.put("Memberships", MARSH, "Cluster", "C004")
        book.put("Clusters", "C001", "Name", "Theirs")
        book.put("Clusters", "C002", "Lead URN", WICK)
        book.put("Actions", "A1", "Term", "Spring", by="Action")
        book.put("Actions", "A2", "Term", "Spring", by="Action")
        book.put("Memberships", WICK, "Cluster", "C004")

    path = desk.send()
    desk.edited(edit)
    action = desk.plan.partnerships["C002"].actions[0].model_copy(update={"term": "Summer"})
    desk.do(
        MoveSchools((BELTON,), "C002"), MoveSchools((MARSH,), "C004"), RenameCluster("C001", "Ours"), SetLead("C002", BELTON)
    )
    desk.do(ChangeAction("C002", action))
    review = desk.review(path)
    assert "The plan was changed since it went out" in review.notes[0]
    assert [(item.kind, item.is_conflict) for item in review.items] == [
        ("cluster of a school", True),  # Belton; Marsh is there already
        ("cluster of a school", False),  # Wick
        ("name", True),
        ("lead school", True),
        ("action", True),
        ("action", False),
    ]


def test_locks_filter_and_clusters_that_are_gone_are_told(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.put("Memberships", BELTON, "Cluster", "C002")
        book.put("Memberships", MARY, "Cluster", "C004")
        book.put("Unplaced", LONE, "Cluster", "C001")
        book.put("Clusters", "C004", "Name", "Gone")

    path = desk.send()
    desk.edited(edit)
    desk.do(LockClusters(("C002",), True), DissolveCluster("C004"), ExcludeSchool(LONE, "closing"))
    blocked = {item.title: item.blocked for item in desk.review(path).items}
    assert "is locked" in blocked["Belton School"]
    assert blocked["St Mary’s Church of England School"] == "the cluster C004 is no longer in the plan"
    assert "left out by hand" in blocked["Lone School"]
    assert blocked["C004"] == "the cluster C004 is no longer in the plan"


def test_a_workbook_of_another_scenario_or_register_says_so(desk: Desk) -> None:
    from dataclasses import replace

    path = desk.send()
    desk.plan = replace(desk.plan, name="Scenario B")
    frame = desk.schools.frame[desk.schools.frame["urn"] != HOLT]
    desk.schools = type(desk.schools).from_frame(frame, desk.schools.source)
    desk.do(MoveSchools((DYKE,), None))
    desk.plan = replace(desk.plan, clusters={k: v for k, v in desk.plan.clusters.items() if k != "C004"}, cluster_of={})
    notes = "\n".join(desk.review(path).notes)
    assert "another register" in notes
    assert "out of the scenario Scenario A, and is compared with Scenario B" in notes


def test_a_school_that_closed_since_is_told(desk: Desk) -> None:

    path = desk.send()
    desk.edited(lambda book: book.put("Memberships", HOLT, "Cluster", "C001"))
    frame = desk.schools.frame[desk.schools.frame["urn"] != HOLT]
    desk.do(MoveSchools((HOLT,), None))
    desk.schools = type(desk.schools).from_frame(frame, desk.schools.source)
    item = only(desk.review(path))
    assert item.blocked == "the register has no school 100007 any more"
    assert item.where == "Memberships, row 8, column URN"


def test_headings_may_stand_lower_and_spell_as_people_do(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.put("Memberships", BELTON, "Cluster", "C004")
        book.sheet("Memberships").cell(1, 1).value = " urn "
        book.sheet("Memberships").insert_rows(1, 2)
        book.sheet("Memberships")["A1"] = "Sent to Ann on Monday"

    item = only(desk.edited(edit))
    assert (item.title, item.where) == ("Belton School", "Memberships, row 4, column Cluster")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", b"a,b\r\n1,2\r\n", b"URN\r\n1\r\n"])
def test_a_file_that_is_no_sheet_of_ours_is_refused_in_words(desk: Desk, content: bytes) -> None:
    path = desk.folder / "x.csv"
    path.write_bytes(content)
    with pytest.raises(InputError):
        desk.review(path)


@pytest.mark.parametrize("text", PAYLOADS, ids=range(len(PAYLOADS)))
def test_hostile_text_comes_back_as_text_or_is_refused_in_words(desk: Desk, text: str) -> None:
    typed = ILLEGAL_CHARACTERS_RE.sub("", text.encode("utf-8", "ignore").decode())[:32_000] or "x"

    def edit(book: Book) -> None:
        for sheet, key, heading, by in (
            *(
                ("Clusters", "C001", "Name", ""),
                ("Clusters", "C001", "Note to add", ""),
                ("Memberships", BELTON, "Cluster", ""),
            ),
            *(
                ("Actions", "A1", "What", "Action"),
                ("Actions", "A2", "Status", "Action"),
                ("Measures", "M1", "Target", "Measure"),
            ),
            *(
                ("Partnerships", "C002", "Lead role", ""),
                ("Joint roles", "SENCO", "Note", "Role"),
                ("Associates", WICK, "Note", ""),
            ),
        ):
            book.put(sheet, key, heading, typed, by=by)
            at = book.row(sheet, key, by)
            book.sheet(sheet).cell(at, book.column(sheet, heading)).data_type = "s"
        book.sheet("Actions").cell(1, 30).value = f"{typed[:200]} more"
        book.sheet("Actions").cell(1, 30).data_type = "s"

    review = desk.edited(edit)
    assert {item.kind for item in review.items} >= {"cells"}
    assert desk.after(review).clusters.keys() >= {"C002", "C004"}


def test_what_wolds_wrote_is_known_by_a_look_and_nothing_else_is(desk: Desk, tmp_path: Path) -> None:
    assert went_out(desk.send())
    assert went_out(desk.send_list())
    for name, content in {
        "a.xlsx": b"PK\x03\x04",
        "b.csv": b"URN,EstablishmentName,LA\r\n",
        "c.txt": b"",
        "d.xlsx": b"",
    }.items():
        (tmp_path / name).write_bytes(content)
        assert not went_out(tmp_path / name)
    openpyxl.Workbook().save(tmp_path / "e.xlsx")
    assert not went_out(tmp_path / "e.xlsx")
    assert not went_out(tmp_path / "missing.xlsx")


@pytest.mark.parametrize("content", ['{"format": 9}', "[" * 30_000, "null", "{", '{"format": 1}', '[["a"]]'])
def test_a_hidden_sheet_that_was_tampered_with_is_as_none(desk: Desk, content: str) -> None:
    def edit(book: Book) -> None:
        book.sheet("Wolds")["B2"] = content
        book.put("Memberships", BELTON, "Cluster", "C004")

    review = desk.edited(edit)
    assert only(review).title == "Belton School"
    assert "does not say how it went out" in review.notes[0]


def test_the_cluster_list_comes_back_as_csv_and_from_a_spreadsheet(desk: Desk) -> None:
    path = desk.send_list()
    assert desk.review(path).items == ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][2] = "C004"
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)  # as a spreadsheet saves it on the continent
    review = desk.review(path)
    assert desk.after(review).cluster_of[BELTON] == "C004"
    assert only(review).where == "Memberships, row 2, column Cluster"


def test_the_lead_of_the_cluster_list_comes_back(desk: Desk) -> None:
    path = desk.send_list()
    lines = [line.replace(f"C001,{MARY}", f"C001,{BELTON}") for line in path.read_text("utf-8-sig").split("\n")]
    path.write_text("\n".join(lines), "utf-8")
    assert desk.after(desk.review(path)).clusters["C001"].lead == BELTON


def test_a_sheet_saved_alone_as_csv_is_known_by_its_headings(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(desk.send())
    for name, row, column in (("Memberships", 2, "Cluster"), ("Actions", 2, "Term")):
        sheet = book[name]
        at = next(cell.column for cell in sheet[1] if cell.value == column)
        sheet.cell(row, at).value = "C004"
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(sheet.iter_rows(values_only=True))
        assert len(desk.review(tmp_path / f"{name}.csv").items) == 1
