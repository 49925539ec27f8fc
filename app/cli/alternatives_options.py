"""The options of `wolds alternatives`: those of `wolds propose` that say what holds, and how different the plans are to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from wolds.app.cli.derived import optional, with_options
from wolds.app.cli.numbers import number, whole

_WITHOUT: Final = ("excluded", "time_limit", "memory_mb", "each_la", "out_dir", "workers", "dask")
_OWN: Final = (
    optional(
        "count",
        Annotated[int, typer.Option(parser=whole("--count", 1, 20), metavar="NUMBER", help="Plans beside the best one.")],
        3,
    ),
    optional(
        "least_difference",
        Annotated[
            float,
            typer.Option(
                parser=number("--least-difference", 100, "per cent"),
                metavar="PERCENT",
                help="How much each differs from every other: of the pairs of schools that share a cluster in either plan, "
                "those that do in only one.",
            ),
        ],
        30.0,
    ),
    optional(
        "most_dearer",
        Annotated[
            str,
            typer.Option(metavar="PERCENT|any", help="How much more than the best plan each may cost."),
        ],
        "25",
    ),
)
_FILES: Final = {
    "out": Annotated[Path | None, typer.Option(help="Plan file to write (.gpkg), a scenario for each plan.")],
    "csv": Annotated[Path | None, typer.Option("--csv", help="Table to write, a row for each plan (CSV).")],
    "json": Annotated[Path | None, typer.Option("--json", help="The same with the clusters of each plan (JSON).")],
}


def alternatives_command(propose: Callable[..., None]) -> Callable[..., None]:
    """The command: a function with the options of `propose` that hold here, and its own."""

    def alternatives(**given: Any) -> None:
        """Several good plans that differ really, side by side, each with its cost against the best."""
        from wolds.app.cli.alternatives import Outputs, Wanted, run
        from wolds.app.cli.question import Asked
        from wolds.app.cli.rules_options import LISTS, RuleOptions

        known = {field.name for field in fields(RuleOptions)}
        lists = {name: tuple(given[name] or ()) for name in LISTS}
        options = RuleOptions(**{name: value for name, value in given.items() if name in known} | lists)
        dearer = given["most_dearer"]
        most = None if dearer.strip().lower() == "any" else number("--most-dearer", 10_000, 'per cent, or "any",')(dearer)
        run(
            Asked(given["register"], options, given["present"], given["scenario"]),
            Wanted(given["count"], given["least_difference"], most),
            Outputs(given["out"], given["csv"], given["json"]),
            given["seed"],
        )

    return with_options(alternatives, propose, _WITHOUT, _OWN, _FILES)
