"""A house style names files: they are read and looked at once, and what is wrong with them is said."""

from __future__ import annotations

import os
import re
import struct
import sys
import zipfile
from pathlib import Path

import pytest

from wolds.app.reporting.house import load_house, save_house
from wolds.clustering.reporting.house_style import HouseStyle
from wolds.geo.errors import InputError

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M1 1L9 9"/></svg>'


def test_files_are_sought_beside_the_house_style(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    save_house(HouseStyle(organisation="Fenshire", logo="logo.svg"), tmp_path / "house.toml")
    house = load_house(tmp_path / "house.toml")
    assert (house.style.organisation, house.logo, house.logo_kind) == ("Fenshire", SVG, "svg")


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\nbroken", b"<html>", b"\xff\xd8\xff\x00"])
def test_a_logo_that_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(content)
    save_house(HouseStyle(logo="logo.png"), tmp_path / "house.toml")
    with pytest.raises(InputError, match=r"house\.toml: the logo logo\.png is no picture .* Choose PNG, JPEG or SVG\."):
        load_house(tmp_path / "house.toml")


@pytest.mark.parametrize("field", ["logo", "pdf_template", "word_template"])
@pytest.mark.parametrize(
    ("name", "why"),
    [("missing.file", "there is no such file"), ("a\x00b", "there can be no file of this name"), (".", "this is a folder")],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, field: str, name: str, why: str) -> None:
    save_house(HouseStyle(**{field: name}), tmp_path / "house.toml")
    with pytest.raises(InputError, match=f"{re.escape(name)}: .*{why}"):
        load_house(tmp_path / "house.toml")


def test_a_house_style_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: there is no such file"):
        load_house(tmp_path / "none.toml")


def test_a_picture_that_would_unpack_to_gigabytes_is_refused(tmp_path: Path) -> None:
    head = struct.pack(">II5B", 60_000, 60_000, 1, 0, 0, 0, 0)
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head)
    save_house(HouseStyle(logo="logo.png"), tmp_path / "house.toml")
    with pytest.raises(InputError, match="60,000 by 60,000 pixels"):
        load_house(tmp_path / "house.toml")


def test_a_word_template_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "own.docx", "w", zipfile.ZIP_DEFLATED) as parts, parts.open("big", "w") as big:
        for _ in range(201):
            big.write(bytes(1_000_000))
    save_house(HouseStyle(word_template="own.docx"), tmp_path / "house.toml")
    with pytest.raises(InputError, match="unpacks to more than 200 MB"):
        load_house(tmp_path / "house.toml")


def test_a_word_template_must_be_a_word_document(tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_text("plain text")
    save_house(HouseStyle(word_template="own.docx"), tmp_path / "house.toml")
    with pytest.raises(InputError, match=r"word_template own\.docx is no Word document\. Choose a Word document"):
        load_house(tmp_path / "house.toml")


@pytest.mark.parametrize("name", ["\\\\server\\share\\logo.png", "//server/share/logo.png"])
def test_what_is_no_file_beside_the_house_style_is_refused_before_it_is_opened(tmp_path: Path, name: str) -> None:
    path = tmp_path / "house.toml"
    save_house(HouseStyle(logo=name), path)
    with pytest.raises(InputError, match="no file beside the house style"):
        load_house(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files in folders")
def test_a_pipe_in_place_of_a_logo_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "logo.png")
    path = tmp_path / "house.toml"
    save_house(HouseStyle(logo="logo.png"), path)
    with pytest.raises(InputError, match="no file beside the house style"):
        load_house(path)
