"""`wolds relations`: what a plan keeps and breaks of what exists; a planner's own sheet taken into a copy of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from wolds.app.cli.plans import OpenedPlan, opened_plan
from wolds.app.cli.printing import say
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_same_names, refuse_unwritable
from wolds.app.export.about import SAMPLE
from wolds.app.export.origin import write_table
from wolds.app.export.relations import FATE_WORDS, fates_in_plan, relations_csv, relations_line
from wolds.app.relation_files import read_review
from wolds.clustering.edits import EditContext, EditError, TakeRelations
from wolds.clustering.edits.together import after
from wolds.clustering.eligibility import standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.relation_sheets import LeftOut, Review
from wolds.clustering.relations import Fate, fate_sentence
from wolds.clustering.rules import RECORDED_KINDS, RecordedKind, RelationKind
from wolds.geo.errors import InputError


@dataclass(frozen=True)
class RelationOptions:
    """The options of `wolds relations`; None = not given."""

    sheet: Path | None
    out: Path | None
    kind: str
    take_likely: bool
    skip_bad: bool
    scenario: str | None
    csv: Path | None


def run(path: Path, options: RelationOptions) -> None:
    """Print what the plan keeps and breaks, with the sheet taken in where one is given. Raises `InputError` before writing."""
    refuse_missing(path)
    _refuse_bad_options(path, options)
    kind = _kind_of(options.kind)
    opened = opened_plan(path, options.scenario)
    if opened.schools.source.is_sample:
        say(SAMPLE)
    context = EditContext(opened.schools, opened.standing, opened.plan)
    if options.sheet is not None:
        context = _taken(context, opened, options, kind)
    say("\n".join(_lines(context)))
    if options.csv is not None:
        write_table(options.csv, relations_csv(context), context)


def _refuse_bad_options(path: Path, options: RelationOptions) -> None:
    if (options.sheet is None) != (options.out is None):
        raise InputError("--sheet and --out go together", remedy="Name the sheet, and the plan file to write.")
    if options.sheet is not None:
        refuse_missing(options.sheet)
    for output, suffix in ((options.out, ".gpkg"), (options.csv, ".csv")):
        refuse_unwritable(output, suffix)
        refuse_overwriting(output, (path, options.sheet))
    refuse_same_names((options.out, options.csv))


def _kind_of(text: str) -> RecordedKind:
    for kind in RECORDED_KINDS:
        if kind.value == text.strip().casefold():
            return kind
    raise InputError(f"--kind {text}: no such kind", remedy=f"Give one of {', '.join(kind.value for kind in RECORDED_KINDS)}.")


def _taken(context: EditContext, opened: OpenedPlan, options: RelationOptions, kind: RecordedKind) -> EditContext:
    """The context with the sheet in it, saved as the output."""
    assert options.sheet is not None
    assert options.out is not None
    found = read_review(options.sheet, context)
    review = replace(found, usual_kind=kind, take_likely=options.take_likely)
    say("\n".join(_review_lines(review, context)))
    _refuse_bad_rows(review, options)
    outcome = review.outcome
    try:
        change = TakeRelations(outcome.relations, outcome.facts, options.sheet.name).change(context)
    except EditError as error:
        raise InputError(str(error), file=str(options.sheet), remedy="Nothing was written.") from error
    _save(opened, after(context, change), change.text, options.out)
    say(f"{change.text}: {options.out}")
    return after(context, change)


def _save(opened: OpenedPlan, context: EditContext, text: str, out: Path) -> None:
    from wolds.app.planfile import save_project

    scoreboard = Scoreboard.of(context.schools, standing_of(context.schools, context.plan.eligibility), context.plan)
    save_project(opened.project.with_plan(context.plan).logged(text), out, figures=scoreboard.clusters)


def _refuse_bad_rows(review: Review, options: RelationOptions) -> None:
    bad = [left for left in review.outcome.left_out if left.is_bad]
    if bad and not options.skip_bad:
        more = f" (and {len(bad) - 1} more, listed above)" if len(bad) > 1 else ""
        remedy = "Mend the sheet, or leave such rows out with --skip-bad. Nothing was written."
        raise InputError(f"line {bad[0].line}: {bad[0].sentence}{more}", file=review.sheet.file, remedy=remedy)
    if not review.outcome.relations and not review.outcome.facts:
        raise InputError("nothing in the sheet can be used", file=review.sheet.file, remedy="Look at what was left out.")


def _review_lines(review: Review, context: EditContext) -> Iterator[str]:
    found = sum(one.urn is not None for one in review.mentions)
    yield f"{review.sheet.file}: {len(review.sheet.rows)} rows, {found} of {len(review.mentions)} schools found"
    if review.sheet.ignored:
        yield f"Columns left alone: {', '.join(review.sheet.ignored)}"
    for left in review.outcome.left_out:
        yield _left_line(left, context)


def _left_line(left: LeftOut, context: EditContext) -> str:
    named = "; ".join(f"{context.schools.name_of(urn)} (URN {urn})" for urn in left.choices)
    could_be = f". Could be {named}" if named else ""
    return f"left out, line {left.line}: {left.sentence}{could_be}"


def _lines(context: EditContext) -> Iterator[str]:
    fates = fates_in_plan(context)
    yield relations_line(fates) or "No existing relations are known."
    for one in fates:
        if one.fate in (Fate.BROKEN, Fate.PARTED) and one.tie.kind != RelationKind.TRUST:  # a trust may span the county
            yield f"{FATE_WORDS[one.fate].upper()} {fate_sentence(one, context.schools, context.plan)}"
