"""A folder of outputs that comes to be whole or not at all, whatever happens on the way."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from wolds.app.folders import INDEX, Piece, fresh_folder, write_folder
from wolds.app.replacing import WriteFailed
from wolds.geo.errors import Cancelled, InputError
from wolds.geo.progress import Unwatched

ABOUT = "Seed: 5\n"


class Watching:
    """Remembers what it was told, and asks to stop after so many tellings."""

    def __init__(self, stop_after: int = 10_000) -> None:
        self.told: list[tuple[float, str]] = []
        self._stop_after = stop_after

    def tell(self, fraction: float, message: str = "") -> None:
        self.told.append((fraction, message))

    def should_stop(self) -> bool:
        return len(self.told) >= self._stop_after


def piece(name: str, make: Callable[[], bytes] = lambda: b"content") -> Piece:
    return Piece(name, ".pdf", f"school {name}", make)


def left_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_each_piece_is_a_file_and_the_index_names_them_all(tmp_path) -> None:
    names = write_folder(tmp_path / "out", [piece("100001 Belton"), piece("100002 Wick")], ABOUT, Unwatched())
    assert names == ("100001 Belton.pdf", "100002 Wick.pdf")
    assert left_in(tmp_path / "out") == ["100001 Belton.pdf", "100002 Wick.pdf", INDEX, f"{INDEX}.about.txt"]
    assert (tmp_path / "out" / f"{INDEX}.about.txt").read_text() == ABOUT
    rows = list(csv.reader((tmp_path / "out" / INDEX).read_text("utf-8-sig").splitlines()))
    assert rows == [["file", "of"], ["100001 Belton.pdf", "school 100001 Belton"], ["100002 Wick.pdf", "school 100002 Wick"]]


def test_hostile_names_stay_in_the_folder_and_formulas_stay_text(tmp_path) -> None:
    hostile = ["../../../escaped", "CON", "a/b", "index", "INDEX", "=1+1", "same", "SAME", "x" * 900]
    names = write_folder(tmp_path / "out", [piece(name) for name in hostile], ABOUT, Unwatched())
    assert len(set(map(str.casefold, names))) == len(hostile)
    assert {path.parent for path in (tmp_path / "out").rglob("*")} == {tmp_path / "out"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    cells = list(csv.reader((tmp_path / "out" / INDEX).read_text("utf-8-sig").splitlines()))
    assert any(row[0] == "'=1+1.pdf" for row in cells)


def test_a_fault_in_the_middle_leaves_nothing_behind(tmp_path) -> None:
    def broken() -> bytes:
        raise InputError("the template does not work")

    with pytest.raises(InputError):
        write_folder(tmp_path / "out", [piece("a"), piece("b", broken)], ABOUT, Unwatched())
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("after", range(3))
def test_a_cancel_at_any_moment_leaves_nothing_behind(tmp_path, after) -> None:
    with pytest.raises(Cancelled):
        write_folder(tmp_path / "out", [piece("a"), piece("b")], ABOUT, Watching(after))
    assert left_in(tmp_path) == []


def test_while_it_is_made_nobody_sees_the_folder(tmp_path) -> None:
    seen: list[bool] = []
    pieces = [piece(name, lambda: bytes(seen.append((tmp_path / "out").exists()) or b"x")) for name in "abc"]
    write_folder(tmp_path / "out", pieces, ABOUT, Unwatched())
    assert seen == [False] * 3


def test_progress_goes_forward_to_the_end_and_says_where_it_is(tmp_path) -> None:
    watch = Watching()
    write_folder(tmp_path / "out", [piece("a"), piece("b")], ABOUT, watch)
    assert [round(fraction, 3) for fraction, _ in watch.told] == [0.0, 0.5, 1.0]
    assert watch.told[1][1] == "2 of 2: school b"


def test_a_folder_that_holds_something_is_refused_before_anything_is_made(tmp_path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="holds files already"):
        write_folder(tmp_path, [piece("a", lambda: pytest.fail("made"))], ABOUT, Unwatched())
    with pytest.raises(InputError, match="is a file"):
        write_folder(tmp_path / "mine.txt", [piece("a")], ABOUT, Unwatched())
    with pytest.raises(InputError, match="there is no folder"):
        write_folder(tmp_path / "none" / "out", [piece("a")], ABOUT, Unwatched())
    assert left_in(tmp_path) == ["mine.txt"]


def test_an_empty_folder_is_filled(tmp_path) -> None:
    (tmp_path / "out").mkdir()
    write_folder(tmp_path / "out", [piece("a")], ABOUT, Unwatched())
    assert left_in(tmp_path / "out") == ["a.pdf", INDEX, f"{INDEX}.about.txt"]


def test_what_somebody_puts_there_meanwhile_is_not_overwritten(tmp_path) -> None:
    def meddle() -> bytes:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "theirs.txt").write_text("theirs")
        return b"x"

    with pytest.raises(WriteFailed, match="could not be written"):
        write_folder(tmp_path / "out", [piece("a", meddle)], ABOUT, Unwatched())
    assert left_in(tmp_path) == ["out", "out/theirs.txt"]


def test_a_fresh_folder_has_a_name_that_is_free(tmp_path) -> None:
    first = fresh_folder(tmp_path, "Letters ../26")
    assert first == tmp_path / "Letters 26"
    first.mkdir()
    assert fresh_folder(tmp_path, "Letters ../26") == tmp_path / "Letters 26 (2)"
