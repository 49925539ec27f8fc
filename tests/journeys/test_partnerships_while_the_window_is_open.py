"""The window's views while what is said of partnerships changes: no view trips over news that is not its own."""

from __future__ import annotations

from datetime import date

from wolds.app.planfile import open_project, save_project
from wolds.clustering import edits
from wolds.clustering.models import Model
from wolds.clustering.partnership import Action, Associate, Category, ConfidentialFact
from wolds.clustering.project import same_content


def test_the_life_of_a_partnership_is_edited_undone_merged_and_saved_under_open_views(at_work, tmp_path) -> None:
    document, one, other = at_work.document, at_work.cluster(0), at_work.cluster(1)
    outsider = next(urn for urn in other.members)
    said = (
        edits.SetModel(one.id, Model.INFORMAL, Model.HARD_FEDERATION, date(2027, 7, 1), date(2026, 9, 1)),
        edits.AddAction(one.id, Action(text="Moderate maths", category=Category.TEACHING)),
        edits.AddAssociate(Associate(urn=outsider, cluster=one.id, purpose="sport")),
        edits.KeepConfidential(ConfidentialFact(urn=one.members[0], text="The head leaves at Easter")),
        edits.MergeClusters((one.id, other.id), other.id),
    )
    for edit in said:
        assert document.do(edit)
    assert document.plan.partnerships[one.id].former_name == one.name
    path = save_project(document.project, tmp_path / "plan.gpkg").path
    assert same_content(open_project(path).project, document.project)
    for _ in said:
        at_work.choose("undo")
    assert not document.plan.partnerships
    assert document.plan.clusters[one.id] == one
    for _ in said:
        at_work.choose("redo")
    assert document.plan.partnerships[one.id].actions[0].text == "Moderate maths"
