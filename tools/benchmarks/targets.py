"""What was promised, against what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.figures import median, milliseconds, p95, table

if TYPE_CHECKING:
    from benchmarks.campaign import Campaign

_Row = tuple[str, float, list[float] | None, bool]


def targets(campaign: Campaign) -> str:
    """A table of promises; what was not measured says so."""
    rows = [_line(*row) for row in _rows(campaign)]
    return table(("What", "Promised", "Measured", "Kept"), rows)


def _rows(campaign: Campaign) -> list[_Row]:
    def seconds(subject: str, case: object, name: str) -> list[float] | None:
        outcome = campaign.of(subject, case)
        return outcome.seconds.get(name) if outcome else None

    return [
        ("`wolds --help`", 0.5, seconds("starting", None, "help"), False),
        ("Window shown", 2.0, seconds("starting", None, "window"), False),
        ("England's register, 51,012 rows", 3.0, seconds("importing", "England", "wolds"), False),
        ("The same, first in a new process, with libraries", 3.0, seconds("importing", "England", "first"), False),
        ("Lincolnshire's small primaries at 8 km, solving", 1.0, seconds("proposing", 8.0, "solve"), False),
        ("Lincolnshire's small primaries at 12 km, solving", 1.0, seconds("proposing", 12.0, "solve"), False),
        ("Edit to repaint at 17,000 schools, median", 0.1, seconds("window", 17_000, "edit"), False),
        ("Pan at 1920x1080, 17,000 schools, median frame", 0.033, seconds("window", 17_000, "pan"), False),
        ("Pan at 1920x1080, 17,000 schools, 95th percentile", 0.060, seconds("window", 17_000, "pan"), True),
    ]


def _line(what: str, promised: float, values: list[float] | None, tail: bool) -> tuple[str, str, str, str]:
    limit = f"under {promised:g} s" if promised >= 0.5 else f"under {promised * 1000:g} ms"
    if not values:
        return what, limit, "not measured", "–"
    value = p95(values) if tail else median(values)
    shown = f"{value:.2f} s" if promised >= 0.5 else milliseconds(value)
    return what, limit, shown, "yes" if value < promised else "**no**"
