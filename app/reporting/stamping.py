"""What each document about a plan says of where it comes from: the data hash, rules, seed, version and date."""

from __future__ import annotations

from datetime import date
from typing import Final

from wolds.app.export.about import about_facts
from wolds.app.export.bundle import Exported
from wolds.app.export.dead_text import one_line
from wolds.app.export.rules_in_words import rules_in_words
from wolds.clustering.reporting.document import Report
from wolds.clustering.reporting.origin import Origin
from wolds.clustering.wording import day_words
from wolds.geo.schools import Source

SHORT_HASH: Final = 12
_RULE: Final = "Rule: "
_MOST_LETTERS: Final = 260
_MOST_OF_NAME: Final = 60
_UNKNOWN: Final = "a school register of unknown date"
_KEY_FACTS: Final = ("Made at", "Made with", "Hash of the schools", "Seed")


def origin_of_documents(exported: Exported) -> Origin:
    """Where every document about the plan comes from."""
    made_with = f"Wolds {exported.version}".strip()
    return Origin(about_facts(exported), _imprint(exported, made_with), exported.made_at, made_with)


def _imprint(exported: Exported, made_with: str) -> str:
    """The chief facts in two or three lines; a file holds them whole."""
    register = _register(exported.schools.source)
    seed = "no seed: not as a proposal gave it" if exported.seed_used is None else f"seed {exported.seed_used}"
    begun = (
        f"Plan \u201c{_cut(exported.plan.name, _MOST_OF_NAME)}\u201d, made on {day_words(exported.day)} with {made_with} "
        f"from {register} (data {exported.data_hash[:SHORT_HASH]}, {seed})."
    )
    return one_line(f"{begun} Rules: {_rules(exported)} The rest is in the properties of this file.")


def _register(source: Source) -> str:
    """The register by its day, else by the name of its file."""
    if source.register_date:
        return f"the school register of {_day(source.register_date)}"
    return f"the school register {_cut(source.file, _MOST_OF_NAME)}, of unknown date" if source.file else _UNKNOWN


def _day(register_date: str) -> str:
    """An ISO date as people write it; what is none as it is."""
    try:
        return day_words(date.fromisoformat(register_date))
    except ValueError:
        return register_date


def _rules(exported: Exported) -> str:
    told = rules_in_words(exported.plan.rules, exported.schools.supplied)
    phrases = [f"{label.removeprefix(_RULE)} {words}" for label, words in told if label.startswith(_RULE)]
    told_short = _cut("; ".join(phrases), _MOST_LETTERS)
    return told_short if told_short.endswith("\u2026") else f"{told_short}."


def _cut(words: str, letters: int) -> str:
    return words if len(words) <= letters else f"{words[: letters - 1].rstrip()}\u2026"


def key_words(report: Report) -> tuple[str, ...]:
    """The keywords of a file: the report's own, and the facts by which it can be found and made again."""
    told = (f"{label}: {words}" for label, words in report.meta.origin if label in _KEY_FACTS)
    rules = "; ".join(f"{label.removeprefix(_RULE)} {words}" for label, words in report.meta.origin if label.startswith(_RULE))
    return (*told, *report.meta.keywords, *([f"Rules: {rules}"] if rules else []))


def origin_lines(report: Report) -> tuple[str, ...]:
    """Every fact on where a report comes from, as "label: phrase"."""
    return tuple(f"{label}: {words}" for label, words in report.meta.origin)
