"""The dioceses of a register: what each has in a plan, for a person who answers for one or several of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from wolds.clustering.edits.base import EditContext
from wolds.geo.character import Character
from wolds.geo.kinds import SchoolKind, kinds
from wolds.geo.schools import BoolArray

BLANK = ""
"""Stands for church schools whose diocese the register leaves blank."""


@dataclass(frozen=True)
class DioceseFigures:
    """The church schools of one diocese that take part; `name` is `BLANK` for those without a diocese in the register.

    `pupils` are those of known rolls. `authorities` are names; `left_over` are to be placed and in no cluster.
    """

    name: str
    church: int
    aided: int
    controlled: int
    academies: int
    pupils: int
    roll_unknown: int
    authorities: tuple[str, ...]
    in_clusters: int
    left_over: int


def diocese_figures(context: EditContext) -> tuple[DioceseFigures, ...]:
    """Each diocese that has a church school taking part, by name, the blank one last."""
    church = church_taking_part(context)
    names = context.schools.text("diocese").astype(str)
    known = sorted(set(names[church].tolist()), key=lambda name: (name == BLANK, name.casefold(), name))
    return tuple(_figures(context, name, church & (names == name)) for name in known)


def church_taking_part(context: EditContext) -> BoolArray:
    """Which schools are church schools that take part in the plan, shape (n,)."""
    takes_part = context.standing.to_place | context.standing.optional
    return np.asarray(takes_part & np.equal(context.schools.character, str(Character.CHURCH)))


def church_urns(context: EditContext, diocese: str) -> frozenset[int]:
    """The church schools of a diocese that take part, `BLANK` for those without one in the register."""
    rows = church_taking_part(context) & (context.schools.text("diocese").astype(str) == diocese)
    return frozenset(context.schools.urn[rows].tolist())


def church_of(context: EditContext, dioceses: Collection[str]) -> BoolArray:
    """Which schools are church schools of some dioceses, whoever takes part, shape (n,); of all where none is given."""
    church = np.equal(context.schools.character, str(Character.CHURCH))
    if not dioceses:
        return np.asarray(church)
    return np.asarray(church & np.isin(context.schools.text("diocese").astype(str), list(dioceses)))


def _figures(context: EditContext, name: str, rows: BoolArray) -> DioceseFigures:
    schools, home = context.schools, context.plan.cluster_of
    kind, roll = kinds(schools)[rows], schools.roll[rows]
    la_names = np.where(schools.text("la_name")[rows] != "", schools.text("la_name")[rows], schools.text("la_code")[rows])
    placed = np.array([urn in home for urn in schools.urn[rows].tolist()], dtype=np.bool_)
    return DioceseFigures(
        name=name,
        church=int(rows.sum()),
        aided=int(np.equal(kind, str(SchoolKind.AIDED)).sum()),
        controlled=int(np.equal(kind, str(SchoolKind.CONTROLLED)).sum()),
        academies=int(np.equal(kind, str(SchoolKind.CHURCH_ACADEMY)).sum()),
        pupils=round(float(np.nansum(roll))),
        roll_unknown=int(np.isnan(roll).sum()),
        authorities=tuple(sorted({str(la) for la in la_names.tolist()} - {""})),
        in_clusters=int(placed.sum()),
        left_over=int((context.standing.to_place[rows] & ~placed).sum()),
    )
