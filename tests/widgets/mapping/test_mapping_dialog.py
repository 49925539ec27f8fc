"""The dialog in which a person says which column is what, with the mouse and the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from helpers.foreign import (
    POINTS,
    SCOTTISH_HEADING,
    WELSH_HEADING,
    csv_of,
    degrees_of,
    frame_of,
    joined,
    scottish_rows,
    welsh_rows,
)
from helpers.sheets import xlsx_of
from helpers.windows import heard, opened
from wolds.geo.foreign import guess, read_tables
from wolds.widgets.mapping import MappingDialog, TableChoice, WordsDialog
from wolds.widgets.mapping.preview_model import PreviewModel


def choices(path: Path) -> list[TableChoice]:
    return [TableChoice(table, guess(table)) for table in read_tables(path)]


@pytest.fixture
def welsh(tmp_path: Path) -> Path:
    rows = joined(welsh_rows(), degrees_of(POINTS))
    rows.insert(2, ["", "Total", "", "", "", 1_730, "", "", ""])
    path = tmp_path / "ysgolion.csv"
    path.write_bytes(csv_of((*WELSH_HEADING, "Longitude", "Latitude"), rows))
    return path


@pytest.fixture
def dialog(qtbot, welsh: Path) -> MappingDialog:
    return opened(qtbot, MappingDialog(choices(welsh)))


def pick(box: QComboBox, words: str) -> None:
    """Choose from a box with the keyboard, as Down and Up do."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentIndex() < box.findText(words):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == words


def said(dialog: MappingDialog, field: str) -> str:
    return dialog.cards[field].explanation.text()


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_guess_is_shown_and_explained(dialog):
    assert dialog.cards["urn"].column.currentText() == "School Number"
    assert said(dialog, "roll") == "From 20 to 153"  # the row of totals is not among the schools
    assert said(dialog, "status") == "No column: every school is taken as Open"
    assert "Non-denominational → Does not apply (7)" in said(dialog, "religious_character")
    assert dialog.take.isEnabled()
    assert not dialog.trouble.isVisible()


def test_the_first_rows_stand_as_they_would_be_read(dialog):
    model = dialog.model
    headings = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    row = {heading: model.index(0, at).data() for at, heading in enumerate(headings)}
    assert (row["Name"], row["Easting / northing"], row["Status"]) == ("Ysgol Llan A", "300000 / 270000", "Open")
    assert row["Religious character"] == "Does not apply"
    assert model.index(2, 0).data() == "left out: a row of totals"


def test_taking_it_gives_the_table_and_the_mapping(dialog):
    given = heard(dialog.given)
    click(dialog.take)
    (answer,) = given
    assert answer.mapping.columns["longitude"] == "Longitude"
    assert len(answer.table.rows) == 21
    assert answer.is_remembered
    assert answer.postcodes is None


def test_a_column_taken_away_is_missed_at_once_and_enter_does_nothing(dialog):
    given = heard(dialog.given)
    pick(dialog.cards["latitude"].column, "(no column)")
    assert dialog.trouble.text() == "To be settled: Choose the column that holds the latitude."
    assert said(dialog, "latitude") == "Choose the column that holds the latitude"
    assert not dialog.take.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert given == []
    pick(dialog.cards["latitude"].column, "Latitude")
    assert dialog.take.isEnabled()


def test_a_wrong_column_says_why_it_cannot_be(dialog):
    pick(dialog.cards["roll"].column, "School Name")
    assert "Most cells of “School Name” are no whole numbers" in said(dialog, "roll")
    assert "And 1 more." in dialog.trouble.text()  # a column for two things


def test_exchanged_degrees_are_said_to_be_so(dialog):
    pick(dialog.cards["longitude"].column, "Latitude")
    pick(dialog.cards["latitude"].column, "Longitude")
    assert "they look like the latitude" in said(dialog, "longitude")
    assert "they look like the longitude" in said(dialog, "latitude")


def test_another_way_of_saying_where_shows_its_own_fields(dialog):
    assert not dialog.cards["easting"].isVisible()
    pick(dialog.way, "Easting and northing")
    assert dialog.cards["easting"].isVisible()
    assert not dialog.cards["longitude"].isVisible()
    assert "Choose the column that holds the easting" in dialog.trouble.text()


