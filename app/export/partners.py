"""A partner search handed on: the ranked list as CSV, everything as one JSON document."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from wolds.app.export.about import NOT_CLOSURE
from wolds.app.export.origin import origin_of
from wolds.app.export.tables import Cell, csv_bytes
from wolds.app.export.way_cells import ESTIMATED, way_cells, way_figures
from wolds.clustering.edits import EditContext
from wolds.clustering.models import PROMPT_NOTE
from wolds.clustering.partners import BestGroups, PartnerSearch, PossiblePartner, SchoolFacts, WhatIf
from wolds.clustering.partners.weights import PARTS

_HEADING: Final = (
    *(
        "rank",
        "URN",
        "EstablishmentName",
        "score",
        "known_share",
        "km",
        "minutes",
        "travel_measure",
        "roll",
        "low_age",
        "high_age",
    ),
    *("character", "religious_character", "diocese", "type", "la_name", "federation", "trust", "cluster", "cluster_name"),
    *(f"part_{part}" for part in PARTS),
    *("unknown", "why_it_suits", "caveats"),
)


def partner_list_csv(found: PartnerSearch) -> bytes:
    """The ranked list, best first, UTF-8 with BOM. A blank cell says unknown."""
    return csv_bytes(_HEADING, (tuple(_row(rank, partner)) for rank, partner in enumerate(found.partners, 1)))


def _row(rank: int, partner: PossiblePartner) -> Iterator[Cell]:
    facts = partner.facts
    yield from (rank, facts.urn, facts.name, round(partner.score, 4), round(partner.known_share, 4))
    yield from (*way_cells(partner.km, partner.supplied), facts.roll, facts.low_age, facts.high_age)
    yield from (facts.character, facts.religious_character, facts.diocese, facts.type_name, facts.la_name)
    yield from (facts.federation, facts.trust, facts.cluster, facts.cluster_name)
    yield from (_rounded(partner.parts[part]) for part in PARTS)
    yield from (", ".join(partner.unknown), "; ".join(partner.why), "; ".join(partner.caveats))


def _rounded(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, 4)


def partners_document(
    context: EditContext, found: PartnerSearch, group: WhatIf | None, best: BestGroups | None
) -> dict[str, Any]:
    """Everything that was found, as plain values; None where a figure is unknown."""
    return {
        "school": _school(found.school),
        "reach": {"minutes": found.reach.minutes, "km": found.reach.km, "in_km": round(found.reach.in_km, 6)},
        "travel": found.supplied or ESTIMATED,
        "weights": found.weights.model_dump(),
        "partners": [_partner(rank, partner) for rank, partner in enumerate(found.partners, 1)],
        "unmeasured": list(found.unmeasured),
        "cut_off": list(found.cut_off),
        "notes": [*found.notes, *(best.notes if best else ()), NOT_CLOSURE],
        "what_if": None if group is None else _group(group),
        "best_groups": None if best is None else [_size(size.size, size.groups) for size in best.by_size],
        **origin_of(context),
    }


def _school(facts: SchoolFacts) -> dict[str, Any]:
    return asdict(facts) | {"kind": str(facts.kind), "governance": str(facts.governance)}


def _partner(rank: int, partner: PossiblePartner) -> dict[str, Any]:
    figures = way_figures(partner.km, partner.supplied) | {"score": _rounded(partner.score)}
    figures |= {"known_share": _rounded(partner.known_share)}
    parts = {part: _rounded(value) for part, value in partner.parts.items()}
    said = {"why": list(partner.why), "caveats": list(partner.caveats), "unknown": list(partner.unknown)}
    return {"rank": rank} | _school(partner.facts) | figures | {"parts": parts} | said


def _size(size: int, groups: tuple[WhatIf, ...]) -> dict[str, Any]:
    return {"size": size, "groups": [_group(group) for group in groups]}


def _group(group: WhatIf) -> dict[str, Any]:
    return {
        "urns": list(group.urns),
        "sentence": group.sentence,
        "pupils": group.pupils,
        "roll_unknown": list(group.roll_unknown),
        "longest": None if group.longest_km is None else way_figures(group.longest_km, group.supplied),
        "longest_pair": group.longest_pair and list(group.longest_pair),
        "mean": None if group.mean_km is None else way_figures(group.mean_km, group.supplied),
        "broken": list(group.broken),
        "commitments": list(group.commitments),
        "models": [
            {
                "model": str(view.model),
                "possible": view.is_open,
                "obstacles": list(view.obstacles),
                "questions": list(view.questions),
                "verdict": view.policy.verdict.value,
                "findings": [finding.sentence for finding in view.policy.findings],
                "prompts": [f"{prompt} Source: {source}." for prompt, source in view.facts.prompts],
                "means": {"name": view.facts.school_name, "budget": view.facts.budget, "governors": view.facts.governors},
            }
            for view in group.models
        ],
        "if_one_leaves": [asdict(leaving) for leaving in group.leaving],
        "note": PROMPT_NOTE,
    }
