"""Plan files of older versions, brought up to the present one step at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from wolds.app.planfile.schema import SCHEMA_VERSION


@dataclass(frozen=True)
class RawPlan:
    """A plan file as it was read, before anything in it is believed: rows of each table, scenarios as JSON text."""

    meta: Mapping[str, str]
    schools: list[tuple[Any, ...]]
    scenarios: list[tuple[Any, ...]]
    edits: list[tuple[Any, ...]]


Step = Callable[[RawPlan], RawPlan]

STEPS: Final[dict[int, Step]] = {}
"""What brings a file of version n up to n + 1, by n. Version 1 is the first, so there is none yet."""


def migrated(raw: RawPlan, version: int) -> RawPlan:
    """The file as the present version would have written it; `KeyError` where a step is missing (a program fault)."""
    for step in range(version, SCHEMA_VERSION):
        raw = STEPS[step](raw)
    return raw
