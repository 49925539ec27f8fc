"""Which cluster a cell means: an id, a name, a number, or one that is new."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Final, Self

from wolds.clustering.plan import Plan
from wolds.clustering.taking_back.tables import CLUSTERS, Table, comparable, said

_LIKE_AN_ID: Final = re.compile(r"^[a-z]{0,2} ?[0-9]{1,7}[a-z]?$")
_NEAR_WORDS, _NEAR_IDS, _NEAR_NAMES, _SHORT = 0.75, 0.8, 0.9, 8
"""How alike two ids or names are (as `difflib` reckons it), for one to be proposed in place of the other: of ids that differ in
a digit most are meant, and names of clusters often end alike. What is as short as an id may be one with a slip of the pen."""


@dataclass(frozen=True)
class Place:
    """A cluster of the plan by its id, a new one by its mark and name, or none. `fault` says why no cluster is meant.

    `leads`: of a new cluster, the school leads it. `doubt` says why a new one may not be what is meant, `near` what may be.
    """

    id: str = ""
    new: str = ""
    name: str = ""
    fault: str = ""
    leads: bool = False
    doubt: str = ""
    near: str = ""


@dataclass(frozen=True, eq=False)
class Places:
    """The clusters that cells may speak of: those of the plan, under the names of plan and sheets."""

    plan: Plan
    ids: Mapping[str, str]  # as it is compared -> id
    names: Mapping[str, str]
    fresh_names: Mapping[str, str]  # the mark of a new cluster -> the name that the sheet Clusters gives it

    @classmethod
    def of(cls, plan: Plan, base: Mapping[str, Table], edited: Mapping[str, Table]) -> Self:
        """Names that a colleague gave go before those that went out, and those before ours of now."""
        ids = {bare(key): key for key in plan.clusters}
        gone = [row.cell("Cluster") for row in base[CLUSTERS].rows] if CLUSTERS in base else []
        ids |= {bare(key): key for key in gone if bare(key) not in ids}
        names = {bare(cluster.name): key for key, cluster in sorted(plan.clusters.items())}
        fresh: dict[str, str] = {}
        for tables in (base, edited):
            for row in tables[CLUSTERS].rows if CLUSTERS in tables else ():
                mark, name = bare(row.cell("Cluster")), said(row.cell("Name"))
                if mark in ids and name:
                    names[bare(name)] = ids[mark]
                elif mark:
                    fresh[mark] = name
        return cls(plan, ids, {name: key for name, key in names.items() if name}, fresh)

    def meant(self, text: str) -> Place:
        """What the cell of a cluster means."""
        words = bare(text)
        if words in self.ids:
            return self._known(self.ids[words])
        if words in self.names:
            return self._known(self.names[words])
        if words.isdecimal():
            found = [key for key, cluster in sorted(self.plan.clusters.items()) if cluster.number == int(words)]
            if len(found) == 1:
                return Place(id=found[0])
        if said(text).startswith("="):
            return Place(fault=f"“{text.strip()[:40]}” is a formula, and no cluster is called so: write an id or a name")
        near = self._near(words)
        return Place(new=words, name=self._fresh_name(words, text), doubt=self._doubt(words, text, near), near=near)

    def named(self, text: str) -> Place:
        """What the cell of a cluster's name means."""
        words = bare(text)
        if words in self.names:
            return self._known(self.names[words])
        near = self._near(words)
        name = " ".join(said(text).split())
        return Place(new=words, name=name, doubt=self._doubt(words, text, near), near=near)

    def lost(self, place: Place, otherwise: str) -> str:
        """Why what is said of a cluster cannot come back where a cell means none of the plan; `otherwise` where it is new."""
        return place.fault or (f"the plan has no such cluster: is {place.near} meant?" if place.near else otherwise)

    def _doubt(self, words: str, text: str, near: str) -> str:
        """What to say of a new cluster that may be a slip of the pen: one like an id, or called nearly as another is."""
        if words in self.fresh_names or not (near or _LIKE_AN_ID.match(words)):
            return ""
        meant = f"; is {near} meant?" if near else ""
        return f"no cluster {' '.join(said(text).split())[:60]} in this plan; a new one would be made{meant}"

    def _near(self, words: str) -> str:
        """The id of a cluster, with its name, that words of no cluster are nearly the id or name of; "" for none."""
        alike = [key for text, key in self._known_words.items() if _core(text) == _core(words)]
        nearness = _NEAR_NAMES if len(words) > _SHORT else _NEAR_IDS if _LIKE_AN_ID.match(words) else _NEAR_WORDS
        close = get_close_matches(words, self._known_words, 1, nearness)
        key = alike[0] if alike else self._known_words[close[0]] if close else ""
        return " ".join(filter(None, (key, self.plan.clusters[key].name))) if key else ""

    @cached_property
    def _known_words(self) -> Mapping[str, str]:
        both = {**self.names, **self.ids}
        return {text: key for text, key in both.items() if key in self.plan.clusters}

    def _known(self, key: str) -> Place:
        if key in self.plan.clusters:
            return Place(id=key)
        return Place(fault=f"the cluster {key} is no longer in the plan")

    def _fresh_name(self, words: str, text: str) -> str:
        """A new cluster is called as the sheet Clusters says, else by what stands in the cell where that is no number."""
        if self.fresh_names.get(words):
            return self.fresh_names[words]
        return "" if _LIKE_AN_ID.match(words) else " ".join(said(text).split())

    def name_of(self, place: Place) -> str:
        """What a place is called."""
        if place.id:
            return self.plan.clusters[place.id].name or place.id
        return f"a new cluster{' ' + place.name if place.name else ''}" if place.new else "no cluster"


def bare(text: str) -> str:
    """Words of a cell without what nobody sees: capitals, blanks around, wide digits, marks without width.

    >>> bare(" C７\u200b "), bare("Fen  Side")
    ('c7', 'fen side')
    """
    plain = unicodedata.normalize("NFKC", text)
    return comparable("".join(letter for letter in plain if unicodedata.category(letter) != "Cf")).casefold()


def _core(words: str) -> str:
    """Letters and digits alone, without leading noughts: "c 07" and "c007" are one.

    >>> _core("c 07"), _core("c007"), _core("fen-side")
    ('c7', 'c7', 'fenside')
    """
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", re.sub(r"[\W_]+", "", words))
