"""The window that puts the straight line beside roads or a table."""

from wolds.widgets.roads.window import RoadsWindow

__all__ = ["RoadsWindow"]
