"""Many reports at once: one for each school, cluster or authority, as pieces of one folder.

Only what has maps needs Qt, when it is made.

Nobody is left out: a batch for each school has one for each that is to be placed or in a cluster, and schools without an
authority in the register have a file of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from wolds.app.export.bundle import Exported
from wolds.app.folders import Piece
from wolds.app.reporting.fitting import Mapped, brief_bytes, report_bytes
from wolds.app.reporting.house import House
from wolds.app.reporting.letters import correspondence_of, letters_bytes, reasons_of
from wolds.app.reporting.parts_of_plans import of_cluster, of_schools
from wolds.app.reporting.stamping import origin_of_documents
from wolds.clustering.project import LogEntry
from wolds.clustering.reporting.brief import Subject, subject_of_cluster, subject_of_school
from wolds.clustering.reporting.house_style import Paper
from wolds.clustering.reporting.letters import Correspondence, LetterWords, recipients
from wolds.clustering.reporting.origin import Origin
from wolds.geo.schools import Schools

if TYPE_CHECKING:
    from wolds.app.reporting.committee import Ordered

Each = Literal["school", "cluster", "la"]
NO_AUTHORITY: Final = "no authority"
_OF_THE_WHOLE: Final = "Proof and bounds are those of the whole plan."
DrawnMaps = Callable[["Ordered"], Mapping[str, bytes]]
"""Draws the maps of a committee report, by the names of its figures."""


@dataclass(frozen=True, eq=False)
class Look:
    """How files look: their ending (".pdf" or ".docx"), the house style, and the paper (None = the house style's)."""

    suffix: str = ".pdf"
    house: House = field(default_factory=House)
    paper: Paper | None = None


def subjects_of_schools(exported: Exported) -> Iterator[Subject]:
    """A brief's subject for each school that is to be placed or in a cluster, by URN."""
    reasons = reasons_of(exported)
    return (subject_of_school(exported.context, urn, reasons.get(urn, "")) for urn in recipients(exported.context))


def subjects_of_clusters(exported: Exported) -> Iterator[Subject]:
    """A brief's subject for each cluster, by id."""
    return (subject_of_cluster(exported.context, cluster.id) for cluster in exported.clusters)


def brief_pieces(exported: Exported, each: Each, look: Look, mapped: Mapped) -> tuple[Piece, ...]:
    """A brief for each school or each cluster."""
    subjects = subjects_of_clusters(exported) if each == "cluster" else subjects_of_schools(exported)
    origin = origin_of_documents(exported)
    return tuple(_brief(origin, subject, look, mapped) for subject in subjects)


def _brief(origin: Origin, subject: Subject, look: Look, mapped: Mapped) -> Piece:
    key = str(subject.own) if subject.own is not None else subject.cluster
    make = partial(brief_bytes, look.suffix, subject, origin, mapped, look.house, look.paper)
    return Piece(f"{key} {subject.title}", look.suffix, f"{key} {subject.title}", make)


def letter_pieces(exported: Exported, each: Each, look: Look, words: LetterWords | None = None) -> tuple[Piece, ...]:
    """The letters: one for each school, or one file with all letters of each cluster or authority."""
    shared = correspondence_of(exported, words)
    if each == "school":
        return tuple(
            _letters(shared, f"{urn} {exported.schools.name_of(urn)}", (urn,), look) for urn in recipients(shared.context)
        )
    grouped = _by_cluster(exported) if each == "cluster" else by_authority(exported)
    return tuple(_letters(shared, name, urns, look) for name, urns in grouped.items())


def _letters(shared: Correspondence, name: str, urns: tuple[int, ...], look: Look) -> Piece:
    def make() -> bytes:
        return letters_bytes(look.suffix, shared, map(shared.letter, urns), look.house, look.paper)

    return Piece(name, look.suffix, name, make)


def _by_cluster(exported: Exported) -> dict[str, tuple[int, ...]]:
    """The schools that get a letter by cluster, those in none last."""
    grouped = {f"{cluster.id} {cluster.name}": cluster.members for cluster in exported.clusters}
    alone = tuple(urn for urn in recipients(exported.context) if urn not in exported.plan.cluster_of)
    return grouped | ({"no cluster": alone} if alone else {})


def by_authority(exported: Exported) -> dict[str, tuple[int, ...]]:
    """The schools that get a letter by authority ("925 Lincolnshire"), by code; those of none last."""
    grouped: dict[str, list[int]] = {}
    for urn in recipients(exported.context):
        grouped.setdefault(authority_of(exported.schools, urn), []).append(urn)
    return {name: tuple(grouped[name]) for name in sorted(grouped, key=lambda name: (name == NO_AUTHORITY, name))}


def authority_of(schools: Schools, urn: int) -> str:
    """The code and name of a school's authority."""
    row = schools.position(urn)
    words = [str(schools.text(column)[row]).strip() for column in ("la_code", "la_name")]
    return " ".join(dict.fromkeys(filter(None, words))) or NO_AUTHORITY  # a name may stand for the code


def committee_pieces(
    exported: Exported, log: tuple[LogEntry, ...], each: Each, look: Look, maps: DrawnMaps
) -> tuple[Piece, ...]:
    """A committee report of each cluster or each authority: the part of the plan that concerns it. `maps` draws its maps."""
    if each == "cluster":
        parts = {f"{one.id} {one.name}": partial(of_cluster, exported, one.id) for one in exported.clusters}
    else:
        parts = {name: partial(of_schools, exported, urns) for name, urns in by_authority(exported).items()}
    return tuple(_committee(name, part, log, look, maps) for name, part in parts.items())


def _committee(name: str, part: Callable[[], Exported], log: tuple[LogEntry, ...], look: Look, maps: DrawnMaps) -> Piece:
    def make() -> bytes:
        from wolds.app.reporting.committee import Ordered, report_of

        house = _saying(look.house, f"This report is of a part of the plan: {name}. {_OF_THE_WHOLE}")
        ordered = Ordered(part(), log, house, look.paper, f"Partnerships of small primary schools: {name}")
        return report_bytes(look.suffix, report_of(ordered), maps(ordered), house, ordered.sheet)

    return Piece(name, look.suffix, name, make)


def _saying(house: House, words: str) -> House:
    """The house style with more words to begin with."""
    introduction = "\n\n".join(filter(None, (house.style.introduction, words)))
    return replace(house, style=house.style.model_copy(update={"introduction": introduction}))
