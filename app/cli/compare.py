"""`wolds compare`: two to five plans on one register, one filter and one set of rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wolds.app.cli.printing import say
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_same_names, refuse_unwritable
from wolds.app.comparing import Contender, comparison_of, read_contenders, scored_on
from wolds.app.export.about import NOT_CLOSURE, SAMPLE
from wolds.app.export.comparison import FORMATS, ComparedPlans, write_comparison, write_movers
from wolds.clustering.comparing import MOST_SIDES, Comparison, Measure, Pairing
from wolds.clustering.comparing.words import label_of, sentence_of, shown_of
from wolds.geo.errors import InputError

_NAMED: Final = re.compile(r"(.+\.gpkg):(.+)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Outputs:
    """Files to write: comparisons in the format of their ending, and the list of movers; None = not asked for."""

    files: tuple[Path, ...]
    movers: Path | None

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file to write."""
        return self.files if self.movers is None else (*self.files, self.movers)


def run(given: Sequence[str], outputs: Outputs, start: str | None, *, with_today: bool) -> None:
    """Compare plans, print what differs, write what was asked for. Raises `InputError`; then nothing is written."""
    asked = [_asked(text) for text in given]
    paths = tuple(path for path, _ in asked)
    _refuse_bad_outputs(outputs, paths)
    comparison = comparison_of(_contenders(asked, with_today=with_today), with_today=with_today)
    compared = ComparedPlans.of(comparison, _position(comparison, start))
    say("\n".join(_lines(compared)))
    for path in outputs.files:
        write_comparison(compared, path)
    if outputs.movers is not None:
        write_movers(compared, outputs.movers)


def _asked(text: str) -> tuple[Path, str | None]:
    """A plan file, and the scenario of it where one is named after a colon."""
    named = None if Path(text).exists() else _NAMED.fullmatch(text)
    return (Path(text), None) if named is None else (Path(named[1]), named[2])


def _refuse_bad_outputs(outputs: Outputs, inputs: tuple[Path, ...]) -> None:
    for path in outputs.files:
        if path.suffix.lower() not in FORMATS:
            raise InputError(f"{path}: a comparison has no such ending", remedy=f"Choose one of {', '.join(FORMATS)}.")
    refuse_unwritable(outputs.movers, ".csv")
    for path in outputs.all:
        refuse_unwritable(path)
        refuse_overwriting(path, inputs)
    refuse_same_names(outputs.all)


def _contenders(asked: Sequence[tuple[Path, str | None]], *, with_today: bool) -> list[Contender]:
    """The scenarios asked for; a file on its own without a scenario named stands for all that it has."""
    for path, _ in asked:
        refuse_missing(path)
    files = {path: read_contenders(path) for path in {path: None for path, _ in asked}}
    if len(asked) == 1 and asked[0][1] is None:
        return _all_of(files[asked[0][0]], asked[0][0], with_today=with_today)
    chosen = [_chosen(files[path], path, scenario) for path, scenario in asked]
    for place, one in enumerate(chosen):
        if one in chosen[:place]:
            raise InputError(f"{one.path}: {one.plan.name} is given twice", remedy="Name each plan once.")
    return chosen


def _all_of(found: tuple[Contender, ...], path: Path, *, with_today: bool) -> list[Contender]:
    if len(found) + with_today > MOST_SIDES:
        names = ", ".join(one.plan.name for one in found)
        raise InputError(
            f"{path} has {len(found)} scenarios, too many to compare at once", remedy=f"Name some as {path}:NAME, of {names}."
        )
    if len(found) + with_today < 2:
        raise InputError(f"{path} has one scenario only", remedy="Give another plan too, or --today.")
    return list(found)


def _chosen(found: tuple[Contender, ...], path: Path, scenario: str | None) -> Contender:
    if scenario is None:
        return found[found[0].project.active]
    for one in found:
        if one.plan.name.casefold() == scenario.strip().casefold():
            return one
    names = ", ".join(one.plan.name for one in found)
    raise InputError(f"{path}: there is no scenario {scenario}", remedy=f"The plan has {names}.")


def _position(comparison: Comparison, start: str | None) -> int:
    """The plan that the others are compared with: the first unless another is named."""
    if start is None:
        return 0
    folded = [name.casefold() for name in comparison.names]
    wanted = start.strip().casefold()
    found = [place for place, name in enumerate(folded) if name == wanted or name.endswith(f": {wanted}")]
    if len(found) != 1:
        trouble = "names several plans" if found else "names no plan of the comparison"
        raise InputError(f"--from {start}: this {trouble}", remedy=f"Choose one of {', '.join(comparison.names)}.")
    return found[0]


# What is printed --------------------------------------------------------------------------------------------------


def _lines(compared: ComparedPlans) -> Iterator[str]:
    comparison = compared.comparison
    if compared.is_sample:
        yield SAMPLE
    yield f"Scored on the register, filter and rules of {scored_on(comparison).name}; travel in {comparison.travel.words}"
    yield from (f"note: {note}" for note in comparison.notes)
    yield from _table(comparison)
    for pairing in compared.pairings:
        yield ""
        yield from _differences(comparison, pairing)
    yield NOT_CLOSURE


def _table(comparison: Comparison) -> Iterator[str]:
    """The measures in columns; a star stands at the better ones."""
    rows = [("", *comparison.names), *(_row(comparison, measure) for measure in comparison.measures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for first, *rest in rows:
        cells = (text.rjust(width) for text, width in zip(rest, widths[1:], strict=True))
        yield "  ".join((first.ljust(widths[0]), *cells)).rstrip()
    yield "* the better one" if len(comparison.plans) == 2 else "* the best of them"


def _row(comparison: Comparison, measure: Measure) -> tuple[str, ...]:
    rules = comparison.ground.context.plan.rules
    values = zip(measure.values, measure.best, strict=True)
    return (label_of(measure), *(f"{shown_of(measure, value, rules)}{'*' if best else ' '}" for value, best in values))


def _differences(comparison: Comparison, pairing: Pairing) -> Iterator[str]:
    context = comparison.ground.context
    yield pairing.sentence
    yield from (f"- {fate.sentence}" for fate in pairing.fates if fate.kind != "kept")
    yield from (f"- {sentence_of(shift, context.plan.rules, context.schools.name_of)}" for shift in pairing.movers)
