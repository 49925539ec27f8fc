"""Scenarios: named, duplicated, switched and removed within one plan file."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QLabel

from wolds.app.window.desk import Desk
from wolds.clustering import edits
from wolds.clustering.edits.base import EditError
from wolds.clustering.project import next_scenario_name
from wolds.widgets.dialogs import TextDialog


class ScenarioController(QObject):
    """Looks after the box of scenarios on the toolbar and its menu entries."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        window, document, actions, bar = desk.window, desk.document, desk.actions, desk.toolbar
        self._window, self._document, self._feedback = window, document, desk.feedback
        self.box = QComboBox(window)
        self.box.setMinimumWidth(150)
        self.box.setAccessibleName(self.tr("Scenario"))
        self.box.setToolTip(self.tr("The scenario that is shown; a plan file can hold several"))
        self.box.setEnabled(False)
        self.box.activated.connect(document.switch_to)
        bar.addSeparator()
        label = QLabel(self.tr("Scenario "), window)
        label.setBuddy(self.box)
        bar.addWidget(label)
        bar.addWidget(self.box)
        document.scenarios_changed.connect(self._show)
        actions["duplicate_scenario"].triggered.connect(lambda: self.ask_duplicate())
        actions["rename_scenario"].triggered.connect(lambda: self.ask_name())
        actions["remove_scenario"].triggered.connect(lambda: self.ask_remove())

    def _show(self) -> None:
        self.box.clear()
        self.box.addItems(list(self._document.scenario_names))
        self.box.setCurrentIndex(self._document.active)
        self.box.setEnabled(bool(self._document.scenario_names))

    def ask_duplicate(self) -> None:
        """A copy under another name."""
        dialog = TextDialog(
            self.tr("Duplicate the scenario"),
            next_scenario_name(self._document.scenario_names),
            prompt=self.tr("Name of the copy"),
            parent=self._window,
        )
        dialog.text_given.connect(self.duplicate)
        dialog.open()

    def duplicate(self, name: str) -> None:
        """Add a copy of the active scenario; locks, notes and accepted warnings go with it."""
        try:
            self._document.duplicate(name)
        except EditError as error:
            self._feedback.refuse(error)
        else:
            self._feedback.say(self.tr("{name} added").format(name=self._document.plan.name))

    def ask_name(self) -> None:
        """Another name for the active scenario."""
        dialog = TextDialog(self.tr("Name of the scenario"), self._document.plan.name, parent=self._window)
        dialog.text_given.connect(self.rename)
        dialog.open()

    def rename(self, name: str) -> None:
        """Rename the active scenario, as one step that can be taken back."""
        others = set(self._document.scenario_names) - {self._document.plan.name}
        if name.strip().casefold() in {other.casefold() for other in others}:
            self._feedback.ask(self.tr("Each scenario needs a name of its own."), tone="warning")
        elif name.strip() != self._document.plan.name:
            self._document.do(edits.RenameScenario(name))

    def ask_remove(self) -> None:
        """Removing cannot be undone, so it is asked about."""
        if len(self._document.scenario_names) == 1:
            self._feedback.ask(self.tr("A plan file keeps at least one scenario."))
            return
        position, name = self._document.active, self._document.plan.name
        remove = (self.tr("Remove"), lambda: self._document.remove_scenario(position))
        self._feedback.ask(self.tr("Remove {name} for good?").format(name=name), remove, (self.tr("Keep"), lambda: None))
