"""A house style with the files that it names: logo and own templates, read and looked at once."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from wolds.app.export.dead_text import one_line
from wolds.app.reporting.picture_size import sizes_of
from wolds.clustering.reporting.house_style import HouseStyle, dump_house_style, parse_house_style
from wolds.geo.doors import Door, is_blank
from wolds.geo.errors import InputError

LogoKind = Literal["png", "jpg", "svg"]
_BEGINNINGS: Final[tuple[tuple[bytes, LogoKind], ...]] = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
HOUSE: Final = Door("a house style", 1_000_000, "Choose a house style (TOML).")
LOGO: Final = Door("a logo", 20_000_000, "Choose a smaller picture.")
TYPST: Final = Door("a template for PDF", 1_000_000, "Mend it, or leave pdf_template out.")
_NETWORK: Final = ("\\\\", "//", "\\/", "/\\")
"""How a name begins that Windows would ask another computer for: a stranger's house style must not make it."""
_HEAD_BYTES: Final = 4_096
_MOST_PIXELS: Final = 40_000_000
_VASTEST: Final = 1_000_000_000_000
_LONGEST: Final = 100
"""How many times as long as wide a logo may be."""
_LARGEST_UNPACKED: Final = 200_000_000
_TEMPLATE: Final = "Choose a Word document (.docx), or leave word_template out."
WORD: Final = Door("a Word template", 20_000_000, _TEMPLATE)


@dataclass(frozen=True)
class House:
    """A house style and the bytes of its files; None = none."""

    style: HouseStyle = field(default_factory=HouseStyle)
    logo: bytes | None = None
    logo_kind: LogoKind = "png"
    pdf_template: bytes | None = None
    word_template: bytes | None = None


def load_house(path: Path) -> House:
    """The house style in a file (TOML), with its files. `InputError` names what is wrong."""
    return house_of(parse_house_style(HOUSE.read(path), str(path)), path)


def house_of(style: HouseStyle, path: Path) -> House:
    """A house style whose relative paths are beside `path`. `InputError` for a file that is missing or of another kind."""
    logo = _named(style.logo, path, LOGO)
    return House(
        style,
        logo,
        "png" if logo is None else _kind(logo, style.logo, path),
        _template(_named(style.pdf_template, path, TYPST), style.pdf_template, path),
        _document(_named(style.word_template, path, WORD), style.word_template, path),
    )


def save_house(style: HouseStyle, path: Path) -> None:
    """Write a house style, whole or not at all. Raises `WriteFailed`."""
    from wolds.app.replacing import write_bytes

    write_bytes(path, dump_house_style(style).encode("utf-8"))


def _named(name: str, path: Path, door: Door) -> bytes | None:
    """A file that a house style names, beside it. `InputError` names both."""
    if not name.strip():
        return None
    beside = path.parent / name
    if name.startswith(_NETWORK) or (beside.exists() and not (beside.is_file() or beside.is_dir())):
        raise InputError(f"{name} is no file beside the house style", file=str(path), remedy="Put it there, and give its name.")
    try:
        return door.read(beside)
    except InputError as error:
        raise InputError(f"{name}: {error.message}", file=str(path), remedy=error.remedy) from error


def _kind(logo: bytes, name: str, path: Path) -> LogoKind:
    from wolds.app.reporting.raster import png_of

    message = f"the logo {name} is no picture that reports can hold"
    found = [kind for beginning, kind in _BEGINNINGS if logo.startswith(beginning)]
    found += ["svg"] if b"<svg" in logo[:_HEAD_BYTES] else []
    if not found:
        raise InputError(message, file=str(path), remedy="Choose PNG, JPEG or SVG.")
    _refuse_vast(logo, message, path)
    try:
        png_of(logo, height_mm=5, dpi=72)
    except ValueError as error:
        raise InputError(f"{message} ({one_line(str(error))})", file=str(path), remedy="Choose PNG, JPEG or SVG.") from error
    return found[0]


def _template(template: bytes | None, name: str, path: Path) -> bytes | None:
    """A template for PDF, of which only setting a report shows whether it works; nothing at all is none."""
    if template is None:
        return None
    what = "is empty" if is_blank(template) else "is not a text file" if b"\0" in template else ""
    if what:
        raise InputError(f"the template {name} {what}", file=str(path), remedy=TYPST.choose)
    return template


def _document(template: bytes | None, name: str, path: Path) -> bytes | None:
    if template is None:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise InputError(f"word_template {name} is no Word document", file=str(path), remedy=_TEMPLATE) from error
    if unpacked > _LARGEST_UNPACKED:
        raise InputError(f"word_template {name} unpacks to more than 200 MB", file=str(path), remedy=_TEMPLATE)
    return template


def _refuse_vast(logo: bytes, message: str, path: Path) -> None:
    """A small file can unpack to a picture that no memory holds, or be drawn on paper without end. Lines take no room."""
    most = _MOST_PIXELS if logo.startswith((_BEGINNINGS[0][0], _BEGINNINGS[1][0])) else _VASTEST
    for width, height in sizes_of(logo):
        if not (0 < width <= _VASTEST and 0 < height <= _VASTEST and width * height <= most):
            remedy = "Choose a smaller picture; 2,000 pixels across are plenty."
            raise InputError(f"{message}: it is {width:,.9g} by {height:,.9g} pixels", file=str(path), remedy=remedy)
        if not 1 / _LONGEST <= width / height <= _LONGEST:
            raise InputError(f"{message}: it is a narrow strip", file=str(path), remedy="Choose one of a usual shape.")
