"""A long list to tick is searched by typing: Enter ticks what was meant, and nothing else happens by it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout

from helpers.windows import heard
from wolds.widgets.rules.multi_choice import MultiChoiceField, Option

COUNTIES = ("Cumbria", "Devon", "Dorset", "Durham", "Essex", "Kent", "Lincolnshire", "Norfolk", "North Lincolnshire", "Suffolk")


@pytest.fixture
def asked(qtbot):
    """A dialog whose default button says that it was pressed."""
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.field = MultiChoiceField("any")
    dialog.field.show_options([Option(name[:3] + str(len(name)), name, 9) for name in COUNTIES])
    button = QPushButton("Start", dialog)
    button.setDefault(True)
    dialog.started = heard(button.clicked)
    layout = QVBoxLayout(dialog)
    layout.addWidget(dialog.field)
    layout.addWidget(button)
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.field.search.setFocus()
    return dialog


def test_enter_ticks_the_first_that_was_found_and_does_not_press_the_button_of_the_dialog(asked):
    QTest.keyClicks(asked.field.search, "lincoln")
    QTest.keyClick(asked.field.search, Qt.Key.Key_Return)
    assert asked.field.words.text() == "Lincolnshire"
    assert asked.started == []
    assert asked.field.search.text() == ""


def test_a_second_enter_goes_on_and_takes_no_tick_away(asked):
    QTest.keyClicks(asked.field.search, "kent")
    QTest.keyClick(asked.field.search, Qt.Key.Key_Return)
    QTest.keyClick(asked.field.search, Qt.Key.Key_Return)
    assert asked.field.words.text() == "Kent"
    assert len(asked.started) == 1


def test_arrows_lead_to_the_next_that_was_found(asked):
    QTest.keyClicks(asked.field.search, "lincoln")
    QTest.keyClick(asked.field.search, Qt.Key.Key_Down)
    QTest.keyClick(asked.field.search, Qt.Key.Key_Return)
    assert asked.field.words.text() == "North Lincolnshire"


def test_enter_on_what_is_not_there_ticks_nothing(asked):
    QTest.keyClicks(asked.field.search, "kent")
    QTest.keyClicks(asked.field.search, "ucky")
    QTest.keyClick(asked.field.search, Qt.Key.Key_Return)
    assert asked.field.value() == ()
    assert asked.started == []
    assert asked.field.search.text() == "kentucky"
