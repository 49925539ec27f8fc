"""Church and community: dioceses and what is in them, what clusters need, pairs, the policy table, and three scenarios."""

from wolds.widgets.church.view import ChurchView

__all__ = ["ChurchView"]
