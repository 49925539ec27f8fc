"""The life of a partnership: who leads, which model, actions, measures, money; memberships beside the core; what is missing."""

from wolds.clustering.partnership.records import (
    Action,
    Associate,
    Budget,
    Category,
    ConfidentialFact,
    FactKind,
    JointRole,
    Measure,
    ModelStep,
    Partnership,
    Priority,
    Reading,
    Spending,
    SpendingHead,
    Stage,
    Status,
)

__all__ = [
    "Action",
    "Associate",
    "Budget",
    "Category",
    "ConfidentialFact",
    "FactKind",
    "JointRole",
    "Measure",
    "ModelStep",
    "Partnership",
    "Priority",
    "Reading",
    "Spending",
    "SpendingHead",
    "Stage",
    "Status",
]
