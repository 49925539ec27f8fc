"""What every group of a form has in common: named rows that read from and write to the fields of a document."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from wolds.widgets.rules.fields import Field
from wolds.widgets.rules.rows import FoldingGroup, RuleRow


class Section(FoldingGroup):
    """A folding group whose rows are fields of a document (`Rules`, `Eligibility`).

    `committed` carries the name of the field that a person set.
    """

    committed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.by_name: dict[str, RuleRow] = {}

    def add(self, name: str, text: str, field: Field, why: str, *, wide: bool = False) -> RuleRow:
        """Add a row for the field `name` of the document."""
        made = RuleRow(text, field, why, wide=wide)
        self.by_name[name] = made
        self.rows.addWidget(made)
        field.committed.connect(lambda: self.committed.emit(name))
        return made

    def field(self, name: str) -> Field:
        """The field of a name."""
        return self.by_name[name].field

    def values(self) -> dict[str, Any]:
        """What the fields say, by the names of the document."""
        return {name: row.field.value() for name, row in self.by_name.items()}

    def show_document(self, document: Any) -> None:
        """Show the values of a document, take all faults away and say in a few words what is in force."""
        for name, row in self.by_name.items():
            row.field.show_value(self.shown(document, name))
            row.show_fault("")
        self.set_summary(self.in_words(document))

    def shown(self, document: Any, name: str) -> Any:
        """The value that a row shows."""
        return getattr(document, name)

    def in_words(self, document: Any) -> str:
        """What is in force in this group, in a few words."""
        raise NotImplementedError

    def show_faults(self, faults: dict[str, str]) -> None:
        """Say beside each row what is wrong with it; rows that are not named are well."""
        for name, row in self.by_name.items():
            row.show_fault(faults.get(name, ""))
        if any(name in faults for name in self.by_name):
            self.set_open(True)

    def settle(self) -> None:
        """Commit what is still waiting to rest."""
        for row in self.by_name.values():
            row.field.settle()
