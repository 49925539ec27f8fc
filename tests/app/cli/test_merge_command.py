"""`wolds merge`: what another plan says otherwise, listed, and taken over where wanted."""

from __future__ import annotations

import csv
import errno
import io
from dataclasses import replace
from pathlib import Path

import pytest

from wolds.app.planfile import open_project, save_project, saving
from wolds.clustering.edits import DissolveCluster, EditContext, LockAll, MoveSchools, RenameCluster, SetSchoolNote
from wolds.clustering.eligibility import standing_of
from wolds.geo.schools import Schools

WEST, EAST = {100_001, 100_002, 100_003}, {100_004, 100_005, 100_006}


def changed(path: Path, to: str, *edits) -> Path:
    project = open_project(path).project
    for edit in edits:
        context = EditContext(project.schools, standing_of(project.schools, project.plan.eligibility), project.plan)
        project = project.with_plan(project.plan.apply(edit.change(context)))
    save_project(project, Path(to))
    return Path(to)


@pytest.fixture
def plan(run, register: Path) -> Path:
    assert run("propose", register, "--la", 925, "--out", "plan.gpkg").status == 0
    return Path("plan.gpkg")


@pytest.fixture
def home(plan: Path) -> dict[int, str]:
    return dict(open_project(plan).project.plan.cluster_of)


@pytest.fixture
def theirs(plan: Path, home: dict[int, str]) -> Path:
    """A colleague renamed the west, moved Dyke out of the east, and wrote a note on Lone."""
    edits = (RenameCluster(home[100_001], "The Fen"), MoveSchools((100_006,), None), SetSchoolNote(100_007, "ask the vicar"))
    return changed(plan, "theirs.gpkg", *edits)


def clusters(path: str) -> set[frozenset[int]]:
    return {frozenset(cluster.members) for cluster in open_project(Path(path)).project.plan.clusters.values()}


def test_differences_are_listed_with_what_would_be_done(run, plan: Path, theirs: Path) -> None:
    ran = run("merge", plan, theirs, "--csv", "list.csv")
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith("  1. [ours, conflict] clusters of ")
    assert lines[3] == "       moves:  Dyke Primary School from Rural partnership 2 to no cluster"
    assert lines[4].startswith("  2. [ours, conflict] name of ")
    assert lines[6].endswith("theirs: The Fen")
    assert lines[7] == "  3. [theirs] note on a school of Lone Primary School"
    rows = list(csv.reader(io.StringIO(Path("list.csv").read_text(encoding="utf-8-sig"))))
    assert [(row[0], row[6], row[8]) for row in rows[1:]] == [("1", "yes", ""), ("2", "yes", ""), ("3", "", "yes")]
    assert "Hash of the schools" in Path("list.csv.about.txt").read_text()


def test_what_only_adds_is_taken_and_conflicts_stay_ours_unless_said(run, plan: Path, theirs: Path, home) -> None:
    ran = run("merge", plan, theirs, "--out", "merged.gpkg")
    assert (ran.status, ran.err) == (0, "")
    assert "Merge 1 of 3 differences from theirs.gpkg: merged.gpkg, 0 broken rules in all" in ran.out
    merged = open_project(Path("merged.gpkg")).project
    assert clusters("merged.gpkg") == {frozenset(WEST), frozenset(EAST)}
    assert merged.plan.school_notes == {100_007: "ask the vicar"}
    assert merged.log[-1].text == "Merge 1 of 3 differences from theirs.gpkg"
    assert run("merge", plan, theirs, "--take", 1, "--keep", 3, "--out", "some.gpkg").status == 0
    assert clusters("some.gpkg") == {frozenset(WEST), frozenset(EAST - {100_006})}
    assert not open_project(Path("some.gpkg")).project.plan.school_notes
    assert run("merge", plan, theirs, "--all", "theirs", "--out", "all.gpkg").status == 0
    assert clusters("all.gpkg") == clusters("theirs.gpkg")
    assert open_project(Path("all.gpkg")).project.plan.clusters[home[100_001]].name == "The Fen"
    assert run("merge", "all.gpkg", theirs).out.strip() == "theirs.gpkg says nothing otherwise"


def test_a_heads_idea_is_merged_without_touching_the_rest(run, plan: Path, register: Path, home) -> None:
    empty = changed(plan, "empty.gpkg", DissolveCluster(home[100_001]))
    idea = ("partners", register, 100_003, "--with", 100_001, "--groups", 0, "--out", "idea.gpkg", "--model", "informal")
    assert run(*idea).status == 0
    ran = run("merge", empty, "idea.gpkg", "--out", "merged.gpkg")
    assert (ran.status, ran.err) == (0, "")
    assert "note: Rules and filter differ: ours hold" in ran.out
    assert clusters("merged.gpkg") == {frozenset({100_001, 100_003}), frozenset(EAST)}


@pytest.mark.parametrize(
    "arguments",
    [
        ("no.gpkg", "theirs.gpkg"),
        ("plan.gpkg", "register.csv"),
        ("plan.gpkg", "theirs.gpkg", "--all", "both"),
        ("plan.gpkg", "theirs.gpkg", "--take", "9"),
        ("plan.gpkg", "theirs.gpkg", "--take", "0"),
        ("plan.gpkg", "theirs.gpkg", "--take", "1", "--keep", "1"),
        ("plan.gpkg", "theirs.gpkg", "--all", "ours", "--out", "x.gpkg", "--csv", "x.csv"),
        ("plan.gpkg", "theirs.gpkg", "--out", "plan.gpkg"),
        ("plan.gpkg", "theirs.gpkg", "--out", "theirs.gpkg"),
        ("plan.gpkg", "theirs.gpkg", "--out", "x.csv"),
        ("plan.gpkg", "theirs.gpkg", "--their-scenario", "Z"),
        ("locked.gpkg", "theirs.gpkg", "--take", "1", "--out", "x.gpkg"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_writes_nothing(
    run, plan: Path, theirs: Path, arguments: tuple[str, ...]
) -> None:
    changed(plan, "locked.gpkg", LockAll(True))
    ran = run("merge", *arguments)
    assert ran.status == 2, ran
    assert ran.err.count("\n") == 1
    assert not list(Path().glob("x.*"))


def test_why_a_difference_cannot_be_taken_is_said_whole_however_many_schools_it_names(run, plan: Path, theirs: Path) -> None:
    project = open_project(plan).project
    named = project.schools.frame.assign(
        name=[f"{name} {'of the very long name ' * 8}" for name in project.schools.frame["name"]]
    )
    save_project(replace(project, schools=Schools.from_frame(named, project.schools.source)), plan)
    changed(plan, "locked.gpkg", LockAll(True))
    ran = run("merge", "locked.gpkg", theirs)
    told = [line for line in ran.out.splitlines() if line.strip().startswith("cannot be taken:")]
    assert told
    assert all(line.endswith("locked") for line in told), told


def test_a_full_disk_is_said_without_a_window_and_long_words_are_cut(run, plan: Path, theirs: Path, monkeypatch) -> None:
    project = open_project(theirs).project
    long = replace(project.plan, school_notes={**project.plan.school_notes, 100_001: "a long thought " * 1_300})
    save_project(project.with_plan(long), theirs)

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(saving, "replace_file", full)
    ran = run("merge", plan, theirs, "--out", "merged.gpkg")
    assert ran.status == 2
    assert ran.err.startswith("wolds: merged.gpkg was not saved: there is no room left on the disk.")
    assert "window" not in ran.err
    assert max(map(len, ran.out.splitlines())) < 400
    assert "(19,499 letters)" in ran.out
