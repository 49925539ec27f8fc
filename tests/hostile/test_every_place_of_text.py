"""The hostile project misses no place where text can stand; so what is tried with it is tried everywhere."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator

from pydantic import BaseModel

from helpers.every_text import TEXTS, project_of_every_text
from wolds.clustering.records import PlanRecord, project_from, state_json

NO_FREE_TEXT = {
    "PlanRecord.school_locks",  # ids
    "AskedRecord.school_locks",
    "PlanRecord.partnerships",
    "PlanRecord.associates",
    "PlanRecord.confidential",
    "ClusterRecord.id",
    "Associate.cluster",
    "Action.id",
    "Measure.id",
    "ConfidentialFact.cluster",
    "ConfidentialFact.text",  # a secret of its own stands there
    "Eligibility.statuses",  # words of the register that decide who takes part
    "Eligibility.phases",
    "Eligibility.la_codes",
    "Eligibility.dioceses",
    "FactsRecord.ended",  # written by Wolds alone
    "FactsRecord.made_at",
    "FactsRecord.soft_km",
    "FactsRecord.data_hash",
    "FactsRecord.version",
    "FactsRecord.travel_hash",
}


def parts(annotation: object) -> Iterator[object]:
    """Every type that an annotation is made of."""
    yield annotation
    for part in typing.get_args(annotation):
        if typing.get_origin(annotation) is not typing.Literal:
            yield from parts(part)


def documents(top: type[BaseModel], found: set[type[BaseModel]]) -> set[type[BaseModel]]:
    if top not in found:
        found.add(top)
        for one in top.model_fields.values():
            for part in parts(one.annotation):
                if isinstance(part, type) and not isinstance(part, types.GenericAlias) and issubclass(part, BaseModel):
                    documents(part, found)
    return found


def texts_of(document: type[BaseModel]) -> set[str]:
    return {
        f"{document.__name__}.{name}"
        for name, one in document.model_fields.items()
        if any(part is str for part in parts(one.annotation))
    }


def test_there_are_at_least_fifty_distinct_hostile_texts() -> None:
    assert len(set(TEXTS)) >= 50


def test_the_hostile_project_fills_every_place_of_text_that_a_plan_has() -> None:
    _, filled = project_of_every_text()
    there = set().union(*(texts_of(document) for document in documents(PlanRecord, set())))
    assert there - NO_FREE_TEXT - filled == set()
    assert there >= NO_FREE_TEXT, "a place that is excused is gone"


def test_the_hostile_project_comes_back_as_it_was() -> None:
    project, _ = project_of_every_text()
    assert state_json(project_from(state_json(project), project.schools)) == state_json(project)
