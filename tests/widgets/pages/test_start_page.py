from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from helpers.windows import heard
from wolds.widgets.pages import RecentFile, Recoverable, StartPage

FILES = (
    RecentFile("/plans/Lincolnshire.gpkg", True, "yesterday"),
    RecentFile("/plans/Gone.gpkg", False),
    RecentFile("/data/edubase.csv"),
)


@pytest.fixture
def page(qtbot):
    made = StartPage()
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def test_each_way_to_begin_is_asked_for_by_mouse_and_by_keyboard(page):
    for button, signal, args in (
        (page.register, page.open_register_requested, ()),
        (page.plan, page.open_plan_requested, ""),
        (page.sample, page.sample_requested, ()),
    ):
        said = heard(signal)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        assert said == [args, args]
        assert button.accessibleName()


def test_a_recent_file_is_asked_for_by_click_and_by_enter(page):
    page.show_recent(FILES)
    said = heard(page.recent_requested)
    rows = page.recent.list
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(2)).center())
    rows.setCurrentRow(0)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert said == ["/data/edubase.csv", "/plans/Lincolnshire.gpkg"]


def test_a_missing_file_is_greyed_and_cannot_be_opened_but_taken_out(page):
    page.show_recent(FILES)
    opened, forgotten = heard(page.recent_requested), heard(page.forget_recent_requested)
    rows = page.recent.list
    assert rows.item(1).foreground() != rows.item(0).foreground()
    assert "not found" in rows.item(1).text()
    rows.setCurrentRow(1)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    assert opened == []
    assert forgotten == ["/plans/Gone.gpkg"]


def test_without_recent_files_the_page_says_so(page):
    page.show_recent(())
    assert page.recent.empty.isVisible()
    assert not page.recent.list.isVisible()


def test_unsaved_work_is_offered_and_each_answer_names_it(page):
    page.show_recoverable((Recoverable("a1", "Lincolnshire", "today at 14:32"), Recoverable("b2", "Norfolk", "yesterday")))
    recovered, discarded = heard(page.recover_requested), heard(page.discard_recovery_requested)
    by_name = {made.accessibleName(): made for made in page.findChildren(QPushButton)}
    by_name["Recover Norfolk"].click()
    by_name["Discard Lincolnshire"].click()
    assert recovered == ["b2"]
    assert discarded == ["a1"]


def test_cards_go_away_with_the_work_they_offer(page, qtbot):
    page.show_recoverable((Recoverable("a1", "Lincolnshire", "today"),))
    page.show_recoverable(())
    assert not [made for made in page.findChildren(QPushButton) if made.isVisible() and "Recover" in made.accessibleName()]


def drop(page, *urls):
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    at, action, left = QPoint(50, 50), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(at, action, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, enter)
    event = QDropEvent(QPointF(at), action, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, event)
    return enter.isAccepted()


def test_a_dropped_file_is_asked_for(page):
    said = heard(page.file_dropped)
    assert drop(page, "file:///plans/My%20plan.gpkg")
    assert said == ["/plans/My plan.gpkg"]


def test_a_web_address_or_several_files_are_not_taken(page):
    said = heard(page.file_dropped)
    assert not drop(page, "https://example.org/plan.gpkg")
    assert not drop(page, "file:///a.csv", "file:///b.csv")
    assert said == []


def test_the_way_back_is_offered_only_while_a_plan_is_open(page):
    assert not page.back.isVisible()
    page.set_plan_open(True)
    said = heard(page.back_requested)
    page.back.click()
    assert said == [()]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_card_is_taken_with_enter_as_with_the_space_bar(page, key):
    asked = []
    page.partners_requested.connect(lambda: asked.append(key))
    page.partners.setFocus()
    QTest.keyClick(page.partners, key)
    assert asked == [key]
