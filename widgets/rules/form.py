"""The rules form: every rule of a plan with a sentence that explains it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from wolds.clustering.edits import SetRules
from wolds.clustering.eligibility import Standing
from wolds.clustering.existing import federations
from wolds.clustering.plan import Plan, PlanChange, Table
from wolds.clustering.rules import Rules
from wolds.geo.schools import Schools
from wolds.widgets.dialogs.parts import WheelGuard, button, describe, label, row
from wolds.widgets.rules.aims import AimSection, PreferencesSection
from wolds.widgets.rules.faults import WHOLE, faults_of
from wolds.widgets.rules.impossible import ImpossiblePanel
from wolds.widgets.rules.kinds import KindsSection
from wolds.widgets.rules.presets import PresetBox
from wolds.widgets.rules.school_picker import SchoolNames
from wolds.widgets.rules.scrolling import scrolled
from wolds.widgets.rules.size import NumberOfClustersSection, SizeSection
from wolds.widgets.rules.together import TogetherSection
from wolds.widgets.rules.travel import TravelSection

if TYPE_CHECKING:
    from wolds.clustering.impossible import Impossible
    from wolds.clustering.metrics import Scoreboard


class RulesForm(QWidget):
    """Edits the rules of a plan. It follows `wolds.widgets.view.View`.

    `edit_requested` carries a `SetRules` each time a person has settled on a value that makes valid rules; a value that
    does not is kept in its field, with what is wrong beside it. `rules_file_requested` is "open" or "save".
    `draw_barrier_requested` wants a line drawn on the map, which then comes back as an `AddBarrier` of the window's.
    """

    edit_requested = Signal(object)
    zoom_requested = Signal(object)
    draw_barrier_requested = Signal()
    rules_file_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = Rules()
        self.fault = label("", "error")
        self.fault.hide()
        self.impossible = ImpossiblePanel()
        self.presets = PresetBox()
        self.travel, self.together = TravelSection(), TogetherSection()
        self.sections = (
            self.travel,
            SizeSection(),
            self.together,
            KindsSection(),
            NumberOfClustersSection(),
            AimSection(),
            PreferencesSection(),
        )
        self._guard = WheelGuard(self)
        self._guard.guard(self.presets.box)
        self._arrange()
        self._connect()
        self.travel.set_open(True)
        self.show_rules(self._rules)

    def _arrange(self) -> None:
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(10, 10, 10, 10)
        rows.setSpacing(4)
        for widget in (self.presets, self.fault, self.impossible, *self.sections):
            rows.addWidget(widget)
        rows.addLayout(self._files())
        rows.addStretch(1)
        self.area: QScrollArea = scrolled(self, inner)
        describe(self, self.tr("Rules"))

    def _files(self) -> Any:
        open_it = button(self.tr("&Open rules…"), self._asks_for("open"), icon_name="open")
        save_it = button(self.tr("&Save rules…"), self._asks_for("save"), icon_name="save")
        open_it.setToolTip(self.tr("Take the rules from a rules file"))
        save_it.setToolTip(self.tr("Keep these rules in a file, for another plan or the command line"))
        files = row(open_it, save_it, None)
        files.setContentsMargins(0, 10, 0, 0)
        return files

    def _asks_for(self, what: str) -> Callable[[], None]:
        return lambda: self.rules_file_requested.emit(what)

    def _connect(self) -> None:
        for section in self.sections:
            section.committed.connect(self._commit)
        self.travel.draw_barrier_requested.connect(self.draw_barrier_requested)
        self.impossible.edit_requested.connect(self.edit_requested)
        self.impossible.zoom_requested.connect(self.zoom_requested)
        self.presets.preset_chosen.connect(self._ask_for)

    def _commit(self, name: str) -> None:
        """Make rules of what all fields say; ask for them where they are valid and new."""
        values: dict[str, Any] = {}
        for section in self.sections:
            values |= section.values()
        try:
            rules = Rules.model_validate({**dict(self._rules), **values})
        except ValidationError as error:
            self._show_faults(faults_of(error), name)
            return
        self._show_faults({}, name)
        self._ask_for(rules)

    def _ask_for(self, rules: Rules) -> None:
        if rules != self._rules:
            self.edit_requested.emit(SetRules(rules))

    def _show_faults(self, faults: dict[str, str], name: str) -> None:
        """A fault between fields stands beside the field that brought it about."""
        if WHOLE in faults:
            faults = {name: faults[WHOLE], **faults}
        for section in self.sections:
            section.show_faults(faults)
        self.fault.setText(
            self.tr("These rules do not fit together yet: see below. The last good ones hold.") if faults else ""
        )
        self.fault.setVisible(bool(faults))

    def settle(self) -> None:
        """Ask now for what is still waiting to rest: before a proposal, a save or the end."""
        for section in self.sections:
            section.settle()

    @property
    def rules(self) -> Rules:
        """The rules last shown."""
        return self._rules

    def show_rules(self, rules: Rules) -> None:
        """Show rules, and take back whatever stood unfinished in the fields."""
        self._rules = rules
        for section in self.sections:
            section.show_document(rules)
        self.presets.show_rules(rules)
        self.fault.hide()

    def show_impossible(self, items: Sequence[Impossible]) -> None:
        """Say at the top what these rules make impossible, each with what would mend it."""
        self.impossible.show_items(items)

    def show_schools(self, schools: Schools, standing: Standing) -> None:
        """Name schools by this register; those that are to be placed or optional may be picked."""
        names = SchoolNames(schools, schools.urn[standing.to_place | standing.optional].tolist())
        self.travel.show_names(names)
        self.travel.show_provider(schools.supplied)
        self.together.show_names(names, {group.key: group.name for group in federations(schools, standing)})

    def show_plan(self, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show the rules of a plan."""
        self.show_rules(plan.rules)

    def apply_change(self, change: PlanChange, plan: Plan, scoreboard: Scoreboard) -> None:
        """Show what a change did to the rules, or to who may be picked; all else leaves the form as it is."""
        changed = {record.key for record in change.of(Table.SETTINGS)}
        if "eligibility" in changed:
            self.show_schools(scoreboard.schools, scoreboard.standing)
        if "rules" in changed:
            self.show_rules(plan.rules)

    def show_selection(self, urns: frozenset[int]) -> None:
        """Two selected schools stand ready when a pair is added."""
        self.together.show_selection(urns)
        self.travel.show_selection(urns)
