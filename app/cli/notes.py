"""What a person should know about an answer, as lines: rows rejected, blanks that no rule could judge, members left outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wolds.clustering.doubts import Doubt, doubts
from wolds.clustering.edits import EditContext
from wolds.clustering.impossible import impossible_combinations

if TYPE_CHECKING:
    from wolds.geo.registers import Reading


def notes_on(reading: Reading | None, context: EditContext) -> list[str]:
    """Sentences about the register, where one was read, and about what the rules meet in it, register first."""
    rejected = 0 if reading is None else len(reading.report.rejected)
    plan, schools, standing = context.plan, context.schools, context.standing
    rows = "1 row of the register was" if rejected == 1 else f"{rejected} rows of the register were"
    notes = [] if reading is None else [f"{reading.report.file}: {note}" for note in reading.report.notes]
    notes += [f"{rows} rejected; `wolds import-report` says why"] if rejected else []
    notes += [_sentence(doubt) for doubt in doubts(schools, standing, plan.rules, plan.eligibility)]
    return notes + [found.sentence for found in impossible_combinations(schools, standing, plan.rules)]


def _sentence(doubt: Doubt) -> str:
    """The doubt, with the option that lets in the schools it names."""
    if doubt.kind != "outside":
        return doubt.sentence
    return f"{doubt.sentence} ({' '.join(f'--optional {urn}' for urn in doubt.urns)})"
