"""Finding partners for one school: the ranked list, and what a group of ticked schools would be."""

from wolds.widgets.partners.group import GroupView
from wolds.widgets.partners.view import PartnersView

__all__ = ["GroupView", "PartnersView"]
