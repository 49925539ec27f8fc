"""The plain world that checker and oracle judge: dictionaries and integers, no table, no array."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, pairwise
from math import sqrt


@dataclass(frozen=True)
class Place:
    """One school that may stand in a cluster. Coordinates are whole metres."""

    urn: int
    easting: int
    northing: int
    roll: int
    must_be_placed: bool = True
    character: str = "community"  # church, community, other_faith, unknown
    phase: str = "primary"  # primary, middle, unknown
    la: str = "990"
    diocese: str = ""
    federation: str = ""
    trust: str = ""


@dataclass(frozen=True)
class World:
    """Schools and rules. `rules` is the rules document as a plain dictionary; `anchors` are groups locked together."""

    places: tuple[Place, ...]
    rules: dict
    anchors: tuple[frozenset[int], ...] = ()
    locked_clusters: int = 0
    present: tuple[frozenset[int], ...] = ()  # clusters of the present plan
    by_urn: dict[int, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_urn.update({place.urn: place for place in self.places})


def exact(value: float) -> Fraction:
    return Fraction(repr(float(value)))


def km_from_minutes(minutes: Fraction) -> Fraction:
    """20 min is 12.38 km: straight km x 1.3 / 48.2803 x 60 minutes."""
    return minutes / 60 * Fraction("48.2803") / Fraction("1.3")


def cap_km(world: World) -> Fraction | None:
    if world.rules["cap_km"] is not None:
        return exact(world.rules["cap_km"])
    if world.rules["cap_minutes"] is not None:
        return km_from_minutes(exact(world.rules["cap_minutes"]))
    return None


def _turn(a, b, c) -> int:
    cross = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (cross > 0) - (cross < 0)


def _on(a, b, c) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def segments_meet(a, b, c, d) -> bool:
    """Whether the closed segments ab and cd share a point; exact for whole numbers."""
    one, two, three, four = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if one != two and three != four:
        return True
    return any(
        turn == 0 and _on(*points)
        for turn, points in ((one, (a, b, c)), (two, (a, b, d)), (three, (c, d, a)), (four, (c, d, b)))
    )


def _override(world: World, one: int, two: int):
    found = None
    for given in world.rules["overrides"]:
        if {given["urn_a"], given["urn_b"]} == {one, two}:
            found = given
    return found


def barriers_met(world: World, one: int, two: int) -> list[dict]:
    a, b = world.by_urn[one], world.by_urn[two]
    start, end = (a.easting, a.northing), (b.easting, b.northing)
    met = []
    for barrier in world.rules["barriers"]:
        points = [tuple(point) for point in barrier["points"]]
        if any(segments_meet(start, end, c, d) for c, d in pairwise(points)):
            met.append(barrier)
    return met


def cut_by_barrier(world: World, one: int, two: int) -> bool:
    if _override(world, one, two) is not None:
        return False
    return any(barrier["minutes"] is None for barrier in barriers_met(world, one, two))


def has_travel(world: World, one: int, two: int) -> bool:
    """Two schools that a barrier keeps apart have no travel: no figure counts the pair."""
    return not cut_by_barrier(world, one, two)


def travel_squared(world: World, one: int, two: int) -> Fraction:
    """Square of the travel between two schools in km, overrides and barriers' minutes included."""
    given = _override(world, one, two)
    if given is not None:
        km = exact(given["km"]) if given["km"] is not None else km_from_minutes(exact(given["minutes"]))
        return km * km
    minutes = [exact(b["minutes"]) for b in barriers_met(world, one, two) if b["minutes"] is not None]
    if minutes:
        km = km_from_minutes(max(minutes))
        return km * km
    a, b = world.by_urn[one], world.by_urn[two]
    return Fraction((a.easting - b.easting) ** 2 + (a.northing - b.northing) ** 2, 1_000_000)


def travel_km(world: World, one: int, two: int) -> float:
    return sqrt(travel_squared(world, one, two))


def in_reach(world: World, one: int, two: int) -> bool:
    cap = cap_km(world)
    return cap is None or travel_squared(world, one, two) <= cap * cap


def federations(world: World) -> dict[str, frozenset[int]]:
    if not world.rules["keep_federations"]:
        return {}
    released = {e["federation"] for e in world.rules["exemptions"] if e["exempt"] == "release"}
    groups: dict[str, set[int]] = {}
    for place in world.places:
        if place.federation and place.federation not in released:
            groups.setdefault(place.federation, set()).add(place.urn)
    return {code: frozenset(group) for code, group in groups.items() if len(group) > 1}


def linked_groups(world: World) -> list[frozenset[int]]:
    """Schools that must-links bind, directly or in a chain."""
    groups: list[set[int]] = []
    for link in world.rules["must_link"]:
        pair = {link["urn_a"], link["urn_b"]} & world.by_urn.keys()
        touching = [group for group in groups if group & pair]
        groups = [group for group in groups if not group & pair] + [set().union(pair, *touching)]
    return [frozenset(group) for group in groups if len(group) > 1]


def units(world: World) -> list[frozenset[int]]:
    """Everything that stands or falls together: federations and must-links joined where they overlap."""
    groups: list[set[int]] = []
    for group in [*federations(world).values(), *linked_groups(world)]:
        touching = [other for other in groups if other & group]
        groups = [other for other in groups if not other & group] + [set(group).union(*touching)]
    return [frozenset(group) for group in groups]


def exempt_federations(world: World, what: str) -> list[frozenset[int]]:
    codes = {e["federation"] for e in world.rules["exemptions"] if e["exempt"] == what}
    return [group for code, group in federations(world).items() if code in codes]


def pairs(group) -> list[tuple[int, int]]:
    return list(combinations(sorted(group), 2))
