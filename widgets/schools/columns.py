"""The columns of the table of schools: what each shows, copies and sorts by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.geo.schools import FloatArray
from wolds.widgets.common.figures import count_text
from wolds.widgets.common.marks import mark_words
from wolds.widgets.common.school_texts import ranks_of
from wolds.widgets.common.tsv import Cell
from wolds.widgets.common.words import character_words, role_words
from wolds.widgets.schools.facts import SchoolFacts
from wolds.widgets.schools.headings import headings

NAME: Final = "name"
CLUSTER: Final = "cluster"
NOTE: Final = "note"


@dataclass(frozen=True)
class Column:
    """One column. `value` is what is copied (a number stays one), `text` what is shown, `ranks` (n,) what is sorted by."""

    key: str
    width: int
    shown: bool
    value: Callable[[SchoolFacts, int], Cell]
    text: Callable[[SchoolFacts, int], str]
    ranks: Callable[[SchoolFacts], FloatArray]
    is_number: bool = False

    @property
    def title(self) -> str:
        """The heading."""
        return headings()[self.key][0]

    @property
    def explanation(self) -> str:
        """What the column holds, in a sentence."""
        return headings()[self.key][1]


def _register(key: str, width: int, shown: bool = False) -> Column:
    """A text of the register."""

    def text(facts: SchoolFacts, row: int) -> str:
        return facts.text(key, row)

    return Column(key, width, shown, text, text, lambda facts: facts.texts.ranks(key))


def _number(key: str, width: int, shown: bool = False, thousands: str = "") -> Column:
    """A number of the register."""

    def value(facts: SchoolFacts, row: int) -> float:
        return float(facts.schools.number(key)[row])

    def text(facts: SchoolFacts, row: int) -> str:
        return count_text(value(facts, row)).replace(",", thousands)

    return Column(key, width, shown, value, text, lambda facts: facts.schools.number(key), is_number=True)


def _worded(key: str, width: int, text: Callable[[SchoolFacts, int], str], shown: bool = False) -> Column:
    """A column made up row by row; to sort by it, every row is asked once."""
    return Column(
        key, width, shown, text, text, lambda facts: ranks_of([text(facts, row) for row in range(len(facts.schools))])
    )


def _character(facts: SchoolFacts, row: int) -> str:
    return character_words(str(facts.schools.character[row]))


def _role(facts: SchoolFacts, row: int) -> str:
    return role_words(int(facts.standing.role[row]))


def _locked(facts: SchoolFacts, row: int) -> str:
    return mark_words("lock") if facts.locked[row] else ""


def _cluster() -> Column:
    def text(facts: SchoolFacts, row: int) -> str:
        cluster = facts.cluster(row)
        return "" if cluster is None else cluster.name

    def value(facts: SchoolFacts, row: int) -> str:
        cluster = facts.cluster(row)
        return "" if cluster is None else f"{cluster.number} {cluster.name}"

    def ranks(facts: SchoolFacts) -> FloatArray:
        return np.where(facts.number > 0, facts.number, np.nan).astype(np.float64)

    return Column(CLUSTER, 152, True, value, text, ranks)


def _note() -> Column:
    def text(facts: SchoolFacts, row: int) -> str:
        return " ".join(facts.note(row).split())

    def ranks(facts: SchoolFacts) -> FloatArray:
        return ranks_of([facts.note(row) for row in range(len(facts.schools))])

    return Column(NOTE, 160, True, SchoolFacts.note, text, ranks)


def _urn() -> Column:
    def value(facts: SchoolFacts, row: int) -> int:
        return int(facts.schools.urn[row])

    return Column(
        "urn", 72, True, value, lambda facts, row: str(value(facts, row)), lambda facts: facts.schools.urn.astype(np.float64)
    )


COLUMNS: Final = (
    _register(NAME, 188, shown=True),
    _cluster(),
    _number("roll", 56, shown=True, thousands=","),
    _worded("character", 92, _character, shown=True),
    _register("town", 120, shown=True),
    _worded("role", 100, _role, shown=True),
    Column("why", 240, True, SchoolFacts.why, SchoolFacts.why, lambda facts: ranks_of(facts.whys())),
    _note(),
    _urn(),
    _register("la_name", 120),
    _register("type_name", 150),
    _register("diocese", 140),
    _register("religious_character", 140),
    _register("federation_name", 150),
    _register("trust_name", 150),
    _register("locality", 120),
    _register("postcode", 84),
    _register("urban_rural", 150),
    _register("status", 90),
    _worded("locked", 64, _locked),
    _number("easting", 72),
    _number("northing", 72),
)
"""Every column, in its first order; the user shows, hides and moves them."""

BY_KEY: Final = {column.key: place for place, column in enumerate(COLUMNS)}
