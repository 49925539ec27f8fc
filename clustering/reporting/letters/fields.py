"""Fields such as {school} in words that a person wrote: checked when the words are read, filled in one go, never run.

Only bare names are taken: no attribute, index, conversion or format can stand in the braces, so that no text reaches into
the program. What is filled in is text and is not looked at again: braces in a school's name stay braces.
"""

from __future__ import annotations

import string
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches


def fields_in(text: str) -> tuple[str, ...]:
    """The names in braces, in their order. `ValueError` in plain words where braces do not match or hold more than a name.

    >>> fields_in("Dear Headteacher of {school}, {{so}} to say")
    ('school',)
    """
    return tuple(name for _, name in _parts(text) if name is not None)


def check_fields(text: str, known: Collection[str]) -> str:
    """The text itself. `ValueError` in plain words where a field is none of the known ones."""
    for name in fields_in(text):
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            meant = f"did you mean {{{near[0]}}}? " if near else ""
            listed = ", ".join(f"{{{one}}}" for one in sorted(known))
            raise ValueError(f"there is no field {{{name[:40]}}} here; {meant}the fields are {listed}")
    return text


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each field's value in its place. The fields were checked before.

    >>> filled("To {school}", {"school": "Belton {x}"})
    'To Belton {x}'
    """
    return "".join(literal + ("" if name is None else values[name]) for literal, name in _parts(text))


def _parts(text: str) -> Iterator[tuple[str, str | None]]:
    """Pieces of plain text, each with the field behind it, None at the end."""
    try:
        pieces = list(string.Formatter().parse(text))
    except ValueError as error:
        shown = text if len(text) <= 60 else f"{text[:60]}…"
        raise ValueError(f"the braces in {shown!r} do not match; write {{{{ or }}}} for a brace itself") from error
    for literal, name, form, conversion in pieces:
        if name is not None and (form or conversion or not name.isidentifier()):
            raise ValueError(f"a field is a name alone, and {{{name[:40]}}} is more than that")
        yield literal, name
