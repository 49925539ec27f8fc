"""What a council says in its letters: its own words around what the plan knows, with fields that are checked.

The usual words are a draft to be edited. They promise nothing and close nothing: a letter asks a school to talk.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, model_validator

from wolds.clustering.reporting.letters.fields import check_fields
from wolds.clustering.rules import Document
from wolds.clustering.validating import validated
from wolds.geo.toml_reading import toml_values

WORDS_VERSION: Final = 1
MOST_PARAGRAPHS: Final = 30

_Line = Annotated[str, Field(max_length=300)]
_Paragraph = Annotated[str, Field(min_length=1, max_length=4_000)]
_Paragraphs = Annotated[tuple[_Paragraph, ...], Field(min_length=1, max_length=MOST_PARAGRAPHS)]

EVERYWHERE: Final = {
    "school": "the school's name",
    "urn": "its number in the register",
    "authority": "its local authority",
    "roll": 'its roll in words: "62 pupils"',
    "plan": "the name of the plan",
    "date": "the day of the letter",
}
"""Fields of every letter, and what each stands for."""
PLACED: Final = EVERYWHERE | {
    "cluster": "the name of the cluster",
    "partners": "the other schools of the cluster",
    "schools": 'how many schools the cluster has: "4 schools"',
    "pupils": 'the combined roll in words: "171 pupils"',
    "travel": "the longest way between two of its schools, with its measure",
    "model": "the model that is planned for: informal collaboration where none was chosen",
}
"""Fields of a letter to a school that is in a cluster."""
UNPLACED: Final = EVERYWHERE | {"reason": "why the school is in no cluster"}
"""Fields of a letter to a school that is in none."""


class LetterWords(Document):
    """The words of both letters. `placed` and `unplaced` are paragraphs; `signature` is a role, never a person."""

    version: Literal[1] = WORDS_VERSION
    subject_placed: _Line = "Working together: a draft plan that names {school}"
    subject_unplaced: _Line = "Working together: a draft plan, and where {school} stands in it"
    salutation: _Line = "Dear Headteacher"
    placed: _Paragraphs = (
        "We are looking at how small schools could work together, and we would like to hear what you think before anything "
        "is decided. A draft plan suggests that {school} works with {partners}. Together the {schools} of {cluster} teach "
        "{pupils}; the longest way between two of them is {travel}.",
        "The draft starts from {model}. How closely schools work together is for their governors to decide, with the "
        "diocese or trust where there is one.",
        "Please talk it over with your governors and with the other schools. Tell us what the draft gets wrong, what already "
        "works between your schools, and with whom you would rather work.",
    )
    unplaced: _Paragraphs = (
        "We are looking at how small schools could work together, and we would like to hear what you think before anything "
        "is decided. The draft plan has no cluster for {school} yet. {reason} That is no judgement of your school.",
        "That does not leave you out. Tell us with whom you work already or would like to work, also where it is further "
        "than the draft allows, and we will look at the rules again with you.",
    )
    closing: _Line = "Yours faithfully"
    signature: _Line = ""

    @model_validator(mode="after")
    def _known_fields(self) -> Self:
        _check("subject_placed", self.subject_placed, PLACED)
        _check("subject_unplaced", self.subject_unplaced, UNPLACED)
        for name, paragraphs, known in (("placed", self.placed, PLACED), ("unplaced", self.unplaced, UNPLACED)):
            for number, text in enumerate(paragraphs, 1):
                _check(f"{name}, paragraph {number}", text, known)
        for name in ("salutation", "closing", "signature"):
            _check(name, getattr(self, name), EVERYWHERE)
        return self


def _check(where: str, text: str, known: Collection[str]) -> None:
    try:
        check_fields(text, known)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error


_HEADING: Final = """\
# Words of letters to headteachers, for Wolds. Each paragraph is one text; fields stand in braces.
# In every letter:
{everywhere}
# In the letter to a school that is in a cluster:
{placed}
# In the letter to a school that is in none:
{unplaced}
# Write {{{{ or }}}} for a brace itself. Letters go to "The Headteacher": put no person's name here.
"""


def dump_words(words: LetterWords) -> str:
    """The words as commented TOML. Reading it back gives the same words."""
    import tomli_w

    parts = {"everywhere": EVERYWHERE}
    parts |= {"placed": _only(PLACED), "unplaced": _only(UNPLACED)}
    told = {part: "\n".join(f"#   {{{name}}}  {what}" for name, what in fields.items()) for part, fields in parts.items()}
    return f"{_HEADING.format(**told)}\n{tomli_w.dumps(words.model_dump(mode='json'), multiline_strings=False)}"


def _only(fields: dict[str, str]) -> dict[str, str]:
    return {name: what for name, what in fields.items() if name not in EVERYWHERE}


def parse_words(data: bytes, file: str = "the words of letters") -> LetterWords:
    """The words in some bytes; `file` names them in errors (`InputError`), which name an unknown field and the known ones."""
    values: dict[str, Any] = toml_values(data, file, "file of letter words")
    return validated(LetterWords, values, file)
