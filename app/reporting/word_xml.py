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


def add_field(paragraph: Paragraph, code: str, shown: str, *, stale: bool = False) -> None:
    """A field that Word works out, such as PAGE; `shown` stands there until it does, `stale` asks for it on opening."""
    begin = element("w:fldChar", **{"w:fldCharType": "begin"}, **({"w:dirty": "true"} if stale else {}))
    paragraph.add_run()._r.append(begin)
    told = element("w:instrText", **{"xml:space": "preserve"})
    told.text = f" {code} "
    paragraph.add_run()._r.append(told)
    paragraph.add_run()._r.append(element("w:fldChar", **{"w:fldCharType": "separate"}))
    for at, line in enumerate(shown.split("\n")):
        run = paragraph.add_run()
        if at:
            run.add_break()
        run.add_text(line)
    paragraph.add_run()._r.append(element("w:fldChar", **{"w:fldCharType": "end"}))
