"""The table to start from: mild for working together informally, careful where church schools would change who governs.

It is a start for a conversation. Every diocese decides for itself; its officer edits the table and saves it with the plan.
"""

from __future__ import annotations

from typing import Final

from wolds.clustering.policy.table import Company, Policy, PolicyRow, Verdict
from wolds.geo.character import Character
from wolds.geo.kinds import SchoolKind

_OK, _ASK, _APPROVE = Verdict.ALLOWED, Verdict.ADVICE, Verdict.APPROVAL

_MIXED_SOURCE: Final = (
    "Hertfordshire: no general bar to a mixed collaboration with a voluntary aided school, but a mixed governing body is hard "
    "to constitute and handled case by case with the diocese. Exeter: trusts and federations are formal."
)
_MAJORITY_SOURCE: Final = "Lichfield: the majority of a voluntary aided and the minority of a controlled school are mirrored."
_OURS: Final = "No law: a starting point of Wolds, to be agreed locally."

_ROMAN_CATHOLIC: Final = PolicyRow(
    character="Roman Catholic", company=Company.MIXED,
    informal=_OK, soft_federation=_ASK, management=_APPROVE, hard_federation=_APPROVE, trust=_APPROVE, amalgamation=_APPROVE,
    reason="A Catholic school with others: what changes who governs or leads needs the diocese's approval.",
    source=f"{_MIXED_SOURCE} Some boards want to approve collaboration too (Leeds): add a row for such a diocese.",
)  # fmt: skip
_AIDED: Final = PolicyRow(
    school=SchoolKind.AIDED, company=Company.MIXED,
    informal=_OK, soft_federation=_ASK, management=_APPROVE, hard_federation=_APPROVE, trust=_APPROVE, amalgamation=_APPROVE,
    reason="A voluntary aided school with others: the majority of foundation governors is at stake in a formal model.",
    source=f"{_MIXED_SOURCE} {_MAJORITY_SOURCE}",
)  # fmt: skip
_CONTROLLED: Final = PolicyRow(
    school=SchoolKind.CONTROLLED, company=Company.MIXED,
    informal=_OK, soft_federation=_ASK, management=_ASK, hard_federation=_APPROVE, trust=_APPROVE, amalgamation=_APPROVE,
    reason="A voluntary controlled school with others: its foundation governors must keep their part.",
    source=f"{_MIXED_SOURCE} {_MAJORITY_SOURCE}",
)  # fmt: skip
_CHURCH_MIXED: Final = PolicyRow(
    character=Character.CHURCH, company=Company.MIXED,
    informal=_OK, soft_federation=_ASK, management=_ASK, hard_federation=_APPROVE, trust=_APPROVE, amalgamation=_APPROVE,
    reason="A church school or church academy with others.", source=_MIXED_SOURCE,
)  # fmt: skip
_CHURCH_ALONE: Final = PolicyRow(
    character=Character.CHURCH, company=Company.CHURCH,
    informal=_OK, soft_federation=_OK, management=_ASK, hard_federation=_ASK, trust=_ASK, amalgamation=_APPROVE,
    reason="Schools of one church among themselves: the diocese is a partner in any change of governing.", source=_OURS,
)  # fmt: skip
_OTHER_FAITH: Final = PolicyRow(
    character=Character.OTHER_FAITH,
    informal=_OK, soft_federation=_ASK, management=_ASK, hard_federation=_APPROVE, trust=_APPROVE, amalgamation=_APPROVE,
    reason="A school of another faith: ask its religious authority.", source=_OURS,
)  # fmt: skip
_UNKNOWN: Final = PolicyRow(
    school=SchoolKind.UNKNOWN,
    informal=_OK, soft_federation=_ASK, management=_ASK, hard_federation=_ASK, trust=_ASK, amalgamation=_ASK,
    reason="The register does not say what type of school it is.", source=_OURS,
)  # fmt: skip
_FOUNDATION: Final = PolicyRow(
    school=SchoolKind.FOUNDATION,
    informal=_OK, soft_federation=_OK, management=_OK, hard_federation=_ASK, trust=_ASK, amalgamation=_ASK,
    reason="A foundation school may have trustees of its own.", source=_OURS,
)  # fmt: skip
_EVERYBODY: Final = PolicyRow(
    informal=_OK, soft_federation=_OK, management=_OK, hard_federation=_OK, trust=_OK, amalgamation=_ASK,
    reason="No diocese has a say; the authority and the schools' own bodies do.", source=_OURS,
)  # fmt: skip

DEFAULT_POLICY: Final = Policy(
    name="Starting table",
    note="A start for a conversation, not law: every diocese decides for itself.",
    rows=(
        *(_ROMAN_CATHOLIC, _AIDED, _CONTROLLED, _CHURCH_MIXED, _CHURCH_ALONE),
        *(_OTHER_FAITH, _UNKNOWN, _FOUNDATION, _EVERYBODY),
    ),
)
"""The table that holds until a person sets another."""
