"""Briefs for governors: two pages for one school, a cluster or an idea."""

from wolds.clustering.reporting.brief.brief import MOST_PAGES, brief_of
from wolds.clustering.reporting.brief.figures import MAP
from wolds.clustering.reporting.brief.room import ROOMS, Room
from wolds.clustering.reporting.brief.subject import Subject, subject_of_cluster, subject_of_group, subject_of_school

__all__ = [
    "MAP",
    "MOST_PAGES",
    "ROOMS",
    "Room",
    "Subject",
    "brief_of",
    "subject_of_cluster",
    "subject_of_group",
    "subject_of_school",
]
