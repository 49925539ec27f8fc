"""Which models the schools of a cluster can form as they are, and which questions of law come up: prompts, never advice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from wolds.clustering.models import FEDERATION_LAW, MODELS, Model
from wolds.clustering.wording import listed, with_article
from wolds.geo.kinds import Governance, SchoolKind, governance_of

SHARED_HEAD_ROLL: Final = 150
"""Pupils that pay for one shared head (ours): worked cases have 140 to 200, as Churnet Valley and the Pilgrim Federation."""

_SHARES_HEAD: Final = (Model.MANAGEMENT, Model.HARD_FEDERATION)


@dataclass(frozen=True)
class MemberKind:
    """A member of a cluster as the law sees it: its name for sentences, and its kind."""

    name: str
    kind: SchoolKind

    @property
    def governance(self) -> Governance:
        """Maintained by its authority, or an academy."""
        return governance_of(self.kind)


def obstacles(members: Sequence[MemberKind], model: Model) -> tuple[str, ...]:
    """Why the schools cannot form the model as they are, () where nothing is known to stand in the way."""
    if model == Model.HARD_FEDERATION:
        return tuple(_no_hard_federation(members))
    return ()


def questions(members: Sequence[MemberKind], model: Model) -> tuple[str, ...]:
    """What has to be settled before the model, as plain sentences."""
    return tuple(_questions(members, model))


def asks_majority(members: Sequence[MemberKind], model: Model) -> bool:
    """Whether it has to be settled if foundation governors must have the majority: aided schools and others, one body."""
    aided = sum(1 for member in members if member.kind == SchoolKind.AIDED)
    return model == Model.HARD_FEDERATION and 0 < aided < len(members)


def roll_warning(model: Model, pupils: int, roll_unknown: int = 0) -> str:
    """That the known roll is too small for the model, "" where it is not or where unknown rolls leave it open."""
    if model not in _SHARES_HEAD or pupils >= SHARED_HEAD_ROLL or roll_unknown:
        return ""
    return f"{pupils} pupils are few for a {MODELS[model].name}: about {SHARED_HEAD_ROLL} pay for one shared head"


def _no_hard_federation(members: Sequence[MemberKind]) -> Iterator[str]:
    academies = [member.name for member in members if member.governance == Governance.ACADEMY]
    if academies and len(academies) < len(members):
        are = "is an academy" if len(academies) == 1 else "are academies"
        yield (
            f"{listed(academies, 4)} {are}, and a hard federation is for maintained schools: "
            f"academies and maintained schools cannot share one governing body ({FEDERATION_LAW})"
        )
    elif academies:
        yield f"A hard federation is for maintained schools: academies can form or join a trust ({FEDERATION_LAW})"


def _questions(members: Sequence[MemberKind], model: Model) -> Iterator[str]:
    unknown = [member.name for member in members if member.kind in (SchoolKind.UNKNOWN, SchoolKind.OTHER)]
    if unknown and model != Model.INFORMAL:
        form = with_article(MODELS[model].name)
        yield f"The type of {listed(unknown, 4)} is unknown or uncommon here: ask whether it may form {form}"
    aided = [member.name for member in members if member.kind == SchoolKind.AIDED]
    if asks_majority(members, model):
        yield (
            f"{listed(aided, 4)} {'is' if len(aided) == 1 else 'are'} voluntary aided and the others are not: "
            "settle with the diocese whether foundation governors must have the majority of a joint governing body"
        )
    maintained = [member.name for member in members if member.governance == Governance.MAINTAINED]
    if model == Model.TRUST and maintained:
        would = "would first become an academy" if len(maintained) == 1 else "would first become academies"
        yield f"{listed(maintained, 4)} {would}"
