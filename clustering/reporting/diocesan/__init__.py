"""Papers for a diocese: the scenario table, the approvals list, pairs, and schools that policy leaves alone."""

from wolds.clustering.reporting.diocesan.paper import MAP, paper_of
from wolds.clustering.reporting.diocesan.parts import PaperParts

__all__ = ["MAP", "PaperParts", "paper_of"]
