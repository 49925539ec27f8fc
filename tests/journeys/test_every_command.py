"""Every command in every state; names for screen readers; keys that mean one thing; faults that nobody foresaw."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QSlider,
    QToolButton,
    QWidget,
)

from helpers.putting_away import put_away
from wolds.app.window.actions import SPECS
from wolds.app.window.faults import FaultCatcher
from wolds.widgets.dialogs import ErrorDialog

COMMANDS = [spec.id for spec in SPECS if spec.id not in ("", "quit", "open_log")]
SPOKEN = (QPushButton, QToolButton, QLineEdit, QComboBox, QAbstractSpinBox, QCheckBox, QSlider, QAbstractItemView)


def test_every_command_works_or_is_greyed_while_nothing_is_open(planner, monkeypatch):
    monkeypatch.setattr(planner.window.files, "open_sample", lambda: None)
    for name in COMMANDS:
        planner.window.commands[name].trigger()
        put_away(planner)
    assert not planner.document.is_open


@pytest.mark.parametrize("selected", ["nothing", "a school", "two clusters", "an unplaced school", "a school left out"])
def test_every_command_works_or_is_greyed_with_a_plan(at_work, selected: str):
    document = at_work.document
    to_place = (int(urn) for urn in document.schools.urn[document.standing.to_place])
    unplaced = next(urn for urn in to_place if urn not in at_work.plan.cluster_of)
    left_out = next(int(u) for u in document.schools.urn if int(u) not in at_work.plan.cluster_of)
    one, other = at_work.cluster(0), at_work.cluster(1)
    choices = {
        "nothing": (),
        "a school": one.members[:1],
        "two clusters": (*one.members, *other.members),
        "an unplaced school": (unplaced,),
        "a school left out": (left_out,),
    }
    for name in COMMANDS:
        if name in ("open_sample", "propose"):
            continue
        at_work.select(*choices[selected])
        at_work.window.commands[name].trigger()
        put_away(at_work)
        while at_work.window.commands["undo"].isEnabled():
            at_work.window.commands["undo"].trigger()
        at_work.window.show_plan()
    assert document.is_open


def nameless(page: QWidget) -> list[str]:
    """What can be used on a page or in a dialog and has neither words of its own nor a name."""
    found = []
    for kind in SPOKEN:
        for one in page.findChildren(kind):
            holders = (one.parent(), one.parent().parent())  # what drops down from a box is named by the box
            inner = any(isinstance(holder, (QAbstractSpinBox, QComboBox)) for holder in holders)
            inner = inner or one.objectName().startswith("qt_")
            text = one.text() if hasattr(one, "text") and not isinstance(one, QLineEdit) else ""
            if not inner and one.focusPolicy() != one.focusPolicy().NoFocus and not (one.accessibleName() or text):
                found.append(f"{type(one).__name__} in {type(one.parent()).__name__}")
    return found


def test_whatever_can_be_used_has_a_name_for_screen_readers(at_work):
    for window in ("sensitivity", "alternatives", "compare"):
        at_work.choose(window)  # made when they are first asked for
    pages = (at_work.window, at_work.window.views.start, at_work.window.files.report_page)
    assert Counter(name for page in pages for name in nameless(page)) == Counter()


def test_whatever_can_be_used_in_the_dialog_of_a_command_has_a_name_too(at_work):
    one = at_work.cluster()
    found: dict[str, list[str]] = {}
    for name in COMMANDS:
        for selected in (one.members[:1], one.members[:2]):
            at_work.select(*selected)
            at_work.window.commands[name].trigger()
            for dialog in at_work.window.findChildren(QDialog):
                if dialog.isVisible() and not isinstance(dialog, QFileDialog):  # those of the system are the system's
                    found.setdefault(type(dialog).__name__, []).extend(nameless(dialog))
            put_away(at_work)
            while at_work.window.commands["undo"].isEnabled():
                at_work.window.commands["undo"].trigger()
            at_work.window.show_plan()
    assert {name: bad for name, bad in found.items() if bad} == {}
    assert len(found) > 15


def test_no_two_commands_share_a_key(at_work):
    keys = Counter(
        key.toString(QKeySequence.SequenceFormat.PortableText)
        for action in at_work.window.findChildren(QAction)
        for key in action.shortcuts()
        if not key.isEmpty() and isinstance(action.parent(), type(at_work.window))
    )
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("again", [QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")], ids=lambda keys: keys.toString())
def test_what_was_taken_back_is_done_again_by_the_keys_of_any_other_program(at_work, again):
    at_work.select(at_work.cluster().members[0])
    at_work.choose("remove")
    clusters = at_work.plan.cluster_of
    at_work.choose("undo")
    assert at_work.plan.cluster_of != clusters
    QTest.keySequence(at_work.window, again)
    assert at_work.plan.cluster_of == clusters


def test_no_two_entries_of_a_menu_share_a_letter(at_work):
    doubled = {}
    for title, menu in at_work.window.menus.items():
        letters = Counter(
            text[text.index("&") + 1].casefold()
            for text in (action.text().replace("&&", "") for action in menu.actions())
            if "&" in text
        )
        doubled[title] = [letter for letter, count in letters.items() if count > 1]
    assert not any(doubled.values()), doubled


def test_the_tab_key_passes_through_the_window_and_comes_round(at_work):
    window, seen = at_work.window, []
    window.views.map.setFocus()
    for _ in range(400):
        QTest.keyClick(QApplication.focusWidget() or window, "\t")
        focus = QApplication.focusWidget()
        assert isinstance(focus, QWidget)
        assert focus.isVisible()
        if focus in seen and focus is seen[0]:
            break
        seen.append(focus)
    docks = [dock for name, dock in window.views.docks.items() if name in ("rules", "clusters", "schools")]
    assert all(any(dock.isAncestorOf(one) for one in seen) for dock in docks)


def test_an_unforeseen_fault_lands_in_the_log_and_one_dialog(at_work, monkeypatch):
    import logging
    import sys

    records: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record.getMessage() + str(bool(record.exc_info)))

    listener = Listener()
    logging.getLogger("wolds.app.window").addHandler(listener)
    catcher = FaultCatcher(at_work.window.feedback, "Something unexpected happened")
    monkeypatch.setattr(sys, "excepthook", catcher.catch)

    def fault() -> None:
        raise ZeroDivisionError("nobody saw this coming")

    try:
        with at_work.qtbot.captureExceptions():
            for _ in range(3):
                try:
                    fault()
                except ZeroDivisionError as error:
                    catcher.catch(type(error), error, error.__traceback__)
        dialogs = at_work.dialogs(ErrorDialog)
        assert len(dialogs) == 1
        assert "log" in dialogs[0].accessibleDescription()
        assert "Traceback" not in dialogs[0].accessibleDescription()
        assert records[0].endswith("True"), "with its traceback"
        assert len(records) == 3
    finally:
        logging.getLogger("wolds.app.window").removeHandler(listener)


def test_the_main_thread_stays_awake_while_a_county_is_proposed_for(planner, county):
    """A measure, not a race: the longest silence of a ticking clock, with room for a machine that does other things."""
    import time

    planner.take(county)
    last, worst = [time.perf_counter()], [0.0]
    clock = QTimer()

    def tick() -> None:
        now = time.perf_counter()
        worst[0], last[0] = max(worst[0], now - last[0]), now

    clock.timeout.connect(tick)
    clock.start(5)
    planner.choose("propose")
    planner.until(lambda: planner.window.proposing.proposal is not None)
    clock.stop()
    assert worst[0] < 1.0


def test_the_tab_key_meets_what_comes_and_goes_where_it_stands(at_work):
    impossible, banner = at_work.window.views.rules.impossible, at_work.window.views.banner
    at_work.window.feedback.ask("Something was done.", ("Undo it", lambda: None))
    chain, stop = [], at_work.window.views.map.nextInFocusChain()
    while stop is not at_work.window.views.map:
        chain += [stop] if stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop.isVisible() else []
        stop = stop.nextInFocusChain()
    cards = [button for button in impossible.findChildren(QPushButton) if button is not impossible.more]
    first = chain.index(cards[0])
    assert chain[first - 1] is at_work.window.views.rules.presets.box
    assert chain[first : first + len(cards)] == cards
    assert chain.index(banner.buttons[0]) + 1 == chain.index(banner._close)
