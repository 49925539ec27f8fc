"""The words of stages, statuses, models and the rest, as people read them, and of what a partnership lacks in a few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication

from wolds.clustering.models import Model
from wolds.clustering.partnership.dashboard import ReviewTime
from wolds.clustering.partnership.records import Category, FactKind, Priority, SpendingHead, Stage, Status
from wolds.clustering.policy.table import Verdict


@cache
def _models() -> Mapping[StrEnum, str]:
    tr = QCoreApplication.translate
    return {
        Model.INFORMAL: tr("Partnership", "Informal collaboration"),
        Model.SOFT_FEDERATION: tr("Partnership", "Soft federation"),
        Model.MANAGEMENT: tr("Partnership", "Management partnership"),
        Model.HARD_FEDERATION: tr("Partnership", "Hard federation"),
        Model.TRUST: tr("Partnership", "Multi-academy trust"),
        Model.AMALGAMATION: tr("Partnership", "Amalgamation"),
    }


@cache
def _verdicts() -> Mapping[StrEnum, str]:
    tr = QCoreApplication.translate
    return {
        Verdict.ALLOWED: tr("Partnership", "Allowed"),
        Verdict.ADVICE: tr("Partnership", "Seek advice"),
        Verdict.APPROVAL: tr("Partnership", "Approval needed"),
        Verdict.FORBIDDEN: tr("Partnership", "Not allowed"),
    }


@cache
def _stages() -> Mapping[StrEnum, str]:
    tr = QCoreApplication.translate
    return {
        Stage.IDEA: tr("Partnership", "Idea"),
        Stage.TALKING: tr("Partnership", "Talking"),
        Stage.AGREED: tr("Partnership", "Agreed"),
        Stage.RUNNING: tr("Partnership", "Running"),
        Stage.ENDED: tr("Partnership", "Ended"),
    }


@cache
def _reviews() -> Mapping[StrEnum, str]:
    tr = QCoreApplication.translate
    return {
        ReviewTime.OVERDUE: tr("Partnership", "Overdue"),
        ReviewTime.SOON: tr("Partnership", "Within three months"),
        ReviewTime.LATER: tr("Partnership", "Later"),
        ReviewTime.NOT_SET: tr("Partnership", "No date"),
    }


@cache
def _categories() -> Mapping[StrEnum, str]:
    tr = QCoreApplication.translate
    return {
        Category.TEACHING: tr("Partnership", "Teaching"),
        Category.LEADERSHIP: tr("Partnership", "Leadership"),
        Category.PUPILS: tr("Partnership", "Pupils"),
        Category.BUSINESS: tr("Partnership", "Business"),
        Category.TRANSPORT: tr("Partnership", "Transport"),
    }


@cache
def _priorities() -> Mapping[StrEnum, str]:
    tr = QCoreApplication.translate
    return {
        Priority.HIGH: tr("Partnership", "High"),
        Priority.MEDIUM: tr("Partnership", "Medium"),
        Priority.LOW: tr("Partnership", "Low"),
    }


@cache
def _statuses() -> Mapping[StrEnum, str]:
    tr = QCoreApplication.translate
    return {
        Status.PLANNED: tr("Partnership", "Planned"),
        Status.UNDER_WAY: tr("Partnership", "Under way"),
        Status.DONE: tr("Partnership", "Done"),
        Status.DROPPED: tr("Partnership", "Dropped"),
    }


@cache
def _heads() -> Mapping[StrEnum, str]:
    tr = QCoreApplication.translate
    return {
        SpendingHead.LEADERSHIP: tr("Partnership", "Leadership"),
        SpendingHead.PROJECT_MANAGEMENT: tr("Partnership", "Project management"),
        SpendingHead.TRANSPORT: tr("Partnership", "Transport"),
        SpendingHead.OTHER: tr("Partnership", "Other"),
    }


@cache
def _facts() -> Mapping[StrEnum, str]:
    tr = QCoreApplication.translate
    return {
        FactKind.HEAD_VACANCY: tr("Partnership", "Head vacancy"),
        FactKind.HEAD_RETIREMENT: tr("Partnership", "Head retirement"),
        FactKind.NOTE: tr("Partnership", "Note"),
    }


@cache
def _lacking() -> Mapping[str, str]:
    tr = QCoreApplication.translate
    return {
        "no-model": tr("Partnership", "No model chosen"),
        "model-barred": tr("Partnership", "Model not open to its schools"),
        "roll-small": tr("Partnership", "Roll too small for the model"),
        "no-lead": tr("Partnership", "Nobody leads"),
        "no-teaching": tr("Partnership", "No action on teaching"),
        "no-measure": tr("Partnership", "No agreed measure"),
        "no-review": tr("Partnership", "No review date"),
        "review-overdue": tr("Partnership", "Review overdue"),
        "measure-overdue": tr("Partnership", "Measure overdue for review"),
        "no-leadership-time": tr("Partnership", "Money, but no leadership time"),
        "income-unknown": tr("Partnership", "Income unknown"),
        "overspent": tr("Partnership", "Spends more than it has"),
    }


_TABLES: Final[Mapping[type[StrEnum], Callable[[], Mapping[StrEnum, str]]]] = {
    Model: _models,
    Verdict: _verdicts,
    Stage: _stages,
    ReviewTime: _reviews,
    Category: _categories,
    Priority: _priorities,
    Status: _statuses,
    SpendingHead: _heads,
    FactKind: _facts,
}


def said(value: StrEnum) -> str:
    """A value of a list of choices with a capital letter.

    >>> said(Status.UNDER_WAY), said(Model.TRUST)
    ('Under way', 'Multi-academy trust')
    """
    return _TABLES[type(value)]()[value]


def lacking_words(code: str) -> str:
    """What a partnership lacks, by the code of a warning, in a few words."""
    return _lacking()[code]


def lacking_codes() -> tuple[str, ...]:
    """The codes of what may be lacking, the gravest first."""
    return tuple(_lacking())


def choices(kind: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    """Every value with its words."""
    return tuple((value.value, said(value)) for value in kind)
