"""Plan files that earlier versions wrote are opened as they were meant, and saved in the present format."""

from __future__ import annotations

from pathlib import Path

from wolds.app.planfile import open_project, save_project
from wolds.app.planfile.schema import SCHEMA_VERSION
from wolds.clustering.project import same_content

OLD = Path(__file__).parent / "data" / "format-1.gpkg"


def test_a_plan_of_the_first_format_opens_with_all_that_was_in_it(tmp_path: Path) -> None:
    project = open_project(OLD).project
    plan = project.plan
    cluster = plan.clusters["C001"]
    assert (cluster.members, cluster.lead, cluster.locked, cluster.note) == (
        (100_001, 100_002, 100_003),
        100_001,
        True,
        "Agreed in May",
    )
    assert plan.school_notes == {100_004: "ask again"}
    assert plan.accepted == {"cap:1+2": "bus"}
    assert project.names == ("Scenario A", "Scenario B")
    assert not plan.policies
    saved = save_project(project, tmp_path / "new.gpkg").path
    assert same_content(open_project(saved).project, project)
    assert SCHEMA_VERSION > 1
