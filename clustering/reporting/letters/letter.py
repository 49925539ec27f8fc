"""A letter to the head of each school: to "The Headteacher", never to a person by name.

Every school that is to be placed gets one, and every other school that the plan puts into a cluster. Nothing confidential
is read here: no letter can hold it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np

from wolds.clustering.edits.base import EditContext
from wolds.clustering.models import model_name
from wolds.clustering.partnership.care import need_of
from wolds.clustering.partnership.figures import planned_model
from wolds.clustering.plan import Cluster
from wolds.clustering.reporting.letters.fields import filled
from wolds.clustering.reporting.letters.words import LetterWords
from wolds.clustering.reporting.origin import Origin
from wolds.clustering.reporting.ways import Ways, pupils_words
from wolds.clustering.school_facts import SchoolFacts
from wolds.clustering.wording import day_words, listed, schools_text

ADDRESSEE: Final = "The Headteacher"
NO_REASON: Final = "No reason was worked out yet"


@dataclass(frozen=True)
class Company:
    """The cluster of a school as its letter tells of it. Each of `partners` has its way from the school, in words."""

    name: str
    partners: tuple[tuple[SchoolFacts, str], ...]
    pupils: str
    longest: str
    model: str
    need: str

    @property
    def partner_names(self) -> str:
        """The partners in a row; that there is none is said so."""
        return listed([facts.name for facts, _ in self.partners], 12) if self.partners else "no other school yet"


@dataclass(frozen=True)
class Letter:
    """What one letter says. `company` is None for a school in no cluster, and only then `reason` says why."""

    school: SchoolFacts
    address: tuple[str, ...]
    subject: str
    salutation: str
    paragraphs: tuple[str, ...]
    company: Company | None
    reason: str
    closing: tuple[str, ...]
    values: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Correspondence:
    """What all letters of a plan share: words, day, travel, where they come from, and why schools are in no cluster, by URN."""

    context: EditContext
    words: LetterWords
    day: date
    reasons: Mapping[int, str]
    ways: Ways
    origin: Origin = field(default_factory=Origin)

    def letter(self, urn: int) -> Letter:
        """The letter to a school of the register. `KeyError` for an unknown URN."""
        facts, cluster = SchoolFacts.of(self.context, urn), self.context.plan.cluster_at(urn)
        company = None if cluster is None else _company(self.context, cluster, facts, self.ways)
        reason = "" if company is not None else self.reasons.get(urn) or NO_REASON
        values = _values(self, facts, company, reason)
        words = self.words
        subject, body = (words.subject_unplaced, words.unplaced) if company is None else (words.subject_placed, words.placed)
        return Letter(
            school=facts,
            address=_address(self.context, facts),
            subject=filled(subject, values),
            salutation=filled(words.salutation, values),
            paragraphs=tuple(filled(text, values) for text in body),
            company=company,
            reason=reason,
            closing=tuple(filled(text, values) for text in (words.closing, words.signature) if text.strip()),
            values=values,
        )


def correspondence(
    context: EditContext,
    day: date,
    reasons: Mapping[int, str],
    words: LetterWords | None = None,
    origin: Origin | None = None,
) -> Correspondence:
    """Everything that the letters of a plan are written from. `reasons` are sentences by URN of a school in no cluster."""
    return Correspondence(context, words or LetterWords(), day, reasons, Ways.of(context), origin or Origin())


def recipients(context: EditContext) -> tuple[int, ...]:
    """The URNs of schools that get a letter, ascending: those to be placed, and others in a cluster of the plan."""
    in_plan = np.isin(context.schools.urn, list(context.plan.cluster_of))
    return tuple(sorted(context.schools.urn[context.standing.to_place | in_plan].tolist()))


def _company(context: EditContext, cluster: Cluster, own: SchoolFacts, ways: Ways) -> Company:
    members = [SchoolFacts.of(context, urn) for urn in cluster.members if urn in context.schools]
    partners = [(facts, ways.words(own.urn, facts.urn)) for facts in members if facts.urn != own.urn]
    return Company(
        name=cluster.name,
        partners=tuple(partners),
        pupils=pupils_words(members),
        longest=ways.longest_words([facts.urn for facts in members]),
        model=model_name(planned_model(context, cluster.id)),
        need=need_of(context, cluster.id),
    )


def _values(shared: Correspondence, facts: SchoolFacts, company: Company | None, reason: str) -> Mapping[str, str]:
    values = {
        "school": facts.name,
        "urn": str(facts.urn),
        "authority": facts.la_name or "its local authority",
        "roll": facts.roll_text,
        "plan": shared.context.plan.name,
        "date": day_words(shared.day),
    }
    if company is None:
        return values | {"reason": reason if reason.endswith((".", "!", "?")) else f"{reason}."}
    return values | {
        "cluster": company.name,
        "partners": company.partner_names,
        "schools": schools_text(len(company.partners) + 1),
        "pupils": company.pupils,
        "travel": company.longest,
        "model": company.model,
    }


def _address(context: EditContext, facts: SchoolFacts) -> tuple[str, ...]:
    row = context.schools.position(facts.urn)
    lines = [str(context.schools.text(column)[row]).strip() for column in ("street", "locality", "town", "postcode")]
    return tuple(dict.fromkeys(line for line in (ADDRESSEE, facts.name, *lines) if line))


def each_letter(shared: Correspondence) -> Iterator[Letter]:
    """The letters of a plan one by one, by URN."""
    return (shared.letter(urn) for urn in recipients(shared.context))
