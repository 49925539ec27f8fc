"""`wolds rerun`: the proposal that a plan records, repeated, and whether it comes out the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from wolds.app.cli.plans import OpenedPlan, opened_plan
from wolds.app.cli.printing import say
from wolds.app.cli.stopping import TerminalWatch
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_unwritable
from wolds.app.export.about import SAMPLE
from wolds.app.export.json_files import write_json
from wolds.app.export.proof import words_for
from wolds.app.proposing import facts_of
from wolds.app.rerunning import REPEATED, Rerun, rerun
from wolds.clustering.comparing.words import sentence_of
from wolds.clustering.edits import EditContext
from wolds.clustering.problem import MEMORY_MB

SAME: Final = 0
OTHERWISE: Final = 1
_SHOWN: Final = 12  # characters of a hash


def run(path: Path, scenario: str | None, json: Path | None, memory_mb: int | None) -> int:
    """Repeat the proposal and say how it came out: 0 = the same, 1 = otherwise. Raises `InputError`."""
    refuse_missing(path)
    refuse_unwritable(json, ".json")
    refuse_overwriting(json, (path,))
    opened = opened_plan(path, scenario)
    context = EditContext(opened.schools, opened.standing, opened.plan)
    with TerminalWatch() as watch:
        found = rerun(context, watch, memory_mb or MEMORY_MB, opened.project.formers)
    say("\n".join(_lines(opened, found)))
    if json is not None:
        write_json(json, _document(found))
    return SAME if found.is_same else OTHERWISE


def _lines(opened: OpenedPlan, found: Rerun) -> Iterator[str]:
    facts, schools = found.facts, found.context.schools
    if schools.source.is_sample:
        yield SAMPLE
    made = f"{facts.made_at}, Wolds {facts.version or 'of an unknown version'}, seed {facts.seed}"
    yield f"Recorded: {made}, schools {facts.data_hash[:_SHOWN] or 'unknown'}; {words_for(facts)}"
    now = facts_of(found.solution, (), facts.seed, found.context)
    yield f"{REPEATED}: Wolds {now.version}, seed {now.seed}, schools {schools.data_hash[:_SHOWN]}; {words_for(now)}"
    yield from (f"note: {doubt}" for doubt in (*opened.doubts, *found.doubts))
    figures = found.comparison.plans[1].scoreboard.plan
    if found.is_same:
        yield f"It came out the same: {figures.clusters} clusters, {figures.placed} schools placed, {figures.unplaced} not"
        return
    yield f"It came out otherwise. {found.pairing.sentence}"
    rules, name_of = found.context.plan.rules, schools.name_of
    yield from (f"- {sentence_of(shift, rules, name_of)}" for shift in found.pairing.movers)


def _document(found: Rerun) -> dict[str, Any]:
    facts, context = found.facts, found.context
    return {
        "same": found.is_same,
        "sentence": found.pairing.sentence,
        "scenario": context.plan.name,
        "seed": facts.seed,
        "proposed_at": facts.made_at,
        "recorded": {"data_hash": facts.data_hash, "version": facts.version, "proof": words_for(facts)},
        "repeated": {
            "data_hash": context.schools.data_hash,
            "version": version("wolds"),
            "proof": words_for(facts_of(found.solution, (), facts.seed, context)),
        },
        "changed_since": list(found.changed_since),
        "notes": list(found.doubts),
        "elsewhere": [shift.urn for shift in found.pairing.movers],
        "rules": context.plan.rules.model_dump(mode="json"),
        "eligibility": context.plan.eligibility.model_dump(mode="json"),
        "sample_data": context.schools.source.is_sample,
        "made_at": datetime.now().astimezone().isoformat(timespec="seconds"),
    }
