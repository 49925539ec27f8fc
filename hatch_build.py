"""Build hook: on an editable install, lay `.dev/wolds/<folder>` links so that `wolds.geo` is the folder `geo`."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("app", "widgets", "clustering", "geo", "resources")


class EditableLinks(BuildHookInterface):  # type: ignore[type-arg]
    """Makes the five top-level folders importable as one package `wolds` while they are being edited."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Lay the links for an editable install; a real wheel maps the folders through `sources` instead."""
        if version != "editable":
            return
        root = Path(self.root)
        package = root / ".dev" / "wolds"
        package.mkdir(parents=True, exist_ok=True)
        for folder in FOLDERS:
            _link(package / folder, root / folder)


def _link(link: Path, target: Path) -> None:
    if link.is_symlink():
        link.unlink()
    if link.exists():  # a junction on Windows, laid by an earlier install
        return
    if os.name == "nt":
        # Directory junctions need no administrator rights, symbolic links do.
        subprocess.run(["cmd", "/c", "mklink", "/J", str(link), str(target)], check=True, capture_output=True)
    else:
        link.symlink_to(os.path.relpath(target, link.parent), target_is_directory=True)
