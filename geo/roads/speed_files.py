"""Speeds by class of road in a file (TOML): `a_road = 60`, in km/h. Classes that are not named keep their default."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from wolds.geo.errors import InputError
from wolds.geo.roads.classes import CLASS_NAMES, FASTEST_KM_PER_HOUR, SLOWEST_KM_PER_HOUR, RoadClass, Speeds

KEYS: Final = {re.sub(r"\W+", "_", name).lower(): kind for kind, name in CLASS_NAMES.items()}
"""How a class is written in a file: `a_road`, `country_lane`."""
_TABLE: Final = "speeds"
_REMEDY: Final = f"Write lines such as a_road = 60, in km/h, with any of {', '.join(KEYS)}."


def read_speeds(path: Path) -> Speeds:
    """The speeds in a file. `InputError`, naming file and class, for what is no file of speeds or no speed that is driven."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=str(path), remedy="Look at name and rights.") from error
    return speeds_in(data, path.name)


def speeds_in(data: bytes, file: str) -> Speeds:
    """The same from bytes; `file` is named in errors. The speeds stand at the top, or under `[speeds]`."""
    try:
        given = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError("this is not a text file", file=file, remedy=_REMEDY) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"this is not a file of speeds ({error})", file=file, remedy=_REMEDY) from error
    except (ValueError, RecursionError) as error:  # figures and brackets without end
        raise InputError("this is not a file of speeds: something in it has no end", file=file, remedy=_REMEDY) from error
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
