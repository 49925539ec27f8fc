"""Villages from the register itself, so that a county is never an empty sheet."""

from __future__ import annotations

import re
from collections import defaultdict
from math import hypot
from statistics import median
from typing import Final

import numpy as np

from wolds.geo.schools import FloatArray, Schools
from wolds.widgets.map.basemap import Gazetteer, Place

_NOT_A_VILLAGE: Final = re.compile(
    r"\d|,|\b(road|street|lane|avenue|drive|close|way|estate|crescent|gardens?|park|house|school|academy|rise|grove|hill top|"
    r"terrace|square|walk|court|view|place|row)\b",
    re.IGNORECASE,
)
_SPREAD_M: Final = 2_500.0


def villages_of(schools: Schools, points: FloatArray) -> Gazetteer:
    """Places named by locality, else by town, where the schools that bear the name stand close together.

    `points` are on the plane, shape (n, 2). A post town shared by villages far apart names none of them. `rank` is the
    number of pupils.
    """
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    names = zip(schools.text("locality").tolist(), schools.text("town").tolist(), schools.text("la_code").tolist(), strict=True)
    known = np.asarray(np.isfinite(points).all(axis=1)).tolist()
    for row, (locality, town, la) in enumerate(names):
        name = (locality or town).strip()
        if known[row] and name and not _NOT_A_VILLAGE.search(name):
            rows[name.casefold(), la].append(row)
    labels = schools.text("locality"), schools.text("town")
    roll, at = np.nan_to_num(schools.roll, nan=0.0).tolist(), points.tolist()
    groups = rows.values()
    places = (_place(_spelt(labels, rows[0]), [at[row] for row in rows], sum(roll[row] for row in rows)) for rows in groups)
    return Gazetteer.of(place for place in places if place)


def _spelt(labels: tuple[np.ndarray[tuple[int], np.dtype[np.object_]], ...], row: int) -> str:
    name = str(labels[0][row] or labels[1][row]).strip()
    return name.title() if name.isupper() else name


def _place(name: str, at: list[list[float]], pupils: float) -> Place | None:
    """Plain floats: most villages have one school, and numpy takes far longer to look at one number."""
    x, y = at[0] if len(at) == 1 else (median(one[0] for one in at), median(one[1] for one in at))
    if len(at) > 1 and median(hypot(one[0] - x, one[1] - y) for one in at) > _SPREAD_M:
        return None
    return Place(name, x, y, pupils)
