"""What the clusters of a plan need, as a list for a diocesan board."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wolds.app.export.tables import Cell, csv_bytes
from wolds.clustering.models import model_name
from wolds.clustering.policy import ClusterConsequence
from wolds.clustering.policy.scenario_figures import ScenarioFigures
from wolds.clustering.policy.views import Stranded

_HEADING: Final = (
    *("cluster", "cluster_name", "model", "verdict", "URN", "finding_verdict", "why", "source", "questions", "crosses"),
)


def consequences_csv(found: Sequence[ClusterConsequence]) -> bytes:
    """One row for each finding, the strongest of a cluster first; one without a finding for a cluster where all is allowed."""
    return csv_bytes(_HEADING, (row for one in found for row in _rows(one)))


def _rows(one: ClusterConsequence) -> Iterator[tuple[Cell, ...]]:
    said = one.consequence
    head = (one.cluster, one.name, model_name(said.model), said.verdict.value)
    tail = ("; ".join(said.questions), "; ".join(said.crosses))
    if not said.findings:
        yield (*head, None, None, None, None, *tail)
    for finding in said.findings:
        yield (*head, finding.urn, finding.verdict.value, finding.sentence, finding.source, *tail)


_STRANDED: Final = ("URN", "EstablishmentName", "in_reach", "nearest_URN", "nearest_km", "why")


def stranded_csv(found: Sequence[Stranded]) -> bytes:
    """One row for each school that policy leaves alone."""
    return csv_bytes(
        _STRANDED,
        (
            (
                *(one.urn, one.name, one.in_reach, one.nearest),
                None if one.nearest_km is None else round(one.nearest_km, 3),
                one.sentence,
            )
            for one in found
        ),
    )


_SCENARIOS: Final = (
    *("scenario", "judged_as", "to_place", "placed", "church_left_over", "church_left_over_URNs", "clusters", "mixed"),
    *("need_approval", "need_approval_ids", "crossing", "crossing_ids"),
    *("longest", "cost", "travel_measure", "pairs_kept_apart", "pairs_ruled_out", "proven"),
)


def scenarios_csv(figures: Sequence[ScenarioFigures]) -> bytes:
    """One row for each scenario; ids and URNs are separated by blanks."""
    return csv_bytes(_SCENARIOS, (_scenario(one) for one in figures))


def _scenario(one: ScenarioFigures) -> tuple[Cell, ...]:
    stranded = " ".join(str(urn) for urn in one.stranded_church)
    return (
        *(one.name, model_name(one.model) if one.model else "each its own", one.to_place, one.placed),
        *(len(one.stranded_church), stranded, one.clusters, one.mixed),
        *(len(one.approval), " ".join(one.approval), len(one.crosses), " ".join(one.crosses)),
        *(
            round(one.measure.value(one.longest_km), 3),
            round(one.measure.value(one.cost_km), 3),
            one.measure.words,
            one.parted,
            one.barred,
            "yes" if one.proven else "no",
        ),
    )
