"""Reports that have a look of their own, and briefs that keep to their two pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from wolds.app.reporting.house import House
from wolds.app.reporting.pdf import pdf_of
from wolds.app.reporting.word import word_of
from wolds.clustering.reporting.brief import MAP, MOST_PAGES, ROOMS, Room, Subject, brief_of
from wolds.clustering.reporting.document import PageBreak, Report
from wolds.clustering.reporting.house_style import Paper
from wolds.clustering.reporting.origin import Origin, stamped
from wolds.resources.loader import resource_path

_PAGE: Final = re.compile(rb"/Type\s*/Page(?![A-Za-z])")

Mapped = Callable[[Subject, float], bytes]
"""Draws the map of a brief's schools, so many mm high, as SVG."""


def looking(house: House | None, template: str) -> House:
    """A house style with a built-in template of Wolds in PDF, unless it names its own."""
    house = house or House()
    if house.pdf_template is not None:
        return house
    return replace(house, pdf_template=resource_path(f"reports/{template}").read_bytes())


def report_bytes(
    suffix: str, report: Report, pictures: Mapping[str, bytes], house: House | None = None, paper: Paper | None = None
) -> bytes:
    """A report as ".pdf" or ".docx"."""
    if suffix == ".docx":
        return word_of(report, pictures, house, paper)
    return pdf_of(report, pictures, house, paper).content


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of Typst has; a text in it that looks like a page only makes it more."""
    return len(_PAGE.findall(pdf))


def fitted(
    subject: Subject, origin: Origin, mapped: Mapped, house: House | None = None, paper: Paper | None = None
) -> tuple[bytes, Room]:
    """The brief as PDF of two pages at most, with all that there is room for; and that room."""
    house, kept = looking(house, "brief.typ"), b""
    for room in ROOMS:
        report = stamped(brief_of(subject, origin.day, house.style, room), origin)
        pictures = _pictures(subject, room, mapped)
        for laid in (report, _in_one_flow(report)):  # rather a page that begins elsewhere than fewer words
            kept = pdf_of(laid, pictures, house, paper).content
            if page_count(kept) <= MOST_PAGES:
                return kept, room
    return kept, ROOMS[-1]


def brief_bytes(
    suffix: str, subject: Subject, origin: Origin, mapped: Mapped, house: House | None = None, paper: Paper | None = None
) -> bytes:
    """The brief as ".pdf" or ".docx": what fits on two pages of PDF stands in Word too, whose pages are its own."""
    content, room = fitted(subject, origin, mapped, house, paper)
    if suffix == ".pdf":
        return content
    report = stamped(brief_of(subject, origin.day, house.style if house else None, room), origin)
    return word_of(_in_one_flow(report), _pictures(subject, room, mapped), house, paper, is_tight=True)


def _in_one_flow(report: Report) -> Report:
    """A report without its page breaks: where Word needs more room than PDF, a break leaves a page all but empty."""
    return replace(report, blocks=tuple(block for block in report.blocks if not isinstance(block, PageBreak)))


def _pictures(subject: Subject, room: Room, mapped: Mapped) -> dict[str, bytes]:
    return {} if subject.group is None else {MAP: mapped(subject, room.map_mm)}
