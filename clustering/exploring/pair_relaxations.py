"""Allowing one pair that a keep-apart, a barrier or the cap parts: the least such pair that places a school."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import numpy as np

from wolds.clustering.edits.base import Edit
from wolds.clustering.edits.rules import AddOverride, RemoveKeepApart
from wolds.clustering.exploring.asking import Asker
from wolds.clustering.exploring.choosing import Candidate, least_candidate
from wolds.clustering.exploring.knobs import CAP_FURTHEST
from wolds.clustering.exploring.pair_rules import PairBlock, PairJudge
from wolds.clustering.exploring.steps import Relaxation, Step
from wolds.clustering.exploring.subproblem import around
from wolds.clustering.rules import PairTravel, Rules
from wolds.clustering.travel import shown_cap, shown_unit
from wolds.clustering.wording import beyond_cap_text, plain
from wolds.geo.travel import Pair

MOST_PAIRS: Final = 60
CAN_BE_ALLOWED: Final = frozenset({"cap", "barrier", "keep-apart"})
REASON: Final = "allowed to place a school"


@dataclass(frozen=True)
class BlockedPair:
    """A pair that only rules which one pair can be let off keep from sharing a cluster."""

    pair: Pair
    km: float  # the travel in force; the straight line across a barrier
    beyond_km: float  # how far it is beyond the cap, 0 where it is not
    blocks: tuple[PairBlock, ...]


def pair_relaxation(asker: Asker, urn: int) -> Relaxation | None:
    """The pair that loosens least and places the school; None where no pair near it is blocked by such a rule."""
    candidates = list(pair_candidates(asker, urn))
    return least_candidate(asker, urn, "pair", candidates, "Allowing one pair") if candidates else None


def pair_candidates(asker: Asker, urn: int) -> Iterator[Candidate]:
    """The pairs near a school that could be allowed, those that loosen least first."""
    blocked = sorted(_blocked_pairs(asker, urn), key=lambda found: (found.beyond_km, found.km, found.pair))[:MOST_PAIRS]
    return (_candidate(asker, found) for found in blocked)


def _blocked_pairs(asker: Asker, urn: int) -> Iterator[BlockedPair]:
    """Pairs of the school with another, and pairs of schools that it may share a cluster with."""
    judge = PairJudge.of(asker.context)
    near = [other for other in _within(asker, urn) if other != urn]
    free = [other for other in near if not judge.blocks(urn, other)]
    for one, two in [*((urn, other) for other in near), *combinations(free, 2)]:
        blocks = judge.blocks(one, two)
        if blocks and {block.rule for block in blocks} <= CAN_BE_ALLOWED:
            km = _open_km(judge, one, two)
            beyond_km = _beyond_km(km, blocks, asker.context.plan.rules)
            yield BlockedPair((min(one, two), max(one, two)), km, beyond_km, blocks)


def _open_km(judge: PairJudge, one: int, two: int) -> float:
    km = judge.km(one, two)
    return km if math.isfinite(km) else judge.straight_km(one, two)


def _within(asker: Asker, urn: int) -> list[int]:
    """Schools that could share a cluster with one under a wider cap and without rules that part pairs."""
    problem = asker.base.problem
    rules = problem.rules
    if rules.cap_in_km is not None:
        furthest_km = rules.cap_in_km * CAP_FURTHEST
        wider = rules.model_copy(update={"cap_km": furthest_km, "cap_minutes": None})
        problem = replace(problem, rules=wider, override_in_cap=problem.override_km <= furthest_km)
    node = int(np.searchsorted(problem.urn, urn))
    urns: list[int] = around(problem, node)[0].urn.tolist()
    return urns


def _beyond_km(km: float, blocks: tuple[PairBlock, ...], rules: Rules) -> float:
    cap = rules.cap_in_km
    return 0.0 if cap is None or all(block.rule != "cap" for block in blocks) else max(0.0, km - cap)


def _candidate(asker: Asker, found: BlockedPair) -> Candidate:
    """The pair allowed: taken as if it were as far apart as the cap where it is farther."""
    rules = asker.context.plan.rules
    edits: list[Edit] = []
    if any(block.rule == "keep-apart" for block in found.blocks):
        edits.append(RemoveKeepApart(*found.pair))
        rules = rules.model_copy(update={"keep_apart": tuple(k for k in rules.keep_apart if k.pair != found.pair)})
    if any(block.rule != "keep-apart" for block in found.blocks):
        given = allowed_travel(found, rules)
        edits.append(AddOverride(given))
        others = tuple(old for old in rules.overrides if old.pair != found.pair)
        rules = rules.model_copy(update={"overrides": (*others, given)})
    return Candidate(Step(_text(asker, found), tuple(edits), urns=found.pair), rules, asker.context.standing)


def allowed_travel(found: BlockedPair, rules: Rules) -> PairTravel:
    """The override that allows a pair: its travel, a barrier apart, or the cap where that is less."""
    a, b = found.pair
    cap = shown_cap(rules)
    if rules.cap_in_km is None or found.km <= rules.cap_in_km:
        return PairTravel(urn_a=a, urn_b=b, km=round(found.km, 6), reason=REASON)
    if shown_unit(rules) == "min":
        return PairTravel(urn_a=a, urn_b=b, minutes=cap, reason=REASON)
    return PairTravel(urn_a=a, urn_b=b, km=cap, reason=REASON)


def _text(asker: Asker, found: BlockedPair) -> str:
    schools, rules = asker.context.schools, asker.context.plan.rules
    names = " and ".join(schools.name_of(urn) for urn in found.pair)
    why = {
        "cap": f"{beyond_cap_text(found.km, rules)} apart, travel limit {plain(shown_cap(rules) or 0, 3)} {shown_unit(rules)}",
        "barrier": "a barrier lies between them",
        "keep-apart": "they are to be kept apart",
    }
    return f"allow {names} ({'; '.join(why[block.rule] for block in found.blocks)})"
