"""One sentence for each field of the rules document: its comments and its schema are made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

RULES: Final[Mapping[str, str]] = {
    "cap_km": 'Travel limit in straight-line km, met at equality; "none" = no limit. Give this or cap_minutes.',
    "cap_minutes": "Travel limit in estimated minutes: straight km x 1.3 at 48.2803 km/h. Give this or cap_km.",
    "cap_rule": '"pairs": every pair of a cluster is within the travel limit. "lead": some member has every other within it.',
    "overrides": "Travel between two schools as a person knows it, in km or minutes; it beats every estimate.",
    "barriers": "Lines that cannot be crossed straight, in EPSG:27700 metres: pairs across are kept apart or take the minutes.",
    "size_min": "Fewest schools of a cluster.",
    "size_max": 'Most schools of a cluster; "none" = no limit.',
    "roll_min": 'Fewest pupils of a cluster, all its schools together; "none" = no floor.',
    "roll_max": 'Most pupils of a cluster, all its schools together; "none" = no ceiling.',
    "max_clusters": 'Most clusters, locked ones counted; "none" = no limit.',
    "keep_federations": "Whether the schools of a federation share a cluster or are all left unplaced.",
    "exemptions": "What single federations are let off: the travel limit, the size range, or (release) being kept together.",
    "must_link": "Pairs of schools that share a cluster or are both left unplaced.",
    "keep_apart": "Pairs of schools that never share a cluster.",
    "relations": "Schools that work together already, as recorded: collaboration, earlier-cluster or shared-head.",
    "keep_relations": "Kinds of recorded relation whose schools share a cluster or are all left unplaced.",
    "same_phase": "Whether infant, junior and primary schools are kept from first and middle schools.",
    "mix": '"required": church and community schools in each cluster. "forbidden": never both. "any": as it comes.',
    "same_la": "Whether all schools of a cluster belong to one local authority.",
    "same_diocese": "Whether all schools of a cluster belong to one diocese; blanks are ignored.",
    "objective": '"closeness": mean travel of each school to its partners. "hub": travel to the best-placed school.',
    "partnership_cost_km": "What each cluster costs, in km: the higher, the fewer and larger the clusters.",
    "mix_preferred_km": "What a cluster without church or without community schools costs, in km; 0 = off.",
    "existing_relations_km": "What each pair that works together already costs when it is parted, in km; 0 = off.",
    "prefer_relations": "Kinds of relation that count for existing_relations_km; an empty list = all of them.",
    "roll_target": "The roll aimed at; clusters short of it cost roll_target_km_per_10_pupils.",
    "roll_target_km_per_10_pupils": "What ten pupils short of the roll target cost, in km; 0 = off.",
    "little_change_km": "What each pair costs that shares a cluster now and is parted, in km; 0 = off.",
}

ELIGIBILITY: Final[Mapping[str, str]] = {
    "statuses": "Statuses that take part, in the words of the register; an empty list = any.",
    "phases": "Phases that take part, in the words of the register; an empty list = any.",
    "la_codes": "Codes of the local authorities whose schools are to be placed; left out = any.",
    "roll_min": 'Smallest roll of one school; "none" = no limit.',
    "roll_max": 'Largest roll of one school; "none" = no limit.',
    "rural_only": "Whether schools known to be urban are left out; blanks are kept.",
    "urns": "Only these schools, such as the designated rural schools; stands in for rural_only.",
    "dioceses": "Dioceses that take part; blanks are kept. Left out = any.",
    "characters": "Characters that take part: church, community, other_faith, unknown. Left out = any.",
    "include": "Schools to be placed although the filter leaves them out, with the reason.",
    "exclude": "Schools left out by hand, with the reason.",
    "optional": "Schools that may join and never count as unplaced, with the reason.",
    "buffer_km": "Schools of other authorities within so many km of a school to be placed are optional.",
}
