"""A plan taken to a new register: matched by URN and by links, reviewed, with nothing lost that a person typed."""

from wolds.clustering.refreshing.carrying import CarriedPlan, carried, carried_words
from wolds.clustering.refreshing.changes import MOVED_M, ROLL_SHARE, ChangeKind, SchoolChange
from wolds.clustering.refreshing.refresh import Refreshed, RefreshedScenario, RefreshReview, history_of, refresh, source_words
from wolds.clustering.refreshing.rows import Group, ReviewRow, review_rows, where
from wolds.clustering.refreshing.telling import Told
from wolds.clustering.refreshing.transition import Transition

__all__ = [
    "MOVED_M",
    "ROLL_SHARE",
    "CarriedPlan",
    "ChangeKind",
    "Group",
    "RefreshReview",
    "Refreshed",
    "RefreshedScenario",
    "ReviewRow",
    "SchoolChange",
    "Told",
    "Transition",
    "carried",
    "carried_words",
    "history_of",
    "refresh",
    "review_rows",
    "source_words",
    "where",
]
