"""Church and community at a glance: what the clusters of some dioceses need, and which schools policy leaves alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wolds.clustering.edits.base import EditContext
from wolds.clustering.in_reach import PairsInReach
from wolds.clustering.models import Model
from wolds.clustering.partners.reach import Reach
from wolds.clustering.partnership.figures import planned_model
from wolds.clustering.policy.dioceses import DioceseFigures, church_of, diocese_figures
from wolds.clustering.policy.judging import ClusterConsequence, consequences
from wolds.clustering.policy.table import Policy, Verdict
from wolds.clustering.policy.views import Stranded, church_without_church, crossing, isolated_by_policy, triggering
from wolds.clustering.rules import Mix, Rules
from wolds.geo.character import Character
from wolds.geo.progress import Unwatched, Watch, stop_if_asked


@dataclass(frozen=True)
class Survey:
    """What was found for `dioceses` (() = all of them). `model` None judges each cluster by what it aims at or has.

    `figures` are of every diocese. `clusters` hold a church school of the dioceses; the tuples after it are some of them:
    `unmixed` ones lack church or community schools. `mixing` is what the plan's rules say of that, "" where nothing.
    `alone` are church schools of the dioceses with no church school in reach, but a community one. `barred` have schools in
    reach, all of which table, law or rules bar under `alone_model`; each partner of those in `asking` needs approval at least.
    """

    reach: Reach
    model: Model | None
    dioceses: tuple[str, ...]
    figures: tuple[DioceseFigures, ...]
    clusters: tuple[ClusterConsequence, ...]
    approval: tuple[ClusterConsequence, ...]
    unmixed: tuple[ClusterConsequence, ...]
    crosses: tuple[ClusterConsequence, ...]
    majority: tuple[ClusterConsequence, ...]
    blocked: tuple[ClusterConsequence, ...]
    mixing: str
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
    watch, reach = watch or Unwatched(), reach.among(context.schools, context.plan.rules)
    watch.tell(0.0, "Judging the clusters")
    ours = frozenset(context.schools.urn[church_of(context, dioceses)].tolist())
    judged = consequences(context, policy, lambda key: model or planned_model(context, key))
    clusters = tuple(one for one in judged if not dioceses or ours.intersection(context.plan.clusters[one.cluster].members))
    stop_if_asked(watch)
    watch.tell(0.3, "Looking for church schools on their own")
    partners = PairsInReach.of(context, reach).partners()
    stop_if_asked(watch)
    alone = tuple(one for one in church_without_church(context, reach, partners) if one.urn in ours)
    stop_if_asked(watch)
    watch.tell(0.5, "Looking for schools that policy leaves alone")
    barred = isolated_by_policy(context, policy, model or Model.INFORMAL, reach, Verdict.FORBIDDEN, partners)
    stop_if_asked(watch)
    watch.tell(0.75, "Looking for schools that must ask first")
    asking = isolated_by_policy(context, policy, model or Model.INFORMAL, reach, Verdict.APPROVAL, partners)
    known = {one.urn for one in barred}
    return Survey(
        reach=reach,
        model=model,
        dioceses=tuple(dioceses),
        figures=diocese_figures(context),
        clusters=tuple(sorted(clusters, key=lambda one: context.plan.clusters[one.cluster].number)),
        approval=triggering(clusters),
        unmixed=tuple(one for one in clusters if not _is_mixed(context, one.cluster)),
        crosses=crossing(clusters),
        majority=tuple(one for one in clusters if one.consequence.asks_majority),
        blocked=tuple(one for one in clusters if one.consequence.barred_by_law),
        mixing=_mixing(context.plan.rules),
        alone=alone,
        barred=_about(barred, ours, dioceses),
        asking=tuple(one for one in _about(asking, ours, dioceses) if one.urn not in known),
    )


def _is_mixed(context: EditContext, cluster: str) -> bool:
    """Whether a cluster has church and community schools."""
    rows = context.schools.positions(urn for urn in context.plan.clusters[cluster].members if urn in context.schools)
    return {str(Character.CHURCH), str(Character.COMMUNITY)} <= set(context.schools.character[rows].tolist())


def _mixing(rules: Rules) -> str:
    if rules.mix == Mix.ANY:
        return "the rules prefer both" if rules.mix_preferred_km else ""
    return "the rules require both" if rules.mix == Mix.REQUIRED else "the rules keep them apart"


def _about(found: Sequence[Stranded], ours: frozenset[int], dioceses: Collection[str]) -> tuple[Stranded, ...]:
    """Schools of some dioceses, and those whose nearest school is one of them: of all where none is given."""
    return tuple(one for one in found if not dioceses or one.urn in ours or one.nearest in ours)
