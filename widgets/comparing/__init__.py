"""Plans side by side: which to compare, their measures, who moves, what becomes of clusters, and a map of both."""

from wolds.widgets.comparing.choices import PlanChoice
from wolds.widgets.comparing.window import CompareWindow

__all__ = ["CompareWindow", "PlanChoice"]
