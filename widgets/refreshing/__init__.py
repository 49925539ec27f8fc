"""A newer register for a plan: fetched or chosen, the review of what it changes, and the earlier ones."""

from wolds.widgets.refreshing.ask import RegisterChoice, RegisterDialog
from wolds.widgets.refreshing.fetch import FetchDialog, FetchFacts
from wolds.widgets.refreshing.registers import RegistersDialog, ShownRegister
from wolds.widgets.refreshing.review import KeptReviewDialog, ReviewDialog
from wolds.widgets.refreshing.school_history import SchoolHistoryDialog

__all__ = [
    "FetchDialog",
    "FetchFacts",
    "KeptReviewDialog",
    "RegisterChoice",
    "RegisterDialog",
    "RegistersDialog",
    "ReviewDialog",
    "SchoolHistoryDialog",
    "ShownRegister",
]
