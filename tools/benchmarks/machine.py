"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

_LIBRARIES: Final = (
    "PySide6_Essentials", "numpy", "scipy", "pandas", "geopandas", "shapely", "pyogrio", "highspy", "scikit-learn",
)  # fmt: skip
_ROOT: Final = Path(__file__).resolve().parents[2]


def facts() -> dict[str, str]:
    """Machine, system and versions, in words."""
    return {
        "Processor": f"{_processor()}, {os.cpu_count()} cores seen",
        "Memory": _memory(),
        "System": f"{platform.system()} {platform.machine()}, drawing in software (Qt offscreen)",
        "Python": platform.python_version(),
        "Libraries": ", ".join(_versions(_LIBRARIES)),
        "Commit": _commit(),
    }


def _processor() -> str:
    return _line_of(Path("/proc/cpuinfo"), "model name") or platform.processor() or "unknown processor"


def _memory() -> str:
    kilobytes = _line_of(Path("/proc/meminfo"), "MemTotal").removesuffix(" kB")
    return f"{int(kilobytes) / 1024**2:.0f} GB" if kilobytes else "unknown"


def _line_of(path: Path, name: str) -> str:
    if not path.exists():
        return ""
    lines = (line.partition(":") for line in path.read_text().splitlines())
    return next((value.strip() for key, _, value in lines if key.strip() == name), "")


def _versions(names: Iterable[str]) -> list[str]:
    return [f"{name} {_version(name)}" for name in names]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(missing)"


def _commit() -> str:
    try:
        head = _git("rev-parse", "--short=12", "HEAD")
        touched = _git(
            "status", "--porcelain", "--untracked-files=no", "--", "app", "widgets", "clustering", "geo", "resources"
        )
    except (OSError, subprocess.CalledProcessError):
        return "not a checkout"
    return f"{head} with uncommitted changes" if touched else head


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=_ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()
