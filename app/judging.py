"""The judges last used: going back to a filter, to rules or to a scenario judges nothing twice, and a job may judge ahead."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from wolds.clustering.cluster_figures import Judge
from wolds.clustering.eligibility import Eligibility, Standing, standing_of
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.clustering.rules import Rules
from wolds.geo.schools import Schools

_AS_MANY: Final = 6


@dataclass(frozen=True, eq=False)
class Known:
    """A judge and the filter that its standing comes of."""

    eligibility: Eligibility
    judge: Judge

    @classmethod
    def of(cls, schools: Schools, plan: Plan) -> Known:
        """The judge of a plan, made anew. `InputError` where the filter names what the register lacks."""
        return cls(plan.eligibility, Judge.of(schools, standing_of(schools, plan.eligibility), plan.rules))


def judged_ahead(project: Project) -> Known:
    """Judge the active plan of a project: for a job, so that the window need not stop for it."""
    from importlib import import_module

    import_module("scipy.spatial")  # a third of a second when a filter first asks for neighbours
    known = Known.of(project.schools, project.plan)
    known.judge.judge_all(project.plan.clusters.values())
    return known


class Judges:
    """Judges by register, filter and rules; those of another register are forgotten."""

    def __init__(self) -> None:
        self._known: deque[Known] = deque(maxlen=_AS_MANY)
        self._asked: tuple[Schools, Eligibility, Standing] | None = None

    def learn(self, known: Known) -> None:
        """Take a judge that was made elsewhere."""
        self._known.append(known)

    def standing(self, schools: Schools, eligibility: Eligibility) -> Standing:
        """Who is to be placed. `InputError` where the filter names what the register lacks."""
        for known in self._of(schools):
            if known.eligibility == eligibility:
                return known.judge.standing
        if self._asked is None or self._asked[0] is not schools or self._asked[1] != eligibility:
            self._asked = schools, eligibility, standing_of(schools, eligibility)
        return self._asked[2]

    def judge(self, schools: Schools, standing: Standing, plan: Plan) -> Judge:
        """The judge of a plan whose filter gives this standing."""
        return self._same(schools, standing, plan.rules) or self._new(schools, standing, plan)

    def _same(self, schools: Schools, standing: Standing, rules: Rules) -> Judge | None:
        judges = (known.judge for known in self._of(schools) if known.judge.standing is standing)
        return next((judge for judge in judges if judge.law.rules == rules), None)

    def _new(self, schools: Schools, standing: Standing, plan: Plan) -> Judge:
        kin = next((known.judge for known in self._of(schools)), None)
        judge = kin.under(plan.rules, standing) if kin is not None else Judge.of(schools, standing, plan.rules)
        for known in [known for known in self._known if known.judge.schools is not schools]:
            self._known.remove(known)
        self.learn(Known(plan.eligibility, judge))
        return judge

    def _of(self, schools: Schools) -> list[Known]:
        return [known for known in reversed(self._known) if known.judge.schools is schools]
