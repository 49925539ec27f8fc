"""Output that no terminal's encoding can bring down, and that tells a terminal nothing to do."""

from __future__ import annotations

import codecs
import sys
import unicodedata
from typing import Final

_PLAINLY: Final = "wolds.plainly"
_ACTING: Final = {"Cc", "Cf", "Cs"}
_PLAIN: Final = {"\u2192": "->", "\u2264": "<=", "\u2265": ">=", "\u2212": "-", "\u2009": " "}


def never_fail_to_print() -> None:
    """From now on, what the terminal's encoding lacks is written as near to it as can be, not with a traceback."""
    codecs.register_error(_PLAINLY, plainly)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_PLAINLY)


def plainly(error: UnicodeError) -> tuple[str, int]:
    """For `codecs.register_error`: an arrow as "->", letters without their accents, a question mark for the rest.

    >>> codecs.register_error("plainly", plainly)
    >>> "12 \u2192 14 km, Ll\u0177n".encode("cp1252", "plainly")
    b'12 -> 14 km, Llyn'
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    bare = (unicodedata.normalize("NFD", letter)[0] for letter in error.object[error.start : error.end])
    return "".join(_PLAIN.get(letter, letter if letter.isascii() else "?") for letter in bare), error.end


def say(text: str, *, to_stderr: bool = False) -> None:
    """Print lines for people."""
    import typer

    typer.echo(harmless(text), err=to_stderr)


def say_document(text: str) -> None:
    """Print a document that a program reads again (JSON, TOML) as it is: its own form says how signs are written."""
    import typer

    typer.echo(text)


def harmless(text: str) -> str:
    r"""Lines without signs that a terminal obeys or that turn the reading direction: names come from files.

    >>> harmless("Bel\x1b[31mton\u202e\nFen")
    'Bel[31mton\nFen'
    """
    if text.isprintable():
        return text
    return "".join(
        letter for letter in text.replace("\t", " ") if letter == "\n" or unicodedata.category(letter) not in _ACTING
    )
