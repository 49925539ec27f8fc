"""A colleague's file comes back: reviewed, merged as one step, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from wolds.app.planfile import save_project
from wolds.clustering import edits
from wolds.clustering.edits.together import after
from wolds.clustering.eligibility import standing_of
from wolds.widgets.dialogs import ErrorDialog
from wolds.widgets.merging import MergeDialog


@pytest.fixture
def colleague(planned, tmp_path: Path) -> Path:
    """Two clusters merged into one, and a note on a school."""
    one, other = list(planned.plan.clusters.values())[:2]
    context = edits.EditContext(planned.schools, standing_of(planned.schools, planned.plan.eligibility), planned.plan)
    for edit in (edits.MergeClusters((one.id, other.id)), edits.SetSchoolNote(one.members[0], "Head retires")):
        context = after(context, edit.change(context))
    return save_project(planned.with_plan(context.plan), tmp_path / "colleague.gpkg").path


def test_a_colleagues_file_is_reviewed_merged_as_one_step_and_taken_back(at_work, colleague):
    one, other = at_work.cluster(0), at_work.cluster(1)
    at_work.choose("merge_plan")
    at_work.name_file(colleague)
    dialog = at_work.dialog(MergeDialog)
    assert [item.kind for item in dialog.model.items] == ["clusters", "note on a school"]
    assert dialog.model.taken == {1}
    dialog.activateWindow()
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    at_work.until(lambda: dialog.impact.text().startswith("Then"))
    moving = {mover.urn for mover in at_work.window.views.map.live.preview.movers}
    assert moving in (set(one.members), set(other.members)), "the map shows who would move"
    assert "Then 44 clusters" in dialog.impact.text()
    at_work.click(dialog.merge)
    at_work.no_dialog()
    assert at_work.window.views.map.live.preview is None
    together = at_work.plan.cluster_at(one.members[0])
    assert set(together.members) == {*one.members, *other.members}
    assert at_work.plan.school_notes[one.members[0]] == "Head retires"
    assert at_work.document.project.log[-1].text == "Merge 2 of 2 differences from colleague.gpkg"
    at_work.choose("undo")
    assert at_work.plan.clusters[one.id].members == one.members
    assert not at_work.plan.school_notes


def test_a_review_that_is_cancelled_leaves_all_as_it_is(at_work, colleague):
    before = at_work.plan
    at_work.window.merging.read(colleague)
    dialog = at_work.dialog(MergeDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    at_work.no_dialog()
    assert at_work.plan is before
    assert at_work.window.views.map.live.preview is None


def test_a_file_that_is_no_plan_is_refused_in_words(at_work, tmp_path):
    broken = tmp_path / "broken.gpkg"
    broken.write_bytes(b"nothing of the kind")
    at_work.window.merging.read(broken)
    assert "broken.gpkg" in at_work.dialog(ErrorDialog).accessibleDescription()
