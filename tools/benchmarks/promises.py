"""What was promised, against what was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.figures import median, milliseconds, p95, table
from benchmarks.timing import Outcome


@dataclass(frozen=True)
class Promise:
    """A figure that is to stay under a limit; None = not measured. `unit`: s, ms (given in seconds too), MB or %."""

    what: str
    limit: float
    figure: float | None
    unit: str = "s"

    def row(self) -> tuple[str, str, str, str]:
        """The promise as a row of the table."""
        limit = f"under {_shown(self.limit, self.unit, limit=True)}"
        if self.figure is None:
            return self.what, limit, "not measured", "–"
        return self.what, limit, _shown(self.figure, self.unit), "yes" if self.figure < self.limit else "**no**"


def seconds_of(rows: Sequence[Outcome], case: str, name: str, of: Callable[[Sequence[float]], float] = median) -> float | None:
    """The middle (or what `of` takes) of a case's seconds, None where they were not measured."""
    values = next((row.seconds.get(name) for row in rows if row.case == case), None)
    return of(values) if values else None


def promises_table(promises: Iterable[Promise]) -> str:
    """A table of promises; what was not measured says so."""
    return table(("What", "Promised", "Measured", "Kept"), [promise.row() for promise in promises])


def _shown(value: float, unit: str, limit: bool = False) -> str:
    if unit == "ms":
        return f"{value * 1000:g} ms" if limit else milliseconds(value)
    return f"{value:g} {unit}" if limit else f"{value:.2f} {unit}" if unit != "MB" else f"{value:.0f} MB"


__all__ = ["Promise", "p95", "promises_table", "seconds_of"]
