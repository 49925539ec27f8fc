from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest

from wolds.widgets.pages import JobBar


@dataclass(frozen=True)
class Progress:
    fraction: float
    message: str


class FakeJob(QObject):
    progressed = Signal(object)
    ended = Signal()
    can_cancel = True

    def __init__(self, title):
        super().__init__()
        self.title, self.cancels = title, 0

    def cancel(self):
        self.cancels += 1


@pytest.fixture
def bar(qtbot):
    made = JobBar()
    qtbot.addWidget(made)
    made.resize(600, 40)
    return made


def test_progress_is_shown_until_the_job_ends(bar):
    job = FakeJob("Reading the register")
    bar.watch(job)
    assert bar.isVisible()
    assert bar.sentence.text() == "Reading the register …"
    job.progressed.emit(Progress(0.25, "Reading rows"))
    assert bar.bar.value() == 250
    assert bar.percent.text() == "25%"
    assert bar.sentence.text() == "Reading rows"
    job.progressed.emit(Progress(0.5, ""))
    assert bar.sentence.text() == "Reading rows"
    job.ended.emit()
    assert not bar.isVisible()
    assert bar.job is None


def test_cancel_asks_the_job_once_and_says_that_it_stops(bar):
    job = FakeJob("Proposing")
    bar.watch(job)
    QTest.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
    QTest.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
    assert job.cancels == 1
    job.progressed.emit(Progress(0.7, "Still going"))
    assert bar.sentence.text() == "Stopping …"


def test_a_second_job_takes_the_place_of_the_first(bar):
    first, second = FakeJob("One"), FakeJob("Two")
    bar.watch(first)
    bar.watch(second)
    first.progressed.emit(Progress(0.9, "of the first"))
    first.ended.emit()
    assert bar.isVisible()
    assert bar.sentence.text() == "Two …"
