"""`wolds partners`: who is near a school and alike, what a group of them would be, and the best groups there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from wolds.app.cli.models import model_of
from wolds.app.cli.printing import say
from wolds.app.cli.registers import context_of, reach_of
from wolds.app.cli.stopping import TerminalWatch
from wolds.app.cli.values import refuse_overwriting, refuse_same_names, refuse_unwritable
from wolds.app.export.about import NOT_CLOSURE, SAMPLE
from wolds.app.export.json_files import write_json
from wolds.app.export.origin import write_table
from wolds.app.export.partners import partner_list_csv, partners_document
from wolds.app.register_files import TableFiles
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import at_home
from wolds.clustering.models import PROMPT_NOTE, Model
from wolds.clustering.partners import (
    BestGroups,
    PartnerSearch,
    PossiblePartner,
    Weights,
    WhatIf,
    best_groups,
    possible_partners,
    what_if,
)
from wolds.clustering.partners.groups import SIZES
from wolds.clustering.partners.reach import travel_words
from wolds.clustering.partners.weights import PARTS
from wolds.clustering.plan import Plan
from wolds.clustering.rules import Rules
from wolds.clustering.validating import validated
from wolds.geo.errors import InputError
from wolds.geo.which_school import which_school

MOST_LINES: Final = 20


@dataclass(frozen=True)
class PartnerOptions:
    """The options of `wolds partners`; None and empty = not given."""

    minutes: float | None
    km: float | None
    weights: tuple[str, ...]
    chosen: tuple[str, ...]
    scenario: str | None
    roll_min: int | None
    groups: int
    csv: Path | None
    json: Path | None
    out: Path | None
    model: str | None
    table: TableFiles = field(default_factory=TableFiles)


def run(path: Path, school: str, options: PartnerOptions) -> None:
    """Look for partners, print what was found, and write what was asked for. Raises `InputError` before anything is written."""
    for output, suffix in ((options.csv, ".csv"), (options.json, ".json"), (options.out, ".gpkg")):
        refuse_unwritable(output, suffix)
        refuse_overwriting(output, (path,))
    refuse_same_names((options.csv, options.json, options.out))
    if options.out is not None and not options.chosen:
        raise InputError("--out saves a what-if group", remedy="Choose its schools with --with.")
    if options.model is not None and options.out is None:
        raise InputError("--model is what a saved group aims at", remedy="Name its file with --out.")
    reach, weights = reach_of(options.minutes, options.km), weights_of(options.weights)
    model = model_of(options.model or Model.INFORMAL)
    with TerminalWatch() as watch:
        usual = Plan(rules=reach.over(Rules(), size_min=SIZES[0], size_max=SIZES[-1]))
        context = context_of(path, options.scenario, watch, usual, options.roll_min, options.table)
        home = at_home(context.schools, context.plan.eligibility, context.standing)
        urn = which_school(context.schools, school, at_home=home)
        chosen = [which_school(context.schools, other, "--with", home) for other in options.chosen]
        found = possible_partners(context, urn, reach, weights)
        group = what_if(context, (urn, *chosen)) if chosen else None
        best = best_groups(context, found, options.groups, watch=watch) if options.groups else None
    if options.out is not None and group is not None:
        _save_idea(options.out, context, group, model)
    say("\n".join(_lines(found, group, best, context.schools.source.is_sample)))
    if options.csv is not None:
        write_table(options.csv, partner_list_csv(found), context)
    if options.json is not None:
        write_json(options.json, partners_document(context, found, group, best))


def _save_idea(path: Path, context: EditContext, group: WhatIf, model: Model) -> None:
    from wolds.app.planfile import save_project
    from wolds.clustering.ideas import idea_project
    from wolds.clustering.naming import name_for
    from wolds.clustering.partnership import Partnership

    name = name_for(context.schools, group.urns, [])
    project = idea_project(context, group.urns, name, Partnership(target=model))
    save_project(project.logged(f"Save an idea: {group.sentence}"), path)


def weights_of(given: tuple[str, ...]) -> Weights:
    """The weights with changes written as travel=3. `InputError` for a part that there is not, or no number."""
    values: dict[str, Any] = {}
    for text in given:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not sign or name not in PARTS:
            raise InputError(f"--weight {text}: not a weight", remedy=f"Write {' or '.join(PARTS)}, an = and a number.")
        values[name] = _number(text, value)
    return validated(Weights, values, "--weight")


def _number(text: str, value: str) -> float:
    try:
        return float(value)
    except ValueError as error:
        raise InputError(f"--weight {text}: not a number", remedy="Write a number such as 2 or 0.5.") from error


def _lines(found: PartnerSearch, group: WhatIf | None, best: BestGroups | None, is_sample: bool) -> Iterator[str]:
    if is_sample:
        yield SAMPLE
    yield found.school.line
    count = len(found.partners)
    yield f"{count} possible partner{'' if count == 1 else 's'} within {found.reach.words}."
    yield from found.notes[1:]
    for rank, partner in enumerate(found.partners[:MOST_LINES], 1):
        yield from _partner(rank, partner)
    if count > MOST_LINES:
        yield f"and {count - MOST_LINES} more; --csv writes them all"
    if group is not None:
        yield from _group(group)
    if best is not None:
        yield from _best(best)
    yield NOT_CLOSURE


def _partner(rank: int, partner: PossiblePartner) -> Iterator[str]:
    known = "" if partner.known_share > 0.9999 else f" of what is known ({partner.known_share:.0%})"
    yield f"{rank:>3}. {partner.facts.line}; score {partner.score:.2f}{known}"
    yield f"     suits: {'; '.join(partner.why)}"
    if partner.caveats:
        yield f"     mind: {'. '.join(partner.caveats)}"


def _group(group: WhatIf) -> Iterator[str]:
    yield f"\nWhat if: {group.sentence}."
    yield from (f"- {sentence}" for sentence in (*group.commitments, *group.broken))
    for view in group.models:
        meaning = view.facts
        yield f"- {meaning.name}: {'possible as far as the register tells' if view.is_open else 'not as the schools are'}"
        yield from (f"    {sentence}" for sentence in (*view.obstacles, *view.questions))
        yield from (f"    {finding.sentence}" for finding in view.policy.findings if finding.urn is not None)
        yield f"    name: {meaning.school_name} budget: {meaning.budget} governors: {meaning.governors} head: {meaning.head}"
        yield from (f"    prompt: {prompt} Source: {source}." for prompt, source in meaning.prompts)
    yield from (f"- {leaving.sentence}." for leaving in group.leaving)
    yield PROMPT_NOTE


def _best(best: BestGroups) -> Iterator[str]:
    yield "\nThe best groups with this school:"
    yield from best.notes
    for size in best.by_size:
        if not size.groups:
            yield f"- {size.size} schools: no such group"
        for group in size.groups:
            mean = "" if group.mean_km is None else f", mean pair {travel_words(group.mean_km)}"
            yield f"- {size.size} schools: {group.sentence}{mean}"
