"""What the clusters of a plan need, as a list for a diocesan board."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wolds.app.export.tables import Cell, csv_bytes
from wolds.clustering.models import model_name
from wolds.clustering.policy import ClusterConsequence

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
