"""Pairings handed on: pairs and schools not paired as CSV, everything as one JSON document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from wolds.app.export.about import NOT_CLOSURE
from wolds.app.export.origin import origin_of
from wolds.app.export.tables import Cell, csv_bytes
from wolds.app.export.way_cells import ESTIMATED, way_cells, way_figures
from wolds.clustering.edits import EditContext
from wolds.clustering.pairings import Pairing, Pairings, Unmatched
from wolds.clustering.policy import Policy
from wolds.clustering.policy.views import Stranded

_HEADING: Final = (
    *("URN", "EstablishmentName", "character", "type", "diocese", "la_name", "roll"),
    *("partner_URN", "partner_name", "partner_type", "partner_la_name", "partner_roll"),
    *("km", "minutes", "travel_measure"),
    *("verdict", "why", "crosses", "reason"),
)


def pairings_csv(found: Pairings) -> bytes:
    """One row for each pair, church school first, then one for each school without a partner, with the reason."""
    return csv_bytes(_HEADING, _rows(found))


def _rows(found: Pairings) -> Iterator[tuple[Cell, ...]]:
    for pair in found.pairs:
        church, other, said = pair.church, pair.community, pair.consequence
        yield (
            *(church.urn, church.name, church.character, church.type_name, church.diocese, church.la_name, church.roll),
            *(other.urn, other.name, other.type_name, other.la_name, other.roll),
            *way_cells(pair.km, found.reach.supplied),
            *(said.verdict.value, said.why, "; ".join(said.crosses), ""),
        )
    for one in found.unmatched:
        school = one.school
        yield (
            *(school.urn, school.name, school.character, school.type_name, school.diocese, school.la_name, school.roll),
            *(None,) * 11,
            f"{one.code} - {one.sentence}",
        )


def pairings_document(
    context: EditContext, policy: Policy, found: Pairings, alone: tuple[Stranded, ...], isolated: tuple[Stranded, ...]
) -> dict[str, Any]:
    """Everything that was found, as plain values."""
    return {
        "dioceses": list(found.dioceses),
        "model": str(found.model),
        "policy": policy.name,
        "reach": {"minutes": found.reach.minutes, "km": found.reach.km, "in_km": round(found.reach.in_km, 6)},
        "travel": found.reach.supplied or ESTIMATED,
        "pairs": [_pair(pair, found.reach.supplied) for pair in found.pairs],
        "total": way_figures(found.total_km, found.reach.supplied),
        "unmatched": [_unmatched(one, found.reach.supplied) for one in found.unmatched],
        "neither": list(found.neither),
        "church_without_church": [asdict(one) for one in alone],
        "isolated_by_policy": [asdict(one) for one in isolated],
        "notes": [*found.notes, NOT_CLOSURE],
        **origin_of(context),
    }


def _pair(pair: Pairing, supplied: str) -> dict[str, Any]:
    said = pair.consequence
    return {
        "church": pair.church.urn,
        "church_name": pair.church.name,
        "community": pair.community.urn,
        "community_name": pair.community.name,
        **way_figures(pair.km, supplied),
        "verdict": said.verdict.value,
        "findings": [finding.sentence for finding in said.findings],
        "questions": list(said.questions),
        "crosses": list(said.crosses),
    }


def _unmatched(one: Unmatched, supplied: str) -> dict[str, Any]:
    nearest = [{"urn": urn} | way_figures(km, supplied) for km, urn in one.nearest[:5]]
    return {"urn": one.school.urn, "name": one.school.name, "code": one.code, "sentence": one.sentence, "nearest": nearest}
