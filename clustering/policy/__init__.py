"""Which body has to be asked for which partnership: an editable table, and what it means for clusters and schools."""

from wolds.clustering.policy.defaults import DEFAULT_POLICY
from wolds.clustering.policy.judging import ClusterConsequence, Consequence, Finding, consequence_of, consequences
from wolds.clustering.policy.policy_document import dump_policy, parse_policy, policy_schema
from wolds.clustering.policy.table import Company, Policy, PolicyRow, Verdict

__all__ = [
    "DEFAULT_POLICY",
    "ClusterConsequence",
    "Company",
    "Consequence",
    "Finding",
    "Policy",
    "PolicyRow",
    "Verdict",
    "consequence_of",
    "consequences",
    "dump_policy",
    "parse_policy",
    "policy_schema",
]
