"""The engine beside other ways to groups of schools."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from benchmarks.figures import seconds, table
from benchmarks.judging import RULES
from benchmarks.questions import Question, real_questions, sample_question, way_name
from benchmarks.settings import Settings
from benchmarks.timing import Outcome
from benchmarks.ways import NAMES

LIMIT_S: Final = 90.0
_LOOK_S: Final = 3.0
_FAST: Final = ("engine", "linkage")
"""The ways that are asked about a whole country."""
_HEAD: Final = (
    "Way", "Processor", "Wall clock", "Peak memory", "Clusters that break a rule", "Unplaced after the repair", "Clusters",
    "Travel, km", "What is proven",
)  # fmt: skip
_NOTE: Final = """Every way gets the same schools and rules: small primaries (at most 209 pupils) in clusters of 3 to 6
schools with 150 pupils, every pair within the cap; in a process of its own, with at most {limit:.0f} seconds. Clusters that
break a rule are counted as they come; then one repair, the same for all, mends them: it cuts what is wider than the cap, splits
what is too large, joins what is too small or lets it borrow a school that others can spare, and moves single schools where
they fit. Unplaced schools, clusters and travel are after it; its time is nobody's. Travel sums over the schools that are
placed, so a way that leaves more out has less to travel. Peak memory is the whole process, libraries included.

- **Complete linkage** (scikit-learn), cut at the cap, keeps every pair within it, and knows nothing of sizes and rolls.
- **k-means, constrained** (k-means-constrained) keeps the sizes, one group for each four schools, and knows no cap or roll.
- **MaxP** (spopt) keeps floors of size and roll, told as one, over neighbours within the cap; it knows neither cap nor ceiling.
- **CP-SAT** (OR-Tools) is given every feasible cluster and asked the same two questions as the engine, in the same order; what
  it has when the time is up is its answer."""


def measure(settings: Settings) -> list[Outcome]:
    """Each question put to each way."""
    if settings.quick:
        return _asked(settings, sample_question(settings, 120), tuple(NAMES), _LOOK_S)
    made_up = [sample_question(settings, schools) for schools in (280, 3_000)]
    asked = [row for question in [*made_up, *real_questions(settings)] for row in _asked(settings, question, tuple(NAMES))]
    return asked + _asked(settings, sample_question(settings, 17_000), _FAST)


def _asked(settings: Settings, question: Question, ways: tuple[str, ...], limit_s: float = LIMIT_S) -> list[Outcome]:
    return [question.ask(settings, way, limit_s, settings.runs) for way in ways]


def tables(rows: list[Outcome]) -> str:
    """One table for each question, and the picture of all."""
    parts = ["## Proposing, beside other ways", _NOTE.format(limit=LIMIT_S)]
    if _shown_in_picture(rows):
        parts.append(f"![{_ALT}](pictures/{_PICTURE})")
    for case in dict.fromkeys(row.case for row in rows):
        of_case = [row for row in rows if row.case == case]
        count = max((row.facts.get("to_place", 0) for row in of_case), default=0)
        parts.append(f"### {case}: {count:,} schools\n\n{table(_HEAD, [_line(row) for row in of_case])}")
    return "\n\n".join(parts)


def _line(row: Outcome) -> tuple[str, ...]:
    facts = row.facts
    if "missing" in facts:
        return way_name(row), f"not measured: `{facts['missing']}` is missing (`pip install -e .[bench]`)", *[""] * 7
    if "gave_up" in facts:
        return way_name(row), "–", f"gave up after {facts['gave_up']:.0f} s", _megabytes(row), *["–"] * 5
    if facts["no_plan"]:
        spent = (seconds(row.seconds["cpu"]), f"no plan after {row.seconds['wall'][0]:.0f} s", _megabytes(row))
        return way_name(row), *spent, *["–"] * 5
    return (
        way_name(row),
        seconds(row.seconds["cpu"]),
        seconds(row.seconds["wall"]),
        _megabytes(row),
        _broken(facts),
        f"{facts['unplaced']:,} of {facts['to_place']:,}",
        f"{facts['clusters']:,}",
        f"{facts['cost_km']:,.0f}",
        _proof(facts),
    )


def _megabytes(row: Outcome) -> str:
    return f"{row.peak_mb:.0f} MB" if row.peak_mb else "–"


def _broken(facts: dict[str, Any]) -> str:
    broken = facts["broken"]
    which = ", ".join(f"{rule} {broken[rule]:,}" for rule in RULES if broken[rule])
    return f"{broken['any']:,} of {facts['groups']:,}" + (f" ({which})" if which else "")


def _proof(facts: dict[str, Any]) -> str:
    if facts["proven"]:
        return "best"
    if facts["bound"] is None:
        return "nothing"
    unplaced = "unplaced least" if facts["bound"] == facts["unplaced"] else f"at least {facts['bound']:,} unplaced"
    gap = "" if facts["gap_percent"] is None else f", travel within {facts['gap_percent']:.2g} %"
    return unplaced + gap


_PICTURE: Final = "bench-peers.svg"
_ALT: Final = (
    "For each question and way: processor time, share of clusters that break a rule as they come, share of schools unplaced"
    " after the repair"
)


def _shown_in_picture(rows: list[Outcome]) -> list[Outcome]:
    return [row for row in rows if "broken" in row.facts and not row.facts["no_plan"]]


def pictures(rows: list[Outcome], folder: Path) -> None:
    """Time, broken rules and unplaced schools of all ways."""
    from benchmarks.drawing import draw_ways

    if shown := _shown_in_picture(rows):
        draw_ways(shown, folder / _PICTURE)
