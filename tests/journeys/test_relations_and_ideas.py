"""What a planner's own knowledge does to a plan: a sheet reviewed, a head's idea taken over, all of it found again."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QScrollArea, QTabBar

from wolds.app.planfile import open_project, save_project
from wolds.clustering.ideas import idea_project
from wolds.clustering.models import Model
from wolds.clustering.partnership import Partnership
from wolds.clustering.partnership.records import FactKind
from wolds.clustering.plan import Cluster, plan_with
from wolds.clustering.project import Project, same_content
from wolds.clustering.rules import RelationKind
from wolds.resources.loader import sample_relations_path
from wolds.widgets.dialogs import ErrorDialog, QuestionDialog
from wolds.widgets.dialogs.idea import IdeaDialog
from wolds.widgets.map import Layer
from wolds.widgets.partnership import RecordDialog
from wolds.widgets.relations import RelationReviewDialog

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    name = f"{tmp_path.name}.csv"  # a file dialog would find the sheet of the test before, were it called the same
    return Path(shutil.copy(sample_relations_path(), tmp_path / name))


def pick(box: QComboBox, words: str) -> None:
    """Choose from a box with the keyboard: Home, then down to it."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    at = box.findText(words, Qt.MatchFlag.MatchStartsWith)
    while box.currentIndex() < at:
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText().startswith(words)


def write(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def drop(window, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, left, none))


def add_record(planner, table, **said: str) -> None:
    panel = planner.window.views.partnership
    panel.show_page(table)
    planner.click(table.add_button)
    dialog = planner.dialog(RecordDialog)
    for key, words in said.items():
        editor = dialog.editors[key]
        editor.setFocus()
        editor.selectAll()
        QTest.keyClicks(editor, words)
    planner.press_button(dialog, "OK")
    planner.no_dialog()


def come_back(planner) -> None:
    """The window has the keyboard again, as a window manager sees to once a dialog is gone."""
    planner.window.activateWindow()
    planner.until(planner.window.isActiveWindow)


def review(planner, sheet: Path) -> RelationReviewDialog:
    planner.choose("bring_relations")
    planner.name_file(sheet)
    return shown(planner, RelationReviewDialog)


def shown(planner, kind: type):
    """The dialog, once the file behind it was read."""
    planner.until(lambda: planner.dialogs(kind))
    return planner.dialog(kind)


