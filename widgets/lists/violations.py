"""The model behind the list of warnings: open ones by rule, accepted ones at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from wolds.clustering.figures import Violation
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan
from wolds.widgets.common.chips import NO_COLOUR, chip
from wolds.widgets.common.figures import count_text
from wolds.widgets.common.groups_model import GroupsModel, Index
from wolds.widgets.common.sentences import FOOT_ROLE, SENTENCE_ROLE, STRUCK_ROLE
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.common.words import rule_rank, rule_words

Role = Qt.ItemDataRole

ACCEPTED: Final = "accepted"
"""The key of the group of accepted warnings; every other group is known by its rule."""

FaultKey = tuple[str, str]
"""A violation's key and its cluster."""


class ViolationsModel(GroupsModel[FaultKey]):
    """Groups are rules, children violations."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan = Plan()
        self.faults: Mapping[FaultKey, Violation] = {}

    def show_plan(self, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show the warnings of a plan: those that stay keep their rows."""
        before, shown = self.plan, self.faults
        self.plan = plan
        faults = {(fault.key, fault.cluster): fault for fault in scoreboard.violations}
        self.faults = {**self.faults, **faults}  # views may ask for rows that are just being taken out
        self.sync_all(_grouped(faults, plan))
        self.faults = faults
        changed = _clusters_changed(before, plan)
        for key in self.groups:
            self.tell_group(key)
            news = [
                row for row, child in enumerate(self.children_of(key)) if _is_news(child, shown, faults, changed, before, plan)
            ]
            for row in news:
                index = self.index(row, 0, self.group_index(key))
                self.dataChanged.emit(index, index)

    def fault_at(self, index: Index) -> Violation | None:
        """The warning of a row, None for a heading."""
        key = self.child_at(index) if index.isValid() else None
        return None if key is None else self.faults[key]

    def index_of(self, fault: Violation) -> QModelIndex:
        """The row of a warning; invalid where it is not shown."""
        key, group = (fault.key, fault.cluster), ACCEPTED if self.is_accepted(fault) else fault.rule
        children = self.children_of(group)
        return self.index(children.index(key), 0, self.group_index(group)) if key in children else QModelIndex()

    def is_accepted(self, fault: Violation) -> bool:
        """Whether somebody accepted it with a reason."""
        return fault.key in self.plan.accepted

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be selected."""
        flags = super().flags(index)
        if not index.isValid():
            return flags
        if self.child_at(index) is None:
            return flags & ~Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A row."""
        if not index.isValid():
            return None
        fault = self.fault_at(index)
        if fault is None:
            return self._of_group(self.group_at(index), role)
        if role in (SENTENCE_ROLE, Role.AccessibleTextRole):
            return fault.sentence if role == SENTENCE_ROLE else f"{fault.sentence}. {self._foot(fault)}"
        if role == FOOT_ROLE:
            return self._foot(fault)
        if role == STRUCK_ROLE:
            return self.is_accepted(fault)
        if role == Role.DecorationRole:
            return self._chip(fault)
        return plain_tip(f"{fault.sentence}\n{self._foot(fault)}") if role == Role.ToolTipRole else None

    def _of_group(self, key: str, role: int) -> Any:
        if role == Role.FontRole:
            font = QFont(QApplication.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role != Role.DisplayRole:
            return None
        heading = QCoreApplication.translate("Checks", "Accepted with a reason") if key == ACCEPTED else rule_words(key)
        return f"{heading} ({count_text(len(self.children_of(key)))})"

    def _foot(self, fault: Violation) -> str:
        cluster = self.plan.clusters.get(fault.cluster)
        where = cluster.name if cluster else QCoreApplication.translate("Checks", "The whole plan")
        reason = self.plan.accepted.get(fault.key)
        if reason is None:
            return where
        return QCoreApplication.translate("Checks", "{where} · accepted: {reason}").format(where=where, reason=reason)

    def _chip(self, fault: Violation) -> Any:
        cluster = self.plan.clusters.get(fault.cluster)
        return chip(str(cluster.number), cluster.colour) if cluster else chip("–", NO_COLOUR)


def _clusters_changed(before: Plan, after: Plan) -> set[str]:
    """Clusters that look another way now."""
    return {key for key, cluster in after.clusters.items() if before.clusters.get(key) is not cluster}


def _is_news(
    key: FaultKey,
    shown: Mapping[FaultKey, Violation],
    faults: Mapping[FaultKey, Violation],
    changed: set[str],
    before: Plan,
    after: Plan,
) -> bool:
    """Whether the row of a warning is to be repainted."""
    if key not in shown:
        return False
    is_other = shown[key].sentence != faults[key].sentence or key[1] in changed
    return is_other or before.accepted.get(key[0]) != after.accepted.get(key[0])


def _grouped(faults: Mapping[FaultKey, Violation], plan: Plan) -> Mapping[str, Sequence[FaultKey]]:
    """The groups in order: rules by rank, the accepted last; within a group by the number of the cluster."""
    groups: dict[str, list[FaultKey]] = {}
    for key, fault in faults.items():
        groups.setdefault(ACCEPTED if fault.key in plan.accepted else fault.rule, []).append(key)

    def place(key: FaultKey) -> tuple[int, str]:
        cluster = plan.clusters.get(key[1])
        return (cluster.number if cluster else 0, key[0])

    order = sorted(groups, key=lambda rule: (rule == ACCEPTED, rule_rank(rule), rule))
    return {rule: sorted(groups[rule], key=place) for rule in order}
