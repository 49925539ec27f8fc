"""`wolds check`, `export`, `import-report`, `sample` and `rules`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from wolds.app.planfile import open_project, save_project
from wolds.clustering.edits import AcceptWarning, EditContext, MoveSchools, RenameScenario
from wolds.clustering.eligibility import standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.project import Project

PLAN = Path("plan.gpkg")


@pytest.fixture
def plan(run, register: Path) -> Path:
    """A clean plan of the county."""
    ran = run("propose", register, "--la", 925, "--out", PLAN, "--csv", "clusters.csv", "--json", "summary.json")
    assert ran.status == 0
    return PLAN


def context_of(project: Project) -> EditContext:
    return EditContext(project.schools, standing_of(project.schools, project.plan.eligibility), project.plan)


def edited(project: Project, edit) -> Project:
    return project.with_plan(project.plan.apply(edit.change(context_of(project))))


def broken_plan() -> Project:
    """The plan with Belton moved to the east, 40 km away."""
    project = open_project(PLAN).project
    east = project.plan.cluster_of[100004]
    return edited(project, MoveSchools((100001,), east))


def with_all_accepted(project: Project) -> Project:
    context = context_of(project)
    for violation in Scoreboard.of(context.schools, context.standing, context.plan).violations:
        project = edited(project, AcceptWarning(violation.key, "agreed with the heads"))
    return project


def change_by_hand(statement: str) -> None:
    """What any program that writes SQLite can do to a plan."""
    with closing(sqlite3.connect(PLAN)) as database:
        database.create_function("ST_IsEmpty", 1, lambda _: 0)
        for name in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            database.create_function(name, 1, lambda _: 0.0)
        assert database.execute(statement).rowcount > 0
        database.commit()


def test_a_clean_plan_checks_with_status_0(run, plan: Path) -> None:
    ran = run("check", plan)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "Scenario A: 2 clusters, 6 of 7 schools placed, 1 not placed, 0 broken rules, 0 accepted\n"
    assert run("check", plan, "--strict").status == 0


def test_a_broken_rule_gives_status_1_and_says_where(run, plan: Path) -> None:
    save_project(broken_plan(), PLAN)
    ran = run("check", plan)
    assert (ran.status, ran.err) == (1, "")
    assert "BROKEN cap: C002" in ran.out
    assert "BROKEN size: C001" in ran.out


def test_accepted_rules_give_status_0_and_strictly_1(run, plan: Path) -> None:
    save_project(with_all_accepted(broken_plan()), PLAN)
    ran = run("check", plan)
    assert ran.status == 0
    assert "accepted cap: C002" in ran.out
    assert "Reason: agreed with the heads" in ran.out
    assert "BROKEN" not in ran.out
    assert run("check", plan, "--strict").status == 1


def test_one_accepted_rule_does_not_excuse_another(run, plan: Path) -> None:
    project = with_all_accepted(broken_plan())
    first = sorted(project.plan.accepted)[0]
    kept = {key: reason for key, reason in project.plan.accepted.items() if key == first}
    save_project(project.with_plan(replace(project.plan, accepted=kept)), PLAN)
    assert run("check", plan).status == 1


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE schools SET easting = easting + 30000 WHERE urn = 100001", "BROKEN cap: C001"),
        ("UPDATE schools SET roll = 5 WHERE urn = 100001", "BROKEN roll-min: C001"),
        ("UPDATE schools SET status = 'Closed' WHERE urn = 100001", "BROKEN not-eligible: C001"),
        ("UPDATE scenarios SET document = replace(document, '\"roll_min\":150', '\"roll_min\":999')", "BROKEN roll-min: C001"),
        ("UPDATE memberships SET cluster = 'C002' WHERE urn = 100001", "BROKEN file: URN 100001 is in C002 in the table memb"),
        ("DELETE FROM memberships WHERE urn = 100001", "BROKEN file: URN 100001 is in C001 in the plan, but missing"),
        ("DELETE FROM memberships", "BROKEN file: URN 100001"),
        ("UPDATE schools SET cluster = 'C002' WHERE urn = 100001", "BROKEN file: URN 100001 is in C002 in the table schools"),
        (
            "UPDATE schools SET geom = (SELECT geom FROM schools WHERE urn = 100004) WHERE urn = 100001",
            "BROKEN file: URN 100001",
        ),
        ("UPDATE schools SET geom = NULL WHERE urn = 100001", "BROKEN file: URN 100001: its point"),
        ("UPDATE schools SET geom = x'4750' WHERE urn = 100001", "BROKEN file: URN 100001: its point"),
    ],
)
def test_what_another_program_changed_is_found(run, plan: Path, statement: str, words: str) -> None:
    change_by_hand(statement)
    ran = run("check", plan)
    assert (ran.status, ran.err) == (1, "")
    assert words in ran.out


def test_stored_flags_are_not_believed(run, plan: Path) -> None:
    save_project(broken_plan(), PLAN)
    change_by_hand("UPDATE clusters SET broken_rules = 0")
    assert run("check", plan).status == 1


def test_changed_schools_that_break_nothing_are_named_in_a_note(run, plan: Path) -> None:
    change_by_hand("UPDATE schools SET roll = 61 WHERE urn = 100001")
    ran = run("check", plan)
    assert ran.status == 0
    assert "note: The schools in this file were changed by another program" in ran.out


def test_another_scenario_is_checked_by_its_name(run, plan: Path) -> None:
    good, bad = open_project(PLAN).project, broken_plan()
    both = good.added(edited(bad, RenameScenario("Too far")).plan).switched(0)
    save_project(both, PLAN)
    assert run("check", plan).status == 0
    assert run("check", plan, "--scenario", "too far").status == 1
    ran = run("check", plan, "--scenario", "Nowhere")
    assert (ran.status, len(ran.err.splitlines())) == (2, 1)
    assert "Scenario A, Too far" in ran.err


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.csv", b"\xef\xbb\xbfURN,"),
        ("a.xlsx", b"PK"),
        ("a.geojson", b"{"),
        ("a.json", b"{"),
        ("a.png", b"\x89PNG"),
        ("a.PNG", b"\x89PNG"),
        ("a.pdf", b"%PDF"),
        ("a.html", b"<"),
    ],
)
def test_a_plan_is_exported_by_the_ending_of_the_name(run, plan: Path, name: str, start: bytes) -> None:
    ran = run("export", plan, "--to", name, "--width", 300, "--height", 250)
    assert (ran.status, ran.err) == (0, "")
    assert name in ran.out
    assert Path(name).read_bytes().lstrip().startswith(start)


def test_a_picture_can_be_coloured_by_the_type_of_schools(run, plan: Path) -> None:
    for name, what in (("cluster.png", "cluster"), ("type.png", "type")):
        assert run("export", plan, "--to", name, "--width", 300, "--height", 250, "--colour-by", what).status == 0
    assert Path("type.png").read_bytes() != Path("cluster.png").read_bytes()
    ran = run("export", plan, "--to", "other.png", "--colour-by", "roll")
    assert (ran.status, "Give cluster or type" in ran.err) == (2, True)


def test_the_exported_list_is_that_of_the_proposal(run, plan: Path) -> None:
    run("export", plan, "--to", "again.csv")
    assert Path("again.csv").read_bytes() == Path("clusters.csv").read_bytes()


def test_the_exported_summary_is_that_of_the_proposal_but_for_times(run, plan: Path) -> None:
    run("export", plan, "--to", "again.json")
    first, second = (json.loads(Path(name).read_text(encoding="utf-8")) for name in ("summary.json", "again.json"))
    for times in ("seconds", "made_at"):
        first.pop(times), second.pop(times)
    assert first == second


def test_a_plan_of_sample_data_says_so_wherever_it_goes(run) -> None:
    run("sample", "--out", "county.csv", "--rules-out", "county.toml")
    run("propose", "county.csv", "--rules", "county.toml", "--out", PLAN)
    assert "(sample data: made up)" in run("check", PLAN).out
    assert "(sample data: made up)" in run("export", PLAN, "--to", "a.csv").out
    assert "Sample data" in Path("a.csv.about.txt").read_text(encoding="utf-8")


def test_the_import_report_counts_every_row(run, county, tmp_path: Path) -> None:
    register = county.write(tmp_path / "odd.csv", [*county.rows, county.rows[0], county.row("x", "Odd School", 1, 1)])
    ran = run("import-report", register)
    assert (ran.status, ran.err) == (0, "")
    for words in ("Rows read: 14", "Schools kept: 12", "Rows rejected: 2"):
        assert words in ran.out


def test_another_seed_makes_another_county(run) -> None:
    for name, more in (("a.csv", ()), ("b.csv", ("--seed", 5)), ("c.csv", ("--seed", 5))):
        assert run("sample", "--out", name, *more).status == 0
    first, second, third = (Path(name).read_bytes() for name in ("a.csv", "b.csv", "c.csv"))
    assert first != second == third


def test_rules_print_defaults_presets_and_a_schema(run) -> None:
    from wolds.clustering.presets import PRESETS
    from wolds.clustering.rules import Rules
    from wolds.clustering.rules_document import parse_rules_document

    assert parse_rules_document(run("rules").out.encode()).rules == Rules()
    listed = run("rules", "--presets").out
    for preset in PRESETS:
        assert preset.key in listed
        assert parse_rules_document(run("rules", "--preset", preset.key).out.encode()).rules == preset.rules
    schema = json.loads(run("rules", "--schema").out)
    assert "cap_km" in json.dumps(schema)


def test_a_rules_document_is_checked_and_printed_in_full(run) -> None:
    Path("rules.toml").write_text("[rules]\ncap_km = 7\n", encoding="utf-8")
    first = run("rules", "rules.toml").out
    assert "cap_km = 7.0" in first
    assert "roll_min = 150" in first
    Path("again.toml").write_text(first, encoding="utf-8")
    assert run("rules", "again.toml").out == first
