"""The few calls to HiGHS that the engine makes: one warm linear programme, and small integer ones that can be left.

HiGHS answers a request to stop only now and then, so an integer programme runs in a thread of its own: where a stop is asked
for, the engine goes on at once and the thread ends by itself shortly after. Always one thread and a fixed seed: the same input
gives the same answer.
"""

from __future__ import annotations

import functools
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from wolds.clustering.engine.clock import Clock
from wolds.geo.schools import FloatArray, IntArray

if TYPE_CHECKING:
    import highspy

_PATIENCE_S: Final = 0.02
_FAULTY: Final = 1e-6
_GUESSES: Final = tuple(f"mip_heuristic_run_{name}" for name in ("feasibility_jump", "rins", "rens", "root_reduced_cost"))
INFINITY: Final = float("inf")


@functools.cache
def _silent_class() -> type[highspy.Highs]:
    """HiGHS greets on standard output while its callbacks are set up, before any option can be set: be quiet before that."""
    import highspy

    class Silent(highspy.Highs):
        def enableCallbacks(self) -> None:
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return Silent


def quiet_highs(seed: int) -> highspy.Highs:
    """A silent solver with one thread and a fixed seed."""
    solver = _silent_class()()
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", seed % 2**31), ("presolve", "on")):
        solver.setOptionValue(option, value)
    return solver


@dataclass(frozen=True, eq=False)
class Model:
    """min cost x, lower <= A x <= upper, 0 <= x <= top: A by columns (`start`, `index`, `value`)."""

    cost: FloatArray
    top: FloatArray
    lower: FloatArray
    upper: FloatArray
    start: IntArray
    index: IntArray
    value: FloatArray

    def to_highs(self, integer: bool) -> highspy.HighsLp:
        """The model as HiGHS wants it."""
        import highspy

        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.lower)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = self.cost, np.zeros(len(self.cost)), self.top
        lp.row_lower_, lp.row_upper_ = self.lower, self.upper
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = self.start, self.index, self.value
        if integer:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * len(self.cost)
        return lp


@dataclass(frozen=True, eq=False)
class IntegerAnswer:
    """What an integer programme came to: `x` is None where nothing feasible was found; `bound` is valid in any case."""

    x: FloatArray | None
    value: float
    bound: float


@dataclass(frozen=True)
class Manner:
    """How an integer programme is solved: how many nodes at most, reduced first or not, and whether plans are guessed."""

    nodes: int = 20_000
    presolve: bool = True
    guesses: bool = True

    def options(self) -> dict[str, bool | int | float | str]:
        """The options of HiGHS; those that an older one does not know are left aside by it."""
        options: dict[str, bool | int | float | str] = {"mip_rel_gap": 0.0, "mip_abs_gap": 1e-7, "mip_max_nodes": self.nodes}
        if not self.presolve:
            options["presolve"] = "off"
        if not self.guesses:
            options |= dict.fromkeys(_GUESSES, False)
        return options


def solve_integer(
    model: Model, clock: Clock, seed: int, start: FloatArray | None = None, manner: Manner = Manner()
) -> IntegerAnswer:
    """Solve a small integer programme; raises `Stopped` within a moment of being asked to."""
    answer = _solved(model, clock, seed, start, manner)
    if answer.x is None or abs(float(model.cost @ answer.x) - answer.value) <= _FAULTY * max(1.0, abs(answer.value)):
        return answer
    # HiGHS 1.16 now and then reports value and bound of another answer where it reduced a programme that has a start.
    return _solved(model, clock, seed, None, replace(manner, presolve=False))


def _solved(model: Model, clock: Clock, seed: int, start: FloatArray | None, manner: Manner) -> IntegerAnswer:
    solver = quiet_highs(seed)
    for option, value in manner.options().items():
        solver.setOptionValue(option, value)
    solver.passModel(model.to_highs(integer=True))
    if start is not None:
        _start_from(solver, start)
    _run_aside(solver, clock)
    return _answer(solver, len(model.cost))


def _start_from(solver: highspy.Highs, start: FloatArray) -> None:
    import highspy

    solution = highspy.HighsSolution()
    solution.col_value = start.tolist()
    solver.setSolution(solution)


def _run_aside(solver: highspy.Highs, clock: Clock) -> None:
    leave = threading.Event()

    def interrupt_if_left(event: Any) -> None:
        if leave.is_set():
            event.interrupt()

    solver.cbMipInterrupt += interrupt_if_left
    solver.cbSimplexInterrupt += interrupt_if_left
    thread = threading.Thread(target=solver.run, name="wolds-integer-programme")
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_PATIENCE_S)
            clock.pause()
    finally:
        leave.set()


def _answer(solver: highspy.Highs, columns: int) -> IntegerAnswer:
    import highspy

    info = solver.getInfo()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return IntegerAnswer(None, INFINITY, INFINITY)
    if info.primal_solution_status != highspy.kSolutionStatusFeasible:
        return IntegerAnswer(None, INFINITY, float(info.mip_dual_bound))
    x = np.asarray(solver.getSolution().col_value)[:columns]
    return IntegerAnswer(x, float(info.objective_function_value), float(info.mip_dual_bound))
