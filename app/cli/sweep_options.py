"""The options of `wolds sweep`: those of `wolds propose` that say what holds, some of which take a range."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from wolds.app.cli.derived import optional, with_options
from wolds.app.cli.numbers import MOST_KM, MOST_MINUTES, MOST_PUPILS, number, whole
from wolds.app.cli.ranges import is_range, values_of
from wolds.geo.errors import InputError

if TYPE_CHECKING:
    from wolds.app.cli.rules_options import RuleOptions

_RANGE: Final = "A range 8:16:1 or a list 8,10,12 is swept; one figure holds throughout."
_ALWAYS: Final = "A range 2:5:1 or a list 5,10,20 is swept."


def _text(option: str, metavar: str, what: str, how: str = _RANGE) -> inspect.Parameter:
    """A parameter that takes a figure or a range."""
    annotation = Annotated[str | None, typer.Option(option, metavar=metavar, help=f"{what} {how}")]
    return optional(option.strip("-").replace("-", "_"), annotation)


_SWEPT: Final = (
    _text("--cap-km", "KM|none|RANGE", "Travel limit in straight-line km."),
    _text("--cap-min", "MINUTES|RANGE", "Travel limit in estimated minutes."),
    _text("--size-min", "RANGE", "Fewest schools of a cluster.", _ALWAYS),
    _text("--size-max", "RANGE", "Most schools of a cluster.", _ALWAYS),
    _text("--roll-min", "PUPILS|RANGE", "Least combined roll."),
    _text("--roll-max", "PUPILS|RANGE", "Largest combined roll."),
    _text("--little-change-km", "KM|RANGE", "What each pair of the present plan costs that is parted."),
    _text("--fall", "RANGE", "Every school has so many per cent fewer pupils.", _ALWAYS),
)
_FILES: Final = {
    "csv": Annotated[Path | None, typer.Option("--csv", help="Table to write, a row for each figure (CSV).")],
    "json": Annotated[Path | None, typer.Option("--json", help="The same with the rules and the present clusters (JSON).")],
}
_NOT_SWEPT: Final = ("out", "excluded", "time_limit", "memory_mb", "each_la", "out_dir")
_WHAT: Final = {"cap_min": "cap_minutes"}


def sweep_command(propose: Callable[..., None]) -> Callable[..., None]:
    """The command: a function with the options of `propose` that hold here, and those to sweep."""

    def sweep(**given: Any) -> None:
        """Work the plan out again over a range of the travel limit, the size, the roll or a fall in roll, and compare."""
        from wolds.app.cli.question import Asked
        from wolds.app.cli.sweep import run
        from wolds.app.cli.where import where_of

        files = {name: given.pop(name) for name in ("csv", "json")}
        seed, source = given.pop("seed"), {name: given.pop(name) for name in ("present", "scenario")}
        register, where = given.pop("register"), where_of(given.pop("workers"), given.pop("dask"))
        sweeps, options = sweeps_and_options(given)
        raise typer.Exit(run(Asked(register, options, **source), sweeps, where, seed=seed, **files))

    return with_options(sweep, propose, _NOT_SWEPT, _SWEPT, _FILES)


def sweeps_and_options(given: dict[str, Any]) -> tuple[dict[str, tuple[float, ...]], RuleOptions]:
    """What to sweep over which figures, in the order of the options, and what holds throughout."""
    from wolds.app.cli.rules_options import LISTS, RuleOptions

    sweeps: dict[str, tuple[float, ...]] = {}
    for parameter in _SWEPT:
        option, text = f"--{parameter.name.replace('_', '-')}", given[parameter.name]
        if is_range(text) or (text is not None and parameter.name in ("fall", "size_min", "size_max")):
            sweeps[_WHAT.get(parameter.name, parameter.name)] = values_of(option, text)
            given[parameter.name] = None
    if not sweeps:
        raise InputError("nothing to sweep", remedy="Give a range such as --cap-km 8:16:1 or --fall 5,10,20.")
    known = {field.name for field in fields(RuleOptions)}
    options = {name: value for name, value in given.items() if name in known} | _figures(given)
    return sweeps, RuleOptions(**options | {name: tuple(given[name] or ()) for name in LISTS})


def _figures(given: dict[str, Any]) -> dict[str, Any]:
    """The single figures of options that might have been ranges, read as `wolds propose` reads them."""
    readers: dict[str, Callable[[object], float]] = {
        "cap_min": number("--cap-min", MOST_MINUTES, "minutes"),
        "roll_min": whole("--roll-min", 0, MOST_PUPILS),
        "roll_max": whole("--roll-max", 1, MOST_PUPILS),
        "little_change_km": number("--little-change-km", MOST_KM, "km"),
    }
    return {name: None if given[name] is None else read(given[name]) for name, read in readers.items()}
