"""A headteacher's idea as a small plan of its own, to be sent to the authority and taken into a larger plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.guards import clean_name, clean_note
from wolds.clustering.edits.idea import SaidAlready, TakeIdea
from wolds.clustering.edits.together import after
from wolds.clustering.eligibility import Eligibility
from wolds.clustering.metrics import Scoreboard, impact_of
from wolds.clustering.partnership.records import Partnership
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.project import Project
from wolds.geo.errors import InputError


def idea_project(
    context: EditContext, urns: Sequence[int], name: str, partnership: Partnership | None = None, note: str = ""
) -> Project:
    """A plan of just these schools in one cluster, with what is known of their partnership; nothing confidential.

    `InputError` for fewer than two schools or one that the register lacks.
    """
    members = tuple(sorted(set(urns)))
    if len(members) < 2 or any(urn not in context.schools for urn in members):
        raise InputError("an idea needs two schools of the register", remedy="Choose a partner too.")
    schools = context.schools.subset(np.isin(context.schools.urn, members))
    cluster = Cluster("C001", 1, clean_name(name, "cluster"), members, 0, note=clean_note(note))
    changed: dict[str, Any] = {"size_min": 2, "size_max": None, "must_link": (), "keep_apart": (), "exemptions": ()}
    changed |= {"relations": (), "keep_relations": ()}
    changed |= {"overrides": tuple(given for given in context.plan.rules.overrides if set(given.pair) <= set(members))}
    rules = context.plan.rules.model_copy(update=changed)
    eligibility = Eligibility(statuses=(), phases=(), urns=members)
    known = {} if partnership in (None, Partnership()) else {"C001": partnership}
    plan = Plan(name="Idea", rules=rules, eligibility=eligibility, partnerships=known)
    return Project(schools, (plan_with({"C001": cluster}, plan),))


def ideas_in(project: Project, source: str = "") -> tuple[TakeIdea, ...]:
    """The clusters of another plan's active scenario as edits that take them over, by id; `source` names it in the history."""
    plan = project.plan
    return tuple(
        TakeIdea(cluster.members, cluster.name, cluster.note, plan.partnerships.get(key, Partnership()), source)
        for key, cluster in sorted(plan.clusters.items())
    )


@dataclass(frozen=True)
class JudgedIdea:
    """What taking an idea would do: `impact` in a sentence, or `refusal`, why it cannot be done. `where` says where each of
    its schools is now: cluster ids, None = in no cluster. `is_same`: the refusal is only that the plan has all of it.
    """

    idea: TakeIdea
    impact: str
    refusal: str
    where: Mapping[str | None, tuple[int, ...]]
    is_same: bool = False


def judged_ideas(scoreboard: Scoreboard, context: EditContext, ideas: Iterable[TakeIdea]) -> tuple[JudgedIdea, ...]:
    """What each idea would do once those before it are taken; `scoreboard` is that of the context's plan. Nothing is done."""
    judged = []
    for idea in ideas:
        where = _where(context.plan, idea.members)
        try:
            change = idea.change(context)
        except EditError as error:
            judged.append(JudgedIdea(idea, "", str(error), where, isinstance(error, SaidAlready)))
            continue
        judged.append(JudgedIdea(idea, impact_of(scoreboard, context.plan, change), "", where))
        context = after(context, change)
        scoreboard = scoreboard.after(change, context.plan)
    return tuple(judged)


def _where(plan: Plan, urns: Iterable[int]) -> Mapping[str | None, tuple[int, ...]]:
    places: dict[str | None, tuple[int, ...]] = {}
    for urn in urns:
        home = plan.cluster_of.get(urn)
        places[home] = (*places.get(home, ()), urn)
    return places
