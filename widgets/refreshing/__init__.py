"""A newer register for a plan: which file, and the review of what it changes."""

from wolds.widgets.refreshing.ask import RegisterChoice, RegisterDialog
from wolds.widgets.refreshing.review import ReviewDialog

__all__ = ["RegisterChoice", "RegisterDialog", "ReviewDialog"]
