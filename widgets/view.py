"""What every view of the document has in common, so that the main window can treat map, tables and lists alike.

A view is told what to show and asks for what it wants: it holds no document, opens no file and solves nothing. Views
feed on the same `PlanChange` that undo and the checks feed on, so one move repaints one marker and one row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from wolds.clustering.eligibility import Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan, PlanChange
from wolds.geo.schools import Schools

Impact = Callable[[frozenset[int], str | None], str]
"""Answers "what would it do to move these schools to this cluster (None = out of every cluster)" in one plain sentence."""


class View(Protocol):
    """The slots of a view. Its signals, where it has them:

    `selection_requested(object)`: a `frozenset[int]` of URNs to select everywhere.
    `edit_requested(object)`: an `Edit` (see `wolds.clustering.edits`) to be done to the plan.
    `zoom_requested(object)`: a `frozenset[int]` of URNs to bring into sight on the map.
    `menu_requested(object, QPoint)`: a `frozenset[int]` of URNs whose menu is wanted at that global position.
    """

    def show_schools(self, schools: Schools, standing: Standing) -> None:
        """Show another register, or the same one under another filter. `show_plan` follows."""

    def show_plan(self, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show another plan as a whole (opened, scenario switched, rules changed)."""

    def apply_change(self, change: PlanChange, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show what a change did; `plan` and `scoreboard` are those after it. Repaint only what it touches."""

    def show_selection(self, urns: frozenset[int]) -> None:
        """Mark these schools as selected, without asking for it again."""
