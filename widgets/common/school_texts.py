"""The texts of a register as lists, ready to be shown, searched and sorted by thousands: asking a frame each time is slow."""

from __future__ import annotations

from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from wolds.geo.schools import FloatArray, IntArray, Schools

_KEPT: WeakKeyDictionary[Schools, SchoolTexts] = WeakKeyDictionary()


def texts_of(schools: Schools) -> SchoolTexts:
    """The texts of a register, made once and shared by the views while the register is there."""
    found = _KEPT.get(schools)
    if found is None:
        found = _KEPT[schools] = SchoolTexts(schools)
    return found


class SchoolTexts:
    """Texts by row of the register; each column is fetched when it is first asked for."""

    def __init__(self, schools: Schools) -> None:
        self._columns: dict[str, list[str]] = {}
        self._ranks: dict[str, FloatArray] = {}
        # No reference to the schools themselves is kept, else they would never be let go.
        self._fetch = schools.frame
        self._urns = schools.urn

    def column(self, name: str) -> list[str]:
        """A text column, n entries."""
        if name not in self._columns:
            self._columns[name] = self._fetch[name].tolist()
        return self._columns[name]

    def ranks(self, name: str) -> FloatArray:
        """Where each school stands when a text column is sorted, whatever the case; NaN where blank; shape (n,)."""
        if name not in self._ranks:
            self._ranks[name] = ranks_of(self.column(name))
        return self._ranks[name]

    @cached_property
    def rows(self) -> dict[int, int]:
        """The row of each URN."""
        return {urn: row for row, urn in enumerate(self._urns.tolist())}

    @cached_property
    def haystack(self) -> list[str]:
        """What a search looks through, in lower case: name, URN, locality, town, postcode with and without its blank."""
        columns = [self.column(name) for name in ("name", "locality", "town", "postcode")]
        rows = zip(self._urns.tolist(), *columns, strict=True)
        return [_findable(urn, name, locality, town, code) for urn, name, locality, town, code in rows]

    def name(self, urn: int) -> str:
        """The name of a school, or "URN 123456" where the register does not know it."""
        row = self.rows.get(urn)
        return f"URN {urn}" if row is None else self.column("name")[row]

    def by_name(self, rows: IntArray) -> IntArray:
        """Rows in the order of the names, equal names by URN."""
        ordered: IntArray = rows[np.argsort(self.ranks("name")[rows], kind="stable")]
        return ordered


def _findable(urn: int, name: str, locality: str, town: str, postcode: str) -> str:
    return f"{name}\n{urn}\n{locality}\n{town}\n{postcode}\n{postcode.replace(' ', '')}".casefold()


def ranks_of(texts: list[str]) -> FloatArray:
    """The place of each text in order, equal texts equal, NaN where blank; shape (n,)."""
    folded = [text.strip().casefold() for text in texts]
    order = {text: place for place, text in enumerate(sorted(set(folded) - {""}))}
    return np.array([order.get(text, np.nan) for text in folded], dtype=np.float64)
