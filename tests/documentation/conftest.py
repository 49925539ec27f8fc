"""What the tests of the pages share."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _closed_log() -> Iterator[None]:
    """A log that a command opened in the home of one test is not kept for the next."""
    yield
    for handler in list(logging.getLogger().handlers):
        if getattr(handler, "_of_wolds", False):
            logging.getLogger().removeHandler(handler)
            handler.close()
