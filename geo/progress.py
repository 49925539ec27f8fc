"""How long work tells of its progress and learns that it should stop, without knowing who watches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from wolds.geo.errors import Cancelled


class Watch(Protocol):
    """What a long piece of work is given: somewhere to tell its progress, and a question whether to go on."""

    def tell(self, fraction: float, message: str = "") -> None:
        """Say how far the work is: `fraction` from 0 to 1, and one short plain sentence."""

    def should_stop(self) -> bool:
        """Whether the person has asked to stop."""


@dataclass(frozen=True)
class Unwatched:
    """The watch of work that nobody watches: it is never stopped."""

    def tell(self, fraction: float, message: str = "") -> None:
        """Tell nobody."""

    def should_stop(self) -> bool:
        """Never."""
        return False


@dataclass(frozen=True)
class PartOf:
    """A watch over a part of a longer work: its 0..1 is `start..stop` of the whole."""

    whole: Watch
    start: float
    stop: float

    def tell(self, fraction: float, message: str = "") -> None:
        """Pass progress on, scaled to this part."""
        self.whole.tell(self.start + (self.stop - self.start) * fraction, message)

    def should_stop(self) -> bool:
        """Whether the whole is to stop."""
        return self.whole.should_stop()


def stop_if_asked(watch: Watch) -> None:
    """Raise `Cancelled` where the watch says so."""
    if watch.should_stop():
        raise Cancelled("stopped as asked")
