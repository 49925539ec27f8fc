"""The page of scenarios: three policies worked out in one step, and every scenario of the plan side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from wolds.clustering.models import Model
from wolds.clustering.policy.scenario_figures import ScenarioFigures
from wolds.clustering.wording import listed
from wolds.widgets.church.listing import Detail
from wolds.widgets.church.words import model_box, model_words
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.dialogs.parts import WheelGuard, button, describe, label, row
from wolds.widgets.exploring.page import AnswerPage

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOST_NAMES = 8


@dataclass(frozen=True)
class _Row:
    words: str
    text: Callable[[ScenarioFigures], str]
    more: Callable[[ScenarioFigures], str] = lambda _: ""


class _Table(QTableWidget):
    show_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentColumn() > 0:
            self.show_wanted.emit()
        else:
            super().keyPressEvent(event)


class ScenariosPage(AnswerPage):
    """Figures in rows, scenarios in columns. `three_requested` carries the formal `Model`, `show_requested` a name."""

    three_requested = Signal(object)
    compare_requested = Signal()
    show_requested = Signal(str)
    save_requested = Signal(object)  # the figures

    def __init__(self) -> None:
        self.table, self.detail = _Table(0, 1), Detail(self.tr("Names behind the figure"), 3)
        super().__init__(self._answer(), "scenario")
        self.figures: tuple[ScenarioFigures, ...] = ()
        self._name_of: Callable[[int], str] = str
        self._guard = WheelGuard(self)
        self.formal = model_box()
        self.formal.removeItem(0)  # informal is the second scenario already
        self.formal.setCurrentIndex(self.formal.findData(str(Model.HARD_FEDERATION)))
        self._guard.guard(self.formal)
        self.three = button(self.tr("&Work out the three"), self._ask, icon_name="propose", kind="primary")
        self.compare = button(self.tr("Compare what is &there"), self.compare_requested.emit, icon_name="scenario")
        self.show_button = button(self.tr("&Show it"), self._show, icon_name="map", kind="small")
        self.save = button(self.tr("Save the co&mparison…"), self._save, icon_name="export", kind="small")
        self._fill_head()
        self._below.addLayout(row(self.show_button, self.save, None))
        self.asked_again.connect(self.compare_requested)
        self.table.show_wanted.connect(self._show)
        self.table.itemDoubleClicked.connect(lambda _: self._show())
        self.table.currentCellChanged.connect(lambda *_: self._tell())
        self.forget()

    def _answer(self) -> QWidget:
        held = QWidget()
        self._below = QVBoxLayout(held)
        self._below.setContentsMargins(10, 4, 10, 8)
        self._below.setSpacing(6)
        self._below.addWidget(self.table, 1)
        self._below.addWidget(self.detail)
        return held

    def _fill_head(self) -> None:
        formal = QLabel(self.tr("F&ormally means"))
        formal.setBuddy(self.formal)
        describe(self.formal, self.tr("Formally means"), self.tr("The model that the third scenario aims at"))
        describe(self.three, self.three.text(), self.tr("Church only, mixed informally, mixed formally: proposed in one step"))
        describe(self.compare, self.compare.text(), self.tr("Every scenario of this plan side by side, as it stands"))
        describe(self.save, self.save.text(), self.tr("A table for a spreadsheet: a row for each scenario"))
        sentence = self.tr(
            "Church schools only, mixed informally, mixed formally: each is proposed under the other rules of this plan and "
            "the policy table, and becomes a scenario of the plan."
        )
        self.head.addWidget(label(sentence, "muted"))
        self.head.addLayout(row(formal, self.formal, self.three, None, spacing=8))
        self.head.addLayout(row(self.compare, None))
        table = self.table
        describe(table, self.tr("Scenarios side by side"))
        table.setAccessibleDescription(self.tr("Enter goes to the scenario of a column."))
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setFixedHeight(2 * table.fontMetrics().lineSpacing() + 12)  # names of scenarios are long
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )

    def forget(self) -> None:
        """Nothing was compared yet."""
        self.figures = ()
        self.stale.hide()
        self.content.show_empty(
            self.tr("What would each policy make of the plan?"),
            self.tr("Schools placed, church schools left over, travel, and the clusters that need approval, side by side."),
        )

    def show_figures(self, figures: Sequence[ScenarioFigures], name_of: Callable[[int], str]) -> None:
        """Show scenarios side by side; `name_of` gives the name of a school by its URN."""
        self.figures, self._name_of = tuple(figures), name_of
        rows = self._rows()
        self.table.clear()
        self.table.setRowCount(len(rows))
        self.table.setColumnCount(1 + len(figures))
        self.table.setHorizontalHeaderLabels([self.tr("Figure"), *(one.name for one in figures)])
        for at, line in enumerate(rows):
            self._set(at, 0, line.words, line.words)
            for column, one in enumerate(figures, start=1):
                self._set(at, column, line.text(one), f"{one.name}, {line.words}: {line.text(one)}")
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(92)
        self.table.resizeRowsToContents()
        self.table.setCurrentCell(0, min(1, len(figures)))
        self.content.show_content()
        self.set_stale(False)
        self._tell()

    def _set(self, at: int, column: int, text: str, said: str) -> None:
        item = QTableWidgetItem(text)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        item.setToolTip(plain_tip(said))
        self.table.setItem(at, column, item)

    def _rows(self) -> tuple[_Row, ...]:
        tr = self.tr
        each = tr("each its own model")
        apart = _Row(tr("Pairs kept apart, not counted"), lambda one: f"{one.parted:,}")
        return (
            _Row(tr("Judged as"), lambda one: model_words(one.model) if one.model else each),
            _Row(tr("Schools placed"), lambda one: tr("{n:,} of {all:,}").format(n=one.placed, all=one.to_place)),
            _Row(tr("Church schools left over"), lambda one: str(len(one.stranded_church)), self._stranded),
            _Row(tr("Clusters"), lambda one: f"{one.clusters:,}"),
            _Row(tr("of them church and community"), lambda one: str(one.mixed)),
            _Row(tr("Need approval or not allowed"), lambda one: str(len(one.approval)), lambda one: _ids(one.approval)),
            _Row(tr("Cross a diocese or authority"), lambda one: str(len(one.crosses)), lambda one: _ids(one.crosses)),
            _Row(tr("Longest pair"), lambda one: one.measure.text(one.longest_km) if one.clusters else ""),
            _Row(tr("Travel in all"), lambda one: one.measure.text(one.cost_km, 0) if one.clusters else ""),
            *([apart] if any(one.parted for one in self.figures) else []),
            _Row(tr("Pairs ruled out by policy"), lambda one: f"{one.barred:,}"),
            _Row(tr("How good"), lambda one: tr("Proven best") if one.proven else tr("Not proven")),
        )

    def _stranded(self, one: ScenarioFigures) -> str:
        return listed([self._name_of(urn) for urn in one.stranded_church], _MOST_NAMES) if one.stranded_church else ""

    def _tell(self) -> None:
        chosen, at = self._chosen, self.table.currentRow()
        self.show_button.setEnabled(chosen is not None)
        self.show_button.setText(
            self.tr("&Show {name}").format(name=chosen.name.replace("&", "&&")) if chosen else self.tr("&Show it")
        )
        more = self._rows()[at].more(chosen) if chosen is not None and at >= 0 else ""
        self.detail.tell(more)

    @property
    def _chosen(self) -> ScenarioFigures | None:
        place = self.table.currentColumn() - 1
        return self.figures[place] if 0 <= place < len(self.figures) else None

    def _ask(self) -> None:
        self.three_requested.emit(Model(self.formal.currentData()))

    def _show(self) -> None:
        if self._chosen is not None:
            self.show_requested.emit(self._chosen.name)

    def _save(self) -> None:
        if self.figures:
            self.save_requested.emit(self.figures)


def _ids(ids: Sequence[str]) -> str:
    return ", ".join(ids)
