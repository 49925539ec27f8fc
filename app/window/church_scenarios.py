"""Three policies as scenarios in one step, and every scenario of the plan side by side."""

from __future__ import annotations

from PySide6.QtCore import QObject

from wolds.app.diocese import compared, three_scenarios
from wolds.app.window.desk import Desk
from wolds.app.window.questions import Questions
from wolds.clustering.edits.base import EditContext
from wolds.clustering.models import Model
from wolds.clustering.plan import Plan
from wolds.clustering.policy.scenario_figures import ScenarioFigures
from wolds.widgets.church.scenarios import ScenariosPage


class ChurchScenarios(QObject):
    """Looks after the page of scenarios."""

    def __init__(self, desk: Desk, page: ScenariosPage) -> None:
        super().__init__(desk.window)
        self._desk, self._document, self._page = desk, desk.document, page
        self.questions = Questions(desk, page.jobs, self.tr("The scenarios were not worked out"))
        self._about: tuple[Plan, ...] = ()
        self._asked: tuple[Plan, ...] = ()
        page.three_requested.connect(self.work_out)
        page.compare_requested.connect(self.compare)
        page.show_requested.connect(self.show)

    def stop(self) -> None:
        """Let go of what is being worked out."""
        self.questions.stop()

    def work_out(self, formal: Model) -> None:
        """Propose church only, mixed informally and mixed formally, off the main thread, and add them to the plan."""
        if self._document.is_look_only:
            self._document.look_only_met.emit()
            return
        project = self._document.project
        self.questions.ask(
            self.tr("Working out three scenarios"),
            lambda _, watch: three_scenarios(project, None, formal, watch=watch)[0].scenarios[len(project.scenarios) :],
            self._add,
        )

    def _add(self, _: EditContext, plans: tuple[Plan, ...]) -> None:
        names = self._document.add_scenarios(plans)
        if names:
            words = self.tr("{n} scenarios were added to the plan. The present one is as it was.").format(n=len(names))
            self._desk.feedback.ask(words, (self.tr("Take them out again"), lambda: self._take_out(names)))
            self.compare()

    def _take_out(self, names: tuple[str, ...]) -> None:
        """As one step: added in one, gone in one."""
        for name in names:
            known = self._document.scenario_names
            if name in known and len(known) > 1:
                self._document.remove_scenario(known.index(name))
        self._desk.feedback.say(self.tr("The scenarios are gone again."))
        self._page.forget()

    def compare(self) -> None:
        """Set every scenario of the plan side by side, off the main thread."""
        project = self._document.project
        self._asked = project.scenarios
        self.questions.ask(
            self.tr("Comparing the scenarios"), lambda _, watch: compared(project, watch), self._show, for_all=True
        )

    def _show(self, context: EditContext, figures: tuple[ScenarioFigures, ...]) -> None:
        self._about = self._asked
        self._page.show_figures(figures, context.schools.name_of)
        self.mark()

    def show(self, name: str) -> None:
        """Make a scenario the active one."""
        names = self._document.scenario_names
        if name in names:
            self._document.switch_to(names.index(name))
            self._desk.feedback.say(self.tr("{name} is shown.").format(name=name))

    def mark(self) -> None:
        """Mark the comparison as an old one where a scenario has changed since."""
        now = self._document.project.scenarios if self._document.is_open else ()
        same = len(now) == len(self._about) and all(one is other for one, other in zip(now, self._about, strict=True))
        self._page.set_stale(not same)
