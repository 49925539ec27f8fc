"""The panel of possible partners: which school, how far, what counts, and the ranked list. Asks for searches."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from wolds.clustering.partners import PartnerSearch, PossiblePartner
from wolds.clustering.partners.reach import USUAL_MINUTES
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.dialogs.parts import WheelGuard, button, column, describe, label, row
from wolds.widgets.exploring.page import StaleStrip
from wolds.widgets.pages.job_bar import JobBar
from wolds.widgets.partners.model import PartnerModel
from wolds.widgets.partners.school_box import SchoolBox
from wolds.widgets.partners.table import PartnerTable
from wolds.widgets.partners.weights_form import WeightsForm


class PartnersView(QWidget):
    """Finding partners for one school."""

    search_requested = Signal(int, float, object)  # URN, minutes, Weights
    ticks_changed = Signal(object)  # tuple[int, ...] of URNs in the order of the list
    show_requested = Signal(object)  # frozenset[int] of URNs, to be selected and shown on the map
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.urn: int | None = None
        self._guard = WheelGuard(self)
        self.box, self.weights, self.jobs, self.stale = SchoolBox(), WeightsForm(), JobBar(), StaleStrip()
        self.facts, self.notes, self.detail = label("", "strong"), label("", "muted"), label()
        self.reach = self._reach()
        self.back = button(self.tr("&Back to the plan"), self.left.emit, icon_name="map")
        self.model = PartnerModel(self)
        self.table = PartnerTable(self.model)
        self.content = OrEmpty(self._list(), "school")
        self._put_together()
        self._connect()
        self.forget()

    def _reach(self) -> QComboBox:
        reach = QComboBox()
        for minutes in USUAL_MINUTES:
            reach.addItem(self.tr("{n} minutes").format(n=f"{minutes:g}"), minutes)
        reach.setCurrentIndex(1)
        describe(reach, self.tr("Within"), self.tr("Estimated from the straight line"))
        self._guard.guard(reach)
        return reach

    def _list(self) -> QWidget:
        held = QWidget()
        layout = column(held, self.notes, spacing=6)
        layout.addWidget(self.table, 1)
        self.detail.setMinimumHeight(4 * self.fontMetrics().lineSpacing())  # so that the list does not jump from row to row
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.detail)
        return held

    def _put_together(self) -> None:
        school, within = QLabel(self.tr("My &school")), QLabel(self.tr("W&ithin"))
        school.setBuddy(self.box)
        within.setBuddy(self.reach)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        first = row(school, self.box, within, self.reach, self.back, spacing=8)
        first.setStretch(1, 1)
        layout.addLayout(first)
        layout.addWidget(self.facts)
        layout.addWidget(label(self.tr("What counts, and how much"), "strong"))
        layout.addWidget(self.weights)
        layout.addWidget(self.jobs)
        layout.addWidget(self.stale)
        layout.addWidget(self.content, 1)

    def _connect(self) -> None:
        self.box.chosen.connect(self.choose)
        self.box.missed.connect(self._miss)
        self.reach.currentIndexChanged.connect(lambda: self.search())
        self.weights.changed.connect(self.search)
        self.stale.ask_again.connect(self.search)
        self.model.ticks_changed.connect(self.ticks_changed)
        self.table.row_reached.connect(self._tell_detail)
        self.table.row_wanted.connect(lambda at: self.show_requested.emit(frozenset((self.model.partners[at].facts.urn,))))

    # Asking ------------------------------------------------------------------------------------------------------

    def choose(self, urn: int) -> None:
        """Look for partners of this school."""
        if urn != self.urn:
            self.model.tick(())
        self.urn = urn
        self.search()

    def search(self) -> None:
        """Ask for the list anew."""
        weights = self.weights.weights
        if self.urn is not None and weights is not None:
            self.search_requested.emit(self.urn, float(self.reach.currentData()), weights)

    def _miss(self, text: str) -> None:
        words = self.tr("No school is called {text}. Look at the spelling, or type a part of the name.")
        self.facts.setText(words.format(text=text) if text.strip() else "")
        self.facts.setVisible(bool(text.strip()))

    # Showing -----------------------------------------------------------------------------------------------------

    def show_found(self, found: PartnerSearch) -> None:
        """Show a list. Ticks stay with schools still in it, which `model.ticked` tells; the keyboard stays where it is."""
        self.urn = found.school.urn
        self.box.show_school(found.school.name)
        self.facts.setText(found.school.line)
        self.facts.show()
        self.model.show_partners(found.partners)
        self.notes.setText(" ".join((self._count(found), *found.notes[2:], found.travel_note)))
        self.set_stale(False)
        if found.partners:
            self.content.show_content()
            self.table.setCurrentIndex(self.model.index(0, 0))
            self._tell_detail(0)
        else:
            sentence = self.tr("Look further, or ask the authority which schools work with others already.")
            self.content.show_empty(self.tr("No school within {reach}").format(reach=found.reach.words), sentence)

    def _count(self, found: PartnerSearch) -> str:
        count = len(found.partners)
        words = self.tr("1 school within {reach}.") if count == 1 else self.tr("{n} schools within {reach}, best first.")
        return words.format(n=count, reach=found.reach.words)

    def _tell_detail(self, at: int) -> None:
        self.detail.setText(self._detail(self.model.partners[at]) if 0 <= at < len(self.model.partners) else "")

    def _detail(self, partner: PossiblePartner) -> str:
        lines = [partner.facts.name, self.tr("Suits: {why}.").format(why="; ".join(partner.why))]
        if partner.caveats:
            lines.append(self.tr("Mind: {what}.").format(what=". ".join(partner.caveats)))
        return "\n".join(lines)

    def forget(self) -> None:
        """No school is chosen."""
        self.urn = None
        self.box.clear()
        self.facts.hide()
        self.model.show_partners(())
        self.stale.hide()
        sentence = self.tr(
            "Typing errors, St for Saint and the name of the village all work. Travel, size, ages and more are compared."
        )
        self.content.show_empty(self.tr("Type the name of your school"), sentence)

    def set_stale(self, stale: bool) -> None:
        """Mark the list as one about an earlier plan, or about the present one."""
        self.stale.setVisible(stale and self.urn is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape stops the work."""
        if event.key() == Qt.Key.Key_Escape and self.jobs.job is not None:
            self.jobs.cancel.click()
        else:
            super().keyPressEvent(event)
