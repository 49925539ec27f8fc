"""The committee report of a plan: what it is written from, its maps, and its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from wolds.app.export.about import about_facts, in_words, travel_words
from wolds.app.export.bundle import AFTER_CODE, BY_HAND, Exported, SchoolRow
from wolds.app.export.excluded_csv import EXPLANATIONS
from wolds.app.export.proof import proof_words
from wolds.app.replacing import WriteFailed, write_bytes
from wolds.app.reporting.house import House
from wolds.app.reporting.stamping import origin_of_documents
from wolds.clustering.project import LogEntry
from wolds.clustering.reporting.committee import (
    CommitteeFacts,
    Part,
    Unplaceable,
    committee_report,
)
from wolds.clustering.reporting.committee.source import USUAL
from wolds.clustering.reporting.document import Report
from wolds.clustering.reporting.house_style import Paper
from wolds.clustering.reporting.origin import stamped
from wolds.geo.progress import Watch, stop_if_asked

Format = Literal["pdf", "docx"]
FORMATS: Final[tuple[Format, ...]] = ("pdf", "docx")


@dataclass(frozen=True, eq=False)
class Ordered:
    """A committee report as it was asked for. `paper` None = the house style's, `title` "" = the usual one."""

    exported: Exported
    log: tuple[LogEntry, ...] = ()
    house: House = field(default_factory=House)
    paper: Paper | None = None
    title: str = ""
    parts: frozenset[Part] = USUAL

    @property
    def sheet(self) -> Paper:
        """The paper in force."""
        return self.paper or self.house.style.paper


def report_of(ordered: Ordered) -> Report:
    """The report as a document."""
    origin = origin_of_documents(ordered.exported)
    has_table = Part.METHOD in ordered.parts  # which says all of it
    return stamped(committee_report(facts_of(ordered)), replace(origin, imprint="") if has_table else origin)


def facts_of(ordered: Ordered) -> CommitteeFacts:
    """What the report is written from."""
    exported, style = ordered.exported, ordered.house.style
    return CommitteeFacts(
        context=exported.context,
        scoreboard=exported.scoreboard,
        today=exported.day,
        proof=proof_words(exported),
        travel=travel_words(exported),
        about=in_words(about_facts(exported)),
        unplaced=tuple(_unplaceable(row) for row in exported.rows if not row.cluster),
        is_by_hand=exported.facts is None,
        excluded=_excluded(exported),
        log=tuple(entry for entry in ordered.log if entry.scenario == exported.plan.name),
        title=ordered.title,
        made_at=exported.made_at,
        made_with=f"Wolds {exported.version}".strip(),
        author=style.organisation,
        introduction=style.introduction,
        closing=style.closing,
        contact=style.contact,
        parts=ordered.parts,
    )


def _unplaceable(row: SchoolRow) -> Unplaceable:
    code, _, sentence = row.reason.partition(AFTER_CODE)
    return Unplaceable(row.urn, "" if code == BY_HAND else sentence or code)


def _excluded(exported: Exported) -> tuple[tuple[str, int], ...]:
    counts = exported.standing.excluded_counts()
    return tuple((EXPLANATIONS.get(code, code), count) for code, count in sorted(counts.items(), key=lambda one: -one[1]))


def write_report(ordered: Ordered, maps: Mapping[str, bytes], path: Path) -> str:
    """Write the report to a file whose ending says the format, whole or not at all.

    Returns a sentence on what a reader should know of the file, "" where nothing. Raises `WriteFailed`, and `InputError`
    for an own template that does not work.
    """
    try:
        content, said = _made(ordered, maps, path.suffix.lower())
    except OSError as error:  # no room for what is laid out on the way
        reason = (error.strerror or str(error)).lower()
        raise WriteFailed(f"{path} could not be written: {reason}. Make room on the disk, or look at its folder") from error
    write_bytes(path, content)
    return said


def _made(ordered: Ordered, maps: Mapping[str, bytes], ending: str) -> tuple[bytes, str]:
    report = report_of(ordered)
    if ending == ".docx":
        from wolds.app.reporting.word import word_of

        return word_of(report, maps, ordered.house, ordered.sheet), ""
    from wolds.app.reporting.pdf import pdf_of

    made = pdf_of(report, maps, ordered.house, ordered.sheet)
    return made.content, "" if made.accessible else UNSHOWN


UNSHOWN: Final = "some characters are in no font of this computer, and so the PDF is tagged but not certified as PDF/UA"


def report_name(plan_name: str) -> str:
    """A name for the file of a report, without an ending: safe in every folder.

    >>> report_name("Scenario A / ../x")
    'Scenario A x report'
    """
    letters = "".join(c if c.isalnum() or c in " -_" else " " for c in plan_name)
    return f"{' '.join(letters.split())[:80]} report".strip()


def drawn(ordered: Ordered, watch: Watch) -> dict[str, bytes]:
    """All maps at once, where no window waits. Raises `Cancelled`."""
    if Part.MAPS not in ordered.parts:
        return {}
    from wolds.app.reporting.maps import maps_of

    maps: dict[str, bytes] = {}
    many = 1 + len(ordered.exported.plan.clusters)
    for name, svg in maps_of(ordered):
        maps[name] = svg
        watch.tell(0.6 * len(maps) / many, f"map {len(maps)} of {many}")
        stop_if_asked(watch)
    return maps
