"""JSON that any program on any machine can read."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from wolds.app.export.json_files import json_bytes, write_json


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_json_does_not_know_is_never_written(number: float, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    with pytest.raises(ValueError, match="JSON"):
        write_json(path, {"cost_km": number})
    assert not path.exists()


def test_names_of_every_script_come_back_and_the_bytes_are_ascii() -> None:
    names = {"school": "Ysgol y Tŵr", "half a character": "\ud800", "beyond the plane": "\U0001f3eb"}
    written = json_bytes(names)
    assert written.isascii()
    assert json.loads(written) == names
