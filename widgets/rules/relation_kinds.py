"""Ticking kinds of existing relation: all kinds are always offered, those that are recorded with their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QListWidgetItem

from wolds.clustering.rules import RelationKind, Rules
from wolds.widgets.common.relation_words import kind_words
from wolds.widgets.rules.multi_choice import MultiChoiceField, Option

_FROM_REGISTER = (RelationKind.FEDERATION, RelationKind.TRUST)


class RelationKindsField(MultiChoiceField):
    """A tuple of kinds; with none ticked, `any_words` say what holds."""

    def __init__(self, any_words: str, kinds: Sequence[RelationKind]) -> None:
        super().__init__(any_words)
        self._kinds = tuple(kinds)
        self.show_counts(Rules())

    def show_counts(self, rules: Rules) -> None:
        """Offer the kinds with how many relations of each are recorded."""
        counts: Counter[str] = Counter(relation.kind.value for relation in rules.relations)
        self.show_options([Option(kind.value, kind_words(kind), counts[kind.value]) for kind in self._kinds])

    def _item(self, option: Option) -> QListWidgetItem:
        item = super()._item(option)
        if option.value in _FROM_REGISTER:
            item.setText(self.tr("{kind}  (from the register)").format(kind=option.name))
        return item

    def show_value(self, value: tuple[str, ...]) -> None:
        """Tick these and no others."""
        self.forget()
        self._value = tuple(value)
        self.show_options(self._options)
