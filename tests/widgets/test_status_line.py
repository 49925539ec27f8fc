"""What is said in the status bar never runs into the figures beside it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow

from wolds.widgets.common.tips import plain_tip
from wolds.widgets.status_line import StatusLine


@pytest.fixture
def line(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    bar = StatusLine(window)
    window.setStatusBar(bar)
    bar.addPermanentWidget(QLabel("170 of 172 schools placed", bar))
    window.resize(700, 200)
    window.show()
    qtbot.waitExposed(window)
    yield bar
    window.close()


def test_a_short_message_is_shown_whole(line):
    line.showMessage("Moved Belton")
    assert line.shown() == "Moved Belton"


def test_a_long_message_ends_before_the_figures_and_can_be_read_whole_in_the_tooltip(line):
    text = "Belton and Marsh and " * 20
    line.showMessage(text)
    assert line.shown().endswith("…")
    assert line.fontMetrics().horizontalAdvance(line.shown()) <= line.room.width()
    assert line.room.right() < line.findChildren(QLabel)[0].x()
    assert line.toolTip() == plain_tip(text)
    line.clearMessage()
    assert line.toolTip() == ""


def test_the_message_is_painted(line):
    before = line.grab().toImage()
    line.showMessage("Moved Belton")
    assert line.grab().toImage() != before


def test_a_name_that_holds_html_is_text_in_the_tooltip(line):
    line.showMessage("Moved <b>Belton</b>")
    assert line.toolTip() == "<qt>Moved &lt;b&gt;Belton&lt;/b&gt;</qt>"
