"""Travel that holds no more on the next register, kept with the former one, so that the way back finds it as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from wolds.clustering.refreshing.transition import Transition
from wolds.clustering.refreshing.travel import heirs_on_the_spot
from wolds.geo.schools import BoolArray, FloatArray, IntArray
from wolds.geo.supplied import SuppliedTravel


@dataclass(frozen=True, eq=False)
class LostTravel:
    """Pairs (p, 2) of schools whose travel did not go on, metres and minutes (p,); `urns` are those of them that it knew.

    `digest` is that of the whole travel as it was: put together with what went on, it must come out the same.
    """

    digest: str
    urns: IntArray
    pairs: IntArray
    metres: FloatArray
    minutes: FloatArray


def lost_travel(transition: Transition) -> LostTravel | None:
    """What the schools that are gone or moved take with them; None where the straight line was in force."""
    supplied = transition.before.supplied
    if supplied is None:
        return None
    after = transition.after.supplied
    stays = np.empty(0, dtype=np.int64) if after is None or after.source != supplied.source else after.urns
    handed = heirs_on_the_spot(supplied, transition)
    kept = np.union1d(stays, [urn for urn, heir in handed.items() if heir in set(stays.tolist())])
    lost = ~(np.isin(supplied.urn_a, kept) & np.isin(supplied.urn_b, kept))
    pairs = np.column_stack([supplied.urn_a[lost], supplied.urn_b[lost]])
    urns = supplied.urns[~np.isin(supplied.urns, kept)]
    return LostTravel(supplied.digest, urns, pairs, supplied.metres[lost], supplied.minutes[lost])


def found_again(today: SuppliedTravel | None, lost: Iterable[LostTravel | None]) -> SuppliedTravel | None:
    """Today's travel with what was lost since, the former register's own first, where that is just what was in force then.

    Else today's: another travel was worked out meanwhile, and two are never mixed.
    """
    steps = list(lost)
    if today is None or not steps or any(one is None for one in steps):
        return today
    known = [one for one in steps if one is not None]
    fresh = [one.pairs[~_known(one.pairs, today)] for one in known]
    if not all(len(one.pairs) == len(pairs) for one, pairs in zip(known, fresh, strict=True)):
        return today
    whole = SuppliedTravel.of(
        np.vstack([np.column_stack([today.urn_a, today.urn_b]), *(one.pairs for one in known)]),
        np.concatenate([today.metres, *(one.metres for one in known)]),
        np.concatenate([today.minutes, *(one.minutes for one in known)]),
        today.source,
        np.concatenate([today.urns, *(one.urns for one in known)]),
        today.reach_m,
        today.reach_minutes,
    )
    return whole if whole.digest == known[0].digest else today


def _known(pairs: IntArray, travel: SuppliedTravel) -> BoolArray:
    found: BoolArray = travel.find(pairs[:, 0], pairs[:, 1]) >= 0
    return found
