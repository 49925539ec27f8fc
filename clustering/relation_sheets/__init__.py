"""A planner's own sheet of who works with whom: from text cells to recorded relations, with a review of every row between."""

from wolds.clustering.relation_sheets.matching import Matched, SchoolMatcher, Verdict
from wolds.clustering.relation_sheets.reading import Mention, RelationSheet, SheetRow, relation_sheet
from wolds.clustering.relation_sheets.review import LeftOut, Outcome, Review, ReviewedMention

__all__ = [
    "LeftOut",
    "Matched",
    "Mention",
    "Outcome",
    "RelationSheet",
    "Review",
    "ReviewedMention",
    "SchoolMatcher",
    "SheetRow",
    "Verdict",
    "relation_sheet",
]
