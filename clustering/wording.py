"""How checks and figures put numbers and lists of names into plain sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from wolds.clustering.rules import Rules
from wolds.clustering.travel import measure_of, shown_cap, shown_unit, shown_value
from wolds.geo.schools import Schools

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""In English wherever Wolds runs: the standard library's follow the computer's language."""


def day_words(day: date) -> str:
    """A day as people write it.

    >>> day_words(date(2026, 9, 1))
    '1 September 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def moment_words(at: str) -> str:
    """A moment or day in ISO form as people write it; what is neither stays as it is.

    >>> moment_words("2026-11-26T14:03:47+00:00"), moment_words("2024-06-03"), moment_words("last June")
    ('26 November 2026, 14:03', '3 June 2024', 'last June')
    """
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    day = day_words(moment.date())
    return f"{day}, {moment:%H:%M}" if len(at) > len("2024-06-03") else day


def listed(names: Sequence[str], most: int = 8) -> str:
    """Names in a row: "Belton, Marsh and Wick"; more than `most` are cut short and counted.

    >>> listed(["Belton", "Marsh", "Wick"])
    'Belton, Marsh and Wick'
    """
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def plain(value: float, decimals: int = 1) -> str:
    """A number with at most so many decimals and no idle zeros.

    >>> plain(12.0), plain(12.34)
    ('12', '12.3')
    """
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def travel_text(km: float, rules: Rules) -> str:
    """Travel in the unit of the cap: "31 min" (an estimate) or "12.4 km"."""
    if math.isnan(km):
        return "unknown"
    value, unit = shown_value(km, rules), shown_unit(rules)
    return f"{plain(value, 0 if unit == 'min' and value >= 10 else 1)} {unit}"


def way_text(km: float, schools: Schools, rules: Rules) -> str:
    """Travel in the unit of the cap; by another provider with its words: "31 min by road, OSM July 2022"."""
    if schools.supplied is None or not math.isfinite(km):
        return travel_text(km, rules)
    measure = measure_of(schools.supplied, rules)
    value = measure.value(km)
    return f"{plain(value, 0 if measure.unit == 'min' and value >= 10 else 1)} {measure.words}"


def beyond_cap_text(km: float, rules: Rules) -> str:
    """Travel beyond the cap in its unit, told apart from the cap: "8.01 km" where the cap is 8 km.

    >>> beyond_cap_text(8.01, Rules(cap_km=8)), beyond_cap_text(9.26, Rules(cap_km=8))
    ('8.01 km', '9.3 km')
    """
    value, cap, unit = shown_value(km, rules), shown_cap(rules) or 0.0, shown_unit(rules)
    return f"{above(value, cap, 0 if unit == 'min' and value >= 10 else 1)} {unit}"


def above(value: float, limit: float, decimals: int) -> str:
    """A value above its limit with as many decimals as tell the two apart: a near miss must not read as a hit.

    >>> above(31.2, 20, 0), above(20.004, 20, 0)
    ('31', '20.004')
    """
    for more in range(decimals, 7):
        text = plain(value, more)
        if float(text) > limit:
            return text
    return f"just over {plain(limit, 6)}"


def parted_text(pairs: int) -> str:
    """What figures of travel leave out: pairs of one cluster that a barrier keeps apart. "" where there are none.

    >>> parted_text(1), parted_text(2), parted_text(0)
    ('1 pair kept apart by a barrier is not counted', '2 pairs kept apart by a barrier are not counted', '')
    """
    if not pairs:
        return ""
    return f"{pairs:,} pair{'' if pairs == 1 else 's'} kept apart by a barrier {'is' if pairs == 1 else 'are'} not counted"


def schools_text(count: int) -> str:
    """ "1 school", "4 schools", "16,759 schools"."""
    return f"{count} school" if count == 1 else f"{count:,} schools"


def with_article(words: str) -> str:
    """Words with "a" or "an" in front.

    >>> with_article("amalgamation"), with_article("hard federation")
    ('an amalgamation', 'a hard federation')
    """
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"
