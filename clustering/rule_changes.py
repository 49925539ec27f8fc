"""What two sets of rules, or two filters, say otherwise: a phrase for each, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel

from wolds.clustering.eligibility import Eligibility
from wolds.clustering.rules import Rules

_WORDS: Final[Mapping[str, str]] = {
    "cap_km": "travel limit in km",
    "cap_minutes": "travel limit in minutes",
    "cap_rule": "where the travel limit holds",
    "overrides": "travel given for pairs",
    "size_min": "fewest schools in a cluster",
    "size_max": "most schools in a cluster",
    "roll_min": "fewest pupils",
    "roll_max": "most pupils",
    "max_clusters": "most clusters",
    "keep_federations": "federations kept together",
    "exemptions": "exemptions of federations",
    "must_link": "pairs kept together",
    "keep_apart": "pairs kept apart",
    "relations": "recorded relations",
    "keep_relations": "kinds of relations kept together",
    "same_phase": "one phase group",
    "mix": "mix of church and community schools",
    "same_la": "one local authority",
    "same_diocese": "one diocese",
    "objective": "what is kept small",
    "partnership_cost_km": "cost of each cluster in km",
    "mix_preferred_km": "weight of a mix in km",
    "existing_relations_km": "weight of existing relations in km",
    "prefer_relations": "kinds of relations preferred",
    "roll_target": "target of pupils",
    "roll_target_km_per_10_pupils": "weight of the target of pupils in km",
    "little_change_km": "weight of little change in km",
    "la_codes": "local authorities",
    "urns": "list of eligible schools",
    "include": "schools let in by hand",
    "exclude": "schools left out by hand",
    "optional": "optional schools",
    "buffer_km": "neighbours within km",
}
"""How each field is called; one that is not here is called by its own name."""
_MOST: Final = 4


def rule_changes(before: Rules, after: Rules) -> tuple[str, ...]:
    """ "travel limit in km: 12 to 10", one for each rule that differs."""
    return tuple(_changes(before, after))


def filter_changes(before: Eligibility, after: Eligibility) -> tuple[str, ...]:
    """The same of who takes part."""
    return tuple(_changes(before, after))


def _changes(before: BaseModel, after: BaseModel) -> Iterator[str]:
    for name in type(before).model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            words = _WORDS.get(name, name.replace("_", " "))
            said = _said(old), _said(new)
            yield f"{words}: {said[0]} to {said[1]}" if said[0] != said[1] else f"{words}: others than before ({said[0]})"


def _said(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return _listed(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _listed(values: tuple[Any, ...]) -> str:
    if not values:
        return "none"
    if len(values) <= _MOST and all(isinstance(value, str) for value in values):
        return ", ".join(str(value) for value in values)
    return f"{len(values):,} given"
