"""The few parts of Word's XML that the library has no names for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph


def element(name: str, **attributes: str) -> Any:
    """An element such as "w:lang" with attributes such as `w:val`."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that Word works out, such as PAGE; `shown` stands there until it does."""
    for run in (*field_begun(code), text_run(shown), field_ended()):
        paragraph._p.append(run)


def field_begun(code: str) -> tuple[Any, ...]:
    """The runs that begin a field; what it shows comes after them."""
    told = element("w:instrText", **{"xml:space": "preserve"})
    told.text = f" {code} "
    return _run(_mark("begin")), _run(told), _run(_mark("separate"))


def field_ended() -> Any:
    """The run that ends a field."""
    return _run(_mark("end"))


def text_run(text: str) -> Any:
    """A run of text on one line."""
    words = element("w:t", **{"xml:space": "preserve"})
    words.text = text
    return _run(words)


def _mark(kind: str) -> Any:
    return element("w:fldChar", **{"w:fldCharType": kind})


def _run(inside: Any) -> Any:
    run = element("w:r")
    run.append(inside)
    return run