def test_from_the_start_page_to_partnerships_that_are_handed_on_without_what_is_confidential(
    planner, county, sheet: Path, tmp_path: Path
):
    window = planner.window
    planner.click(window.views.start.sample)
    planner.until(lambda: planner.document.is_open and window.views.map.isVisible())
    planner.press(Qt.Key.Key_F5)
    planner.until(lambda: window.proposing.proposal is not None)
    planner.click(window.proposing.panel.accept_button)

    dialog = review(planner, sheet)
    assert dialog.only_open.isChecked()
    planner.click(dialog.likely)
    last = dialog.model.rowCount() - 1
    QTest.keyClick(dialog.table, Qt.Key.Key_End, CTRL)
    assert dialog.model.index(last, 5).data() == "Which kind?"
    pick(dialog.card.kind, "Collaboration")
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Up)
    pick(dialog.card.school, "None of them")
    said = [dialog.left_out.item(at).text() for at in range(dialog.left_out.count())]
    assert any("was left out by hand" in text for text in said)
    assert planner.plan.rules.relations == (), "nothing is taken before the review ends"
    planner.click(dialog.take)
    planner.no_dialog()

    kinds = {relation.kind for relation in planner.plan.rules.relations}
    assert kinds == {RelationKind.COLLABORATION, RelationKind.EARLIER_CLUSTER, RelationKind.SHARED_HEAD}
    assert [fact.kind for fact in planner.plan.confidential.values()] == [FactKind.HEAD_VACANCY] * 3
    panel = window.views.relations
    planner.until(lambda: panel.isVisible() and panel.model.rowCount() > 20)
    assert "broken" in panel.summary.text()
    assert {Layer.COLLABORATIONS, Layer.EARLIER_CLUSTERS, Layer.SHARED_HEADS} <= set(window.views.map.content.bonds)
    relations = planner.plan.rules.relations
    come_back(planner)
    planner.press(Qt.Key.Key_Z, CTRL)
    assert planner.plan.rules.relations == ()
    assert not planner.plan.confidential
    assert not window.views.map.content.bonds
    planner.choose("redo")
    assert planner.plan.rules.relations == relations

    home = planner.cluster(0)
    planner.select(home.members[0])
    planner.press(Qt.Key.Key_P, CTRL | ALT)
    life = window.views.partnership
    planner.until(lambda: life.isVisible())
    write(life.overview.role, "executive head")
    pick(life.overview.target, "Soft federation")
    add_record(planner, life.action_plan, text="Moderate maths together")
    add_record(planner, life.measures, name="Reading", baseline="60", target="80")

    planner.save_to(tmp_path / "county.gpkg")
    saved = planner.document.project
    planner.take(county)  # another plan, so that the file is let go
    planner.choose("open_plan")
    planner.name_file(tmp_path / "county.gpkg")
    planner.until(lambda: planner.window.saving.file.path == tmp_path / "county.gpkg")
    assert same_content(planner.document.project, saved)
    known = planner.plan.partnerships[home.id]
    assert (known.lead_role, known.target) == ("executive head", Model.SOFT_FEDERATION)
    assert len(planner.plan.confidential) == 3

    planner.choose("export_xlsx")
    planner.name_file(tmp_path / "county.xlsx")
    planner.until(lambda: "Exported" in planner.banner)
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "county.xlsx").read_bytes()))
    cells = [str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row if cell is not None]
    assert "Relations" in book.sheetnames
    assert "Moderate maths together" in cells
    assert not [cell for cell in cells if "vacancy" in cell.casefold() or "Easter 2027" in cell]


def test_a_kind_ticked_in_the_rules_holds_in_the_next_proposal(at_work, sheet: Path):
    planner, window = at_work, at_work.window
    planner.click(review(planner, sheet).take)
    planner.no_dialog()
    field = window.views.rules.together.keep_relations
    window.views.rules.together.set_open(True)
    field.list.setFocus()
    field.list.setCurrentRow([field.list.item(n).text()[:6] for n in range(field.list.count())].index("Shared"))
    QTest.keyClick(field.list, Qt.Key.Key_Space)
    planner.until(lambda: planner.plan.rules.keep_relations)
    assert planner.plan.rules.keep_relations == (RelationKind.SHARED_HEAD,)
    heads = next(one for one in planner.plan.rules.relations if one.kind == RelationKind.SHARED_HEAD)
    assert any(set(heads.urns) == set(fault.urns) for fault in planner.document.scoreboard.plan_violations)
    come_back(planner)
    planner.press(Qt.Key.Key_F5)
    planner.until(lambda: window.proposing.proposal is not None)
    planner.click(window.proposing.panel.accept_button)
    homes = {planner.plan.cluster_of.get(urn) for urn in heads.urns}
    assert len(homes) == 1


def test_a_sheet_is_dropped_on_the_window_and_the_same_sheet_adds_nothing_twice(at_work, sheet: Path):
    drop(at_work.window, sheet)
    dialog = shown(at_work, RelationReviewDialog)
    at_work.click(dialog.take)
    at_work.no_dialog()
    relations = at_work.plan.rules.relations
    assert relations
    drop(at_work.window, sheet)
    at_work.click(shown(at_work, RelationReviewDialog).take)
    at_work.until(lambda: "already" in at_work.banner)
    assert at_work.plan.rules.relations == relations


