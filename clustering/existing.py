"""What binds schools already: federations and trusts from the register, recorded relations and must-links from the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from wolds.clustering.eligibility import Reason, Role, Standing
from wolds.clustering.rules import Relation, RelationKind, Rules
from wolds.clustering.wording import listed
from wolds.geo.federations import federation_title
from wolds.geo.schools import Schools, TextArray
from wolds.geo.travel import Pair, pairs_of

FEDERATION: Final = "federation"
MUST_LINK: Final = "must-link"
KIND_NAMES: Final[Mapping[RelationKind, str]] = {
    RelationKind.FEDERATION: "Federation",
    RelationKind.TRUST: "Trust",
    RelationKind.COLLABORATION: "Collaboration",
    RelationKind.EARLIER_CLUSTER: "Earlier cluster",
    RelationKind.SHARED_HEAD: "Shared head",
}
"""What each kind of relation is called."""


@dataclass(frozen=True)
class Group:
    """Schools that are kept together: a federation, the two schools of a must-link, or those of a recorded `relation`.

    `urns` are the members to be placed or optional, ascending; `outside` the members that the filter leaves out.
    `key` names the federation as exemptions do, "" for all else; `reason` is what a person gave. The rule of a recorded
    relation that is kept by its kind is that of a must-link.
    """

    rule: Literal["federation", "must-link"]
    key: str
    name: str
    urns: tuple[int, ...]
    outside: tuple[int, ...] = ()
    reason: str = ""
    relation: Relation | None = None


def federations(schools: Schools, standing: Standing) -> tuple[Group, ...]:
    """Each federation with two or more members in the register, at least one of them to be placed or optional.

    Members that are not open are none any more. Whether the rules keep them together is not asked here; see `kept_together`.
    """
    found = []
    urns, roles, reasons = schools.urn, standing.role, standing.reason
    is_inside = np.not_equal(roles, int(Role.EXCLUDED)).tolist()  # asked of all at once: a country has thousands of members
    is_outside = (np.not_equal(reasons, "") & np.not_equal(reasons, str(Reason.STATUS))).tolist()
    for key, rows in rows_by_key(schools.federation):
        inside = tuple(urns[[row for row in rows if is_inside[row]]].tolist())
        outside = tuple(urns[[row for row in rows if is_outside[row]]].tolist())
        if inside and len(inside) + len(outside) > 1:
            found.append(Group(FEDERATION, key, federation_title(schools, rows[0]), inside, outside))
    return tuple(found)


def rows_by_key(keys: TextArray) -> list[tuple[str, list[int]]]:
    """The rows that share each key that is not "", by key."""
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
    """Every group that the rules keep together: federations not released, then must-links and relations as they are listed."""
    kept = federations(schools, standing) if rules.keep_federations else ()
    free = released(rules)
    own = (group for group in kept if group.key not in free)
    return (*own, *_links(schools, standing, rules), *_relations(schools, standing, rules))


def _links(schools: Schools, standing: Standing, rules: Rules) -> Iterable[Group]:
    for link in rules.must_link:
        inside, outside = _parted(schools, standing, link.pair)
        yield Group(MUST_LINK, "", " and ".join(map(schools.name_of, link.pair)), inside, outside, link.reason)


def _relations(schools: Schools, standing: Standing, rules: Rules) -> Iterable[Group]:
    for relation in rules.relations:
        if relation.kind in rules.keep_relations:
            inside, outside = _parted(schools, standing, relation.urns)
            yield Group(MUST_LINK, "", relation_title(schools, relation), inside, outside, relation.reason, relation)


def _parted(schools: Schools, standing: Standing, urns: Iterable[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The schools that take part, and the others, each in their order."""
    known = tuple(urns)
    inside = tuple(u for u in known if u in schools and standing.role[schools.position(u)] != Role.EXCLUDED)
    return inside, tuple(urn for urn in known if urn not in inside)


def relation_title(schools: Schools, relation: Relation) -> str:
    """What to call a recorded relation: its name, else its kind and schools ("shared head of Belton and Marsh")."""
    if relation.name:
        return relation.name
    return f"{KIND_NAMES[relation.kind].lower()} of {listed([schools.name_of(urn) for urn in relation.urns], most=4)}"


def related_pairs(schools: Schools, urns: Iterable[int], rules: Rules) -> list[Pair]:
    """Pairs among `urns` that work together already, by the kinds that the rules prefer, each once, in order."""
    wanted, kinds = set(urns), rules.prefer_relations or tuple(RelationKind)
    pairs: set[Pair] = set()
    if RelationKind.FEDERATION in kinds:
        pairs.update(_pairs_by_key(schools, schools.federation, wanted))
    if RelationKind.TRUST in kinds:
        pairs.update(_pairs_by_key(schools, trust_keys(schools), wanted))
    for relation in rules.relations:
        if relation.kind in kinds:
            pairs.update(pairs_of(wanted.intersection(relation.urns)))
    return sorted(pairs)


def _pairs_by_key(schools: Schools, keys: TextArray, wanted: set[int]) -> Iterable[Pair]:
    for _, rows in rows_by_key(keys):
        yield from pairs_of(wanted.intersection(schools.urn[rows].tolist()))


def trust_keys(schools: Schools) -> TextArray:
    """What names the trust of each school, shape (n,): its code, else its name (no two companies share one), else ""."""
    codes, names = schools.text("trust_code"), schools.text("trust_name")
    keys = np.empty(len(schools), dtype=object)
    keys[:] = [str(code).strip() or str(name).strip() for code, name in zip(codes.tolist(), names.tolist(), strict=True)]
    return keys
