"""The page of near misses: what is just outside a rule, so that a cliff edge does not hide."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QComboBox

from wolds.clustering.exploring import NearMiss
from wolds.geo.schools import Schools
from wolds.widgets.common.figures import count_text
from wolds.widgets.common.sentence_list import SentenceList
from wolds.widgets.dialogs.parts import button, describe, label, row
from wolds.widgets.exploring.near_miss_model import KINDS, NearMissModel
from wolds.widgets.exploring.page import AnswerPage

_MEASURED_AT_MOST = 400
"""More rows than this get one height for all: measuring each would be felt."""


class NearMissPage(AnswerPage):
    """Near misses as a list. Choosing one selects its schools; a click or Enter shows them on the map."""

    asked = Signal()
    selection_requested = Signal(object)  # frozenset[int] of URNs
    show_requested = Signal(object)  # frozenset[int] of URNs, to be selected and shown on the map
    menu_requested = Signal(object, QPoint)

    def __init__(self) -> None:
        self.list = SentenceList()
        super().__init__(self.list, "warning")
        self.model = NearMissModel(self)
        self.list.setModel(self.model)
        describe(self.list, self.tr("Near misses"))
        self.list.setAccessibleDescription(self.tr("Enter shows the schools on the map."))
        self.ask_button = button(self.tr("&Look for near misses"), self.asked.emit, icon_name="search", kind="primary")
        self.kind = QComboBox()
        describe(self.kind, self.tr("Which near misses are listed"))
        words = self.tr("Pairs and groups within 5 % of a limit, or within 1 km or 10 pupils of it.")
        self.head.addWidget(label(words, "muted"))
        self.head.addLayout(row(self.ask_button, None))
        self.head.addWidget(self.kind)
        self._connect()
        self.forget()

    def _connect(self) -> None:
        self.asked_again.connect(self.asked)
        self.kind.activated.connect(lambda: self._show_kind())
        self.list.selectionModel().selectionChanged.connect(lambda: self._select())
        self.list.clicked.connect(lambda: self._show())
        self.list.zoom_wanted.connect(self._show)
        self.list.menu_wanted.connect(lambda at: self.menu_requested.emit(self._urns(), at))

    def forget(self) -> None:
        """Put the answer away."""
        self.kind.hide()
        self.content.show_empty(self.tr("Not asked yet"), self.tr("What misses a rule by little is listed here."))
        self.set_stale(False)

    def show_misses(self, misses: Sequence[NearMiss], schools: Schools) -> None:
        """Show the near misses of the present plan."""
        self.list.setUniformItemSizes(len(misses) > _MEASURED_AT_MOST)
        self.model.show_misses(misses, schools)
        self._fill_kinds()
        self.content.show_content()
        if not misses:
            self.content.show_empty(self.tr("No near misses"), self.tr("Nothing lies just outside a rule."))
        self.set_stale(False)

    def _fill_kinds(self) -> None:
        words = {
            "all": self.tr("All near misses"),
            "helps": self.tr("About schools in no cluster"),
            "pair": self.tr("Pairs beyond the travel limit"),
            "cluster": self.tr("Clusters of the plan"),
            "group": self.tr("Groups that could be clusters"),
        }
        before = self.kind.currentData()
        self.kind.clear()
        for kind in KINDS:
            if self.model.count(kind) or kind == "all":
                self.kind.addItem(f"{words[kind]} ({count_text(self.model.count(kind))})", kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(before)))
        self.kind.setVisible(self.kind.count() > 1)
        self._show_kind()

    def _show_kind(self) -> None:
        self.model.show_kind(self.kind.currentData() or "all")

    def _urns(self) -> frozenset[int]:
        rows = self.list.selectionModel().selectedRows(0)
        return frozenset(urn for index in rows for urn in self.model.misses[index.row()].urns)

    def _select(self) -> None:
        if urns := self._urns():
            self.selection_requested.emit(urns)

    def _show(self) -> None:
        if urns := self._urns():
            self.show_requested.emit(urns)
