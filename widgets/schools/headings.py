"""Headings of the table of schools, and what each column holds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QCoreApplication


@cache
def headings() -> Mapping[str, tuple[str, str]]:
    """By the key of a column: its heading, and a sentence about it."""
    tr = QCoreApplication.translate
    at = "SchoolColumns"
    return {
        "name": (tr(at, "School"), tr(at, "The school's name in the register")),
        "cluster": (tr(at, "Cluster"), tr(at, "The cluster the school is in. F2 or Enter changes it")),
        "roll": (tr(at, "Roll"), tr(at, "Pupils on roll")),
        "character": (tr(at, "Character"), tr(at, "Church, community, other faith, or unknown")),
        "town": (tr(at, "Town"), tr(at, "The post town")),
        "role": (tr(at, "Standing"), tr(at, "To be placed, optional (may join a cluster), or left out")),
        "why": (tr(at, "Why not placed"), tr(at, "Why a school is left out or unplaced")),
        "note": (tr(at, "Note"), tr(at, "Your own note on the school. F2 or Enter changes it")),
        "urn": (tr(at, "URN"), tr(at, "Unique reference number")),
        "la_name": (tr(at, "LA"), tr(at, "The local authority")),
        "type_name": (tr(at, "Type"), tr(at, "Type of establishment")),
        "diocese": (tr(at, "Diocese"), tr(at, "The diocese, blank where there is none")),
        "religious_character": (tr(at, "Religious character"), tr(at, "As the register words it")),
        "federation_name": (tr(at, "Federation"), tr(at, "The federation, blank where there is none")),
        "trust_name": (tr(at, "Trust"), tr(at, "The academy trust, blank where there is none")),
        "locality": (tr(at, "Locality"), tr(at, "The village or part of a town")),
        "postcode": (tr(at, "Postcode"), tr(at, "The postcode")),
        "urban_rural": (tr(at, "Urban or rural"), tr(at, "As the register classes the place")),
        "status": (tr(at, "Status"), tr(at, "Open, proposed to close, closed")),
        "locked": (tr(at, "Locked"), tr(at, "Held where it is, by its own lock or its cluster's")),
        "easting": (tr(at, "Easting"), tr(at, "Metres east, British National Grid")),
        "northing": (tr(at, "Northing"), tr(at, "Metres north, British National Grid")),
    }
