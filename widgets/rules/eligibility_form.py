"""The filter form: who is to be placed, who may join, who is left out and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from wolds.clustering.edits import SetEligibility
from wolds.clustering.eligibility import Eligibility, Standing
from wolds.clustering.plan import Plan, PlanChange, Table
from wolds.geo.schools import Schools
from wolds.widgets.dialogs.parts import describe, label
from wolds.widgets.rules.counts import CountsPanel
from wolds.widgets.rules.faults import WHOLE, faults_of
from wolds.widgets.rules.scrolling import scrolled
from wolds.widgets.rules.who import ChurchSection, KindSection, RollSection, SchoolBySchoolSection, WhereSection

if TYPE_CHECKING:
    from wolds.clustering.metrics import Scoreboard


class EligibilityForm(QWidget):
    """Edits the filter of a plan. It follows `wolds.widgets.view.View`.

    `edit_requested` carries a `SetEligibility` each time a person has settled on a valid value. `urn_list_requested`
    wants a list of URNs read from a file, and then given to `take_urns`.
    """

    edit_requested = Signal(object)
    urn_list_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._eligibility = Eligibility()
        self._schools: Schools | None = None
        self.fault = label("", "error")
        self.counts = CountsPanel()
        self.where, self.kind, self.by_school = WhereSection(), KindSection(), SchoolBySchoolSection()
        self.roll, self.church = RollSection(), ChurchSection()
        self.sections = (self.where, self.kind, self.roll, self.church, self.by_school)
        self._arrange()
        for section in self.sections:
            section.committed.connect(self._commit)
        self.kind.urn_list_requested.connect(self.urn_list_requested)
        self.where.set_open(True)
        self.show_eligibility(self._eligibility)

    def _arrange(self) -> None:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(10, 10, 10, 10)
        rows.setSpacing(4)
        for widget in (self.counts, self.fault, *self.sections):
            rows.addWidget(widget)
        rows.addStretch(1)
        self.fault.hide()
        self.area: QScrollArea = scrolled(self, inner)
        describe(self, self.tr("Who is to be placed"))

    def _commit(self, name: str) -> None:
        values: dict[str, Any] = {}
        for section in self.sections:
            values |= section.values()
        try:
            eligibility = Eligibility.model_validate({**dict(self._eligibility), **values})
        except ValidationError as error:
            self._show_faults(faults_of(error), name)
            return
        faults = _band_upside_down(eligibility, self.tr("The lowest roll is above the highest."))
        self._show_faults(faults, name)
        if not faults and eligibility != self._eligibility:
            self.edit_requested.emit(SetEligibility(eligibility))

    def _show_faults(self, faults: dict[str, str], name: str) -> None:
        if WHOLE in faults:
            faults = {name: faults[WHOLE], **faults}
        for section in self.sections:
            section.show_faults(faults)

    def settle(self) -> None:
        """Ask now for what is still waiting to rest."""
        for section in self.sections:
            section.settle()

    def take_urns(self, urns: tuple[int, ...]) -> None:
        """Make a list read from a file the filter, as the person wished."""
        self.kind.urns.take(urns)

    @property
    def eligibility(self) -> Eligibility:
        """The filter last shown."""
        return self._eligibility

    def show_eligibility(self, eligibility: Eligibility) -> None:
        """Show a filter."""
        self._eligibility = eligibility
        for section in self.sections:
            section.show_document(eligibility)

    def show_schools(self, schools: Schools, standing: Standing) -> None:
        """Offer what this register holds, and count."""
        self.counts.show_standing(standing)
        if schools is not self._schools:
            self._schools = schools
            for section in (self.where, self.kind, self.church, self.by_school):
                section.show_register(schools)
            self.show_eligibility(self._eligibility)

    def show_plan(self, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show the filter of a plan, and count."""
        self.show_eligibility(plan.eligibility)
        self.counts.show_standing(scoreboard.standing)

    def apply_change(self, change: PlanChange, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show what a change did to the filter; all else leaves the form as it is."""
        if any(record.key == "eligibility" for record in change.of(Table.SETTINGS)):
            self.show_plan(plan, scoreboard)

    def show_selection(self, urns: frozenset[int]) -> None:
        """A selected school stands ready when one is added by hand."""
        self.by_school.show_selection(urns)


def _band_upside_down(eligibility: Eligibility, sentence: str) -> dict[str, str]:
    low, high = eligibility.roll_min, eligibility.roll_max
    return {"roll_min": sentence} if low is not None and high is not None and low > high else {}
