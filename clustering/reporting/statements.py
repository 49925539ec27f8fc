"""Sentences that every report says of itself."""

from __future__ import annotations

from typing import Final

NOT_CLOSURE: Final = "This is a plan for working together. It does not assess any school for closure."
SAMPLE: Final = "Sample data: an invented county, no real school"
