"""One row for each letter, for officers who merge their own letter with a word processor. Nothing confidential."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wolds.clustering.reporting.letters.letter import ADDRESSEE, Correspondence, Letter, each_letter

MergeCell = str | int | None
"""A value of the table; None = unknown."""

COLUMNS: Final = (
    *("URN", "School", "Addressee", "Street", "Locality", "Town", "Postcode", "LocalAuthority", "Roll"),
    *("Placed", "Cluster", "ClusterName", "Partners", "Schools", "Pupils", "LongestTravel", "Model", "WhomToAsk", "Reason"),
    *("Plan", "Date", "TravelMeasure"),
)
"""Headings: one word each, as word processors want field names."""


def merge_rows(shared: Correspondence) -> Iterator[tuple[MergeCell, ...]]:
    """The rows, by URN: one for each school that gets a letter."""
    return (_row(shared, letter) for letter in each_letter(shared))


def _row(shared: Correspondence, letter: Letter) -> tuple[MergeCell, ...]:
    facts, values, company = letter.school, letter.values, letter.company
    schools, row = shared.context.schools, shared.context.schools.position(facts.urn)
    address = [str(schools.text(column)[row]).strip() for column in ("street", "locality", "town", "postcode")]
    placed: tuple[MergeCell, ...] = ("no", "", "", "", None, "", "", "", "")
    if company is not None:
        names = (facts.cluster, company.name, company.partner_names)
        figures = (len(company.partners) + 1, company.pupils, company.longest)
        placed = ("yes", *names, *figures, company.model, company.need)
    return (
        *(facts.urn, facts.name, ADDRESSEE, *address, facts.la_name, facts.roll),
        *(*placed, letter.reason, values["plan"], values["date"], shared.ways.measure),
    )
