"""Cells that say nothing for a fault of theirs, cells that were emptied, and slips of the pen: none is taken by default."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from helpers.edited_sheets import Book, Desk, only, told
from wolds.app.export import Exported
from wolds.app.taking_back import review_of_sheet
from wolds.clustering.edits import RenameCluster
from wolds.clustering.merging import MergeReview
from wolds.geo.errors import InputError

BELTON, MARY, MARSH, WICK, FEN, DYKE, HOLT, LONE = range(100_001, 100_009)


def fault(book: Book, sheet: str, key: object, heading: str, value: str, by: str = "") -> None:
    """An error as spreadsheet programs save it, or a formula as programs without a calculator write it."""
    cell = book.sheet(sheet).cell(book.row(sheet, key, by), book.column(sheet, heading))
    cell.value = value
    cell.data_type = "f" if value.startswith("=") else "e"


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#NAME?", "#DIV/0!", "=VLOOKUP(A2,Clusters!A:B,2)"])
def test_a_formula_that_failed_moves_nobody_and_is_told_with_its_place(desk: Desk, value: str) -> None:
    review = desk.edited(lambda book: fault(book, "Memberships", BELTON, "Cluster", value))
    item = only(review)
    shown = "a formula that was not worked out" if value.startswith("=") else value
    assert (item.title, item.ours, item.theirs) == ("Belton School", "Cluster C001", f"Cluster {shown}")
    assert item.where == "Memberships, row 2, column Cluster"
    assert "failed or was not worked out" in item.blocked
    assert not review.takeable


def test_a_failed_formula_holds_up_nothing_else_of_its_row_nor_other_rows(desk: Desk) -> None:
    def edit(book: Book) -> None:
        fault(book, "Memberships", BELTON, "Cluster", "#REF!")
        book.put("Memberships", BELTON, "Note to add", "rang on Monday")
        book.put("Memberships", FEN, "Cluster", "C004")
        fault(book, "Measures", "M1", "Target", "#VALUE!", by="Measure")
        fault(book, "Clusters", "C001", "Pupils", "#REF!")

    review = desk.edited(edit)
    assert {(item.kind, bool(item.blocked)) for item in review.items} == {
        *{("cluster of a school", False), ("note on a school", False), ("cells", True)},
    }
    assert [item.where for item in review.items if item.blocked] == [
        *("Clusters, row 2, column Pupils", "Memberships, row 2, column Cluster", "Measures, row 2, column Target"),
    ]
    taken = desk.after(review)
    assert (taken.cluster_of[BELTON], taken.cluster_of[FEN]) == ("C001", "C004")
    assert taken.partnerships["C002"].measures[0].target == 75


def test_a_urn_that_failed_takes_no_school_out_unless_it_is_ticked(desk: Desk) -> None:
    review = desk.edited(lambda book: fault(book, "Memberships", BELTON, "URN", "#N/A"))
    assert [(item.title, bool(item.blocked), item.is_conflict) for item in review.items] == [
        ("Belton School", False, True),
        ("Belton School", True, False),
    ]
    assert review.additions == frozenset()


def test_a_list_says_its_faults_as_text(desk: Desk) -> None:
    path = desk.send_list()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][2], rows[2][2] = "#REF!", "Err:502"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    review = desk.review(path)
    assert [item.where for item in review.items] == ["Memberships, row 2, column Cluster", "Memberships, row 3, column Cluster"]
    assert not review.takeable


def test_an_open_document_says_its_faults(desk: Desk, tmp_path: Path) -> None:
    odf = tmp_path / "edited.ods"
    _open_document(desk, odf)
    review = review_of_sheet(odf, desk.exported)
    assert [(item.where, item.theirs) for item in review.items] == [
        ("Memberships, row 3, column Cluster", "Cluster #REF!"),
        ("Memberships, row 5, column Cluster", "Cluster a formula that was not worked out"),
    ]


def _open_document(desk: Desk, path: Path) -> None:
    """The sheet of memberships as LibreOffice writes it, with empty rows and cells counted and not written one by one."""
    import zipfile

    table = openpyxl.load_workbook(desk.send())["Memberships"]
    rows = [[cell.value for cell in row][:3] for row in table.iter_rows()]
    lines = ['<table:table-row><table:table-cell table:number-columns-repeated="3"/></table:table-row>']
    for at, row in enumerate(rows):
        cells = [f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>' for value in row]
        if at == 1:
            cells[2] = (
                '<table:table-cell table:formula="of:=#REF!" office:value-type="string" office:string-value="" '
                'calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
            )
        if at == 3:
            cells[2] = '<table:table-cell table:formula="of:=VLOOKUP([.A2];[.A1:.B9];2)"/>'
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content{spaces} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Memberships">{"".join(lines)}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")


def test_an_emptied_cell_a_missing_row_and_a_missing_column_are_told_apart(desk: Desk) -> None:
    emptied = desk.edited(lambda book: book.put("Memberships", HOLT, "Cluster", None))
    assert told(emptied) == [
        ("cluster of a school", "Holt School", "Dyke partnership", "no cluster (its cell was emptied)"),
    ]
    gone = desk.edited(lambda book: book.drop("Memberships", HOLT))
    assert only(gone).theirs == "no cluster (its row is missing)"
    assert (emptied.additions, gone.additions) == (frozenset(), frozenset())
    column = desk.edited(lambda book: book.sheet("Memberships").delete_cols(book.column("Memberships", "Cluster")))
    assert column.items == ()
    assert "Memberships came back without the column Cluster: nothing changes there." in column.notes


def test_many_emptied_cells_and_missing_rows_are_said_in_a_sentence(desk: Desk) -> None:
    def empty(book: Book) -> None:
        for urn in (BELTON, MARY, MARSH, WICK, FEN, DYKE):
            book.put("Memberships", urn, "Cluster", None)

    def drop(book: Book) -> None:
        for urn in (BELTON, MARY, MARSH, WICK, FEN, DYKE):
            book.drop("Memberships", urn)

    assert "6 of 7 cells of Cluster are empty in Memberships, as where a column was cleared" in "\n".join(
        desk.edited(empty).notes
    )
    assert "6 of 7 rows are missing from Memberships, as where a filter was on when it was saved" in "\n".join(
        desk.edited(drop).notes
    )


def test_a_row_that_only_a_filter_hides_is_as_it_was(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.sheet("Memberships").row_dimensions[3].hidden = True
        book.sheet("Memberships").auto_filter.add_filter_column(2, ["C001"])

    assert desk.edited(edit).items == ()


def test_what_an_emptied_cell_takes_from_a_partnership_is_to_be_chosen(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.put("Measures", "M1", "Target", None, by="Measure")
        book.put("Actions", "A1", "Term", None, by="Action")
        book.put("Partnerships", "C002", "Lead role", None)
        book.put("Associates", WICK, "Note", None)
        book.put("Clusters", "C002", "Lead URN", None)

    review = desk.edited(edit)
    assert len(review.items) == len(review.takeable) == 5
    assert review.additions == frozenset()


@pytest.mark.parametrize("cell", ["C００2", "c002", "C002 ", "C002\u200b", "Ｃ002", "２"])
def test_an_id_is_known_however_it_is_typed(desk: Desk, cell: str) -> None:
    review = desk.edited(lambda book: book.put("Memberships", BELTON, "Cluster", cell))
    assert told(review) == [("cluster of a school", "Belton School", "Belton & Marsh", "=Fen partnership")]
    assert not only(review).is_conflict


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("C999", "a new cluster (no cluster C999 in this plan; a new one would be made)"),
        ("C4", "a new cluster (no cluster C4 in this plan; a new one would be made; is C004 Dyke partnership meant?)"),
        ("C0O4", "(no cluster C0O4 in this plan; a new one would be made; is C004 Dyke partnership meant?)"),
        ("dike partnership", "is C004 Dyke partnership meant?)"),
    ],
)
def test_a_mistyped_cluster_is_said_so_with_what_may_be_meant_and_is_not_taken_by_default(
    desk: Desk, cell: str, words: str
) -> None:
    item = only(_moved(desk, cell))
    assert item.theirs.endswith(words)
    assert item.is_conflict
    assert not item.blocked


def _moved(desk: Desk, cell: str) -> MergeReview:
    return desk.edited(lambda book: book.put("Memberships", BELTON, "Cluster", cell))


def test_a_new_cluster_that_is_named_or_has_a_row_is_no_slip(desk: Desk) -> None:
    def named(book: Book) -> None:
        book.put("Memberships", BELTON, "Cluster", "C009")
        book.put("Memberships", BELTON, "Cluster name", "Out on the marsh")

    def with_a_row(book: Book) -> None:
        book.put("Memberships", BELTON, "Cluster", "C009")
        book.add("Clusters", Cluster="C009", Name="Out on the marsh")

    for review in (desk.edited(named), desk.edited(with_a_row), _moved(desk, "Out on the marsh")):
        assert only(review).theirs == "a new cluster Out on the marsh"
        assert not only(review).is_conflict


def test_what_is_written_of_a_mistyped_cluster_names_the_one_that_may_be_meant(desk: Desk) -> None:
    review = desk.edited(lambda book: book.add("Actions", Cluster="C04", What="Sing", Category="pupils"))
    assert only(review).blocked == "the plan has no such cluster: is C004 Dyke partnership meant?"


def test_a_workbook_of_a_version_with_fewer_columns_is_not_said_to_be_of_another_plan(desk: Desk) -> None:
    from dataclasses import replace as but

    from wolds.app.export import round_trip, sheets

    whole = sheets.sheets_of

    def fewer(exported: Exported) -> tuple[sheets.Sheet, ...]:
        first, *others = whole(exported)
        return (but(first, columns=first.columns[:-2], rows=tuple(row[:-2] for row in first.rows)), *others)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(round_trip, "sheets_of", fewer)
        path = desk.send()
    assert not [note for note in desk.review(path).notes if "changed since" in note]
    desk.do(RenameCluster("C001", "Ours"))
    assert [note for note in desk.review(path).notes if "changed since" in note]


def test_a_list_whose_first_mark_was_taken_for_letters_is_known(desk: Desk) -> None:
    path = desk.send_list()
    path.write_bytes(path.read_bytes().decode("cp1252").encode())
    assert all(item.blocked for item in desk.review(path).items), "at most names with signs beyond ASCII were spoilt"


def test_a_number_beyond_all_bounds_is_told_with_its_exponent(desk: Desk) -> None:
    item = only(desk.edited(lambda book: book.put("Measures", "M1", "Target", 1e308, by="Measure")))
    assert "Target 1e+308" in item.theirs


def test_a_sheet_that_was_given_another_name_is_known_by_its_headings_and_said_so(desk: Desk) -> None:
    def edit(book: Book) -> None:
        book.put("Memberships", BELTON, "Cluster", "C004")
        book.sheet("Memberships").title = "Schools of the Wolds"
        book.sheet("Travel").title = "Journeys"

    review = desk.edited(edit)
    assert only(review).title == "Belton School"
    assert "The sheet Schools of the Wolds was read as Memberships, by its headings." in review.notes
    assert not [note for note in review.notes if "missing" in note]


def test_a_sheet_that_never_comes_back_is_not_taken_for_one_that_does(desk: Desk, tmp_path: Path) -> None:
    with (tmp_path / "travel.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(openpyxl.load_workbook(desk.send())["Travel"].iter_rows(values_only=True))
    with pytest.raises(InputError, match="no sheet of it is one that comes back"):
        desk.review(tmp_path / "travel.csv")


@pytest.mark.parametrize("name", ["clusters", "Travel", "my list", "Sheet1"])
def test_the_cluster_list_that_was_saved_as_a_workbook_comes_back_whatever_its_sheet_is_called(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    with desk.send_list().open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    sheet["C2"] = "C004"
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    book.save(tmp_path / "list.xlsx")
    assert [item.where for item in desk.review(tmp_path / "list.xlsx").items] == ["Memberships, row 2, column Cluster"]


def test_cells_that_were_merged_down_say_the_same_in_every_row(desk: Desk) -> None:
    def edit(book: Book) -> None:
        sheet = book.sheet("Memberships")
        for heading in ("Cluster", "Cluster name"):
            letter = openpyxl.utils.get_column_letter(book.column("Memberships", heading))
            for first, last in ((2, 4), (5, 6), (7, 8)):
                sheet.merge_cells(f"{letter}{first}:{letter}{last}")

    assert desk.edited(edit).items == ()


def test_a_name_that_was_merged_over_another_cluster_moves_nobody(desk: Desk) -> None:
    def edit(book: Book) -> None:
        letter = openpyxl.utils.get_column_letter(book.column("Memberships", "Cluster name"))
        book.sheet("Memberships").merge_cells(f"{letter}4:{letter}5")

    item = only(desk.edited(edit))
    assert (item.title, item.where) == ("Wick School", "Memberships, row 5, column Cluster name")
    assert "emptied" in item.blocked


def test_doubled_rows_say_where_the_school_is(desk: Desk) -> None:
    item = only(desk.edited(lambda book: book.add("Memberships", URN=BELTON, School="Belton School", Cluster="C004")))
    assert (item.ours, item.urns) == ("Belton & Marsh", (BELTON,))
