"""Random worlds with every rule in play, and the same world as Wolds' own tables."""

from __future__ import annotations

import random
from types import MappingProxyType

import pandas as pd

from independent.world import Place, World
from wolds.clustering.eligibility import Choice, Eligibility, Standing, standing_of
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import Rules
from wolds.geo.schools import Schools

RELIGION = {"church": "Church of England", "community": "None", "other_faith": "Muslim", "unknown": ""}
HIGH_AGE = {"primary": 11, "middle": 9, "unknown": float("nan")}


def random_places(dice: random.Random, count: int, spread_m: int) -> tuple[Place, ...]:
    """Schools on a coarse grid, so that equal distances and distances right on the cap turn up."""
    step = dice.choice((1, 500, 1000))
    places: list[Place] = []
    for number in range(count):
        east, north = 500_000 + dice.randrange(0, spread_m, step), 300_000 + dice.randrange(0, spread_m, step)
        if places and dice.random() < 0.25:  # right on a cap that the rules may have, or a metre beyond it
            beside = dice.choice(places)
            east, north = beside.easting + dice.choice((3_000, 3_001, 5_000, 5_001, 7_500, 7_501)), beside.northing
        places.append(
            Place(
                urn=100_001 + number,
                easting=east,
                northing=north,
                roll=dice.choice((20, 35, 50, 60, 75, 90, 110, 140)),
                must_be_placed=dice.random() > 0.12,
                character=dice.choices(("church", "community", "other_faith", "unknown"), (4, 5, 1, 1))[0],
                phase=dice.choices(("primary", "middle", "unknown"), (8, 2, 1))[0],
                la=dice.choice(("990", "991")),
                diocese=dice.choice(("North", "South", "")),
                federation=dice.choice(("", "", "", "F1", "F2")),
                trust=dice.choice(("", "", "T1")),
            )
        )
    if not any(place.must_be_placed for place in places):
        places[0] = Place(**{**vars(places[0]), "must_be_placed": True})
    return tuple(places)


def random_rules(dice: random.Random, places: tuple[Place, ...], *, plain: bool = False) -> Rules:
    """Rules with each one in play now and then; `plain` leaves out exemptions and hub caps."""
    low = dice.choice((1, 2, 2, 3, 3))
    values: dict = {
        "size_min": low,
        "size_max": dice.choice((low, low + 1, low + 2, None)) if not plain else low + 1,
        "roll_min": dice.choice((None, 0, 105, 150, 200)),
        "roll_max": dice.choice((None, None, 250, 300, 400)),
        "keep_federations": dice.random() < 0.4,
        "same_phase": dice.random() < 0.3,
        "same_la": dice.random() < 0.25,
        "same_diocese": dice.random() < 0.25,
        "mix": dice.choices(("any", "required", "forbidden"), (5, 2, 2))[0],
        "objective": dice.choice(("closeness", "hub")),
        "cap_rule": "pairs" if plain else dice.choice(("pairs", "pairs", "lead")),
        "partnership_cost_km": dice.choice((0, 0, 2.5, 10)),
        "max_clusters": dice.choice((None, None, None, 1, 2, 3)),
        "mix_preferred_km": dice.choice((0, 0, 3)),
        "existing_relations_km": dice.choice((0, 0, 2)),
        "little_change_km": dice.choice((0, 0, 1.5)),
        "roll_target": dice.choice((None, 180)),
        "roll_target_km_per_10_pupils": dice.choice((0, 0.5)),
    }
    if values["roll_max"] is not None and values["roll_min"] is not None and values["roll_max"] < values["roll_min"]:
        values["roll_max"] = None
    values |= dice.choice(
        ({"cap_km": 3}, {"cap_km": 5}, {"cap_km": 7.5}, {"cap_km": None, "cap_minutes": 10}, {"cap_km": None})
    )
    values |= _links(dice, places)
    if not plain and values["keep_federations"] and dice.random() < 0.5:
        values["exemptions"] = [{"federation": "F1", "exempt": dice.choice(("cap", "size", "release"))}]
    return Rules.model_validate(values)


