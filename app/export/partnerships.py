"""The life of partnerships as one document of plain values, for the summary and for other programs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from wolds.clustering.edits import EditContext
from wolds.clustering.edits.beside import place_name
from wolds.clustering.partnership.care import consequence_for, prompts_of, warnings_of
from wolds.clustering.partnership.dashboard import county_dashboard, former_partnerships
from wolds.clustering.partnership.figures import Money, money_of, partnership_of
from wolds.clustering.partnership.records import Partnership


def partnerships_document(context: EditContext, today: date, *, confidential: bool = False) -> dict[str, Any]:
    """Every partnership with warnings and prompts, former ones, associates and the county's figures."""
    plan = context.plan
    document = {
        "partnerships": [_partnership(context, key, today) for key in sorted(plan.clusters)],
        "former": [{"cluster": key, **_dumped(partnership_of(context, key))} for key in former_partnerships(context)],
        "associates": [
            _plain(one) | {"name": context.schools.name_of(one.urn), "partnership": place_name(plan, one)}
            for _, one in sorted(plan.associates.items())
        ],
        "county": _county(context, today),
    }
    if confidential:
        document["confidential"] = [_plain(fact) for _, fact in sorted(plan.confidential.items())]
    return document


def _partnership(context: EditContext, key: str, today: date) -> dict[str, Any]:
    cluster, said = context.plan.clusters[key], consequence_for(context, key)
    return {
        "cluster": key,
        "name": cluster.name,
        "lead": cluster.lead,
        "members": list(cluster.members),
        **_dumped(partnership_of(context, key)),
        "money": _money(money_of(context, key)),
        "verdict": said.verdict.value,
        "why": said.why,
        "warnings": [asdict(warned) for warned in warnings_of(context, key, today)],
        "prompts": [asdict(prompt) for prompt in prompts_of(context, key)],
    }


def _dumped(partnership: Partnership) -> dict[str, Any]:
    return partnership.model_dump(mode="json")


def _plain(document: Any) -> dict[str, Any]:
    values: dict[str, Any] = document.model_dump(mode="json")
    return values


def _money(money: Money) -> dict[str, Any]:
    by_head = {head.value: pounds for head, pounds in money.by_head.items()}
    return {"income": money.income, "spending": money.spending, "by_head": by_head, "balance": money.balance}


def _county(context: EditContext, today: date) -> dict[str, Any]:
    county = county_dashboard(context, today)
    return {
        "to_place": county.to_place,
        "placed": county.placed,
        "by_model": {str(model) if model else "none": list(ids) for model, ids in county.by_model.items() if ids},
        "by_target": {str(model) if model else "none": list(ids) for model, ids in county.by_target.items() if ids},
        "by_stage": {stage.value: list(ids) for stage, ids in county.by_stage.items() if ids},
        "by_review": {time.value: list(ids) for time, ids in county.by_review.items() if ids},
        "overdue": list(county.overdue),
        "warned": {code: list(ids) for code, ids in county.warned.items()},
        "income": county.income if county.says_income else None,
        "income_unknown": list(county.income_unknown),
        "spending": {head.value: pounds for head, pounds in county.spending.items()} if county.says_spending else None,
        "associates": county.associates,
        "former": list(county.former),
    }
