"""A file that is being fetched: what is there already, and by what mark the server knows it again."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO, Final

_NOTE_SUFFIX: Final = ".json"


@dataclass(frozen=True)
class Mark:
    """What a server says of a file, so that it can be asked for the rest of the very same: `tag` is a strong ETag."""

    address: str
    tag: str = ""
    changed: str = ""  # Last-Modified

    @property
    def condition(self) -> str:
        """What `If-Range` says, "" where nothing tells the file from a later one."""
        return self.tag or self.changed

    @property
    def day(self) -> date | None:
        """The day on which the server had the file last changed, None where it does not say so."""
        try:
            return parsedate_to_datetime(self.changed).date()
        except (ValueError, TypeError):
            return None


class PartFile:
    """A file `NAME.part` and a note beside it. Methods raise `OSError`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._note = path.with_name(path.name + _NOTE_SUFFIX)
        self._stream: BinaryIO | None = None
        self.size = 0

    def known(self, address: str) -> Mark | None:
        """The mark of what is there, None where there is nothing that the address can go on with."""
        mark = self._read_note()
        if mark is None or mark.address != address or not mark.condition or not self.path.is_file():
            return None
        self.size = self.path.stat().st_size
        return mark if self.size else None

    def _read_note(self) -> Mark | None:
        try:
            noted = json.loads(self._note.read_text(encoding="utf-8"))
            return Mark(**{name: str(noted[name]) for name in ("address", "tag", "changed")})
        except (OSError, ValueError, KeyError, TypeError):
            return None  # without a note there is nothing to go on with, and it is fetched anew

    def begin(self, mark: Mark) -> None:
        """Begin anew."""
        self.close()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._note.write_text(json.dumps(asdict(mark)), encoding="utf-8")
        self._stream = self.path.open("wb")
        self.size = 0

    def go_on(self) -> None:
        """Go on behind what is there."""
        self.close()
        self._stream = self.path.open("ab")

    def add(self, data: bytes) -> None:
        """Add what came, down to the file: a full disk is met here, where it can be told, and not when the file is closed."""
        assert self._stream is not None
        self._stream.write(data)
        self._stream.flush()
        self.size += len(data)

    def close(self) -> None:
        """Let go of the file; what came stays."""
        stream, self._stream = self._stream, None
        if stream is not None:
            with contextlib.suppress(OSError):  # what a full disk did not take: `add` has said so
                stream.close()

    def forget(self) -> None:
        """Throw away what came."""
        self.close()
        self.size = 0
        for path in (self.path, self._note):
            with contextlib.suppress(OSError):  # it is begun anew another time
                path.unlink(missing_ok=True)
