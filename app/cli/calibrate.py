"""`wolds calibrate`: the straight line beside roads or a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wolds.app.cli.printing import say
from wolds.app.cli.question import Asked, question_of
from wolds.app.cli.stopping import TerminalWatch
from wolds.app.cli.values import refuse_overwriting, refuse_unwritable
from wolds.app.export.about import SAMPLE
from wolds.app.export.origin import write_table
from wolds.app.export.road_gaps import gap_line, road_gaps_csv
from wolds.app.road_comparing import Compared, Footing, compare_in_force
from wolds.clustering.calibrating import Verdict, judged_words, spread_words
from wolds.clustering.edits import EditContext
from wolds.clustering.travel import by_words
from wolds.geo.errors import InputError
from wolds.geo.estimating import PROVIDER
from wolds.geo.progress import PartOf

_READING = 0.5


def run(asked: Asked, pairs: int, csv: Path | None) -> None:
    """Compare, print and write. Raises `InputError` before anything is written."""
    refuse_unwritable(csv, ".csv")
    refuse_overwriting(csv, asked.files)
    with TerminalWatch() as watch:
        question = question_of(asked, PartOf(watch, 0.0, _READING))
        context = question.context
        _refuse_the_straight_line(context)
        found = compare_in_force(context, PartOf(watch, _READING, 1.0))
    for note in question.notes:
        say(f"note: {note}")
    if context.schools.source.is_sample:
        say(SAMPLE)
    say("\n".join(lines_of(context, found, pairs)))
    if csv is not None:
        write_table(csv, road_gaps_csv(context.schools, found.gaps), context)


def _refuse_the_straight_line(context: EditContext) -> None:
    supplied = context.schools.supplied
    if supplied is None or supplied.source.provider == PROVIDER:
        raise InputError("there is nothing to compare the straight line with", remedy="Give --roads or --travel-table.")


def lines_of(context: EditContext, found: Compared, pairs: int) -> Iterator[str]:
    """What was found, line by line."""
    by = by_words(found.travel)
    if found.calibration is None:
        yield f"No figures are fitted: {found.unfitted}"
    else:
        yield (
            f"Straight line beside travel {by}: {found.calibration.pairs:,} pairs from 1 to {found.calibration.most_km:.1f} km"
            " apart"
        )
        yield from _verdict_lines("default estimate", found.calibration.default)
        yield from _verdict_lines("fitted estimate", found.calibration.fitted)
    yield from _broken_lines(context, found, by)
    yield from _gap_lines(context, found, pairs)
    yield from _footing_lines(context, found)


def _verdict_lines(name: str, verdict: Verdict) -> Iterator[str]:
    yield f"{name}: {verdict.estimate.in_words}"
    if verdict.minutes is not None:
        yield f"  minutes off by {spread_words(verdict.minutes)}"
    if verdict.km is not None:
        yield f"  km by road off by {spread_words(verdict.km)}"
    if verdict.judged is not None:
        yield f"  judged otherwise at the travel limit: {judged_words(verdict.judged)}"


def _broken_lines(context: EditContext, found: Compared, by: str) -> Iterator[str]:
    if not context.plan.clusters:
        return
    yield f"Clusters that keep the travel limit by the straight line and break it {by}: {len(found.broken)}"
    for one in found.broken:
        yield f"  {one.number} {one.name}: {one.sentences[0]}"


def _gap_lines(context: EditContext, found: Compared, pairs: int) -> Iterator[str]:
    if found.gaps and pairs:
        yield "Pairs within the travel limit by the straight line that differ most:"
        yield from (f"  {gap_line(context.schools, gap)}" for gap in found.gaps[:pairs])


def _footing_lines(context: EditContext, found: Compared) -> Iterator[str]:
    doubtful = [one for one in found.footings if one.is_doubtful or not one.has_road]
    if doubtful:
        yield f"Schools far from any road: {len(doubtful)}"
        yield from (f"  {context.schools.name_of(one.urn)} (URN {one.urn}): {_off_words(one)}" for one in doubtful)


def _off_words(one: Footing) -> str:
    return f"{one.off_m:.0f} m, doubtful" if one.has_road else "none within 2 km, so no way is known"
