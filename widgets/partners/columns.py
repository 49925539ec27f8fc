"""The columns of possible partners: what each shows, and what it says where the register is silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication

from wolds.clustering.partners import PossiblePartner
from wolds.clustering.wording import plain
from wolds.geo.character import Character

_SURE: Final = 0.9999
"""From this share of the weight on, everything that counts is known."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("PartnerColumns", text)


@dataclass(frozen=True)
class Column:
    """One column: title, what it means, text of a partner ("" = unknown, or what `blank` says), width in pixels."""

    title: str
    tip: str
    text: Callable[[PossiblePartner], str]
    width: int
    is_figure: bool = False
    blank: str | None = None

    def shown(self, partner: PossiblePartner) -> str:
        """The text, or that it is unknown: nothing is filled in."""
        return self.text(partner) or (_tr("unknown") if self.blank is None else self.blank)


@cache
def columns() -> tuple[Column, ...]:
    """All columns, in order."""
    named, free, nothing = _tr("none named"), _tr("none"), _tr("nothing known")
    return (
        Column(_tr("School"), _tr("Tick it to see what a group with it would be"), lambda one: one.facts.name, 220),
        Column(_tr("Fit"), _tr("0 to 100 by the weights above; a question mark: something is unknown"), fit, 56, True),
        Column(_tr("Travel"), _tr("By the straight line, estimated, unless another travel is in force"), travel, 128, True),
        Column(_tr("Pupils"), _tr("The roll in the register"), _roll, 70, True),
        Column(_tr("Ages"), _tr("Ages that it teaches"), _ages, 84, True),
        Column(_tr("Character"), _tr("Its religious character"), _character, 150),
        Column(_tr("Type"), _tr("Its type in law"), lambda one: one.facts.type_name, 170),
        Column(_tr("Federation or trust"), _tr("None where the register names none"), _bodies, 170, blank=named),
        Column(_tr("Present cluster"), _tr("Where this plan has it"), lambda one: one.facts.cluster_name, 140, blank=free),
        Column(_tr("Why it suits"), _tr("What speaks for it"), lambda one: "; ".join(one.why), 320),
        Column(_tr("What to mind"), _tr("What to ask or settle first"), lambda one: ". ".join(one.caveats), 420, blank=nothing),
    )  # fmt: skip


def fit(partner: PossiblePartner) -> str:
    """The score from 0 to 100, with a question mark where something is unknown."""
    return f"{100 * partner.score:.0f}{'' if partner.known_share > _SURE else '?'}"


def travel(partner: PossiblePartner) -> str:
    """Minutes, and the straight line that they are estimated from."""
    if partner.supplied:
        return f"{plain(partner.minutes, 0)} min" if partner.supplied.startswith("min") else f"{plain(partner.km)} km"
    return _tr("{minutes} min ({km} km)").format(minutes=plain(partner.minutes, 0), km=plain(partner.km))


def _roll(partner: PossiblePartner) -> str:
    return "" if partner.facts.roll is None else str(partner.facts.roll)


def _ages(partner: PossiblePartner) -> str:
    facts = partner.facts
    return "" if facts.low_age is None or facts.high_age is None else facts.ages_text


def _character(partner: PossiblePartner) -> str:
    return "" if partner.facts.character == Character.UNKNOWN else partner.facts.character_text


def _bodies(partner: PossiblePartner) -> str:
    return ", ".join(name for name in (partner.facts.federation, partner.facts.trust) if name)
