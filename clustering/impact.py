"""What an edit would do, in one plain sentence, before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wolds.clustering.figures import ClusterFigures, Violation
from wolds.clustering.plan import Cluster, Plan, PlanChange, RecordChange, Table
from wolds.clustering.rules import Rules
from wolds.clustering.wording import parted_text, schools_text, travel_text

if TYPE_CHECKING:
    from wolds.clustering.metrics import Scoreboard

_MOST_FAULTS = 3
_OF_THE_WHOLE = frozenset({"to-place", "size", "roll-min", "roll-max", "mix"})  # rules whose faults may name no school


def impact_of(scoreboard: Scoreboard, plan: Plan, change: PlanChange) -> str:
    """One sentence: "Longest pair 14 → 31 min, roll 162 → 118; breaks: Belton and Marsh: 31 min apart, travel limit 20
    min".

    `scoreboard` is that of `plan`, the plan before `change`. Nothing is done to either.
    """
    changed = plan.apply(change)
    after = scoreboard.after(change, changed)
    parts = [] if change.touches_settings else _cluster_parts(scoreboard, after, change, plan.rules)
    if change.touches_settings and scoreboard.plan.unplaced != after.plan.unplaced:
        parts.append(f"unplaced schools {scoreboard.plan.unplaced} → {after.plan.unplaced}")
    sentence = "; ".join([*parts, *_fault_parts(scoreboard, after, change, changed)])
    return sentence[:1].upper() + sentence[1:] if sentence else "No figure changes"


def _cluster_parts(before: Scoreboard, after: Scoreboard, change: PlanChange, rules: Rules) -> list[str]:
    records = sorted(change.of(Table.CLUSTERS), key=_growing_first)
    told = []
    for record in records:
        key = str(record.key)
        text = _cluster_part(before.clusters.get(key), after.clusters.get(key), rules)
        if text:
            told.append((_name(record), text))
    return [text for _, text in told] if len(told) == 1 else [f"{name}: {text}" for name, text in told]


def _growing_first(record: RecordChange) -> int:
    return _count(record.before) - _count(record.after)


def _count(cluster: Cluster | None) -> int:
    return 0 if cluster is None else len(cluster.members)


def _name(record: RecordChange) -> str:
    cluster = record.after or record.before
    return str(record.key) if cluster is None else cluster.name or cluster.id


def _cluster_part(old: ClusterFigures | None, new: ClusterFigures | None, rules: Rules) -> str:
    if new is None:
        return "dissolved" if old else ""
    if old is None:
        apart = f"; {parted_text(new.parted)}" if new.parted else ""
        return f"new, {schools_text(new.schools)}, longest pair {_longest(new, rules)}, roll {new.pupils}{apart}"
    return ", ".join(_differences(old, new, rules))


def _differences(old: ClusterFigures, new: ClusterFigures, rules: Rules) -> Iterator[str]:
    longest, before = _longest(new, rules), _longest(old, rules)
    if longest != before:
        yield f"longest pair {before.split()[0]} → {longest}"
    if old.parted != new.parted:
        yield f"pairs kept apart by a barrier {old.parted} → {new.parted}"
    if old.pupils != new.pupils:
        yield f"roll {old.pupils} → {new.pupils}"
    if old.schools != new.schools:
        yield f"schools {old.schools} → {new.schools}"


def _longest(figures: ClusterFigures, rules: Rules) -> str:
    return "none" if figures.parted and figures.longest_pair is None else travel_text(figures.longest_km, rules)


def _fault_parts(before: Scoreboard, after: Scoreboard, change: PlanChange, plan: Plan) -> Iterator[str]:
    """New faults in words, mended ones counted. A fault of a whole cluster is the same one while its members change."""
    touched = None if change.touches_settings else {str(record.key) for record in change.of(Table.CLUSTERS)}
    old, new = _faults(before, touched), _faults(after, touched)
    several = touched is None or len(touched) > 1
    broken = [_told(fault, plan, several) for name, fault in new.items() if name not in old]
    if broken:
        more = f" and {len(broken) - _MOST_FAULTS} more" if len(broken) > _MOST_FAULTS else ""
        yield f"breaks: {'; '.join(broken[:_MOST_FAULTS])}{more}"
    mended = sum(name not in new for name in old)
    if mended:
        yield f"mends {mended} broken rule{'s' if mended > 1 else ''}"


def _told(fault: Violation, plan: Plan, several: bool) -> str:
    """The sentence of a fault, with the cluster where it names no school and could be of several."""
    cluster = plan.clusters.get(fault.cluster)
    if not several or cluster is None or fault.rule not in _OF_THE_WHOLE:
        return fault.sentence
    return f"{cluster.name or cluster.id}: {fault.sentence[:1].lower()}{fault.sentence[1:]}"


def _faults(scoreboard: Scoreboard, touched: set[str] | None) -> dict[tuple[object, ...], Violation]:
    keys = scoreboard.ledger.faulty if touched is None else touched.intersection(scoreboard.ledger.faulty)
    found: dict[tuple[object, ...], Violation] = {}
    for key in sorted(keys):
        figures = scoreboard.clusters[key]
        for fault in figures.violations:
            whole = len(fault.urns) == figures.schools and len(fault.urns) > 2
            found[(fault.rule, key) if whole else (fault.rule, fault.urns)] = fault
    found |= {(fault.rule, fault.urns): fault for fault in scoreboard.plan_violations}
    return found
