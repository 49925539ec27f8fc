"""`wolds registers`: the registers that a plan has stood on, brought out, looked into and gone back to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wolds.app.cli.printing import say
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_same_names, refuse_unwritable
from wolds.app.export.about import SAMPLE
from wolds.app.export.dead_text import one_line
from wolds.app.replacing import WriteFailed
from wolds.clustering.project import Project
from wolds.clustering.refreshing import file_words, gone_back, without_travel
from wolds.clustering.refreshing.school_history import SchoolRecord, changed_columns, school_history
from wolds.clustering.wording import schools_text
from wolds.geo.errors import InputError
from wolds.geo.schools import Source

_SHOWN: Final = 12  # characters of a hash


@dataclass(frozen=True)
class RegistersOptions:
    """The options of `wolds registers`; None = not given."""

    number: int | None
    to: Path | None
    review: Path | None
    out: Path | None
    urn: int | None


def run(path: Path, options: RegistersOptions) -> None:
    """List the registers of a plan, and do with one of them what was asked. Raises `InputError`."""
    from wolds.app.planfile import open_project

    refuse_missing(path)
    outputs = ((options.to, ".csv"), (options.review, ".csv"), (options.out, ".gpkg"))
    for output, suffix in outputs:
        refuse_unwritable(output, suffix)
        refuse_overwriting(output, (path,))
    refuse_same_names(output for output, _ in outputs)
    opened = open_project(path)
    project = opened.project
    place = _place(project, options, path)
    if project.schools.source.is_sample:
        say(SAMPLE)
    school = _school_lines(project, options.urn, path)
    say("\n".join((*(f"note: {doubt}" for doubt in opened.doubts), *_lines(project), *school)))
    if place is not None:
        _write(project, place, options)


def _place(project: Project, options: RegistersOptions, path: Path) -> int | None:
    """Which former register is asked for, None where none is. `InputError` where there is no such."""
    is_asked = options.number is not None or any((options.to, options.review, options.out))
    if not is_asked:
        return None
    count = len(project.formers)
    if not count:
        raise InputError(
            "the plan has stood on one register alone", file=str(path), remedy="There is no former register to bring out."
        )
    number = count if options.number is None else options.number
    if number > count:
        raise InputError(
            f"there is no former register {number}", file=str(path), remedy=f"Give a number from 1 to {count}: see the list."
        )
    return number - 1


def _lines(project: Project) -> Iterator[str]:
    for number, former in enumerate(project.formers, 1):
        said = f"{_named(former.source)}, {schools_text(former.count)}, hash {one_line(former.data_hash)[:_SHOWN]}"
        yield f"{number}. {said}, until {one_line(former.left_at)[:10]}"
    schools = project.schools
    yield f"Now: {_named(schools.source)}, {schools_text(len(schools))}, hash {schools.data_hash[:_SHOWN]}"


def _named(source: Source) -> str:
    return one_line(file_words(source))


def _school_lines(project: Project, urn: int | None, path: Path) -> list[str]:
    if urn is None:
        return []
    if urn not in project.schools:
        raise InputError(
            f"URN {urn} is not in the register of the plan", file=str(path), remedy="Give the URN of a school of it."
        )
    records = school_history(project, urn)
    names = changed_columns(records)
    return [f"{project.schools.name_of(urn)} (URN {urn})", *(f"  {_record_words(one, names)}" for one in records)]


def _record_words(record: SchoolRecord, names: tuple[str, ...]) -> str:
    where = _named(record.source)
    if not record.values:
        return f"{where}: not there"
    said = ", ".join(f"{name.replace('_', ' ')} {record.values[name] or 'unknown'}" for name in names)
    return one_line(f"{where}: URN {record.urn}{f', {said}' if said else ', as it is now'}")


def _write(project: Project, place: int, options: RegistersOptions) -> None:
    """Everything is read before anything is written: where a part is damaged, nothing is."""
    from wolds.app.export.refresh import write_kept_review
    from wolds.app.export.register_csv import write_register

    former = project.formers[place]
    schools = former.schools if options.to else None
    review = former.review if options.review else None
    back = gone_back(project, place) if options.out else None
    if options.to is not None and schools is not None:
        write_register(options.to, schools)
        say(f"Written: {options.to}: {_named(former.source)}, {schools_text(len(schools))}, as the plan kept it")
    if options.review is not None and review is not None:
        write_kept_review(options.review, review, project, former)
        say(f"Written: {options.review}: {len(review.rows):,} rows")
    if options.out is not None and back is not None:
        _save(back, options.out)


def _save(back: Project, out: Path) -> None:
    from wolds.app.planfile import SaveFailed, save_project
    from wolds.clustering.eligibility import standing_of
    from wolds.clustering.metrics import Scoreboard

    unknown = without_travel(back.schools, back.scenarios)
    if unknown:
        say(f"note: the travel in the plan does not know {schools_text(len(unknown))}: work travel out again")
    scoreboard = Scoreboard.of(back.schools, standing_of(back.schools, back.plan.eligibility), back.plan)
    try:
        save_project(back, out, figures=scoreboard.clusters)
    except SaveFailed as error:
        raise WriteFailed(error.without_window) from error
    say(f"Written: {out}: on {_named(back.schools.source)}, as the plan stood then; how it stands now is among its registers")
