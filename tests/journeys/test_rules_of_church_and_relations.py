"""A preference and a rule that a person sets in the form hold in the clusters that are proposed then."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from wolds.clustering.rules import RelationKind
from wolds.resources.loader import sample_relations_path
from wolds.widgets.church.answers import Question
from wolds.widgets.relations import RelationReviewDialog
from wolds.widgets.rules.sections import Section

CTRL = Qt.KeyboardModifier.ControlModifier


def come_back(planner) -> None:
    """The window has the keyboard again, as a window manager sees to once a dialog is gone."""
    planner.window.activateWindow()
    planner.until(planner.window.isActiveWindow)


def section_of(planner, name: str) -> tuple[Section, object]:
    """The open section of a rule, and its field."""
    for section in planner.window.views.rules.sections:
        if name in section.by_name:
            section.set_open(True)
            return section, section.by_name[name].field
    raise AssertionError(f"no field is called {name}")


def propose_and_take(planner) -> None:
    come_back(planner)
    planner.press(Qt.Key.Key_F5)
    planner.until(lambda: planner.window.proposing.proposal is not None, 120)
    planner.click(planner.window.proposing.panel.accept_button)


def unmixed(planner) -> set[str]:
    """Clusters without both church and community schools, by the register alone."""
    character = dict(zip(planner.document.schools.urn.tolist(), planner.document.schools.character.tolist(), strict=True))
    both = {"church", "community"}
    return {key for key, one in planner.plan.clusters.items() if not both <= {character[urn] for urn in one.members}}


def asked_of_mixing(planner):
    """What the church workspace says of the clusters that are not mixed."""
    planner.choose("church")
    church = planner.window.church
    planner.until(lambda: planner.window.views.church.isVisible() and not church.looking.is_running, 60)
    page = planner.window.views.church.questions
    planner.window.views.church.tabs.setCurrentWidget(page)
    page.choose(Question.UNMIXED)
    return page


def type_number(field, text: str) -> None:
    box = field.box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def test_where_a_mix_is_required_every_cluster_has_both_and_the_workspace_says_so(at_work):
    assert unmixed(at_work)
    _, field = section_of(at_work, "mix")
    field.box.setFocus()
    QTest.keyClick(field.box, Qt.Key.Key_Down)
    at_work.until(lambda: at_work.plan.rules.mix == "required")
    propose_and_take(at_work)
    assert at_work.plan.clusters
    assert unmixed(at_work) == set()
    page = asked_of_mixing(at_work)
    assert "the rules require both  (0)" in page.list.currentItem().text()
    assert page.answers.rows == ()


def test_a_mix_that_is_preferred_is_weighed_and_what_is_still_not_mixed_is_listed(at_work):
    before = len(unmixed(at_work))
    _, field = section_of(at_work, "mix_preferred_km")
    type_number(field, "40")
    at_work.until(lambda: at_work.plan.rules.mix_preferred_km == 40)
    propose_and_take(at_work)
    left = unmixed(at_work)
    assert len(left) < before
    page = asked_of_mixing(at_work)
    assert f"the rules prefer both  ({len(left)})" in page.list.currentItem().text()
    names = {at_work.plan.clusters[key].name for key in left}
    assert {row.cells[0] for row in page.answers.rows} == names


def test_relations_that_are_preferred_by_weight_hold_in_the_next_proposal(at_work, tmp_path: Path):
    sheet = Path(shutil.copy(sample_relations_path(), tmp_path / f"{tmp_path.name}.csv"))
    at_work.choose("bring_relations")
    at_work.name_file(sheet)
    at_work.until(lambda: at_work.dialogs(RelationReviewDialog))
    at_work.click(at_work.dialog(RelationReviewDialog).take)
    at_work.no_dialog()
    come_back(at_work)

    def parted() -> int:
        pairs = [one.urns for one in at_work.plan.rules.relations if one.kind == RelationKind.COLLABORATION]
        homes = [{at_work.plan.cluster_of.get(urn) for urn in urns} for urns in pairs]
        return sum(len(home) > 1 or None in home for home in homes)

    before = parted()
    assert before
    _, field = section_of(at_work, "existing_relations_km")
    type_number(field, "60")
    _, kinds = section_of(at_work, "prefer_relations")
    kinds.list.setFocus()
    texts = [kinds.list.item(n).text() for n in range(kinds.list.count())]
    kinds.list.setCurrentRow(next(n for n, text in enumerate(texts) if text.startswith("Collab")))
    QTest.keyClick(kinds.list, Qt.Key.Key_Space)
    at_work.until(lambda: at_work.plan.rules.prefer_relations == (RelationKind.COLLABORATION,))
    assert at_work.plan.rules.existing_relations_km == 60
    propose_and_take(at_work)
    assert parted() < before
