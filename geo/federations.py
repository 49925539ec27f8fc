"""Which schools form one federation: by its code or, where the register gives none, by its name and place.

GIAS names federations without always giving their code, and names recur: there is a Woodlands Federation in East Sussex and
another in Staffordshire. Schools of one name are one federation within a local authority, and across authorities where these
schools lie near each other: some federations reach over a border.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from wolds.geo.schools import Schools, TextArray

NEAR_KM: Final = 40.0
"""Namesakes in two authorities are one federation up to this distance of their middles: no federation spans a day's drive."""

Place = tuple[str, str]
"""The name of a federation and the code of a local authority."""


def federation_keys(schools: Schools) -> TextArray:
    """What names the federation of each school, shape (n,); "" where it has none.

    That is the code; without one the name; and where several federations far apart bear one name, the name and the lowest
    code of their local authorities: "The Woodlands Federation (845)".
    """
    codes, names = _stripped(schools, "federation_code"), _stripped(schools, "federation_name")
    places = list(zip(names, _stripped(schools, "la_code"), strict=True))
    own = _keys_of_namesakes(schools, [place if not code else ("", "") for code, place in zip(codes, places, strict=True)])
    keys = np.empty(len(codes), dtype=object)
    keys[:] = [code or own.get(place, place[0]) for code, place in zip(codes, places, strict=True)]
    return keys


def federation_title(schools: Schools, row: int) -> str:
    """What people call the federation of the school in a row: its name, with the authority where namesakes exist."""
    key, name = str(schools.federation[row]), str(schools.text("federation_name")[row]).strip()
    if key.startswith(f"{name} ("):
        return f"{name} ({schools.text('la_name')[row] or schools.text('la_code')[row]})"
    return name or f"Federation {key}"


def _stripped(schools: Schools, column: str) -> list[str]:
    return [str(value).strip() for value in schools.text(column).tolist()]


def _keys_of_namesakes(schools: Schools, places: list[Place]) -> Mapping[Place, str]:
    """A key for each name and authority whose name several federations bear."""
    authorities: dict[str, set[str]] = {}
    for name, authority in places:
        if name:
            authorities.setdefault(name, set()).add(authority)
    keys: dict[Place, str] = {}
    for name, codes in authorities.items():
        if len(codes) > 1:
            parts = _near_each_other(_middles(schools, places, name))
            keys |= {(name, code): f"{name} ({min(part)})" for part in parts for code in part if len(parts) > 1}
    return keys


def _middles(schools: Schools, places: list[Place], name: str) -> Mapping[str, complex]:
    """The mean point of the schools of one name by authority, easting + northing j; only of schools with a point."""
    points: dict[str, list[complex]] = {}
    for row, (other, code) in enumerate(places):
        if other == name and schools.has_point[row]:
            points.setdefault(code, []).append(complex(schools.easting[row], schools.northing[row]))
    return {code: sum(known) / len(known) for code, known in sorted(points.items())}


def _near_each_other(middles: Mapping[str, complex]) -> list[set[str]]:
    """Authorities joined where their middles are near, in chains too."""
    parts: list[set[str]] = []
    for code, middle in middles.items():
        near = [part for part in parts if any(abs(middles[other] - middle) <= NEAR_KM * 1000 for other in part)]
        parts = [part for part in parts if part not in near] + [{code}.union(*near)]
    return parts
