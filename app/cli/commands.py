"""The commands by name. Each imports what it needs when it is called."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

from wolds.app.cli.alternatives_options import alternatives_command
from wolds.app.cli.calibrate_options import calibrate_command
from wolds.app.cli.compare_command import compare, merge, rerun
from wolds.app.cli.mapping_command import mapping
from wolds.app.cli.numbers import MOST_SEED, whole
from wolds.app.cli.pairings_command import pairings, policy
from wolds.app.cli.partners_command import partners
from wolds.app.cli.partnerships_command import partnerships, take
from wolds.app.cli.plan_options import PlanFile, Scenario
from wolds.app.cli.printing import say
from wolds.app.cli.propose_command import propose
from wolds.app.cli.refresh_command import refresh
from wolds.app.cli.registers_command import registers
from wolds.app.cli.relations_command import relations
from wolds.app.cli.report_command import report
from wolds.app.cli.sweep_options import sweep_command
from wolds.app.cli.table_options import Mapping, Postcodes
from wolds.geo.urns import LARGEST_URN

app = typer.Typer(
    name="wolds",
    help="Plan partnerships of small rural primary schools. `wolds` alone opens the window, `wolds FILE` opens a file in it.",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@cache
def command() -> Any:
    """The command line as one object that is called with arguments; made once, since that takes longer than many a command."""
    return typer.main.get_command(app)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        say(f"wolds {version('wolds')}")
        raise typer.Exit


@app.callback()
def _all(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")] = False,
) -> None:
    pass


app.command()(propose)


@app.command()
def check(
    plan: PlanFile,
    scenario: Scenario = None,
    strict: Annotated[bool, typer.Option("--strict", help="Accepted warnings count as broken too.")] = False,
) -> None:
    """Check a plan against its rules, from its stored schools alone. Exit status 0 = clean or accepted, 1 = broken."""
    from wolds.app.cli.check import run

    raise typer.Exit(run(plan, scenario, strict))


@app.command()
def export(
    plan: PlanFile,
    to: Annotated[Path, typer.Option(help="File to write: .csv, .xlsx, .geojson, .json, .png, .pdf, .html.")],
    scenario: Scenario = None,
    width: Annotated[
        int, typer.Option(parser=whole("--width", 200, 10_000), metavar="PIXELS", help="Width of a picture in pixels.")
    ] = 1600,
    height: Annotated[
        int, typer.Option(parser=whole("--height", 200, 10_000), metavar="PIXELS", help="Height of a picture in pixels.")
    ] = 1200,
    colour_by: Annotated[
        str, typer.Option(metavar="WHAT", help="What the colours of a picture or PDF say: cluster, or type (of school).")
    ] = "cluster",
    confidential: Annotated[
        bool, typer.Option("--confidential", help="Put confidential facts into a spreadsheet or summary too.")
    ] = False,
    with_roads: Annotated[
        bool, typer.Option("--with-roads", help="Draw the roads that the plan travels by on a picture or PDF.")
    ] = False,
) -> None:
    """Write a plan as a cluster list, spreadsheet, GeoJSON, summary, map picture or shareable map."""
    from wolds.app.cli.export import run

    run(plan, to, scenario, (width, height), confidential=confidential, colour_by=colour_by, with_roads=with_roads)


app.command("sweep")(sweep_command(propose))
app.command("calibrate")(calibrate_command(propose))
app.command("alternatives")(alternatives_command(propose))
for _command in (
    compare,
    mapping,
    partners,
    pairings,
    policy,
    partnerships,
    take,
    relations,
    rerun,
    merge,
    refresh,
    registers,
    report,
):
    app.command()(_command)


@app.command()
def explain(
    plan: PlanFile,
    urn: Annotated[
        list[int] | None,
        typer.Option("--urn", parser=whole("--urn", 1, LARGEST_URN), metavar="URN", help="School to explain; may be repeated."),
    ] = None,
    scenario: Scenario = None,
    count: Annotated[
        int, typer.Option(parser=whole("--count", 0, 20), metavar="NUMBER", help="How many next best clusters to look for.")
    ] = 3,
) -> None:
    """Say why a school is where it is, or why it is in no cluster and what would place it; without a school, of the plan."""
    from wolds.app.cli.explain import run

    run(plan, tuple(urn or ()), scenario, count)


@app.command("import-report")
def import_report(
    register: Annotated[
        Path, typer.Argument(help="School register: a GIAS extract as CSV, zip or gz, or any table of schools.")
    ],
    mapping: Mapping = None,
    postcodes: Postcodes = None,
) -> None:
    """Say what a register holds: rows read, kept, rejected and doubtful."""
    from wolds.app.cli.values import refuse_missing
    from wolds.app.register_files import TableFiles, read_schools
    from wolds.geo.progress import Unwatched

    files = TableFiles(mapping, postcodes)
    for given in (register, *files.given):
        refuse_missing(given)
    say(read_schools(register, Unwatched(), files).report.to_text())


@app.command()
def sample(
    out: Annotated[Path, typer.Option(help="Register to write (CSV in GIAS's columns).")],
    rules_out: Annotated[Path | None, typer.Option(help="Rules document that goes with it, to write as well (TOML).")] = None,
    relations_out: Annotated[
        Path | None, typer.Option(help="Sheet of existing relations that goes with it, to write as well (CSV).")
    ] = None,
    roads_out: Annotated[
        Path | None, typer.Option(help="Its roads, to write as well (OpenStreetMap, .osm.gz): one bridge, one ferry.")
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(parser=whole("--seed", 0, MOST_SEED), metavar="NUMBER", help="Another seed makes another county."),
    ] = None,
) -> None:
    """Write the made-up sample county as a register."""
    from wolds.app.cli.sample import run

    run(out, rules_out, relations_out, roads_out, seed)


@app.command()
def rules(
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON schema of the rules document.")] = False,
    preset: Annotated[str | None, typer.Option(help="Print the rules of a preset.")] = None,
    presets: Annotated[bool, typer.Option("--presets", help="List the presets.")] = False,
    file: Annotated[Path | None, typer.Argument(help="A rules document to check and print in full.")] = None,
) -> None:
    """Print rules as a document: the defaults, a preset, or a file that is checked."""
    from wolds.app.cli.rules import run

    run(schema=schema, preset=preset, presets=presets, file=file)
