"""File names made of names that come from registers and people: they name a file in one folder, on any system, and no more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from wolds.app.export.dead_text import one_line

LONGEST_BYTES: Final = 120
"""Of a name without its ending: well below what file systems hold, so that a folder's own path has room too."""
_NOT_IN_NAMES: Final = re.compile(r"""[<>:"/\\|?*\x00-\x1f\x7f]""")
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
NAMELESS: Final = "unnamed"


def safe_stem(text: str) -> str:
    """A name for a file without its ending: no folder, no device of Windows', not hidden, not too long, never empty.

    >>> safe_stem("../../etc/passwd"), safe_stem("CON"), safe_stem("St Mary's / Belton")
    ('etc passwd', '_CON', "St Mary's Belton")
    """
    line = one_line(unicodedata.normalize("NFC", text))
    words = " ".join(_NOT_IN_NAMES.sub(" ", line).split()).strip(" .-~")
    words = " ".join(part.strip() for part in words.split(" ") if part.strip(".")).strip(" .")
    words = _shortened(words).rstrip(" .")
    if _RESERVED.fullmatch(words.split(".")[0].strip()):
        words = f"_{words}"
    return words or NAMELESS


def _shortened(words: str) -> str:
    """At most so many bytes, whole letters."""
    return words.encode("utf-8")[:LONGEST_BYTES].decode("utf-8", "ignore")


def distinct(names: Iterable[tuple[str, str]], taken: Iterable[str] = ()) -> Iterator[str]:
    """File names of stems and endings in their order, alike ones told apart by a number; `taken` are names that are gone.

    Systems take upper and lower case for the same.

    >>> list(distinct([("Belton", ".pdf"), ("belton", ".pdf"), ("Belton", ".docx")]))
    ['Belton.pdf', 'belton (2).pdf', 'Belton.docx']
    """
    known, last = {name.casefold() for name in taken}, dict[str, int]()
    for stem, suffix in names:
        free = f"{stem}{suffix}"
        whole, number = free.casefold(), last.get(free.casefold(), 1)
        while free.casefold() in known:
            number += 1
            free = f"{stem} ({number}){suffix}"
        last[whole] = number
        known.add(free.casefold())
        yield free
