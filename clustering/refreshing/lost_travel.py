"""Travel that holds no more on the next register, kept with the former one, so that the way back finds it as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wolds.clustering.refreshing.transition import Transition
from wolds.geo.schools import BoolArray, FloatArray, IntArray, Schools
from wolds.geo.supplied import SuppliedTravel


@dataclass(frozen=True, eq=False)
class LostTravel:
    """Pairs (p, 2) of schools whose travel did not go on, metres and minutes (p,); `urns` are those of them that it knew.

    A pair that went on under the number of an heir is among them: an heir of several would not find the way back. `digest` is
    that of the whole travel as it was: put together with what went on, it must come out the same.
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
    lost = ~(np.isin(supplied.urn_a, stays) & np.isin(supplied.urn_b, stays))
    pairs = np.column_stack([supplied.urn_a[lost], supplied.urn_b[lost]])
    urns = supplied.urns[~np.isin(supplied.urns, stays)]
    return LostTravel(supplied.digest, urns, pairs, supplied.metres[lost], supplied.minutes[lost])


def found_again(today: SuppliedTravel | None, lost: Sequence[LostTravel | None], schools: Schools) -> SuppliedTravel | None:
    """Today's travel with what was lost since, the former register's own first, where that is just what was in force then.

    `schools` are those of the former register: what was lost later of schools that came later is left out. Else today's:
    another travel was worked out meanwhile, and two are never mixed.
    """
    steps = [one for one in lost if one is not None]
    if today is None or not steps or len(steps) < len(lost):
        return today
    whole = today
    for one in (steps[0], *(_among(schools, later) for later in steps[1:])):
        whole = _together(whole, one)
    return whole if whole.digest == steps[0].digest else today


def _among(schools: Schools, lost: LostTravel) -> LostTravel:
    pairs = np.isin(lost.pairs, schools.urn).all(axis=1)
    urns = lost.urns[np.isin(lost.urns, schools.urn)]
    return LostTravel(lost.digest, urns, lost.pairs[pairs], lost.metres[pairs], lost.minutes[pairs])


def _together(travel: SuppliedTravel, lost: LostTravel) -> SuppliedTravel:
    """The travel with the pairs that it lacks."""
    fresh: BoolArray = travel.find(lost.pairs[:, 0], lost.pairs[:, 1]) < 0
    return SuppliedTravel.of(
        np.vstack([np.column_stack([travel.urn_a, travel.urn_b]), lost.pairs[fresh]]),
        np.concatenate([travel.metres, lost.metres[fresh]]),
        np.concatenate([travel.minutes, lost.minutes[fresh]]),
        travel.source,
        np.concatenate([travel.urns, lost.urns]),
        travel.reach_m,
        travel.reach_minutes,
    )
