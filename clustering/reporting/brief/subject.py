"""Whom a brief for governors is of: one school of a plan, a cluster, or a group that is only a what-if."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from wolds.clustering.edits.base import EditContext
from wolds.clustering.models import Model
from wolds.clustering.partners.what_if import WhatIf, what_if
from wolds.clustering.partnership.figures import partnership_of, planned_model
from wolds.clustering.partnership.records import Partnership
from wolds.clustering.reporting.ways import Ways
from wolds.clustering.school_facts import SchoolFacts
from wolds.clustering.wording import listed
from wolds.geo.errors import InputError

_MOST_NAMED: Final = 12


@dataclass(frozen=True, eq=False)
class Subject:
    """A group of schools before their governors. `own` is the school whose governors read, None = those of all of them.

    `cluster` is the id of the group in the plan, "" for a what-if or a school in no cluster; `reason` says why it is in none.
    """

    context: EditContext
    name: str
    members: tuple[int, ...]
    model: Model
    own: int | None = None
    cluster: str = ""
    reason: str = ""

    @cached_property
    def facts(self) -> tuple[SchoolFacts, ...]:
        """The members, the own school first, the others by URN."""
        urns = [urn for urn in self.members if urn in self.context.schools]
        return tuple(SchoolFacts.of(self.context, urn) for urn in sorted(urns, key=lambda urn: (urn != self.own, urn)))

    @cached_property
    def group(self) -> WhatIf | None:
        """The figures of the group; None for a school without partners."""
        return what_if(self.context, [facts.urn for facts in self.facts]) if len(self.facts) > 1 else None

    @cached_property
    def ways(self) -> Ways:
        """The travel in force."""
        return Ways.of(self.context)

    @property
    def partnership(self) -> Partnership:
        """What was said of the partnership; nothing of a what-if."""
        return partnership_of(self.context, self.cluster) if self.cluster else Partnership()

    @property
    def own_facts(self) -> SchoolFacts | None:
        """The school whose governors read; None where it is those of all."""
        return None if self.own is None else self.facts[0]

    @property
    def title(self) -> str:
        """Whom it is for: the school, or the group."""
        return self.facts[0].name if self.own is not None else self.name


def subject_of_school(context: EditContext, urn: int, reason: str = "") -> Subject:
    """A school of the register and its cluster, if it has one; `reason` says why it has none. Raises `InputError`."""
    if urn not in context.schools:
        raise InputError(f"the register has no URN {urn}", remedy="Look at the URN.")
    cluster = context.plan.cluster_at(urn)
    if cluster is None:
        return Subject(context, context.schools.name_of(urn), (urn,), Model.INFORMAL, urn, reason=reason)
    return Subject(context, cluster.name, cluster.members, planned_model(context, cluster.id), urn, cluster.id)


def subject_of_cluster(context: EditContext, cluster_id: str) -> Subject:
    """A cluster of the plan, as in an idea file. Raises `InputError`."""
    cluster = context.plan.clusters.get(cluster_id)
    if cluster is None:
        known = listed(sorted(context.plan.clusters), _MOST_NAMED) or "none"
        raise InputError(f"the plan has no cluster {cluster_id}", remedy=f"It has {known}.")
    return Subject(context, cluster.name, cluster.members, planned_model(context, cluster_id), None, cluster_id)


def subject_of_group(
    context: EditContext, urns: Sequence[int], name: str, model: Model = Model.INFORMAL, own: int | None = None
) -> Subject:
    """A what-if group: nothing of it need be in the plan. Raises `InputError` for fewer than two schools or unknown ones."""
    members = tuple(sorted(set(urns)))
    what_if(context, members)
    return Subject(context, name, members, model, own)
