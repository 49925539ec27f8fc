"""Character and phase group of a school, as the contract defines them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import numpy as np

from wolds.geo.schools import FloatArray, TextArray


class Character(StrEnum):
    """What a school's religious character means for church/community mix."""

    CHURCH = "church"
    OTHER_FAITH = "other_faith"
    COMMUNITY = "community"
    UNKNOWN = "unknown"


class PhaseGroup(StrEnum):
    """Which system of schools a school belongs to, by the age at which its pupils leave."""

    PRIMARY = "primary"
    MIDDLE = "middle"
    UNKNOWN = "unknown"


_COMMUNITY: Final = {"none", "does not apply"}
_UNKNOWN: Final = {"", "unknown", "not recorded", "not applicable"}
_OTHER_FAITHS: Final = (
    *("jewish", "muslim", "islam", "sunni", "shia", "deobandi", "hindu", "sikh", "buddhis", "jain", "zoroastrian", "baha"),
    "multi-faith",
)
_CHURCHES: Final = (
    *("church", "christian", "catholic", "anglican", "methodist", "baptist", "quaker", "moravian", "evangelical", "protestant"),
    *("reform", "adventist", "orthodox", "congregational", "presbyterian", "pentecostal", "lutheran", "unitarian", "brethren"),
    *("salvation army", "denominational"),
)
"""Parts of the words that registers use; other faiths are looked for first, so that "Orthodox Jewish" is no church.

Unitarians, Quakers, Christian Science and the like count as church, since the register lists them as denominations, and so do
"Inter- / non- denominational" schools: a denomination is a Christian one.
"""
_PRIMARY_LEAVING_AGES: Final = (7, 11)
_MIDDLE_LEAVING_AGES: Final = (8, 9, 10, 12, 13)


def character_of(religious_character: str) -> Character:
    """The character behind GIAS's words; words that say nothing known are `UNKNOWN`, and the import report lists them.

    >>> character_of("Church of England/Methodist")
    <Character.CHURCH: 'church'>
    >>> character_of("Does not apply"), character_of("Sunni Deobandi")
    (<Character.COMMUNITY: 'community'>, <Character.OTHER_FAITH: 'other_faith'>)
    """
    words = religious_character.strip().lower()
    if words in _COMMUNITY:
        return Character.COMMUNITY
    if any(faith in words for faith in _OTHER_FAITHS):
        return Character.OTHER_FAITH
    return Character.CHURCH if any(church in words for church in _CHURCHES) else Character.UNKNOWN


def says_no_character(religious_character: str) -> bool:
    """Whether the words themselves leave the character open: blank, "Unknown" and the like."""
    return religious_character.strip().lower() in _UNKNOWN


def characters(religious_characters: TextArray) -> TextArray:
    """`character_of` for a column, shape (n,), as plain text values."""
    known = {words: str(character_of(words)) for words in set(religious_characters.tolist())}
    return np.array([known[words] for words in religious_characters.tolist()], dtype=object)


def phase_groups(high_ages: FloatArray) -> TextArray:
    """The phase group of each statutory leaving age (years, NaN unknown), shape (n,)."""
    groups = np.full(len(high_ages), str(PhaseGroup.UNKNOWN), dtype=object)
    groups[np.isin(high_ages, _PRIMARY_LEAVING_AGES)] = str(PhaseGroup.PRIMARY)
    groups[np.isin(high_ages, _MIDDLE_LEAVING_AGES)] = str(PhaseGroup.MIDDLE)
    return groups
