"""Each export carries the hash of the schools, the rules, the seed, the version and the date, whatever its format.

The tables are held to the commands: an option that names a file, or a format, of which nobody said what it carries, fails
here. What the window writes is held to the code by `tests/app/test_what_writes.py`.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import chdir, closing
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import get_args

import openpyxl
import pypdf
import pytest
from docx import Document

from helpers.word import custom_properties
from wolds.app.cli import main
from wolds.app.cli.commands import command
from wolds.app.cli.papers import MERGED, PRINTED, Kind
from wolds.app.export.comparison import FORMATS as COMPARISONS
from wolds.app.exporting import FORMATS
from wolds.app.planfile import open_project

from .conftest import ROWS, row, write_register


@dataclass(frozen=True)
class Export:
    """What is said behind the command, `OUT` where the file stands; its endings, and the seed it names (None = it has none)."""

    arguments: tuple[object, ...]
    endings: tuple[str, ...]
    seed: int | None = 5


OUT = "OUT"
PLAN = "plan.gpkg"
ASKED = ("register.csv", "--la", 925, "--cap-km", 9, "--seed", 5)
PARTNERS = (PLAN, 100_001, "--groups", 0)
SHEET = (PLAN, "--sheet", "sheet.csv")
NEWER = (PLAN, "newer.csv")
IDEA = (PLAN, "idea.gpkg")
FORMER = ("newer.gpkg", "--number", 1)

EXPORTS: dict[tuple[str, str], tuple[Export, ...]] = {
    ("propose", "--out"): (Export((*ASKED, "--out", OUT), (".gpkg",)),),
    ("propose", "--csv"): (Export((*ASKED, "--csv", OUT), (".csv",)),),
    ("propose", "--json"): (Export((*ASKED, "--json", OUT), (".json",)),),
    ("propose", "--excluded"): (Export((*ASKED, "--excluded", OUT), (".csv",)),),
    ("propose", "--out-dir"): (Export((*ASKED, "--each-la", "--out-dir", OUT), ("",)),),
    ("export", "--to"): (Export((PLAN, "--to", OUT), tuple(FORMATS)),),
    ("sweep", "--csv"): (Export((PLAN, "--cap-km", "9:10:1", "--seed", 5, "--csv", OUT), (".csv",)),),
    ("sweep", "--json"): (Export((PLAN, "--cap-km", "9:10:1", "--seed", 5, "--json", OUT), (".json",)),),
    ("calibrate", "--csv"): (Export((PLAN, "--travel-table", "travel.csv", "--csv", OUT), (".csv",)),),
    ("alternatives", "--out"): (Export((PLAN, "--count", 1, "--seed", 5, "--out", OUT), (".gpkg",)),),
    ("alternatives", "--csv"): (Export((PLAN, "--count", 1, "--seed", 5, "--csv", OUT), (".csv",)),),
    ("alternatives", "--json"): (Export((PLAN, "--count", 1, "--seed", 5, "--json", OUT), (".json",)),),
    ("compare", "--out"): (Export((PLAN, "--today", "--out", OUT), tuple(COMPARISONS)),),
    ("compare", "--movers"): (Export((PLAN, "--today", "--movers", OUT), (".csv",)),),
    ("partners", "--csv"): (Export((*PARTNERS, "--csv", OUT), (".csv",)),),
    ("partners", "--json"): (Export((*PARTNERS, "--json", OUT), (".json",)),),
    ("partners", "--out"): (Export((*PARTNERS, "--with", 100_002, "--out", OUT), (".gpkg",), None),),
    ("pairings", "--csv"): (Export((PLAN, "--csv", OUT), (".csv",)),),
    ("pairings", "--json"): (Export((PLAN, "--json", OUT), (".json",)),),
    ("policy", "--csv"): (Export((PLAN, "--csv", OUT), (".csv",)),),
    ("policy", "--scenarios"): (Export((PLAN, "--scenarios", OUT), (".gpkg",)),),
    **{
        ("partnerships", option): (Export((PLAN, option, OUT), (".csv",)),)
        for option in ("--csv", "--actions", "--measures", "--county")
    },
    ("partnerships", "--json"): (Export((PLAN, "--json", OUT), (".json",)),),
    ("partnerships", "--share"): (Export((PLAN, "--share", OUT), (".gpkg",)),),
    ("take", "--out"): (Export((*IDEA, "--out", OUT), (".gpkg",), None),),
    ("relations", "--out"): (Export((*SHEET, "--out", OUT), (".gpkg",), None),),
    ("relations", "--csv"): (Export((PLAN, "--csv", OUT), (".csv",)),),
    ("rerun", "--json"): (Export((PLAN, "--json", OUT), (".json",)),),
    ("merge", "--csv"): (Export((*IDEA, "--csv", OUT), (".csv",)),),
    ("merge", "--out"): (Export((*IDEA, "--all", "theirs", "--out", OUT), (".gpkg",), None),),
    ("refresh", "--csv"): (Export((*NEWER, "--csv", OUT), (".csv",), None),),
    ("refresh", "--json"): (Export((*NEWER, "--json", OUT), (".json",), None),),
    ("refresh", "--out"): (Export((*NEWER, "--out", OUT), (".gpkg",), None),),
    ("registers", "--review"): (Export((*FORMER, "--review", OUT), (".csv",), None),),
    ("registers", "--out"): (Export((*FORMER, "--out", OUT), (".gpkg",)),),
    ("report", "--out"): (
        Export((PLAN, "--out", OUT), PRINTED),
        Export((PLAN, "--without", "method", "--out", OUT), PRINTED),
        Export((PLAN, "--each", "cluster", "--format", "pdf,docx", "--out", OUT), ("",)),
        Export((PLAN, "--kind", "brief", "--school", 100_001, "--out", OUT), PRINTED),
        Export((PLAN, "--kind", "brief", "--each", "cluster", "--format", "pdf,docx", "--out", OUT), ("",)),
        Export((PLAN, "--kind", "letters", "--out", OUT), (*PRINTED, *MERGED)),
        Export((PLAN, "--kind", "letters", "--each", "la", "--format", "pdf,docx", "--out", OUT), ("",)),
        Export((PLAN, "--kind", "diocesan", "--out", OUT), PRINTED),
    ),
}
"""The options that write an export of a plan."""

NO_EXPORTS = {
    ("mapping", "--out"): "how the columns of a table are read: to be edited and read again, of no plan",
    ("report", "--house-out"): "a house style to begin with: to be edited and read again, of no plan",
    ("report", "--words-out"): "words of letters to begin with: to be edited and read again, of no plan",
    ("registers", "--to"): "a register, with no rules and no seed: beside it stand its hash, version and date",
    **{("sample", f"--{what}out"): "the made-up county, to be read in" for what in ("", "rules-", "relations-", "roads-")},
}
"""Options that write what is no export of a plan, and why. docs/command-line.md says so too."""

READ = {
    *("register", "plan", "file", "table", "idea", "other", "--from", "--mapping", "--postcodes", "--urns", "--must-link"),
    *("--keep-apart", "--override", "--barriers", "--roads", "--travel-table", "--speeds", "--valhalla", "--rules", "--policy"),
    *("--sheet", "--links", "--house", "--words"),
}
"""Options and arguments that name what is read."""

CASES = [
    pytest.param(name, export, ending, id=f"{name} {option} {number}{ending}")
    for (name, option), exports in EXPORTS.items()
    for number, export in enumerate(exports)
    for ending in export.endings
]


# What there is ----------------------------------------------------------------------------------------------------


def test_it_is_known_of_every_option_that_names_a_file_what_it_writes() -> None:
    found = {(name, text) for name, one in command().commands.items() for text in file_options(one)}
    written = {(name, text) for name, text in found if text not in READ}
    assert written == {*EXPORTS, *NO_EXPORTS}
    assert not {*EXPORTS} & {*NO_EXPORTS}


def file_options(one: object) -> Iterator[str]:
    """The longest name of each option and argument of a command that takes a path."""
    for parameter in one.params:  # type: ignore[attr-defined]
        if "Path" in str(parameter.type_descriptor.annotation):
            yield max(parameter.opts, key=len)


def test_every_kind_of_document_is_among_the_exports() -> None:
    asked = [export.arguments for export in EXPORTS["report", "--out"]]
    kinds = {words[words.index("--kind") + 1] if "--kind" in words else "committee" for words in asked}
    assert kinds == set(get_args(Kind))


# What they say ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan and what commands are given beside it."""
    folder = tmp_path_factory.mktemp("desk")
    with chdir(folder):
        write_register(Path("register.csv"))
        write_register(Path("newer.csv"), [row(100_001, "Belton Primary School", 520_000, 350_000, 90), *ROWS[1:]])
        Path("travel.csv").write_text("URN_a,URN_b,km\n100001,100002,4\n100001,100003,5\n100002,100003,6\n")
        Path("sheet.csv").write_text("URN_a,URN_b,kind\n100001,100002,shared head\n")
        assert main([str(word) for word in ("propose", *ASKED, "--out", PLAN)]) == 0
        idea = ("partners", PLAN, 100_001, "--groups", 0, "--with", 100_007, "--out", "idea.gpkg")
        assert main([str(word) for word in idea]) == 0
        assert main(["refresh", PLAN, "newer.csv", "--out", "newer.gpkg"]) == 0
    return folder


