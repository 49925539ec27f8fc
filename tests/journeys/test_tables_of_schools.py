"""A list that is no GIAS extract, from the file to a plan: mapped once, remembered, refreshed the year after."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from helpers.foreign import POINTS, WELSH_HEADING, csv_of, degrees_of, frame_of, joined, welsh_rows
from helpers.sheets import xlsx_of
from wolds.app.home import mappings_folder
from wolds.app.planfile import open_project
from wolds.resources.loader import sample_register_path
from wolds.widgets.dialogs import ErrorDialog, NewPlanDialog
from wolds.widgets.mapping import MappingDialog
from wolds.widgets.refreshing import RegisterChoice, ReviewDialog
from wolds.widgets.relations import RelationReviewDialog

HEADING = (*WELSH_HEADING, "Longitude", "Latitude")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "powys.xlsx"
    path.write_bytes(xlsx_of(("Schools", [["Schools in Powys"], HEADING, *joined(welsh_rows(), degrees_of(POINTS))])))
    return path


def drop(window, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, left, none))


def begin(planner) -> None:
    """From the mapping dialog to a plan under rules."""
    planner.press_button(planner.dialog(MappingDialog), "Read the schools")
    planner.until(planner.window.files.report_page.isVisible)
    planner.window.files.report_page.closed.emit()
    planner.press_button(planner.dialog(NewPlanDialog), "Start the plan")
    planner.no_dialog()


def test_a_spreadsheet_of_wales_becomes_a_plan_that_is_saved_and_found_again(planner, sheet, tmp_path):
    planner.choose("open_register")
    planner.name_file(sheet)
    begin(planner)
    assert len(planner.document.schools) == 20
    assert planner.document.schools.source.file == "powys.xlsx"
    assert planner.document.standing.to_place.sum() == 16
    assert str(sheet) in planner.window.settings.recent_files
    planner.save_to(tmp_path / "powys.gpkg")
    saved = open_project(tmp_path / "powys.gpkg").project
    assert saved.schools.data_hash == planner.document.schools.data_hash


def test_the_report_says_how_the_columns_were_read(planner, sheet):
    drop(planner.window, sheet)
    planner.press_button(planner.dialog(MappingDialog), "Read the schools")
    planner.until(planner.window.files.report_page.isVisible)
    text = planner.window.files._reports[planner.document.schools.source.sha256].to_text()
    assert "Columns as mapped: School number = School Number" in text


def test_what_was_chosen_is_remembered_for_the_same_headings_under_another_name(planner, sheet, tmp_path):
    drop(planner.window, sheet)
    dialog = planner.dialog(MappingDialog)
    assert "Guessed" in dialog.facts.text()
    box = dialog.cards["locality"].column
    box.setFocus()
    while box.currentText() != "Local Authority":
        QTest.keyClick(box, Qt.Key.Key_Down)
    la = dialog.cards["la_name"].column
    la.setFocus()
    QTest.keyClick(la, Qt.Key.Key_Home)
    begin(planner)
    assert len(list(mappings_folder().glob("*.toml"))) == 1
    later = tmp_path / "next-year.csv"
    order = [HEADING.index(name) for name in sorted(HEADING)]
    rows = [[row[at] for at in order] for row in joined(welsh_rows(5), degrees_of(POINTS[:5]))]
    later.write_bytes(csv_of([HEADING[at] for at in order], rows))
    planner.window.document.mark_saved(planner.window.document.save_point)
    planner.window.files.open_any(later)
    dialog = planner.dialog(MappingDialog)
    assert "Mapped as you did last time" in dialog.facts.text()
    assert dialog.cards["locality"].column.currentText() == "Local Authority"
    planner.press_button(dialog, "Cancel")


def test_nothing_is_remembered_where_it_is_not_wanted(planner, sheet):
    drop(planner.window, sheet)
    dialog = planner.dialog(MappingDialog)
    QTest.keyClick(dialog.remember, Qt.Key.Key_Space)
    begin(planner)
    assert not mappings_folder().exists()


def test_leaving_the_dialog_opens_nothing(planner, sheet):
    drop(planner.window, sheet)
    QTest.keyClick(planner.dialog(MappingDialog), Qt.Key.Key_Escape)
    planner.no_dialog()
    assert not planner.document.is_open


def test_a_gias_extract_is_opened_without_a_question(planner):
    planner.window.files.open_any(sample_register_path())
    planner.until(planner.window.files.report_page.isVisible)
    assert not planner.dialogs(MappingDialog)


def test_a_geopackage_of_schools_is_mapped_though_it_is_named_like_a_plan(planner, tmp_path):
    path = tmp_path / "schools.gpkg"
    frame_of(WELSH_HEADING, welsh_rows(), POINTS).to_file(path, driver="GPKG")
    drop(planner.window, path)
    begin(planner)
    assert planner.document.schools.easting.tolist() == [east for east, _ in POINTS]


def test_points_by_postcode_ask_for_the_file_once(planner, tmp_path):
    schools, codes = tmp_path / "schools.csv", tmp_path / "codes.csv"
    schools.write_bytes(csv_of(WELSH_HEADING, welsh_rows()))
    pairs = zip(welsh_rows(), POINTS, strict=True)
    codes.write_bytes(csv_of(("Postcode", "Eastings", "Northings"), [[row[6], *point] for row, point in pairs]))
    drop(planner.window, schools)
    dialog = planner.dialog(MappingDialog)
    assert not dialog.take.isEnabled()
    planner.click(dialog.postcodes)
    planner.until(lambda: planner.dialogs(QFileDialog))
    planner.name_file(codes)
    planner.until(dialog.take.isEnabled)
    begin(planner)
    assert planner.document.schools.has_point.all()
    planner.window.document.mark_saved(planner.window.document.save_point)
    planner.window.files.open_any(schools)
    assert planner.dialog(MappingDialog).postcodes.text() == "codes.csv"
    planner.press_button(planner.dialog(MappingDialog), "Cancel")


def test_a_damaged_table_is_said_to_be_so(planner, tmp_path, sheet):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(sheet.read_bytes()[:-300])
    drop(planner.window, broken)
    dialog = planner.dialog(ErrorDialog)
    assert "broken.xlsx: the file is damaged" in dialog.accessibleDescription()
    planner.press_button(dialog, "Close")


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_list_of_schools_dropped_on_a_plan_is_no_sheet_of_relations(planner, planned, tmp_path, sheet, suffix):
    path = tmp_path / "schools.csv" if suffix == "csv" else sheet
    if suffix == "csv":
        path.write_bytes(csv_of(HEADING, joined(welsh_rows(), degrees_of(POINTS))))
    planner.take(planned)
    planner.window.document.mark_saved(planner.window.document.save_point)
    drop(planner.window, path)
    planner.dialog(MappingDialog)
    assert not planner.dialogs(RelationReviewDialog)
    planner.press_button(planner.dialog(MappingDialog), "Cancel")


def test_next_years_table_goes_on_with_the_plan_as_it_was_mapped(planner, sheet, tmp_path):
    drop(planner.window, sheet)
    begin(planner)
    rows = joined(welsh_rows(), degrees_of(POINTS))
    rows[1][5] = 300
    later = tmp_path / "later.csv"
    later.write_bytes(csv_of(HEADING, rows))
    planner.window.refreshing.read(RegisterChoice(later, None))
    planner.press_button(planner.dialog(ReviewDialog), "Go on with this register")
    planner.no_dialog()
    assert planner.document.schools.source.file == "later.csv"
    assert planner.document.schools.roll[1] == 300
