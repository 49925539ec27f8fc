"""What the package imports is what it says it needs: nothing undeclared, nothing idle, and all of it named in About."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from wolds.widgets.dialogs.about import LIBRARIES

ROOT = Path(__file__).resolve().parents[1]
NOT_IMPORTED = {"qtawesome"}
"""Declared for what they ship: the icon font, read as a file."""
NOT_INSTALLED = {"valhalla": ["pyvalhalla"]}
"""Optional, and not there where the tests run: its wheels want Python 3.12, and a Mac with an Apple chip."""


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    return names(project()["dependencies"])


def optional() -> set[str]:
    """What is imported only where a person asks for it, and installed by an extra."""
    extras = project()["optional-dependencies"]
    return names([*extras["dask"], *extras["valhalla"]])


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names(lines: list[str]) -> set[str]:
    return {plain(re.match(r"[\w.-]+", line)[0]) for line in lines}


def imported_modules() -> Iterator[str]:
    for folder in ("geo", "clustering", "widgets", "app", "resources"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from (alias.name for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield node.module


def imported() -> set[str]:
    homes = dict(packages_distributions()) | NOT_INSTALLED
    tops = {name.split(".")[0] for name in imported_modules()} - set(sys.stdlib_module_names) - {"wolds"}
    return {plain(home) for top in tops for home in homes[top]}


def test_every_import_is_declared_and_every_dependency_is_imported() -> None:
    assert imported() == (declared() - NOT_IMPORTED) | optional()


def test_the_about_box_names_every_dependency() -> None:
    assert {plain(name) for name in LIBRARIES} == declared()
