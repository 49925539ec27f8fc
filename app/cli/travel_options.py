"""What the options say of travel: the roads of a file, a table, or what a plan carries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wolds.app.cli.rules_options import RuleOptions
from wolds.clustering.edits import EditContext
from wolds.geo.errors import InputError
from wolds.geo.progress import Watch

if TYPE_CHECKING:
    from wolds.app.travelling import Travelling
    from wolds.geo.roads.classes import Speeds


def travelling(context: EditContext, options: RuleOptions, watch: Watch) -> tuple[EditContext, tuple[str, ...]]:
    """The same with the travel that was asked for, or that the plan carries; and what is to be said of it."""
    from wolds.app.travelling import refuse_too_short

    _refuse_misfits(options)
    found = _found(context, options, watch)
    if found is None:
        refuse_too_short(context.schools, context.plan.rules)
        return context, ()
    return replace(context, schools=context.schools.travelling_by(found.travel)), found.notes


def _refuse_misfits(options: RuleOptions) -> None:
    if options.roads is not None and options.travel_table is not None:
        raise InputError("--roads and --travel-table were both given", remedy="Leave one of them out.")
    if options.speeds is not None and options.roads is None:
        raise InputError("--speeds was given without --roads", remedy="Give the roads that are driven at these speeds.")


def _found(context: EditContext, options: RuleOptions, watch: Watch) -> Travelling | None:
    from wolds.app.travelling import by_roads, by_table

    if options.roads is not None:
        return by_roads(context, options.roads, watch, _speeds(options.speeds))
    return None if options.travel_table is None else by_table(context, options.travel_table)


def _speeds(path: Path | None) -> Speeds | None:
    from wolds.geo.roads.speed_files import read_speeds

    return None if path is None else read_speeds(path)
