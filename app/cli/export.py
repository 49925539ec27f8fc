"""`wolds export`: a plan in the format that the ending of the name asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from wolds.app.cli.plans import OpenedPlan, opened_plan
from wolds.app.cli.printing import say
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_unwritable
from wolds.app.export import Exported
from wolds.app.export.explained import explained
from wolds.app.exporting import FORMATS, ColourBy, write_export
from wolds.clustering.edits import EditContext
from wolds.geo.errors import InputError
from wolds.geo.progress import Unwatched
from wolds.geo.roads.travel import Roads

_DRAWN: Final = (".png", ".pdf")
_MAY_BE_CONFIDENTIAL: Final = (".xlsx", ".json")


def run(
    path: Path,
    to: Path,
    scenario: str | None,
    size: tuple[int, int],
    *,
    confidential: bool = False,
    colour_by: str = "cluster",
    with_roads: bool = False,
) -> None:
    """Write the plan to `to`. Raises `InputError` for an ending that is no format."""
    suffix = to.suffix.lower()
    if suffix not in FORMATS:
        raise InputError(f"{to}: no export has this ending", remedy=f"Choose one of {', '.join(FORMATS)}.")
    if confidential and suffix not in _MAY_BE_CONFIDENTIAL:
        raise InputError(f"{to}: confidential facts go into no such file", remedy="Choose .xlsx or .json, or leave it out.")
    if with_roads and suffix not in _DRAWN:
        raise InputError(f"{to}: no roads are drawn in such a file", remedy="Choose .png or .pdf, or leave it out.")
    colours = _colours(colour_by)
    refuse_missing(path)
    refuse_unwritable(to)
    refuse_overwriting(to, (path,))
    opened = opened_plan(path, scenario)
    for doubt in (*opened.doubts, *opened.faults):
        say(f"note: {doubt}")
    write_export(
        explained(Exported.of(opened.schools, opened.standing, opened.plan, opened.scoreboard, confidential=confidential)),
        to,
        size,
        colours,
        _roads(opened) if with_roads else None,
    )
    sample = " (sample data: made up)" if opened.schools.source.is_sample else ""
    say(f"{FORMATS[suffix]}: {to}{sample}")


def _roads(opened: OpenedPlan) -> Roads:
    """The roads that the plan travels by. `InputError` where it travels by none, or they are not on this computer."""
    from wolds.app.road_networks import roads_in_force

    return roads_in_force(EditContext(opened.schools, opened.standing, opened.plan), Unwatched())


def _colours(words: str) -> ColourBy:
    if words == "type":
        return "type"
    if words == "cluster":
        return "cluster"
    raise InputError(f"--colour-by {words}: no map is coloured so", remedy="Give cluster or type.")