@pytest.mark.parametrize(("name", "export", "ending"), CASES)
def test_an_export_says_data_rules_seed_version_and_date(run, desk: Path, name: str, export: Export, ending: str) -> None:
    shutil.copytree(desk, Path(), dirs_exist_ok=True)
    out = Path(f"out{ending}")
    ran = run(name, *(out if word == OUT else word for word in export.arguments))
    assert ran.status == 0, ran
    files = [file for file in out.iterdir() if not file.name.endswith(".about.txt")] if out.is_dir() else [out]
    assert files
    plans = (PLAN, "newer.gpkg", *(file for file in files if file.suffix == ".gpkg"))
    hashes = {open_project(Path(plan)).project.schools.data_hash for plan in plans}
    for file in files:
        said = said_in(file)
        assert [one for one in hashes if one in said], f"{file}: the data"
        assert re.search(r"travel limit[^0-9]{1,12}9 km|\"cap_km\": ?9\.0", said), f"{file}: the rules"
        assert re.search(seed_pattern(export.seed), said), f"{file}: the seed"
        assert re.search(rf"Wolds {re.escape(version('wolds'))}|\"(app_)?version\": \"{re.escape(version('wolds'))}\"", said)
        assert datetime.now().astimezone().isoformat()[:10] in said, f"{file}: the date"


