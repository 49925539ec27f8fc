"""`wolds report --kind brief, letters, diocesan` and `--each`: what they write, and what they refuse in one line."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pypdf
import pytest
from docx import Document

from wolds.app.cli.stopping import TerminalWatch
from wolds.app.planfile import open_project, save_project
from wolds.clustering.partnership.records import ConfidentialFact
from wolds.clustering.reporting.letters import LetterWords, parse_words

_PLAN: dict[str, bytes] = {}  # worked out once for all tests of this file


@pytest.fixture
def plan(run, register: Path) -> Path:
    if not _PLAN:
        assert run("propose", register, "--la", 925, "--out", "plan.gpkg").status == 0
        _PLAN["925"] = Path("plan.gpkg").read_bytes()
    Path("plan.gpkg").write_bytes(_PLAN["925"])
    return Path("plan.gpkg")


@pytest.fixture
def written(run, plan: Path) -> Callable[..., str]:
    """Runs `wolds report` on the plan, which must go well; gives what it printed."""

    def go(*options: object) -> str:
        ran = run("report", plan, *options)
        assert (ran.status, ran.err) == (0, "")
        return str(ran.out)

    return go


def text(pdf: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages).split())


def test_a_brief_of_one_school_by_number_or_name(written) -> None:
    assert "briefs for governors: b.pdf" in written("--kind", "brief", "--school", 100001, "--out", "b.pdf")
    told = text(Path("b.pdf"))
    assert "Brief for governors: Belton Primary School" in told
    assert "St Mary's Church of England Primary School" in told
    assert len(pypdf.PdfReader("b.pdf").pages) <= 2
    said = written("--kind", "brief", "--school", "belton", "--out", "b.docx")
    assert "note: the brief is of Belton Primary School (URN 100001)" in said, "another school could have answered"
    assert "Brief for governors: Belton Primary School" in "\n".join(one.text for one in Document("b.docx").paragraphs)


def test_a_school_in_no_cluster_has_a_brief_with_its_reason(written) -> None:
    written("--kind", "brief", "--school", 100007, "--out", "b.pdf")
    assert "Why:" in text(Path("b.pdf"))


def test_an_idea_needs_no_school_to_be_named(run, register: Path) -> None:
    assert run("partners", register, 100001, "--with", 100002, "--out", "idea.gpkg", "--groups", 0).status == 0
    ran = run("report", "idea.gpkg", "--kind", "brief", "--out", "b.pdf")
    assert (ran.status, ran.err) == (0, "")
    assert "120 pupils" in text(Path("b.pdf"))


def test_a_brief_for_each_school_leaves_nobody_out_and_index_names_them(written) -> None:
    assert "7 files in briefs" in written("--each", "school", "--kind", "brief", "--out", "briefs")
    rows = list(csv.DictReader(Path("briefs/index.csv").read_text("utf-8-sig").splitlines()))
    assert [row["of"].split()[0] for row in rows] == [str(urn) for urn in range(100001, 100008)]
    assert {row["file"] for row in rows} == {path.name for path in Path("briefs").glob("*.pdf")}


def test_letters_in_one_file_and_as_a_table_for_a_mail_merge(written) -> None:
    written("--kind", "letters", "--out", "letters.pdf")
    assert len(pypdf.PdfReader("letters.pdf").pages) == 7
    written("--kind", "letters", "--out", "letters.csv")
    rows = list(csv.DictReader(Path("letters.csv").read_text("utf-8-sig").splitlines()))
    assert [row["Placed"] for row in rows] == ["yes"] * 6 + ["no"]
    assert "in reach" in rows[-1]["Reason"] or "within" in rows[-1]["Reason"]


def test_letters_in_both_formats_for_each_school(written) -> None:
    written("--kind", "letters", "--each", "school", "--format", "docx,pdf", "--out", "letters")
    names = sorted(path.name for path in Path("letters").iterdir())
    assert len(names) == 16
    assert "index.csv.about.txt" in names
    assert "100001 Belton Primary School.docx" in names
    assert "100001 Belton Primary School.pdf" in names


def test_the_council_s_words_are_written_edited_and_used(written) -> None:
    written("--words-out", "words.toml", "--kind", "letters")
    words = Path("words.toml").read_text("utf-8")
    assert parse_words(words.encode()) == LetterWords()
    Path("words.toml").write_text(words.replace("Dear Headteacher", "Dear colleague of {school}"), "utf-8")
    written("--kind", "letters", "--words", "words.toml", "--out", "letters.pdf")
    assert "Dear colleague of Belton Primary School," in text(Path("letters.pdf"))


def test_a_house_style_stands_on_every_letter(written) -> None:
    Path("house.toml").write_text('organisation = "Fenshire Council"', "utf-8")
    written("--kind", "letters", "--house", "house.toml", "--paper", "a3", "--out", "letters.pdf")
    pages = pypdf.PdfReader("letters.pdf").pages
    assert all("Fenshire Council" in page.extract_text() for page in pages)
    assert round(float(pages[0].mediabox.width) * 25.4 / 72) == 297


def test_a_paper_for_a_diocese(written) -> None:
    written("--kind", "diocesan", "--km", 6, "--model", "hard federation", "--out", "paper.pdf")
    told = text(Path("paper.pdf"))
    assert "Church schools only" in told
    assert "Approvals list" in told
    assert "Every cluster is judged as hard federation" in told


def test_committee_reports_for_each_cluster_and_authority(written) -> None:
    written("--each", "cluster", "--out", "clusters")
    assert len(list(Path("clusters").glob("*.pdf"))) == 2
    written("--each", "la", "--out", "authorities")
    (one,) = Path("authorities").glob("*.pdf")
    assert one.name == "925 Fenshire.pdf"
    assert "Proof and bounds are those of the whole plan" in text(one)


def test_confidential_facts_are_in_none_of_them(run, written) -> None:
    project = open_project(Path("plan.gpkg")).project
    fact = MappingProxyType({"F1": ConfidentialFact(urn=100001, text="TOPSECRET")})
    save_project(replace(project, scenarios=(replace(project.plan, confidential=fact),)), Path("plan.gpkg"))
    for options in (("--kind", "brief"), ("--kind", "letters")):
        written(*options, "--each", "school", "--out", options[1])
        assert not [path for path in Path(options[1]).glob("*.pdf") if "TOPSECRET" in text(path)]
    written("--kind", "diocesan", "--out", "paper.pdf")
    written("--each", "cluster", "--out", "committee")
    assert not [path for path in (Path("paper.pdf"), *Path("committee").glob("*.pdf")) if "TOPSECRET" in text(path)]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--kind", "sonnet", "--out", "out/a.pdf"), "--kind sonnet: there is no such thing"),
        (("--kind", "brief", "--out", "out/a.pdf"), "a brief is of a school or a cluster"),
        (("--kind", "brief", "--school", "999999", "--out", "out/a.pdf"), "no URN 999999"),
        (("--kind", "brief", "--cluster", "C999", "--out", "out/a.pdf"), "no cluster C999"),
        (("--kind", "brief", "--school", "100001", "--cluster", "C001", "--out", "out/a.pdf"), "were both given"),
        (("--kind", "brief", "--school", "100001", "--each", "school", "--out", "out/a"), "were both given"),
        (("--kind", "brief", "--each", "la", "--out", "out/a"), "is not made for each la"),
        (("--kind", "brief", "--each", "planet", "--out", "out/a"), "--each planet: there is no such thing"),
        (("--kind", "brief", "--school", "100001", "--out", "out/a.txt"), "no such file is written"),
        (("--kind", "brief", "--school", "100001", "--out", "out/a.csv"), "no such file is written"),
        (("--kind", "brief", "--school", "100001"), "there is nothing to write"),
        (("--kind", "letters", "--each", "school"), "there is nothing to write"),
        (("--kind", "letters", "--out", "none/a.pdf"), "there is no folder none"),
        (("--kind", "letters", "--each", "school", "--out", "plan.gpkg"), "plan.gpkg is a file"),
        (("--kind", "letters", "--each", "school", "--out", "."), "holds files already"),
        (("--kind", "letters", "--format", "odt", "--each", "school", "--out", "out/a"), ".odt is no format"),
        (("--kind", "letters", "--format", "docx", "--out", "out/a.pdf"), "ends otherwise than --format says"),
        (("--kind", "letters", "--words", "none.toml", "--out", "out/a.pdf"), "none.toml: there is no such file"),
        (("--kind", "letters", "--words", "bad.toml", "--out", "out/a.pdf"), "there is no field {shcool}"),
        (("--kind", "letters", "--house", "none.toml", "--out", "out/a.pdf"), "none.toml"),
        (("--kind", "letters", "--paper", "a5", "--out", "out/a.pdf"), "--paper a5"),
        (("--kind", "letters", "--school", "100001", "--out", "out/a.pdf"), "--school is not for --kind letters"),
        (("--kind", "letters", "--confidential", "--out", "out/a.pdf"), "--confidential is not for --kind letters"),
        (("--kind", "letters", "--out", "plan.gpkg"), "no such file is written"),
        (("--words", "bad.toml", "--out", "out/a.pdf"), "--words is not for --kind committee"),
        (("--each", "cluster", "--notes", "--out", "out/a"), "--notes is not for many reports at once"),
        (("--each", "school", "--out", "out/a"), "--kind committee is not made for each school"),
        (("--kind", "diocesan", "--each", "la", "--out", "out/a"), "is not made for each la"),
        (("--kind", "diocesan", "--diocese", "Nowhere", "--out", "out/a.pdf"), "the register names no dioceses"),
        (("--kind", "diocesan", "--km", "3", "--minutes", "4", "--out", "out/a.pdf"), "both given"),
        (("--kind", "diocesan", "--model", "empire", "--out", "out/a.pdf"), "there is no such model"),
        (("--kind", "diocesan", "--scenario", "None", "--out", "out/a.pdf"), "there is no scenario None"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line_and_nothing_is_written(run, plan, options, says) -> None:
    Path("out").mkdir()
    Path("bad.toml").write_text('placed = ["To {shcool}"]', "utf-8")
    ran = run("report", plan, *options)
    assert ran.status == 2, ran
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not list(Path("out").iterdir())


def test_ctrl_c_in_the_middle_leaves_no_folder_and_no_file(run, plan, monkeypatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(TerminalWatch, "should_stop", lambda _: bool(asked.append(1)) or len(asked) > 3)
    before = sorted(path.name for path in Path().iterdir())
    assert run("report", plan, "--kind", "letters", "--each", "school", "--out", "letters").status == 130
    assert sorted(path.name for path in Path().iterdir()) == before
