"""Every hostile text, in every place of text, in every output of the command line: read back, nothing is alive."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.dead import control_faults, faults_of, tags_of, words_in
from helpers.every_text import SECRET, project_of_every_text
from wolds.app.cli import main
from wolds.app.planfile import open_project, save_project
from wolds.clustering.project import Project
from wolds.clustering.records import state_json
from wolds.clustering.refreshing import gone_back, refresh
from wolds.geo.schools import Schools

COMMANDS: dict[str, tuple[str, ...]] = {
    "export --to out.csv": ("out.csv", "out.csv.about.txt"),
    "export --to out.xlsx": ("out.xlsx",),
    "export --to out.geojson": ("out.geojson",),
    "export --to out.json": ("out.json",),
    "export --to out.png": ("out.png",),
    "export --to out.pdf": ("out.pdf",),
    "export --to out.html": ("out.html",),
    "partnerships --csv p.csv --actions a.csv --measures m.csv --county c.csv --json p.json --share shared.gpkg": (
        *("p.csv", "p.csv.about.txt", "a.csv", "a.csv.about.txt", "m.csv", "m.csv.about.txt", "c.csv", "c.csv.about.txt"),
        *("p.json", "shared.gpkg"),
    ),
    "policy --csv policy.csv": ("policy.csv", "policy.csv.about.txt"),
    "relations --csv relations.csv": ("relations.csv", "relations.csv.about.txt"),
    "compare --today --out c.csv --out c.xlsx --out c.json --movers movers.csv": (
        *("c.csv", "c.csv.about.txt", "c.xlsx", "c.json", "movers.csv", "movers.csv.about.txt"),
    ),
    "pairings --csv pairs.csv --json pairs.json": ("pairs.csv", "pairs.csv.about.txt", "pairs.json"),
    "partners 100005 --with 100006 --csv partners.csv --json partners.json --out idea.gpkg": (
        *("partners.csv", "partners.csv.about.txt", "partners.json", "idea.gpkg"),
    ),
    "report --out committee.pdf --notes": ("committee.pdf",),
    "report --out committee.docx --notes": ("committee.docx",),
    "report --kind letters --out letters.pdf": ("letters.pdf",),
    "report --kind letters --out letters.docx": ("letters.docx",),
    "report --kind letters --out letters.csv": ("letters.csv", "letters.csv.about.txt"),
    "report --kind letters --out letters.xlsx": ("letters.xlsx",),
    "report --kind diocesan --out paper.pdf": ("paper.pdf",),
    "report --kind diocesan --out paper.docx": ("paper.docx",),
    "report --kind brief --cluster C003 --out brief.pdf": ("brief.pdf",),
    "report --kind brief --cluster C003 --out brief.docx": ("brief.docx",),
    "check": (),
}
READ_BACK = (".csv", ".txt", ".json", ".geojson", ".xlsx", ".docx", ".pdf", ".html")

Run = Callable[[Path, str], list[Path]]


@pytest.fixture(scope="module")
def hostile() -> Project:
    return project_of_every_text()[0]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Callable[[Project, str], list[Path]]]:
    """Saves a project in a folder of its own, runs a command there, and gives what the folder holds beside the plan."""

    def do(project: Project, command: str) -> list[Path]:
        folder = tmp_path / "inner" / f"{len(list(tmp_path.rglob('plan.gpkg')))}"
        folder.mkdir(parents=True)
        save_project(project, folder / "plan.gpkg")
        name, *words = command.split()
        with chdir(folder):
            assert main([name, "plan.gpkg", *words]) in (0, 1)
        return sorted(file for file in tmp_path.rglob("*") if file.is_file() and file.name != "plan.gpkg")

    yield do
    assert [file.name for file in tmp_path.iterdir()] == ["inner"]
    told = capfd.readouterr()
    assert list(control_faults(told.out + told.err)) == [], "the terminal is told what to do"


@pytest.mark.parametrize("command", COMMANDS)
def test_hostile_text_stays_dead_in_what_a_command_writes(run, hostile: Project, command: str) -> None:
    files = run(hostile, command)
    assert {file.name for file in files} == set(COMMANDS[command])
    faults = {file.name: faults_of(file)[:5] for file in files if file.suffix in READ_BACK}
    assert faults == {name: [] for name in faults}
    assert [file.name for file in files if SECRET in words_in(file)] == [], "what is confidential went out unasked"


@pytest.mark.parametrize("way", ["on", "back"])
def test_hostile_text_of_former_registers_stays_dead(run, hostile: Project, way: str) -> None:
    """The plan goes on with a register in which every text is another one, and back."""
    names = hostile.schools.frame["name"].tolist()
    changed = hostile.schools.frame.assign(name=[*names[4:], *names[:4]], roll=50.0)
    newer = Schools.from_frame(changed, replace(hostile.schools.source, sha256="cd" * 32))
    project = refresh(hostile, newer).project
    project = gone_back(project, 0) if way == "back" else project
    files = run(project, "registers --number 1 --to old.csv --review what.csv --out back.gpkg --urn 100005")
    names = {"old.csv", "old.csv.about.txt", "what.csv", "what.csv.about.txt", "back.gpkg"}
    assert {file.name for file in files} == names
    faults = {file.name: faults_of(file)[:5] for file in files if file.suffix in READ_BACK}
    assert faults == {name: [] for name in faults}
    assert [file.name for file in files if file.suffix != ".gpkg" and SECRET in words_in(file)] == []
    former = open_project(next(file for file in files if file.suffix == ".gpkg")).project.formers[-1]
    assert SECRET not in former.packed_plans.text("") + former.packed_review.text("")


def test_the_judge_finds_what_is_confidential_where_it_was_asked_for(run, hostile: Project) -> None:
    (file,) = run(hostile, "export --to out.xlsx --confidential")
    assert SECRET in words_in(file)


def test_a_batch_of_hostile_names_stays_in_its_folder(run, hostile: Project, tmp_path: Path) -> None:
    files = run(hostile, "report --kind letters --each school --format docx --out letters")
    assert sum(file.suffix == ".docx" for file in files) == len(hostile.schools.frame)
    assert {file.parent.name for file in files} == {"letters"}
    for file in files:
        assert set(file.name).isdisjoint('<>:"/\\|?*'), "Windows refuses this name"
        assert list(control_faults(file.name, "")) == []
        assert len(file.name) < 150


def test_hostile_text_adds_no_tag_to_the_shared_map(run, hostile: Project) -> None:
    plain, _ = project_of_every_text("plain words")
    (first,) = run(plain, "export --to out.html")
    (_, second) = run(hostile, "export --to out.html")
    assert tags_of(second) == tags_of(first)


def seen(text: str) -> str:
    """A text as a person sees it: on one line, without the signs that have no shape."""
    return "".join(one for one in " ".join(text.split()) if unicodedata.category(one) not in ("Cc", "Cf", "Cs")).strip()


def test_every_name_stands_letter_for_letter_in_the_shared_map(run, hostile: Project) -> None:
    (page,) = run(hostile, "export --to out.html")
    texts = re.findall(r'"name": ("(?:[^"\\]|\\.)*")', page.read_text("utf-8"))
    there = {seen(json.loads(text)) for text in texts}
    wanted = {seen(str(name)) for name in hostile.schools.text("name")} | {
        seen(one.name) for one in hostile.plan.clusters.values()
    }
    assert len(wanted) > 80
    assert wanted - there == set()


def test_a_plan_of_hostile_texts_opens_as_it_was_saved(hostile: Project, tmp_path: Path) -> None:
    save_project(hostile, tmp_path / "plan.gpkg")
    again = open_project(tmp_path / "plan.gpkg").project
    assert state_json(again) == state_json(hostile)
    assert again.schools.data_hash == hostile.schools.data_hash


def test_every_command_prints_through_the_one_door() -> None:
    folder = Path(__file__).parents[2] / "app" / "cli"
    others = [
        file.name for file in folder.glob("*.py") if "typer.echo(" in file.read_text("utf-8") and file.name != "printing.py"
    ]
    assert others == []
