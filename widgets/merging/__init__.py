"""Another officer's plan beside ours: each difference read, and taken or left."""

from wolds.widgets.merging.dialog import MergeDialog

__all__ = ["MergeDialog"]
