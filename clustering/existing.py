"""What binds schools already: federations and trusts from the register, must-links from the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from wolds.clustering.eligibility import Reason, Role, Standing
from wolds.clustering.rules import Rules
from wolds.geo.federations import federation_title
from wolds.geo.schools import Schools, TextArray
from wolds.geo.travel import Pair, pairs_of

FEDERATION: Final = "federation"
MUST_LINK: Final = "must-link"


@dataclass(frozen=True)
class Group:
    """Schools that are kept together: a federation, or the two schools of a must-link.

    `urns` are the members to be placed or optional, ascending; `outside` the members that the filter leaves out.
    `key` names the federation as exemptions do, "" for a must-link; `reason` is what a person gave for a must-link.
    """

    rule: Literal["federation", "must-link"]
    key: str
    name: str
    urns: tuple[int, ...]
    outside: tuple[int, ...] = ()
    reason: str = ""


def federations(schools: Schools, standing: Standing) -> tuple[Group, ...]:
    """Each federation with two or more members in the register, at least one of them to be placed or optional.

    Members that are not open are none any more. Whether the rules keep them together is not asked here; see `kept_together`.
    """
    found = []
    for key, rows in _rows_by_key(schools.federation):
        inside = tuple(schools.urn[[row for row in rows if standing.role[row] != Role.EXCLUDED]].tolist())
        outside = tuple(schools.urn[[row for row in rows if standing.reason[row] not in ("", Reason.STATUS)]].tolist())
        if inside and len(inside) + len(outside) > 1:
            found.append(Group(FEDERATION, key, federation_title(schools, rows[0]), inside, outside))
    return tuple(found)


def _rows_by_key(keys: TextArray) -> list[tuple[str, list[int]]]:
    rows: dict[str, list[int]] = {}
    for row, key in enumerate(keys.tolist()):
        if key:
            rows.setdefault(key, []).append(row)
    return sorted(rows.items())


def released(rules: Rules) -> frozenset[str]:
    """Federations that may be split."""
    return frozenset(given.federation for given in rules.exemptions if given.exempt == "release")


def exempt(rules: Rules, what: Literal["cap", "size"]) -> frozenset[str]:
    """Federations that are let off the cap or the size range and kept together all the same."""
    if not rules.keep_federations:
        return frozenset()
    return frozenset(given.federation for given in rules.exemptions if given.exempt == what) - released(rules)


def kept_together(schools: Schools, standing: Standing, rules: Rules) -> tuple[Group, ...]:
    """Every group that the rules keep together: federations not released, then must-links as the rules list them."""
    kept = federations(schools, standing) if rules.keep_federations else ()
    free = released(rules)
    return (*(group for group in kept if group.key not in free), *_links(schools, standing, rules))


def _links(schools: Schools, standing: Standing, rules: Rules) -> Iterable[Group]:
    for link in rules.must_link:
        inside = tuple(u for u in link.pair if u in schools and standing.role[schools.position(u)] != Role.EXCLUDED)
        outside = tuple(urn for urn in link.pair if urn not in inside)
        yield Group(MUST_LINK, "", " and ".join(map(schools.name_of, link.pair)), inside, outside, link.reason)


def related_pairs(schools: Schools, urns: Iterable[int]) -> list[Pair]:
    """Pairs among `urns` that work together already (one federation or one trust), each once, in order."""
    wanted = set(urns)
    pairs: set[Pair] = set()
    for keys in (schools.federation, _trust_keys(schools)):
        for _, rows in _rows_by_key(keys):
            pairs.update(pairs_of(wanted.intersection(schools.urn[rows].tolist())))
    return sorted(pairs)


def _trust_keys(schools: Schools) -> TextArray:
    """What names the trust of each school, shape (n,): its code, else its name (no two companies share one), else ""."""
    codes, names = schools.text("trust_code"), schools.text("trust_name")
    keys = np.empty(len(schools), dtype=object)
    keys[:] = [str(code).strip() or str(name).strip() for code, name in zip(codes.tolist(), names.tolist(), strict=True)]
    return keys
