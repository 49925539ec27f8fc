"""Several good plans side by side: what each card says, its small map, and what its buttons ask for."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from helpers.windows import heard
from wolds.app.exploring import Choices, find_choices
from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import standing_of
from wolds.clustering.plan import Plan
from wolds.clustering.rules import Rules
from wolds.geo.progress import Unwatched
from wolds.geo.schools import Schools
from wolds.widgets.exploring import AlternativesWindow, ShownPlan
from wolds.widgets.exploring.small_map import SmallMap


@pytest.fixture(scope="module")
def grid() -> EditContext:
    """Twelve schools on a grid of nearly even meshes: many plans are nearly as good."""
    frame = pd.DataFrame({"urn": range(1, 13), "status": "Open", "phase": "Primary", "roll": 80.0})
    frame["name"] = [f"School <b>{n}</b>" for n in range(1, 13)]
    frame["easting"] = [500_000 + 3_000 * (n % 4) + 10 * n for n in range(12)]
    frame["northing"] = [300_000 + 3_000 * (n // 4) + 7 * n for n in range(12)]
    schools, plan = Schools.from_frame(frame), Plan(rules=Rules(cap_km=5, size_min=2, size_max=3, roll_min=100))
    return EditContext(schools, standing_of(schools, plan.eligibility), plan)


@pytest.fixture(scope="module")
def found(grid) -> Choices:
    choices = find_choices(grid, 2, 30.0, 60.0, Unwatched())
    assert len(choices.plans) == 3
    return choices


@pytest.fixture
def window(qtbot, grid, found) -> AlternativesWindow:
    made = AlternativesWindow()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    shown = [ShownPlan(c.alternative, c.proposal.preview.plan, c.scoreboard, c.moved) for c in found.plans]
    made.show_plans(shown, found.sentence, grid.schools, grid.standing)
    QApplication.processEvents()
    return made


def test_before_anything_was_asked_it_says_what_it_is_for(qtbot):
    made = AlternativesWindow()
    qtbot.addWidget(made)
    assert made.content.is_empty


def test_what_is_asked_for_is_typed_and_enter_asks(window):
    asked = heard(window.find_requested)
    window.activateWindow()
    for box, text in ((window.count, "2"), (window.least, "40"), (window.most, "15")):
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, text)
    QTest.keyClick(window.most, Qt.Key.Key_Return)
    assert asked == [(2, 40.0, 15.0)]


def test_each_card_says_cost_and_difference_in_words(window, found):
    assert [card.title for card in window.cards] == ["The best plan", "Plan 1", "Plan 2"]
    assert window.cards[0].lines[-1].startswith("Proven")
    for card, choice in zip(window.cards[1:], found.plans[1:], strict=True):
        text = " ".join(label.text() for label in card.findChildren(QLabel))
        one = choice.alternative
        told = re.search(r"costs ([0-9.]+) km more", text)
        assert told is not None
        assert float(told[1]) == pytest.approx(one.extra_km, abs=0.05)
        assert f"{one.differences[0]:.0f} % of the pairs" in text
        assert f"{one.other_partners} schools have other partners" in text
        assert card.accessibleName().startswith(card.title)
    assert "from plan 1" in " ".join(window.cards[2].lines)


def test_schools_with_other_partners_are_those_the_engine_counts(found):
    assert found.plans[0].moved == frozenset()
    for choice in found.plans:
        assert len(choice.moved) == choice.alternative.other_partners


def test_the_small_maps_are_alike_and_what_differs_stands_out(window, grid, found):
    sizes = {(card.picture.width(), card.picture.height()) for card in window.cards}
    assert max(w for w, _ in sizes) - min(w for w, _ in sizes) <= 1
    choice = found.plans[1]

    def picture(moved: frozenset[int]) -> QImage:
        plan = choice.proposal.preview.plan
        drawn = SmallMap(grid.schools, grid.standing, plan, choice.scoreboard, moved)
        drawn.resize(260, 247)
        drawn.prepare()
        return drawn.grab().toImage()

    def strength(image: QImage) -> int:
        step = range(0, 240, 3)
        return sum(image.pixelColor(x, y).hsvSaturation() for x in step for y in step)

    everything, some = strength(picture(frozenset())), strength(picture(frozenset(list(choice.moved)[:2])))
    all_of_it = strength(picture(choice.moved))
    assert some < everything
    assert some < all_of_it


def test_maps_are_drawn_one_in_each_turn_and_anew_for_another_size(window, qtbot):
    qtbot.waitUntil(lambda: all(card.picture.is_ready for card in window.cards))
    window.resize(1500, 800)
    qtbot.waitUntil(lambda: window.cards[0].picture.width() > 300 and all(card.picture.is_ready for card in window.cards))
    for card in window.cards:
        card.picture._drawn = None
    window._draw_next()
    assert [card.picture.is_ready for card in window.cards] == [True, False, False], "the window answers in between"
    qtbot.waitUntil(lambda: all(card.picture.is_ready for card in window.cards))


def test_buttons_ask_to_preview_or_keep_their_plan_by_mouse_and_keyboard(window):
    previewed, kept = heard(window.preview_requested), heard(window.keep_requested)
    QTest.mouseClick(window.cards[1].preview_button, Qt.MouseButton.LeftButton)
    window.activateWindow()
    window.cards[2].keep_button.setFocus()
    QTest.keyClick(window.cards[2].keep_button, Qt.Key.Key_Space)
    assert (previewed, kept) == ([1], [2])
    assert window.cards[1].preview_button.accessibleName() == "Preview: Plan 1"


def test_plans_of_an_earlier_question_cannot_be_taken(window):
    asked = heard(window.find_requested)
    window.set_stale(True)
    assert not any(card.preview_button.isEnabled() or card.keep_button.isEnabled() for card in window.cards)
    QTest.mouseClick(window.stale.button, Qt.MouseButton.LeftButton)
    assert len(asked) == 1
    window.set_stale(False)
    assert all(card.keep_button.isEnabled() for card in window.cards)
    window.forget()
    assert window.cards == []
    assert window.content.is_empty
