"""The figures of a sweep in words: what is varied, its unit, and the columns that table, chart and clipboard share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from wolds.clustering.exploring import SweepRow
from wolds.clustering.exploring.sweeping import UNITS, What
from wolds.clustering.wording import listed, plain
from wolds.widgets.common.figures import count_text, parted_text


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sweep", text)


@dataclass(frozen=True)
class SweepColumn:
    """A column of the table: `value` is what is copied, `text` what is shown."""

    title: str
    tip: str
    value: Callable[[SweepRow], str | int | float]
    text: Callable[[SweepRow], str]


@cache
def what_words() -> dict[What, str]:
    """What can be varied."""
    return {
        "cap_km": _tr("Travel limit (km)"),
        "cap_minutes": _tr("Travel limit (minutes)"),
        "size_min": _tr("Fewest schools in a cluster"),
        "size_max": _tr("Most schools in a cluster"),
        "roll_min": _tr("Roll floor"),
        "roll_max": _tr("Roll ceiling"),
        "fall": _tr("Fall in roll"),
    }


def value_text(row: SweepRow) -> str:
    """A figure with its unit: "12 km", "5 %"."""
    return f"{plain(row.value, 3)} {UNITS[_what(row)]}"


def _what(row: SweepRow) -> str:
    return row.what


def runs_text(rows: Sequence[SweepRow], holds: Callable[[SweepRow], bool]) -> str:
    """The figures at which something holds, neighbours drawn together: "5 to 7 km, 9 km and 11 to 13 km"; "" for none."""
    parts = []
    for wanted, run in groupby(sorted(rows, key=lambda row: row.value), key=holds):
        found = list(run)
        if wanted:
            first, last = plain(found[0].value, 3), value_text(found[-1])
            parts.append(last if len(found) == 1 else _tr("{first} to {last}").format(first=first, last=last))
    return listed(parts, 6)


def proof_text(row: SweepRow) -> str:
    """How sure a row is."""
    if row.proven:
        return _tr("Proven best")
    if row.unplaced > row.unplaced_bound:
        return _tr("Perhaps {n} more could be placed").format(n=row.unplaced - row.unplaced_bound)
    return _tr("Within {gap:.1f} % of the best").format(gap=max(row.gap_percent, 0.1))


def _with_parted(text: str, row: SweepRow) -> str:
    """A figure of travel with the pairs that it leaves out."""
    return f"{text}, {parted_text(row.pairs_kept_apart)}" if row.pairs_kept_apart else text


@cache
def columns() -> tuple[SweepColumn, ...]:
    """The columns, in order."""

    def count(title: str, tip: str, value: Callable[[SweepRow], int]) -> SweepColumn:
        return SweepColumn(title, tip, value, lambda row: count_text(value(row)))

    def travel(title: str, tip: str, km: Callable[[SweepRow], float]) -> SweepColumn:
        def shown(row: SweepRow) -> float:
            return row.shown(km(row))

        return SweepColumn(
            title, tip, lambda row: round(shown(row), 3), lambda row: _with_parted(f"{shown(row):,.1f} {row.measure.unit}", row)
        )

    return (
        SweepColumn(_tr("Figure"), _tr("The figure that was tried"), lambda row: row.value, value_text),
        count(_tr("Placed"), _tr("Schools to be placed that are in a cluster"), lambda row: row.placed),
        count(_tr("Not placed"), _tr("Schools to be placed that are in no cluster"), lambda row: row.unplaced),
        count(_tr("Clusters"), _tr("How many clusters the best plan has"), lambda row: row.clusters),
        travel(_tr("Travel"), _tr("All travel of the best plan, as the chart measures it"), lambda row: row.travel_km),
        travel(_tr("Mean pair"), _tr("The mean over all pairs that share a cluster"), lambda row: row.mean_km),
        count(_tr("Allowed"), _tr("Present clusters that keep every rule at this figure"), lambda row: len(row.still_allowed)),
        count(_tr("Kept"), _tr("Present clusters that the best plan has just as they are"), lambda row: len(row.kept)),
        SweepColumn(_tr("How sure"), _tr("Whether a better plan can exist"), proof_text, proof_text),
    )
