"""What the table knows of n schools, as columns; a change updates the rows it touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from wolds.clustering.eligibility import Role, Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, PlanChange, Table
from wolds.geo.schools import BoolArray, IntArray, Schools
from wolds.widgets.common.school_texts import texts_of
from wolds.widgets.common.words import exclusion_words, unplaced_words

Reasons = Mapping[int, tuple[str, str]]
"""Why schools are unplaced, by URN: the contract's code and a sentence."""


class SchoolFacts:
    """Schools, standing and plan as columns of shape (n,), in the order of the register (URN ascending).

    `number` is the cluster's number, 0 = in none; `locked` holds locks of schools and of their clusters; `warned` marks
    schools that a broken rule names which nobody has accepted.
    """

    def __init__(self, schools: Schools, standing: Standing) -> None:
        self.schools, self.standing = schools, standing
        self.plan = Plan()
        self.reasons: Reasons = {}
        self.number: IntArray = np.zeros(len(schools), dtype=np.int64)
        self.locked: BoolArray = np.zeros(len(schools), dtype=bool)
        self.warned: BoolArray = np.zeros(len(schools), dtype=bool)
        self.texts = texts_of(schools)

    def show_plan(self, plan: Plan, scoreboard: Scoreboard) -> None:
        """Take another plan."""
        self.plan = plan
        self.number[:] = 0
        self.locked[:] = False
        number = {key: cluster.number for key, cluster in plan.clusters.items()}
        placed = [(urn, number[key]) for urn, key in plan.cluster_of.items() if urn in self.schools]
        self.number[self._rows(urn for urn, _ in placed)] = [each for _, each in placed]
        self.locked[self._rows(urn for key in plan.locked_clusters for urn in plan.clusters[key].members)] = True
        self.locked[self._rows(plan.school_locks)] = True
        self.warned = self._warned(scoreboard)

    def apply_change(self, change: PlanChange, plan: Plan, scoreboard: Scoreboard) -> IntArray:
        """Take what a change did; gives the rows it touched, ascending."""
        self.plan = plan
        touched = set(self._rows(_urns_touched(change)).tolist())
        for row in touched:
            urn = int(self.schools.urn[row])
            cluster = plan.cluster_at(urn)
            self.number[row] = cluster.number if cluster else 0
            self.locked[row] = plan.is_locked(urn)
        warned = self._warned(scoreboard)
        touched.update(np.flatnonzero(warned != self.warned).tolist())
        self.warned = warned
        return np.array(sorted(touched), dtype=np.int64)

    def _warned(self, scoreboard: Scoreboard) -> BoolArray:
        warned = np.zeros(len(self.schools), dtype=bool)
        open_faults = (fault for fault in scoreboard.violations if fault.key not in self.plan.accepted)
        warned[self._rows({urn for fault in open_faults for urn in fault.urns})] = True
        return warned

    def _rows(self, urns: Iterable[int]) -> IntArray:
        return self.schools.positions([urn for urn in urns if urn in self.schools])

    @property
    def unplaced(self) -> BoolArray:
        """Schools to be placed that are in no cluster."""
        unplaced: BoolArray = self.standing.to_place & (self.number == 0)
        return unplaced

    def cluster(self, row: int) -> Cluster | None:
        """The cluster of the school in a row."""
        return self.plan.cluster_at(int(self.schools.urn[row]))

    def text(self, column: str, row: int) -> str:
        """A text column of the register."""
        return self.texts.column(column)[row]

    def why(self, row: int) -> str:
        """Why a school is left out or unplaced, in words; "" for all others."""
        if self.standing.role[row] == Role.EXCLUDED:
            return exclusion_words(str(self.standing.reason[row]))
        if self.number[row] or self.standing.role[row] != Role.TO_PLACE:
            return ""
        found = self.reasons.get(int(self.schools.urn[row]))
        return "" if found is None else found[1] or unplaced_words(found[0])

    def whys(self) -> list[str]:
        """`why` of every school at once, in the order of the rows: codes are put into words once each."""
        codes = self.standing.reason.tolist()
        words = {code: exclusion_words(code) for code in set(codes)}
        excluded = np.equal(self.standing.role, int(Role.EXCLUDED)).tolist()
        texts = [words[code] if out else "" for code, out in zip(codes, excluded, strict=True)]
        for row in np.flatnonzero(self.unplaced).tolist():
            texts[row] = self.why(row)
        return texts

    def note(self, row: int) -> str:
        """The note on a school."""
        return self.plan.school_notes.get(int(self.schools.urn[row]), "")


def _urns_touched(change: PlanChange) -> set[int]:
    urns: set[int] = set()
    for record in change.of(Table.CLUSTERS):
        for cluster in (record.before, record.after):
            urns.update(cluster.members if cluster else ())
    for table in (Table.SCHOOL_LOCKS, Table.SCHOOL_NOTES):
        urns.update(int(record.key) for record in change.of(table))
    return urns