def seed_pattern(seed: int | None) -> str:
    """What says the seed, or that there is none: words, null, or in a plan file no proposal."""
    return r"[Ss]eed: none: |\"seed\": null|\"proposal\": ?null" if seed is None else rf"[Ss]eed(\W|says){{1,12}}{seed}\b"


def said_in(path: Path) -> str:
    """Everything that a file says of itself, as text."""
    match path.suffix:
        case ".csv":
            return Path(f"{path}.about.txt").read_text()
        case ".xlsx":
            rows = openpyxl.load_workbook(path)["About"].iter_rows()
            return "\n".join(f"{cells[0].value}: {cells[1].value}" for cells in rows)
        case ".png":
            from PySide6.QtGui import QImage

            return QImage(str(path)).text("Description")
        case ".pdf":
            return said_in_pdf(path)
        case ".docx":
            Document(str(path))
            return "\n".join(f"{label}: {words}" for label, words in custom_properties(path.read_bytes()).items())
        case ".gpkg":
            return said_in_plan(path)
        case _:
            return path.read_text()


def said_in_pdf(path: Path) -> str:
    """The keywords of a document, or what is attached to a map."""
    reader = pypdf.PdfReader(path)
    known = reader.metadata or {}
    return str(known.get("/Keywords", "")) or reader.attachments["about.txt"][0].decode()


def said_in_plan(path: Path) -> str:
    with closing(sqlite3.connect(path)) as plan:
        meta = dict(plan.execute("SELECT key, value FROM meta"))
        scenarios = "\n".join(text for (text,) in plan.execute("SELECT document FROM scenarios"))
    return f"{json.dumps(meta)}\n{scenarios}"
