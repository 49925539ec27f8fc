"""`wolds refresh`: a plan taken to a new register, with a review of what changed, what followed and what broke."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wolds.app.cli.plans import opened_plan
from wolds.app.cli.printing import say
from wolds.app.cli.stopping import TerminalWatch
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_same_names, refuse_unwritable
from wolds.app.export.about import SAMPLE
from wolds.app.export.dead_text import one_line
from wolds.app.export.json_files import write_json
from wolds.app.export.origin import origin_of
from wolds.app.export.refresh import write_review
from wolds.app.register_files import TableFiles, read_schools
from wolds.app.replacing import WriteFailed
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import standing_of
from wolds.clustering.refreshing import Refreshed, RefreshedScenario, RefreshReview, refresh, source_words, where
from wolds.clustering.wording import listed, schools_text

if TYPE_CHECKING:
    from wolds.clustering.project import Project
    from wolds.geo.links import SchoolLinks
    from wolds.geo.schools import Schools, Source

_MOST: Final = 12


@dataclass(frozen=True)
class RefreshOptions:
    """The options of `wolds refresh`; None = not given. `roll_share` is a share of the earlier roll."""

    links: Path | None
    roll_share: float
    out: Path | None
    csv: Path | None
    json: Path | None
    table: TableFiles = field(default_factory=TableFiles)


def run(path: Path, register: Path, options: RefreshOptions) -> None:
    """Take the plan to the register, say what that does, and write what was asked for. Raises `InputError`."""
    inputs = (path, register, *([options.links] if options.links else []), *options.table.given)
    for given in inputs:
        refuse_missing(given)
    outputs = ((options.out, ".gpkg"), (options.csv, ".csv"), (options.json, ".json"))
    for output, suffix in outputs:
        refuse_unwritable(output, suffix)
        refuse_overwriting(output, inputs)
    refuse_same_names(output for output, _ in outputs)
    opened = opened_plan(path, None)
    with TerminalWatch() as watch:
        schools, links = _read(register, options, watch)
        found = refresh(opened.project, schools, links, watch, options.roll_share)
    if found.project.schools.source.is_sample:
        say(SAMPLE)
    say("\n".join((*(f"note: {doubt}" for doubt in opened.doubts), *_lines(found))))
    _write(found, options)


def _read(register: Path, options: RefreshOptions, watch: TerminalWatch) -> tuple[Schools, SchoolLinks | None]:
    from wolds.geo.links import read_links

    schools = read_schools(register, watch, options.table).schools
    return schools, None if options.links is None else read_links(options.links, watch)


# What is said --------------------------------------------------------------------------------------------------------


def _lines(found: Refreshed) -> Iterator[str]:
    review = found.review
    before, after = review.transition.before, review.transition.after
    yield f"Before: {one_line(source_words(before.source))}, {schools_text(len(before))}"
    yield f"Now: {one_line(source_words(after.source))}, {schools_text(len(after))}"
    yield from (f"note: {note}" for note in review.notes)
    if review.without_travel:
        names = listed([review.transition.name(urn) for urn in review.without_travel], _MOST)
        yield f"note: the travel in the plan does not know {one_line(names)}: work travel out again"
    for urn, heir in review.travel_heirs:
        who = f"{one_line(review.transition.name(heir))}, on the spot of {one_line(review.transition.name(urn))}"
        yield f"note: {who}, has its travel"
    if review.moved_travel:
        names = listed([review.transition.name(urn) for urn in review.moved_travel], _MOST)
        yield f"note: {one_line(names)} moved: the travel in the plan held for the earlier place and is known no longer"
    if review.is_empty:
        yield "Nothing changed that concerns the plan"
    for change in review.changes:
        yield f"- {change.kind}: {one_line(change.sentence)}"
    for scenario in review.scenarios:
        yield from _scenario_lines(scenario, review)


def _scenario_lines(scenario: RefreshedScenario, review: RefreshReview) -> Iterator[str]:
    then, now = scenario.before, scenario.after
    yield (
        f"{one_line(scenario.plan.name)}: "
        f"{then.clusters} \u2192 {now.clusters} clusters, {then.placed} \u2192 {now.placed} schools "
        f"placed, {then.unplaced} \u2192 {now.unplaced} not; {len(scenario.broken)} rules broken that held, "
        f"{len(scenario.mended)} that hold again"
    )
    for told in scenario.told:
        yield f"  {'kept in the history' if told.was_lost else 'followed'}: {one_line(told.sentence)}"
    yield from (f"  BROKEN {fault.rule}: {one_line(where(scenario, fault) + fault.sentence)}" for fault in scenario.broken)
    if scenario.to_place:
        names = listed([review.transition.name(urn) for urn in scenario.to_place], _MOST)
        yield f"  to be placed now, and in no cluster: {one_line(names)}"


# What is written -----------------------------------------------------------------------------------------------------


def _write(found: Refreshed, options: RefreshOptions) -> None:
    project = found.project
    context = EditContext(project.schools, standing_of(project.schools, project.plan.eligibility), project.plan)
    if options.csv is not None:
        write_review(options.csv, found)
    if options.json is not None:
        write_json(options.json, _document(found.review) | {"origin": origin_of(context)})
    if options.out is not None:
        _save(project, context, options.out)


def _save(project: Project, context: EditContext, out: Path) -> None:
    from wolds.app.planfile import SaveFailed, save_project
    from wolds.clustering.metrics import Scoreboard

    scoreboard = Scoreboard.of(context.schools, context.standing, context.plan)
    try:
        doubt = save_project(project, out, figures=scoreboard.clusters).doubt
    except SaveFailed as error:
        raise WriteFailed(error.without_window) from error
    if doubt:
        say(f"note: {doubt}")
    say(f"Written: {out}")


def _document(review: RefreshReview) -> dict[str, Any]:
    before, after, links = review.transition.before, review.transition.after, review.transition.links
    return {
        "before": _source(before.source) | {"data_hash": before.data_hash, "schools": len(before)},
        "after": _source(after.source) | {"data_hash": after.data_hash, "schools": len(after)},
        "links": {"file": links.file, "sha256": links.sha256, "rows": links.rows, "passed_over": links.passed_over},
        "notes": list(review.notes),
        "changes": [vars(change) | {"others": list(change.others)} for change in review.changes],
        "scenarios": [_scenario_document(scenario) for scenario in review.scenarios],
        "without_travel": list(review.without_travel),
        "moved_travel": list(review.moved_travel),
        "travel_heirs": [list(pair) for pair in review.travel_heirs],
    }


def _source(source: Source) -> dict[str, Any]:
    return {"file": source.file, "sha256": source.sha256, "register_date": source.register_date, "sample": source.is_sample}


def _scenario_document(scenario: RefreshedScenario) -> dict[str, Any]:
    faults = {
        name: [
            {"rule": fault.rule, "cluster": fault.cluster, "urns": list(fault.urns), "sentence": fault.sentence}
            for fault in all_
        ]
        for name, all_ in (("broken", scenario.broken), ("mended", scenario.mended))
    }
    figures = {
        name: {"clusters": one.clusters, "placed": one.placed, "unplaced": one.unplaced, "to_place": one.to_place}
        for name, one in (("before", scenario.before), ("after", scenario.after))
    }
    told = [vars(one) | {"urns": list(one.urns)} for one in scenario.told]
    return {"name": scenario.plan.name, **figures, "told": told, **faults, "to_place": list(scenario.to_place)}
