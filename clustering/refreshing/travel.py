"""Travel of a provider at a refresh: it holds for schools that stand where they stood, and for heirs on the same spot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from wolds.clustering.refreshing.changes import MOVED_M
from wolds.clustering.refreshing.telling import Told
from wolds.clustering.refreshing.transition import Transition
from wolds.clustering.rules import PairTravel
from wolds.geo.schools import BoolArray, IntArray, Schools
from wolds.geo.supplied import SuppliedTravel


def moved_schools(before: Schools, after: Schools) -> IntArray:
    """URNs of both registers, ascending, whose points are known and `MOVED_M` or more apart."""
    urns = np.intersect1d(before.urn, after.urn)
    then, now = (_points(schools, urns) for schools in (before, after))
    with np.errstate(invalid="ignore"):
        moved: IntArray = urns[np.abs(now - then) >= MOVED_M]
    return moved


def _points(schools: Schools, urns: IntArray) -> npt.NDArray[np.complex128]:
    rows = schools.positions(urns.tolist())
    points: npt.NDArray[np.complex128] = schools.easting[rows] + 1j * schools.northing[rows]
    return points


def heirs_on_the_spot(supplied: SuppliedTravel | None, transition: Transition) -> Mapping[int, int]:
    """By school that is gone: the one that took its place where it stood, such as an academy in the same buildings.

    Only where the provider knows the one and not yet the other, and where it is the heir of no second school on that spot.
    """
    if supplied is None:
        return {}
    known = set(supplied.urns.tolist())
    found = {
        urn: heir
        for urn in sorted(transition.gone & known)
        if (heir := transition.heir(urn)) is not None and heir not in known and _is_on_the_spot(urn, heir, transition)
    }
    times = Counter(found.values())
    return {urn: heir for urn, heir in found.items() if times[heir] == 1}


def _is_on_the_spot(urn: int, heir: int, transition: Transition) -> bool:
    then, now = (_points(schools, np.array([one])) for schools, one in ((transition.before, urn), (transition.after, heir)))
    return bool(np.abs(now - then)[0] < MOVED_M)  # no where either is unknown


def handed_over(supplied: SuppliedTravel | None, heirs: Mapping[int, int]) -> SuppliedTravel | None:
    """The same travel with schools under the numbers of their heirs; the very same where there are none."""
    if supplied is None or not heirs:
        return supplied
    ends = np.column_stack([_renamed(urns, heirs) for urns in (supplied.urn_a, supplied.urn_b)])
    urns = _renamed(supplied.urns, heirs)
    reach = (supplied.reach_m, supplied.reach_minutes)
    return SuppliedTravel.of(ends, supplied.metres, supplied.minutes, supplied.source, urns, *reach)


def _renamed(urns: IntArray, heirs: Mapping[int, int]) -> IntArray:
    return np.array([heirs.get(urn, urn) for urn in urns.tolist()], dtype=np.int64)


def carried_travel(supplied: SuppliedTravel | None, schools: Schools, moved: IntArray) -> SuppliedTravel | None:
    """The travel among schools that are still there and did not move; the very same where that is true of all."""
    if supplied is None:
        return None
    known, ends = _holds(supplied.urns, schools, moved), (supplied.urn_a, supplied.urn_b)
    if known.all():
        return supplied
    pairs = np.logical_and(*(_holds(urns, schools, moved) for urns in ends))
    return replace(
        supplied,
        urns=supplied.urns[known],
        urn_a=supplied.urn_a[pairs],
        urn_b=supplied.urn_b[pairs],
        metres=supplied.metres[pairs],
        minutes=supplied.minutes[pairs],
    )


def _holds(urns: IntArray, schools: Schools, moved: IntArray) -> BoolArray:
    return np.isin(urns, schools.urn) & ~np.isin(urns, moved)


def forgotten(supplied: SuppliedTravel | None, moved: IntArray) -> tuple[int, ...]:
    """The schools that moved and whose travel was known at their earlier place, ascending."""
    return () if supplied is None else tuple(np.intersect1d(supplied.urns, moved).tolist())


def told_of_overrides(overrides: Iterable[PairTravel], moved: IntArray, transition: Transition) -> Iterator[Told]:
    """Travel that a person gave for a pair stays as it was given; where one of the two moved, somebody should look at it."""
    gone = set(moved.tolist())
    for given in overrides:
        movers = [urn for urn in given.pair if urn in gone]
        if movers:
            value = f"{given.km:g} km" if given.km is not None else f"{given.minutes:g} min"
            pair = " and ".join(transition.name(urn) for urn in given.pair)
            who = "both" if len(movers) > 1 else transition.name(movers[0])
            yield Told(
                "rule", f"The travel given for {pair} ({value}) stays, although {who} moved: look at it", given.pair, False
            )
