"""Doors that files come in by: how large each kind may be, and how what is missing, absurd or another thing is refused.

Whoever reads a file that a person gives has a `Door` and reads through it: what was padded, packed or named to look like
something else is refused before it fills the memory, in one line that names the file and says what to do instead.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol
from zipfile import ZipInfo

from wolds.geo.errors import InputError
from wolds.geo.progress import Unwatched, Watch, stop_if_asked

MOST_ROWS: Final = 200_000
"""The most rows that a list of schools may have: four times the register of England with all its closed schools."""
MOST_COLUMNS: Final = 1_000
"""The most columns that a table may have: seven times those of the widest register that GIAS publishes."""
_CHUNK: Final = 1 << 22
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LOOK: Final = "Look at the name and the folder."


class Stream(Protocol):
    """What bytes are read from, be it a file or what unpacks one as it goes."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


@dataclass(frozen=True)
class Door:
    """One kind of file: `what` it is ("a rules document"), its `largest` size in bytes, unpacked where it comes packed.

    `choose` says what to give in place of a file of another kind; `again` what to do about one that is damaged or empty.
    """

    what: str
    largest: int
    choose: str
    again: str = ""

    def read(self, path: Path, file: str = "", watch: Watch | None = None) -> bytes:
        """The whole file, at most `largest` bytes; `file` is how it is named in errors, as a rule as it was given.

        Raises `InputError` where it is missing, a folder, unreadable or too large, and `Cancelled`.
        """
        file = file or shown(path)
        try:
            if path.is_file() and path.stat().st_size > self.largest:
                raise self.too_large(file)
            with path.open("rb") as stream:
                return self.all_of(stream, file, watch)
        except (OSError, ValueError) as error:  # ValueError: a name that no file can have
            raise unreadable(path, error, file) from error

    def all_of(self, stream: Stream, file: str, watch: Watch | None = None) -> bytes:
        """What is left of a stream, which may be one that unpacks as it goes. Raises `InputError` and `Cancelled`."""
        watch, parts, size = watch or Unwatched(), [], 0
        while part := stream.read(min(_CHUNK, self.largest + 1 - size)):
            stop_if_asked(watch)
            size += len(part)
            if size > self.largest:
                raise self.too_large(file)
            parts.append(part)
        return b"".join(parts)

    def refuse_bomb(self, entries: Iterable[ZipInfo], file: str) -> None:
        """`InputError` where the entries of a zip unpack to too much; what each says of its size is the most it can give."""
        if sum(entry.file_size for entry in entries) > self.largest:
            message = f"it holds more than {self.most} when unpacked, too much for {self.what}"
            raise InputError(message, file=file, remedy=self.choose)

    def too_large(self, file: str) -> InputError:
        """What is said of a file that is larger than any of its kind."""
        return InputError(f"it holds more than {self.most}, too much for {self.what}", file=file, remedy=self.choose)

    @property
    def most(self) -> str:
        """The largest size in words."""
        billions = self.largest / 1_000_000_000
        return f"{billions:g} GB" if billions >= 1 else f"{self.largest / 1_000_000:g} MB"


def is_blank(data: bytes) -> bool:
    """Whether there is nothing in a text but blanks."""
    return not data.removeprefix(codecs.BOM_UTF8).strip()


def shown(path: Path) -> str:
    """A path as text that can be written anywhere: Linux allows names that are no text."""
    return str(path).encode("utf-8", errors="replace").decode("utf-8")


def unreadable(path: Path, error: OSError | ValueError, file: str) -> InputError:
    """What is said of a file that could not be opened or read."""
    if isinstance(error, FileNotFoundError):
        return InputError("there is no such file", file=file, remedy=_LOOK)
    if isinstance(error, IsADirectoryError) or (isinstance(error, PermissionError) and path.is_dir()):  # so says Windows
        return InputError("this is a folder, not a file", file=file, remedy="Choose the file inside it.")
    if isinstance(error, PermissionError):
        return InputError("you may not read this file", file=file, remedy="Choose another, or ask for the right to read it.")
    said = (getattr(error, "strerror", None) or "there can be no file of this name").lower()
    return InputError(f"it cannot be read ({said})", file=file, remedy="Copy it to this computer and try again.")


class Lines:
    """The lines of a text one after the other, each with its end, and no second copy of the whole; `read` letters so far."""

    def __init__(self, text: str) -> None:
        self._found, self.read = _LINE.finditer(text), 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        match = next(self._found)
        self.read = match.end()
        return match.group()


def refuse_long(rows: int, file: str, most: int = MOST_ROWS) -> None:
    """`InputError` for a list of more rows than there can be."""
    if rows > most:
        message = f"the table has more than {most:,} rows, too many for schools"
        raise InputError(message, file=file, remedy="Give the rows that are needed alone.")


def refuse_wide(columns: int, file: str, where: str = "the table") -> None:
    """`InputError` for a table of more columns than any list of schools has."""
    if columns > MOST_COLUMNS:
        remedy = "Give a table with fewer columns: those that are needed are enough."
        raise InputError(f"{where} has more than {MOST_COLUMNS:,} columns, too many for schools", file=file, remedy=remedy)
