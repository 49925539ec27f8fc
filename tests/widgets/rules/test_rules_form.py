from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from helpers.windows import heard
from wolds.clustering.edits import RemoveMustLink, SetRules
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.impossible import impossible_combinations
from wolds.clustering.presets import PRESETS
from wolds.clustering.rules import (
    Barrier,
    CapRule,
    FederationExemption,
    Link,
    Mix,
    Objective,
    PairTravel,
    Relation,
    RelationKind,
    Rules,
)
from wolds.widgets.rules import RulesForm
from wolds.widgets.rules.exemption import ExemptionDialog
from wolds.widgets.rules.pair_dialog import PairDialog, TravelDialog


@pytest.fixture
def form(qtbot, few_schools):
    made = RulesForm()
    qtbot.addWidget(made)
    made.resize(380, 900)
    made.show_schools(few_schools, standing_of(few_schools, Eligibility()))
    made.show_rules(Rules())
    for section in made.sections:
        section.set_open(True)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def field(form, name):
    return next(section.field(name) for section in form.sections if name in section.by_name)


def row(form, name):
    return next(section.by_name[name] for section in form.sections if name in section.by_name)


def type_number(number, text):
    number.box.setFocus()
    number.box.selectAll()
    QTest.keyClicks(number.box, text)
    QTest.keyClick(number.box, Qt.Key.Key_Return)


def test_typing_a_travel_limit_and_enter_asks_once_for_new_rules(form):
    edits = heard(form.edit_requested)
    type_number(form.travel.cap.number, "8.5")
    assert edits == [SetRules(Rules(cap_km=8.5))]


def test_the_limit_says_what_it_means_in_minutes_while_it_is_typed(form):
    box = form.travel.cap.number.box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "20")
    assert form.travel.cap.meaning.text() == "about 32 minutes by road"


def test_choosing_minutes_keeps_the_distance_and_says_it_in_km(form):
    edits = heard(form.edit_requested)
    unit = form.travel.cap.unit
    unit.setFocus()
    QTest.keyClick(unit, Qt.Key.Key_Down)
    assert edits == [SetRules(Rules(cap_km=None, cap_minutes=19))]
    assert "km straight line" in form.travel.cap.meaning.text()


def test_twenty_minutes_read_as_twelve_km(form):
    form.show_rules(Rules(cap_km=None, cap_minutes=20))
    assert form.travel.cap.meaning.text() == "about 12.4 km straight line"


def test_showing_rules_asks_for_nothing(form):
    edits = heard(form.edit_requested)
    form.show_rules(Rules(cap_km=3, size_max=None, mix=Mix.REQUIRED, partnership_cost_km=2.2, roll_target=200))
    form.settle()
    assert edits == []


def test_values_that_the_boxes_round_are_kept_exactly(form):
    rules = Rules(cap_km=12.3456, partnership_cost_km=3.33, mix_preferred_km=0.123, little_change_km=1.75)
    form.show_rules(rules)
    edits = heard(form.edit_requested)
    type_number(field(form, "size_min"), "2")
    assert edits == [SetRules(rules.model_copy(update={"size_min": 2}))]


def test_a_range_upside_down_is_told_beside_its_field_and_asks_for_nothing(form):
    edits = heard(form.edit_requested)
    type_number(field(form, "size_min"), "9")
    assert edits == []
    assert "upside down" in row(form, "size_min").fault.text()
    assert row(form, "size_min").fault.isVisible()
    type_number(field(form, "size_max"), "12")
    assert edits == [SetRules(Rules(size_min=9, size_max=12))]
    assert not row(form, "size_min").fault.isVisible()


def test_taking_the_tick_away_lifts_the_limit(form):
    edits = heard(form.edit_requested)
    tick = field(form, "size_max").tick
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert edits == [SetRules(Rules(size_max=None))]


