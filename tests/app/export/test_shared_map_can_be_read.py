"""Texts of the shared map stand out from what is behind them, in light and dark, as the accessibility statement says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import wolds.app.export.shared_map as shared_map
from wolds.widgets.palette import contrast

STYLE = Path(shared_map.__file__).with_name("shared_map.css").read_text("utf-8")
LIGHT, DARK = STYLE.split("@media (prefers-color-scheme: dark)")
TEXT, GROUND = re.compile(r"(?<![-\w])color:\s*(#\w+)"), re.compile(r"background:\s*(#\w+)")


def first(pattern: re.Pattern[str], body: str, otherwise: str) -> str:
    found = pattern.search(body)
    if found is None:
        return otherwise
    digits = found[1][1:]
    return "#" + (digits if len(digits) > 4 else "".join(2 * digit for digit in digits))[:6]


def pairs(style: str, text: str, ground: str) -> Iterator[tuple[str, str, str]]:
    """Each rule that colours text or what is behind it: its selector, the text, the ground."""
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", style):
        if TEXT.search(body) or (GROUND.search(body) and "swatch" not in selector):
            yield selector.strip(), first(TEXT, body, text), first(GROUND, body, ground)


@pytest.mark.parametrize(
    ("style", "text", "ground"), [(LIGHT, "#1d2326", "#ffffff"), (DARK, "#e6ebed", "#232b2f")], ids=["light", "dark"]
)
def test_texts_of_the_shared_map_can_be_read(style: str, text: str, ground: str) -> None:
    found = list(pairs(style, text, ground))
    assert len(found) >= 5
    assert [one for one in found if contrast(one[1], one[2]) < 4.5] == []


def test_answers_of_the_search_are_spoken_and_its_box_has_a_label() -> None:
    script = Path(shared_map.__file__).with_name("shared_map.js").read_text("utf-8")
    assert re.search(r'answers\.setAttribute\("aria-live", "polite"\)', script)
    assert re.search(r"label\.htmlFor = input\.id|\"for\"", script)
