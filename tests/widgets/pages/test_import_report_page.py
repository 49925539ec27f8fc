from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from wolds.geo.registers import read_register
from wolds.widgets.pages import ImportReportPage

CSV = """URN,EstablishmentName,LA (code),EstablishmentStatus (name),PhaseOfEducation (name),NumberOfPupils,Easting,Northing
900001,Belton <i>Primary</i>,990,Open,Primary,52,512345,345678
900002,Marsh,990,Open,Primary,,512345,345678
banana,Nowhere,990,Open,Primary,10,1,1
"""


@pytest.fixture
def report(tmp_path):
    file = tmp_path / "register.csv"
    file.write_text(CSV, encoding="utf-8")
    return read_register(file).report


@pytest.fixture
def page(qtbot, report):
    made = ImportReportPage()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show_report(report)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def lines(page):
    for at in range(page.tree.topLevelItemCount()):
        part = page.tree.topLevelItem(at)
        yield from (part.child(row) for row in range(part.childCount()))


def test_rows_read_kept_and_rejected_are_counted(page):
    assert page.figures["read"].text() == "3"
    assert page.figures["kept"].text() == "2"
    assert page.figures["rejected"].text() == "1"


def test_every_part_of_the_report_is_in_the_tree(page, report):
    shown = [page.tree.topLevelItem(at).text(0) for at in range(page.tree.topLevelItemCount())]
    assert shown == [part.title for part in report.sections()]
    assert sum(1 for _ in lines(page)) == sum(len(part.lines) for part in report.sections())


def test_enter_on_a_line_shows_its_schools(page, report):
    said = []
    page.schools_requested.connect(said.append)
    doubt = next(item for item in lines(page) if item.data(0, Qt.ItemDataRole.UserRole) == (900002,))
    page.tree.setFocus()
    page.tree.setCurrentItem(doubt)
    QTest.keyClick(page.tree, Qt.Key.Key_Return)
    assert said == [frozenset({900002})]


def test_a_line_without_schools_does_nothing(page):
    said = []
    page.schools_requested.connect(said.append)
    page.tree.setCurrentItem(next(lines(page)))
    QTest.keyClick(page.tree, Qt.Key.Key_Return)
    assert said == []


def test_the_report_is_copied_as_text(page, report):
    page.copy.click()
    assert QGuiApplication.clipboard().text() == report.to_text()


def test_going_on_and_saving_are_asked_for(page, qtbot):
    with qtbot.waitSignal(page.closed):
        QTest.mouseClick(page.done, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.save_requested):
        QTest.mouseClick(page.save, Qt.MouseButton.LeftButton)
