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
_LIMIT_S: Final = 90.0
_RURAL: Final = {"rural": True, "roll_max": 209}
_SMALL: Final = {"roll_max": 209}
_HARDER: Final[dict[str, dict[str, Any]]] = {
    "Small primaries, 12 km to a lead school": {**_SMALL, "rules": {"cap_rule": "lead"}},
    "Small primaries, 12 km, a partnership costs 10 km": {**_SMALL, "rules": {"partnership_cost_km": 10.0}},
    "Small primaries, no cap": {**_SMALL, "rules": {"cap_km": None}},
    "Small primaries, 12 km, at most 1,200 clusters": {**_SMALL, "rules": {"max_clusters": 1200}},
    "Small primaries, 12 km, travel to a hub": {**_SMALL, "rules": {"objective": "hub"}},
    "Rural small primaries, 8 km, hub, at most 776 clusters": {
        **_RURAL,
        "rules": {"cap_km": 8.0, "objective": "hub", "max_clusters": 776},
    },
}
_HARDER_HEAD: Final = ("Schools and rules", "To place", "Clusters", "Unplaced", "Gap", "Solving", "Processor", "Peak memory")
_HARDER_NOTE: Final = """The same under rules that ask more of a search, with at most {limit:.0f} seconds each. The gap is
of travel with the cost of partnerships; where more are unplaced than the bound says, it is to plans that leave as many."""
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
    plain = [
        settings.measure("country", _case(kind, cap_km), register=str(primaries), cap_km=cap_km, **given)
        for kind, given in _KINDS.items()
        for cap_km in _CAPS_KM
    ]
    harder = [
        settings.measure("country", case, register=str(primaries), limit_s=_LIMIT_S, **given) for case, given in _HARDER.items()
    ]
    return plain + harder


def tables(rows: list[Outcome]) -> str:
    """One table of the command line's rules, and one of others."""
    plain = table(_HEAD, [_line(row) for row in rows if row.case not in _HARDER])
    missing = real_data.missing(rows, _case(next(iter(_KINDS)), _CAPS_KM[0]))
    harder = [_line(row, f"{row.facts['clusters']:,}") for row in rows if row.case in _HARDER]
    more = f"\n\n{table(_HARDER_HEAD, harder)}\n\n{_HARDER_NOTE.format(limit=_LIMIT_S)}" if harder else ""
    return f"## England\n\n{plain}\n\n{_NOTE}{missing}{more}"


def _line(row: Outcome, *more: str) -> tuple[str, ...]:
    return (
        row.case,
        f"{row.facts['to_place']:,}",
        *more,
        f"{row.facts['unplaced']:,} of at least {row.facts['unplaced_bound']:,}",
        f"{row.facts['gap_percent']:.3f} %",
        f"{row.seconds['solve'][0]:.1f} s",
        f"{row.facts['processor_s']:.1f} s",
        f"{row.facts['peak_mb']:.0f} MB",
    )


def promises(rows: list[Outcome]) -> list[Promise]:
    """The rural small primaries."""
    kind = next(iter(_KINDS))
    return [
        Promise(f"{kind} at {cap_km:g} km, solving", _RURAL_S, seconds_of(rows, _case(kind, cap_km), "solve"))
        for cap_km in _CAPS_KM
    ]
