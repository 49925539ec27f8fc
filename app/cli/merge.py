"""`wolds merge`: another officer's plan, a head's idea or an edited workbook beside ours, each difference taken or left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wolds.app.cli.plans import OpenedPlan, opened_plan
from wolds.app.cli.printing import say
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_unwritable
from wolds.app.export.about import SAMPLE
from wolds.app.export.dead_text import one_line
from wolds.app.export.origin import write_table
from wolds.app.export.tables import csv_bytes
from wolds.clustering.edits import EditContext, EditError
from wolds.clustering.edits.together import after
from wolds.clustering.merging import MergeItem, MergeReview
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import PlanChange
from wolds.geo.errors import InputError

WHAT: Final = ("new", "theirs", "ours")
_HEADING: Final = (
    "Number",
    "What",
    "Of",
    "Ours",
    "Theirs",
    "URNs",
    "Conflict",
    "Cannot be taken because",
    "Taken",
    "Where",
    "Moves",
)

_MOST_LETTERS: Final = 300
"""As much of a text as the list shows, but for why it cannot be taken; the whole of it stands in the table of `--csv`."""

_WHAT: Final = {
    "cluster of a school": "cluster of",
    "cells": "what cannot come back:",
    "action": "action of",
    "measure": "measure of",
}


@dataclass(frozen=True)
class MergeOptions:
    """The options of `wolds merge`; None = not given."""

    scenario: str | None
    their_scenario: str | None
    every: str
    take: tuple[int, ...]
    keep: tuple[int, ...]
    csv: Path | None
    out: Path | None


def run(path: Path, other: Path, options: MergeOptions) -> None:
    """List what the other plan says otherwise, and write the merged plan where asked. Raises `InputError`."""
    for given in (path, other):
        refuse_missing(given)
    for output, suffix in ((options.csv, ".csv"), (options.out, ".gpkg")):
        refuse_unwritable(output, suffix)
        refuse_overwriting(output, (path, other))
    ours = opened_plan(path, options.scenario)
    context = EditContext(ours.schools, ours.standing, ours.plan)
    review = _review(context, ours, other, options.their_scenario)
    taken = _taken(review, options)
    change = None if options.out is None else _merged(context, review, taken)
    if ours.schools.source.is_sample:
        say(SAMPLE)
    say("\n".join(_lines(review, taken)))
    if options.csv is not None:
        write_table(options.csv, _table(review, taken), context)
    if options.out is not None and change is not None:
        _save(ours, context, change, options.out)


def _review(context: EditContext, ours: OpenedPlan, other: Path, their_scenario: str | None) -> MergeReview:
    """What the other plan says otherwise, or a workbook or list of ours that a colleague edited."""
    from wolds.app.taking_back import is_sheet, review_of_sheet

    if not is_sheet(other):
        theirs = opened_plan(other, their_scenario)
        return MergeReview.of(context, theirs.plan, theirs.schools, other.name)
    if their_scenario is not None:
        raise InputError("--their-scenario is for plan files", remedy="Leave it out: a workbook is of one scenario.")
    from wolds.app.export import Exported

    return review_of_sheet(other, Exported.of(ours.schools, ours.standing, ours.plan, ours.scoreboard))


def _taken(review: MergeReview, options: MergeOptions) -> frozenset[int]:
    """The places of what is taken: what `--all` says, but for those named."""
    if options.every not in WHAT:
        raise InputError(f"--all {options.every}: not a choice", remedy=f"Choose one of {', '.join(WHAT)}.")
    for number in (*options.take, *options.keep):
        if not 1 <= number <= len(review.items):
            raise InputError(f"there is no difference number {number}", remedy=f"They are numbered 1 to {len(review.items)}.")
    both = set(options.take) & set(options.keep)
    if both:
        raise InputError(f"difference {min(both)} is to be taken and kept", remedy="Name it once.")
    chosen = {"new": review.additions, "theirs": review.takeable, "ours": frozenset[int]()}[options.every]
    chosen = chosen | {number - 1 for number in options.take}
    return frozenset(chosen - {number - 1 for number in options.keep})


def _lines(review: MergeReview, taken: frozenset[int]) -> Iterator[str]:
    yield from (f"note: {one_line(note)}" for note in review.notes)
    if not review.items:
        yield f"{review.source} says nothing otherwise"
    for place, item in enumerate(review.items):
        what = _WHAT.get(item.kind, f"{item.kind} of")
        yield f"{place + 1:>3}. {_verdict(item, place in taken)} {what} {_shown(item.title)}"
        yield f"       ours:   {_shown(item.ours)}"
        yield f"       theirs: {_shown(item.theirs)}"
        if item.moves:
            yield f"       moves:  {_shown(item.moves)}"
        if item.where:
            yield f"       in:     {one_line(item.where)}"
        if item.blocked:
            yield f"       cannot be taken: {one_line(item.blocked)}"


def _shown(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _MOST_LETTERS else f"{line[:_MOST_LETTERS]}... ({len(line):,} letters)"


def _verdict(item: MergeItem, is_taken: bool) -> str:
    return f"[{'theirs' if is_taken else 'ours'}{', conflict' if item.is_conflict else ''}]"


def _table(review: MergeReview, taken: frozenset[int]) -> bytes:
    return csv_bytes(
        _HEADING,
        (
            (
                *(place + 1, item.kind, item.title, item.ours, item.theirs, " ".join(map(str, item.urns))),
                *("yes" if item.is_conflict else "", item.blocked, "yes" if place in taken else "", item.where, item.moves),
            )
            for place, item in enumerate(review.items)
        ),
    )


def _merged(context: EditContext, review: MergeReview, taken: frozenset[int]) -> PlanChange:
    if not taken:
        raise InputError("nothing is taken over, so there is nothing to write", remedy="Name differences with --take.")
    try:
        return review.edit(taken).change(context)
    except EditError as error:
        raise InputError(str(error).rstrip("."), remedy="Leave it with --keep and its number.") from error


def _save(ours: OpenedPlan, context: EditContext, change: PlanChange, out: Path) -> None:
    from wolds.app.planfile import save_project

    merged = after(context, change)
    scoreboard = Scoreboard.of(merged.schools, merged.standing, merged.plan)
    save_project(ours.project.with_plan(merged.plan).logged(change.text), out, figures=scoreboard.clusters)
    say(f"{change.text}: {out}, {len(scoreboard.violations)} broken rules in all")
