from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from helpers.windows import heard, opened
from wolds.widgets.dialogs import (
    AboutDialog,
    BarrierDialog,
    ChangedOnDiskDialog,
    ErrorDialog,
    HeldByDialog,
    PairTravelDialog,
    ReasonDialog,
    SettingsDialog,
    ShortcutsDialog,
    TextDialog,
    UnsavedDialog,
)


def test_a_name_is_typed_over_the_old_one_and_given_by_enter(qtbot):
    dialog = opened(qtbot, TextDialog("Name", "Old"))
    said = heard(dialog.text_given)
    QTest.keyClicks(dialog.editor, "New name ")
    QTest.keyClick(dialog.editor, Qt.Key.Key_Return)
    assert said == ["New name"]
    assert not dialog.isVisible()


def test_escape_gives_nothing(qtbot):
    dialog = opened(qtbot, TextDialog("Name", "Old"))
    said = heard(dialog.text_given)
    QTest.keyClick(dialog.editor, Qt.Key.Key_Escape)
    assert said == []
    assert not dialog.isVisible()


def test_a_note_has_several_lines_and_ctrl_enter_saves_it(qtbot):
    dialog = opened(qtbot, TextDialog("Note", "First", long=True))
    said = heard(dialog.text_given)
    QTest.keyClick(dialog.editor, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.editor, "second")
    QTest.keyClick(dialog.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said == ["First\nsecond"]


def test_a_text_that_will_not_do_says_why_and_is_not_given(qtbot):
    dialog = opened(qtbot, TextDialog("Name", "", fault_of=lambda text: "Taken." if text == "B" else ""))
    said = heard(dialog.text_given)
    QTest.keyClicks(dialog.editor, "B")
    assert dialog.fault.text() == "Taken."
    QTest.keyClick(dialog.editor, Qt.Key.Key_Return)
    assert said == []


def test_a_reason_must_be_given(qtbot):
    dialog = opened(qtbot, ReasonDialog("Accept", "31 min apart, limit 20.", "Accept"))
    said = heard(dialog.text_given)
    assert not dialog.give.isEnabled()
    QTest.keyClicks(dialog.editor, "  the bus")
    QTest.keyClick(dialog.editor, Qt.Key.Key_Return)
    assert said == ["the bus"]


@pytest.mark.parametrize("answer", ["save", "discard", "cancel"])
def test_unsaved_work_is_answered_once(qtbot, answer):
    dialog = opened(qtbot, UnsavedDialog("Plan"))
    said = heard(dialog.answered)
    QTest.mouseClick(dialog.answer_buttons[answer], Qt.MouseButton.LeftButton)
    dialog.close()
    assert said == [answer]


def test_escape_and_the_cross_keep_the_plan_open(qtbot):
    for leave in (lambda d: QTest.keyClick(d, Qt.Key.Key_Escape), lambda d: d.close()):
        dialog = opened(qtbot, UnsavedDialog("Plan"))
        said = heard(dialog.answered)
        leave(dialog)
        assert said == ["cancel"]


def test_enter_saves(qtbot):
    dialog = opened(qtbot, UnsavedDialog("Plan"))
    said = heard(dialog.answered)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert said == ["save"]


def test_overwriting_is_never_the_answer_of_the_enter_key(qtbot):
    dialog = opened(qtbot, ChangedOnDiskDialog("plan.gpkg", "14:32", "Jo"))
    said = heard(dialog.answered)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert said == ["save-as"]
    assert set(dialog.answer_buttons) == {"reload", "overwrite", "cancel", "save-as"}


def test_who_holds_a_plan_is_named(qtbot):
    dialog = opened(qtbot, HeldByDialog("plan.gpkg", "Jo on LAPTOP", "09:12"))
    assert "Jo on LAPTOP has had plan.gpkg open since 09:12." in dialog.accessibleDescription()
    said = heard(dialog.answered)
    QTest.mouseClick(dialog.answer_buttons["copy"], Qt.MouseButton.LeftButton)
    assert said == ["copy"]


def test_an_error_offers_the_log_only_where_it_says_more(qtbot):
    plain = opened(qtbot, ErrorDialog("The disk is full.", "Free some space."))
    assert not plain.log.isVisible()
    plain.close()
    strange = opened(qtbot, ErrorDialog("Something broke.", offer_log=True))
    with qtbot.waitSignal(strange.open_log_requested):
        QTest.mouseClick(strange.log, Qt.MouseButton.LeftButton)
    assert strange.isVisible()


def test_travel_between_two_schools_is_typed(qtbot):
    dialog = opened(qtbot, PairTravelDialog("Belton", "Marsh", 11.2))
    said = heard(dialog.given)
    dialog.number.selectAll()
    QTest.keyClicks(dialog.number, "31")
    QTest.keyClicks(dialog.reason, "no bridge")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert said == [("minutes", 31.0, "no bridge")]


def test_travel_of_schools_kept_apart_can_be_set(qtbot):
    dialog = opened(qtbot, PairTravelDialog("Belton", "Marsh", float("inf")))
    assert dialog.number.value() == 30


def test_a_barrier_needs_a_name_of_its_own(qtbot):
    dialog = opened(qtbot, BarrierDialog({"The Wash"}))
    said = heard(dialog.given)
    QTest.keyClicks(dialog.name, "the wash")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert said == []
    QTest.keyClicks(dialog.name, " south")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert said == [("the wash south", None, "")]


def test_settings_are_given_as_they_are_to_be(qtbot):
    values = {
        "theme": "light",
        "autosave_seconds": 3,
        "proposal_time_limit_s": None,
        "proposal_memory_mb": 1_000,
        "register_address": "",
        "links_address": "https://council.example/links.csv",
        "fewest_schools": 20_000,
        "public_register_address": "https://public.example/{date}.csv",
        "last_folder": "x",
    }
    dialog = opened(qtbot, SettingsDialog(values))
    said = heard(dialog.given)
    assert dialog.register_address.placeholderText() == "https://public.example/{date}.csv"
    QTest.keyClick(dialog.fewest, Qt.Key.Key_Up)
    QTest.keyClicks(dialog.register_address, " https://council.example/{date}.csv ")
    QTest.keyClick(dialog.theme, Qt.Key.Key_Down)
    dialog.has_limit.click()
    QTest.keyClick(dialog.memory, Qt.Key.Key_Up)
    QTest.keyClick(dialog.theme, Qt.Key.Key_Return)
    assert said == [
        {
            "theme": "dark",
            "autosave_seconds": 3,
            "proposal_time_limit_s": 120,
            "proposal_memory_mb": 1_100,
            "register_address": "https://council.example/{date}.csv",
            "links_address": "https://council.example/links.csv",
            "fewest_schools": 21_000,
        },
    ]


def test_commands_are_found_by_word_and_by_key(qtbot):
    rows = [
        ("File", "Open", QKeySequence("Ctrl+O")),
        ("File", "Save", QKeySequence("Ctrl+S")),
        ("Edit", "Undo", QKeySequence()),
    ]
    dialog = opened(qtbot, ShortcutsDialog(rows))
    QTest.keyClicks(dialog.line, "ctrl+s")
    shown = [item.text(0) for _, commands in dialog._commands.values() for item in commands if not item.isHidden()]
    assert shown == ["Save"]
    assert dialog._commands["Edit"][0].isHidden()


def test_about_names_each_library_with_version_and_licence(qtbot):
    from wolds.widgets.dialogs.about import LIBRARIES, library_facts

    dialog = opened(qtbot, AboutDialog("Coast: Natural Earth"))
    assert dialog.tabs.count() == 2
    for name in LIBRARIES:
        facts = library_facts(name)
        assert facts, name
        assert all(facts), name


def test_a_library_that_is_not_installed_is_left_out():
    from wolds.widgets.dialogs.about import library_facts

    assert library_facts("no-such-library-at-all") is None
