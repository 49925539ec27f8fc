"""`wolds propose --each-la`: every local authority by itself, a plan of its own for each, and one table of them all."""

from __future__ import annotations

import csv as comma_separated
import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from wolds.app.cli.printing import say
from wolds.app.cli.propose import Outputs, accepted, print_rules
from wolds.app.cli.question import Asked, question_of
from wolds.app.cli.stopping import StoppedEarly, TerminalWatch
from wolds.app.cli.where import where_of
from wolds.app.each_la import NO_CODE, Authority, State, WorkedOut, authorities, proposal_of, to_solve, worked_out
from wolds.app.export import Exported, write_clusters_csv, write_summary
from wolds.app.export.about import SAMPLE
from wolds.app.export.origin import write_table
from wolds.app.export.summary import finite
from wolds.app.planfile import SaveFailed, save_project
from wolds.app.replacing import WriteFailed
from wolds.app.spreading import Failed, Spread, Where, refuse_silent
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.problem import MEMORY_MB, Ended
from wolds.clustering.project import Project
from wolds.geo.errors import Cancelled, InputError

TABLE: Final = "authorities.csv"
COLUMNS: Final = (
    *("la_code", "la_name", "state", "read", "eligible", "placed", "unplaced", "unplaced_bound", "clusters"),
    *("cost_km", "cost_bound_km", "gap_percent", "proven", "violations", "message"),
)
SOME_FAILED: Final = 1

Row = dict[str, Any]


def run_with(
    asked: Asked,
    outputs: Outputs,
    each_la: bool,
    folder: Path | None,
    workers: int | None,
    dask: str | None,
    seed: int,
    time_limit_s: float | None,
    memory_mb: int | None,
) -> int:
    """`run` where the options go together. Raises `InputError` where they do not."""
    if not each_la:
        raise InputError("--out-dir, --workers and --dask are for --each-la", remedy="Add --each-la, or leave them out.")
    if folder is None:
        raise InputError("--each-la needs a folder to write to", remedy="Name one with --out-dir.")
    if outputs != Outputs(None, None, None, None):
        raise InputError("--out, --csv, --json and --excluded are for one plan", remedy="With --each-la give --out-dir alone.")
    return run(asked, folder, where_of(workers, dask), seed, time_limit_s, memory_mb or MEMORY_MB)


def run(asked: Asked, folder: Path, where: Where, seed: int, time_limit_s: float | None, memory_mb: int) -> int:
    """Solve every authority, write each as soon as it is done, then the table. Raises `InputError` before anything is written.

    0 = done; 1 = some authority failed, and the table says why. After Ctrl+C what was done until then is written all the same,
    and `StoppedEarly` says where.
    """
    _refuse_bad_folder(folder, asked.files)
    refuse_silent(where)
    with TerminalWatch("the authorities done so far", "the plans of authorities that were done stay") as watch:
        question = question_of(asked, watch)
        if asked.plan is not None:
            raise InputError("--each-la begins afresh", remedy="Give a register, and no plan.")
        print_rules(question.context.plan)
        cases = authorities(question.context.schools, question.context.plan, seed, time_limit_s, memory_mb)
        _made(folder)
        rows, stopped = _solved(cases, folder, where, watch)
    write_table(folder / TABLE, table_of(rows).encode("utf-8-sig"), question.context, seed)
    _say(question.notes, rows, folder, question.context.schools.source.is_sample)
    if stopped:
        done = sum(row["state"] == "done" for row in rows)
        raise StoppedEarly(f"stopped; {done} of {len(rows)} authorities were planned and written to {folder}, with {TABLE}")
    return SOME_FAILED if any(row["state"] == "failed" for row in rows) else 0


