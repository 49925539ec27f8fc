"""Who is to be placed: the filter as a whole, and schools let in or left out one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.draft import Draft
from wolds.clustering.edits.guards import clean_note, in_words, known_schools
from wolds.clustering.edits.locks import refuse_locked_schools
from wolds.clustering.eligibility import Choice, Eligibility, Reason, Role, Standing
from wolds.clustering.plan import PlanChange, Table
from wolds.geo.errors import InputError

_WHY: dict[str, str] = {
    Reason.USER: "left out by hand",
    Reason.STATUS: "not open",
    Reason.PHASE: "of another phase",
    Reason.LA: "in another local authority",
    Reason.NO_POINT: "without a point on the map",
    Reason.ROLL_UNKNOWN: "without a known roll",
    Reason.ROLL_ABOVE: "above the largest roll",
    Reason.ROLL_BELOW: "below the smallest roll",
    Reason.NOT_RURAL: "not rural",
    Reason.NOT_LISTED: "not on the list",
    Reason.DIOCESE: "of another diocese",
    Reason.CHARACTER: "of another character",
}


@dataclass(frozen=True)
class SetEligibility:
    """Set the filter. Schools that it leaves out leave their clusters, but for those that a lock holds."""

    eligibility: Eligibility

    def change(self, context: EditContext) -> PlanChange:
        """Set the filter. `EditError` where it names what the register does not have, or is the same already."""
        if self.eligibility == context.plan.eligibility:
            raise EditError("The filter is so already.")
        standing = _standing(context, self.eligibility)
        leaving = [urn for urn in left_out_members(context, standing) if not context.plan.is_locked(urn)]
        draft = _filter_draft(context, self.eligibility)
        draft.take_out(leaving)
        gone = f" ({in_words(context.schools, leaving)} out of the plan)" if leaving else ""
        return draft.change(f"Change who is to be placed{gone}")


def _standing(context: EditContext, eligibility: Eligibility) -> Standing:
    try:
        return context.standing_under(context.schools, eligibility)
    except InputError as error:
        raise EditError(str(error)) from error


def left_out_members(context: EditContext, standing: Standing) -> list[int]:
    """Members of clusters that `standing` excludes, ascending."""
    members = sorted(context.plan.cluster_of)
    positions = context.schools.positions(members)
    return [urn for urn, role in zip(members, standing.role[positions].tolist(), strict=True) if role == Role.EXCLUDED]


def _filter_draft(context: EditContext, eligibility: Eligibility) -> Draft:
    draft = Draft(context.plan)
    draft.put(Table.SETTINGS, "eligibility", eligibility)
    draft.forget_proposal()
    return draft


@dataclass(frozen=True)
class IncludeSchool:
    """Let a school in that the filter leaves out: it is to be placed."""

    urn: int
    reason: str

    def change(self, context: EditContext) -> PlanChange:
        """Let it in. `EditError` where it has no point or no roll, or is to be placed already."""
        _refuse_unusable(context, self.urn)
        if _role(context, self.urn) == Role.TO_PLACE:
            raise EditError(f"{context.schools.name_of(self.urn)} is to be placed already.")
        return _choose(context, self.urn, "include", self.reason, f"Let {context.schools.name_of(self.urn)} in")


@dataclass(frozen=True)
class MakeOptional:
    """Let a school join a cluster without having to be placed (an anchor)."""

    urn: int
    reason: str

    def change(self, context: EditContext) -> PlanChange:
        """Make it optional. `EditError` where it has no point or no roll, or is optional already."""
        _refuse_unusable(context, self.urn)
        if _role(context, self.urn) == Role.OPTIONAL:
            raise EditError(f"{context.schools.name_of(self.urn)} is optional already.")
        return _choose(context, self.urn, "optional", self.reason, f"Make {context.schools.name_of(self.urn)} optional")


@dataclass(frozen=True)
class ExcludeSchool:
    """Leave a school out of the plan: it leaves its cluster."""

    urn: int
    reason: str

    def change(self, context: EditContext) -> PlanChange:
        """Leave it out. `EditError` where a lock holds it or it is out already."""
        (urn,) = known_schools(context, (self.urn,))
        if _role(context, urn) == Role.EXCLUDED and urn not in context.plan.cluster_of:
            raise EditError(f"{context.schools.name_of(urn)} is left out already: {why_left_out(context, urn)}.")
        refuse_locked_schools(context, (urn,))
        text = f"Leave {context.schools.name_of(urn)} out"
        return _choose(context, urn, "exclude", self.reason, text, lambda draft: draft.take_out((urn,)))


def _choose(
    context: EditContext, urn: int, kind: str, reason: str, text: str, also: Callable[[Draft], None] | None = None
) -> PlanChange:
    """Put a school on one of the three lists of choices by hand, and off the other two."""
    eligibility = context.plan.eligibility
    lists: dict[str, tuple[Choice, ...]] = {}
    for name in ("include", "exclude", "optional"):
        lists[name] = tuple(choice for choice in getattr(eligibility, name) if choice.urn != urn)
    lists[kind] = tuple(sorted((*lists[kind], Choice(urn=urn, reason=clean_note(reason))), key=lambda choice: choice.urn))
    draft = _filter_draft(context, eligibility.model_copy(update=lists))
    if also:
        also(draft)
    return draft.change(text)


def _refuse_unusable(context: EditContext, urn: int) -> None:
    known_schools(context, (urn,))
    row, name = context.schools.position(urn), context.schools.name_of(urn)
    if not context.schools.has_point[row]:
        raise EditError(f"{name} has no point on the map, so it cannot be placed.")
    if not context.schools.roll[row] > 0:
        raise EditError(f"The roll of {name} is not known, so it cannot be placed.")


def _role(context: EditContext, urn: int) -> int:
    return int(context.standing.role[context.schools.position(urn)])


def why_left_out(context: EditContext, urn: int) -> str:
    """Why a school is excluded, in plain words; "" where it is not."""
    code = str(context.standing.reason[context.schools.position(urn)])
    return _WHY.get(code, code)


def refuse_excluded(context: EditContext, urns: tuple[int, ...]) -> None:
    """`EditError` where one of the schools is excluded; the remedy lets it in, where anything can."""
    for urn in urns:
        if _role(context, urn) == Role.EXCLUDED:
            _refuse_unusable(context, urn)
            message = f"{context.schools.name_of(urn)} is left out of the plan: {why_left_out(context, urn)}."
            raise EditError(message, IncludeSchool(urn, "let in by hand"))
