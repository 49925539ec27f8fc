"""`wolds pairings`: church and community schools for each other, and where policy rather than distance leaves one alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wolds.app.cli.models import model_of, policy_for
from wolds.app.cli.printing import say
from wolds.app.cli.registers import context_of, reach_of
from wolds.app.cli.stopping import TerminalWatch
from wolds.app.cli.values import refuse_overwriting, refuse_same_names, refuse_unwritable
from wolds.app.export.about import NOT_CLOSURE, SAMPLE
from wolds.app.export.json_files import write_json
from wolds.app.export.origin import write_table
from wolds.app.export.pairings import pairings_csv, pairings_document
from wolds.app.register_files import TableFiles
from wolds.clustering.eligibility import Eligibility
from wolds.clustering.models import model_name
from wolds.clustering.pairings import Pairings, best_pairings
from wolds.clustering.partners.reach import travel_words
from wolds.clustering.plan import Plan
from wolds.clustering.policy.table import Verdict
from wolds.clustering.policy.views import Stranded, church_without_church, isolated_by_policy
from wolds.clustering.wording import listed, schools_text, with_article

MOST_LINES: Final = 40


@dataclass(frozen=True)
class PairingOptions:
    """The options of `wolds pairings`; None and empty = not given."""

    dioceses: tuple[str, ...]
    minutes: float | None
    km: float | None
    la: tuple[str, ...]
    max_roll: int | None
    model: str
    policy: Path | None
    scenario: str | None
    csv: Path | None
    json: Path | None
    table: TableFiles = field(default_factory=TableFiles)


def run(path: Path, options: PairingOptions) -> None:
    """Pair, print, and write what was asked for. Raises `InputError` before anything is written."""
    for output, suffix in ((options.csv, ".csv"), (options.json, ".json")):
        refuse_unwritable(output, suffix)
        refuse_overwriting(output, (path, options.policy, *options.table.given))
    refuse_same_names((options.csv, options.json))
    reach, model = reach_of(options.minutes, options.km), model_of(options.model)
    usual = Plan(eligibility=Eligibility(la_codes=options.la, roll_max=options.max_roll))
    with TerminalWatch() as watch:
        context = context_of(path, options.scenario, watch, usual, files=options.table)
        policy = policy_for(options.policy, context)
        found = best_pairings(context, reach, policy, model, options.dioceses)
        alone = church_without_church(context, reach)
        isolated = isolated_by_policy(context, policy, model, reach)
    say("\n".join(_lines(found, alone, isolated, context.schools.source.is_sample)))
    if options.csv is not None:
        write_table(options.csv, pairings_csv(found), context)
    if options.json is not None:
        write_json(options.json, pairings_document(context, policy, found, alone, isolated))


def _lines(found: Pairings, alone: tuple[Stranded, ...], isolated: tuple[Stranded, ...], is_sample: bool) -> Iterator[str]:
    if is_sample:
        yield SAMPLE
    whom = f" of {listed(found.dioceses, 3)}" if found.dioceses else ""
    count = len(found.pairs)
    yield (
        f"{count} church school{'' if count == 1 else 's'}{whom} paired with a community school within {found.reach.words}, "
        f"{travel_words(found.total_km, found.reach.supplied)} in all; {schools_text(len(found.unmatched))} not paired."
    )
    yield from found.notes
    yield from _some([_pair(found, place) for place in range(count)])
    if found.unmatched:
        yield "Not paired:"
        yield from _some(
            [f"- {one.school.name} (URN {one.school.urn}): {one.code}: {one.sentence}." for one in found.unmatched]
        )
    if alone:
        yield "Church schools with no church school in reach, but with a community school:"
        yield from _some([f"- {one.sentence}." for one in alone])
    if isolated:
        yield f"Schools that policy, not distance, leaves alone in {with_article(model_name(found.model))}:"
        yield from _some([f"- {one.sentence}." for one in isolated])
    yield NOT_CLOSURE


def _pair(found: Pairings, place: int) -> str:
    pair = found.pairs[place]
    said = pair.consequence
    verdict = "" if said.verdict == Verdict.ALLOWED else f"; {said.verdict.value}"
    crosses = f"; {'; '.join(said.crosses)}" if said.crosses else ""
    names = f"{pair.church.name} (URN {pair.church.urn}) and {pair.community.name} (URN {pair.community.urn})"
    return f"- {names}: {travel_words(pair.km, found.reach.supplied)}{verdict}{crosses}"


def _some(lines: list[str]) -> Iterator[str]:
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield f"- and {len(lines) - MOST_LINES} more"
