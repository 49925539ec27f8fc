"""The table of speeds: typed, seen in miles, put back, and given."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from helpers.windows import heard, opened
from wolds.geo.roads.classes import RoadClass, Speeds
from wolds.widgets.dialogs import SpeedsDialog


@pytest.fixture
def dialog(qtbot):
    return opened(qtbot, SpeedsDialog(Speeds.with_changes({RoadClass.FERRY: 8.0}), "What it does."))


def type_speed(dialog, kind, text):
    box = dialog.boxes[kind]
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)


def test_a_speed_is_typed_and_given_by_enter_with_the_others_as_they_were(dialog):
    said = heard(dialog.given)
    type_speed(dialog, RoadClass.PRIMARY, "62.5")
    QTest.keyClick(dialog.boxes[RoadClass.PRIMARY], Qt.Key.Key_Return)
    assert [speeds.changed for speeds in said] == [{RoadClass.PRIMARY: 62.5, RoadClass.FERRY: 8.0}]
    assert not dialog.isVisible()


def test_a_speed_that_nobody_drives_cannot_be_given(dialog):
    said = heard(dialog.given)
    type_speed(dialog, RoadClass.PRIMARY, "900")
    type_speed(dialog, RoadClass.RESIDENTIAL, "0")
    dialog.accept()
    assert all(1 <= speed <= 130 for speed in said[0].km_per_hour.values())


def test_all_speeds_go_back_to_the_defaults_at_one_press(dialog):
    said = heard(dialog.given)
    assert dialog.reset.isEnabled()
    QTest.mouseClick(dialog.reset, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert not dialog.reset.isEnabled()
    dialog.accept()
    assert said[0].changed == {}


def test_escape_leaves_the_speeds_alone(dialog):
    said = heard(dialog.given)
    type_speed(dialog, RoadClass.PRIMARY, "50")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert said == []


def test_every_speed_says_its_class_and_default_to_a_screen_reader(dialog):
    names = {box.accessibleName() for box in dialog.boxes.values()}
    assert len(names) == len(RoadClass)
    assert dialog.boxes[RoadClass.UNCLASSIFIED].accessibleName() == "Country lane"
    assert "45 km/h" in dialog.boxes[RoadClass.UNCLASSIFIED].accessibleDescription()


def test_no_two_classes_share_a_key(dialog):
    from PySide6.QtWidgets import QLabel, QPushButton

    words = [part.text() for part in (*dialog.findChildren(QLabel), *dialog.findChildren(QPushButton))]
    keys = [text[text.index("&") + 1].lower() for text in words if "&" in text]
    assert len(keys) == len(set(keys))
