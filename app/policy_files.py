"""Policy tables read from their files. No Qt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from wolds.geo.doors import Door

if TYPE_CHECKING:
    from wolds.clustering.policy import Policy

POLICY: Final = Door("a policy table", 4_000_000, "Choose a policy table (TOML).")


def load_policy(path: Path) -> Policy:
    """The policy table (TOML) in a file. Raises `InputError`."""
    from wolds.clustering.policy import parse_policy

    return parse_policy(POLICY.read(path), str(path))
