"""`wolds partnerships`: how each partnership stands, what it lacks, what its model asks; lists for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wolds.app.cli.plans import opened_plan
from wolds.app.cli.printing import say
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_same_names, refuse_unwritable
from wolds.app.export.about import NOT_CLOSURE, SAMPLE
from wolds.app.export.county_rows import county_list
from wolds.app.export.json_files import write_json
from wolds.app.export.origin import origin_of, write_table
from wolds.app.export.partnership_rows import action_list, measure_list, partnership_list
from wolds.app.export.partnerships import partnerships_document
from wolds.clustering.edits import EditContext
from wolds.clustering.models import PROMPT_NOTE, model_name
from wolds.clustering.partnership.care import consequence_for, prompts_of, warnings_of
from wolds.clustering.partnership.dashboard import CountyDashboard, county_dashboard
from wolds.clustering.partnership.figures import money_of, partnership_of
from wolds.geo.errors import InputError


@dataclass(frozen=True)
class PartnershipOptions:
    """The options of `wolds partnerships`; None = not given."""

    scenario: str | None
    on: str | None
    csv: Path | None
    actions: Path | None
    measures: Path | None
    county: Path | None
    json: Path | None
    share: Path | None
    confidential: bool


def run(path: Path, options: PartnershipOptions) -> None:
    """Print how partnerships stand, and write what was asked for. Raises `InputError` before anything is written."""
    refuse_missing(path)
    lists = (options.csv, options.actions, options.measures, options.county)
    tables = dict.fromkeys(lists, ".csv") | {options.json: ".json", options.share: ".gpkg"}
    for output, suffix in tables.items():
        refuse_unwritable(output, suffix)
        refuse_overwriting(output, (path,))
    refuse_same_names((*lists, options.json, options.share))
    if options.confidential and options.json is None:
        raise InputError("--confidential adds to --json", remedy="Give --json too, or leave it out.")
    today = _day(options.on)
    opened = opened_plan(path, options.scenario)
    context = EditContext(opened.schools, opened.standing, opened.plan)
    if options.share is None or any((*lists, options.json)):
        say("\n".join(_lines(context, today)))
    _write(context, today, options)
    if options.share is not None:
        _share(path, options.share)
        say(f"Copy without confidential facts written to {options.share}")


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(f"--on {text}: not a day", remedy="Write it as 2026-09-01.") from error


def _share(path: Path, out: Path) -> None:
    from wolds.app.planfile import open_project, save_project

    save_project(open_project(path).project.without_confidential(), out)


def _write(context: EditContext, today: date, options: PartnershipOptions) -> None:
    if options.csv is not None:
        write_table(options.csv, partnership_list(context, today).csv(), context)
    if options.actions is not None:
        write_table(options.actions, action_list(context).csv(), context)
    if options.measures is not None:
        write_table(options.measures, measure_list(context).csv(), context)
    if options.county is not None:
        write_table(options.county, county_list(context, today).csv(), context)
    if options.json is not None:
        document = partnerships_document(context, today, confidential=options.confidential) | origin_of(context)
        write_json(options.json, document)


def _lines(context: EditContext, today: date) -> Iterator[str]:
    if context.schools.source.is_sample:
        yield SAMPLE
    yield from _county(county_dashboard(context, today), len(context.plan.clusters))
    for key in sorted(context.plan.clusters):
        yield from _partnership(context, key, today)
    yield PROMPT_NOTE
    yield NOT_CLOSURE


def _county(county: CountyDashboard, clusters: int) -> Iterator[str]:
    yield f"{clusters} partnerships with {county.placed} of {county.to_place} schools."
    models = [f"{model_name(model) if model else 'no model'} {len(ids)}" for model, ids in county.by_model.items() if ids]
    stages = [f"{stage.value} {len(ids)}" for stage, ids in county.by_stage.items() if ids]
    yield f"Models: {', '.join(models) or 'none'}. Stages: {', '.join(stages) or 'none'}."
    yield from _money(county)
    if county.former:
        yield f"Former partnerships whose records are kept: {', '.join(county.former)}."


def _money(county: CountyDashboard) -> Iterator[str]:
    """The money of the county; of what nobody named, no nought is said."""
    if not (county.says_income or county.says_spending):
        return
    spent = ", ".join(f"{head.value} {pounds:,.0f}" for head, pounds in county.spending.items() if pounds) or "none"
    unknown = f" ({len(county.income_unknown)} unknown)" if county.income_unknown else ""
    income = f"{county.income:,.0f}{unknown}" if county.says_income else "not said"
    yield f"Pounds a year: income {income}; spending: {spent if county.says_spending else 'not said'}."


def _partnership(context: EditContext, key: str, today: date) -> Iterator[str]:
    one, money, said = partnership_of(context, key), money_of(context, key), consequence_for(context, key)
    model = model_name(one.model) if one.model else "no model"
    aim = f", aiming at {model_name(one.target)}" if one.target not in (None, one.model) else ""
    balance = "" if money.balance is None or one.budget.is_empty else f", {money.balance:,.0f} pounds left of the year"
    yield f"\n{key} {context.plan.clusters[key].name}: {one.stage.value}, {model}{aim}{balance}; {said.verdict.value}"
    yield from (f"    lacks: {warned.sentence}" for warned in warnings_of(context, key, today))
    yield from (f"    ask: {prompt.sentence.rstrip('.')}. Source: {prompt.source}" for prompt in prompts_of(context, key))
    yield from (f"    {action.id} {action.text} ({action.category.value}, {action.status.value})" for action in one.actions)
    for measure in one.measures:
        last = "no reading" if measure.latest is None else f"{measure.latest.value:g} {measure.unit} on {measure.latest.on}"
        yield f"    {measure.id} {measure.name}: {last}"
