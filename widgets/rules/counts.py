"""How many schools are to be placed, optional and excluded, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from wolds.clustering.eligibility import Reason, Standing
from wolds.widgets.dialogs.parts import card, clear, column, describe, label
from wolds.widgets.rules.rows import FoldingGroup


class CountsPanel(QWidget):
    """The counts of a standing, and the excluded schools by reason."""

    def __init__(self) -> None:
        super().__init__()
        self.placed = label("", "heading")
        self.others = label("", "muted")
        self.reasons = FoldingGroup()
        self.reasons.set_title(self.tr("Why schools are excluded"))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self.reasons.rows.addLayout(self._grid)
        frame, layout = card()
        layout.addWidget(self.placed)
        layout.addWidget(self.others)
        outer: QVBoxLayout = column(self, frame)
        outer.addWidget(self.reasons)
        describe(self, self.tr("Counts"))

    def show_standing(self, standing: Standing) -> None:
        """Count anew."""
        to_place, optional = int(standing.to_place.sum()), int(standing.optional.sum())
        excluded = standing.excluded_counts()
        count = sum(excluded.values())
        self.placed.setText(self.tr("{n} to be placed").format(n=f"{to_place:,}"))
        words = self.tr("{optional} optional, {excluded} excluded")
        self.others.setText(words.format(optional=f"{optional:,}", excluded=f"{count:,}"))
        self.setAccessibleDescription(f"{self.placed.text()}, {self.others.text()}")
        self.reasons.setVisible(count > 0)
        self._show_reasons(excluded)

    def _show_reasons(self, excluded: dict[str, int]) -> None:
        clear(self._grid)
        names = self._reason_names()
        for at, (code, count) in enumerate(sorted(excluded.items(), key=lambda item: -item[1])):
            self._grid.addWidget(label(names.get(code, code)), at, 0)
            self._grid.addWidget(label(f"{count:,}", "strong", wrap=False), at, 1)

    def _reason_names(self) -> dict[str, str]:
        return {
            Reason.USER: self.tr("Left out by hand"),
            Reason.STATUS: self.tr("Not open"),
            Reason.PHASE: self.tr("Another phase"),
            Reason.LA: self.tr("Another local authority"),
            Reason.NO_POINT: self.tr("No point on the map"),
            Reason.ROLL_UNKNOWN: self.tr("Roll unknown or nought"),
            Reason.ROLL_ABOVE: self.tr("Roll above the highest"),
            Reason.ROLL_BELOW: self.tr("Roll below the lowest"),
            Reason.NOT_RURAL: self.tr("Not rural"),
            Reason.NOT_LISTED: self.tr("Not on the list"),
            Reason.DIOCESE: self.tr("Another diocese"),
            Reason.CHARACTER: self.tr("Another character"),
        }
