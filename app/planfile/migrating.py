"""Plan files of older versions, brought up to the present one step at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from wolds.app.planfile.schema import SCHEMA_VERSION


@dataclass(frozen=True)
class RawPlan:
    """A plan file as it was read, before anything in it is believed: rows of each table, scenarios as JSON text."""

    meta: Mapping[str, str]
    schools: list[tuple[Any, ...]]
    scenarios: list[tuple[Any, ...]]
    edits: list[tuple[Any, ...]]
    confidential: list[tuple[Any, ...]] = field(default_factory=list)
    travel: list[tuple[Any, ...]] = field(default_factory=list)


Step = Callable[[RawPlan], RawPlan]


def _with_policy(raw: RawPlan) -> RawPlan:
    """Version 2 added the policy table to each scenario; a scenario without one has the table to start from."""
    return raw


def _with_partnerships(raw: RawPlan) -> RawPlan:
    """Version 3 added partnerships, associate memberships and the table of confidential facts; before there were none."""
    return raw


def _with_relations(raw: RawPlan) -> RawPlan:
    """Version 4 added recorded relations to the rules; before there were none."""
    return raw


def _with_origins(raw: RawPlan) -> RawPlan:
    """Version 5 added what a proposal was made from: hash of the schools, version, clusters it went on from; unknown before."""
    return raw


def _with_travel(raw: RawPlan) -> RawPlan:
    """Version 6 added travel by another provider; before it was always the straight line."""
    return raw


def _with_travel_of_proposals(raw: RawPlan) -> RawPlan:
    """Version 7 added to a proposal by which travel it was made; before that is unknown."""
    return raw


def _with_former_registers(raw: RawPlan) -> RawPlan:
    """Version 8 added the registers that a plan stood on before, and what its last proposal was asked; unknown before."""
    return raw


STEPS: Final[dict[int, Step]] = {
    1: _with_policy,
    2: _with_partnerships,
    3: _with_relations,
    4: _with_origins,
    5: _with_travel,
    6: _with_travel_of_proposals,
    7: _with_former_registers,
}
"""What brings a file of version n up to n + 1, by n."""


def migrated(raw: RawPlan, version: int) -> RawPlan:
    """The file as the present version would have written it; `KeyError` where a step is missing (a program fault)."""
    for step in range(version, SCHEMA_VERSION):
        raw = STEPS[step](raw)
    return raw
