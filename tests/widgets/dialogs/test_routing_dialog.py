"""The dialog of a routing server: what is typed, what is said of it, and that a key is never shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from helpers.windows import heard, opened
from wolds.geo.routing.kinds import RouterKind
from wolds.widgets.dialogs import RoutingServerDialog, ServerChoice

SERVER, KEY = "https://routing.example.gov.uk", "k3y-that-nobody-may-read"


@pytest.fixture
def dialog(qtbot):
    return opened(qtbot, RoutingServerDialog(RouterKind.OSRM, "", 142))


def test_a_server_is_typed_and_given_by_enter(dialog):
    said = heard(dialog.given)
    QTest.keyClicks(dialog.address, f" {SERVER}/ ")
    QTest.keyClicks(dialog.key, KEY)
    QTest.keyClick(dialog.kind, Qt.Key.Key_Down)
    QTest.keyClick(dialog.key, Qt.Key.Key_Return)
    assert said == [ServerChoice(RouterKind.ORS, SERVER, KEY)]
    assert not dialog.isVisible()


def test_how_many_positions_leave_the_computer_is_said_before_anything(dialog):
    assert any("142" in part.text() and "positions" in part.text() for part in dialog.findChildren(QLabel))
    assert "positions" in dialog.accessibleDescription()


def test_nothing_is_asked_without_an_address(dialog):
    said = heard(dialog.given)
    assert not dialog.go.isEnabled()
    assert not dialog.test.isEnabled()
    assert not dialog.fault.isVisible()  # nobody is told off for a line that they have not begun
    QTest.keyClick(dialog.address, Qt.Key.Key_Return)
    assert said == []


@pytest.mark.parametrize(("text", "words"), [("routing", "https://"), ("https://me:pw@x", "name or password")])
def test_an_address_that_cannot_be_one_says_why_at_once(dialog, text, words):
    QTest.keyClicks(dialog.address, text)
    assert words in dialog.fault.text()
    assert dialog.fault.isVisible()
    assert not dialog.go.isEnabled()


def test_an_address_that_can_be_read_on_the_way_warns(dialog):
    QTest.keyClicks(dialog.address, "http://routing.example.gov.uk")
    assert "can be read on the way" in dialog.warning.text()
    assert dialog.go.isEnabled()


def test_the_key_is_never_shown_nor_said_by_the_choice(dialog):
    assert dialog.key.echoMode() == QLineEdit.EchoMode.Password
    assert KEY not in repr(ServerChoice(RouterKind.ORS, SERVER, KEY))


def test_a_test_gives_the_server_and_its_outcome_goes_with_the_next_change(dialog):
    said = heard(dialog.test_requested)
    QTest.keyClicks(dialog.address, SERVER)
    QTest.mouseClick(dialog.test, Qt.MouseButton.LeftButton)
    assert said == [ServerChoice(RouterKind.OSRM, SERVER)]
    assert dialog.isVisible()
    assert not dialog.test.isEnabled()
    dialog.show_result("It answers.")
    assert (dialog.outcome.text(), dialog.test.isEnabled()) == ("It answers.", True)
    QTest.keyClicks(dialog.address, "x")
    assert not dialog.outcome.isVisible()


def test_a_kept_key_can_be_forgotten(dialog):
    said = heard(dialog.forget_requested)
    QTest.keyClicks(dialog.address, SERVER)
    QTest.keyClicks(dialog.key, KEY)
    QTest.mouseClick(dialog.forget, Qt.MouseButton.LeftButton)
    assert said == [SERVER]
    assert dialog.key.text() == ""


def test_no_two_parts_share_a_key_and_every_field_has_a_name(dialog):
    words = [part.text() for part in (*dialog.findChildren(QLabel), *dialog.findChildren(QPushButton))]
    keys = [text[text.index("&") + 1].lower() for text in words if "&" in text]
    assert len(keys) == len(set(keys)) == 5
    assert [field.accessibleName() for field in (dialog.kind, dialog.address, dialog.key)] == [
        "Kind of server",
        "Address",
        "Key",
    ]
