"""The roads that a plan travels by, found again: beside the user's data, or in the file that a person names. No Qt."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from wolds.app.home import data_folder
from wolds.app.travelling import travellers
from wolds.clustering.edits import EditContext
from wolds.clustering.travel import by_words
from wolds.geo.errors import InputError
from wolds.geo.progress import Watch
from wolds.geo.roads.area import Area
from wolds.geo.roads.cache import RoadCache
from wolds.geo.roads.classes import Speeds, speeds_from_words
from wolds.geo.roads.network import SAMPLE_LABEL, RoadNetwork
from wolds.geo.roads.travel import Roads
from wolds.geo.schools import Schools
from wolds.geo.supplied import SuppliedTravel


def roads_in_force(context: EditContext, watch: Watch) -> Roads:
    """The network that travel in force was worked out on, with the speeds that it was worked out at.

    Raises `InputError`, which says what to do, where travel is not by road, or where the network is no longer at hand: figures
    that the plan carries hold all the same.
    """
    supplied = context.schools.supplied
    if supplied is None or supplied.source.provider != "roads":
        by = "by the straight line" if supplied is None else by_words(supplied)
        remedy = "Choose the roads of a file under Plan, Travel by."
        raise InputError(f"the plan travels {by}, which holds no roads to draw", remedy=remedy)
    known = context.schools.subset(np.isin(context.schools.urn, supplied.urns))
    area = Area.round(known) or area_of(context)
    found = RoadCache(data_folder() / "roads").find_around(supplied.source.sha256, area)
    if found is None and _is_sample(context.schools, supplied):
        found = read_network(sample_path(), area, watch)
    if found is None:
        label = supplied.source.label
        remedy = "The plan's travel still holds. To draw roads, choose the file once more under Plan, Travel by."
        raise InputError(f"the roads of {label} are not on this computer", remedy=remedy)
    return Roads(found, _speeds_of(supplied))


def _speeds_of(supplied: SuppliedTravel) -> Speeds:
    try:
        return speeds_from_words(supplied.source.speeds)
    except ValueError as error:
        remedy = "Choose the roads once more under Plan, Travel by."
        raise InputError(f"the plan was worked out at speeds that nobody drives: {error}", remedy=remedy) from error


def area_of(context: EditContext) -> Area:
    """The area of the schools that take part or are in a cluster. `InputError` where none of them has a point."""
    area = Area.round(context.schools.subset(travellers(context)))
    if area is None:
        raise InputError("no school that takes part has a point", remedy="Look at the filter.")
    return area


def read_network(path: Path, area: Area, watch: Watch) -> RoadNetwork:
    """The roads of a file in an area, kept beside the user's data. Raises `InputError`, and `Cancelled`."""
    from wolds.geo.roads.reading import read_roads

    return read_roads(path, area, watch, RoadCache(data_folder() / "roads"))


def sample_path() -> Path:
    """The roads of the sample county."""
    from wolds.resources.loader import sample_roads_path

    return sample_roads_path()


def _is_sample(schools: Schools, supplied: SuppliedTravel) -> bool:
    return schools.source.is_sample and supplied.source.label == SAMPLE_LABEL
