"""The line of totals under the tree."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from wolds.widgets.clusters.facts import TreeFacts
from wolds.widgets.common.figures import clusters_text, count_text, parted_text, summed_travel_text, warnings_text


def totals_text(facts: TreeFacts) -> str:
    """ "41 clusters · 166 of 173 schools placed · longest 11.8 km straight · mean 6.2 km straight · 3 warnings"."""
    figures = facts.scoreboard.plan
    tr, at = QCoreApplication.translate, "Totals"
    placed = tr(at, "{placed} of {all} schools placed").format(
        placed=count_text(figures.placed), all=count_text(figures.to_place)
    )
    parts = [clusters_text(figures.clusters), placed]
    if figures.optional_joined:
        parts.append(tr(at, "{count} optional joined").format(count=count_text(figures.optional_joined)))
    if figures.clusters:
        longest, mean = (summed_travel_text(km, facts.in_minutes, facts.by) for km in (figures.longest_km, figures.mean_km))
        parts += [tr(at, "longest {travel}").format(travel=longest), tr(at, "mean {travel}").format(travel=mean)]
    if figures.parted:
        parts.append(parted_text(figures.parted))
    parts.append(warnings_text(max(0, figures.violations - figures.accepted)))
    if figures.accepted:
        parts.append(tr(at, "{count} accepted").format(count=count_text(figures.accepted)))
    return " · ".join(parts)
