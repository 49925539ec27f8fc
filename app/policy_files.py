"""Policy tables read from their files. No Qt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wolds.geo.errors import InputError

if TYPE_CHECKING:
    from wolds.clustering.policy import Policy

LARGEST = 4_000_000


def load_policy(path: Path) -> Policy:
    """The policy table (TOML) in a file. Raises `InputError`."""
    from wolds.clustering.policy import parse_policy

    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=str(path), remedy="Look at name and rights.") from error
    if len(data) > LARGEST:
        raise InputError(f"the file is larger than {LARGEST // 1_000_000} MB", file=str(path), remedy="Choose a policy table.")
    return parse_policy(data, str(path))