def _links(dice: random.Random, places: tuple[Place, ...]) -> dict:
    urns = [place.urn for place in places]

    def pair() -> dict:
        one, two = dice.sample(urns, 2)
        return {"urn_a": one, "urn_b": two, "reason": "said so"}

    values: dict = {}
    if dice.random() < 0.3:
        values["must_link"] = [pair()]
    if dice.random() < 0.4:
        values["keep_apart"] = [pair() for _ in range(dice.randint(1, 4))]
    if dice.random() < 0.3:
        values["overrides"] = [pair() | dice.choice(({"km": 2}, {"km": 9}, {"minutes": 10}, {"minutes": 25}))]
    if dice.random() < 0.3:
        east = 500_000 + dice.randrange(0, 10_000)
        line = ((east, 299_000), (east, 300_000 + dice.randrange(0, 12_000)))
        values["barriers"] = [{"name": "estuary", "points": line, "minutes": dice.choice((None, None, 9))}]
    return values


def random_locks(dice: random.Random, world: World) -> tuple[frozenset[int], ...]:
    """A group or two locked together, whole as far as kept-together schools go."""
    from independent.world import units

    free = [urn for urn in sorted(world.by_urn) if world.by_urn[urn].must_be_placed and not any(urn in u for u in units(world))]
    dice.shuffle(free)
    anchors = []
    for _ in range(dice.choice((0, 0, 1, 2))):
        size = dice.choice((1, 2, 3))
        group, free = free[:size], free[size:]
        if group:
            anchors.append(frozenset(group))
    return tuple(anchors)


def random_world(seed: int, count: int | None = None, *, plain: bool = False) -> World:
    """One world; the seed names it."""
    dice = random.Random(seed)
    many = count or dice.randint(4, 11)
    places = random_places(dice, many, dice.choice((6_000, 10_000, 14_000)))
    rules = random_rules(dice, places, plain=plain)
    world = World(places, rules.model_dump(mode="json"))
    anchors = () if plain else random_locks(dice, world)
    present = tuple(frozenset(anchor) for anchor in anchors)
    if dice.random() < 0.4:
        used = frozenset().union(*anchors) if anchors else frozenset()
        free = [place.urn for place in places if place.urn not in used]
        present = (*present, frozenset(free[:3])) if len(free) >= 3 else present
    return World(places, world.rules, anchors, 0, present)


def as_tables(world: World, shuffle: random.Random | None = None) -> tuple[Schools, Standing, Plan]:
    """The world as a register, its standing and a plan with the locks."""
    places = list(world.places)
    if shuffle:
        shuffle.shuffle(places)
    frame = pd.DataFrame(
        {
            "urn": [p.urn for p in places],
            "name": [f"School {p.urn}" for p in places],
            "la_code": [p.la for p in places],
            "status": "Open",
            "phase": "Primary",
            "high_age": [HIGH_AGE[p.phase] for p in places],
            "religious_character": [RELIGION[p.character] for p in places],
            "diocese": [p.diocese for p in places],
            "roll": [p.roll for p in places],
            "federation_code": [p.federation for p in places],
            "trust_code": [p.trust for p in places],
            "easting": [p.easting for p in places],
            "northing": [p.northing for p in places],
        }
    )
    schools = Schools.from_frame(frame)
    optional = tuple(Choice(urn=p.urn) for p in world.places if not p.must_be_placed)
    eligibility = Eligibility(optional=optional)
    clusters = {
        f"C{number:03d}": Cluster(f"C{number:03d}", number, f"Cluster {number}", tuple(sorted(group)), number % 8)
        for number, group in enumerate(world.present, 1)
    }
    home = {urn: key for key, cluster in clusters.items() for urn in cluster.members}
    locks = {urn: home[urn] for anchor in world.anchors for urn in anchor}
    plan = Plan(rules=Rules.model_validate(world.rules), eligibility=eligibility, school_locks=MappingProxyType(locks))
    return schools, standing_of(schools, eligibility), plan_with(clusters, plan)
