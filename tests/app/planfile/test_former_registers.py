"""Registers that a plan stood on before: in its file whole, whatever happens to them later, and nothing else with them."""

from __future__ import annotations

import gzip
import hashlib
import json
import sqlite3
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wolds.app.planfile import Recovery, open_project, pending, save_project
from wolds.app.planfile.opening import project_from_bytes
from wolds.app.planfile.writing import project_bytes
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.project import Project, same_content
from wolds.clustering.refreshing import heirs_of, refresh
from wolds.geo.errors import InputError
from wolds.geo.links import LinkKind, SchoolLinks
from wolds.geo.schools import COLUMNS, INTEGER, TEXT, Schools, Source

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
numbers = st.just(float("nan")) | st.floats(0, 1e6) | st.integers(0, 700_000).map(float)


@st.composite
def registers(draw: st.DrawFn) -> Schools:
    """Any register that holds school 1."""
    urns = sorted({1, *draw(st.sets(st.integers(2, 12), max_size=6))})
    size = {"min_size": len(urns), "max_size": len(urns)}
    kinds = {name: kind for name, kind in COLUMNS.items() if kind != INTEGER}
    columns = {name: draw(st.lists(words if kind == TEXT else numbers, **size)) for name, kind in kinds.items()}
    return Schools.from_frame(pd.DataFrame({"urn": urns, **columns}), Source(draw(words), "ab", draw(words)))


def stood_on(tables: list[Schools], plan: Plan) -> Project:
    """A plan of school 1 taken from register to register."""
    project = Project(tables[0], (plan,))
    for schools in tables[1:]:
        project = refresh(project, schools).project
    return project


@settings(max_examples=25, deadline=None)
@given(st.lists(registers(), min_size=2, max_size=4), words)
def test_every_register_that_the_plan_stood_on_comes_back_letter_for_letter(tables: list[Schools], note: str) -> None:
    project = stood_on(tables, Plan(school_notes={1: note}))
    opened = project_from_bytes(project_bytes(project), "plan.gpkg")
    again = project_from_bytes(project_bytes(opened.project), "plan.gpkg")
    assert opened.doubts == again.doubts == ()
    assert same_content(again.project, project)
    left = [a for a, b in pairwise(tables) if a.data_hash != b.data_hash or a.source != b.source]
    assert len(again.project.formers) == len(left)
    for former, table in zip(again.project.formers, left, strict=True):
        pd.testing.assert_frame_equal(former.schools.frame, table.frame)
        assert (former.source, former.count, former.data_hash) == (table.source, len(table), table.data_hash)
        assert former.plans.scenarios[0].school_notes == {1: note}


def schools_of(rolls: dict[int, float], file: str, closed: tuple[int, ...] = ()) -> Schools:
    status = ["Closed" if urn in closed else "Open" for urn in rolls]
    frame = pd.DataFrame({"urn": list(rolls), "name": [f"School {urn}" for urn in rolls], "roll": list(rolls.values())})
    points = {"easting": [500_000.0 + urn for urn in rolls], "northing": 300_000.0, "phase": "Primary", "status": status}
    return Schools.from_frame(frame.assign(**points), Source(file, "ab" * 32, f"{file[:4]}-09-01"))


FIRST = schools_of({1: 40.0, 2: 50.0, 3: 60.0}, "2024.csv")
SECOND = schools_of({1: 44.0, 2: 50.0, 3: 90.0, 4: 51.0}, "2025.csv", closed=(2,))
THIRD = schools_of({1: 44.0, 3: 91.0, 4: 51.0, 5: 52.0}, "2026.csv", closed=(4,))


def links(old: int, new: int) -> SchoolLinks:
    return SchoolLinks({old: {new: LinkKind.SUCCESSOR}}, f"links-{new}.csv", "cd" * 32, 1)


@pytest.fixture
def refreshed() -> Project:
    plan = plan_with({"C001": Cluster("C001", 1, "Fen", (1, 2), 0, note="meets in May")}, Plan())
    second = refresh(Project(FIRST, (plan,)), SECOND, links(2, 4)).project
    return refresh(second, THIRD, links(4, 5)).project


def test_what_was_reviewed_and_who_took_whose_place_stay_in_the_file(refreshed: Project, tmp_path: Path) -> None:
    save_project(refreshed, tmp_path / "plan.gpkg")
    first, second = open_project(tmp_path / "plan.gpkg").project.formers
    assert (first.links.file, first.next_of, second.next_of) == ("links-4.csv", {2: (4,)}, {4: (5,)})
    assert [heirs_of((first, second), urn) for urn in (1, 2, 4, 5)] == [(1,), (5,), (5,), (5,)]
    assert heirs_of((first,), 2) == (4,)
    said = [(row.kind, row.urn, row.before, row.after) for row in first.review.rows]
    assert ("roll", 3, "60 pupils", "90 pupils") in said
    assert any("2024.csv of 2024-09-01" in fact for fact in first.review.facts)
    assert first.plans.scenarios[0].clusters["C001"].members == (1, 2)


def test_the_history_takes_little_room(refreshed: Project) -> None:
    grown = len(project_bytes(refreshed)) - len(project_bytes(replace(refreshed, formers=())))
    assert grown < 40_000


