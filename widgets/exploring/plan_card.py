"""One of several good plans: a small map, what it costs, how it differs, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from wolds.clustering.exploring import Alternative
from wolds.clustering.exploring.effects import cost_words
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan
from wolds.clustering.wording import plain
from wolds.geo.schools import Schools
from wolds.widgets.common.figures import clusters_text, schools_text
from wolds.widgets.dialogs.parts import button, label
from wolds.widgets.exploring.small_map import SmallMap
from wolds.widgets.theme import mark


@dataclass(frozen=True, eq=False)
class ShownPlan:
    """A plan as a card wants it. `moved`: the schools that have other partners than in the best plan."""

    alternative: Alternative
    plan: Plan
    scoreboard: Scoreboard
    moved: frozenset[int]


class PlanCard(QFrame):
    """`preview_wanted` and `keep_wanted` say what a person wants of this plan."""

    preview_wanted = Signal()
    keep_wanted = Signal()

    def __init__(self, shown: ShownPlan, picture: SmallMap, schools: Schools) -> None:
        super().__init__()
        mark(self, "card")
        self.setMinimumWidth(270)
        self.setMaximumWidth(420)
        self.picture = picture
        self.title = self._title(shown)
        picture.setAccessibleName(self.tr("Map of {plan}").format(plan=self.title))
        self.preview_button = button(self.tr("Preview"), self.preview_wanted.emit, icon_name="search", kind="small")
        self.keep_button = button(self.tr("Keep as a scenario"), self.keep_wanted.emit, icon_name="scenario", kind="small")
        tips = self.tr("Show it beside the present plan, to accept or drop it"), self.tr("Add a scenario that has this plan")
        for made, tip in zip((self.preview_button, self.keep_button), tips, strict=True):
            made.setToolTip(tip)
            made.setAutoDefault(False)
            made.setAccessibleName(f"{made.text()}: {self.title}")
        self._lay_out(shown, schools)

    def _lay_out(self, shown: ShownPlan, schools: Schools) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(5)
        column.addWidget(label(self.title, "heading"))
        column.addWidget(self.picture)
        self.lines = self._lines(shown, schools)
        for place, text in enumerate(self.lines):
            column.addWidget(label(text, "strong" if not place else "muted" if place > 1 else ""))
        column.addStretch(1)
        for made in (self.preview_button, self.keep_button):
            column.addWidget(made)
        self.setAccessibleName(f"{self.title}. {' '.join(self.lines)}")

    def _title(self, shown: ShownPlan) -> str:
        number = shown.alternative.number
        return self.tr("Plan {n}").format(n=number) if number else self.tr("The best plan")

    def _lines(self, shown: ShownPlan, schools: Schools) -> tuple[str, ...]:
        """Its cost, how it differs, and the rest."""
        one = shown.alternative
        clusters = clusters_text(len(shown.plan.clusters))
        if not one.number:
            cost = self.tr("Costs {cost} in all.").format(cost=one.effect.measure.text(one.solution.parts.total_km))
            return cost, self.tr("{clusters}.").format(clusters=clusters), self._proof(one)
        cost = cost_words(one.extra_km, one.effect.measure)
        dearer = f" ({plain(one.extra_percent, 1)} %)" if one.extra_percent >= 0.05 else ""
        others = one.effect.sentence(schools).removesuffix(f"; {cost}")
        rest = self.tr("{clusters}; {others}.").format(clusters=clusters, others=others)
        return (f"{_capital(cost)}{dearer}.", *self._differences(one, len(shown.moved)), rest, self._proof(one))

    def _differences(self, one: Alternative, moved: int) -> tuple[str, ...]:
        """How it differs from the best plan and from the plans before it, in words."""
        words = self.tr("{p} % of the pairs that work together are others; {schools} have other partners.")
        found = [words.format(p=f"{one.differences[0]:.0f}", schools=schools_text(moved))]
        if len(one.differences) > 1:
            each = (
                self.tr("{p} % from plan {n}").format(p=f"{percent:.0f}", n=number)
                for number, percent in enumerate(one.differences[1:], 1)
            )
            found.append(self.tr("It differs by {each}.").format(each=", ".join(each)))
        return tuple(found)

    def _proof(self, one: Alternative) -> str:
        solution = one.solution
        if solution.proven:
            return self.tr("Proven: no plan under these rules is better.")
        if solution.unplaced > solution.unplaced_bound:
            return self.tr("No plan leaves fewer than {schools} out.").format(schools=schools_text(solution.unplaced_bound))
        gap = max(0.1, solution.gap_percent)
        return self.tr("Within {gap:.1f} % of the best possible.").format(gap=gap)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
