"""Finding partners for one school: who is near and alike, what a group of them would be, and the best groups there are."""

from wolds.clustering.partners.groups import BestGroups, GroupsOfSize, best_groups
from wolds.clustering.partners.ranking import PartnerSearch, PossiblePartner, possible_partners
from wolds.clustering.partners.reach import Reach
from wolds.clustering.partners.weights import Weights
from wolds.clustering.partners.what_if import Leaving, ModelView, WhatIf, what_if
from wolds.clustering.school_facts import SchoolFacts

__all__ = [
    "BestGroups",
    "GroupsOfSize",
    "Leaving",
    "ModelView",
    "PartnerSearch",
    "PossiblePartner",
    "Reach",
    "SchoolFacts",
    "Weights",
    "WhatIf",
    "best_groups",
    "possible_partners",
    "what_if",
]
