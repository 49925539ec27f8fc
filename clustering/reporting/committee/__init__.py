"""The committee report: what a plan proposes, how it was worked out, and what was changed by hand, in plain English."""

from wolds.clustering.reporting.committee.report import committee_report
from wolds.clustering.reporting.committee.source import COUNTY_MAP, CommitteeFacts, Part, Unplaceable, cluster_map

__all__ = ["COUNTY_MAP", "CommitteeFacts", "Part", "Unplaceable", "cluster_map", "committee_report"]
