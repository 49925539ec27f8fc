"""The rules, as a whole and one link, override or barrier at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.edits.draft import Draft
from wolds.clustering.edits.guards import clean_name, clean_note, known_schools
from wolds.clustering.plan import PlanChange, Table
from wolds.clustering.rules import Barrier, Link, PairTravel, Rules
from wolds.clustering.travel import too_short

_Pair = TypeVar("_Pair", bound=Link)


@dataclass(frozen=True)
class SetRules:
    """Set the rules as a whole."""

    rules: Rules

    def change(self, context: EditContext) -> PlanChange:
        """Set them. `EditError` where they are so already or newly name a school that the register does not have."""
        unknown = _urns(self.rules) - _urns(context.plan.rules)
        if unknown:
            known_schools(context, unknown)
        short = too_short(context.schools.supplied, self.rules)
        if short:
            raise EditError(f"{short[0].upper()}{short[1:]}. Work the travel out anew first, or go back to the straight line.")
        return _ruled(context, self.rules, "Change the rules")


def _urns(rules: Rules) -> set[int]:
    linked = {urn for link in (*rules.must_link, *rules.keep_apart, *rules.overrides) for urn in link.pair}
    return linked | {urn for relation in rules.relations for urn in relation.urns}


def _ruled(context: EditContext, rules: Rules, text: str) -> PlanChange:
    if rules == context.plan.rules:
        raise EditError("The rules are so already.")
    draft = Draft(context.plan)
    draft.put(Table.SETTINGS, "rules", rules)
    draft.forget_proposal()
    return draft.change(text)


def _with(context: EditContext, text: str, **fields: Any) -> PlanChange:
    return _ruled(context, context.plan.rules.model_copy(update=fields), text)


@dataclass(frozen=True)
class AddKeepApart:
    """Keep two schools apart, with the reason. A second one for the pair replaces the first."""

    urn_a: int
    urn_b: int
    reason: str

    def change(self, context: EditContext) -> PlanChange:
        """Add the rule. `EditError` for unknown schools or a school with itself."""
        link = _link(context, self.urn_a, self.urn_b, self.reason)
        links = _with_pair(context.plan.rules.keep_apart, link)
        return _with(context, f"Keep {_pair_in_words(context, link)} apart", keep_apart=links)


@dataclass(frozen=True)
class AddMustLink:
    """Keep two schools together, with the reason. A second one for the pair replaces the first."""

    urn_a: int
    urn_b: int
    reason: str

    def change(self, context: EditContext) -> PlanChange:
        """Add the rule. `EditError` for unknown schools or a school with itself."""
        link = _link(context, self.urn_a, self.urn_b, self.reason)
        links = _with_pair(context.plan.rules.must_link, link)
        return _with(context, f"Keep {_pair_in_words(context, link)} together", must_link=links)


@dataclass(frozen=True)
class AddOverride:
    """Set the travel between two schools as a person knows it. A second one for the pair replaces the first."""

    travel: PairTravel

    def change(self, context: EditContext) -> PlanChange:
        """Add the travel. `EditError` for unknown schools."""
        known_schools(context, self.travel.pair)
        overrides = _with_pair(context.plan.rules.overrides, self.travel)
        return _with(context, f"Set the travel between {_pair_in_words(context, self.travel)}", overrides=overrides)


@dataclass(frozen=True)
class RemoveKeepApart:
    """Take a keep-apart rule away."""

    urn_a: int
    urn_b: int

    def change(self, context: EditContext) -> PlanChange:
        """Take it away. `EditError` where the pair has none."""
        link = _link(context, self.urn_a, self.urn_b, "")
        links = _without_pair(context, context.plan.rules.keep_apart, link)
        return _with(context, f"No longer keep {_pair_in_words(context, link)} apart", keep_apart=links)


@dataclass(frozen=True)
class RemoveMustLink:
    """Take a keep-together rule away."""

    urn_a: int
    urn_b: int

    def change(self, context: EditContext) -> PlanChange:
        """Take it away. `EditError` where the pair has none."""
        link = _link(context, self.urn_a, self.urn_b, "")
        links = _without_pair(context, context.plan.rules.must_link, link)
        return _with(context, f"No longer keep {_pair_in_words(context, link)} together", must_link=links)


@dataclass(frozen=True)
class RemoveOverride:
    """Go back to the estimate for the travel between two schools."""

    urn_a: int
    urn_b: int

    def change(self, context: EditContext) -> PlanChange:
        """Take the travel away. `EditError` where the pair has none."""
        link = _link(context, self.urn_a, self.urn_b, "")
        overrides = _without_pair(context, context.plan.rules.overrides, link)
        return _with(context, f"Estimate the travel between {_pair_in_words(context, link)} again", overrides=overrides)


@dataclass(frozen=True)
class AddBarrier:
    """Add a line that cannot be crossed straight."""

    barrier: Barrier

    def change(self, context: EditContext) -> PlanChange:
        """Add it. `EditError` for an empty name or one that another barrier has."""
        name = clean_name(self.barrier.name, "barrier")
        barriers = context.plan.rules.barriers
        if name.casefold() in {barrier.name.casefold() for barrier in barriers}:
            raise EditError(f"There is another barrier called {name}.")
        added = self.barrier.model_copy(update={"name": name})
        return _with(context, f"Add the barrier {name}", barriers=(*barriers, added))


@dataclass(frozen=True)
class RemoveBarrier:
    """Take a barrier away."""

    name: str

    def change(self, context: EditContext) -> PlanChange:
        """Take it away. `EditError` where there is none of that name."""
        kept = tuple(barrier for barrier in context.plan.rules.barriers if barrier.name != self.name)
        if kept == context.plan.rules.barriers:
            raise EditError(f"There is no barrier called {self.name}.")
        return _with(context, f"Remove the barrier {self.name}", barriers=kept)


def _link(context: EditContext, urn_a: int, urn_b: int, reason: str) -> Link:
    if urn_a == urn_b:
        raise EditError("Choose two different schools.")
    known_schools(context, (urn_a, urn_b))
    try:
        return Link(urn_a=urn_a, urn_b=urn_b, reason=clean_note(reason))
    except ValidationError as error:
        raise EditError(f"This pair cannot be used: {error.errors()[0]['msg']}") from error


def _pair_in_words(context: EditContext, link: Link) -> str:
    return " and ".join(context.schools.name_of(urn) for urn in link.pair)


def _with_pair(links: Sequence[_Pair], added: _Pair) -> tuple[_Pair, ...]:
    if added in links:
        raise EditError("This pair has that rule already.")
    return (*(link for link in links if link.pair != added.pair), added)


def _without_pair(context: EditContext, links: Sequence[_Pair], gone: Link) -> tuple[_Pair, ...]:
    kept = tuple(link for link in links if link.pair != gone.pair)
    if len(kept) == len(links):
        raise EditError(f"There is no such rule for {_pair_in_words(context, gone)}.")
    return kept
