"""The county at a glance: figures and charts on its partnerships, and the clusters behind each figure."""

from wolds.widgets.dashboard.view import DashboardView

__all__ = ["DashboardView"]
