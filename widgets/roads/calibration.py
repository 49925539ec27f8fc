"""The page of the fit: the estimate as it is and as it is fitted, how far each is off, and which clusters would break."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from wolds.clustering.calibrating import BrokenCluster, Calibration, Verdict, judged_words, short_spread_words
from wolds.clustering.wording import plain
from wolds.widgets.common.figures import count_text
from wolds.widgets.dialogs.parts import button, card, describe, label, row
from wolds.widgets.roads.rows import Column, RowsTable

_LAST: Final = 4


def _tr(text: str) -> str:
    return QCoreApplication.translate("Calibration", text)


class CalibrationPage(QWidget):
    """Shows a calibration. `figures_wanted` wants the fitted figures for the estimate, `travel_wanted` the roads themselves."""

    figures_wanted = Signal()
    travel_wanted = Signal()
    shown_wanted = Signal(object)  # frozenset[int] of URNs

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame, inside = card()
        self._frame = frame
        self.over, self.unfitted, self.broken_words = label("", "muted"), label("", "warning"), label("", "strong")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(22)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(_LAST, 1)
        inside.addLayout(self._grid)
        signs = self.tr(
            "Off: the middle pair, and between which figures eight pairs in ten lie; plus is more than the road takes. Too"
            " hopeful: within the limit by the estimate alone; too strict: by the road alone."
        )
        inside.addWidget(label(signs, "muted"))
        self.use_button = button(self.tr("&Use the fitted figures for the estimate"), self.figures_wanted.emit, kind="primary")
        self.travel_button = button(self.tr("&Travel by these roads"), self.travel_wanted.emit)
        self.use_button.setToolTip(self.tr("One step, which can be undone: minutes are then estimated by the fitted figures"))
        self.travel_button.setToolTip(self.tr("One step, which can be undone: every limit and figure is then by this travel"))
        self.broken = RowsTable(_broken_columns(), self.tr("Clusters that would break"))
        self.broken.wanted.connect(lambda one: self.shown_wanted.emit(frozenset(one.urns)))
        self._put_together()

    def _put_together(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 4, 4)
        layout.setSpacing(8)
        layout.addWidget(self.over)
        layout.addWidget(self.unfitted)
        layout.addWidget(self._frame)
        layout.addLayout(row(self.use_button, self.travel_button, None))
        layout.addWidget(self.broken_words)
        layout.addWidget(self.broken, 1)

    def show_calibration(
        self, found: Calibration | None, unfitted: str, broken: Sequence[BrokenCluster], by: str, in_force: bool
    ) -> None:
        """Show a fit, or why there is none; `by` says by what one travels, `in_force` whether the plan does already."""
        self.unfitted.setText(unfitted)
        self.unfitted.setVisible(bool(unfitted))
        for one in (self._frame, self.over):
            one.setVisible(found is not None)
        self.use_button.setEnabled(found is not None)
        self.travel_button.setVisible(not in_force)
        if found is not None:
            words = self.tr("The straight line beside travel {by}, over {n} pairs of schools from 1 to {km} km apart.")
            self.over.setText(words.format(by=by, n=count_text(found.pairs), km=plain(found.most_km)))
            self._fill(found)
        self._tell_broken(broken, by)

    def _tell_broken(self, broken: Sequence[BrokenCluster], by: str) -> None:
        if broken:
            text = self.tr("Clusters that keep the travel limit by the straight line and break it {by}: %n", "", len(broken))
        else:
            text = self.tr("No cluster of the plan that keeps the travel limit by the straight line breaks it {by}.")
        self.broken_words.setText(text.format(by=by))
        self.broken.setVisible(bool(broken))
        self.broken.show_rows(broken)

    def _fill(self, found: Calibration) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        heads = (
            "",
            self.tr("The estimate"),
            self.tr("Minutes off"),
            self.tr("Km by road off"),
            self.tr("Judged otherwise at the limit"),
        )
        for place, text in enumerate(heads):
            self._grid.addWidget(label(text, "muted", wrap=False), 0, place)
        names = (self.tr("By default"), self.tr("Fitted"))
        for line, (name, verdict) in enumerate(zip(names, (found.default, found.fitted), strict=True), 1):
            self._fill_line(line, name, verdict)

    def _fill_line(self, line: int, name: str, verdict: Verdict) -> None:
        spreads = (short_spread_words(verdict.minutes), short_spread_words(verdict.km))
        texts = (name, verdict.estimate.in_words, *spreads, judged_words(verdict.judged))
        for place, text in enumerate(texts):
            made = label(text, "strong" if place == 0 else "", wrap=place == _LAST)
            made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            describe(made, text)
            self._grid.addWidget(made, line, place)

    @property
    def texts(self) -> list[str]:
        """All that the grid says, for tests and readers."""
        return [one.text() for one in self._frame.findChildren(QLabel)]


def _broken_columns() -> Sequence[Column]:
    return (
        Column(_tr("No."), _tr("The number of the cluster"), 50, lambda one: str(one.number), lambda one: one.number, True),
        Column(_tr("Cluster"), _tr("A click shows it on the map"), 200, lambda one: one.name, lambda one: one.name.casefold()),
        Column(_tr("What it would break"), _tr("The pairs beyond the limit"), 600, _first, lambda one: len(one.sentences)),
    )


def _first(one: BrokenCluster) -> str:
    more = _tr(" (and {n} more)").format(n=len(one.sentences) - 1) if len(one.sentences) > 1 else ""
    return one.sentences[0] + more
