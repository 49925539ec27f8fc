"""Rules and filter of a scenario carried to a new register: pairs, relations, exemptions, lists of schools, authorities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from wolds.clustering.eligibility import Choice, Eligibility
from wolds.clustering.refreshing.telling import Told
from wolds.clustering.refreshing.transition import Transition
from wolds.clustering.rules import FederationExemption, Link, Relation, Rules
from wolds.clustering.wording import listed
from wolds.geo.errors import InputError

L = TypeVar("L", bound=Link)


def carried_rules(rules: Rules, transition: Transition, told: list[Told]) -> Rules:
    """The rules with every pair and relation following its schools; what cannot follow is told."""
    fields = {
        "must_link": _links("pair to be kept together", rules.must_link, transition, told),
        "keep_apart": _links("pair to be kept apart", rules.keep_apart, transition, told),
        "overrides": _links("travel given for a pair", rules.overrides, transition, told),
        "relations": _relations(rules.relations, transition, told),
        "exemptions": tuple(_exemption(one, transition, told) for one in rules.exemptions),
    }
    return rules.model_copy(update=fields)


def _links(what: str, links: tuple[L, ...], transition: Transition, told: list[Told]) -> tuple[L, ...]:
    staying = {link.pair for link in links if all(transition.now(urn) == urn for urn in link.pair)}
    kept: list[L] = []
    for link in links:
        low, high = transition.now(link.urn_a), transition.now(link.urn_b)
        if (low, high) == (link.urn_a, link.urn_b):
            kept.append(link)
            continue
        moved = None if low is None or high is None or low == high else link.model_copy(update={"urn_a": low, "urn_b": high})
        if moved is not None and moved.pair not in staying:
            staying.add(moved.pair)
            kept.append(moved)
        else:
            told.append(Told("rule", f"The {what} {_pair(link, transition)} is gone: {_why(low, high)}", link.pair))
    return tuple(kept)


def _pair(link: Link, transition: Transition) -> str:
    given = {name: value for name in ("km", "minutes") if (value := getattr(link, name, None)) is not None}
    said = [*(f"{value} {name}" for name, value in given.items()), *([link.reason] if link.reason else [])]
    names = f"{transition.name(link.urn_a)} and {transition.name(link.urn_b)}"
    return f"{names} ({'; '.join(said)})" if said else names


def _why(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return "the new register does not hold both"
    return "they are one school now" if low == high else "the schools in their place have one of their own"


def _relations(relations: tuple[Relation, ...], transition: Transition, told: list[Told]) -> tuple[Relation, ...]:
    kept = []
    for one in relations:
        urns = tuple(sorted({now for urn in one.urns if (now := transition.now(urn)) is not None}))
        missing = [urn for urn in one.urns if transition.now(urn) is None]
        said = f"{one.kind.value} {one.name}".strip() + (f" ({one.reason})" if one.reason else "")
        if len(urns) < 2:
            names = listed([transition.name(urn) for urn in one.urns], most=12)
            told.append(Told("rule", f"The recorded {said} of {names} is gone: fewer than two schools are left", one.urns))
            continue
        if missing:
            names = listed([transition.name(urn) for urn in missing], most=12)
            told.append(Told("rule", f"{names} left the recorded {said}: not in the new register", tuple(missing)))
        kept.append(one if urns == one.urns else one.model_copy(update={"urns": urns}))
    return tuple(kept)


def _exemption(one: FederationExemption, transition: Transition, told: list[Told]) -> FederationExemption:
    """An exemption follows its federation where the register calls it otherwise now."""
    before, after = transition.before, transition.after
    if one.federation in set(after.federation.tolist()) or one.federation not in set(before.federation.tolist()):
        return one
    members = before.urn[before.federation == one.federation].tolist()
    seats = [seat for urn in members if (seat := transition.seat(urn)) is not None]
    names = sorted({str(after.federation[row]) for row in after.positions(seats)} - {""})
    if len(names) == 1:
        words = f"The exemption of federation {one.federation} from {one.exempt} holds for {names[0]}, as it is called now"
        told.append(Told("rule", words, tuple(members), was_lost=False))
        return one.model_copy(update={"federation": names[0]})
    words = f"The exemption of federation {one.federation} from {one.exempt} has nothing to hold for"
    told.append(Told("rule", f"{words}{f' ({one.reason})' if one.reason else ''}", tuple(members)))
    return one


def carried_eligibility(eligibility: Eligibility, transition: Transition, told: list[Told]) -> Eligibility:
    """The filter with its schools and authorities following. `InputError` where an LA is gone with all its schools."""
    fields = {
        "include": _choices("let in", eligibility.include, transition, told),
        "exclude": _choices("left out", eligibility.exclude, transition, told),
        "optional": _choices("optional", eligibility.optional, transition, told),
        "urns": None if eligibility.urns is None else _urns(eligibility.urns, transition, told),
        "la_codes": _la_codes(eligibility.la_codes, transition, told),
    }
    return eligibility.model_copy(update=fields)


def _choices(what: str, choices: tuple[Choice, ...], transition: Transition, told: list[Told]) -> tuple[Choice, ...]:
    staying = {choice.urn for choice in choices if transition.now(choice.urn) == choice.urn}
    kept = []
    for choice in choices:
        now = transition.now(choice.urn)
        if now == choice.urn:
            kept.append(choice)
        elif now is not None and now not in staying:
            staying.add(now)
            kept.append(choice.model_copy(update={"urn": now}))
        else:
            why = "the new register does not hold it" if now is None else f"{transition.name(now)} is {what} already"
            said = f"{transition.name(choice.urn)} was {what} by hand{f' ({choice.reason})' if choice.reason else ''}: {why}"
            told.append(Told("filter", said, (choice.urn,)))
    return tuple(kept)


def _urns(urns: tuple[int, ...], transition: Transition, told: list[Told]) -> tuple[int, ...]:
    missing = tuple(urn for urn in urns if transition.now(urn) is None)
    if missing:
        names = listed([transition.name(urn) for urn in missing], most=12)
        told.append(Told("filter", f"The list of eligible schools loses {names}: not in the new register", missing))
    kept = {now for urn in urns if (now := transition.now(urn)) is not None}
    return urns if kept == set(urns) else tuple(sorted(kept))


def _la_codes(codes: tuple[str, ...], transition: Transition, told: list[Told]) -> tuple[str, ...]:
    known = set(transition.after.text("la_code").tolist())
    if known.issuperset(codes):
        return codes
    found: list[str] = []
    for code in codes:
        heirs = [code] if code in known else _heirs_of_la(code, transition)
        if code not in known:
            told.append(
                Told("filter", f"LA {code} is not in the new register; its schools are in {listed(heirs)} now", (), False)
            )
        found += heirs
    return tuple(dict.fromkeys(found))


def _heirs_of_la(code: str, transition: Transition) -> list[str]:
    """The codes that the schools of an authority have now."""
    before, after = transition.before, transition.after
    seats = _seats(before.urn[before.text("la_code") == code].tolist(), transition)
    heirs = sorted({str(after.text("la_code")[row]) for row in after.positions(seats)} - {""})
    if not heirs:
        raise InputError(
            f"the new register holds no school of LA {code}, which the plan's filter names",
            remedy="Choose the register of that county, or change the filter first.",
        )
    return heirs


def _seats(urns: Iterable[int], transition: Transition) -> list[int]:
    return [seat for urn in urns if (seat := transition.seat(urn)) is not None]
