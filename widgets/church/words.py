"""Verdicts, models and kinds of school as the workspace names them, and the colours of verdicts."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QComboBox

from wolds.clustering.models import MODELS, Model
from wolds.clustering.policy import Company, Policy, PolicyRow, Verdict
from wolds.geo.character import Character
from wolds.geo.kinds import SchoolKind
from wolds.widgets.common.words import character_words
from wolds.widgets.map.legend import kind_words
from wolds.widgets.theme import colours_of

ANY: Final = "any"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChurchWords", text)


def verdict_words(verdict: Verdict | None) -> str:
    """A verdict as a cell says it; "says nothing" for None."""
    if verdict is None:
        return "–"
    return {
        Verdict.ALLOWED: _tr("Allowed"),
        Verdict.ADVICE: _tr("Seek advice"),
        Verdict.APPROVAL: _tr("Approval needed"),
        Verdict.FORBIDDEN: _tr("Not allowed"),
    }[verdict]


def verdict_colours(verdict: Verdict | None) -> tuple[QColor, QColor] | None:
    """Ink and ground of a verdict in the theme in force; None where there is nothing to point out."""
    theme = colours_of(QApplication.palette())
    tones = {
        Verdict.ALLOWED: (theme.good, theme.good_soft),
        Verdict.ADVICE: (theme.text, theme.hover),
        Verdict.APPROVAL: (theme.warning, theme.warning_soft),
        Verdict.FORBIDDEN: (theme.bad, theme.bad_soft),
    }
    if verdict is None:
        return None
    ink, ground = tones[verdict]
    return QColor(ink), QColor(ground)


def model_words(model: Model) -> str:
    """A model with a capital letter."""
    name = MODELS[model].name
    return f"{name[:1].upper()}{name[1:]}"


def short_model_words(model: Model) -> str:
    """A model as the heading of a narrow column, in two lines."""
    return {
        Model.INFORMAL: _tr("Informal\ncollab."),
        Model.SOFT_FEDERATION: _tr("Soft\nfederation"),
        Model.MANAGEMENT: _tr("Shared\nhead"),
        Model.HARD_FEDERATION: _tr("Hard\nfederation"),
        Model.TRUST: _tr("Academy\ntrust"),
        Model.AMALGAMATION: _tr("Amalga-\nmation"),
    }[model]


def model_box(first: str = "") -> QComboBox:
    """A box of models; with `first` an entry ahead of them that stands for none (its data is "")."""
    box = QComboBox()
    if first:
        box.addItem(first, "")
    for model in Model:
        box.addItem(model_words(model), str(model))
    return box


def diocese_words(name: str) -> str:
    """A diocese, or church schools whose diocese is blank."""
    return name or _tr("No diocese in the register")


def schools_words(row: PolicyRow) -> str:
    """Of which schools a row of the table speaks, in two lines."""
    diocese = _tr("Any diocese") if row.diocese.casefold() == ANY else row.diocese
    return f"{diocese}\n{kinds_words(row)}"


def kinds_words(row: PolicyRow) -> str:
    """The schools of a row without their diocese: kind, character and company."""
    kind = "" if row.school == ANY else kind_words(SchoolKind(row.school))
    character = "" if row.character.casefold() == ANY else character_text(row.character)
    company = {Company.CHURCH: _tr("of one church"), Company.MIXED: _tr("mixed")}.get(row.company, "")
    return ", ".join(part for part in (kind, character, company) if part) or _tr("Every school")


def character_text(character: str) -> str:
    """The character of a row: one of ours in words, or the register's own."""
    known = {str(value): character_words(value) for value in Character}
    return known.get(character.casefold(), character)


def row_words(policy: Policy, place: int) -> str:
    """A row as a sentence says it."""
    return schools_words(policy.rows[place]).replace("\n", ": ")
