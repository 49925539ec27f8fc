"""Lists beside the map: warnings, schools that are not placed, and what has been done."""

from wolds.widgets.lists.checks import ChecksView
from wolds.widgets.lists.history import HistoryView
from wolds.widgets.lists.unplaced import UnplacedView

__all__ = ["ChecksView", "HistoryView", "UnplacedView"]
