"""The workbook, read back with another library."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from wolds.app.export import Exported, write_workbook
from wolds.app.export.workbook import cell_text, workbook_bytes

Make = Callable[..., Exported]


def book_of(exported: Exported) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(exported)))


def rows_of(book: openpyxl.Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(book[sheet].iter_rows(min_row=2, values_only=True))


def test_the_sheets_stand_in_order_with_headings_that_stay(make_exported: Make) -> None:
    book = book_of(make_exported())
    assert book.sheetnames == [
        *("Clusters", "Memberships", "Travel", "Unplaced", "Excluded", "Checks", "Actions", "Measures", "About", "Wolds"),
    ]
    for sheet in book:
        assert sheet.freeze_panes in ("C2", "B2")
        assert sheet.auto_filter.ref
        assert sheet["A1"].font.bold
        assert sheet.sheet_state == ("hidden" if sheet.title == "Wolds" else "visible")


def test_every_school_stands_on_one_sheet(make_exported: Make) -> None:
    book = book_of(make_exported())
    found = [row[0] for sheet in ("Memberships", "Unplaced", "Excluded") for row in rows_of(book, sheet)]
    assert sorted(found) == list(range(100001, 100010))


def test_clusters_show_their_figures_as_numbers(make_exported: Make) -> None:
    first = rows_of(book_of(make_exported()), "Clusters")[0]
    assert first[:4] == ("C001", "Belton partnership", 3, 188)
    assert isinstance(first[5], float)


def test_a_reason_is_split_into_code_and_sentence(make_exported: Make) -> None:
    (row,) = rows_of(book_of(make_exported()), "Unplaced")
    assert row[2:4] == ("no-neighbour", "No school that takes part is in reach.")


def test_sample_data_is_said_on_every_sheet(make_exported: Make) -> None:
    book = book_of(make_exported(is_sample=True))
    assert all("Sample data" in sheet.oddHeader.center.text for sheet in book)
    assert rows_of(book, "About")[0][1].startswith("Sample data")  # type: ignore[attr-defined]
    assert not any(sheet.oddHeader.center.text for sheet in book_of(make_exported()))


def test_notes_stay_with_the_plan(make_exported: Make) -> None:
    from dataclasses import replace

    exported = make_exported()
    cluster = replace(exported.plan.clusters["C001"], note="The head retires in July")
    plan = replace(
        exported.plan, clusters={**exported.plan.clusters, "C001": cluster}, school_notes={100001: "The head retires"}
    )
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(replace(exported, plan=plan)))) as archive:
        assert not any(b"retires" in archive.read(name) for name in archive.namelist())


def test_headings_of_what_can_come_back_are_green_and_fixed_words_are_offered(make_exported: Make) -> None:
    book = book_of(make_exported())
    green = {name: [cell.value for cell in book[name][1] if cell.fill.fgColor.rgb == "FFD5ECD0"] for name in book.sheetnames}
    assert green["Clusters"] == ["Name", "Lead URN", "Note to add"]
    assert green["Memberships"] == ["Cluster", "Cluster name", "Lead", "Note to add"]
    assert green["Travel"] == []
    assert {rule.formula1 for rule in book["Actions"].data_validations.dataValidation} >= {'"high,medium,low"'}


def test_a_row_is_as_high_as_its_longest_text_needs(make_exported: Make) -> None:
    sheet = book_of(make_exported("long words " * 30))["Memberships"]
    assert sheet.row_dimensions[2].height > 60
    assert sheet.column_dimensions["B"].width > 30


def test_hostile_text_stays_dead_in_the_workbook(make_exported: Make, hostile: str) -> None:
    content = workbook_bytes(make_exported(hostile))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pages = b"".join(archive.read(name) for name in archive.namelist() if "sheet" in name.lower() and name.endswith(".xml"))
        links = [name for name in archive.namelist() if "rels" in name and b"http://example" in archive.read(name)]
    assert b"<f>" not in pages
    assert not links
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(rows_of(book, "Memberships")) == 6
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("s", "n", "inlineStr") and cell.hyperlink is None for cell in row)


@pytest.mark.parametrize("text", ["<r><t>raw</t></r>", "<r>"])
def test_raw_rich_text_is_no_way_in(text: str) -> None:
    assert cell_text(text) == f"'{text}"


def test_the_workbook_is_written_whole(make_exported: Make, tmp_path: Path) -> None:
    write_workbook(make_exported(), tmp_path / "plan.xlsx")
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.xlsx"]
    openpyxl.load_workbook(tmp_path / "plan.xlsx")
