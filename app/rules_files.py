"""Rules documents, and the lists that a planner keeps beside a register, read from their files.

What the bytes of each say is settled below, in `wolds.clustering`, which knows no files. Every reader raises `InputError`.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wolds.geo.doors import Door

if TYPE_CHECKING:
    from wolds.clustering.rules import Barrier, Link, PairTravel
    from wolds.clustering.rules_document import RulesDocument

RULES: Final = Door("a rules document", 6_000_000, "Choose a rules document (TOML).")
LIST: Final = Door("a list of schools", 10_000_000, "Give one line for each school or pair, as CSV.")


def load_rules_document(path: Path) -> RulesDocument:
    """The rules document (TOML) in a file."""
    from wolds.clustering.rules_document import parse_rules_document

    return parse_rules_document(RULES.read(path), str(path))


def read_links(path: Path, known: Container[int] | None = None) -> tuple[Link, ...]:
    """Must-link or keep-apart pairs from a CSV `URN_a,URN_b,reason`; `known` are the URNs that there are."""
    from wolds.clustering.pair_lists import links_in

    return links_in(LIST.read(path), str(path), known)


def read_overrides(path: Path, known: Container[int] | None = None) -> tuple[PairTravel, ...]:
    """Travel of pairs from a CSV `URN_a,URN_b,km,reason` or `URN_a,URN_b,minutes,reason`."""
    from wolds.clustering.pair_lists import overrides_in

    return overrides_in(LIST.read(path), str(path), known)


def read_barriers(path: Path) -> tuple[Barrier, ...]:
    """Barriers from a GeoJSON file of lines; see `barrier_files.barriers_in`."""
    from wolds.clustering.barrier_files import BARRIERS, barriers_in

    return barriers_in(BARRIERS.read(path), str(path))


def read_urns(path: Path, known: Container[int] | None = None) -> tuple[int, ...]:
    """URNs from a text file, one a line, or from a CSV with a column URN; each once, ascending."""
    from wolds.clustering.pair_lists import urns_in

    return urns_in(LIST.read(path), str(path), known)
