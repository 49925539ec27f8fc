"""`wolds report`: the committee report from the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from wolds.app.planfile import open_project, save_project
from wolds.clustering.edits import EditContext, KeepConfidential
from wolds.clustering.eligibility import standing_of
from wolds.clustering.partnership import ConfidentialFact

SECRET = "The head leaves at Easter"


@pytest.fixture
def plan(run, register: Path) -> Path:
    assert run("propose", register, "--la", 925, "--out", "plan.gpkg").status == 0
    project = open_project(Path("plan.gpkg")).project
    context = EditContext(project.schools, standing_of(project.schools, project.plan.eligibility), project.plan)
    change = KeepConfidential(ConfidentialFact(urn=100_001, text=SECRET)).change(context)
    save_project(project.with_plan(context.plan.apply(change)).logged(change.text), Path("plan.gpkg"))
    return Path("plan.gpkg")


def text_of(path: str) -> str:
    return " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def test_a_folder_gets_both_formats(run, plan: Path) -> None:
    Path("out").mkdir()
    ran = run("report", plan, "--out", "out")
    assert (ran.status, ran.err) == (0, "")
    assert sorted(path.name for path in Path("out").iterdir()) == ["Scenario A report.docx", "Scenario A report.pdf"]
    assert "committee report: out" in ran.out


def test_the_name_of_the_file_says_the_format(run, plan: Path) -> None:
    assert run("report", plan, "--out", "paper.pdf", "--title", "Our small schools", "--paper", "A3").status == 0
    reader = pypdf.PdfReader("paper.pdf")
    assert reader.metadata is not None
    assert reader.metadata.title == "Our small schools"
    assert float(reader.pages[0].mediabox.width) == pytest.approx(297 / 25.4 * 72, abs=0.1)
    assert not list(Path().glob("*.docx"))


def test_confidential_facts_come_only_where_they_are_ticked(run, plan: Path) -> None:
    run("report", plan, "--out", "usual.pdf", "--without", "maps")
    run("report", plan, "--out", "ticked.pdf", "--without", "maps", "--confidential")
    assert SECRET not in text_of("usual.pdf")
    assert "confidential fact" not in text_of("usual.pdf")
    assert SECRET in text_of("ticked.pdf")
    assert all("Confidential" in page.extract_text() for page in pypdf.PdfReader("ticked.pdf").pages)


def test_a_house_style_is_written_to_begin_with_and_read_back(run, plan: Path) -> None:
    assert run("report", plan, "--house-out", "house.toml").status == 0
    style = Path("house.toml").read_text(encoding="utf-8")
    Path("house.toml").write_text(style.replace('organisation = ""', 'organisation = "Fenshire Council"'), encoding="utf-8")
    assert run("report", plan, "--out", "paper.pdf", "--house", "house.toml", "--without", "maps").status == 0
    assert "Fenshire Council" in text_of("paper.pdf")


def test_parts_are_left_out_as_asked(run, plan: Path) -> None:
    run("report", plan, "--out", "paper.pdf", "--without", "maps", "--without", "method")
    assert "How it was worked out" not in text_of("paper.pdf")
    assert "Schools without a partnership" in text_of("paper.pdf")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "there is nothing to write"),
        (("--out", "paper.odt"), "neither a report nor a folder"),
        (("--out", "missing/paper.pdf"), "there is no folder missing"),
        (("--out", "paper.pdf", "--format", "docx"), "ends otherwise than --format says"),
        (("--out", ".", "--format", "pdf,odt"), "odt is no format"),
        (("--out", "paper.pdf", "--paper", "a5"), "--paper a5: there is no such size here. Give a4 or a3."),
        (("--out", "paper.pdf", "--without", "map"), "the report has no such part. Did you mean maps?"),
        (("--out", "paper.pdf", "--without", "confidential"), "the report has no such part"),
        (("--out", "paper.pdf", "--house", "none.toml"), "none.toml: there is no such file"),
        (("--out", "paper.pdf", "--house", "plan.gpkg"), "this is not a text file"),
        (("--out", "paper.pdf", "--scenario", "Nowhere"), "there is no scenario Nowhere"),
        (("--house-out", "house.txt"), "the name must end in .toml"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(run, plan: Path, arguments: tuple[str, ...], said: str) -> None:
    before = sorted(Path().iterdir())
    ran = run("report", plan, *arguments)
    assert ran.status == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert sorted(Path().iterdir()) == before


def test_a_font_that_is_not_installed_is_named_with_what_stands_in_for_it(run, plan: Path) -> None:
    Path("house.toml").write_text('font = "Council Sans"\n')
    ran = run("report", plan, "--out", "paper.pdf", "--house", "house.toml", "--without", "maps")
    assert "note: the font Council Sans of the house style is not installed on this computer" in ran.out
    assert "PDF is set in Source Sans 3 instead" in ran.out
    ran = run("report", plan, "--kind", "letters", "--out", "letters.pdf", "--house", "house.toml")
    assert "note: the font Council Sans" in ran.out
    Path("house.toml").write_text('font = "source sans 3"\n')
    assert "note:" not in run("report", plan, "--out", "paper.pdf", "--house", "house.toml", "--without", "maps").out


def test_the_house_style_that_is_read_is_not_overwritten(run, plan: Path) -> None:
    run("report", plan, "--house-out", "house.toml")
    ran = run("report", plan, "--house", "house.toml", "--house-out", "house.toml")
    assert (ran.status, "is read by this command" in ran.err) == (2, True)


def test_without_maps_no_qt_is_loaded(run, plan: Path) -> None:
    program = (
        "import sys; from wolds.app.cli import main;"
        "status = main(['report', 'plan.gpkg', '--out', 'paper.pdf', '--without', 'maps']);"
        "sys.exit(status or any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, capture_output=True).returncode == 0
