"""Why a school is in no cluster: the rule that blocks it, its nearest partners, and what would place it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wolds.clustering.edits.base import Edit, EditContext
from wolds.clustering.edits.locks import LockSchools
from wolds.clustering.edits.standing import IncludeSchool, why_left_out
from wolds.clustering.eligibility import Reason, Role
from wolds.clustering.exploring.asking import Asker
from wolds.clustering.exploring.forcing import cluster_with
from wolds.clustering.exploring.partners import Partner, nearest_partners
from wolds.clustering.exploring.relaxations import relaxations_of
from wolds.clustering.exploring.steps import Relaxation
from wolds.clustering.unplaced import LOCKED, explain_unplaced
from wolds.clustering.wording import listed
from wolds.geo.errors import InputError
from wolds.geo.progress import Unwatched, Watch

EXCLUDED: Final = "excluded"
PLACED: Final = "placed"
OPTIONAL: Final = "optional"


@dataclass(frozen=True)
class WhyNot:
    """Why a school is in no cluster. `code` is one of the contract's, "excluded", or "placed" where the best plan places it.

    `edits` would lift what stands in the way where that is no rule: the filter or a lock.
    """

    urn: int
    name: str
    code: str
    sentence: str
    partners: tuple[Partner, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    edits: tuple[Edit, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything in plain sentences, one a line."""
        found = [f"{self.name}: {self.sentence}"]
        found += _headed("Nearest schools that take part:", [partner.sentence for partner in self.partners])
        found += _headed("What would place it:", [relaxation.sentence for relaxation in self.relaxations])
        return tuple(found)


def _headed(heading: str, sentences: list[str]) -> list[str]:
    return [heading, *(f"- {sentence}" for sentence in sentences)] if sentences else []


def why_not(context: EditContext, urn: int, watch: Watch | None = None, seed: int = 0) -> WhyNot:
    """Why a school is in no cluster. `InputError` for an unknown school, `Cancelled` where the watch says so."""
    return why_not_of(Asker(context, watch or Unwatched(), seed), urn)


def why_not_of(asker: Asker, urn: int) -> WhyNot:
    """`why_not` with an asker that may know answers already."""
    context = asker.context
    known(context, urn)
    if context.standing.role[context.schools.position(urn)] == Role.EXCLUDED:
        return _excluded(context, urn)
    partners = nearest_partners(context, urn)
    if context.plan.school_locks.get(urn) == "":
        sentence = "It is locked out of every cluster. Unlock it, and it takes part again."
        return WhyNot(urn, _name(context, urn), LOCKED, sentence, partners, (), (LockSchools((urn,), False),))
    if urn in asker.base.placed or context.plan.cluster_of.get(urn) in context.plan.locked_clusters:
        return WhyNot(urn, _name(context, urn), PLACED, _placed_sentence(asker, urn), partners)
    code, sentence = _reason(asker, urn)
    return WhyNot(urn, _name(context, urn), code, sentence, partners, relaxations_of(asker, urn))


def _reason(asker: Asker, urn: int) -> tuple[str, str]:
    for found in explain_unplaced(asker.base.problem, asker.base.solution):
        if found.urn == urn:
            return found.code, found.sentence
    return OPTIONAL, "It may join a cluster, and no plan is better for it."


def known(context: EditContext, urn: int) -> None:
    """`InputError` for a school that the table does not have."""
    if urn not in context.schools:
        raise InputError(f"URN {urn} is not in the plan's register", remedy="Look at the URN.")


def _name(context: EditContext, urn: int) -> str:
    return context.schools.name_of(urn)


def _excluded(context: EditContext, urn: int) -> WhyNot:
    reason = str(context.standing.reason[context.schools.position(urn)])
    usable = reason not in (Reason.NO_POINT, Reason.ROLL_UNKNOWN)
    edits: tuple[Edit, ...] = (IncludeSchool(urn, "let in by hand"),) if usable else ()
    sentence = f"It takes no part: {why_left_out(context, urn)}." + (" Let it in, and it is to be placed." if edits else "")
    return WhyNot(urn, _name(context, urn), EXCLUDED, sentence, edits=edits)


def _placed_sentence(asker: Asker, urn: int) -> str:
    home = asker.context.plan.cluster_of.get(urn)
    if home is not None and asker.context.plan.clusters[home].locked:
        return f"It is in {asker.context.plan.clusters[home].name}, which is locked."
    others = [asker.context.schools.name_of(one) for one in cluster_with(asker.base.solution, urn) if one != urn]
    return f"The best plan under these rules places it, with {listed(others)}." if others else "The best plan places it alone."
