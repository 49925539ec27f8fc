"""`wolds explain`: why a school is where it is, why another is nowhere, and what would change that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from wolds.app.cli.plans import opened_plan
from wolds.app.cli.printing import say
from wolds.app.cli.stopping import TerminalWatch
from wolds.clustering.edits import EditContext
from wolds.clustering.exploring import near_misses, plan_relaxations, why_here, why_not
from wolds.clustering.wording import schools_text
from wolds.geo.errors import InputError
from wolds.geo.progress import Watch

MOST_LINES: Final = 20


def run(path: Path, urns: tuple[int, ...], scenario: str | None, count: int) -> None:
    """Explain schools of a plan, or the plan as a whole where none is named. Raises `InputError`."""
    opened = opened_plan(path, scenario)
    context = EditContext(opened.schools, opened.standing, opened.plan)
    for urn in urns:
        if urn not in context.schools:
            raise InputError(f"--urn {urn}: not in the plan's register", remedy="Look at the URN.")
    with TerminalWatch() as watch:
        answers = [_school(context, urn, count, watch) for urn in urns] if urns else [tuple(_plan(context, watch))]
    say("\n\n".join("\n".join(lines) for lines in answers))


def _school(context: EditContext, urn: int, count: int, watch: Watch) -> tuple[str, ...]:
    if urn in context.plan.cluster_of:
        return why_here(context, urn, count, watch).lines
    return why_not(context, urn, watch).lines


def _plan(context: EditContext, watch: Watch) -> Iterator[str]:
    """Who is left out, which single relaxations place most, and the near misses."""
    to_place = context.schools.urn[context.standing.to_place].tolist()
    left = [urn for urn in to_place if urn not in context.plan.cluster_of]
    yield f"{context.plan.name}: {schools_text(len(left))} of {len(to_place)} in no cluster."
    yield from (f"- {urn} {context.schools.name_of(urn)}" for urn in left)
    yield from _some(
        "Which single change of the rules places most:", [found.sentence for found in plan_relaxations(context, watch)]
    )
    yield from _some("Near misses:", [found.sentence for found in near_misses(context, watch)])


def _some(heading: str, sentences: list[str]) -> Iterator[str]:
    if sentences:
        yield heading
        yield from (f"- {sentence}" for sentence in sentences[:MOST_LINES])
    if len(sentences) > MOST_LINES:
        yield f"- and {len(sentences) - MOST_LINES} more"
