"""What a Word document says of where it comes from in its custom properties: File > Info > Properties > Advanced > Custom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from wolds.geo.errors import InputError

if TYPE_CHECKING:
    from docx.document import Document

_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NAMES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_SET: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PLACE: Final = "/docProps/custom.xml"
_FIRST: Final = 2  # numbers 0 and 1 are the format's own
_LONGEST: Final = 255


def set_properties(document: Document, facts: Iterable[tuple[str, str]], template: str = "") -> None:
    """Write labels and phrases among the custom properties; those of a template stay, but for the same labels.

    Raises `InputError`, which names `template`, where those that it has cannot be read.
    """
    told = dict(_pieces(facts))
    if not told:
        return
    try:
        _put(document, _with(_root(document), told))
    except (SyntaxError, ValueError) as error:  # XML that is none, or numbers that are none
        remedy = "Save it in Word as .docx, or leave word_template out."
        raise InputError("the properties of word_template cannot be read", file=template, remedy=remedy) from error


def _pieces(facts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each label once, and no phrase longer than the format's programs take: what is longer goes on under "label 2"."""
    joined: dict[str, str] = {}
    for label, words in facts:
        joined[label] = f"{joined[label]}; {words}" if label in joined else words
    for label, words in joined.items():
        for at in range(0, len(words), _LONGEST):
            yield label if at == 0 else f"{label} {at // _LONGEST + 1}", words[at : at + _LONGEST]


def _root(document: Document) -> Any:
    """The properties that a template has, or none yet."""
    from docx.oxml import parse_xml

    for relation in document.part.package.rels.values():
        if relation.reltype == _RELATION and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return parse_xml(f'<Properties xmlns="{_NAMES}" xmlns:vt="{_VALUES}"/>')


def _with(root: Any, told: Mapping[str, str]) -> Any:
    for held in [held for held in root if held.get("name") in told]:
        root.remove(held)
    number = max((int(held.get("pid", "0")) for held in root), default=0)
    for pid, (label, words) in enumerate(told.items(), max(number + 1, _FIRST)):
        held = root.makeelement(f"{{{_NAMES}}}property", {"fmtid": _SET, "pid": str(pid), "name": label})
        value = root.makeelement(f"{{{_VALUES}}}lpwstr", {})
        value.text = words
        held.append(value)
        root.append(held)
    return root


def _put(document: Document, root: Any) -> None:
    from docx.opc.oxml import serialize_part_xml
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    for key in [key for key, relation in package.rels.items() if relation.reltype == _RELATION]:
        del package.rels[key]
    package.relate_to(Part(PackURI(_PLACE), _CONTENT_TYPE, serialize_part_xml(root), package), _RELATION)
