"""A watch over one step of a longer work that says in its own words what is being done."""

from __future__ import annotations

from dataclasses import dataclass

from wolds.geo.progress import Watch


@dataclass(frozen=True)
class Told:
    """A part of a whole, `start` to `stop`: its text takes the place of the finer messages of the work in it."""

    whole: Watch
    start: float
    stop: float
    text: str

    def tell(self, fraction: float, message: str = "") -> None:
        """Pass progress on, scaled to this part."""
        self.whole.tell(self.start + (self.stop - self.start) * fraction, self.text)

    def should_stop(self) -> bool:
        """Whether the whole is to stop."""
        return self.whole.should_stop()
