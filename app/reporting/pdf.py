"""Reports as tagged PDF, through Typst: headings, lists and tables are what they are, pictures have text for the ear.

The template gets the report as a file of plain values, so that no text of it is ever read as markup. It works in a folder of
its own, out of which it can read nothing, and offline.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from wolds.app.reporting.fonts import FONT
from wolds.app.reporting.house import House
from wolds.app.reporting.plain import breakable, logo_words, plain_words
from wolds.app.reporting.plain_values import NO_WORDS, plain_blocks
from wolds.app.reporting.sheets import SHEETS
from wolds.app.reporting.stamping import origin_lines
from wolds.app.reporting.typesetting import Printed, TemplateFault, printed_apart, printed_here
from wolds.clustering.reporting.document import Report
from wolds.clustering.reporting.house_style import Paper
from wolds.geo.errors import InputError
from wolds.resources.loader import resource_path

_FALLBACK: Final = "Libertinus Serif"


def pdf_of(report: Report, pictures: Mapping[str, bytes], house: House | None = None, paper: Paper | None = None) -> Printed:
    """The report as PDF. `pictures` are SVG or PNG by the names that figures give; `paper` None = the house style's.

    Raises `KeyError` for a picture that is missing; `InputError` for an own template that does not work.
    """
    house = house or House()
    with tempfile.TemporaryDirectory(prefix="wolds-report-") as folder:
        _laid_out(Path(folder), report, pictures, house, paper or house.style.paper)
        return _printed(Path(folder), house)


def _laid_out(folder: Path, report: Report, pictures: Mapping[str, bytes], house: House, paper: Paper) -> None:
    """Everything that the template works on, in its folder."""
    built_in = resource_path("reports/wolds.typ").read_bytes()
    files = {"wolds.typ": built_in, "template.typ": house.pdf_template or built_in}
    names = {figure.name: f"picture-{at}" for at, figure in enumerate(report.figures)}
    shown = {name: f"{file}.{_ending(pictures[name])}" for name, file in names.items()}
    files |= {file: pictures[name] for name, file in shown.items()}
    logo = None if house.logo is None else f"logo.{house.logo_kind}"
    files |= {} if logo is None or house.logo is None else {logo: house.logo}
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
        "logo_alternative_text": logo_words(style),
        "footer": style.footer,
    }
    return {
        **{name: plain_words(text) for name, text in texts.items()},
        "title": plain_words(report.title) or NO_WORDS,
        "keywords": [plain_words(word) for word in (*origin_lines(report), *meta.keywords)],
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
    """Set by Wolds' own template here, by a person's own one apart."""
    named = bool(house.style.font.strip())
    if not is_own(house):
        return printed_here(folder, own_font=named)
    try:
        return printed_apart(folder, own_font=named)
    except TemplateFault as fault:
        message = f"the template does not work: {plain_words(str(fault))}"
        raise InputError(message, file=house.style.pdf_template, remedy="Mend it, or leave pdf_template out.") from fault


def is_own(house: House) -> bool:
    """Whether the template is a person's own, and not one of Wolds."""
    return bool(house.style.pdf_template.strip()) and house.pdf_template is not None
