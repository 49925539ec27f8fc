"""The county's figures as a table: each figure with the clusters behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from wolds.app.export.partnership_rows import PartnershipTable, Row
from wolds.clustering.edits import EditContext
from wolds.clustering.models import model_name
from wolds.clustering.partnership.dashboard import CountyDashboard, Ids, county_dashboard

_COLUMNS: Final = (("Figure", 20), ("Of", 34), ("Value", 12), ("Unit", 12), ("Clusters", 10), ("Which clusters", 70))
_POUNDS: Final = "pounds a year"


def county_list(context: EditContext, today: date) -> PartnershipTable:
    """Coverage, models, stages, reviews, what is missing, and money on a day, a row each."""
    return PartnershipTable("County", _COLUMNS, tuple(_rows(county_dashboard(context, today))))


def _rows(county: CountyDashboard) -> Iterator[Row]:
    yield "Coverage", "schools to place", county.to_place, "schools", None, ""
    yield "Coverage", "schools placed", county.placed, "schools", len(county.states), ""
    for figure, found in (("Model now", county.by_model), ("Aiming at", county.by_target)):
        yield from _counted(figure, {model_name(model) if model else "no model": ids for model, ids in found.items()})
    yield from _counted("Stage", {stage.value: ids for stage, ids in county.by_stage.items()})
    yield from _counted("Next review", {time.value: ids for time, ids in county.by_review.items()})
    yield from _counted("Missing", {code.replace("-", " "): ids for code, ids in county.warned.items()})
    yield "Money", "known income", county.income if county.says_income else None, _POUNDS, None, ""
    yield "Money", "income unknown", len(county.income_unknown), "clusters", *_which(county.income_unknown)
    for head, pounds in county.spending.items():
        yield "Spending", head.value, pounds if county.says_spending else None, _POUNDS, *_which(county.spenders[head])
    yield "Memberships", "associates", county.associates, "memberships", None, ""
    yield "Memberships", "former partnerships", len(county.former), "partnerships", *_which(tuple(county.former))


def _counted(figure: str, found: Mapping[str, Ids]) -> Iterator[Row]:
    return ((figure, words, len(ids), "clusters", *_which(ids)) for words, ids in found.items())


def _which(ids: Ids) -> tuple[int, str]:
    return len(ids), " ".join(ids)
