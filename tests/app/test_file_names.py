"""File names made of any text: they stay in their folder, on every system, and no two of them are one."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wolds.app.file_names import LONGEST_BYTES, distinct, safe_stem

HOSTILE = (
    *("../../etc/passwd", "..", ".", "/", "\\\\server\\share", "C:\\Windows", "a/b", "a\\b", "~root", "-rf", ".hidden"),
    *("CON", "con", "PRN.txt", "aux ", "NUL", "com1", "COM¹", "LPT9.tar.gz", "CONIN$", "a:b", "x\x00y", "a\nb", "a\tb"),
    *("trailing. ", "trailing...", "\u202eexe.fdp", "\u200b", "", "   ", "?", '"<>|*', "é" * 300, "a" * 5_000, "école"),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_names_one_file_in_the_folder(text, tmp_path) -> None:
    stem = safe_stem(text)
    path = tmp_path / f"{stem}.pdf"
    assert path.resolve().parent == tmp_path.resolve()
    path.write_bytes(b"x")
    assert [file.name for file in tmp_path.iterdir()] == [f"{stem}.pdf"]


def is_fit(stem: str) -> bool:
    """Judged by the standard library's own knowledge of both systems."""
    whole = f"{stem}.pdf"
    windows = PureWindowsPath(whole)
    return (
        PurePosixPath(whole).name == whole == windows.name
        and len(PurePosixPath(whole).parts) == 1
        and not windows.drive
        and not _reserved(stem)
        and not stem.startswith((".", " ", "-", "~"))
        and not stem.endswith((".", " "))
        and not set(stem) & set('<>:"/\\|?*')
        and all(unicodedata.category(letter) not in ("Cc", "Cf", "Cs") for letter in stem)
    )


def _reserved(stem: str) -> bool:
    first = stem.split(".")[0].strip().casefold()
    numbered = {f"{device}{number}" for device in ("com", "lpt") for number in "0123456789¹²³"}
    return first in {"con", "prn", "aux", "nul", "conin$", "conout$"} | numbered


@given(st.text(max_size=400))
def test_any_text_gives_a_name_that_both_systems_take(text) -> None:
    stem = safe_stem(text)
    assert is_fit(stem), stem
    assert 0 < len(stem.encode()) <= LONGEST_BYTES + 1


@given(st.lists(st.sampled_from(["a", "A", "a (2)", "b", "ß", "ss", "é", "e\u0301"]), max_size=30))
def test_no_two_names_are_one_on_a_system_that_knows_no_case(stems) -> None:
    told = list(distinct((safe_stem(stem), ".pdf") for stem in stems))
    assert len({name.casefold() for name in told}) == len(told) == len(stems)


def test_a_plain_name_stays_as_it_is() -> None:
    assert safe_stem("100001 St Mary's CofE Primary School") == "100001 St Mary's CofE Primary School"
    assert Path(safe_stem("Ysgol Llŷn")).name == "Ysgol Llŷn"


def test_a_name_may_have_several_endings_and_none_that_is_taken() -> None:
    asked = [("Belton", ".pdf"), ("Belton", ".docx"), ("index", ".csv")]
    assert list(distinct(asked, ["INDEX.csv"])) == ["Belton.pdf", "Belton.docx", "index (2).csv"]
