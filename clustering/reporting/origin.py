"""Where a document about a plan comes from: what it says of that in small print, and as a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from wolds.clustering.reporting.document import Report


@dataclass(frozen=True)
class Origin:
    """What is needed to make a document again. `facts` are labels and phrases, `imprint` the chief of them for small print.

    `made_at` is an ISO date and time; "" and () = not said.
    """

    facts: tuple[tuple[str, str], ...] = ()
    imprint: str = ""
    made_at: str = ""
    made_with: str = ""

    @property
    def day(self) -> date:
        """The day that a document is of."""
        return date.fromisoformat(self.made_at[:10]) if self.made_at else date.today()


def stamped(report: Report, origin: Origin) -> Report:
    """The report saying where it comes from, on paper and as a file."""
    meta = replace(report.meta, origin=origin.facts, imprint=origin.imprint, made_with=origin.made_with)
    return replace(report, meta=replace(meta, created=origin.made_at or meta.created))
