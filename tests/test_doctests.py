"""The examples in docstrings hold, run under the installed name."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import wolds.app
import wolds.clustering
import wolds.geo
import wolds.resources
import wolds.widgets


def _modules_with_examples() -> list[str]:
    found = []
    for package in (wolds.geo, wolds.clustering, wolds.widgets, wolds.app, wolds.resources):
        folder = Path(package.__path__[0])
        for path in sorted(folder.rglob("*.py")):
            if ">>> " in path.read_text(encoding="utf-8"):
                parts = path.relative_to(folder).with_suffix("").parts
                found.append(".".join((package.__name__, *parts)).removesuffix(".__init__"))
    return found


@pytest.mark.parametrize("name", _modules_with_examples())
def test_examples_in_docstrings_are_true(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried > 0
    assert failed == 0