def _refuse_bad_folder(folder: Path, inputs: Iterable[Path]) -> None:
    """Say so before any work where the folder cannot be written to, or where an output would take the place of an input."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"--out-dir {folder}: that is a file", remedy="Give the name of a folder.")
    if not folder.exists() and not folder.absolute().parent.is_dir():
        raise InputError(f"--out-dir {folder}: there is no folder {folder.parent}", remedy="Make it first, or choose another.")
    if not os.access(folder if folder.exists() else folder.absolute().parent, os.W_OK):
        raise InputError(f"--out-dir {folder}: no right to write there", remedy="Choose another folder.")
    for given in inputs:
        if folder.exists() and given.exists() and given.parent.resolve() == folder.resolve():
            raise InputError(f"{given} is read by this command", remedy="Write to a folder of its own.")


def _made(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteFailed(f"{folder} could not be made: {error.strerror or error}") from error


def _solved(cases: list[Authority], folder: Path, where: Where, watch: TerminalWatch) -> tuple[list[Row], bool]:
    """The rows of the table in the order of the authorities, and whether Ctrl+C ended the work."""
    rows = [_row(case, "nothing to place", message=_nothing(case)) for case in cases]
    places, asked = zip(*to_solve(cases), strict=True) if any(True for _ in to_solve(cases)) else ((), ())
    for place in places:
        rows[place] = _row(cases[place], "not reached")
    try:
        for number, found in Spread(worked_out, asked, watch, watch.waiting).over(where):
            rows[places[number]] = _taken(asked[number], found, folder)
    except Cancelled:
        return rows, True
    return rows, False


def _nothing(case: Authority) -> str:
    return "no local authority to solve them for" if case.code == NO_CODE else ""


def _taken(case: Authority, found: WorkedOut | Failed, folder: Path) -> Row:
    """Write what an authority came to, and its row."""
    if isinstance(found, Failed):
        return _row(case, "failed", message=found.sentence)
    proposal = proposal_of(case, found)
    project = accepted(Project(case.context.schools, (case.context.plan,)), proposal)
    scoreboard = Scoreboard.of(project.schools, case.context.standing, project.plan)
    exported = Exported.of(project.schools, case.context.standing, project.plan, scoreboard, unplaced=proposal.unplaced)
    try:
        save_project(project, folder / f"{case.code}.gpkg", figures=scoreboard.clusters)
        write_clusters_csv(exported, folder / f"{case.code}.csv")
        write_summary(exported, folder / f"{case.code}.json")
    except WriteFailed as error:
        return _row(case, "failed", message=str(error))
    except SaveFailed as error:
        return _row(case, "failed", message=error.without_window)
    return _row(case, "done", exported, _early(found))


def _early(found: WorkedOut) -> str:
    return "stopped early at the memory limit" if found.solution.ended == Ended.MEMORY else ""


def _row(case: Authority, state: State, exported: Exported | None = None, message: str = "") -> Row:
    row: Row = dict.fromkeys(COLUMNS, "")
    row |= {"la_code": case.code, "la_name": case.name, "state": state, "read": case.read, "message": message}
    row["eligible"] = case.to_place
    if exported is not None and exported.facts is not None:
        figures, facts = exported.scoreboard.plan, exported.facts
        row |= {"placed": figures.placed, "unplaced": figures.unplaced, "unplaced_bound": facts.unplaced_bound}
        row |= {
            "clusters": figures.clusters,
            "cost_km": _rounded(facts.cost_km),
            "cost_bound_km": _rounded(facts.cost_bound_km),
        }
        row |= {"gap_percent": _rounded(facts.gap_percent), "proven": facts.proven, "violations": figures.violations}
    return row


def _rounded(value: float) -> float | None:
    return finite(round(value, 6) + 0.0)


def table_of(rows: list[Row]) -> str:
    """The table as CSV text: no time of day and no seconds, so that the same input gives the same bytes."""
    text = io.StringIO()
    writer = comma_separated.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _say(notes: tuple[str, ...], rows: list[Row], folder: Path, is_sample: bool) -> None:
    for note in notes:
        say(f"note: {note}")
    if is_sample:
        say(SAMPLE)
    for row in rows:
        say(_line(row))
    counts = {
        state: sum(row["state"] == state for row in rows) for state in ("done", "nothing to place", "failed", "not reached")
    }
    told = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
    say(f"{len(rows)} authorities: {told}. {folder / TABLE} lists them all")


def _line(row: Row) -> str:
    begun = f"{row['la_code']:>8} {row['la_name']}: "
    if row["state"] != "done":
        return f"{begun}{row['state']}{': ' if row['message'] else ''}{row['message']}"
    proof = "proven best" if row["proven"] else f"at least {row['unplaced_bound']} not placed, gap {row['gap_percent']:.3g} %"
    early = f"; {row['message']}" if row["message"] else ""
    placed = f"{row['placed']} of {row['eligible']} placed in {row['clusters']} clusters, {row['cost_km']:.2f} km"
    return f"{begun}{placed}, {proof}{early}"
