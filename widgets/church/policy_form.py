"""The forms of a policy table: one of its rows, and its name with a note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication

from wolds.clustering.edits import SetPolicy
from wolds.clustering.models import Model
from wolds.clustering.policy import Company, Policy, PolicyRow, Verdict
from wolds.geo.character import Character
from wolds.geo.kinds import SchoolKind
from wolds.widgets.church.words import ANY, character_text, model_words, verdict_words
from wolds.widgets.map.legend import kind_words
from wolds.widgets.partnership.record_dialog import Field


def _tr(text: str) -> str:
    return QCoreApplication.translate("PolicyForm", text)


def row_fields(row: PolicyRow | None, dioceses: Iterable[str], characters: Iterable[str]) -> tuple[Field, ...]:
    """The fields of a row, None for a new one. `dioceses` and `characters` are the register's words, to choose from."""
    row = row or PolicyRow(informal=Verdict.ALLOWED)
    names = sorted({*dioceses, *([] if row.diocese.casefold() == ANY else [row.diocese])} - {""}, key=str.casefold)
    return (
        Field(
            "diocese",
            _tr("&Diocese"),
            "" if row.diocese.casefold() == ANY else row.diocese,
            "typed choice",
            tuple((name, name) for name in names),
            hint=_tr("Any diocese, or the name as the register has it"),
        ),
        Field("school", _tr("&Type of school"), str(row.school), "choice", _kinds()),
        Field("character", _tr("C&haracter"), row.character, "choice", _characters(row, characters)),
        Field("company", _tr("&Working with"), str(row.company), "choice", _companies()),
        *(Field(str(model), model_words(model), _value(row.verdict(model)), "choice", _verdicts()) for model in Model),
        Field("reason", _tr("&Reason"), row.reason, hint=_tr("Why, in a sentence that every cluster will show")),
        Field("source", _tr("&Source"), row.source, hint=_tr("Where it is written: a minute, a policy, a letter")),
    )


def _kinds() -> tuple[tuple[str, str], ...]:
    return ((ANY, _tr("Any type")), *((str(kind), kind_words(kind)) for kind in SchoolKind))


def _characters(row: PolicyRow, known: Iterable[str]) -> tuple[tuple[str, str], ...]:
    ours = [(ANY, _tr("Any character")), *((str(value), character_text(value)) for value in Character)]
    held = {value for value, _ in ours}
    others = sorted({*known, row.character} - held - {""}, key=str.casefold)
    return (*ours, *((name, name) for name in others if name.casefold() != ANY))


def _companies() -> tuple[tuple[str, str], ...]:
    return (
        (str(Company.ANY), _tr("whoever it is")),
        (str(Company.CHURCH), _tr("schools of its own church only")),
        (str(Company.MIXED), _tr("others too")),
    )


def _verdicts() -> tuple[tuple[str, str], ...]:
    return (("", _tr("Says nothing")), *((str(verdict), verdict_words(verdict)) for verdict in Verdict))


def _value(verdict: Verdict | None) -> str:
    return "" if verdict is None else str(verdict)


def row_of(values: Mapping[str, str]) -> PolicyRow:
    """The row that a form holds. `ValueError` in plain words."""
    fields = {key: value for key, value in values.items() if value}
    if not any(fields.get(str(model)) for model in Model):
        raise ValueError(_tr("Let the row say something of at least one model."))
    try:
        return PolicyRow.model_validate(fields)
    except ValidationError as error:
        raise ValueError(_tr("{what}: that is too long.").format(what=error.errors()[0]["loc"][0])) from error


def with_row(policy: Policy, place: int | None, row: PolicyRow) -> SetPolicy:
    """The edit that puts a row in place of another, or on top where `place` is None: there it holds before all others."""
    if place is None:
        return with_rows(policy, (row, *policy.rows))
    return with_rows(policy, (*policy.rows[:place], row, *policy.rows[place + 1 :]))


def with_rows(policy: Policy, rows: tuple[PolicyRow, ...]) -> SetPolicy:
    """The edit that gives a table other rows."""
    return SetPolicy(policy.model_copy(update={"rows": rows}))


def name_fields(policy: Policy) -> tuple[Field, ...]:
    """Name and note of a table."""
    return (
        Field("name", _tr("&Name"), policy.name, hint=_tr("Policy of the Diocese of …, May 2027")),
        Field("note", _tr("N&ote"), policy.note, hint=_tr("Who agreed it, and when it is looked at again")),
    )


def named(policy: Policy, values: Mapping[str, str]) -> SetPolicy:
    """The edit that gives a table a name and a note. `ValueError` for a name that is blank or too long."""
    name = values["name"].strip()
    if not 0 < len(name) <= 200:
        raise ValueError(_tr("Give the table a name of at most 200 letters."))
    return SetPolicy(policy.model_copy(update={"name": name, "note": values["note"]}))
