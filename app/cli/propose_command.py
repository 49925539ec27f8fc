"""The options of `wolds propose`, which the commands of `derived` take over as far as they hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wolds.app.cli.numbers import (
    LEAST_MEMORY_MB,
    MOST_CLUSTERS,
    MOST_KM,
    MOST_MEMORY_MB,
    MOST_MINUTES,
    MOST_PUPILS,
    MOST_SECONDS,
    MOST_SEED,
    MOST_WORKERS,
    number,
    whole,
)
from wolds.app.cli.table_options import Authorities, Mapping, MaxRoll, Postcodes
from wolds.geo.urns import LARGEST_URN


def propose(
    register: Annotated[
        Path | None,
        typer.Argument(
            help="School register (a GIAS extract as CSV, zip or gz, or any table of schools), or a plan file (.gpkg) to "
            "propose anew."
        ),
    ] = None,
    present: Annotated[
        Path | None,
        typer.Option("--from", metavar="PLAN", help="Go on from this plan with the register: its clusters, locks and rules."),
    ] = None,
    scenario: Annotated[str | None, typer.Option(help="Scenario of the plan by name. Default: the one last in use.")] = None,
    mapping: Mapping = None,
    postcodes: Postcodes = None,
    la: Authorities = None,
    urns: Annotated[Path | None, typer.Option(help="Only these schools are eligible: a file of URNs.")] = None,
    max_roll: MaxRoll = None,
    buffer_km: Annotated[
        float | None,
        typer.Option(
            parser=number("--buffer-km", MOST_KM, "km"), metavar="KM", help="Neighbours within this of the chosen LAs may join."
        ),
    ] = None,
    optional: Annotated[
        list[int] | None,
        typer.Option(
            "--optional",
            parser=whole("--optional", 1, LARGEST_URN),
            metavar="URN",
            help="A school that may join; may be repeated.",
        ),
    ] = None,
    cap_km: Annotated[
        str | None, typer.Option(metavar="KM|none", help="Travel limit in straight-line km. Default: 12.")
    ] = None,
    cap_min: Annotated[
        float | None,
        typer.Option(
            parser=number("--cap-min", MOST_MINUTES, "minutes"),
            metavar="MINUTES",
            help="Travel limit in estimated minutes, instead of km.",
        ),
    ] = None,
    cap_rule: Annotated[
        str | None, typer.Option(metavar="pairs|lead", help="Between all pairs, or to the lead school. Default: pairs.")
    ] = None,
    size: Annotated[str | None, typer.Option(metavar="A-B", help="Schools in a cluster. Default: 3-6.")] = None,
    roll_min: Annotated[
        int | None,
        typer.Option(
            parser=whole("--roll-min", 0, MOST_PUPILS), metavar="PUPILS", help="Least combined roll; 0 = none. Default: 150."
        ),
    ] = None,
    roll_max: Annotated[
        int | None,
        typer.Option(parser=whole("--roll-max", 1, MOST_PUPILS), metavar="PUPILS", help="Largest combined roll."),
    ] = None,
    max_clusters: Annotated[
        int | None,
        typer.Option(parser=whole("--max-clusters", 0, MOST_CLUSTERS), metavar="NUMBER", help="At most this many clusters."),
    ] = None,
    mix: Annotated[
        str | None, typer.Option(metavar="any|required|forbidden", help="Church and community schools together.")
    ] = None,
    keep_federations: Annotated[
        bool | None,
        typer.Option("--keep-federations/--no-keep-federations", help="Schools of a federation share a cluster."),
    ] = None,
    must_link: Annotated[Path | None, typer.Option(help="CSV URN_a,URN_b,reason: pairs that share a cluster.")] = None,
    keep_apart: Annotated[Path | None, typer.Option(help="CSV URN_a,URN_b,reason: pairs that do not.")] = None,
    override: Annotated[Path | None, typer.Option(help="CSV URN_a,URN_b,km or minutes,reason: travel as it really is.")] = None,
    barriers: Annotated[Path | None, typer.Option(help="GeoJSON lines that cannot be crossed straight.")] = None,
    roads: Annotated[
        Path | None, typer.Option(help="Travel by road: an OpenStreetMap extract (.osm.pbf) or OS Open Roads (.gpkg).")
    ] = None,
    travel_table: Annotated[
        Path | None, typer.Option(help="Travel as a table says: CSV, XLSX or ODS with URN_a, URN_b and km, metres or minutes.")
    ] = None,
    speeds: Annotated[
        Path | None, typer.Option(help="With --roads: speeds by class of road (TOML, km/h), such as a_road = 60.")
    ] = None,
    routing_server: Annotated[
        str | None, typer.Option(metavar="URL", help="Travel as a routing server answers: positions of schools are sent to it.")
    ] = None,
    routing_kind: Annotated[
        str | None, typer.Option(metavar="osrm|ors|valhalla", help="With --routing-server: which kind of server it is.")
    ] = None,
    valhalla: Annotated[
        Path | None, typer.Option(help="Travel by Valhalla on this computer: a folder or tar of its tiles.")
    ] = None,
    same_la: Annotated[
        bool | None, typer.Option("--same-la/--no-same-la", help="Clusters do not cross local authorities.")
    ] = None,
    same_diocese: Annotated[
        bool | None, typer.Option("--same-diocese/--no-same-diocese", help="Clusters do not cross dioceses.")
    ] = None,
    same_phase: Annotated[
        bool | None, typer.Option("--same-phase/--no-same-phase", help="Primary and first/middle schools are not mixed.")
    ] = None,
    objective: Annotated[
        str | None, typer.Option(metavar="closeness|hub", help="What is kept small. Default: closeness.")
    ] = None,
    partnership_cost_km: Annotated[
        float | None,
        typer.Option(
            parser=number("--partnership-cost-km", MOST_KM, "km"), metavar="KM", help="Cost of each cluster in km. Default: 0."
        ),
    ] = None,
    little_change_km: Annotated[
        float | None,
        typer.Option(
            parser=number("--little-change-km", MOST_KM, "km"),
            metavar="KM",
            help="What each pair costs that shares a cluster in the present plan and is parted. Default: 0.",
        ),
    ] = None,
    existing_relations_km: Annotated[
        float | None,
        typer.Option(
            parser=number("--existing-relations-km", MOST_KM, "km"),
            metavar="KM",
            help="What each pair costs that works together already and is parted. Default: 0.",
        ),
    ] = None,
    keep_relations: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="Recorded relations of this kind share a cluster; may be repeated."),
    ] = None,
    rules: Annotated[Path | None, typer.Option(help="Rules document; the flags override it.")] = None,
    seed: Annotated[
        int,
        typer.Option(parser=whole("--seed", 0, MOST_SEED), metavar="NUMBER", help="Same input, rules and seed: same plan."),
    ] = 0,
    time_limit: Annotated[
        float | None,
        typer.Option(
            parser=number("--time-limit", MOST_SECONDS, "seconds"),
            metavar="SECONDS",
            help="Stop after this many seconds with the best plan so far.",
        ),
    ] = None,
    memory_mb: Annotated[
        int | None,
        typer.Option(
            parser=whole("--memory-mb", LEAST_MEMORY_MB, MOST_MEMORY_MB),
            metavar="MB",
            help="How much memory working out a plan may take, beside Wolds itself. Default: 1000.",
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Plan file to write (.gpkg).")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Cluster list to write (CSV).")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Summary to write (JSON).")] = None,
    excluded: Annotated[Path | None, typer.Option(help="List of excluded schools to write (CSV).")] = None,
    each_la: Annotated[
        bool, typer.Option("--each-la", help="Every local authority by itself, into the folder --out-dir.")
    ] = False,
    out_dir: Annotated[Path | None, typer.Option(help="With --each-la: the folder for its plans, lists and table.")] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            parser=whole("--workers", 1, MOST_WORKERS), metavar="NUMBER", help="Processes for many cases. Default: 1."
        ),
    ] = None,
    dask: Annotated[str | None, typer.Option(metavar="tcp://HOST:PORT", help="A Dask cluster instead of processes.")] = None,
) -> None:
    """Propose clusters for the schools of a register; or propose a plan anew, and say what changes and why."""
    from wolds.app.cli.propose import Outputs, run
    from wolds.app.cli.question import Asked
    from wolds.app.cli.rules_options import RuleOptions

    options = RuleOptions(
        rules=rules, la=tuple(la or ()), urns=urns, max_roll=max_roll, buffer_km=buffer_km, optional=tuple(optional or ()),
        cap_km=cap_km, cap_min=cap_min, cap_rule=cap_rule, size=size, roll_min=roll_min, roll_max=roll_max,
        max_clusters=max_clusters, mix=mix, keep_federations=keep_federations, must_link=must_link, keep_apart=keep_apart,
        override=override, barriers=barriers, same_la=same_la, same_diocese=same_diocese, same_phase=same_phase,
        objective=objective, partnership_cost_km=partnership_cost_km, little_change_km=little_change_km,
        existing_relations_km=existing_relations_km, keep_relations=tuple(keep_relations or ()),
        roads=roads, travel_table=travel_table, speeds=speeds, mapping=mapping, postcodes=postcodes,
        routing_server=routing_server, routing_kind=routing_kind, valhalla=valhalla,
    )  # fmt: skip
    asked, outputs = Asked(register, options, present, scenario), Outputs(out, csv, json, excluded)
    if each_la or out_dir is not None or workers is not None or dask is not None:
        from wolds.app.cli.each_la import run_with

        raise typer.Exit(run_with(asked, outputs, each_la, out_dir, workers, dask, seed, time_limit, memory_mb))
    run(asked, outputs, seed, time_limit, memory_mb)
