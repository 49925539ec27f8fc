"""What a download ends with where it does not end well."""

from __future__ import annotations

from wolds.geo.errors import WoldsError


class FetchFailed(WoldsError):
    """A list could not be fetched; what was there before is untouched.

    `words` are sentences without the first capital and the last stop.
    """

    def __init__(self, words: str) -> None:
        super().__init__(f"{words[:1].upper()}{words[1:]}{'' if words.endswith('?') else '.'}")


class NotThere(FetchFailed):
    """The server has no such file."""
