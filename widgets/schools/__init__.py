"""The table of schools: the map's equal, for keyboard and screen reader."""

from wolds.widgets.schools.view import SchoolsView

__all__ = ["SchoolsView"]
