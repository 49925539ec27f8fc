"""Partnership models from loosest to tightest: what each means for name, budget and governors, and what the law asks.

The sentences are prompts for people who will talk to their authority, diocese and lawyers. They are no legal advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

COLLABORATION_LAW: Final = "School Governance (Collaboration) (England) Regulations 2003, SI 2003/1962"
FEDERATION_LAW: Final = "School Governance (Federations) (England) Regulations 2012, SI 2012/1035"
ACADEMIES_LAW: Final = "Academies Act 2010"
ORGANISATION_LAW: Final = "Education and Inspections Act 2006, part 2"


class Model(StrEnum):
    """The partnership models, loosest first."""

    INFORMAL = "informal"
    SOFT_FEDERATION = "soft_federation"
    MANAGEMENT = "management"
    HARD_FEDERATION = "hard_federation"
    TRUST = "trust"
    AMALGAMATION = "amalgamation"


@dataclass(frozen=True)
class ModelFacts:
    """What a model means, one plain sentence each. `prompts` are things to ask or do, each with its source."""

    name: str
    in_short: str
    school_name: str
    budget: str
    governors: str
    head: str
    prompts: tuple[tuple[str, str], ...] = ()


MODELS: Final[Mapping[Model, ModelFacts]] = {
    Model.INFORMAL: ModelFacts(
        "informal collaboration",
        "Heads and governors agree to work together; nothing changes in law.",
        "Every school keeps its name.",
        "Every school keeps its budget; what is shared is agreed and paid for case by case.",
        "Every school keeps its governing body.",
        "Every school keeps its head.",
    ),
    Model.SOFT_FEDERATION: ModelFacts(
        "soft federation",
        "Governing bodies sign an agreement or set up a joint committee for some matters.",
        "Every school keeps its name.",
        "Every school keeps its budget; a joint committee can be given a shared fund.",
        "Every school keeps its governing body, which hands some decisions to a joint committee.",
        "Every school keeps its head; one may coordinate.",
        (("Ask whether each governing body may delegate to a joint committee, and write its terms down.", COLLABORATION_LAW),),
    ),
    Model.MANAGEMENT: ModelFacts(
        "management partnership",
        "One executive head leads several schools under an agreement between their governing bodies.",
        "Every school keeps its name.",
        "Every school keeps its budget and pays its share of the head.",
        "Every school keeps its governing body; they agree on the head and on how to end it.",
        "One executive head leads the schools; each site needs somebody in charge.",
        (("Ask how the head is appointed by each governing body, and how the agreement ends.", COLLABORATION_LAW),),
    ),
    Model.HARD_FEDERATION: ModelFacts(
        "hard federation",
        "Maintained schools share one governing body and remain separate schools.",
        "Every school keeps its name, its number and its inspection.",
        "Every school keeps its delegated budget; one governing body decides on all of them.",
        "One governing body takes the place of all.",
        "Usually one executive head leads the schools.",
        (
            ("Publish proposals and allow at least six weeks for representations.", FEDERATION_LAW),
            (
                "Send the proposals to the heads, every local authority concerned, foundation governors and trustees; "
                "ask who else must have them.",
                FEDERATION_LAW,
            ),
        ),
    ),
    Model.TRUST: ModelFacts(
        "multi-academy trust",
        "Academies are run by one trust, which is their employer.",
        "Schools usually keep their names; the trust decides.",
        "The trust holds the money and may pool it.",
        "Trustees govern; a local committee has what they hand to it.",
        "The trust appoints heads and executive heads.",
        (
            (
                "Maintained schools would first become academies; ask who is consulted and who has to consent.",
                ACADEMIES_LAW,
            ),
        ),
    ),
    Model.AMALGAMATION: ModelFacts(
        "amalgamation",
        "The schools become one school.",
        "There is one school; at least one name ends.",
        "There is one budget.",
        "There is one governing body.",
        "There is one head.",
        (
            (
                "Closing or opening a school needs statutory proposals; ask authority and diocese first.",
                ORGANISATION_LAW,
            ),
        ),
    ),
}
"""What each model means, loosest first."""

PROMPT_NOTE: Final = "These are prompts, not legal advice: ask your authority, your diocese and a lawyer."


def model_name(model: Model) -> str:
    """The model as sentences name it.

    >>> model_name(Model.SOFT_FEDERATION)
    'soft federation'
    """
    return MODELS[model].name
