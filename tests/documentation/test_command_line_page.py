"""The page on the command line names every command and every option, and none that there is not."""

from __future__ import annotations

import re
from pathlib import Path

from wolds.app.cli.commands import command

PAGES = Path(__file__).resolve().parents[2] / "docs"
OPTION = re.compile(r"--[a-z][a-z-]+")


def offered() -> dict[str, set[str]]:
    """The options of each command, as its help shows them."""
    told = {}
    for name, one in command().commands.items():
        shown = [parameter for parameter in one.params if not getattr(parameter, "hidden", False)]
        told[name] = {text for each in shown for text in (*each.opts, *each.secondary_opts) if text.startswith("--")} - {
            "--help"
        }
    return told


def listed() -> dict[str, set[str]]:
    """The options of each command, as the table of the page lists them: groups in italics stand for the row of their name."""
    page = (PAGES / "command-line.md").read_text(encoding="utf-8")
    table = page.split("## Every option", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| (\S.*?) \| (.+) \|$", table, re.MULTILINE)
    groups = {name: set(OPTION.findall(options)) for name, options in rows if name.startswith("*")}
    return {
        name.strip("`").removeprefix("wolds "): set(OPTION.findall(options)).union(
            *(group for word, group in groups.items() if word in options)
        )
        for name, options in rows
        if name.startswith("`wolds ")
    }


def test_each_command_stands_in_the_table_of_options_with_just_those_it_has() -> None:
    assert listed() == offered()


def test_each_command_is_told_at_the_beginning_of_the_page() -> None:
    beginning = (PAGES / "command-line.md").read_text(encoding="utf-8").split("\n## ", 1)[0]
    assert {name for name in offered() if f"`wolds {name}" not in beginning} == set()


def test_no_page_names_an_option_that_is_none() -> None:
    known = set().union(*offered().values()) | {"--help", "--version", "--sample"}
    pages = [path for path in PAGES.glob("*.md") if path.name not in ("benchmarks.md", "contributing.md", "building.md")]
    of_wolds = re.compile(r"`wolds [^`]*`|^    wolds .*$|`--[a-z][^`]*`", re.MULTILINE)
    named = {
        (path.name, option)
        for path in pages
        for text in of_wolds.findall(path.read_text(encoding="utf-8"))
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)
    }
    assert {(page, option) for page, option in named if option not in known} == set()
