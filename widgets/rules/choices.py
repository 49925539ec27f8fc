"""Schools taken in or left out one by one, each with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from wolds.clustering.eligibility import Choice, Eligibility
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.rules.fields import ChoiceField
from wolds.widgets.rules.records import RecordsField
from wolds.widgets.rules.school_picker import SchoolNames, SchoolPicker

KINDS = ("include", "optional", "exclude")
"""The fields of `Eligibility` that hold choices about single schools."""


@dataclass(frozen=True)
class Chosen:
    """One school and what was chosen for it: a kind of `KINDS`."""

    kind: str
    choice: Choice


def chosen_of(eligibility: Eligibility) -> tuple[Chosen, ...]:
    """All choices of a filter as one list."""
    return tuple(Chosen(kind, choice) for kind in KINDS for choice in getattr(eligibility, kind))


def as_fields(chosen: tuple[Chosen, ...]) -> dict[str, tuple[Choice, ...]]:
    """The list as fields of `Eligibility`."""
    return {kind: tuple(one.choice for one in chosen if one.kind == kind) for kind in KINDS}


class ChoicesField(RecordsField):
    """The list of single schools. `add_asked` is answered by the form with a `ChosenDialog`."""

    def words(self, record: Chosen) -> str:
        """The school with what was chosen, and the reason below."""
        kinds = {
            "include": self.tr("to be placed"),
            "optional": self.tr("optional, may join"),
            "exclude": self.tr("left out"),
        }
        first = f"{self.names.name_of(record.choice.urn)}: {kinds[record.kind]}"
        return f"{first}\n{record.choice.reason}" if record.choice.reason else first

    def put(self, chosen: Chosen) -> None:
        """Add a choice; it replaces an earlier one for the school."""
        self.show_value(tuple(one for one in self.value() if one.choice.urn != chosen.choice.urn))
        self.append(chosen)


class ChosenDialog(PlainDialog):
    """Asks for a school, what it is to be, and why. `chosen` carries a `Chosen`."""

    chosen = Signal(object)

    def __init__(self, names: SchoolNames, urn: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("A school taken in or left out"))
        self.setMinimumWidth(460)
        self.school, self.reason = SchoolPicker(names), QLineEdit()
        self.kind = ChoiceField(
            (
                ("include", self.tr("to be placed, although the filter leaves it out")),
                ("optional", self.tr("optional: it may join, and is never counted unplaced")),
                ("exclude", self.tr("left out")),
            )
        )
        form = QFormLayout()
        self.body.addLayout(form)
        for text, widget in (
            (self.tr("&School"), self.school),
            (self.tr("&Is to be"), self.kind.box),
            (self.tr("&Reason"), self.reason),
        ):
            self.add_row(form, text, widget)
        self.add_button = self.add_accept(self.tr("Add"))
        self.add_reject()
        self.school.picked.connect(lambda picked: self.add_button.setEnabled(picked is not None))
        self.add_button.setEnabled(False)
        if urn is not None:
            self.school.pick(urn)

    def accept(self) -> None:
        """Say what was chosen, and close."""
        urn = self.school.urn()
        if urn is not None:
            self.chosen.emit(Chosen(self.kind.value(), Choice(urn=urn, reason=self.reason.text().strip())))
            super().accept()
