"""`wolds policy`: the table to start from, a table that is checked, or what the clusters of a plan need."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from wolds.app.cli.models import model_of, policy_for
from wolds.app.cli.plans import opened_plan
from wolds.app.cli.printing import say, say_document
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_unwritable
from wolds.app.export.about import SAMPLE
from wolds.app.export.origin import write_table
from wolds.app.export.policy import consequences_csv
from wolds.app.policy_files import load_policy
from wolds.app.register_files import is_plan
from wolds.clustering.edits import EditContext
from wolds.clustering.models import PROMPT_NOTE, Model, model_name
from wolds.clustering.partnership.figures import planned_model
from wolds.clustering.policy import DEFAULT_POLICY, ClusterConsequence, consequences, dump_policy, policy_schema
from wolds.geo.errors import InputError


def run(
    file: Path | None,
    table: Path | None,
    model: str | None,
    scenario: str | None,
    csv: Path | None,
    *,
    schema: bool,
    scenarios: Path | None,
) -> None:
    """Print what was asked for. Raises `InputError`."""
    judges = file is not None and is_plan(file)
    if not judges and any(given is not None for given in (table, model, scenario, csv, scenarios)):
        raise InputError(
            "--policy, --model, --scenario, --csv and --scenarios judge a plan", remedy="Give a plan file (.gpkg)."
        )
    if schema and file is not None:
        raise InputError("give a file or --schema", remedy="Print them one after the other.")
    if schema:
        say_document(json.dumps(policy_schema(), indent=2, sort_keys=True))
    elif file is None:
        say_document(dump_policy(DEFAULT_POLICY))
    elif scenarios is not None:
        _propose_scenarios(file, scenarios, table, model, scenario, csv)
    elif judges:
        _judge(file, table, None if model is None else model_of(model), scenario, csv)
    else:
        refuse_missing(file)
        say_document(dump_policy(load_policy(file)))


def _propose_scenarios(
    path: Path, out: Path, table: Path | None, model: str | None, scenario: str | None, csv: Path | None
) -> None:
    from wolds.app.cli.policy_scenarios import run as propose_scenarios

    if scenario is not None or csv is not None:
        raise InputError("--scenarios goes without --scenario and --csv", remedy="Judge the new plan in a second step.")
    propose_scenarios(path, out, table, model_of(model or Model.HARD_FEDERATION))


def _judge(path: Path, table: Path | None, model: Model | None, scenario: str | None, csv: Path | None) -> None:
    refuse_unwritable(csv, ".csv")
    refuse_overwriting(csv, (path, table))
    opened = opened_plan(path, scenario)
    context = EditContext(opened.schools, opened.standing, opened.plan)
    found = consequences(context, policy_for(table, context), lambda key: model or planned_model(context, key))
    say("\n".join(_lines(found, model, opened.schools.source.is_sample)))
    if csv is not None:
        write_table(csv, consequences_csv(found), context)


def _lines(found: tuple[ClusterConsequence, ...], model: Model | None, is_sample: bool) -> Iterator[str]:
    if is_sample:
        yield SAMPLE
    yield f"Every cluster as: {model_name(model)}." if model else "Each cluster as the model it aims at or has, else informal."
    for one in found:
        said = one.consequence
        yield f"{one.cluster} {one.name} ({model_name(said.model)}): {said.verdict.value}{': ' + said.why if said.why else ''}"
        yield from (f"    {sentence}" for sentence in (*said.questions, *said.crosses))
    yield PROMPT_NOTE
