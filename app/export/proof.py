"""How good a plan is known to be, in words that stand in every export."""

from __future__ import annotations

import math
from typing import Final

from wolds.app.export.bundle import Exported
from wolds.clustering.plan import ProposalFacts

PROVEN: Final = "Proven best"
STOPPED: Final = "Stopped early"
EDITED: Final = "Edited by hand after the proposal"
BY_HAND: Final = "Made by hand, without a proposal"
NOTHING: Final = "No clusters yet"


def proof_words(exported: Exported) -> str:
    """The words of proof of a plan: "Proven best", "Within 0.3 % of the best possible", "Stopped early", ..."""
    if exported.facts is not None:
        return words_for(exported.facts)
    if not exported.plan.clusters:
        return NOTHING
    return EDITED if exported.was_proposed else BY_HAND


def words_for(facts: ProposalFacts) -> str:
    """The words of proof of what an engine reported of itself."""
    if facts.proven:
        return PROVEN
    more = facts.unplaced - facts.unplaced_bound
    gap = _gap_words(facts, more)
    places = f"; at most {more} more {'school' if more == 1 else 'schools'} could be placed" if more > 0 else ""
    early = f"{STOPPED} at the memory limit" if facts.ended == "memory" else STOPPED
    words = f"{early}; {gap}" if facts.ended != "finished" else gap[0].upper() + gap[1:]
    return words + places


def _gap_words(facts: ProposalFacts, more: int) -> str:
    if not math.isfinite(facts.gap_percent):
        return "no bound known"
    if more > 0 and facts.cost_km == 0:
        return "no travel yet to compare"  # where nothing was placed, 0 % says nothing
    return f"within {gap_text(facts.gap_percent)} % of the best possible"


def gap_text(percent: float) -> str:
    """A gap with one decimal, never less than it is.

    >>> gap_text(0.26), gap_text(0.0), gap_text(0.0004)
    ('0.3', '0', '0.1')
    """
    tenths = math.ceil(round(percent * 10, 9))
    return f"{tenths / 10:.1f}" if tenths else "0"
