"""The schools that a plan needs, and no others: what is sent to another process, or saved as a plan of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import Eligibility, Role, Standing
from wolds.clustering.rules import Rules
from wolds.geo.schools import BoolArray


def narrowed(context: EditContext, also: BoolArray | None = None) -> EditContext:
    """The context with the schools that take part, that the plan or its rules name, and those of the mask `also` (n,).

    What anybody may ask of the plan stays as it is, but for counts of schools that are left out.
    """
    plan = context.plan
    named = {*plan.cluster_of, *plan.school_locks, *plan.school_notes, *_named(plan.rules, plan.eligibility)}
    kept = (context.standing.role != Role.EXCLUDED) | np.isin(context.schools.urn, list(named))
    if also is not None:
        kept |= also
    standing = Standing(context.standing.role[kept], context.standing.reason[kept])
    return replace(context, schools=context.schools.subset(kept), standing=standing)


def _named(rules: Rules, eligibility: Eligibility) -> set[int]:
    links = (*rules.must_link, *rules.keep_apart, *rules.overrides)
    choices = (*eligibility.include, *eligibility.exclude, *eligibility.optional)
    bound = {urn for link in links for urn in link.pair} | {urn for relation in rules.relations for urn in relation.urns}
    return bound | {choice.urn for choice in choices} | set(eligibility.urns or ())
