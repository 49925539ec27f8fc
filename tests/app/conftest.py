"""What the tests of the application share."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session", autouse=True)
def _one_application(qapp: QApplication) -> QApplication:
    """The application of widgets from the start: a command that draws would make a lesser one, and a process has but one."""
    return qapp
