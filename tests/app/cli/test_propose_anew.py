"""`wolds propose` going on from a plan: after a rule or the register changed, with little change, and saying what changed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from wolds.app.planfile import open_project, save_project
from wolds.clustering.edits import EditContext, LockClusters, LockSchools, SetSchoolNote
from wolds.clustering.edits.beside import AddAssociate
from wolds.clustering.edits.together import after
from wolds.clustering.eligibility import standing_of
from wolds.clustering.partnership.records import Associate

RULES = ("--la", 925, "--cap-km", 5)


@pytest.fixture
def plan(run, register: Path) -> Path:
    assert run("propose", register, *RULES, "--out", "plan.gpkg").status == 0
    return Path("plan.gpkg")


def edited(path: Path, *edits, name: str | None = None) -> None:
    """Edit the plan file as a planner would."""
    project = open_project(path).project
    context = EditContext(project.schools, standing_of(project.schools, project.plan.eligibility), project.plan)
    for edit in edits:
        context = after(context, edit.change(context))
    project = project.with_plan(context.plan)
    save_project(project.duplicated(0, name).switched(0) if name else project, path)


def members(path: str | Path) -> dict[str, tuple[int, ...]]:
    return {key: cluster.members for key, cluster in open_project(Path(path)).project.plan.clusters.items()}


def test_a_plan_is_proposed_anew_under_its_own_rules(run, plan: Path) -> None:
    ran = run("propose", plan, "--json", "summary.json", "--csv", "clusters.csv")
    assert ran.status == 0
    assert "cap_km = 5.0" in ran.out
    assert "Clusters: 2 of 2 as they are, 0 changed, 0 gone, 0 new." in ran.out
    changes = json.loads(Path("summary.json").read_text(encoding="utf-8"))["changes"]
    assert (changes["pairs"], changes["pairs_kept"], changes["schools"]) == (6, 6, [])
    assert [one["kind"] for one in changes["clusters"]] == ["kept", "kept"]


def test_a_first_proposal_speaks_of_no_change(run, register: Path) -> None:
    ran = run("propose", register, *RULES, "--json", "summary.json")
    assert "What changes" not in ran.out
    assert "changes" not in json.loads(Path("summary.json").read_text(encoding="utf-8"))


def test_options_override_the_rules_of_the_plan_and_what_they_break_is_told(run, plan: Path) -> None:
    ran = run("propose", plan, "--cap-km", 4, "--size", "2-3", "--roll-min", 100, "--json", "summary.json")
    assert ran.status == 0
    changes = json.loads(Path("summary.json").read_text(encoding="utf-8"))["changes"]
    assert {one["reason"] for one in changes["schools"]} == {"rule"}
    assert "its cluster breaks a rule now" in ran.out
    assert "5 km apart, travel limit 4 km" in ran.out


def test_next_years_register_keeps_the_plan_and_tells_who_has_gone(run, plan: Path, county) -> None:
    rows = [row for row in county.rows if row[0] != 100003]
    rows = [county.row(100002, "St Mary's", 523_000, 350_000, status="Closed") if row[0] == 100002 else row for row in rows]
    following = county.write(Path("next.csv"), rows)
    ran = run("propose", following, "--from", plan, "--little-change-km", 2, "--out", "next.gpkg", "--json", "next.json")
    assert (ran.status, ran.err) == (0, "")
    assert members("next.gpkg") == {"C002": (100004, 100005, 100006)}
    assert "it takes no part any more (the register does not hold it)" in ran.out
    assert "it takes no part any more (it is not open)" in ran.out
    assert "little_change_km = 2.0" in ran.out
    changes = json.loads(Path("next.json").read_text(encoding="utf-8"))["changes"]
    assert {one["urn"]: one["reason"] for one in changes["schools"]} == {100001: "partner-gone", 100002: "gone", 100003: "gone"}
    assert run("check", "next.gpkg").status == 0


def test_locks_names_and_other_scenarios_stay(run, plan: Path) -> None:
    edited(plan, LockClusters(("C001",), True), name="Second thoughts")
    ran = run("propose", plan, "--cap-km", 1, "--out", "again.gpkg")
    assert ran.status == 0
    project = open_project(Path("again.gpkg")).project
    assert members("again.gpkg") == {"C001": (100001, 100002, 100003)}
    assert project.names == ("Scenario A", "Second thoughts")
    assert project.scenarios[1].clusters.keys() == {"C001", "C002"}
    assert "Accept the proposal" in project.log[-1].text


def test_a_scenario_is_named(run, plan: Path) -> None:
    edited(plan, name="Second thoughts")
    assert run("propose", plan, "--scenario", "second thoughts", "--out", "again.gpkg").status == 0
    assert open_project(Path("again.gpkg")).project.plan.name == "Second thoughts"
    assert "no scenario nobody" in run("propose", plan, "--scenario", "nobody").err


def test_another_register_takes_over_one_scenario_and_says_so(run, register: Path, plan: Path) -> None:
    edited(plan, name="Second thoughts")
    ran = run("propose", register, "--from", plan, "--out", "again.gpkg")
    assert "only Scenario A is taken to the register, not Second thoughts" in ran.out
    assert open_project(Path("again.gpkg")).project.names == ("Scenario A",)


def test_a_lock_on_a_school_that_the_register_lacks_is_dropped_and_said(run, plan: Path, county) -> None:
    edited(plan, LockSchools((100001,), True), SetSchoolNote(100001, "ask the head"))
    following = county.write(Path("next.csv"), [row for row in county.rows if row[0] != 100001])
    ran = run("propose", following, "--from", plan, "--out", "next.gpkg")
    assert "note: The lock of Belton Primary School (URN 100001) in " in ran.out
    said = "The note on Belton Primary School (URN 100001), which the new register does not hold: ask the head"
    assert f"note: {said}" in ran.out
    log = [entry.text for entry in open_project(Path("next.gpkg")).project.log]
    assert f"Refresh: {said}" in log
    assert any("Before: register.csv" in text for text in log)
    assert run("check", "next.gpkg").status == 0


def test_a_plan_with_an_associate_that_the_register_lacks_opens_again(run, plan: Path, county) -> None:
    edited(plan, AddAssociate(Associate(urn=100001, network="Music", purpose="choir", note="since 2019")))
    following = county.write(Path("next.csv"), [row for row in county.rows if row[0] != 100001])
    ran = run("propose", following, "--from", plan, "--out", "next.gpkg")
    assert (ran.status, ran.err) == (0, "")
    project = open_project(Path("next.gpkg")).project
    assert not project.plan.associates
    assert any("since 2019" in entry.text for entry in project.log)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "there is nothing to read"),
        (("plan.gpkg", "--from", "plan.gpkg"), "are two plans"),
        (("register.csv", "--scenario", "A"), "a register has no scenarios"),
        (("register.csv", "--from", "missing.gpkg"), "there is no such file"),
        (("register.csv", "--from", "register.csv"), "register.csv"),
        (("plan.gpkg", "--out", "plan.gpkg"), "is read by this command"),
        (("register.csv", "--from", "plan.gpkg", "--out", "plan.gpkg"), "is read by this command"),
        (("plan.gpkg", "--little-change-km", "-1"), "cannot be negative"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(run, plan: Path, arguments: tuple[str, ...], words: str) -> None:
    before = {path: path.read_bytes() for path in Path().iterdir()}
    ran = run("propose", *arguments)
    assert ran.status == 2
    assert words in ran.err
    assert ran.err.count("\n") == 1
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


def test_a_locked_cluster_with_a_school_that_the_register_lacks_is_refused(run, plan: Path, county) -> None:
    edited(plan, LockClusters(("C001",), True))
    following = county.write(Path("next.csv"), [row for row in county.rows if row[0] != 100001])
    ran = run("propose", following, "--from", plan)
    assert ran.status == 2
    assert "is locked, and the register does not hold its school 100001" in ran.err


def test_a_sweep_of_a_plan_compares_with_its_clusters_and_takes_the_weight_on_little_change(run, plan: Path) -> None:
    ran = run("sweep", plan, "--cap-km", "4,5", "--little-change-km", "0:2:1", "--csv", "sweep.csv")
    assert (ran.status, ran.err) == (0, "")
    with Path("sweep.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [(row["what"], row["kept"]) for row in rows] == [
        *(("cap_km", ""), ("cap_km", "C001 C002")),
        *[("little_change_km", "C001 C002")] * 3,
    ]
