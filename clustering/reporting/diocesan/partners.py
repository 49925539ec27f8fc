"""Church and community schools for each other, and where policy rather than distance leaves a school alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wolds.clustering.models import model_name
from wolds.clustering.pairings import Pairing, Unmatched
from wolds.clustering.partners.reach import travel_words
from wolds.clustering.policy.views import Stranded
from wolds.clustering.reporting.diocesan.approvals import without_law
from wolds.clustering.reporting.diocesan.parts import PaperParts
from wolds.clustering.reporting.document import Align, Block, Column, Heading, Paragraph, Table
from wolds.clustering.wording import schools_text

_CODES: Final = {
    "no-neighbour": "nobody in reach",
    "kept-apart": "kept apart",
    "policy": "table or law",
    "competition": "others come first",
}


def pairing_blocks(parts: PaperParts) -> Iterator[Block]:
    """The pairs, and each school without one with the reason."""
    found = parts.pairings
    yield Heading(1, "Church and community schools for each other")
    yield Paragraph(
        f"{_pairs(len(found.pairs))} within {found.reach.words}, as {model_name(found.model)}; "
        f"{schools_text(len(found.unmatched))} without a pair. {' '.join(found.notes)}"
    )
    if found.pairs:
        both = (Column("Church school", width=2.4), Column("Community school", width=2.4))
        columns = (*both, Column("Way", width=1.9), Column("Table and law", width=1.6))
        yield Table("Pairs", columns, tuple(_pair(pair, parts.ways.supplied) for pair in found.pairs))
    if found.unmatched:
        yield Heading(2, "Schools without a pair")
        told = (Column("School", width=2.2), Column("Reason", width=1.2), Column("What it means", width=4.0))
        yield Table("", told, tuple(_unmatched(one) for one in found.unmatched))


def _pairs(count: int) -> str:
    return "1 pair" if count == 1 else f"{count} pairs"


def _pair(pair: Pairing, supplied: str) -> tuple[str, ...]:
    said = pair.consequence
    verdict = "; ".join([said.verdict.value.capitalize(), *said.crosses])
    return pair.church.name, pair.community.name, travel_words(pair.km, supplied), verdict


def _unmatched(one: Unmatched) -> tuple[str, ...]:
    kind = "church" if one.school.is_church else "community"
    return f"{one.school.name} ({kind})", _CODES.get(one.code, one.code), f"{one.sentence}."


def isolation_blocks(parts: PaperParts) -> Iterator[Block]:
    """Schools that are alone because of character or policy, and not because of distance."""
    survey = parts.survey
    yield Heading(1, "Where policy, not distance, leaves a school alone")
    yield Paragraph(f"Reach: {survey.reach.words}. Judged as {model_name(survey.alone_model)}.")
    yield from _list("Church schools with no church school in reach, but with a community school", survey.alone, parts)
    yield from _list("Schools whose every partner in reach is barred by table, law or rules", survey.barred, parts)
    yield from _list("Schools whose every partner in reach needs approval", survey.asking, parts)


def _list(title: str, some: Sequence[Stranded], parts: PaperParts) -> Iterator[Block]:
    yield Heading(2, title)
    if not some:
        yield Paragraph("None.")
        return
    columns = [Column("School", width=2.4), Column("Schools in reach", Align.RIGHT, 1.0), Column("The nearest", width=2.6)]
    says_why = any(one.why for one in some)
    columns += [Column("Why not with it", width=3.6)] if says_why else []
    yield Table("", tuple(columns), tuple(_alone(one, parts)[: len(columns)] for one in some))


def _alone(one: Stranded, parts: PaperParts) -> tuple[str, ...]:
    nearest = ""
    if one.nearest is not None and one.nearest_km is not None:
        way = travel_words(one.nearest_km, parts.ways.supplied)
        nearest = f"{parts.context.schools.name_of(one.nearest)}, {way}"
    return one.name, f"{one.in_reach:,}", nearest, f"{without_law(one.why)}." if one.why else ""
