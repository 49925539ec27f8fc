"""How a size of paper is written as an option."""

from __future__ import annotations

from wolds.clustering.reporting.house_style import Paper
from wolds.geo.errors import InputError


def paper_of_word(text: str | None) -> Paper | None:
    """The paper that an option names, None where it was not given. Raises `InputError`."""
    if text is None:
        return None
    try:
        return Paper(text.strip().lower())
    except ValueError as error:
        raise InputError(f"--paper {text}: there is no such size here", remedy="Give a4 or a3.") from error
