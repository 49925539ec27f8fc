"""How other processes of this machine learn that they should stop: a sign, which is an empty file. No Qt.

Ending a pool of processes while it hands work on can break the pool's own thread; so they are asked, and come to an end by
themselves within the time a case takes to look at its watch.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass(frozen=True)
class StopSign:
    """A sign that is put up once; `path` is where it will stand."""

    path: str

    def put_up(self) -> None:
        """Ask everybody who watches this sign to stop."""
        Path(self.path).touch()

    @property
    def is_up(self) -> bool:
        """Whether they are asked to stop. A folder that is gone says so too: nobody waits for the result any more."""
        place = Path(self.path)
        return place.exists() or not place.parent.exists()


@contextmanager
def stop_sign() -> Iterator[StopSign]:
    """A sign in a folder of its own, which is gone afterwards."""
    with TemporaryDirectory(prefix="wolds-", ignore_cleanup_errors=True) as folder:
        yield StopSign(str(Path(folder) / "stop"))


@dataclass(frozen=True)
class SignWatch:
    """The watch of a case in another process: it tells nobody and heeds the sign, not Ctrl+C nor a terminal that is closed,
    which every process hears."""

    sign: StopSign

    def __post_init__(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def tell(self, fraction: float, message: str = "") -> None:
        """Tell nobody: the pool counts whole cases."""

    def should_stop(self) -> bool:
        """Whether the sign is up."""
        return self.sign.is_up
