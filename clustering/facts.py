"""What checks and figures look up of each school, as plain lists: one cell of a table costs a thousand times more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

import numpy as np

from wolds.clustering.eligibility import Role, Standing
from wolds.geo.schools import BoolArray, IntArray, Schools

UNKNOWN_ROW = -1
"""The row of a school that the table does not know: the last entry of each list, with everything unknown."""


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of texts as numbers, so that thousands of clusters are compared at once: `values[codes[row]]` is the text.

    `codes` is (n + 1,), the last entry that of an unknown school; 0 stands for blank.
    """

    codes: IntArray
    values: list[str]

    @classmethod
    def of(cls, texts: list[str]) -> Self:
        """Number the texts as they come."""
        known = {"": 0}
        codes = np.array([known.setdefault(text, len(known)) for text in texts], dtype=np.int64)
        return cls(codes, list(known))


@dataclass(frozen=True, eq=False)
class FactArrays:
    """The columns that rules and figures count, as arrays of shape (n + 1,); the last entry is that of an unknown school."""

    roll: IntArray  # 0 where unknown
    roll_unknown: BoolArray
    character: Coded
    phase_group: Coded
    la_code: Coded
    la_name: Coded  # the code where the name is blank
    diocese: Coded


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
    _counted: list[FactArrays] = field(default_factory=list, repr=False)  # shared by all filters

    @classmethod
    def of(cls, schools: Schools, standing: Standing) -> Self:
        """Look everything up once."""
        return cls(
            schools.row_of,
            [*schools.text("name").tolist(), ""],
            [*(int(roll) if roll == roll else None for roll in np.rint(schools.roll).tolist()), None],
            _roles(standing),
            _reasons(standing),
            [*schools.character.tolist(), "unknown"],
            [*schools.phase_group.tolist(), "unknown"],
            [*schools.text("la_code").tolist(), ""],
            [*schools.text("la_name").tolist(), ""],
            [*schools.text("diocese").tolist(), ""],
            [*schools.federation.tolist(), ""],
        )

    def under(self, standing: Standing) -> Facts:
        """The facts of the same schools under another filter."""
        return replace(self, role=_roles(standing), reason=_reasons(standing))

    @cached_property
    def name_of_la(self) -> Mapping[str, str]:
        """The name of each local authority by its code."""
        return dict(zip(self.la_code, self.la_name, strict=True))

    @cached_property
    def roles(self) -> IntArray:
        """The `Role` of each school, shape (n + 1,)."""
        return np.array(self.role, dtype=np.int64)

    @property
    def arrays(self) -> FactArrays:
        """What is counted, as arrays; made when first asked for, whatever the filter."""
        if not self._counted:
            self._counted.append(self._as_arrays())
        return self._counted[0]

    def _as_arrays(self) -> FactArrays:
        la_names = [name or code for name, code in zip(self.la_name, self.la_code, strict=True)]
        texts = (self.character, self.phase_group, self.la_code, la_names, self.diocese)
        return FactArrays(
            np.array([roll or 0 for roll in self.roll], dtype=np.int64),
            np.array([roll is None for roll in self.roll], dtype=np.bool_),
            *map(Coded.of, texts),
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


def _roles(standing: Standing) -> list[int]:
    return [*standing.role.tolist(), int(Role.EXCLUDED)]


def _reasons(standing: Standing) -> list[str]:
    return [*standing.reason.tolist(), "not-in-register"]
