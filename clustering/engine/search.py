"""Solve one task: bound it by the linear programme with cuts, then find whole clusters that meet the bound.

State is kept in the open, so that a run that is stopped leaves the best plan so far and bounds that hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.clustering.engine.charging import charged_up
from wolds.clustering.engine.clock import Clock, Stopped
from wolds.clustering.engine.cuts import most_for, violated_triples
from wolds.clustering.engine.generating import Beyond
from wolds.clustering.engine.incumbent import Incumbent, completed, incumbent_of, keeps_most_clusters
from wolds.clustering.engine.master import Master
from wolds.clustering.engine.regions import improve_by_regions
from wolds.clustering.engine.task import Fractions, Task
from wolds.clustering.engine.whole import MOST_COLUMNS, find_whole
from wolds.geo.schools import FloatArray, IntArray

_ROUNDING: Final = 1e-6
_FIRST_COLUMNS: Final = 1_500
WHOLE_AT_ONCE: Final = 450  # blocks
_ANY_KM: Final = 1e6  # dearer than any cluster
_NEAR: Final = 0.4  # of what a block costs on average
_WRITTEN_FOR_EACH: Final = 60
_SHORTER: Final = 20
_ON_BOUNDS: Final = 0.5  # of the time, where it is limited, before a large task's fractions are made a plan of


@dataclass(frozen=True)
class Line:
    """A bound in km for plans that leave at most `level`, and its change (<= 0) for each weight more that is left."""

    bound_km: float
    level: int
    price: float

    def at(self, level: int) -> float:
        """The bound for plans that leave at most `level`."""
        return self.bound_km + self.price * max(0, level - self.level)


class Search:
    """The search for the best plan of one task.

    `lower_level`: no plan leaves less. `linear`: a bound that also says how much it falls for plans that leave more.
    """

    def __init__(
        self, task: Task, best: Incumbent, linear: Line, clock: Clock, lower_level: int = 0, beyond: Beyond | None = None
    ) -> None:
        self.task, self.best, self.clock = task, best, clock
        self.lower_level, self.beyond = lower_level, beyond
        self.hidden_km = math.inf if beyond is None else 0.0  # the least reduced cost of clusters that are not written down
        self.linear, self._bound_km = linear, linear.at(best.level)
        self.hidden_bound_km = math.inf  # no plan with a cluster that is not written down is cheaper
        self.cost_bound_km: float | None = None  # of the cost without soft terms
        self.gave_way = False  # whether a level that fractions reach was shown to be out of reach
        self._master: Master | None = None
        self._bounded_at: int | None = None  # the level above the lowest that was bounded by a programme of its own

    @property
    def bound_km(self) -> float:
        """No plan that leaves at most `best.level` is cheaper."""
        return max(self._bound_km, self.linear.at(self.best.level))

    def raise_bound(self, km: float) -> None:
        """Take note that no plan that leaves at most `best.level` is cheaper than this."""
        self._bound_km = max(self.bound_km, km)

    @property
    def is_proven(self) -> bool:
        """Whether nothing better exists."""
        return self.best.level == self.lower_level and self.best.objective_km <= self.bound_km + _ROUNDING

    def run(self) -> None:
        """Search to the end; raises `Stopped` where the run is to end, the state being valid at any moment."""
        large = self.task.m > WHOLE_AT_ONCE
        clock = self.clock.spending(_ON_BOUNDS) if large else self.clock
        master = self._master = Master(self.task, clock, self.beyond)
        try:
            self._bound_and_find(master)
        except Stopped:
            self.clock.pause()
            # Bounds have taken their share of the time: what they point to is made a plan of, then they have what is left.
            master.clock = self.clock
            if master.latest is not None:
                self._plan_roughly(master, master.latest)
            self._bound_and_find(master)

    def _bound_and_find(self, master: Master) -> None:
        large = self.task.m > WHOLE_AT_ONCE
        if self.best.level > self.lower_level:
            self._bound_level(master)
        while True:
            fractions = self._bound_objective(master)
            level = self.lower_level
            near_km = _NEAR * max(fractions.bound, 1.0) / self.task.m
            if master.is_charged:
                fractions = charged_up(self, master, fractions)
            if self.task.m <= WHOLE_AT_ONCE or (len(self.task.columns) <= _FIRST_COLUMNS and self.beyond is None):
                self._find_whole_of_all(master, fractions, near_km)
            else:
                written = self._written_out(master, fractions, near_km)
                latest = self._with_late_cuts(master, written)
                improve_by_regions(self, latest, self._taken_for_the_most_part(master, latest))
            if self.lower_level == level:
                break
        if large:
            self.bound_at_best_level(fractions)

    def bound_at_best_level(self, fractions: Fractions) -> None:
        """The bound for plans that leave as many as the best: what it falls by from a lower level is reckoned far too high."""
        level, master = self.best.level, self._master
        if master is None or level in (self.lower_level, self._bounded_at):
            return
        self._bounded_at, master.clock = level, self.clock
        charge_km = -fractions.cluster_price
        master.aim(self.task.columns.objective_km, self.task.left_km, float(level), charge_km=charge_km)
        master.on_bound = draw = self.drawer(level)
        answer = master.solve()
        draw(answer.bound, answer.level_price)

    def bound_of(self, objective_km: FloatArray, left_km: FloatArray, level: float) -> float:
        """Bound another objective (columns, leaving blocks) for plans that leave at most `level`."""
        master = self._master or Master(self.task, self.clock)
        master.aim(objective_km, left_km, level)
        return master.solve().bound

    def offer(self, chosen: IntArray) -> bool:
        """Take a plan where it is better than the best so far."""
        if not keeps_most_clusters(self.task, chosen):
            return False
        plan = incumbent_of(self.task, chosen)
        if better := plan.beats(self.best):
            self.best = plan
        return better

    def _bound_level(self, master: Master) -> None:
        """The least level that fractions of clusters can reach, rounded up."""
        task = self.task
        dear = 2.0 * float(np.abs(task.columns.objective_km).max(initial=1.0)) + 1.0
        master.aim(task.columns.objective_km, task.left_km + dear * task.weight, math.inf)
        master.on_bound = lambda bound, level_price: self._draw(Line(bound, 0, -dear))
        fractions = self._with_cuts(master)
        self._draw(Line(fractions.bound, 0, -dear))
        if fractions.left @ task.weight > _ROUNDING:
            self._raise_level(master)

    def _raise_level(self, master: Master) -> None:
        master.aim(np.zeros(len(self.task.columns)), self.task.weight, math.inf, scale=0.0)
        master.on_bound = self._raise_to
        self._raise_to(master.solve().bound)

    def _raise_to(self, bound: float, level_price: float = 0.0) -> None:
        if bound > 0:
            self.lower_level = max(self.lower_level, math.ceil(bound - 1e-5))

    def _bound_objective(self, master: Master) -> Fractions:
        """The least objective of fractions at the lowest level that may be possible."""
        while True:
            level = self.lower_level
            master.aim(self.task.columns.objective_km, self.task.left_km, float(level))
            master.on_bound = self.drawer(level)
            fractions = self._with_cuts(master)
            if fractions.overflow <= _ROUNDING:
                break
            before = self.lower_level
            self._raise_level(master)
            # Fractions overflow the level although their least level rounds down to it: only a tolerance apart.
            self.lower_level = max(self.lower_level, before + (self.lower_level == before))
        self._settle(fractions, self.lower_level)
        return fractions

    def _with_cuts(self, master: Master) -> Fractions:
        fractions = master.solve()
        if self.task.m > WHOLE_AT_ONCE:  # cuts take a while: a stop among them is to leave more than the first plan
            self._offer_filled_up(master, fractions)
        for _ in range(most_for(self.task.m) if master.heeds_cuts else 0):
            self._offer_fractions(master, fractions)
            members, known = self.task.columns.members[master.pool], set(master.cuts.triples)
            triples = [] if fractions.is_whole() else violated_triples(members, fractions.pool_x, self.task.m, known)
            if not triples:
                break
            before = fractions.value
            master.add_cuts(triples)
            fractions = master.solve()
            if fractions.value - before < 1e-5 * abs(before):
                break
        self._offer_fractions(master, fractions)
        self._offer_filled_up(master, fractions)
        return fractions

    def _offer_filled_up(self, master: Master, fractions: Fractions) -> None:
        """What fractions take by more than half, filled up, is a plan."""
        begun = self._taken_for_the_most_part(master, fractions)
        self.offer(completed(self.task, begun, self.clock.pause).chosen)

    def _offer_fractions(self, master: Master, fractions: Fractions) -> None:
        """What fractions take whole, or by more than half, is a plan."""
        self.offer(self._taken_for_the_most_part(master, fractions))

    @staticmethod
    def _taken_for_the_most_part(master: Master, fractions: Fractions) -> IntArray:
        return master.pool[: len(fractions.pool_x)][fractions.pool_x > 0.5 + _ROUNDING]

    def drawer(self, level: int) -> Callable[[float, float], None]:
        """Draws a line for each bound of the linear programme at a level that it is told of."""
        return lambda bound, level_price: self._draw(Line(bound, level, level_price))

    def _draw(self, line: Line) -> None:
        """Keep a line where it says more of plans like the best one than the line before."""
        if line.at(self.best.level) > self.linear.at(self.best.level):
            self.linear = line

    def _find_whole_of_all(self, master: Master, fractions: Fractions, near_km: float) -> None:
        """`find_whole` with ever more of the clusters that are not written down, until the others stand no chance."""
        level, km, written = self.lower_level, near_km, -1.0
        while self.lower_level == level and not self.is_proven and written < self.hidden_km:
            written = self.hidden_km
            fractions = self._written_out(master, fractions, min(km, _ANY_KM))
            find_whole(self, master, self._with_late_cuts(master, fractions))
            missing = self.best.objective_km - fractions.bound + _ROUNDING
            km = missing if self.best.level == level and missing > self.hidden_km else max(4.0 * self.hidden_km, near_km)

    def _written_out(self, master: Master, fractions: Fractions, km: float) -> Fractions:
        """The answer once clusters of reduced cost below `km`, or as near as memory allows, stand in the task."""
        if self.beyond is None:
            self.hidden_km = math.inf
            return fractions
        for _ in range(_SHORTER):
            found = master.write_out(fractions, km, max(MOST_COLUMNS, _WRITTEN_FOR_EACH * self.task.m))
            if found is not None:
                self.hidden_km = math.inf if km >= _ANY_KM else km
                return found
            km *= 0.6
        self.hidden_km = 0.0
        return fractions

    def _with_late_cuts(self, master: Master, fractions: Fractions) -> Fractions:
        """The answer with cuts on what is written out, where the pricer could not heed them before."""
        self.hidden_bound_km = math.inf
        if master.heeds_cuts:
            return fractions
        self.hidden_bound_km = fractions.bound + self.hidden_km
        master.beyond = None
        fractions = self._with_cuts(master)
        master.beyond = self.beyond
        self._bound_km = max(self._bound_km, min(fractions.bound, self.hidden_bound_km))
        return fractions

    def _settle(self, fractions: Fractions, level: int) -> None:
        """Draw the bound for plans that leave at most `best.level` from the linear programme at `level`."""
        self._bound_km = self.bound_km  # what the line before says of plans like the best one holds still
        self.linear = Line(fractions.bound, level, fractions.level_price)
        self._bound_km = self.bound_km

    def _plan_roughly(self, master: Master, fractions: Fractions) -> None:
        """A good whole plan soon: what fractions take for the most part, filled up, and its worst regions once."""
        begun = self._taken_for_the_most_part(master, fractions)
        self.offer(completed(self.task, begun, self.clock.pause).chosen)
        improve_by_regions(self, fractions, begun, quick=True)
