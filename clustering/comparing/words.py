"""What measures are called, how their values are shown, and what a shift does to a school, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from wolds.clustering.comparing.measures import Measure
from wolds.clustering.comparing.movers import Place, Shift
from wolds.clustering.models import MODELS, Model
from wolds.clustering.rules import Objective, Rules
from wolds.clustering.travel import shown_unit, shown_value
from wolds.clustering.wording import listed, plain, schools_text

NOTHING: Final = "–"
ARROW: Final = "→"

_LABELS: Final = {
    "placed": "Schools placed",
    "unplaced": "Schools not placed",
    "optional_joined": "Optional schools that joined",
    "pupils_placed": "Pupils in clusters",
    "clusters": "Clusters",
    "cost_km": "Cost in travel",
    "partner_km": "Mean travel of a school to its partners",
    "longest_km": "Longest pair",
    "kept_apart": "Pairs kept apart by a barrier, not counted in travel",
    "least_roll": "Fewest pupils in a cluster",
    "greatest_roll": "Most pupils in a cluster",
    "broken_rules": "Broken rules",
    "accepted_rules": "Broken rules that were accepted",
    "mixed": "Clusters of church and community schools",
    "church_unplaced": "Church schools not placed",
    "several_las": "Clusters across local authorities",
    "several_dioceses": "Clusters across dioceses",
    "federations_whole": "Federations in one cluster",
    "relations_kept": "Pairs that work together already, in one cluster",
    "model:none": "Clusters without a model",
}
_WAYS: Final = {"moved": "moves", "joined": "joins", "left": "leaves", "stayed": "stays"}


def label_of(measure: Measure) -> str:
    """What a measure is called: "Schools placed (of 173)"."""
    kind, _, model = measure.key.partition(":")
    named = kind == "model" and model != "none"
    text = f"Clusters planned as {MODELS[Model(model)].name}" if named else _LABELS[measure.key]
    return text if measure.of is None else f"{text} (of {measure.of:,})"


def hint_of(measure: Measure, rules: Rules) -> str:
    """What a measure means where its name does not say it all; "" for the others."""
    hub = rules.objective == Objective.HUB
    of_cost = "travel of each school to the best placed one" if hub else "each school's mean travel to its partners"
    hints = {
        "kept_apart": "Pairs of one cluster with a barrier between them: no travel, so that no figure of travel has them",
        "cost_km": f"What a proposal keeps small: {of_cost}, summed, and what each cluster costs",
        "relations_kept": "Of the pairs of schools that take part and share a federation, a trust or a recorded relation",
        "federations_whole": "Of the federations of which two schools or more take part",
    }
    return hints.get(measure.key, "")


def shown_of(measure: Measure, value: float | None, rules: Rules) -> str:
    """A value as people read it: "146", "12.4 km", "18.3 min", "–" where there is nothing to measure."""
    if value is None:
        return NOTHING
    if measure.unit == "travel":
        return f"{shown_value(value, rules):,.1f} {shown_unit(rules)}"
    return f"{value:,.{measure.decimals}f} km" if measure.unit == "km" else f"{value:,.0f}"


def way_of(shift: Shift) -> str:
    """What a school does, in a word: "moves", "joins", "leaves", "stays"; "closed" where it leaves since it is."""
    return "closed" if shift.is_closed else _WAYS[shift.way]


def school_text(shift: Shift) -> str:
    """A school by name, and by its URN in the other plan where that is another: "Belton (now URN 150001)"."""
    return f"{shift.name} ({shift.known_as})" if shift.known_as else shift.name


def place_text(place: Place) -> str:
    """Where a school is: the name of its cluster, or that it is in none, for it is closed, say."""
    return place.name or place.absent or "no cluster"


def to_text(shift: Shift) -> str:
    """Where a school goes: the name of its cluster, told apart from one of the same name that it leaves."""
    name = place_text(shift.after)
    return f"another {name}" if shift.way == "moved" and name == place_text(shift.before) else name


def mean_text(place: Place, rules: Rules) -> str:
    """Mean travel of a school to its partners: "4.2 km", "–" without one, and from how many a barrier keeps it apart."""
    if place.mean_km is None:
        return "kept apart" if place.kept_apart else NOTHING
    known = f"{plain(shown_value(place.mean_km, rules), 1)} {shown_unit(rules)}"
    return f"{known} (kept apart from {place.kept_apart})" if place.kept_apart else known


def from_to(shift: Shift, text: Callable[[Place], str]) -> str:
    """Something before and after: "4.2 km → 3 km"; once where both are the same, or the school had or has no cluster."""
    texts = [text(place) for place in (shift.before, shift.after) if place.cluster is not None]
    return f" {ARROW} ".join(dict.fromkeys(texts))


def pupils_text(place: Place) -> str:
    """The roll of a school's cluster."""
    return NOTHING if place.pupils is None else f"{place.pupils:,}"


def sentence_of(shift: Shift, rules: Rules, name_of: Callable[[int], str]) -> str:
    """A shift in one sentence: where from and to, mean travel, pupils of the cluster, partners lost and gained."""
    start = {
        "moved": f"moves from {place_text(shift.before)} to {to_text(shift)}",
        "joined": f"joins {place_text(shift.after)}",
        "left": f"leaves {place_text(shift.before)} and {_and_then(shift.after)}",
        "stayed": f"stays in {from_to(shift, place_text)}",
    }[shift.way]
    parts = [
        f"mean travel {from_to(shift, lambda place: mean_text(place, rules))}",
        f"pupils {from_to(shift, pupils_text)}",
        *(f"{verb} {listed([name_of(urn) for urn in urns], 4)}" for verb, urns in _partners(shift) if urns),
    ]
    return f"{school_text(shift)} {start}: {'; '.join(parts)}."


def _and_then(place: Place) -> str:
    words = {"": "is in no cluster", "closed": "is closed", "not in its register": "is not in the register of that plan"}
    return words[place.absent]


def _partners(shift: Shift) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return ("loses", shift.lost), ("gains", shift.gained)


def partners_text(shift: Shift) -> str:
    """How many partners a school loses and gains: "2 schools lost, 3 schools gained"."""
    parts = [f"{schools_text(len(urns))} {word}" for word, urns in (("lost", shift.lost), ("gained", shift.gained)) if urns]
    return ", ".join(parts)
