"""Proposing for a whole country."""

from __future__ import annotations

from typing import Any, Final

from benchmarks import real_data
from benchmarks.figures import table
from benchmarks.promises import Promise, seconds_of
from benchmarks.settings import Settings
from benchmarks.timing import Outcome

_RURAL_S: Final = 15.0
_CAPS_KM: Final = (8.0, 10.0, 12.0)
_KINDS: Final[dict[str, dict[str, Any]]] = {
    "England, rural small primaries": {"rural": True, "roll_max": 209},
    "England, small primaries": {"roll_max": 209},
    "England, all primaries": {},
}
_HEAD: Final = ("Schools", "To place", "Unplaced", "Gap of the travel", "Solving", "Processor", "Peak memory")
_NOTE: Final = (
    "Each in a process of its own, solved once, under the command line's rules. Small: at most 209 pupils; rural: at most "
    "300 postcodes within 3 km. Unplaced beside the least that is possible; the gap is to a bound that no plan beats."
)


def _case(kind: str, cap_km: float) -> str:
    return f"{kind}, {cap_km:g} km"


def measure(settings: Settings) -> list[Outcome]:
    """All kinds of schools under all caps; none where the register is not at hand."""
    primaries = real_data.primaries() if settings.with_real_data else None
    if primaries is None:
        return []
    return [
        settings.measure("country", _case(kind, cap_km), register=str(primaries), cap_km=cap_km, **given)
        for kind, given in _KINDS.items()
        for cap_km in _CAPS_KM
    ]


def tables(rows: list[Outcome]) -> str:
    """One table."""
    lines = [
        (
            row.case,
            f"{row.facts['to_place']:,}",
            f"{row.facts['unplaced']:,} of at least {row.facts['unplaced_bound']:,}",
            f"{row.facts['gap_percent']:.3f} %",
            f"{row.seconds['solve'][0]:.1f} s",
            f"{row.facts['processor_s']:.1f} s",
            f"{row.facts['peak_mb']:.0f} MB",
        )
        for row in rows
    ]
    missing = real_data.missing(rows, _case(next(iter(_KINDS)), _CAPS_KM[0]))
    return f"## England\n\n{table(_HEAD, lines)}\n\n{_NOTE}{missing}"


def promises(rows: list[Outcome]) -> list[Promise]:
    """The rural small primaries."""
    kind = next(iter(_KINDS))
    return [
        Promise(f"{kind} at {cap_km:g} km, solving", _RURAL_S, seconds_of(rows, _case(kind, cap_km), "solve"))
        for cap_km in _CAPS_KM
    ]
