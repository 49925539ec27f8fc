"""A headteacher finds partners: from the start page to an idea that is saved, with mouse and keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from wolds.app.planfile import open_project
from wolds.clustering.models import Model

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def head(planner):
    """A headteacher at the panels, reached from the start page with the sample county, the school typed carelessly."""
    planner.click(planner.window.views.start.partners)
    planner.until(lambda: planner.banner)
    planner.answer("Sample county")
    planner.until(lambda: planner.window.views.partners.isVisible(), 60)
    type_school(planner, "merlinghm")
    return planner


def type_school(planner, text: str) -> None:
    box = planner.window.views.partners.box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert not box.completer().popup().isVisible(), "the list of names is out of the way"
    planner.window.activateWindow()  # as a desktop does once the list of names is gone
    planner.until(lambda: planner.window.views.partners.model.partners and not planner.window.partners.looking.is_running)


def test_from_the_start_page_to_an_idea_saved_for_the_authority(head, tmp_path: Path):
    view, groups = head.window.views.partners, head.window.views.group
    school = view.urn
    assert head.document.schools.name_of(school).startswith("Merlingham")
    assert head.document.selection == {school}
    assert not head.window.views.docks["rules"].isVisible()

    view.table.setFocus()
    head.until(view.table.hasFocus)
    for _ in range(2):
        head.press(Qt.Key.Key_Space)
        head.press(Qt.Key.Key_Down)
    members = {school, *view.model.ticked}
    head.until(lambda: groups.group.group is not None and set(groups.group.group.urns) == members)
    assert len(members) == 3
    assert head.document.selection == members, "the group is shown on the map"

    groups.group.model.setFocus()
    head.press(Qt.Key.Key_Down)
    groups.group.name.setFocus()
    head.write("Three by the sea")
    head.click(groups.group.save)
    head.name_file(tmp_path / "idea.gpkg")
    head.until(lambda: "Saved to" in head.banner)
    idea = open_project(tmp_path / "idea.gpkg").project
    cluster = next(iter(idea.plan.clusters.values()))
    assert (cluster.name, set(cluster.members)) == ("Three by the sea", members)
    assert idea.plan.partnerships[cluster.id].target == Model.SOFT_FEDERATION
    assert not head.plan.clusters, "looking for partners changes nothing in the plan"

    head.click(view.back)
    assert not view.isVisible()
    assert head.window.views.docks["rules"].isVisible()


def test_the_best_groups_come_from_the_engine_and_one_of_them_is_looked_at(head):
    groups = head.window.views.group
    groups.tabs.setCurrentWidget(groups.best)
    head.click(groups.best.ask)
    head.until(lambda: groups.best.has_answer and not head.window.partners.grouping.is_running, 60)
    card = next(card for card in groups.best.cards.cards if card.deed_button is not None)
    head.click(card.deed_button)
    head.until(lambda: groups.group.group is not None and groups.group.group.urns == card.part.urns)
    assert groups.tabs.currentWidget() is groups.group
    assert {head.window.views.partners.urn, *head.window.views.partners.model.ticked} == set(card.part.urns)


def test_the_search_for_best_groups_is_cancelled_by_its_button(head):
    groups = head.window.views.group
    groups.tabs.setCurrentWidget(groups.best)
    head.click(groups.best.ask)
    head.click(groups.best.jobs.cancel)
    head.until(lambda: not head.window.partners.grouping.is_running)
    assert not groups.best.has_answer


def test_a_school_that_was_selected_is_the_one_that_partners_are_looked_for(at_work):
    urn = at_work.cluster().members[0]
    at_work.select(urn)
    at_work.press(Qt.Key.Key_P, CTRL_SHIFT)
    view = at_work.window.views.partners
    at_work.until(lambda: view.model.partners)
    assert view.urn == urn


def test_an_edit_makes_the_list_one_of_an_earlier_plan_until_it_is_asked_for_again(at_work):
    at_work.choose("partners")
    view = at_work.window.views.partners
    view.choose(at_work.cluster().members[0])
    at_work.until(lambda: view.model.partners and not at_work.window.partners.looking.is_running)
    at_work.select(*at_work.cluster(1).members)
    at_work.choose("dissolve")
    assert view.stale.isVisible()
    at_work.click(view.stale.button)
    at_work.until(lambda: not view.stale.isVisible())


def test_an_idea_is_never_written_over_the_plan_that_is_open(at_work, tmp_path: Path):
    at_work.save_to(tmp_path / "county.gpkg")
    at_work.choose("partners")
    view, page = at_work.window.views.partners, at_work.window.views.group.group
    view.choose(at_work.cluster().members[0])
    at_work.until(lambda: view.model.partners and not at_work.window.partners.looking.is_running)
    view.model.toggle(0)
    at_work.until(lambda: page.group is not None)
    before = (tmp_path / "county.gpkg").read_bytes()
    at_work.window.partners.save(tmp_path / "county.gpkg", page.group, "Idea", Model.INFORMAL)
    assert "is a plan that is open" in at_work.banner
    assert (tmp_path / "county.gpkg").read_bytes() == before


def test_panels_stand_as_they_were_after_a_visit_to_the_partners(at_work):
    docks = at_work.window.views.docks
    docks["checks"].raise_()
    docks["schools"].close()
    at_work.choose("partners")
    assert docks["partners"].isVisible()
    at_work.click(at_work.window.views.partners.back)
    assert not docks["partners"].isVisible()
    assert docks["clusters"].isVisible() or docks["checks"].isVisible()
    at_work.choose("start")
    assert not docks["group"].isVisible()


def test_the_keyboard_goes_round_the_two_panels_and_the_map(head):
    head.window.views.map.setFocus()
    stops = set()
    for _ in range(3):
        head.press(Qt.Key.Key_F6)
        current = head.window.panels.current()
        stops.add(current.objectName() if current else "map")
    assert stops == {"dock-partners", "dock-group", "map"}
