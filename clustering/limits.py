"""Limits that nobody can meet: known from rolls, characters and counts alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from wolds.clustering.eligibility import Role, Standing
from wolds.clustering.existing import exempt
from wolds.clustering.rules import Mix, Rules
from wolds.clustering.wording import listed, schools_text
from wolds.geo.character import Character
from wolds.geo.schools import IntArray, Schools

Fault = tuple[str, tuple[int, ...], str]
"""The rule, the schools concerned, and a sentence."""


def limit_faults(schools: Schools, standing: Standing, rules: Rules) -> Iterator[Fault]:
    """Limits that no cluster, or not all schools, can meet."""
    if not standing.to_place.any():
        return
    taking_part = standing.role != Role.EXCLUDED
    rolls = np.sort(np.rint(schools.roll[taking_part])).astype(np.int64)
    yield from _mix(schools.character[taking_part].tolist(), rules)
    yield from _too_many_pupils(schools, standing, rules)
    yield from _too_few_places(int(standing.to_place.sum()), rules)
    if not exempt(rules, "size"):
        yield from _size_and_roll(rolls, rules)


def _mix(characters: list[str], rules: Rules) -> Iterator[Fault]:
    if rules.mix != Mix.REQUIRED:
        return
    for kind in (Character.CHURCH, Character.COMMUNITY):
        if kind not in characters:
            yield "mix", (), f"Each group needs a {kind} school, and none takes part"
    if rules.size_max == 1:
        yield "mix", (), "Each group needs a church and a community school, and may hold 1 school"


def _too_many_pupils(schools: Schools, standing: Standing, rules: Rules) -> Iterator[Fault]:
    if rules.roll_max is None:
        return
    above = standing.to_place & (schools.roll > rules.roll_max)
    urns = tuple(schools.urn[above].tolist())
    if len(urns) == 1:
        yield "roll-max", urns, f"{schools.name_of(urns[0])}: roll {schools.roll[above][0]:.0f}, ceiling {rules.roll_max}"
    elif urns:
        names = listed([schools.name_of(urn) for urn in urns], most=4)
        yield (
            "roll-max",
            urns,
            f"{schools_text(len(urns))} alone have more pupils than the ceiling of {rules.roll_max}: {names}",
        )


def _too_few_places(to_place: int, rules: Rules) -> Iterator[Fault]:
    if rules.max_clusters is None or rules.size_max is None or exempt(rules, "size"):
        return
    places = rules.max_clusters * rules.size_max
    if places < to_place:
        sentence = (
            f"At most {rules.max_clusters} x {schools_text(rules.size_max)}: {places} of {to_place} schools can be placed"
        )
        yield "max-clusters", (), sentence


def _size_and_roll(rolls: IntArray, rules: Rules) -> Iterator[Fault]:
    if len(rolls) < rules.size_min:
        yield "size", (), f"A group needs {schools_text(rules.size_min)}, and {len(rolls)} take part"
        return
    largest = int(rolls[-(rules.size_max or len(rolls)) :].sum())
    if rules.roll_min is not None and largest < rules.roll_min:
        what = f"the {rules.size_max} largest schools have" if rules.size_max else "all schools together have"
        yield "roll-min", (), f"A group needs {rules.roll_min} pupils, and {what} {largest}"
    smallest = int(rolls[: rules.size_min].sum())
    if rules.roll_max is not None and smallest > rules.roll_max:
        what = f"the {rules.size_min} smallest schools have" if rules.size_min > 1 else "the smallest school has"
        yield "roll-max", (), f"A group may have {rules.roll_max} pupils, and {what} {smallest}"
