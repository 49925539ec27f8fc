from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from wolds.app.planfile import open_project, save_project
from wolds.clustering.project import Project
from wolds.geo.errors import InputError
from wolds.geo.geopackage import GeoTable, geopackage_bytes


def _changed(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path


def _document(sql: str) -> str:
    return f"UPDATE scenarios SET document = {sql} WHERE position = 1"


HOSTILE = {
    "no schools": "DROP TABLE schools",
    "no meta": "DROP TABLE meta",
    "no scenarios": "DELETE FROM scenarios",
    "no active one": "UPDATE scenarios SET active = 0",
    "two active": "UPDATE scenarios SET active = 1",
    "odd flag": "UPDATE scenarios SET active = 'yes'",
    "no version": "DELETE FROM meta WHERE key = 'schema_version'",
    "version zero": "UPDATE meta SET value = '0' WHERE key = 'schema_version'",
    "version of letters": "UPDATE meta SET value = '１' WHERE key = 'schema_version'",
    "meta blob": "UPDATE meta SET value = x'00'",
    "meta flood": "INSERT INTO meta (key, value) SELECT a.key || b.key || c.key, '' FROM meta a, meta b, meta c",
    "document blob": _document("x'7b7d'"),
    "document number": _document("5"),
    "document empty": _document("''"),
    "document of another kind": _document("'[]'"),
    "document deep": _document("replace(hex(zeroblob(50000)), '00', '[')"),
    "document injects": _document("document || ',' || document"),
    "unknown field": _document("json_set(document, '$.script', 'x')"),
    "school in two": _document("json_set(document, '$.clusters[1].members', json('[3,4]'))"),
    "unknown school": _document("json_set(document, '$.clusters[1].members', json('[4,77]'))"),
    "colour": _document("json_set(document, '$.clusters[1].colour', 800)"),
    "huge number": _document("json_set(document, '$.rules.cap_km', 1e300)"),
    "urn text": "UPDATE schools SET urn = 'x' WHERE urn = 1",
    "urn blob": "UPDATE schools SET urn = x'01' WHERE urn = 1",
    "urn huge": "UPDATE schools SET urn = 9223372036854775807 WHERE urn = 1",
    "urn twice": "UPDATE schools SET urn = 2 WHERE urn = 1",
    "urn null": "UPDATE schools SET urn = NULL WHERE urn = 1",
    "name blob": "UPDATE schools SET name = x'ff' WHERE urn = 1",
    "name endless": "UPDATE schools SET name = hex(zeroblob(5000)) WHERE urn = 1",
    "roll text": "UPDATE schools SET roll = 'many' WHERE urn = 1",
    "roll infinite": "UPDATE schools SET roll = 9e999 WHERE urn = 1",
    "easting infinite": "UPDATE schools SET easting = -9e999 WHERE urn = 1",
    "bad utf-8": "UPDATE schools SET name = CAST(x'c328' AS TEXT) WHERE urn = 1",
    "log of blobs": "UPDATE edits SET text = x'00'",
    "log of nothing": "UPDATE edits SET text = NULL",
}


@pytest.mark.parametrize("fault", HOSTILE)
def test_a_hostile_plan_is_refused_in_one_plain_sentence_that_names_the_file(
    project: Project, tmp_path: Path, fault: str
) -> None:
    path = _changed(save_project(project, tmp_path / "plan.gpkg").path, HOSTILE[fault])
    before = path.read_bytes()
    with pytest.raises(InputError) as caught:
        open_project(path)
    assert "plan.gpkg" in str(caught.value)
    assert len(str(caught.value)) < 700
    assert path.read_bytes() == before
    assert [other.name for other in tmp_path.iterdir()] == ["plan.gpkg"]


def test_a_value_that_cannot_be_is_named_by_row_and_column(project: Project, tmp_path: Path) -> None:
    path = save_project(project, tmp_path / "plan.gpkg").path
    _changed(path, "UPDATE schools SET roll = 'many' WHERE urn = 3")
    with pytest.raises(InputError) as caught:
        open_project(path)
    assert str(caught.value) == f"{path}, row 3, column roll: this value cannot be used: 'many'. Open one of the last saves."


def test_a_plan_that_contradicts_itself_is_told_without_words_of_the_machinery(project: Project, tmp_path: Path) -> None:
    path = save_project(project, tmp_path / "plan.gpkg").path
    _changed(path, _document("json_set(document, '$.clusters[1].members', json('[3,4]'))"))
    with pytest.raises(InputError, match="does not hold together") as caught:
        open_project(path)
    assert "Value error" not in str(caught.value)


def test_scenarios_as_a_view_are_refused(project: Project, tmp_path: Path) -> None:
    path = save_project(project, tmp_path / "plan.gpkg").path
    _changed(path, "ALTER TABLE scenarios RENAME TO s", "CREATE VIEW scenarios AS SELECT * FROM s")
    with pytest.raises(InputError, match="not a plain table"):
        open_project(path)


def test_triggers_do_not_run_and_extra_tables_and_columns_are_ignored(project: Project, tmp_path: Path) -> None:
    path = save_project(project, tmp_path / "plan.gpkg").path
    _changed(
        path,
        "CREATE TRIGGER harm AFTER UPDATE ON schools BEGIN DELETE FROM schools; END",
        "CREATE TABLE extra (x)",
        "ALTER TABLE schools ADD COLUMN mine TEXT",
    )
    assert len(open_project(path).project.schools) == 10


def test_a_foreign_geopackage_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "roads.gpkg"
    path.write_bytes(geopackage_bytes([GeoTable("roads", {"name": "TEXT"}, [("A17",)])], "2026-01-01T00:00:00Z"))
    with pytest.raises(InputError, match=r"a GeoPackage, but not a Wolds plan.*open it as a register"):
        open_project(path)


@pytest.mark.parametrize("content", [b"", b"URN,EstablishmentName\n1,Ashby\n", b"SQLite format 3\x00", bytes(5000)])
def test_what_is_no_plan_at_all_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plan.gpkg"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"plan\.gpkg"):
        open_project(path)


def test_a_damaged_plan_opens_or_is_refused_but_never_crashes(project: Project, tmp_path: Path) -> None:
    path = save_project(project, tmp_path / "plan.gpkg").path
    whole, rng = path.read_bytes(), np.random.default_rng(3)
    outcomes = set()
    for turn in range(60):
        harmed = bytearray(whole)
        for place in rng.integers(0 if turn % 5 == 0 else 100, len(whole), 1 + turn % 30).tolist():
            harmed[place] = int(rng.integers(0, 256))
        path.write_bytes(harmed[: int(rng.integers(1, len(whole)))] if turn % 7 == 0 else harmed)
        try:
            open_project(path)
            outcomes.add("opened")
        except InputError:
            outcomes.add("refused")
    assert outcomes == {"opened", "refused"}
