"""What every edit is: plain data that yields a change or an error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from wolds.clustering.eligibility import Eligibility, Standing, standing_of
from wolds.clustering.plan import Plan, PlanChange
from wolds.geo.errors import WoldsError
from wolds.geo.schools import Schools


@dataclass(frozen=True, eq=False)
class EditContext:
    """What an edit may look at. `standing_under` tells who a filter places: it may remember; `InputError` as `standing_of`."""

    schools: Schools
    standing: Standing
    plan: Plan
    standing_under: Callable[[Schools, Eligibility], Standing] = standing_of


class EditError(WoldsError):
    """An edit that is nonsense, or that a lock forbids. `unlock` is the edit that would lift the lock, if one would."""

    def __init__(self, message: str, unlock: Edit | None = None) -> None:
        super().__init__(message)
        self.unlock = unlock


class Edit(Protocol):
    """An edit: frozen plain data."""

    def change(self, context: EditContext) -> PlanChange:
        """What the edit does to the plan. Raises `EditError` for nonsense and locks; broken rules only warn later."""
        ...
