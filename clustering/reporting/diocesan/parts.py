"""What a paper for a diocese is made from, worked out beforehand: the paper itself only puts it into words."""

from __future__ import annotations

from dataclasses import dataclass

from wolds.clustering.edits.base import EditContext
from wolds.clustering.pairings import Pairings
from wolds.clustering.policy.scenario_figures import ScenarioFigures
from wolds.clustering.policy.survey import Survey
from wolds.clustering.policy.table import Policy
from wolds.clustering.reporting.ways import Ways


@dataclass(frozen=True, eq=False)
class PaperParts:
    """`context` is the scenario whose clusters are listed, `scenarios` stand beside each other, the one to begin with first.

    `worked_out` says that the three policies were proposed for the paper and do not stand in the plan; `why_alone` says why
    no scenario stands beside the plan's own, "" where some do.
    """

    context: EditContext
    policy: Policy
    scenarios: tuple[ScenarioFigures, ...]
    worked_out: bool
    why_alone: str
    survey: Survey
    pairings: Pairings

    @property
    def ways(self) -> Ways:
        """The travel in force."""
        return Ways.of(self.context)

    @property
    def whom(self) -> str:
        """The dioceses that the paper is for, in words."""
        return " and ".join(name or "schools without a diocese in the register" for name in self.survey.dioceses)
