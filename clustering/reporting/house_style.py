"""The house style of reports: a council's name, logo, colour and words, as TOML that people read, edit, keep and share."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field

from wolds.clustering.rules import Document
from wolds.clustering.validating import validated
from wolds.geo.errors import InputError
from wolds.geo.toml_reading import toml_values

HOUSE_VERSION: Final = 1
_HEADING: Final = "# House style of reports for Wolds. Fields left out have their usual value; files are sought beside it.\n"


class Paper(StrEnum):
    """The size of the sheet."""

    A4 = "a4"
    A3 = "a3"


Line = Annotated[str, Field(max_length=300)]
Words = Annotated[str, Field(max_length=20_000), AfterValidator(lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]

SENTENCES: Final = {
    "organisation": "Whose report it is; it stands on the first page and in the properties of the file.",
    "contact": "Whom to ask, in a line or several; it stands at the end.",
    "logo": "Picture for the first page: PNG, JPEG or SVG.",
    "logo_alternative_text": "What the logo shows, for people who hear the report.",
    "accent": "Colour of headings and rules, as #rrggbb: dark enough to be read on white.",
    "font": 'Font of the text, one that is installed on this computer; "" = Source Sans 3 in PDF, the template\'s in Word.',
    "introduction": "Words before the report's own; an empty line parts paragraphs.",
    "closing": "Words after the report's own; an empty line parts paragraphs.",
    "footer": "Words at the foot of each page.",
    "paper": '"a4" or "a3".',
    "pdf_template": 'Own Typst template for PDF; "" = the one of Wolds.',
    "word_template": 'Own Word document whose styles, header and footer are used; "" = the one of Wolds.',
}
"""A sentence for each field: the comments of the document."""


class HouseStyle(Document):
    """A council's name, logo, colour and words. Files are paths, relative ones beside the document; "" = none."""

    version: Literal[1] = HOUSE_VERSION
    organisation: Line = ""
    contact: Words = ""
    logo: Line = ""
    logo_alternative_text: Line = ""
    accent: Colour = "#1f4e79"
    font: Line = ""
    introduction: Words = ""
    closing: Words = ""
    footer: Line = ""
    paper: Paper = Paper.A4
    pdf_template: Line = ""
    word_template: Line = ""


def parse_house_style(data: bytes, file: str = "the house style") -> HouseStyle:
    """The document in some bytes; `file` names it in errors (`InputError`)."""
    values = toml_values(data, file, "house style")
    version = values.get("version", HOUSE_VERSION)
    if isinstance(version, int) and version > HOUSE_VERSION:
        message = f"the document is of version {version}, this Wolds reads {HOUSE_VERSION}"
        raise InputError(message, file=file, remedy="Open it with a newer Wolds.")
    if isinstance(values.get("accent"), str) and not re.fullmatch(r"#[0-9a-fA-F]{6}", values["accent"]):
        message = f"accent: {values['accent'][:40]!r} is no colour"
        raise InputError(message, file=file, remedy="Write it as #1f4e79: a hash and six figures or letters a to f.")
    return validated(HouseStyle, values, file)


def dump_house_style(style: HouseStyle) -> str:
    """The document as commented TOML. Reading it back gives the same document."""
    import tomli_w

    values = style.model_dump(mode="json")
    fields = (tomli_w.dumps({name: value}, multiline_strings=True) for name, value in values.items())
    comments = (f"\n# {SENTENCES[name]}\n" if name in SENTENCES else "" for name in values)
    return _HEADING + "".join(comment + field for comment, field in zip(comments, fields, strict=True))


def house_style_schema() -> dict[str, Any]:
    """The JSON schema of the document, with a sentence for each field."""
    schema = HouseStyle.model_json_schema()
    for field, sentence in SENTENCES.items():
        schema["properties"][field]["description"] = sentence
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema


def split_paragraphs(words: str) -> tuple[str, ...]:
    """Words as paragraphs, which empty lines part.

    >>> split_paragraphs("One\\n  line.\\n\\nTwo.")
    ('One\\n  line.', 'Two.')
    """
    return tuple(part.strip() for part in re.split(r"\n[ \t]*\n", words.replace("\r\n", "\n")) if part.strip())
