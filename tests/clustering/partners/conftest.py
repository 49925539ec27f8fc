"""A small county of unlike schools around one headteacher's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers import neighbours
from wolds.clustering.edits import EditContext


@pytest.fixture
def around() -> Callable[..., EditContext]:
    return neighbours.around
