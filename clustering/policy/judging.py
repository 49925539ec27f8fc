"""What the table and the law say of a cluster under a model: the strongest verdict first, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wolds.clustering.model_law import MemberKind, asks_majority, obstacles, questions
from wolds.clustering.models import Model, model_name
from wolds.clustering.policy.table import Policy, Verdict
from wolds.clustering.school_facts import SchoolFacts
from wolds.clustering.wording import listed, with_article
from wolds.geo.character import Character

if TYPE_CHECKING:
    from wolds.clustering.edits.base import EditContext


@dataclass(frozen=True)
class Finding:
    """One verdict: of a school under the table, or of the whole cluster under the law (`urn` None)."""

    verdict: Verdict
    urn: int | None
    sentence: str
    source: str


@dataclass(frozen=True)
class Consequence:
    """What holds for a group under a model. `findings`: the strongest first, milder than "allowed" ones left out.

    `questions` are to be settled whatever the verdict; `crosses` says which borders the group crosses. `asks_majority`: one
    of the questions is whether foundation governors must have the majority.
    """

    model: Model
    verdict: Verdict
    findings: tuple[Finding, ...]
    questions: tuple[str, ...]
    crosses: tuple[str, ...]
    asks_majority: bool = False

    @property
    def barred_by_law(self) -> str:
        """Why the law rules the model out for these schools, "" where nothing is known to."""
        return next((one.sentence for one in self.findings if one.urn is None and one.verdict == Verdict.FORBIDDEN), "")

    @property
    def why(self) -> str:
        """The strongest finding in a sentence, "" where everything is allowed."""
        return self.findings[0].sentence if self.findings else ""


@dataclass(frozen=True)
class ClusterConsequence:
    """The consequence for a cluster of the plan."""

    cluster: str
    name: str
    consequence: Consequence


def consequences(context: EditContext, policy: Policy, model_of: Callable[[str], Model]) -> tuple[ClusterConsequence, ...]:
    """The consequence for each cluster of the plan, by id; `model_of` gives the model of a cluster by its id."""
    found = []
    for key, cluster in sorted(context.plan.clusters.items()):
        members = [SchoolFacts.of(context, urn) for urn in cluster.members if urn in context.schools]
        found.append(ClusterConsequence(key, cluster.name, consequence_of(members, policy, model_of(key))))
    return tuple(found)


def consequence_of(members: Sequence[SchoolFacts], policy: Policy, model: Model) -> Consequence:
    """What the table and the law say of schools that form a model."""
    kinds = [MemberKind(member.name, member.kind) for member in members]
    barred = [Finding(Verdict.FORBIDDEN, None, sentence, "the law") for sentence in obstacles(kinds, model)]
    said = [finding for member in members for finding in _of_member(member, policy, model, is_mixed=is_mixed(member, members))]
    findings = sorted(
        (*barred, *said), key=lambda finding: (-finding.verdict.strength, finding.urn is not None, finding.urn or 0)
    )
    told = tuple(finding for finding in findings if finding.verdict != Verdict.ALLOWED)
    verdict = told[0].verdict if told else Verdict.ALLOWED
    asked = (*questions(kinds, model), *_blanks(members))
    return Consequence(model, verdict, told, asked, tuple(_crosses(members)), asks_majority(kinds, model))


def is_mixed(member: SchoolFacts, members: Sequence[SchoolFacts]) -> bool:
    """Whether a group holds schools known not to be of a member's own church; unknown character counts for neither.

    "Church of England/Methodist" is of one church with either.
    """
    own = _churches(member)
    return any(other.character != Character.UNKNOWN and not own & _churches(other) for other in members)


def _churches(school: SchoolFacts) -> set[str]:
    """The churches that a school belongs to; {""} for one that belongs to none."""
    if not school.is_church:
        return {""}
    return {part.strip().casefold() for part in school.religious_character.split("/")}


def _of_member(member: SchoolFacts, policy: Policy, model: Model, *, is_mixed: bool) -> Iterator[Finding]:
    row = policy.row_for(model, member.diocese, member.kind, member.character, member.religious_character, is_mixed=is_mixed)
    verdict = None if row is None else row.verdict(model)
    if row is None or verdict is None:
        sentence = f"{member.name}: the table says nothing of {with_article(model_name(model))} for it"
        yield Finding(Verdict.ADVICE, member.urn, sentence, "no row of the table fits")
        return
    whom = f" ({member.diocese})" if member.diocese and verdict != Verdict.ALLOWED else ""
    why = f": {row.reason.rstrip('.')}" if row.reason else ""
    yield Finding(verdict, member.urn, f"{verdict.value.capitalize()} for {member.name}{whom}{why}", row.source)


def _blanks(members: Sequence[SchoolFacts]) -> Iterator[str]:
    blank = [member.name for member in members if member.is_church and not member.diocese]
    if blank:
        yield f"The register names no diocese for {listed(blank, 4)}: rows for a single diocese were not applied to it"
    unknown = [member.name for member in members if member.character == Character.UNKNOWN]
    if unknown:
        yield f"The character of {listed(unknown, 4)} is unknown: whether the group is mixed is not certain"


def _crosses(members: Sequence[SchoolFacts]) -> Iterator[str]:
    dioceses = sorted({member.diocese for member in members if member.is_church and member.diocese})
    if len(dioceses) > 1:
        yield f"crosses dioceses: {listed(dioceses)}"
    authorities = sorted({member.la_name for member in members if member.la_name})
    if len(authorities) > 1:
        yield f"crosses local authorities: {listed(authorities)}; all of them are consulted"
