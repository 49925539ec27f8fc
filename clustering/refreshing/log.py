"""What the log of a plan keeps of a refresh."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from wolds.clustering.project import LogEntry
from wolds.clustering.refreshing.telling import Told
from wolds.clustering.refreshing.transition import Transition
from wolds.geo.schools import Source


def history_of(
    active: str, transition: Transition, said: Iterable[tuple[str, Iterable[Told]]], at: str | None = None
) -> Iterable[LogEntry]:
    """What the log keeps: where the earlier schools came from, under the active scenario, and what is told of each."""
    when = at or datetime.now().astimezone().isoformat(timespec="seconds")
    before, after, links = transition.before, transition.after, transition.links
    told = f" and links {links.file} (SHA-256 {links.sha256})" if links.file else ""
    text = f"Refresh with a new register: {source_words(after.source)}{told}. Before: {source_words(before.source)}"
    yield LogEntry(when, active, f"{text}; hash of its schools {before.data_hash}")
    for name, sentences in said:
        yield from (LogEntry(when, name, f"Refresh: {one.sentence}") for one in sentences)


def source_words(source: Source) -> str:
    """ "edubasealldata20240617.csv of 2024-06-17 (SHA-256 ...)"."""
    return f"{file_words(source)} (SHA-256 {source.sha256 or 'unknown'})"


def file_words(source: Source) -> str:
    """ "edubasealldata20240617.csv of 2024-06-17"."""
    return f"{source.file or 'a register without a name'}{f' of {source.register_date}' if source.register_date else ''}"
