"""How the engine's cost grows with schools, cap and size."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from benchmarks.figures import seconds, table
from benchmarks.questions import sample_question
from benchmarks.settings import Settings
from benchmarks.timing import Outcome

_LIMIT_S: Final = 120.0
SCHOOLS: Final = (280, 1_000, 3_000, 6_000, 17_000)
CAPS_KM: Final = (6.0, 8.0, 10.0, 12.0, 14.0)
SIZES_MAX: Final = (4, 5, 6, 7, 8)
_BASE: Final = (3_000, 10.0, 6)
_HEAD: Final = (
    "Schools in the register", "To place", "Cap", "Size", "Clusters looked at", "Processor", "Wall clock", "Peak memory",
    "Unplaced", "Gap",
)  # fmt: skip
_NOTE: Final = """One of three grows while the others stay at 3,000 schools, 10 km and 3 to 6 schools: schools in the
register, the cap, the largest size. The registers are the sample county copied, the rules the command line's (150 pupils,
every pair within the cap). Solving alone, in a process of its own, with at most {limit:.0f} seconds."""
_PICTURE: Final = "bench-growth.svg"
_ALT: Final = "Solving time and clusters looked at against schools, cap and largest size"

Grid = tuple[tuple[int, float, int], ...]


def grid(quick: bool) -> Grid:
    """Schools, cap in km and largest size of each solve, each once."""
    if quick:
        return ((280, 8.0, 6), (280, 10.0, 6))
    schools, cap_km, size_max = _BASE
    lines = [(number, cap_km, size_max) for number in SCHOOLS]
    lines += [(schools, cap, size_max) for cap in CAPS_KM] + [(schools, cap_km, most) for most in SIZES_MAX]
    return tuple(dict.fromkeys(lines))


def measure(settings: Settings) -> list[Outcome]:
    """The grid."""
    rows = []
    for schools, cap_km, size_max in grid(settings.quick):
        question = sample_question(settings, schools, cap_km, size_max)
        row = question.ask(settings, "engine", _LIMIT_S, min(settings.runs, 3))
        row.facts["schools"] = schools
        rows.append(row)
    return rows


def tables(rows: list[Outcome]) -> str:
    """One table and the picture."""
    title = f"## How the cost grows\n\n{_NOTE.format(limit=_LIMIT_S)}"
    picture = f"![{_ALT}](pictures/{_PICTURE})"
    return f"{title}\n\n{picture}\n\n{table(_HEAD, [_line(row) for row in rows])}"


def _line(row: Outcome) -> tuple[str, ...]:
    facts = row.facts
    asked = (f"{facts['cap_km']:g} km", f"3–{facts['size_max']}")
    if "gave_up" in facts:
        return f"{facts['schools']:,}", "–", *asked, "–", "–", f"gave up after {facts['gave_up']:.0f} s", "–", "–", "–"
    return (
        f"{facts['schools']:,}",
        f"{facts['to_place']:,}",
        *asked,
        f"{facts['feasible_clusters']:,}",
        seconds(row.seconds["cpu"]),
        seconds(row.seconds["wall"]),
        f"{row.peak_mb:.0f} MB",
        f"{facts['unplaced']:,} of at least {facts['bound']:,}",
        "proven best" if facts["proven"] else f"{facts['gap_percent']:.2f} %",
    )


def pictures(rows: list[Outcome], folder: Path) -> None:
    """Time and clusters looked at against each of the three."""
    from benchmarks.drawing import draw_growth

    draw_growth([row for row in rows if "broken" in row.facts], _BASE, folder / _PICTURE)
