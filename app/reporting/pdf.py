"""Reports as tagged PDF, through Typst: headings, lists and tables are what they are, pictures have text for the ear.

The template gets the report as a file of plain values, so that no text of it is ever read as markup. It works in a folder of
its own, out of which it can read nothing, and offline.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wolds.app.reporting.house import House
from wolds.app.reporting.plain import breakable, plain_words
from wolds.app.reporting.plain_values import NO_WORDS, plain_blocks
from wolds.app.reporting.sheets import SHEETS
from wolds.app.reporting.stamping import about_lines, key_words
from wolds.clustering.reporting.document import Report
from wolds.clustering.reporting.house_style import Paper
from wolds.geo.errors import InputError
from wolds.resources.loader import resource_path

if TYPE_CHECKING:
    from typst import Fonts

FONT: Final = "Source Sans 3"
_FALLBACK: Final = "Libertinus Serif"
_ABOUT: Final = "about.txt"
_MAIN: Final = """
#import "template.typ": report
#report(json("report.json"))
"""
_WITH_ABOUT: Final = f'''{_MAIN}
#pdf.attach("{_ABOUT}", relationship: "supplement", mime-type: "text/plain", description: "Where this document comes from")
'''
"""The file is attached here, so that an own template carries it too."""

_NO_GLYPH: Final = "could not be displayed"
_ACCESSIBLE: Final = "ua-1"
_PACKAGE: Final = b"@preview"
"""How a template asks for a package. Typst would fetch it from the network, and nothing here does that unasked."""


@dataclass(frozen=True)
class Printed:
    """A PDF; `accessible`: it keeps to PDF/UA-1, which one with characters that no font of this computer has cannot."""

    content: bytes
    accessible: bool


def pdf_of(report: Report, pictures: Mapping[str, bytes], house: House | None = None, paper: Paper | None = None) -> Printed:
    """The report as PDF. `pictures` are SVG or PNG by the names that figures give; `paper` None = the house style's.

    Raises `KeyError` for a picture that is missing; `InputError` for an own template that does not work.
    """
    house = house or House()
    _refuse_packages(house)
    with tempfile.TemporaryDirectory(prefix="wolds-report-") as folder:
        _laid_out(Path(folder), report, pictures, house, paper or house.style.paper)
        return _printed(Path(folder), house)


def _refuse_packages(house: House) -> None:
    if house.pdf_template and _PACKAGE in house.pdf_template:
        raise InputError(
            "the template does not work: it asks for a package (@preview), which would be fetched from the network",
            file=house.style.pdf_template,
            remedy="Mend it, or leave pdf_template out.",
        )


def _laid_out(folder: Path, report: Report, pictures: Mapping[str, bytes], house: House, paper: Paper) -> None:
    """Everything that the template works on, in its folder."""
    built_in = resource_path("reports/wolds.typ").read_bytes()
    files = {"wolds.typ": built_in, "template.typ": house.pdf_template or built_in}
    names = {figure.name: f"picture-{at}" for at, figure in enumerate(report.figures)}
    shown = {name: f"{file}.{_ending(pictures[name])}" for name, file in names.items()}
    files |= {file: pictures[name] for name, file in shown.items()}
    logo = None if house.logo is None else f"logo.{house.logo_kind}"
    files |= {} if logo is None or house.logo is None else {logo: house.logo}
    files |= {_ABOUT: about_lines(report.meta.origin).encode()} if report.meta.origin else {}
    values = {**_head(report, house, paper), "logo": logo, "pictures": shown, "blocks": plain_blocks(report.blocks, breakable)}
    files["report.json"] = json.dumps(values).encode()
    for file, content in files.items():
        (folder / file).write_bytes(content)


def _ending(picture: bytes) -> str:
    return "png" if picture.startswith(b"\x89PNG") else "jpg" if picture.startswith(b"\xff\xd8") else "svg"


def _head(report: Report, house: House, paper: Paper) -> dict[str, Any]:
    meta, style = report.meta, house.style
    language, _, region = report.language.partition("-")
    texts = {
        "subtitle": report.subtitle,
        "author": meta.author or style.organisation,
        "subject": meta.subject,
        "marking": meta.marking,
        "imprint": meta.imprint,
        "organisation": style.organisation,
        "logo_alternative_text": style.logo_alternative_text or f"Logo of {style.organisation or 'the authority'}",
        "footer": style.footer,
    }
    return {
        **{name: plain_words(text) for name, text in texts.items()},
        "title": plain_words(report.title) or NO_WORDS,
        "keywords": [plain_words(word) for word in key_words(report)],
        "created": _moment(meta.created),
        "accent": style.accent,
        "fonts": [font for font in (plain_words(style.font), FONT, _FALLBACK) if font],
        "language": language,
        "region": region or None,
        "paper": str(paper),
        "margin_mm": SHEETS[paper].margin_mm,
        "text_points": SHEETS[paper].text_points,
    }


def _moment(created: str) -> dict[str, int] | None:
    if not created:
        return None
    moment = datetime.fromisoformat(created)
    return {name: getattr(moment, name) for name in ("year", "month", "day", "hour", "minute", "second")}


def _printed(folder: Path, house: House) -> Printed:
    """By the fonts of Wolds; with the computer's where those lack a character or the house style names one."""
    for system in (False, True) if not house.style.font else (True,):
        content = _compiled(folder, house, system=system, standards=[_ACCESSIBLE])
        if content is not None:
            return Printed(content, accessible=True)
    content = _compiled(folder, house, system=True, standards=[])
    assert content is not None  # only the standard refuses characters
    return Printed(content, accessible=False)


def _compiled(folder: Path, house: House, *, system: bool, standards: list[Any]) -> bytes | None:
    """The PDF; None where some character has no glyph and the standard forbids that."""
    from typst import Compiler, TypstError

    try:
        main = _WITH_ABOUT if (folder / _ABOUT).exists() else _MAIN
        compiler = Compiler(root=folder, font_paths=_fonts(system=system), package_path=folder, package_cache_path=folder)
        content = compiler.compile(main.encode(), format="pdf", pdf_standards=standards)
    except TypstError as error:
        if standards and _NO_GLYPH in error.message:
            return None
        if house.pdf_template is None:
            raise
        message = f"the template does not work: {plain_words(error.message)}"
        raise InputError(message, file=house.style.pdf_template, remedy="Mend it, or leave pdf_template out.") from error
    assert isinstance(content, bytes)
    return content


def _fonts(*, system: bool) -> Fonts:
    from typst import Fonts

    return Fonts(include_system_fonts=system, font_paths=[str(resource_path("reports/fonts"))])
