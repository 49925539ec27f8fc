"""Travel between pairs of schools as a provider supplies it: roads, a table of the council's, a routing server. No Qt.

Every provider ends in the same thing: pairs of URNs with metres, minutes or both, the worse of the two directions. A pair that
is not in it is either further apart than `reach` says, or nobody knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Self

import numpy as np

from wolds.geo.schools import FloatArray, IntArray

_FACTOR: Final = 10_000_000
"""One more than the largest URN: two URNs make one number."""


@dataclass(frozen=True)
class TravelSource:
    """What a figure is labelled with: `label` is short ("OSM July 2022"), `how` says in a sentence how it was worked out.

    `speeds`: the speeds of classes of road that a person changed, "A road 60 km/h"; "" where minutes rest on others.
    """

    provider: str  # "roads", "table", "server", "valhalla"
    label: str
    how: str
    credit: str = ""
    sha256: str = ""
    speeds: str = field(default="", repr=False)


@dataclass(frozen=True, eq=False)
class SuppliedTravel:
    """p pairs by `urn_a` < `urn_b`, ascending; `metres` and `minutes` (p,), NaN where not supplied; the worse direction.

    `reach_m` and `reach_minutes`: pairs among `urns` that are missing are further apart than that (inf: there is no way at
    all); 0 where nothing is known of missing pairs. `urns`: the schools that the provider knows, ascending.
    """

    urns: IntArray
    urn_a: IntArray
    urn_b: IntArray
    metres: FloatArray
    minutes: FloatArray
    reach_m: float
    reach_minutes: float
    source: TravelSource

    @classmethod
    def of(
        cls,
        pairs: IntArray,
        metres: FloatArray,
        minutes: FloatArray,
        source: TravelSource,
        urns: Sequence[int] | IntArray,
        reach_m: float = 0.0,
        reach_minutes: float = 0.0,
    ) -> Self:
        """From pairs (p, 2) in any order and both directions or one: the worse of what is given for a pair counts."""
        low, high = pairs.min(axis=1), pairs.max(axis=1)
        keys, place = np.unique(low * _FACTOR + high, return_inverse=True)
        km, time = _worst(metres, place, len(keys)), _worst(minutes, place, len(keys))
        known = np.unique(np.asarray(urns, dtype=np.int64))
        return cls(known, keys // _FACTOR, keys % _FACTOR, km, time, reach_m, reach_minutes, source)

    def __len__(self) -> int:
        return len(self.urn_a)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything in it."""
        found = hashlib.sha256(repr((self.reach_m, self.reach_minutes, self.source)).encode())
        found.update(self.source.speeds.encode())  # apart from the rest: plans from before there were any keep their hash
        for values in (self.urns, self.urn_a, self.urn_b, self.metres, self.minutes):
            found.update(values.tobytes())
        return found.hexdigest()

    @cached_property
    def _keys(self) -> IntArray:
        return self.urn_a * _FACTOR + self.urn_b

    def find(self, urn_a: IntArray, urn_b: IntArray) -> IntArray:
        """The place of each pair, -1 where it is missing; any shape, any order of the two."""
        wanted = np.minimum(urn_a, urn_b) * _FACTOR + np.maximum(urn_a, urn_b)
        if not len(self):
            return np.full(wanted.shape, -1, dtype=np.int64)
        place = np.minimum(np.searchsorted(self._keys, wanted), len(self) - 1)
        result: IntArray = np.where(self._keys[place] == wanted, place, -1)
        return result


def _worst(values: FloatArray, place: IntArray, size: int) -> FloatArray:
    """The largest value known of each group, NaN where none is."""
    result = np.full(size, -np.inf)
    np.maximum.at(result, place, np.nan_to_num(values, nan=-np.inf))
    return np.where(np.isneginf(result), np.nan, result)
