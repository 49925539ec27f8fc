"""What plan files are called side by side: as shortly as tells them apart."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def short_names(paths: Iterable[Path]) -> dict[Path, str]:
    """The name of each file without its ending, with as many of its folders as tell it from the others.

    >>> list(short_names([Path("north/plan.gpkg"), Path("south/plan.gpkg"), Path("south/idea.gpkg")]).values())
    ['north/plan', 'south/plan', 'idea']
    """
    known = dict.fromkeys(paths)
    return {path: _short(path, [other for other in known if other != path]) for path in known}


def _short(path: Path, others: list[Path]) -> str:
    parts = _parts(path)
    for count in range(1, len(parts) + 1):
        if all(_parts(other)[-count:] != parts[-count:] for other in others):
            return "/".join(parts[-count:])
    return str(path)  # the same but for its ending, or a part of the other one


def _parts(path: Path) -> tuple[str, ...]:
    return path.with_suffix("").parts
