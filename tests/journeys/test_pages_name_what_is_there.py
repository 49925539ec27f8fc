"""The pages of the documentation call menu entries, panels and keys what they are called in the window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ENTRY = re.compile(r"\*{1,2}((?:File|Edit|Clusters|Plan|Explore|View|Help) > [^*]+)\*{1,2}(?:\s+\(((?:Ctrl|Alt|F\d)[^,)\s]*))?")


def entries(menu: QMenu, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], QAction]]:
    """Each entry of a menu and of the menus in it, with the words that lead to it."""
    for action in menu.actions():
        words = (*path, plain(action.text()))
        yield words, action
        if isinstance(inner := action.menu(), QMenu):
            yield from entries(inner, words)


def plain(words: str) -> str:
    """What is read of an entry: without the mark of its letter, dots and what stands in brackets."""
    return re.sub(r" \(.*\)$", "", re.sub(r"\s+", " ", words).replace("&", "").rstrip("…").strip())


def in_the_window(window) -> dict[tuple[str, ...], str]:
    """Key by entry; "" where there is none."""
    bar = [(plain(action.text()), action.menu()) for action in window.menuBar().actions()]
    return {
        words: action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
        for name, menu in bar
        if isinstance(menu, QMenu)
        for words, action in entries(menu, (name,))
    }


def on_the_pages() -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Each entry that a page names: the page, the words that lead there, and the key that is told beside it."""
    for page in PAGES:
        for path, key in ENTRY.findall(page.read_text(encoding="utf-8")):
            yield page.name, tuple(plain(word) for word in path.split(" > ")), key


def test_menu_entries_that_pages_name_are_there_with_their_keys(at_work) -> None:
    there = in_the_window(at_work.window)
    wrong = [(page, " > ".join(words), key) for page, words, key in on_the_pages() if key not in ("", there.get(words))]
    missing = [(page, " > ".join(words)) for page, words, _ in on_the_pages() if words not in there]
    assert (missing, wrong) == ([], [])


def test_every_entry_of_explore_plan_and_export_is_told_on_some_page(at_work) -> None:
    told = {words for _, words, _ in on_the_pages()}
    menus = [("Explore",), ("Plan", "Travel by"), ("File", "Export")]
    there = [words for words in in_the_window(at_work.window) if words[:-1] in menus and words[-1]]
    assert [" > ".join(words) for words in there if words not in told] == []
