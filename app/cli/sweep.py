"""`wolds sweep`: the best plan at each figure of a rule, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, cast

from wolds.app.cli.printing import say
from wolds.app.cli.question import Asked, question_of
from wolds.app.cli.stopping import StoppedEarly, TerminalWatch
from wolds.app.cli.values import refuse_overwriting, refuse_same_names, refuse_unwritable
from wolds.app.export.about import SAMPLE
from wolds.app.export.json_files import write_json
from wolds.app.export.origin import origin_of, write_table
from wolds.app.export.sweep_csv import sweep_csv
from wolds.app.spreading import Failed, Spread, Where, refuse_silent
from wolds.clustering.edits import EditContext
from wolds.clustering.exploring import SweepRow, present_clusters
from wolds.clustering.exploring.sweeping import UNITS, SweepCase, What, case_at, row_of
from wolds.clustering.narrowing import narrowed
from wolds.clustering.plan import Cluster
from wolds.clustering.travel import plan_measure, shown_cap, shown_unit
from wolds.clustering.wording import plain
from wolds.geo.errors import Cancelled
from wolds.geo.progress import PartOf

Sweeps = Mapping[str, tuple[float, ...]]
SOME_FAILED: Final = 1
_NAMES: Final[Mapping[str, str]] = {
    "cap_km": "travel limit",
    "cap_minutes": "travel limit",
    "size_min": "fewest schools in a cluster",
    "size_max": "most schools in a cluster",
    "roll_min": "roll floor",
    "roll_max": "roll ceiling",
    "little_change_km": "weight on little change",
    "fall": "fall in roll",
}
_FIRST: Final = 0.1  # the share of the work that the present clusters take


def run(asked: Asked, sweeps: Sweeps, where: Where, *, seed: int, csv: Path | None, json: Path | None) -> int:
    """Sweep, print a line for each figure, and write what was asked for. Raises `InputError` before anything is solved.

    0 = done; 1 = some figure failed. After Ctrl+C the figures that were worked out are written all the same, and
    `StoppedEarly` says how many and where.
    """
    _refuse_bad_outputs({csv: ".csv", json: ".json"}, asked.files)
    refuse_silent(where)
    with TerminalWatch("the figures done so far") as watch:
        context = question_of(asked, watch).context
        for what, values in sweeps.items():
            for value in values:
                case_at(context, cast(What, what), value)
        present = present_clusters(context, PartOf(watch, 0.0, _FIRST), seed)
        small = narrowed(context)
        cases = [SweepCase(small, cast(What, what), value, present, seed) for what in sweeps for value in sweeps[what]]
        found, stopped = _swept(cases, where, watch)
    rows = [row for row in found if isinstance(row, SweepRow)]
    _say(context, sweeps, rows, len(present))
    _write(context, rows, present, seed, csv, json)
    status = _told(cases, found)
    if stopped:
        raise StoppedEarly(_stopped(len(rows), len(cases), csv, json))
    return status


def _refuse_bad_outputs(outputs: Mapping[Path | None, str], inputs: tuple[Path, ...]) -> None:
    for path, suffix in outputs.items():
        refuse_unwritable(path, suffix)
        refuse_overwriting(path, inputs)
    refuse_same_names(outputs)


def _swept(cases: list[SweepCase], where: Where, watch: TerminalWatch) -> tuple[list[SweepRow | Failed | None], bool]:
    """What each figure came to, None where it was not reached; and whether Ctrl+C ended the work."""
    found: list[SweepRow | Failed | None] = [None] * len(cases)
    try:
        for place, outcome in Spread(row_of, cases, PartOf(watch, _FIRST, 1.0), watch.waiting).over(where):
            found[place] = outcome
    except Cancelled:
        return found, True
    return found, False


def _stopped(done: int, asked: int, *files: Path | None) -> str:
    """What there is after Ctrl+C."""
    written = " and ".join(str(path) for path in files if path is not None)
    where = f"written to {written}" if written else "printed above"
    return f"stopped; {done} of {asked} figures were worked out and {where}" if done else "stopped; no figure was worked out"


def _told(cases: list[SweepCase], found: list[SweepRow | Failed | None]) -> int:
    """Say what is missing, and the exit status."""
    for case, outcome in zip(cases, found, strict=True):
        if isinstance(outcome, Failed):
            say(f"wolds: {case.what} {case.value:g}: {outcome.sentence}", to_stderr=True)
    return 0 if all(isinstance(outcome, SweepRow) for outcome in found) else SOME_FAILED


def _say(context: EditContext, sweeps: Sweeps, rows: list[SweepRow], present: int) -> None:
    if context.schools.source.is_sample:
        say(SAMPLE)
    for what in sweeps:
        say(_heading(context, what, present))
        for row in rows:
            if row.what == what:
                say(_line(row))


def _heading(context: EditContext, what: str, present: int) -> str:
    by = plan_measure(context.schools, context.plan.rules).words
    of = f"of {present} present clusters ({_origin(context, what)}) allowed, kept"
    return f"{_NAMES[what]}, {UNITS[what]}: placed, not placed, clusters, travel in {by}; {of}; proof"


def _origin(context: EditContext, what: str) -> str:
    """Where the present clusters come from: a register has none, so they are the best plan before the rule is varied."""
    if context.plan.clusters:
        return "those of the plan"
    if what == "fall":
        return "the best plan at today's rolls"
    rules = context.plan.rules
    now, unit = (shown_cap(rules), shown_unit(rules)) if what.startswith("cap_") else (getattr(rules, what), UNITS[what])
    return f"the best plan with no {_NAMES[what]}" if now is None else f"the best plan at {plain(float(now), 3)} {unit}"


def _line(row: SweepRow) -> str:
    proof = "proven best" if row.proven else f"at least {row.unplaced_bound} not placed, gap {row.gap_percent:.3g} %"
    figures = f"{row.value:>8g} {row.placed:>7} {row.unplaced:>6} {row.clusters:>6} {row.shown(row.travel_km):>10.2f}"
    return f"{figures} {len(row.still_allowed):>6} {len(row.kept):>6}  {proof}"


def _write(
    context: EditContext, rows: list[SweepRow], present: tuple[Cluster, ...], seed: int, csv: Path | None, json: Path | None
) -> None:
    if csv is not None:
        write_table(csv, sweep_csv(rows), context, seed)
    if json is not None:
        write_json(json, _document(context, rows, present, seed))


def _document(context: EditContext, rows: list[SweepRow], present: tuple[Cluster, ...], seed: int) -> dict[str, Any]:
    return {
        **origin_of(context, seed),
        "present": {cluster.id: list(cluster.members) for cluster in present},
        "rows": [asdict(row) | {"unit": UNITS[row.what]} for row in rows],
    }
