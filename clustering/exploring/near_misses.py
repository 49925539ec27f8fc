"""Near misses: pairs, clusters and possible groups just outside a rule, so that a cliff edge does not hide.

Near is within 5 % of the limit, or within 1 km or 10 pupils of it, whichever is wider.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wolds.clustering.cluster_figures import Judge
from wolds.clustering.costs import NodeTravel
from wolds.clustering.edits.base import EditContext
from wolds.clustering.engine.pairs import node_pairs_within_cap
from wolds.clustering.exploring.asking import Asker
from wolds.clustering.exploring.near_groups import Group, near_groups
from wolds.clustering.exploring.pair_rules import PairJudge
from wolds.clustering.figures import Violation
from wolds.clustering.rules import Rules, km_of_minutes
from wolds.clustering.travel import in_minutes, shown_cap, shown_unit, shown_value
from wolds.clustering.wording import above, listed, plain
from wolds.geo.progress import Unwatched, Watch, stop_if_asked

SHARE: Final = 0.05
NEAR_KM: Final = 1.0
NEAR_PUPILS: Final = 10


@dataclass(frozen=True)
class NearMiss:
    """One near miss. `kind`: "pair", "cluster" (of the present plan) or "group" (that a school left out could be in).

    `value` and `limit` are in `unit`; `beyond` is how far the one is past the other. `helps`: the schools left out
    that it concerns.
    """

    kind: str
    rule: str
    urns: tuple[int, ...]
    value: float
    limit: float
    unit: str
    beyond: float
    helps: tuple[int, ...]
    sentence: str


def near_cap_km(rules: Rules) -> float | None:
    """The straight-line km up to which a pair is near the cap; None without a cap."""
    cap = rules.cap_in_km
    return None if cap is None else max(cap * (1 + SHARE), cap + NEAR_KM)


def near_pupils(limit: int) -> float:
    """How many pupils beside a limit are near it."""
    return max(SHARE * limit, float(NEAR_PUPILS))


def near_misses(context: EditContext, watch: Watch | None = None, seed: int = 0) -> tuple[NearMiss, ...]:
    """Every near miss: those that concern a school left out first, then the nearest. Schools are left out of the present
    plan, or of the best plan where there is no cluster yet. Raises `Cancelled` where the watch says so."""
    asker = Asker(context, watch or Unwatched(), seed)
    left = _left_out(asker)
    found = [*_pairs(asker, left), *_clusters(asker), *_groups(asker, left)]
    asker.watch.tell(1.0, "Done")
    return tuple(sorted(dict.fromkeys(found), key=_order))


def _order(miss: NearMiss) -> tuple[bool, float, str, tuple[int, ...]]:
    return not miss.helps, round(miss.beyond / max(miss.limit, 1e-9), 9), miss.kind, miss.urns


def _left_out(asker: Asker) -> set[int]:
    standing, plan = asker.context.standing, asker.context.plan
    urns = {int(urn) for urn in asker.context.schools.urn[standing.to_place]}
    if plan.clusters:
        return urns - set(plan.cluster_of)
    return urns & set(asker.base.problem.urn.tolist()) - asker.base.placed


def _pairs(asker: Asker, left: set[int]) -> Iterator[NearMiss]:
    """Pairs just beyond the cap that no other rule parts, at least one school of them to be placed."""
    rules = asker.context.plan.rules
    near_km, cap = near_cap_km(rules), rules.cap_in_km
    if near_km is None or cap is None:
        return
    wide = asker.problem(rules.model_copy(update={"cap_km": near_km, "cap_minutes": None}))
    strict, judge = NodeTravel.of(asker.base.problem), PairJudge.of(asker.context)
    pairs, _ = node_pairs_within_cap(wide, NodeTravel.of(wide))
    beyond = ~strict.within_cap(pairs[:, 0], pairs[:, 1])
    for i, j in pairs[beyond & (wide.to_place[pairs].any(axis=1))].tolist():
        pair = (int(wide.urn[i]), int(wide.urn[j]))
        if {block.rule for block in judge.blocks(*pair)} == {"cap"}:
            yield _pair(asker, pair, judge.km(*pair), left)


def _pair(asker: Asker, pair: tuple[int, int], km: float, left: set[int]) -> NearMiss:
    rules = asker.context.plan.rules
    value, cap, unit = shown_value(km, rules), shown_cap(rules), shown_unit(rules)
    assert cap is not None
    names = listed([asker.context.schools.name_of(urn) for urn in pair])
    sentence = f"{names}: {above(value, cap, 1)} {unit} apart, travel limit {plain(cap, 3)} {unit}."
    helps = tuple(urn for urn in pair if urn in left)
    return NearMiss("pair", "cap", pair, value, cap, unit, value - cap, helps, sentence)


def _clusters(asker: Asker) -> Iterator[NearMiss]:
    """Clusters of the present plan that break the cap or a limit of the roll by a little."""
    context = asker.context
    judge = Judge.of(context.schools, context.standing, context.plan.rules)
    judge.judge_all(context.plan.clusters.values())
    for cluster in context.plan.clusters.values():
        for fault in judge.figures(cluster).violations:
            if fault.value is not None and fault.limit is not None and _is_near(fault, context.plan.rules):
                sentence = f"{cluster.name}: {fault.sentence.rstrip('.')}."
                beyond = abs(fault.value - fault.limit)
                urns = cluster.members
                yield NearMiss("cluster", fault.rule, urns, fault.value, fault.limit, fault.unit, beyond, (), sentence)


def _is_near(fault: Violation, rules: Rules) -> bool:
    assert fault.value is not None
    assert fault.limit is not None
    if fault.rule == "cap":
        near = near_cap_km(rules)
        return near is not None and (km_of_minutes(fault.value) if in_minutes(rules) else fault.value) <= near
    return fault.unit == "pupils" and abs(fault.value - fault.limit) <= near_pupils(int(fault.limit))


def _groups(asker: Asker, left: set[int]) -> Iterator[NearMiss]:
    """Groups just outside a rule, each once, however many schools left out are in it."""
    known: set[Group] = set()
    for number, urn in enumerate(sorted(left)):
        stop_if_asked(asker.watch)
        asker.watch.tell(number / len(left), "Looking for groups just outside a rule")
        groups = [group for group in near_groups(asker, urn, near_cap_km, near_pupils) if group not in known]
        known.update(groups)
        yield from (_group(asker, left, *group) for group in groups)


def _group(asker: Asker, left: set[int], rule: str, urns: tuple[int, ...], value: float) -> NearMiss:
    rules, name = asker.context.plan.rules, asker.context.schools.name_of
    helps = tuple(urn for urn in urns if urn in left)
    others = listed([name(other) for other in urns if other != helps[0]]) or "no other school"
    begun = f"{name(helps[0])} with {others}"
    if rule == "cap":
        shown, cap, unit = shown_value(value, rules), shown_cap(rules) or 0.0, shown_unit(rules)
        sentence = f"{begun}: longest pair {above(shown, cap, 1)} {unit}, travel limit {plain(cap, 3)} {unit}."
        return NearMiss("group", rule, urns, shown, cap, unit, shown - cap, helps, sentence)
    limit = float((rules.roll_min if rule == "roll-min" else rules.roll_max) or 0)
    word = "floor" if rule == "roll-min" else "ceiling"
    sentence = f"{begun}: roll {value:.0f}, {word} {limit:.0f}."
    return NearMiss("group", rule, urns, value, limit, "pupils", abs(value - limit), helps, sentence)