def test_words_for_every_school_are_typed_where_there_is_no_column(dialog):
    given = heard(dialog.given)
    pick(dialog.cards["phase"].column, "(no column)")
    line = dialog.cards["phase"].given.lineEdit()
    line.setFocus()
    QTest.keyClicks(line, "Primary")
    assert said(dialog, "phase") == "No column: every school is taken as Primary"
    click(dialog.take)
    assert given[0].mapping.given == {"status": "Open", "phase": "Primary"}


def test_words_of_a_column_can_be_taken_for_others(qtbot, dialog):
    click(dialog.cards["religious_character"].words)
    words = dialog.findChild(WordsDialog)
    qtbot.waitUntil(words.isVisible)
    pick(words.boxes["Non-denominational"], "Methodist")
    click(next(one for one in words.findChildren(QPushButton) if one.text() == "Use these words"))
    assert dialog.mapping.values["religious_character"] == {"Non-denominational": "Methodist"}
    assert "Non-denominational → Methodist (7)" in said(dialog, "religious_character")


def test_postcodes_are_asked_for_where_they_are_needed(qtbot, tmp_path):
    path = tmp_path / "schools.csv"
    path.write_bytes(csv_of(WELSH_HEADING, welsh_rows()))
    dialog = opened(qtbot, MappingDialog(choices(path)))
    wanted, given = heard(dialog.postcodes_wanted), heard(dialog.given)
    assert "Give a file of postcodes" in dialog.trouble.text()
    click(dialog.postcodes)
    assert len(wanted) == 1
    dialog.show_postcodes(tmp_path / "codepo.zip")
    assert dialog.postcodes.text() == "codepo.zip"
    click(dialog.take)
    assert given[0].postcodes == tmp_path / "codepo.zip"


def test_another_sheet_brings_its_own_columns(qtbot, tmp_path):
    kinds = {"W": (WELSH_HEADING, welsh_rows()), "S": (SCOTTISH_HEADING, scottish_rows())}
    sheets = [(name, [[*heading, "Easting", "Northing"], *joined(rows, POINTS)]) for name, (heading, rows) in kinds.items()]
    path = tmp_path / "schools.xlsx"
    path.write_bytes(xlsx_of(*sheets))
    dialog = opened(qtbot, MappingDialog(choices(path)))
    assert dialog.cards["urn"].column.currentText() == "School Number"
    pick(dialog.part, "S")
    assert dialog.cards["urn"].column.currentText() == "Seed Code"
    assert dialog.cards["status"].column.currentText() == "Status"


def test_shapes_are_offered_where_there_are_some(qtbot, tmp_path, dialog):
    assert dialog.way.findData("shapes") == -1
    frame_of(WELSH_HEADING, welsh_rows(), POINTS).to_file(tmp_path / "s.gpkg", driver="GPKG")
    other = opened(qtbot, MappingDialog(choices(tmp_path / "s.gpkg")))
    assert other.way.currentData() == "shapes"
    assert other.take.isEnabled()


def test_everything_is_named_for_a_screen_reader_and_reached_by_tab(dialog):
    boxes = [box for box in dialog.findChildren(QComboBox) if box.isVisible()]
    assert all(box.accessibleName() for box in boxes)
    assert dialog.cards["roll"].column.accessibleDescription() == said(dialog, "roll")
    reached = set()
    at = dialog.cards["urn"].column
    for _ in range(200):
        reached.add(at)
        at = at.nextInFocusChain()
    assert {card.column for card in dialog.cards.values()} <= reached


def test_text_of_a_table_is_shown_as_it_is(qtbot, tmp_path):
    rows = joined(welsh_rows(3), POINTS[:3])
    rows[0][1] = "<b>Ysgol</b> & co"
    path = tmp_path / "<i>schools.csv"
    path.write_bytes(csv_of((*WELSH_HEADING, "Easting", "Northing"), rows))
    dialog = opened(qtbot, MappingDialog(choices(path)))
    assert said(dialog, "name").startswith("Such as <b>Ysgol</b> & co")
    labels = [dialog.facts, dialog.trouble, *(card.explanation for card in dialog.cards.values())]
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in labels if isinstance(one, QLabel))


def test_the_model_of_the_preview_is_sound(dialog):
    model = PreviewModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_preview(dialog.model.preview)
