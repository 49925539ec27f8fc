"""Existing relations and what a plan makes of them, as rows and as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from wolds.app.export.tables import Cell, csv_bytes
from wolds.clustering.edits import EditContext
from wolds.clustering.existing import KIND_NAMES
from wolds.clustering.relations import FATES_IN_ORDER, Fate, TieFate, fate_counts, fate_sentence, fates_of
from wolds.clustering.rules import RelationKind

HEADING: Final = ("kind", "name", "in the plan", "schools", "URNs", "where they are", "note")
FATE_WORDS: Final = {
    Fate.KEPT: "kept",
    Fate.PARTED: "kept in part",
    Fate.BROKEN: "broken",
    Fate.UNPLACED: "not placed",
    Fate.OUTSIDE: "not taking part",
}
"""What a plan makes of a relation, in a list."""


def fates_in_plan(context: EditContext) -> tuple[TieFate, ...]:
    """The relations of two or more schools that take part, what is broken first, trusts last."""
    fates = [one for one in fates_of(context) if one.fate != Fate.OUTSIDE or one.tie.relation is not None]
    return tuple(sorted(fates, key=lambda one: (one.tie.kind == RelationKind.TRUST, FATES_IN_ORDER.index(one.fate))))


def relation_rows(context: EditContext) -> Iterator[tuple[Cell, ...]]:
    """A row for each existing relation."""
    for one in fates_in_plan(context):
        urns = " ".join(map(str, one.tie.urns))
        where = fate_sentence(one, context.schools, context.plan)
        kind = KIND_NAMES[one.tie.kind]
        yield kind, one.tie.name, FATE_WORDS[one.fate], len(one.tie.urns), urns, where, one.tie.reason


def relations_csv(context: EditContext) -> bytes:
    """Every existing relation as CSV."""
    return csv_bytes(HEADING, relation_rows(context))


def relations_document(context: EditContext) -> dict[str, Any]:
    """How many relations the plan keeps and breaks, and those that it does not keep whole; {} where there is none."""
    fates = fates_in_plan(context)
    if not fates:
        return {}
    counts = {FATE_WORDS[fate]: count for fate, count in fate_counts(fates).items()}
    not_kept = [_broken(one, context) for one in fates if one.fate in (Fate.BROKEN, Fate.PARTED)]
    return {"relations": {"counts": counts, "not_kept": not_kept}}


def _broken(one: TieFate, context: EditContext) -> dict[str, Any]:
    return {
        "kind": one.tie.kind.value,
        "name": one.tie.name,
        "urns": list(one.tie.urns),
        "in_plan": FATE_WORDS[one.fate],
        "sentence": fate_sentence(one, context.schools, context.plan),
    }


def relations_line(fates: tuple[TieFate, ...]) -> str:
    """ "Existing relations: 3 broken, 12 kept. Trusts: 2 kept in part"; "" where there is none."""
    trusts = [one for one in fates if one.tie.kind == RelationKind.TRUST]
    others = [one for one in fates if one.tie.kind != RelationKind.TRUST]
    parts = {"Existing relations": _counted(others), "Trusts": _counted(trusts)}
    return ". ".join(f"{what}: {counts}" for what, counts in parts.items() if counts)


def _counted(fates: Iterable[TieFate]) -> str:
    return ", ".join(f"{count} {FATE_WORDS[fate]}" for fate, count in fate_counts(fates).items() if count)
