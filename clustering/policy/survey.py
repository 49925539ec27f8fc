"""Church and community at a glance: what the clusters of some dioceses need, and which schools policy leaves alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wolds.clustering.edits.base import EditContext
from wolds.clustering.models import Model
from wolds.clustering.partners.reach import Reach
from wolds.clustering.partnership.figures import planned_model
from wolds.clustering.policy.dioceses import DioceseFigures, church_of, diocese_figures
from wolds.clustering.policy.judging import ClusterConsequence, consequences
from wolds.clustering.policy.table import Policy, Verdict
from wolds.clustering.policy.views import Stranded, church_without_church, crossing, isolated_by_policy, triggering
from wolds.geo.progress import Unwatched, Watch, stop_if_asked


@dataclass(frozen=True)
class Survey:
    """What was found for `dioceses` (() = all of them). `model` None judges each cluster by what it aims at or has.

    `figures` are of every diocese. `clusters` hold a church school of the dioceses; the tuples after it are some of them.
    `alone` are church schools of the dioceses with no church school in reach, but a community one. `barred` have schools in
    reach, all of which table, law or rules bar under `alone_model`; each partner of those in `asking` needs approval at least.
    """

    reach: Reach
    model: Model | None
    dioceses: tuple[str, ...]
    figures: tuple[DioceseFigures, ...]
    clusters: tuple[ClusterConsequence, ...]
    approval: tuple[ClusterConsequence, ...]
    crosses: tuple[ClusterConsequence, ...]
    majority: tuple[ClusterConsequence, ...]
    blocked: tuple[ClusterConsequence, ...]
    alone: tuple[Stranded, ...]
    barred: tuple[Stranded, ...]
    asking: tuple[Stranded, ...]

    @property
    def alone_model(self) -> Model:
        """The model under which two schools alone are judged: where each cluster has its own, the loosest."""
        return self.model or Model.INFORMAL


def survey(
    context: EditContext,
    policy: Policy,
    reach: Reach,
    model: Model | None = None,
    dioceses: Collection[str] = (),
    watch: Watch | None = None,
) -> Survey:
    """Judge the plan for some dioceses, by the register's names ("" = blank). Raises `Cancelled` where asked to stop."""
    watch = watch or Unwatched()
    watch.tell(0.0, "Judging the clusters")
    ours = frozenset(context.schools.urn[church_of(context, dioceses)].tolist())
    judged = consequences(context, policy, lambda key: model or planned_model(context, key))
    clusters = tuple(one for one in judged if not dioceses or ours.intersection(context.plan.clusters[one.cluster].members))
    stop_if_asked(watch)
    watch.tell(0.3, "Looking for church schools on their own")
    alone = tuple(one for one in church_without_church(context, reach) if one.urn in ours)
    stop_if_asked(watch)
    watch.tell(0.5, "Looking for schools that policy leaves alone")
    barred = isolated_by_policy(context, policy, model or Model.INFORMAL, reach)
    stop_if_asked(watch)
    watch.tell(0.75, "Looking for schools that must ask first")
    asking = isolated_by_policy(context, policy, model or Model.INFORMAL, reach, Verdict.APPROVAL)
    known = {one.urn for one in barred}
    return Survey(
        reach=reach,
        model=model,
        dioceses=tuple(dioceses),
        figures=diocese_figures(context),
        clusters=tuple(sorted(clusters, key=lambda one: context.plan.clusters[one.cluster].number)),
        approval=triggering(clusters),
        crosses=crossing(clusters),
        majority=tuple(one for one in clusters if one.consequence.asks_majority),
        blocked=tuple(one for one in clusters if one.consequence.barred_by_law),
        alone=alone,
        barred=_about(barred, ours, dioceses),
        asking=tuple(one for one in _about(asking, ours, dioceses) if one.urn not in known),
    )


def _about(found: Sequence[Stranded], ours: frozenset[int], dioceses: Collection[str]) -> tuple[Stranded, ...]:
    """Schools of some dioceses, and those whose nearest school is one of them: of all where none is given."""
    return tuple(one for one in found if not dioceses or one.urn in ours or one.nearest in ours)
