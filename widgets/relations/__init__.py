"""Existing relations: the review of a planner's sheet, and what a plan keeps and breaks."""

from wolds.widgets.relations.panel import RelationsView
from wolds.widgets.relations.review_dialog import RelationReviewDialog

__all__ = ["RelationReviewDialog", "RelationsView"]
