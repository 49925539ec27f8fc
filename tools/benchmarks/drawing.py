"""The pictures of the benchmark page: small SVGs on a light card of their own, so that they read in light and in dark.

Ways are told apart by colour (Okabe and Ito's, safe for colour blindness) and by the shape of their marks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.figures import median
from benchmarks.timing import Outcome
from benchmarks.ways import NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

_INK, _QUIET, _CARD, _BAND = "#1a1a1a", "#d8d8d8", "#fcfcfa", "#f0f0ec"
_LOOK: Final = {
    "engine": ("#0072B2", "o"),
    "linkage": ("#E69F00", "s"),
    "kmeans": ("#009E73", "^"),
    "maxp": ("#CC79A7", "D"),
    "cpsat": ("#D55E00", "X"),
}
_STYLE: Final = {
    "svg.fonttype": "none",
    "svg.hashsalt": "wolds",
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "axes.edgecolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.facecolor": _CARD,
    "figure.facecolor": _CARD,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": _QUIET,
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
}


def draw_ways(rows: Sequence[Outcome], target: Path) -> None:
    """For each question a line, for each way a mark: processor time, broken rules, unplaced schools."""
    import matplotlib as mpl

    cases = list(dict.fromkeys(row.case for row in rows))
    with mpl.rc_context(_STYLE):
        figure, axes = _figure(3, 1.6 + 0.5 * len(cases), wide=10.5, rows=1)
        for axis, title, figure_of in zip(axes, _PANELS, (_cpu_s, _broken_percent, _unplaced_percent), strict=True):
            _marks(axis, rows, cases, figure_of)
            axis.set_title(title, fontsize=9, loc="left")
        _logarithmic(axes[0].xaxis, axes[0].set_xscale)
        axes[0].set_yticks(range(len(cases)), cases)
        axes[0].invert_yaxis()
        figure.legend(*axes[0].get_legend_handles_labels(), loc="lower center", ncols=len(_LOOK), frameon=False)
        figure.subplots_adjust(left=0.22, right=0.98, top=0.90, bottom=0.55 / (1.6 + 0.5 * len(cases)) + 0.1, wspace=0.12)
        _save(figure, target)


_PANELS: Final = ("Processor time, s", "Clusters that break a rule, %", "Unplaced after the repair, %")


def _cpu_s(row: Outcome) -> float:
    return median(row.seconds["cpu"])


def _broken_percent(row: Outcome) -> float:
    return 100.0 * float(row.facts["broken"]["any"]) / max(1, row.facts["groups"])


def _unplaced_percent(row: Outcome) -> float:
    return 100.0 * float(row.facts["unplaced"]) / max(1, row.facts["to_place"])


def _marks(axis: Axes, rows: Sequence[Outcome], cases: list[str], figure_of: Callable[[Outcome], float]) -> None:
    axis.grid(visible=False, axis="y")
    for number in range(0, len(cases), 2):
        axis.axhspan(number - 0.5, number + 0.5, color=_BAND, linewidth=0)
    for place, (way, (colour, mark)) in enumerate(_LOOK.items()):
        of_way = [row for row in rows if row.facts["way"] == way]
        lift = (place - (len(_LOOK) - 1) / 2) * 0.13  # marks of one line do not hide each other
        axis.plot(
            [figure_of(row) for row in of_way],
            [cases.index(row.case) + lift for row in of_way],
            mark,
            color=colour,
            markersize=6,
            markeredgecolor=_CARD,
            markeredgewidth=0.5,
            label=NAMES[way],
        )


def draw_growth(rows: Sequence[Outcome], base: tuple[int, float, int], target: Path) -> None:
    """Solving time above, clusters looked at below, against each of three that grow while the others stay at the base."""
    import matplotlib as mpl

    keys, names = ("schools", "cap_km", "size_max"), ("Schools in the register", "Cap, km", "Largest size")
    with mpl.rc_context(_STYLE):
        figure, axes = _figure(3, 4.6, wide=9.0, rows=2)
        for column, (key, name) in enumerate(zip(keys, names, strict=True)):
            line = sorted(_line_of(rows, key, dict(zip(keys, base, strict=True))), key=lambda row: row.facts[key])
            where = [row.facts[key] for row in line]
            _curve(axes[0][column], where, [_cpu_s(row) for row in line], *_LOOK["engine"])
            _curve(axes[1][column], where, [row.facts["feasible_clusters"] for row in line], _INK, "s")
            axes[1][column].set_xlabel(name)
            for axis in (axes[0][column], axes[1][column]):
                axis.set_xscale("log" if key == "schools" else "linear")
                axis.set_xticks(where, [f"{value:,g}" for value in where])
                axis.xaxis.minorticks_off()
        axes[0][0].set_ylabel("Processor time, s")
        axes[1][0].set_ylabel("Clusters looked at")
        figure.subplots_adjust(left=0.09, right=0.98, top=0.97, bottom=0.12, wspace=0.12, hspace=0.16)
        _save(figure, target)


def _line_of(rows: Sequence[Outcome], key: str, base: dict[str, float]) -> list[Outcome]:
    """Rows in which only one of the three differs from the base."""
    others = [name for name in base if name != key]
    return [row for row in rows if all(row.facts[name] == base[name] for name in others)]


def _curve(axis: Axes, where: list[float], values: list[float], colour: str, mark: str) -> None:
    axis.plot(where, values, f"{mark}-", color=colour, markersize=5, linewidth=1.4)
    _logarithmic(axis.yaxis, axis.set_yscale)


def _logarithmic(axis: Axis, set_scale: Callable[[str], None]) -> None:
    """A scale of powers of ten in plain figures."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    set_scale("log")
    axis.set_major_locator(LogLocator(subs=(1, 2, 5), numticks=8))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axis.set_minor_formatter(NullFormatter())


def _figure(columns: int, tall: float, wide: float, rows: int) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure as Drawn

    figure = Drawn((wide, tall))
    return figure, figure.subplots(rows, columns, sharey="row")


def _save(figure: Figure, target: Path) -> None:
    figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
