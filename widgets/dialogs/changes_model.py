"""What a proposal changes, as rows to be read: a school or cluster, what becomes of it, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from wolds.widgets.common.sentences import FOOT_ROLE, SENTENCE_ROLE
from wolds.widgets.common.tips import plain_tip

if TYPE_CHECKING:
    from wolds.clustering.exploring import ClusterChange
    from wolds.clustering.heirs import ProposalPreview

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


def _tr(text: str) -> str:
    return QCoreApplication.translate("Changes", text)


@dataclass(frozen=True)
class ChangeRow:
    """One row. `urns` are shown on the map."""

    heading: str
    sentence: str
    foot: str
    urns: tuple[int, ...]


class ChangesModel(QAbstractListModel):
    """Rows of changes, worded when they are looked at: a country has thousands of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[ChangeRow] = ()

    def show_rows(self, rows: Sequence[ChangeRow]) -> None:
        """Show others; only those in sight are asked for."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A row: name, what becomes of it, why."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        texts = {Role.DisplayRole: row.heading, SENTENCE_ROLE: row.sentence, FOOT_ROLE: row.foot}
        if role in texts:
            return texts[role]
        if role == Role.FontRole:
            font = QFont(QApplication.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Role.AccessibleTextRole:
            return " ".join(part for part in (f"{row.heading}.", row.sentence, row.foot) if part)
        return plain_tip(f"{row.sentence}\n{row.foot}".strip()) if role == Role.ToolTipRole else None


class SchoolRows(Sequence[ChangeRow]):
    """The schools that are elsewhere after the proposal, from where to where, and why."""

    def __init__(self, preview: ProposalPreview, with_reasons: bool) -> None:
        self._changes, self._with_reasons = preview.changes.schools, with_reasons
        self._names = {c.id: c.name for c in (*preview.context.plan.clusters.values(), *preview.clusters)}

    def __len__(self) -> int:
        return len(self._changes)

    def __getitem__(self, place: Any) -> Any:
        change = self._changes[place]
        origin, to = (self._names[key] if key is not None else _tr("no cluster") for key in (change.origin, change.to))
        why = f"{_capital(change.why)}." if self._with_reasons else ""
        return ChangeRow(change.name, f"{origin} → {to}", why, (change.urn,))


class ClusterRows(Sequence[ChangeRow]):
    """The clusters that do not stay as they are, those that go first: their notes go with them into the history."""

    def __init__(self, preview: ProposalPreview, with_reasons: bool) -> None:
        self._with_reasons = with_reasons
        self._notes = {cluster.id: cluster.note for cluster in preview.gone}
        order = {"dissolved": 0, "changed": 1, "new": 2}
        changed = (change for change in preview.changes.clusters if change.kind != "kept")
        self._changes = sorted(changed, key=lambda one: order[one.kind])

    def __len__(self) -> int:
        return len(self._changes)

    def __getitem__(self, place: Any) -> Any:
        change = self._changes[place]
        words = _fate(change, self._with_reasons)
        return ChangeRow(change.name, words, self._notes.get(change.id, ""), change.before or change.after)


def _fate(change: ClusterChange, with_reasons: bool) -> str:
    if change.kind == "dissolved" and not with_reasons:
        return _tr("Goes; its name and note stay in the history.")
    return _capital(change.sentence.removeprefix(f"{change.name} "))


def summary_of(preview: ProposalPreview) -> str:
    """How much of the present plan stays, in one sentence; "" where there is none yet."""
    changes = preview.changes
    present = len(changes.clusters) - changes.count("new")
    if not present:
        return ""
    words = _tr("{kept} of {present} clusters stay as they are, {stay} of {pairs} pairs stay together")
    text = words.format(kept=changes.count("kept"), present=present, stay=changes.pairs_kept, pairs=changes.pairs)
    if changes.weight_km:
        return _tr("{text} (weight on little change: {km:g} km a pair).").format(text=text, km=changes.weight_km)
    return f"{text}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
