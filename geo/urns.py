"""What number a school can have."""

from __future__ import annotations

from typing import Final

LARGEST_URN: Final = 9_999_999
"""Seven figures: GIAS numbers have six, those of other lists that Wolds numbers seven."""


def is_urn(value: object) -> bool:
    """Whether a value of unknown origin is a whole number that a school can have.

    >>> is_urn(100_001), is_urn(0), is_urn("100001"), is_urn(None)
    (True, False, False, False)
    """
    return isinstance(value, int) and 1 <= value <= LARGEST_URN
