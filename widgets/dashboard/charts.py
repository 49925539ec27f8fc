"""What the charts of the dashboard say: bars with words, figures and the clusters behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication

from wolds.clustering.partnership.dashboard import CountyDashboard, Ids, ReviewTime
from wolds.widgets.common.figures import clusters_text, count_text
from wolds.widgets.common.tsv import Cell
from wolds.widgets.partnership.typed import pounds_text
from wolds.widgets.partnership.words import lacking_codes, lacking_words, said

Tone = Literal["", "warning", "quiet"]
CHARTS: Final = ("model", "target", "stage", "review", "lacking", "spending")
"""The charts by name, in the order of the keyboard."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Dashboard", text)


@dataclass(frozen=True)
class Bar:
    """One bar. `shown` is its figure in words, `clusters` the ids behind it."""

    key: str
    text: str
    value: float
    shown: str
    clusters: Ids
    tone: Tone = ""

    @property
    def sentence(self) -> str:
        """The bar for a screen reader: "Running: 12 clusters"."""
        counted = clusters_text(len(self.clusters))
        is_count = self.shown == count_text(len(self.clusters))
        return f"{self.text}: {counted if is_count else f'{self.shown}, {counted}'}"


@dataclass(frozen=True)
class Chart:
    """A chart. `list_title` names the clusters of one of its bars, with {what} for the bar."""

    name: str
    title: str
    list_title: str
    bars: tuple[Bar, ...]

    @property
    def sentence(self) -> str:
        """All of it in words, for whoever does not see it."""
        return ". ".join(bar.sentence for bar in self.bars) or _tr("Nothing to show.")

    def bar(self, key: str) -> Bar | None:
        """A bar by its key, None where the chart has none such now."""
        return next((bar for bar in self.bars if bar.key == key), None)

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The chart as rows of a table: chart, bar, figure, number of clusters."""
        return ((self.title, bar.text, bar.value, len(bar.clusters)) for bar in self.bars)


def chart_title(name: str) -> str:
    """The title of one of `CHARTS`."""
    titles = {
        "model": _tr("Model now"),
        "target": _tr("Aiming at"),
        "stage": _tr("Stage"),
        "review": _tr("Next review"),
        "lacking": _tr("What is missing"),
        "spending": _tr("Spending, pounds a year"),
    }
    return titles[name]


def charts_of(county: CountyDashboard) -> tuple[Chart, ...]:
    """The charts of a county, in the order of `CHARTS`."""
    bars: dict[str, tuple[str, tuple[Bar, ...]]] = {
        "model": (_tr("Model now: {what}"), _counts(county.by_model.items(), _tr("No model"))),
        "target": (_tr("Aiming at: {what}"), _counts(county.by_target.items(), _tr("Nothing chosen"))),
        "stage": (_tr("Stage: {what}"), _counts(county.by_stage.items())),
        "review": (_tr("Next review: {what}"), _counts(county.by_review.items())),
        "lacking": ("{what}", tuple(_lacking(county))),
        "spending": (_tr("Spending on: {what}"), tuple(_spending(county))),
    }
    return tuple(Chart(name, chart_title(name), *bars[name]) for name in CHARTS)


def _counts(found: Iterable[tuple[StrEnum | None, Ids]], nothing: str = "") -> tuple[Bar, ...]:
    return tuple(
        Bar(
            "" if kind is None else kind.value,
            nothing if kind is None else said(kind),
            len(ids),
            count_text(len(ids)),
            ids,
            "warning" if kind == ReviewTime.OVERDUE else "quiet" if kind in (None, ReviewTime.NOT_SET) else "",
        )
        for kind, ids in found
    )


def _lacking(county: CountyDashboard) -> Iterator[Bar]:
    for code in lacking_codes():
        ids = county.warned.get(code, ())
        if ids:
            yield Bar(code, lacking_words(code), len(ids), count_text(len(ids)), ids, "warning")


def _spending(county: CountyDashboard) -> Iterator[Bar]:
    for head, pounds in county.spending.items() if county.says_spending else ():
        yield Bar(head.value, said(head), pounds, pounds_text(pounds), county.spenders[head])
