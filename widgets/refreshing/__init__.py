"""A newer register for a plan: fetched or chosen, and the review of what it changes."""

from wolds.widgets.refreshing.ask import RegisterChoice, RegisterDialog
from wolds.widgets.refreshing.fetch import FetchDialog, FetchFacts
from wolds.widgets.refreshing.review import ReviewDialog

__all__ = ["FetchDialog", "FetchFacts", "RegisterChoice", "RegisterDialog", "ReviewDialog"]
