from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from helpers.windows import heard
from wolds.clustering.edits import SetEligibility
from wolds.clustering.eligibility import Choice, Eligibility, standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan, PlanChange, RecordChange, Table
from wolds.widgets.rules import EligibilityForm
from wolds.widgets.rules.choices import ChosenDialog


@pytest.fixture
def form(qtbot, few_schools):
    made = EligibilityForm()
    qtbot.addWidget(made)
    made.resize(380, 900)
    made.show_schools(few_schools, standing_of(few_schools, Eligibility()))
    for section in made.sections:
        section.set_open(True)
    made.show()
    made.activateWindow()
    return made


def test_everybody_is_counted_and_the_excluded_by_reason(form, few_schools):
    form.show_schools(few_schools, standing_of(few_schools, Eligibility(roll_max=209, la_codes=("990",), buffer_km=100)))
    assert form.counts.placed.text() == "3 to be placed"
    assert form.counts.others.text() == "0 optional, 2 excluded"


def test_ticking_an_authority_by_keyboard_asks_for_it(form, qtbot):
    edits = heard(form.edit_requested)
    authorities = form.where.authorities
    assert [option.name for option in authorities._options] == ["Fenland 991", "Washland 990"]
    authorities.list.setFocus()
    authorities.list.setCurrentRow(1)
    QTest.keyClick(authorities.list, Qt.Key.Key_Space)
    with qtbot.waitSignal(form.edit_requested, timeout=3000):
        pass
    assert edits == [SetEligibility(Eligibility(la_codes=("990",)))]


def test_values_in_force_stand_first_and_unknown_ones_stay(form):
    form.show_eligibility(Eligibility(la_codes=("925", "990")))
    rows = [form.where.authorities.list.item(at).text() for at in range(3)]
    assert rows == ["925  (0)", "Washland 990  (3)", "Fenland 991  (1)"]


def test_a_band_sets_both_ends_at_once(form):
    edits = heard(form.edit_requested)
    band = next(made for made in form.roll.bands.findChildren(QPushButton) if made.text() == "50–109")
    QTest.mouseClick(band, Qt.MouseButton.LeftButton)
    assert edits == [SetEligibility(Eligibility(roll_min=50, roll_max=109))]


def test_a_band_upside_down_is_told_and_not_asked_for(form):
    form.show_eligibility(Eligibility(roll_min=50, roll_max=109))
    edits = heard(form.edit_requested)
    box = form.roll.low.box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "300")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert edits == []
    assert form.roll.by_name["roll_min"].fault.text() == "The lowest roll is above the highest."


def test_a_school_is_let_in_by_hand_with_a_reason(form):
    edits = heard(form.edit_requested)
    form.by_school.choices.add.click()
    dialog = form.findChild(ChosenDialog)
    QTest.keyClicks(dialog.school, "old fen")
    dialog.kind.box.setFocus()
    QTest.keyClick(dialog.kind.box, Qt.Key.Key_Down)
    QTest.keyClicks(dialog.reason, "reopens in May")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert edits == [SetEligibility(Eligibility(optional=(Choice(urn=900005, reason="reopens in May"),)))]


def test_another_choice_for_a_school_replaces_the_first(form):
    form.show_eligibility(Eligibility(exclude=(Choice(urn=900001, reason="closing"),)))
    edits = heard(form.edit_requested)
    form.show_selection(frozenset({900001}))
    form.by_school.choices.add.click()
    dialog = form.findChild(ChosenDialog)
    assert dialog.school.urn() == 900001
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert edits == [SetEligibility(Eligibility(include=(Choice(urn=900001),)))]


def test_a_choice_is_removed_by_the_delete_key(form):
    form.show_eligibility(Eligibility(exclude=(Choice(urn=900001), Choice(urn=900002, reason="why"))))
    edits = heard(form.edit_requested)
    rows = form.by_school.choices.list
    assert rows.item(1).text() == "Marsh St Mary's School: left out\nwhy"
    rows.setFocus()
    rows.setCurrentRow(0)
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    assert edits == [SetEligibility(Eligibility(exclude=(Choice(urn=900002, reason="why"),)))]


def test_a_list_of_urns_is_asked_for_taken_and_forgotten(form, qtbot):
    edits = heard(form.edit_requested)
    with qtbot.waitSignal(form.urn_list_requested):
        form.kind.urns.file.click()
    form.take_urns((900001, 900002))
    assert edits == [SetEligibility(Eligibility(urns=(900001, 900002)))]
    form.show_eligibility(Eligibility(urns=(900001, 900002)))
    assert form.kind.urns.words.text() == "Only the 2 schools of the list"
    form.kind.urns.drop.click()
    assert edits[-1] == SetEligibility(Eligibility())


def test_rural_only_is_ticked_by_keyboard(form):
    edits = heard(form.edit_requested)
    tick = form.kind.field("rural_only").tick
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert edits == [SetEligibility(Eligibility(rural_only=True))]


def test_showing_a_filter_asks_for_nothing(form):
    edits = heard(form.edit_requested)
    form.show_eligibility(Eligibility(la_codes=("990",), roll_max=209, dioceses=("Diocese of Lincoln",), buffer_km=7.77))
    form.settle()
    assert edits == []


def test_every_field_of_the_filter_can_be_edited(form):
    named = {name for section in form.sections for name in section.values()}
    assert named == set(Eligibility.model_fields) - {"version"}


def test_a_change_of_the_filter_by_undo_is_shown_and_counted(form, few_schools):
    before, after = Eligibility(), Eligibility(roll_max=60)
    plan = Plan(eligibility=after)
    scoreboard = Scoreboard.of(few_schools, standing_of(few_schools, after), plan)
    form.apply_change(PlanChange("", (RecordChange(Table.SETTINGS, "eligibility", before, after),)), plan, scoreboard)
    assert form.eligibility == after
    assert form.counts.placed.text() == "2 to be placed"
