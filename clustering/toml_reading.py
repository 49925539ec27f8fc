"""The values of a TOML document that a person wrote, or one plain sentence about what is wrong with it."""

from __future__ import annotations

import codecs
import tomllib
from typing import Any

from wolds.geo.errors import InputError


def toml_values(data: bytes, file: str, what: str) -> dict[str, Any]:
    """The values in some bytes; `what` says what kind of document was wanted, `file` names it in errors (`InputError`)."""
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise InputError("the file is empty", file=file, remedy=f"Choose a {what} (TOML).")
    try:
        return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise InputError("this is not a text file", file=file, remedy=f"Choose a {what} (TOML).") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"this is not TOML: {error}", file=file, remedy=f"Mend that line, or save the {what} anew.") from error
    except (ValueError, RecursionError) as error:  # figures and brackets without end
        raise InputError(
            f"this is no {what}: something in it has no end", file=file, remedy=f"Save the {what} anew."
        ) from error
