"""What several edits ask before they do anything, and the words that they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wolds.clustering.edits.base import EditContext, EditError
from wolds.clustering.plan import Cluster
from wolds.geo.schools import Schools

LONGEST_NAME = 120
LONGEST_NOTE = 20_000


def known_schools(context: EditContext, urns: Iterable[int]) -> tuple[int, ...]:
    """The URNs, ascending and each once. `EditError` where there is none, or one that the register does not have."""
    wanted = tuple(sorted(set(urns)))
    if not wanted:
        raise EditError("Choose at least one school.")
    for urn in wanted:
        if urn not in context.schools:
            raise EditError(f"There is no school with URN {urn} in the register.")
    return wanted


def known_cluster(context: EditContext, cluster_id: str) -> Cluster:
    """The cluster of that id. `EditError` where the plan has none."""
    cluster = context.plan.clusters.get(cluster_id)
    if cluster is None:
        raise EditError(f"There is no cluster {cluster_id} in this scenario.")
    return cluster


def clean_name(name: str, what: str) -> str:
    """A name without stray blanks. `EditError` where it is empty or too long; `what` names the thing."""
    words = " ".join(name.split())
    if not words:
        raise EditError(f"Give the {what} a name.")
    if len(words) > LONGEST_NAME:
        raise EditError(f"The name of a {what} has at most {LONGEST_NAME} letters.")
    return words


def clean_note(note: str) -> str:
    """A note as it is kept. `EditError` where it is too long."""
    if len(note) > LONGEST_NOTE:
        raise EditError(f"A note has at most {LONGEST_NOTE} letters.")
    return note.strip()


def clean_reason(reason: str, what: str) -> str:
    """A reason that says something. `EditError` where it is blank; `what` says what it is for."""
    words = clean_note(reason)
    if not words:
        raise EditError(f"Give a reason for {what}.")
    return words


def in_words(schools: Schools, urns: Sequence[int]) -> str:
    """Schools for a sentence: one or two by name, more as a count."""
    if len(urns) > 2:
        return f"{len(urns)} schools"
    return " and ".join(schools.name_of(urn) for urn in urns)
