"""The values of a TOML document that a person wrote, or one plain sentence about what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

from wolds.geo.doors import is_blank
from wolds.geo.errors import InputError

_DEEP_NAME: Final = re.compile(rb"(?:\.[ \t]*[\"'\w-]+[ \t]*){40}")
"""A name of so many parts: reading it takes time that grows with the square of them, and no document of ours has over three."""


def toml_values(data: bytes, file: str, what: str, remedy: str = "") -> dict[str, Any]:
    """The values in some bytes; `what` says what kind of document was wanted, `file` names it in errors (`InputError`).

    `remedy` is what to do whatever is wrong; "" = as it is wrong.
    """
    choose = remedy or f"Choose a {what} (TOML)."
    if is_blank(data):
        raise InputError("the file is empty", file=file, remedy=choose)
    try:
        if _DEEP_NAME.search(data):
            raise RecursionError
        return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise InputError("this is not a text file", file=file, remedy=choose) from error
    except tomllib.TOMLDecodeError as error:
        mend = remedy or f"Mend that line, or save the {what} anew."
        raise InputError(f"this is not TOML: {error}", file=file, remedy=mend) from error
    except (ValueError, RecursionError) as error:  # figures and brackets without end
        anew = remedy or f"Save the {what} anew."
        raise InputError(f"this is no {what}: something in it has no end", file=file, remedy=anew) from error