def test_other_programs_can_unpack_a_former_register(refreshed: Project, tmp_path: Path) -> None:
    save_project(refreshed, tmp_path / "plan.gpkg")
    with sqlite3.connect(tmp_path / "plan.gpkg") as file:
        (packed, told), *_ = file.execute("SELECT schools_gz, schools_gz_sha256 FROM former_registers ORDER BY position")
        steps = file.execute("SELECT register, urn, successor, kind FROM successors").fetchall()
    file.close()
    assert hashlib.sha256(packed).hexdigest() == told
    assert json.loads(gzip.decompress(packed))["roll"] == [40, 50, 60]
    assert steps == [(0, 2, 4, "successor"), (1, 4, 5, "successor")]


def spoil(path: Path, sql: str, *values: object) -> None:
    with sqlite3.connect(path) as file:
        file.execute(sql, values)
    file.close()


def test_a_damaged_former_register_is_told_and_nothing_else_is_lost(refreshed: Project, tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    save_project(refreshed, path)
    spoil(path, "UPDATE former_registers SET schools_gz = ? WHERE position = 0", b"\x1f\x8b rubbish")
    opened = open_project(path)
    (doubt,) = opened.doubts
    assert doubt == (
        "Of the register 2024.csv of 2024-09-01, on which the plan stood before, this file is damaged: "
        "its schools cannot be read."
    )
    first, second = opened.project.formers
    with pytest.raises(InputError, match=r"the register 2024\.csv of 2024-09-01 is damaged in this plan file"):
        _ = first.schools
    assert first.plans.scenarios[0].clusters["C001"].note == "meets in May"
    assert first.review.rows
    pd.testing.assert_frame_equal(second.schools.frame, SECOND.frame)
    assert opened.project.plan.clusters["C001"].members == (1, 5)
    save_project(opened.project, path)
    assert open_project(path).doubts == (doubt,)


def test_a_former_register_that_is_another_than_its_hash_says_is_not_used(refreshed: Project, tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    save_project(refreshed, path)
    spoil(path, "UPDATE former_registers SET data_hash = 'ab' WHERE position = 1")
    first, second = open_project(path).project.formers
    assert len(first.schools) == 3
    with pytest.raises(InputError, match="damaged"):
        _ = second.schools


def test_a_small_file_cannot_fill_the_memory(refreshed: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wolds.geo.packed.LARGEST_TEXT", 100_000)
    bomb = gzip.compress(b" " * 10_000_000)
    path = tmp_path / "plan.gpkg"
    save_project(refreshed, path)
    sha256 = hashlib.sha256(bomb).hexdigest()
    spoil(path, "UPDATE former_registers SET schools_gz = ?, schools_gz_sha256 = ?", bomb, sha256)
    former = open_project(path).project.formers[0]
    with pytest.raises(InputError, match="damaged"):
        _ = former.schools


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"urn": 1}', json.dumps({name: [None] for name in COLUMNS}), json.dumps({name: [] for name in COLUMNS})],
)
def test_whatever_stands_in_a_former_register_there_is_one_clear_line(refreshed: Project, tmp_path: Path, text: str) -> None:
    path, packed = tmp_path / "plan.gpkg", gzip.compress(text.encode())
    save_project(refreshed, path)
    sha256 = hashlib.sha256(packed).hexdigest()
    for name in ("schools", "plans", "review"):
        spoil(path, f"UPDATE former_registers SET {name}_gz = ?, {name}_gz_sha256 = ?", packed, sha256)
    former = open_project(path).project.formers[0]
    for part in ("schools", "plans", "review"):
        with pytest.raises(InputError, match="damaged in this plan file"):
            getattr(former, part)


@pytest.mark.parametrize("column", ["position", "file", "schools", "left_at", "schools_gz", "schools_gz_sha256", "is_sample"])
@pytest.mark.parametrize("value", [None, "text", 7, b"bytes", 1.5])
def test_a_plan_opens_whatever_stands_in_a_row_of_its_history(
    refreshed: Project, tmp_path: Path, column: str, value: object
) -> None:
    path = tmp_path / "plan.gpkg"
    save_project(refreshed, path)
    spoil(path, f"UPDATE former_registers SET {column} = ? WHERE position = 0", value)
    opened = open_project(path).project
    assert len(opened.formers) == 2
    assert opened.plan.clusters["C001"].note == "meets in May"
    save_project(opened, path)
    assert len(open_project(path).project.formers) == 2


def test_a_history_of_another_shape_is_told_and_the_plan_opens(refreshed: Project, tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    save_project(refreshed, path)
    spoil(path, "ALTER TABLE former_registers DROP COLUMN plans_gz")
    opened = open_project(path)
    assert opened.project.formers == ()
    assert opened.doubts == (
        "The registers that the plan stood on before cannot be read: the table former_registers lacks a plain column plans_gz.",
    )


def test_a_plan_that_stood_on_one_register_has_no_history_of_registers(tmp_path: Path) -> None:
    save_project(Project(FIRST), tmp_path / "plan.gpkg")
    with sqlite3.connect(tmp_path / "plan.gpkg") as file:
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master")}
    file.close()
    assert not {"former_registers", "successors"} & tables
    opened = open_project(tmp_path / "plan.gpkg")
    assert (opened.project.formers, opened.doubts) == ((), ())


def test_work_that_is_recovered_has_its_former_registers(refreshed: Project) -> None:
    recovery = Recovery()
    recovery.keep(replace(refreshed, formers=()))
    recovery.keep(refreshed)
    assert recovery._mark is not None
    recovery._mark._file.close()  # what a crash does
    (found,) = pending()
    assert same_content(found.project(), refreshed)
