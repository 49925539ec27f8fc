"""The options of `wolds calibrate`: those of `wolds propose` that say who takes part and by what one travels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from wolds.app.cli.derived import optional, with_options
from wolds.app.cli.numbers import whole

_MOST_PAIRS: Final = 100
_WITHOUT: Final = (
    *("present", "json", "out", "excluded", "each_la", "out_dir", "workers", "dask", "seed", "time_limit", "memory_mb"),
    *("little_change_km", "existing_relations_km", "partnership_cost_km", "objective", "max_clusters"),
)
_OWN: Final = (
    optional(
        "pairs",
        Annotated[
            int,
            typer.Option(
                "--pairs", parser=whole("--pairs", 0, _MOST_PAIRS), metavar="NUMBER", help="How many pairs that differ to list."
            ),
        ],
        10,
    ),
)
_FILES: Final = {
    "csv": Annotated[Path | None, typer.Option("--csv", help="Pairs that differ most, to write, with the reason (CSV).")]
}


def calibrate_command(propose: Callable[..., None]) -> Callable[..., None]:
    """The command: a function with the options of `propose` that hold here, and its own."""

    def calibrate(**given: Any) -> None:
        """Say how well the straight line does beside roads or a table, fit its figures, and name clusters that would break."""
        from wolds.app.cli.calibrate import run
        from wolds.app.cli.question import Asked
        from wolds.app.cli.rules_options import LISTS, RuleOptions

        known = {field.name for field in fields(RuleOptions)}
        lists = {name: tuple(given[name] or ()) for name in LISTS}
        values: dict[str, Any] = {name: None for name in _WITHOUT if name in known}
        values |= {name: value for name, value in given.items() if name in known}
        options = RuleOptions(**values | lists)
        run(Asked(given["register"], options, None, given["scenario"]), given["pairs"], given["csv"])

    return with_options(calibrate, propose, _WITHOUT, _OWN, _FILES)
