"""`wolds report`: the committee report of a plan, as PDF and as Word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from wolds.app.cli.paper_sizes import paper_of_word
from wolds.app.cli.plans import opened_plan
from wolds.app.cli.printing import say
from wolds.app.cli.stopping import TerminalWatch
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_same_names, refuse_unwritable
from wolds.app.export import Exported
from wolds.app.export.explained import explained
from wolds.app.reporting.committee import FORMATS, Format, Ordered, drawn, report_name, write_report
from wolds.app.reporting.fonts import font_doubt
from wolds.app.reporting.house import House, load_house, save_house
from wolds.clustering.reporting.committee import Part
from wolds.clustering.reporting.committee.source import ASKED_FOR, USUAL
from wolds.clustering.reporting.house_style import HouseStyle, Paper
from wolds.geo.errors import InputError
from wolds.geo.progress import stop_if_asked


@dataclass(frozen=True)
class ReportOptions:
    """The options of `wolds report`; None and "" = not given."""

    out: Path | None
    formats: str | None
    paper: str | None
    house: Path | None
    title: str
    without: tuple[str, ...]
    notes: bool
    confidential: bool
    scenario: str | None
    house_out: Path | None


def run(path: Path, options: ReportOptions) -> None:
    """Write the report. Raises `InputError` before anything is written."""
    if options.out is None and options.house_out is None:
        raise InputError("there is nothing to write", remedy="Name a file or a folder with --out.")
    formats, paper, parts = formats_of(options), paper_of_word(options.paper), _parts(options)
    refuse_missing(path)
    _refuse_outputs(path, options)
    house = House() if options.house is None else load_house(options.house)
    if options.out is not None:
        _report(path, options, formats, paper, parts, house)
    if options.house_out is not None:
        save_house(house.style if options.house else HouseStyle(), options.house_out)
        say(f"house style: {options.house_out}")


def _report(
    path: Path,
    options: ReportOptions,
    formats: tuple[Format, ...],
    paper: Paper | None,
    parts: frozenset[Part],
    house: House,
) -> None:
    opened = opened_plan(path, options.scenario)
    files = _files(options, formats, opened.plan.name)
    for file in files:
        refuse_unwritable(file)
        refuse_overwriting(file, (path, options.house))
    for doubt in (*opened.doubts, *opened.faults):
        say(f"note: {doubt}")
    confidential = Part.CONFIDENTIAL in parts
    exported = Exported.of(opened.schools, opened.standing, opened.plan, opened.scoreboard, confidential=confidential)
    ordered = Ordered(explained(exported), opened.project.log, house, paper, options.title.strip(), parts)
    if doubt := font_doubt(house):
        say(f"note: {doubt}")
    with TerminalWatch("what was written so far", "no file is left half") as watch:
        maps = drawn(ordered, watch)
        for at, file in enumerate(files):
            stop_if_asked(watch)
            watch.tell(0.6 + 0.4 * at / len(files), f"writing {file.name}")
            said = write_report(ordered, maps, file)
            sample = " (sample data: made up)" if exported.is_sample else ""
            say(f"committee report: {file}{sample}{f'; {said}' if said else ''}")


def formats_of(options: ReportOptions) -> tuple[Format, ...]:
    """The formats asked for, each once. Raises `InputError` for one that is none, or that the name contradicts."""
    ending = options.out.suffix.lower().removeprefix(".") if options.out is not None and not options.out.is_dir() else ""
    by_name = tuple(one for one in FORMATS if one == ending)
    if options.formats is None:
        return by_name or FORMATS
    given = [word.strip().lower() for word in options.formats.split(",")]
    for word in given:
        if word not in FORMATS:
            raise InputError(
                f"--format {options.formats}: {word or 'nothing'} is no format", remedy="Give pdf, docx or pdf,docx."
            )
    wanted = tuple(one for one in FORMATS if one in given)
    if by_name and wanted != by_name:
        raise InputError(f"{options.out} ends otherwise than --format says", remedy="Name a folder, or leave --format out.")
    return wanted


def _files(options: ReportOptions, formats: tuple[Format, ...], plan_name: str) -> tuple[Path, ...]:
    assert options.out is not None
    if options.out.suffix.lower().removeprefix(".") in FORMATS and not options.out.is_dir():
        return (options.out,)
    return tuple(options.out / f"{report_name(plan_name)}.{ending}" for ending in formats)


def _refuse_outputs(path: Path, options: ReportOptions) -> None:
    out, house_out = options.out, options.house_out
    if out is not None and not out.is_dir() and out.suffix.lower().removeprefix(".") not in FORMATS:
        ending = "Name a file that ends in .pdf or .docx, or a folder that is there."
        raise InputError(f"--out {out}: neither a report nor a folder", remedy=ending)
    refuse_unwritable(house_out, ".toml")
    refuse_overwriting(house_out, (path, options.house))
    refuse_same_names((out, house_out))


def _parts(options: ReportOptions) -> frozenset[Part]:
    parts = set(USUAL)
    for word in options.without:
        parts.discard(_part(word))
    parts |= {Part.NOTES} if options.notes else set()
    parts |= {Part.CONFIDENTIAL} if options.confidential else set()
    return frozenset(parts)


def _part(word: str) -> Part:
    known = [part.value for part in Part if part not in ASKED_FOR]
    if word.strip().lower() in known:
        return Part(word.strip().lower())
    near = get_close_matches(word.strip().lower(), known, n=1)
    remedy = f"Did you mean {near[0]}?" if near else f"Give one of {', '.join(known)}."
    raise InputError(f"--without {word}: the report has no such part", remedy=remedy)
