"""The plan whose workbook goes out and comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.edited_sheets import Desk, plan, schools


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, plan(), schools())
