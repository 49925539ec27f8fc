"""Which GIAS columns are read, under which heading, and what kind of value each holds.

Nothing else of the file is kept: names of head teachers, telephones and e-mails are never read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wolds.geo.errors import InputError


class Kind(StrEnum):
    """How the cells of a column are cleaned."""

    TEXT = "text"
    NAME = "name"  # text in which some words say that there is none
    CODE = "code"  # a whole number kept as text
    DATE = "date"
    COUNT = "count"  # a whole number, 0 or more
    METRES = "metres"  # a coordinate


@dataclass(frozen=True)
class Heading:
    """One column to read: its GIAS heading and its kind."""

    gias: str
    kind: Kind


HEADINGS: Final[Mapping[str, Heading]] = {
    "urn": Heading("URN", Kind.COUNT),
    "name": Heading("EstablishmentName", Kind.TEXT),
    "la_code": Heading("LA (code)", Kind.CODE),
    "la_name": Heading("LA (name)", Kind.TEXT),
    "status": Heading("EstablishmentStatus (name)", Kind.TEXT),
    "open_date": Heading("OpenDate", Kind.DATE),
    "close_date": Heading("CloseDate", Kind.DATE),
    "phase": Heading("PhaseOfEducation (name)", Kind.TEXT),
    "type_name": Heading("TypeOfEstablishment (name)", Kind.TEXT),
    "type_group": Heading("EstablishmentTypeGroup (name)", Kind.TEXT),
    "low_age": Heading("StatutoryLowAge", Kind.COUNT),
    "high_age": Heading("StatutoryHighAge", Kind.COUNT),
    "religious_character": Heading("ReligiousCharacter (name)", Kind.TEXT),
    "diocese": Heading("Diocese (name)", Kind.NAME),
    "urban_rural": Heading("UrbanRural (name)", Kind.TEXT),
    "capacity": Heading("SchoolCapacity", Kind.COUNT),
    "roll": Heading("NumberOfPupils", Kind.COUNT),
    "federation_code": Heading("Federations (code)", Kind.NAME),
    "federation_name": Heading("Federations (name)", Kind.NAME),
    "trust_code": Heading("Trusts (code)", Kind.NAME),
    "trust_name": Heading("Trusts (name)", Kind.NAME),
    "street": Heading("Street", Kind.TEXT),
    "locality": Heading("Locality", Kind.TEXT),
    "town": Heading("Town", Kind.TEXT),
    "postcode": Heading("Postcode", Kind.TEXT),
    "easting": Heading("Easting", Kind.METRES),
    "northing": Heading("Northing", Kind.METRES),
}
"""Columns of `Schools` and where GIAS keeps them."""

FEDERATION_FLAG: Final = "federation_flag"
LAST_CHANGED: Final = "last_changed"
HELPERS: Final[Mapping[str, Heading]] = {
    FEDERATION_FLAG: Heading("FederationFlag (name)", Kind.TEXT),
    LAST_CHANGED: Heading("LastChangedDate", Kind.DATE),
}
"""Columns that are looked at while reading and not kept."""

REQUIRED: Final = ("urn", "name")
_REMEDY: Final = "Choose the file of all establishment data from Get Information about Schools (edubasealldata....csv)."


@dataclass(frozen=True)
class Layout:
    """Where the columns to be read stand in a file: `places[column]` is an index; `width` cells make a full row."""

    places: Mapping[str, int]
    width: int
    missing: tuple[str, ...]  # GIAS headings the file lacks

    @property
    def ignored(self) -> int:
        """How many columns of the file are not read."""
        return self.width - len(self.places)


def layout_of(heading_row: Sequence[str], file: str) -> Layout:
    """Find the columns by their headings, in any order and case.

    Raises `InputError` where the file has no URN or no names, or has a needed column twice.
    """
    found: dict[str, list[int]] = {}
    for index, words in enumerate(heading_row):
        found.setdefault(_plain(words), []).append(index)
    places: dict[str, int] = {}
    for column, heading in {**HEADINGS, **HELPERS}.items():
        indexes = found.get(_plain(heading.gias), [])
        if len(indexes) > 1:
            raise InputError(f"the heading {heading.gias} stands twice", file=file, remedy="Take one of the columns out.")
        if indexes:
            places[column] = indexes[0]
    _refuse_foreign(places, file)
    missing = tuple(heading.gias for column, heading in HEADINGS.items() if column not in places)
    return Layout(places, len(heading_row), missing)


def _refuse_foreign(places: Mapping[str, int], file: str) -> None:
    for column in REQUIRED:
        if column not in places:
            heading = HEADINGS[column].gias
            raise InputError(f"this is not a school register: it has no {heading} column", file=file, remedy=_REMEDY)


def _plain(words: str) -> str:
    return "".join(words.split()).casefold()
