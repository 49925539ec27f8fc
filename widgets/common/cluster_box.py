"""A box to choose a cluster by typing a part of its name or its number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from wolds.clustering.plan import Cluster
from wolds.widgets.common.chips import CHIP_SIZE, chip

NO_CLUSTER: Final = ""
"""The choice "not in a cluster"."""
NEW_CLUSTER: Final = "+new"
"""The choice "a new cluster"; no cluster id looks like it."""


class ClusterBox(QComboBox):
    """Offers "Not in a cluster", "New cluster" and every cluster. `chosen` says that the choice is made."""

    chosen = Signal()

    def __init__(self, clusters: Iterable[Cluster], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setIconSize(CHIP_SIZE)
        self.setMaxVisibleItems(14)
        self.setAccessibleName(self.tr("Cluster"))
        self.addItem(self.tr("Not in a cluster"), NO_CLUSTER)
        self.addItem(self.tr("New cluster"), NEW_CLUSTER)
        for cluster in sorted(clusters, key=lambda found: found.number):
            self.addItem(_icon(cluster), cluster_line(cluster), cluster.id)
        self._complete()
        self.activated.connect(lambda: self.chosen.emit())

    def _complete(self) -> None:
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(14)
        popup = completer.popup()
        assert popup is not None
        popup.setIconSize(CHIP_SIZE)
        self.setCompleter(completer)
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("Name or number"))

    def choose(self, key: str) -> None:
        """Show a choice, its text selected so that typing replaces it."""
        self.setCurrentIndex(self.findData(key))
        line = self.lineEdit()
        assert line is not None
        line.selectAll()

    def choice(self) -> str | None:
        """The id chosen, `NO_CLUSTER` or `NEW_CLUSTER`; None where what is typed fits no cluster beyond doubt."""
        typed = self.currentText().strip().casefold()
        if not typed:
            return None
        lines = [self.itemText(row).casefold() for row in range(self.count())]
        whole = [row for row, line in enumerate(lines) if line == typed or line.split(" ", 1)[0] == typed]
        parts = whole or [row for row, line in enumerate(lines) if typed in line]
        return str(self.itemData(parts[0])) if len(parts) == 1 else None


def cluster_line(cluster: Cluster) -> str:
    """A cluster in one line: "12 Billingborough partnership"."""
    return f"{cluster.number} {cluster.name}"


def _icon(cluster: Cluster) -> QIcon:
    return chip(str(cluster.number), cluster.colour)
