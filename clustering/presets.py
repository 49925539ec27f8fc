"""Named sets of rules to start from, each explained in a sentence. Figures stand in the sources of the field (see docs)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wolds.clustering.rules import CapRule, Mix, Objective, Rules

SINGLE_SCHOOL_FIELDS: Final = ("overrides", "barriers", "exemptions", "must_link", "keep_apart", "relations")
"""What a person typed about single schools: it stays when a preset is chosen."""


@dataclass(frozen=True)
class Preset:
    """A set of rules with a key for the command line, a name and a sentence for people."""

    key: str
    name: str
    sentence: str
    rules: Rules

    def over(self, present: Rules) -> Rules:
        """These rules, with what was said of single schools in `present` kept."""
        return self.rules.model_copy(update={name: getattr(present, name) for name in SINGLE_SCHOOL_FIELDS})


def _minutes(minutes: float, **rules: object) -> Rules:
    return Rules.model_validate({"cap_km": None, "cap_minutes": minutes, "keep_federations": True, **rules})


PRESETS: Final[tuple[Preset, ...]] = (
    Preset(
        "rural-county",
        "Rural county",
        "2 to 6 schools within an estimated 20 minutes of each other, with 150 pupils or more; federations stay together.",
        _minutes(20, size_min=2, size_max=6, roll_min=150, same_phase=True),
    ),
    Preset(
        "norfolk-2014",
        "Norfolk 2014",
        "Groups of 250 pupils or more under one executive head, as Norfolk advised in 2014; 2 to 6 schools within 20 minutes.",
        _minutes(20, size_min=2, size_max=6, roll_min=250),
    ),
    Preset(
        "close-and-small",
        "Close and small",
        "2 to 4 schools within an estimated 12 minutes, so that staff and pupils can meet often; no floor for the roll.",
        _minutes(12, size_min=2, size_max=4, roll_min=None),
    ),
    Preset(
        "one-shared-head",
        "One shared head",
        "2 to 4 schools around a lead school, each within 20 minutes of it: 140 to 200 pupils, which fund one head.",
        _minutes(
            20,
            cap_rule=CapRule.LEAD,
            objective=Objective.HUB,
            size_min=2,
            size_max=4,
            roll_min=140,
            roll_max=200,
            same_phase=True,
        ),
    ),
    Preset(
        "church-and-community",
        "Church and community together",
        "Each group holds church and community schools: 2 to 6 within an estimated 25 minutes, with 150 pupils or more.",
        _minutes(25, size_min=2, size_max=6, roll_min=150, mix=Mix.REQUIRED),
    ),
    Preset(
        "church-apart",
        "Church and community apart",
        "No group mixes church with community schools: 2 to 6 within an estimated 25 minutes, with 100 pupils or more.",
        _minutes(25, size_min=2, size_max=6, roll_min=100, mix=Mix.FORBIDDEN),
    ),
    Preset(
        "few-and-large",
        "Few and large",
        "4 to 8 schools within an estimated 30 minutes; each further group has to save 10 km of travel.",
        _minutes(30, size_min=4, size_max=8, roll_min=250, partnership_cost_km=10),
    ),
    Preset(
        "command-line",
        "Plain 12 km",
        "3 to 6 schools within 12 km straight, with 150 pupils or more, and no other rule: what the command line does unasked.",
        Rules(),
    ),
)
"""The presets in the order in which a list shows them; the first is the one to start from."""