def test_stepping_up_five_times_asks_once(form, qtbot):
    edits = heard(form.edit_requested)
    box = field(form, "size_min").box
    box.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(box, key)
    assert edits == []
    with qtbot.waitSignal(form.edit_requested, timeout=3000):
        pass
    assert edits == [SetRules(Rules(size_min=4))]


def test_the_slider_settles_before_it_asks(form, qtbot):
    edits = heard(form.edit_requested)
    slider = field(form, "partnership_cost_km").slider
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert edits == []
    assert field(form, "partnership_cost_km").words.text() == "1 km (about 2 min)"
    with qtbot.waitSignal(form.edit_requested, timeout=3000):
        pass
    assert edits == [SetRules(Rules(partnership_cost_km=1))]


def test_settling_asks_at_once_for_what_still_rests(form):
    edits = heard(form.edit_requested)
    slider = field(form, "partnership_cost_km").slider
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    form.settle()
    assert edits == [SetRules(Rules(partnership_cost_km=0.5))]


def test_the_wheel_scrolls_the_form_and_changes_no_value(form):
    box = field(form, "roll_min").box
    form.presets.box.setFocus()
    event = QWheelEvent(
        QPoint(5, 5), box.mapToGlobal(QPoint(5, 5)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, event)
    assert box.value() == 150


@pytest.mark.parametrize(
    ("name", "keys", "change"),
    [
        ("cap_rule", [Qt.Key.Key_Down], {"cap_rule": CapRule.LEAD}),
        ("mix", [Qt.Key.Key_Down], {"mix": Mix.REQUIRED}),
        ("objective", [Qt.Key.Key_Down], {"objective": Objective.HUB}),
        ("same_phase", [Qt.Key.Key_Space], {"same_phase": True}),
        ("same_la", [Qt.Key.Key_Space], {"same_la": True}),
        ("same_diocese", [Qt.Key.Key_Space], {"same_diocese": True}),
        ("keep_federations", [Qt.Key.Key_Space], {"keep_federations": True}),
        ("max_clusters", [Qt.Key.Key_Space], {"max_clusters": 40}),
        ("roll_max", [Qt.Key.Key_Space], {"roll_max": 500}),
        ("roll_target", [Qt.Key.Key_Space], {"roll_target": 200}),
    ],
)
def test_each_rule_is_set_by_keyboard(form, name, keys, change):
    edits = heard(form.edit_requested)
    widget = field(form, name).main_widget()
    widget.setFocus()
    for key in keys:
        QTest.keyClick(widget, key)
    assert edits == [SetRules(Rules(**change))]


@pytest.mark.parametrize(
    "name", ["existing_relations_km", "mix_preferred_km", "little_change_km", "roll_target_km_per_10_pupils"]
)
def test_each_weight_is_typed(form, name):
    edits = heard(form.edit_requested)
    type_number(field(form, name), "2.5")
    assert edits == [SetRules(Rules(**{name: 2.5}))]


def test_every_rule_of_the_document_has_a_field(form):
    named = {name for section in form.sections for name in section.values()}
    in_a_panel_of_their_own = {"relations"}
    assert named == set(Rules.model_fields) - {"version"} - in_a_panel_of_their_own


def test_every_field_has_a_name_and_a_sentence_for_screen_readers(form):
    for section in form.sections:
        for made in section.by_name.values():
            widget = made.field.main_widget()
            assert widget.accessibleName()
            assert widget.accessibleDescription()


def test_two_schools_are_kept_apart_by_keyboard_with_a_reason(form, qtbot):
    edits = heard(form.edit_requested)
    add = form.together.keep_apart.add
    add.setFocus()
    QTest.keyClick(add, Qt.Key.Key_Space)
    dialog = form.findChild(PairDialog)
    assert not dialog.add_button.isEnabled()
    QTest.keyClicks(dialog.first, "belton")
    QTest.keyClicks(dialog.second, "900003")
    QTest.keyClicks(dialog.reason, "No bridge")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert edits == [SetRules(Rules(keep_apart=(Link(urn_a=900001, urn_b=900003, reason="No bridge"),)))]


def test_a_school_cannot_be_kept_together_with_itself(form):
    edits = heard(form.edit_requested)
    form.together.must_link.add.click()
    dialog = form.findChild(PairDialog)
    QTest.keyClicks(dialog.first, "belton")
    QTest.keyClicks(dialog.second, "900001")
    assert dialog.fault.text() == "These are the same school."
    QTest.keyClick(dialog.second, Qt.Key.Key_Return)
    assert edits == []


def test_two_selected_schools_stand_ready_in_the_dialog(form):
    edits = heard(form.edit_requested)
    form.show_selection(frozenset({900002, 900003}))
    form.together.must_link.add.click()
    dialog = form.findChild(PairDialog)
    assert dialog.first.text() == "Marsh St Mary's School, Marsh (900002)"
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert edits == [SetRules(Rules(must_link=(Link(urn_a=900002, urn_b=900003),)))]


def test_a_second_reason_for_a_pair_replaces_the_first(form):
    form.show_rules(Rules(keep_apart=(Link(urn_a=900003, urn_b=900002, reason="old"),)))
    edits = heard(form.edit_requested)
    form.show_selection(frozenset({900002, 900003}))
    form.together.keep_apart.add.click()
    dialog = form.findChild(PairDialog)
    QTest.keyClicks(dialog.reason, "new")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert edits == [SetRules(Rules(keep_apart=(Link(urn_a=900002, urn_b=900003, reason="new"),)))]


def test_delete_removes_the_current_pair(form):
    links = (Link(urn_a=900001, urn_b=900002), Link(urn_a=900001, urn_b=900003))
    form.show_rules(Rules(must_link=links))
    edits = heard(form.edit_requested)
    pairs = form.together.must_link.list
    pairs.setFocus()
    pairs.setCurrentRow(1)
    QTest.keyClick(pairs, Qt.Key.Key_Delete)
    assert edits == [SetRules(Rules(must_link=links[:1]))]


def test_a_school_that_left_the_register_is_named_by_its_urn(form):
    form.show_rules(Rules(must_link=(Link(urn_a=900001, urn_b=123456, reason="old partners"),)))
    assert form.together.must_link.list.item(0).text() == "Belton Primary School – URN 123456\nold partners"


def test_travel_known_better_is_given_in_minutes(form):
    edits = heard(form.edit_requested)
    form.show_selection(frozenset({900001, 900003}))
    form.travel.overrides.add.click()
    dialog = form.findChild(TravelDialog)
    dialog.number.box.setFocus()
    dialog.number.box.selectAll()
    QTest.keyClicks(dialog.number.box, "31")
    QTest.keyClicks(dialog.reason, "ferry")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert edits == [SetRules(Rules(overrides=(PairTravel(urn_a=900001, urn_b=900003, minutes=31, reason="ferry"),)))]


def test_drawing_a_barrier_is_asked_for(form, qtbot):
    add = form.travel.barriers.add
    qtbot.waitUntil(lambda: form.area.widget().height() > form.height())
    form.area.ensureWidgetVisible(add)
    qtbot.waitUntil(lambda: not add.visibleRegion().isEmpty())
    with qtbot.waitSignal(form.draw_barrier_requested):
        QTest.mouseClick(add, Qt.MouseButton.LeftButton)


def test_the_crossing_time_of_a_barrier_is_changed(form):
    from wolds.widgets.dialogs import BarrierDialog

    barrier = Barrier(name="The Wash", points=((0, 0), (1, 1)), reason="sea")
    form.show_rules(Rules(barriers=(barrier,)))
    edits = heard(form.edit_requested)
    barriers = form.travel.barriers.list
    barriers.setFocus()
    barriers.setCurrentRow(0)
    QTest.keyClick(barriers, Qt.Key.Key_Return)
    dialog = form.findChild(BarrierDialog)
    dialog.crossed.click()
    dialog.minutes.selectAll()
    QTest.keyClicks(dialog.minutes, "45")
    QTest.keyClick(dialog.minutes, Qt.Key.Key_Return)
    assert edits == [SetRules(Rules(barriers=(barrier.model_copy(update={"minutes": 45.0}),)))]


def test_a_federation_is_let_off_the_limit(form):
    edits = heard(form.edit_requested)
    form.together.exemptions.add.click()
    dialog = form.findChild(ExemptionDialog)
    assert dialog.federation.box.currentText() == "Belton and Marsh federation"
    QTest.keyClicks(dialog.reason, "one head")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    exemption = FederationExemption(federation="F1", exempt="cap", reason="one head")
    assert edits == [SetRules(Rules(exemptions=(exemption,)))]


def test_a_preset_keeps_what_was_said_of_single_schools(form):
    own = Rules(must_link=(Link(urn_a=900001, urn_b=900002),))
    form.show_rules(own)
    edits = heard(form.edit_requested)
    box = form.presets.box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert edits[-1] == SetRules(PRESETS[0].over(own))


def test_the_preset_in_force_is_named(form):
    form.show_rules(PRESETS[0].rules)
    assert form.presets.box.currentText() == PRESETS[0].name
    assert form.presets.sentence.text() == PRESETS[0].sentence
    form.show_rules(Rules(cap_km=1.5))
    assert form.presets.box.currentText() == "Rules of your own"


def test_an_impossible_pair_is_told_with_a_remedy_that_asks_for_the_edit(form, few_schools):
    link = Link(urn_a=900001, urn_b=900003)
    rules = Rules(must_link=(link,), cap_km=2)
    items = impossible_combinations(few_schools, standing_of(few_schools, Eligibility()), rules)
    assert items
    form.show_impossible(items)
    edits, shown = heard(form.edit_requested), []
    form.zoom_requested.connect(shown.append)
    words = {remedy.text for item in items for remedy in item.remedies}
    buttons = form.impossible.findChildren(QPushButton)
    for made in buttons:
        if made.text() in words or made.text() == "Show on map":
            QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert RemoveMustLink(900001, 900003) in edits
    assert frozenset({900001, 900003}) in shown


def test_the_panel_goes_away_when_nothing_is_impossible(form):
    form.show_impossible(())
    assert not form.impossible.isVisible()


def test_folded_groups_say_what_is_in_force(form):
    form.show_rules(Rules(cap_km=None, cap_minutes=18, size_min=2, size_max=5, same_la=True))
    said = [section.summary.text() for section in form.sections]
    assert said[0] == "At most 18 min between every two schools"
    assert said[1] == "2 to 5 schools, 150 pupils or more"
    assert "Same authority" in said


def test_opening_and_saving_rules_is_asked_for(form):
    wanted = []
    form.rules_file_requested.connect(wanted.append)
    for made in form.findChildren(QPushButton):
        if made.text() in ("&Open rules…", "&Save rules…"):
            made.click()
    assert wanted == ["open", "save"]


def test_the_form_fits_a_narrow_dock(form):
    assert form.area.widget().minimumSizeHint().width() <= 380


def test_kinds_of_relation_are_offered_with_their_number_and_ticked_by_keyboard(form, qtbot):
    relation = Relation(kind=RelationKind.SHARED_HEAD, urns=(100001, 100002))
    form.show_rules(Rules(relations=(relation,)))
    field = form.together.keep_relations
    texts = [field.list.item(at).text() for at in range(field.list.count())]
    assert texts == ["Collaboration  (0)", "Earlier cluster  (0)", "Shared head  (1)"]
    form.together.set_open(True)
    field.list.setCurrentRow(2)
    with qtbot.waitSignal(form.edit_requested) as asked:
        QTest.keyClick(field.list, Qt.Key.Key_Space)
    rules = asked.args[0].rules
    assert rules.keep_relations == (RelationKind.SHARED_HEAD,)
    assert rules.relations == (relation,)
    form.show_rules(rules)
    assert "shared head" in form.together.summary.text()
