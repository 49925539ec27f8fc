"""Codes in plain words: what a school is to the plan, its character, and why it is left out or unplaced."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QCoreApplication

from wolds.clustering.eligibility import Reason, Role
from wolds.geo.character import Character


@cache
def _roles() -> Mapping[int, str]:
    tr = QCoreApplication.translate
    return {
        Role.TO_PLACE: tr("Words", "To be placed"),
        Role.OPTIONAL: tr("Words", "Optional"),
        Role.EXCLUDED: tr("Words", "Left out"),
    }


@cache
def _characters() -> Mapping[str, str]:
    tr = QCoreApplication.translate
    return {
        Character.CHURCH: tr("Words", "Church"),
        Character.COMMUNITY: tr("Words", "Community"),
        Character.OTHER_FAITH: tr("Words", "Other faith"),
        Character.UNKNOWN: tr("Words", "Unknown"),
    }


@cache
def _exclusions() -> Mapping[str, str]:
    tr = QCoreApplication.translate
    return {
        Reason.USER: tr("Words", "Left out by hand"),
        Reason.STATUS: tr("Words", "Not open"),
        Reason.PHASE: tr("Words", "Not a primary school of the kind chosen"),
        Reason.LA: tr("Words", "In another local authority"),
        Reason.NO_POINT: tr("Words", "No easting and northing in the register"),
        Reason.ROLL_UNKNOWN: tr("Words", "Roll not known, or 0"),
        Reason.ROLL_ABOVE: tr("Words", "Roll above the filter's limit"),
        Reason.ROLL_BELOW: tr("Words", "Roll below the filter's limit"),
        Reason.NOT_RURAL: tr("Words", "Not rural"),
        Reason.NOT_LISTED: tr("Words", "Not on the list of schools"),
        Reason.DIOCESE: tr("Words", "In another diocese"),
        Reason.CHARACTER: tr("Words", "Of another character"),
    }


@cache
def _unplaced() -> Mapping[str, str]:
    tr = QCoreApplication.translate
    return {
        "no-neighbour": tr("Words", "No school in reach"),
        "no-group": tr("Words", "Too few schools in reach"),
        "roll": tr("Words", "Roll does not fit"),
        "competition": tr("Words", "Partners needed elsewhere"),
        "locked": tr("Words", "Locked out"),
        "stopped-early": tr("Words", "Stopped before it was settled"),
        "by-hand": tr("Words", "Not in a cluster"),
    }


@cache
def _rules() -> Mapping[str, str]:
    tr = QCoreApplication.translate
    return {
        "not-eligible": tr("Words", "Schools that are left out"),
        "to-place": tr("Words", "No school to be placed"),
        "cap": tr("Words", "Travel"),
        "keep-apart": tr("Words", "Kept apart"),
        "barrier": tr("Words", "Barriers"),
        "size": tr("Words", "Number of schools"),
        "roll-min": tr("Words", "Combined roll too small"),
        "roll-max": tr("Words", "Combined roll too large"),
        "federation": tr("Words", "Federations"),
        "must-link": tr("Words", "Kept together"),
        "phase": tr("Words", "Phase"),
        "same-phase": tr("Words", "Phase"),
        "mix": tr("Words", "Church and community mix"),
        "la": tr("Words", "Local authority"),
        "same-la": tr("Words", "Local authority"),
        "diocese": tr("Words", "Diocese"),
        "same-diocese": tr("Words", "Diocese"),
        "max-clusters": tr("Words", "Number of clusters"),
    }


def role_words(role: int) -> str:
    """What a school is to the plan: "To be placed", "Optional", "Left out"."""
    return _roles()[role]


def character_words(character: str) -> str:
    """A `Character` value in words."""
    return _characters().get(character, "")


def exclusion_words(code: str) -> str:
    """Why a school is left out, by the code of its standing."""
    return _exclusions().get(code) or _plain(code)


def unplaced_words(code: str) -> str:
    """Why a school is unplaced, by the contract's code.

    >>> unplaced_words("no-neighbour"), unplaced_words("rule:mix")
    ('No school in reach', 'Blocked by a rule: church and community mix')
    """
    if code.startswith("rule:"):
        rule = rule_words(code.removeprefix("rule:"))
        return QCoreApplication.translate("Words", "Blocked by a rule: {rule}").format(rule=rule[:1].lower() + rule[1:])
    return _unplaced().get(code) or _plain(code)


def rule_words(rule: str) -> str:
    """The heading of a rule in the list of warnings."""
    return _rules().get(rule) or _plain(rule)


def rule_rank(rule: str) -> int:
    """Where a rule stands in the list: who may be there at all first, then travel, size and roll, then the rest."""
    names = list(_rules())
    return names.index(rule) if rule in names else len(names)


def _plain(code: str) -> str:
    return code.replace("-", " ").replace("_", " ").capitalize()
