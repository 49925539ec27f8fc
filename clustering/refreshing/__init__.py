"""A plan taken to a new register: matched by URN and by links, reviewed, with nothing lost that a person typed."""

from wolds.clustering.refreshing.carrying import CarriedPlan, carried, carried_words
from wolds.clustering.refreshing.changes import MOVED_M, ROLL_SHARE, ChangeKind, SchoolChange
from wolds.clustering.refreshing.former import FormerRegister, KeptReview, Succession, heirs_of
from wolds.clustering.refreshing.going_back import gone_back, with_travel_of_then
from wolds.clustering.refreshing.leaving import left_register
from wolds.clustering.refreshing.log import file_words, history_of, source_words
from wolds.clustering.refreshing.refresh import Refreshed, RefreshedScenario, RefreshReview, refresh, without_travel
from wolds.clustering.refreshing.rows import Group, ReviewRow, review_rows, where
from wolds.clustering.refreshing.telling import Told
from wolds.clustering.refreshing.transition import Transition
from wolds.clustering.refreshing.words import facts_of, warnings_of

__all__ = [
    "MOVED_M",
    "ROLL_SHARE",
    "CarriedPlan",
    "ChangeKind",
    "FormerRegister",
    "Group",
    "KeptReview",
    "RefreshReview",
    "Refreshed",
    "RefreshedScenario",
    "ReviewRow",
    "SchoolChange",
    "Succession",
    "Told",
    "Transition",
    "carried",
    "carried_words",
    "facts_of",
    "file_words",
    "gone_back",
    "heirs_of",
    "history_of",
    "left_register",
    "refresh",
    "review_rows",
    "source_words",
    "warnings_of",
    "where",
    "with_travel_of_then",
    "without_travel",
]
