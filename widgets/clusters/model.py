"""The model of the tree: clusters and their schools. An edit touches the rows of its own clusters only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt

from wolds.clustering.eligibility import Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan, PlanChange, Table
from wolds.geo.schools import Schools
from wolds.widgets.clusters import answers, cells
from wolds.widgets.clusters.facts import UNPLACED, TreeFacts
from wolds.widgets.common.groups_model import GroupsModel, Index
from wolds.widgets.common.mime import SCHOOLS_MIME, mime_of
from wolds.widgets.common.tips import plain_tip

Role = Qt.ItemDataRole

_DROPS: Final = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
_ONE_BY_ONE: Final = 200
"""So many groups come and go one by one; a change of more shows them afresh, which is quicker."""
_Flag = Qt.ItemFlag
# Put together once: the tree asks for the flags of each cluster whenever a row comes or goes.
_GROUP: Final = _Flag.ItemIsEnabled | _Flag.ItemIsSelectable | _Flag.ItemIsDropEnabled
_SCHOOL: Final = _GROUP | _Flag.ItemIsDragEnabled | _Flag.ItemNeverHasChildren
_NAMED_GROUP: Final = _GROUP | _Flag.ItemIsEditable
_NAMED_SCHOOL: Final = _SCHOOL | _Flag.ItemIsEditable


class ClustersModel(GroupsModel[int]):
    """Groups are clusters by id, with the unplaced at the end; children are schools by URN."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.facts: TreeFacts | None = None
        self._bold: frozenset[str] = frozenset()

    # What is shown -----------------------------------------------------------------------------------------------

    def show_plan(self, schools: Schools, standing: Standing, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show another plan; search, order and reasons stay."""
        old = self.facts
        self.facts = TreeFacts(schools, standing, plan, scoreboard)
        if old is not None:
            self.facts.words, self.facts.order, self.facts.reasons = old.words, old.order, old.reasons
            if old.schools is schools:
                self.facts.remember(old)
        self._arrange()

    def search(self, text: str) -> None:
        """Show the clusters and schools that fit a search."""
        if self.facts is not None:
            self.facts.words = tuple(text.casefold().split())
            self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the clusters by a column; the unplaced stay at the end."""
        if self.facts is not None and 0 <= column < len(cells.KEYS):
            self.facts.order = (cells.KEYS[column], order == Qt.SortOrder.DescendingOrder)
            self._arrange()

    def apply_change(self, change: PlanChange, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show what a change did: rows of the groups it touches come, go and are repainted; all others stay."""
        if self.facts is None:
            return
        before, self.facts.plan, self.facts.scoreboard = self.facts.plan, plan, scoreboard
        if change.touches_settings:
            self._arrange()
            return
        touched = _groups_touched(change, before, scoreboard)
        if len(touched) > _ONE_BY_ONE or not (self._leave(touched) and self._come(touched)):
            self._arrange()
            return
        for key in touched:
            self.tell_group(key)
            if key != UNPLACED:
                self.tell_children(key)

    def mark_groups(self, urns: frozenset[int]) -> None:
        """Set the groups that hold a selected school apart, so that a folded one shows it."""
        if self.facts is None:
            return
        bold = frozenset(self.facts.groups_of(urns)) if urns else frozenset()
        changed, self._bold = bold ^ self._bold, bold
        self.tell_groups(changed)

    def show_reasons(self, reasons: dict[int, tuple[str, str]]) -> None:
        """Say why schools are unplaced."""
        if self.facts is not None:
            self.facts.reasons = reasons

    def _arrange(self) -> None:
        assert self.facts is not None
        self.replace_rows(self.facts.groups())

    def _leave(self, touched: Iterable[str]) -> bool:
        """Take out groups that are gone, and schools that moved away: before they can stand anywhere else."""
        assert self.facts is not None
        for key in [key for key in touched if key in self._rows]:
            members = self._members_to_show(key)
            if members is None:
                self.drop_group(key)
                continue
            staying = set(members)
            if not self.sync_group(key, [urn for urn in self.children_of(key) if urn in staying]):
                return False
        return True

    def _come(self, touched: Iterable[str]) -> bool:
        """Put in fresh groups, and schools that moved in."""
        assert self.facts is not None
        for key in touched:
            members = self._members_to_show(key)
            if members is None:
                continue
            if key not in self._rows:
                self.add_group(key, members, self._place_for(key))
            elif not self.sync_group(key, members):
                return False
        return True

    def _members_to_show(self, key: str) -> list[int] | None:
        """The schools of a group, None where it is not to be shown."""
        assert self.facts is not None
        if key != UNPLACED and key not in self.facts.plan.clusters:
            return None
        members = self.facts.members(key)
        return members if self.facts.shows(key, members) else None

    def _place_for(self, key: str) -> int:
        """Before the first group that comes after it; the others stay where they are until the person sorts again."""
        assert self.facts is not None
        if key == UNPLACED:
            return len(self.groups)
        clusters, place = self.facts.plan.clusters, self.facts.place
        own = place(clusters[key])
        later = (row for row, other in enumerate(self.groups) if other not in clusters or place(clusters[other]) > own)
        return next(later, len(self.groups))

    # Schools of rows ---------------------------------------------------------------------------------------------

    def urns_at(self, indexes: Iterable[Index]) -> frozenset[int]:
        """The schools of some rows; a cluster stands for all its schools, shown or not."""
        assert self.facts is not None
        urns: set[int] = set()
        for index in indexes:
            urn, key = self.child_at(index), self.group_at(index)
            if urn is not None:
                urns.add(urn)
            else:
                urns.update(self.children_of(UNPLACED) if key == UNPLACED else self.facts.plan.clusters[key].members)
        return frozenset(urns)

    # What Qt asks ------------------------------------------------------------------------------------------------

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns there are."""
        return len(cells.KEYS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Headings and what they mean."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(cells.KEYS):
            return None
        heading, tip = cells.headings()[cells.KEYS[section]]
        if role == Role.DisplayRole:
            return heading
        if role == Role.ToolTipRole:
            return plain_tip(tip)
        return answers.alignment(cells.KEYS[section]) if role == Role.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names can be edited, schools dragged, and dropped on any row."""
        if not index.isValid():
            return super().flags(index)
        if self.child_at(index) is not None:
            return _NAMED_SCHOOL if index.column() == 0 else _SCHOOL
        return _NAMED_GROUP if index.column() == 0 and self.group_at(index) != UNPLACED else _GROUP

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell."""
        if self.facts is None or not index.isValid():
            return None
        column, urn, key = cells.KEYS[index.column()], self.child_at(index), self.group_at(index)
        if role == Role.TextAlignmentRole:
            return answers.alignment(column)
        if urn is not None:
            return answers.of_school(self.facts, urn, column, role)
        if role == Role.FontRole:
            return answers.bold_font() if key in self._bold else None
        if key == UNPLACED:
            return answers.of_unplaced(self.facts, column, role)
        if key not in self.facts.scoreboard.clusters:
            return None  # its row is just being taken out
        return answers.of_cluster(self.facts, key, column, role)

    def mimeTypes(self) -> list[str]:
        """Rows leave and come as schools."""
        return [SCHOOLS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The schools of some cells."""
        return mime_of(self.urns_at(index for index in indexes if index.column() == 0))

    def supportedDropActions(self) -> Qt.DropAction:
        """Schools are moved by the plan, never by the tree."""
        return _DROPS

    def supportedDragActions(self) -> Qt.DropAction:
        """As for dropping."""
        return _DROPS


def _groups_touched(change: PlanChange, before: Plan, scoreboard: Scoreboard) -> list[str]:
    """The groups that a change touches, clusters in the order of their ids, the unplaced last."""
    keys = {str(record.key) for record in change.of(Table.CLUSTERS)}
    if keys:
        keys.add(UNPLACED)
    for table in (Table.SCHOOL_LOCKS, Table.SCHOOL_NOTES):
        keys.update(before.cluster_of.get(int(record.key), UNPLACED) for record in change.of(table))
    accepted = {record.key for record in change.of(Table.ACCEPTED)}
    if accepted:
        keys.update(fault.cluster for fault in scoreboard.violations if fault.key in accepted)
    return sorted(keys, key=lambda key: (key == UNPLACED, key))