def test_what_is_no_sheet_is_refused_in_words(at_work, tmp_path: Path):
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 not a workbook")
    drop(at_work.window, bad)
    dialog = shown(at_work, ErrorDialog)
    assert "bad.xlsx" in dialog.accessibleDescription()
    assert "damaged" in dialog.accessibleDescription()
    dialog.close()
    assert at_work.plan.rules.relations == ()


def test_the_panel_offers_the_sample_sheet_by_keyboard(at_work):
    at_work.press(Qt.Key.Key_R, CTRL | ALT)
    panel = at_work.window.views.relations
    at_work.until(lambda: panel.isVisible() and panel.model.rowCount() > 0)
    panel.sample.setFocus()
    at_work.press(Qt.Key.Key_Space)
    dialog = shown(at_work, RelationReviewDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    at_work.no_dialog()
    assert at_work.plan.rules.relations == ()


@pytest.fixture
def idea(at_work, tmp_path: Path) -> Path:
    """A head's file: a school of one cluster with two of another, aiming at a soft federation."""
    urns = (at_work.cluster(0).members[0], *at_work.cluster(1).members[:2])
    known = Partnership(target=Model.SOFT_FEDERATION)
    project = idea_project(at_work.document.context, urns, "Three schools together", known, "We met in May.")
    return save_project(project, tmp_path / "idea.gpkg").path


def test_an_idea_is_shown_before_it_is_taken_over_as_one_step(at_work, idea: Path):
    before, urns = at_work.plan, (at_work.cluster(0).members[0], *at_work.cluster(1).members[:2])
    at_work.choose("take_idea")
    at_work.name_file(idea)
    dialog = shown(at_work, IdeaDialog)
    assert dialog.findChild(QScrollArea).accessibleName() == "The clusters of the idea"
    (one,) = dialog.cards
    assert "Three schools together: new, 3 schools" in one.impact.text()
    assert at_work.window.views.map.live.preview is not None
    assert at_work.plan is before
    one.tick.setFocus()
    QTest.keyClick(one.tick, Qt.Key.Key_Space)
    assert not dialog.take.isEnabled()
    QTest.keyClick(one.tick, Qt.Key.Key_Space)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    at_work.no_dialog()
    cluster = at_work.plan.cluster_at(urns[0])
    assert cluster.members == tuple(sorted(urns))
    assert (cluster.name, cluster.note) == ("Three schools together", "We met in May.")
    assert at_work.plan.partnerships[cluster.id].target == Model.SOFT_FEDERATION
    assert at_work.document.selection == frozenset(urns)
    assert at_work.window.views.map.live.preview is None
    at_work.choose("undo")
    assert at_work.plan.clusters == before.clusters
    assert at_work.plan.partnerships == before.partnerships


def test_of_an_idea_the_clusters_that_the_plan_has_already_are_told_and_the_others_taken(at_work, tmp_path: Path):
    before, known = at_work.plan, at_work.cluster(2)
    urns = tuple(sorted((at_work.cluster(0).members[0], *at_work.cluster(1).members[:2])))
    clusters = {"C001": Cluster("C001", 1, "As it is", known.members, 0), "C002": Cluster("C002", 2, "Three", urns, 1)}
    project = Project(at_work.document.schools, (plan_with(clusters, before),))
    at_work.choose("take_idea")
    at_work.name_file(save_project(project, tmp_path / "idea.gpkg").path)
    dialog = shown(at_work, IdeaDialog)
    same, other = dialog.cards
    assert same.same.text() == f"{known.name} is in the plan already, with all of that."
    assert (same.same.isVisible(), same.refusal.isVisible(), other.same.isVisible()) == (True, False, False)
    at_work.click(dialog.take)
    at_work.no_dialog()
    assert at_work.plan.cluster_at(urns[0]).members == urns
    assert at_work.plan.clusters[known.id] == known


def test_an_idea_that_a_lock_forbids_says_so_and_cannot_be_taken(at_work, idea: Path):
    at_work.select(at_work.cluster(0).members[0])
    at_work.choose("lock_cluster")
    at_work.choose("take_idea")
    at_work.name_file(idea)
    dialog = shown(at_work, IdeaDialog)
    assert "locked" in dialog.cards[0].refusal.text()
    assert not dialog.take.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    at_work.no_dialog()


def test_a_plan_dropped_on_a_plan_is_taken_over_or_opened_as_the_person_says(at_work, idea: Path):
    drop(at_work.window, idea)
    at_work.press_button(at_work.dialog(QuestionDialog), "Take its clusters over")
    dialog = shown(at_work, IdeaDialog)
    at_work.click(dialog.take)
    at_work.no_dialog()
    assert "Three schools together" in {cluster.name for cluster in at_work.plan.clusters.values()}
    at_work.document.mark_saved(at_work.document.save_point)
    drop(at_work.window, idea)
    at_work.press_button(at_work.dialog(QuestionDialog), "Open it instead")
    at_work.until(lambda: at_work.window.saving.file.path == idea)
    assert len(at_work.plan.clusters) == 1


def test_a_plan_without_clusters_is_no_idea(at_work, county, tmp_path: Path):
    save_project(county, tmp_path / "empty.gpkg")
    at_work.choose("take_idea")
    at_work.name_file(tmp_path / "empty.gpkg")
    dialog = shown(at_work, ErrorDialog)
    assert "the plan has no clusters" in dialog.accessibleDescription()
    dialog.close()


def test_relations_are_in_the_saved_file_for_other_programs(at_work, sheet: Path, tmp_path: Path):
    import pyogrio

    at_work.click(review(at_work, sheet).take)
    at_work.no_dialog()
    at_work.save_to(tmp_path / "plan.gpkg")
    assert open_project(tmp_path / "plan.gpkg").project.plan.rules.relations == at_work.plan.rules.relations
    links = pyogrio.read_dataframe(tmp_path / "plan.gpkg", layer="links", use_arrow=False)
    assert {"collaboration", "earlier-cluster", "shared-head", "federation"} <= set(links["kind"])
    table = pyogrio.read_dataframe(tmp_path / "plan.gpkg", layer="relations", read_geometry=False)
    assert len(table) == sum(len(one.urns) for one in at_work.plan.rules.relations)


def test_the_panel_stands_among_the_tabs_on_the_right(at_work):
    at_work.choose("relations")
    at_work.until(lambda: at_work.window.views.relations.isVisible())
    tabs = [bar.tabText(at) for bar in at_work.window.findChildren(QTabBar) for at in range(bar.count())]
    assert "Relations" in tabs


def test_what_a_head_saved_at_the_panels_is_taken_over_by_its_menu(at_work, tmp_path: Path):
    before, urn = at_work.plan, at_work.cluster(0).members[0]
    at_work.select(urn)
    at_work.press(Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    view, groups = at_work.window.views.partners, at_work.window.views.group
    at_work.until(lambda: view.model.partners and not at_work.window.partners.looking.is_running)
    come_back(at_work)
    view.table.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        at_work.press(key)
    at_work.until(lambda: groups.group.group is not None and len(groups.group.group.urns) == 3)
    urns = groups.group.group.urns
    write(groups.group.name, "Three of us")
    at_work.click(groups.group.save)
    at_work.name_file(tmp_path / "idea.gpkg")
    at_work.until(lambda: "Saved to" in at_work.banner)
    at_work.choose("take_idea")
    at_work.name_file(tmp_path / "idea.gpkg")
    at_work.click(shown(at_work, IdeaDialog).take)
    at_work.no_dialog()
    taken = at_work.plan.cluster_at(urn)
    assert (taken.name, set(taken.members)) == ("Three of us", set(urns))
    come_back(at_work)
    at_work.press(Qt.Key.Key_Z, CTRL)
    assert at_work.plan.clusters == before.clusters
