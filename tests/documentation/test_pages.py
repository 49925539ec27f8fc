"""Pictures, links and menu entries that the pages name are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "adr").glob("*.md")])
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
MOST_BYTES, MOST_BYTES_TOGETHER = 300_000, 4_000_000


def links(page: Path) -> list[tuple[str, str, str]]:
    """Each link of a page: "!" for a picture, its words, and where it leads."""
    return LINK.findall(page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """What the headings of a page can be reached by: small letters, no marks, a hyphen for each blank."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_pages_and_headings_that_are_there(page: Path) -> None:
    broken = []
    for _, _, target in links(page):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, heading = target.partition("#")
        other = (page.parent / name).resolve() if name else page
        if not other.exists() or (heading and heading not in anchors(other)):
            broken.append(target)
    assert broken == []


def test_each_picture_is_shown_on_some_page_with_words_for_whom_cannot_see_it() -> None:
    shown = {(page.parent / target).resolve(): words for page in PAGES for mark, words, target in links(page) if mark}
    assert {path.name for path in PICTURES.iterdir()} - {path.name for path in shown} == set()
    assert [path.name for path, words in shown.items() if len(words) < 10] == []


def test_pictures_are_small_enough_to_be_fetched_with_the_pages() -> None:
    sizes = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    assert {name for name, size in sizes.items() if size > MOST_BYTES} == set()
    assert sum(sizes.values()) < MOST_BYTES_TOGETHER


def test_each_page_is_reached_from_the_list_of_pages() -> None:
    listed = {(ROOT / "docs" / target.partition("#")[0]).resolve() for _, _, target in links(ROOT / "docs" / "README.md")}
    assert {page.name for page in (ROOT / "docs").glob("*.md")} - {page.name for page in listed} == {"README.md"}
