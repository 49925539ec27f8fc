"""Speeds by class of road in a file (TOML): `a_road = 60`, in km/h. Classes that are not named keep their default."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from wolds.geo.doors import Door, shown
from wolds.geo.errors import InputError
from wolds.geo.roads.classes import CLASS_NAMES, FASTEST_KM_PER_HOUR, SLOWEST_KM_PER_HOUR, RoadClass, Speeds
from wolds.geo.toml_reading import toml_values

KEYS: Final = {re.sub(r"\W+", "_", name).lower(): kind for kind, name in CLASS_NAMES.items()}
"""How a class is written in a file: `a_road`, `country_lane`."""
_TABLE: Final = "speeds"
_REMEDY: Final = f"Write lines such as a_road = 60, in km/h, with any of {', '.join(KEYS)}."
SPEEDS: Final = Door("a file of speeds", 100_000, _REMEDY)


def read_speeds(path: Path) -> Speeds:
    """The speeds in a file. `InputError`, naming file and class, for what is no file of speeds or no speed that is driven."""
    return speeds_in(SPEEDS.read(path), shown(path))


def speeds_in(data: bytes, file: str) -> Speeds:
    """The same from bytes; `file` is named in errors. The speeds stand at the top, or under `[speeds]`."""
    given = toml_values(data, file, "file of speeds", _REMEDY)
    table = given.get(_TABLE, {}) if set(given) == {_TABLE} else given
    if not isinstance(table, dict) or not table:
        raise InputError("there is no speed in it", file=file, remedy=_REMEDY)
    return Speeds.with_changes(dict(_speed(name, value, file) for name, value in table.items()))


def _speed(name: str, value: Any, file: str) -> tuple[RoadClass, float]:
    kind = KEYS.get(re.sub(r"\W+", "_", name.strip()).lower())
    if kind is None:
        raise InputError(f"{name[:40]!r} is no class of road", file=file, remedy=_REMEDY)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError("this is not a number", file=file, column=name, remedy="Write it as 60, without a unit.")
    if not SLOWEST_KM_PER_HOUR <= value <= FASTEST_KM_PER_HOUR:
        remedy = f"Give a speed from {SLOWEST_KM_PER_HOUR:g} to {FASTEST_KM_PER_HOUR:g} km/h."
        raise InputError(f"nobody drives {value:g} km/h there", file=file, column=name, remedy=remedy)
    return kind, float(value)
