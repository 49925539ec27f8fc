"""What stands in a plan file: the tables that are read back, and the version of it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from wolds.geo.schools import COLUMNS

SCHEMA_VERSION: Final = 8
"""The version that this Wolds writes. Older ones are brought up to it (`migrating.py`), newer ones are refused."""

FORMER_COLUMNS: Final = (
    *("position", "file", "sha256", "register_date", "is_sample", "data_hash", "schools", "left_at"),
    *("links_file", "links_sha256", "schools_gz", "schools_gz_sha256", "plans_gz", "plans_gz_sha256"),
    *("review_gz", "review_gz_sha256"),
)
"""What stands of a register that the plan stood on before; tables of these are in files that went on with a newer one."""

READ_TABLES: Final[Mapping[str, Sequence[str]]] = {
    "meta": ("key", "value"),
    "schools": tuple(COLUMNS),
    "scenarios": ("position", "active", "document"),
    "edits": ("at", "scenario", "text"),
    "confidential": ("scenario_position", "id", "document"),
    "travel": ("urn_a", "urn_b", "metres", "minutes"),
    "former_registers": FORMER_COLUMNS,
    "successors": ("register", "urn", "successor", "kind"),
}
"""The allow-list: only these tables and columns are ever read. Everything else in the file is for other programs."""

LARGEST: Final[Mapping[str, int]] = {
    "meta": 100,
    "schools": 250_000,
    "scenarios": 500,
    "edits": 2_000_000,
    "confidential": 100_000,
    "travel": 5_000_000,
    "former_registers": 1_000,
    "successors": 1_000_000,
}
"""The most rows read of each."""


def app_version() -> str:
    """The version of Wolds, as installed."""
    from importlib.metadata import version

    return version("wolds")
