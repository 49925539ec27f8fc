"""From the schools of an earlier register to those of a new one: who is gone, and who stands in whose place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wolds.geo.links import LinkKind, SchoolLinks
from wolds.geo.schools import BoolArray, Schools


@dataclass(frozen=True, eq=False)
class Transition:
    """Two tables of schools and the links between them.

    A school is *gone* where the new register lacks it, or has it closed and the earlier one had not.
    """

    before: Schools
    after: Schools
    links: SchoolLinks

    @cached_property
    def gone(self) -> frozenset[int]:
        """URNs of the earlier register that are gone."""
        return frozenset(self.before.urn[~np.isin(self.before.urn, list(self._there))].tolist())

    @cached_property
    def _there(self) -> frozenset[int]:
        """URNs of the new register that are not newly closed."""
        closed_then = set(self.before.urn[_status_starts(self.before, "closed")].tolist())
        closed_now = set(self.after.urn[_status_starts(self.after, "closed")].tolist())
        return frozenset(set(self.after.urn.tolist()) - (closed_now - closed_then))

    @cached_property
    def _open_now(self) -> frozenset[int]:
        return frozenset(self.after.urn[~_status_starts(self.after, "closed")].tolist())

    @cached_property
    def _known_then(self) -> frozenset[int]:
        coming = _status_starts(self.before, "closed") | _status_starts(self.before, "proposed to open")
        return frozenset(self.before.urn[~coming].tolist())

    def stood_before(self, urn: int) -> bool:
        """Whether a school was a school of its own in the earlier register, and so has a place of its own in a plan."""
        return urn in self._known_then

    def successors(self, urn: int) -> tuple[int, ...]:
        """The schools of the new register, not closed, that stand in the place of a school, ascending; chains are followed."""
        found: set[int] = set()
        seen, waiting = {urn}, list(self.links.next_of.get(urn, ()))
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            if one in self._open_now:
                found.add(one)
            else:
                waiting += self.links.next_of.get(one, ())
        return tuple(sorted(found))

    def heir(self, urn: int) -> int | None:
        """The one school that stands in the place of one that is gone; None where there is none, or several."""
        found = self.successors(urn) if urn in self.gone else ()
        return found[0] if len(found) == 1 else None

    def seat(self, urn: int) -> int | None:
        """Who takes the place of a school in a cluster now: itself unless it is gone, then its heir."""
        return self.heir(urn) if urn in self.gone else urn

    def now(self, urn: int) -> int | None:
        """Where what was said of a school belongs now: as `seat`, else the closed school itself while the register has it."""
        place = self.seat(urn)
        return urn if place is None and urn in self.after else place

    def kind(self, urn: int) -> LinkKind | None:
        """How the place of a school that is gone was taken; None where nobody took it.

        It is a merger where the links say so, where the heir was there before, or where it is heir to others too.
        """
        found = self.successors(urn)
        if len(found) > 1:
            return LinkKind.SPLIT
        if not found:
            return None
        told = self.links.next_of[urn].get(found[0])
        is_merged = told == LinkKind.MERGED or self.stood_before(found[0]) or len(self._forebears.get(found[0], ())) > 1
        return LinkKind.MERGED if is_merged else LinkKind.SUCCESSOR

    @cached_property
    def _forebears(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for urn in sorted(self.gone):
            heir = self.heir(urn)
            if heir is not None:
                found.setdefault(heir, []).append(urn)
        return found

    def forebears(self, urn: int) -> tuple[int, ...]:
        """The schools that are gone and whose place this one alone took."""
        return tuple(self._forebears.get(urn, ()))

    def name(self, urn: int) -> str:
        """A school as sentences name it, by the register that knows it: "Belton (URN 100001)"."""
        table = self.after if urn in self.after else self.before
        name = table.name_of(urn)
        return name if name == f"URN {urn}" else f"{name} (URN {urn})"


def _status_starts(schools: Schools, start: str) -> BoolArray:
    words = schools.text("status").tolist()
    return np.array([str(word).strip().lower().startswith(start) for word in words], dtype=bool)
