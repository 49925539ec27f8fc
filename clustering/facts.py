"""What checks and figures look up of each school, as plain lists: one cell of a table costs a thousand times more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from wolds.clustering.eligibility import Role, Standing
from wolds.geo.schools import Schools

UNKNOWN_ROW = -1
"""The row of a school that the table does not know: the last entry of each list, with everything unknown."""


@dataclass(frozen=True, eq=False)
class Facts:
    """Columns of a table of schools under one filter, as lists; entry -1 stands for a URN that the table does not know."""

    row: Mapping[int, int]
    name: list[str]
    roll: list[int | None]
    role: list[int]
    reason: list[str]
    character: list[str]
    phase_group: list[str]
    la_code: list[str]
    la_name: list[str]
    diocese: list[str]
    federation: list[str]

    @classmethod
    def of(cls, schools: Schools, standing: Standing) -> Self:
        """Look everything up once."""
        return cls(
            {urn: row for row, urn in enumerate(schools.urn.tolist())},
            [*schools.text("name").tolist(), ""],
            [*(int(roll) if roll == roll else None for roll in np.rint(schools.roll).tolist()), None],
            [*standing.role.tolist(), int(Role.EXCLUDED)],
            [*standing.reason.tolist(), "not-in-register"],
            [*schools.character.tolist(), "unknown"],
            [*schools.phase_group.tolist(), "unknown"],
            [*schools.text("la_code").tolist(), ""],
            [*schools.text("la_name").tolist(), ""],
            [*schools.text("diocese").tolist(), ""],
            [*schools.federation.tolist(), ""],
        )

    def rows(self, urns: tuple[int, ...]) -> list[int]:
        """The rows of schools, -1 for a URN that the table does not know."""
        return [self.row.get(urn, UNKNOWN_ROW) for urn in urns]

    def school(self, urn: int) -> str:
        """The name of a school as sentences use it."""
        row = self.row.get(urn)
        return f"URN {urn}" if row is None else self.name[row] or f"URN {urn}"

    def role_of(self, urn: int) -> int:
        """The `Role` of a school; one that the table does not know is excluded."""
        return self.role[self.row.get(urn, UNKNOWN_ROW)]
