"""Sensitivity: joins its window with the document and the engine's sweeps."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from wolds.app.document import Scene
from wolds.app.file_names import safe_stem
from wolds.app.jobs import JobWatch
from wolds.app.window.asking import ask_to_save
from wolds.app.window.desk import Desk
from wolds.app.window.editing import EditController
from wolds.app.window.own_window import OwnWindowController
from wolds.app.window.proposing import ProposalController
from wolds.app.window.questions import Questions
from wolds.clustering.edits import SetRules
from wolds.clustering.edits.base import EditContext
from wolds.clustering.exploring import SweepRow, present_clusters, sweep
from wolds.clustering.exploring.sweeping import What, rules_at
from wolds.geo.errors import WoldsError
from wolds.geo.progress import PartOf
from wolds.widgets.exploring import SensitivityWindow

_FIRST = 0.1  # the share of the work that the present clusters take


class SweepController(OwnWindowController):
    """Looks after the window of sensitivity, which is made when it is first asked for."""

    def __init__(self, desk: Desk, editing: EditController, proposing: ProposalController) -> None:
        super().__init__(desk, "sensitivity")
        self._editing, self._proposing = editing, proposing
        self.window: SensitivityWindow | None = None

    def open(self) -> None:
        """Show the window, with a range round the rules in force where nothing was swept yet."""
        window = self._made()
        if not window.model.rows and not self.is_running:
            window.show_rules(self._document.plan.rules)
        window.show()
        window.activateWindow()

    def _made(self) -> SensitivityWindow:
        if self.window is None:
            window = self.window = SensitivityWindow(self._desk.window)
            self.questions = Questions(self._desk, window.jobs, self.tr("The sweep failed"))
            window.run_requested.connect(self.run)
            window.show_requested.connect(self._show_schools)
            window.export_requested.connect(self.ask_where)
            window.figure_requested.connect(self.put_into_rules)
        return self.window

    # Running -----------------------------------------------------------------------------------------------------

    def run(self, what: str, values: tuple[float, ...]) -> None:
        """Work out the best plan at each figure, off the main thread; rows are shown as they come."""
        window, questions = self._made(), self.questions
        assert questions is not None

        def work(context: EditContext, watch: JobWatch) -> None:
            present = present_clusters(context, PartOf(watch, 0.0, _FIRST))
            watch.tell_result(present)
            sweep(context, cast(What, what), values, PartOf(watch, _FIRST, 1.0), present=present, on_row=watch.tell_result)

        title = self.tr("Working out the plan at {n} figures").format(n=len(values))
        job = questions.ask(title, work, self._done, self._report)
        if job is not None:
            self._about = self._document.context
            window.begin(self._document.plan.rules)
            job.ended.connect(lambda: window.end() if job is questions.job else None)

    def _report(self, value: object) -> None:
        if self._about is None:
            return  # another register was opened meanwhile, and this row was on its way already
        if isinstance(value, SweepRow):
            self._made().add_row(value)
            self._plan_moved()  # it may have, before there was anything to mark
        elif isinstance(value, tuple):
            self._made().show_present(value)

    def _done(self, _context: EditContext, _nothing: object) -> None:
        self._desk.feedback.say(self.tr("{n} plans were worked out.").format(n=len(self._made().model.rows)))
        self._plan_moved()

    # What a person does with it ----------------------------------------------------------------------------------

    def _show_schools(self, urns: frozenset[int]) -> None:
        self._document.select(urns)
        self._desk.views.map.fit(urns)

    def put_into_rules(self, what: str, value: float) -> None:
        """Put a figure into the rules, as one step, and offer to propose anew."""
        try:
            rules = rules_at(self._document.plan.rules, cast(What, what), value)
        except WoldsError as error:
            self._desk.feedback.fail(self.tr("The rules were not changed"), error)
            return
        if self._editing.do(SetRules(rules)):
            again = (self.tr("Propose again"), self._proposing.start)
            self._desk.feedback.ask(self.tr("The rules have the figure now. The clusters are as they were."), again)

    def ask_where(self, rows: tuple[SweepRow, ...]) -> None:
        """Where to write the figures."""
        start = str(Path(self._desk.settings().last_folder or ".") / f"{safe_stem(self._document.plan.name)} sensitivity.csv")
        kinds = self.tr("Table for a spreadsheet (*.csv)")
        parent = self._made()
        ask_to_save(parent, self.tr("Save the figures"), start, kinds, "csv", lambda path: self.save(path, rows))

    def save(self, path: Path, rows: tuple[SweepRow, ...]) -> None:
        """Write the figures, as `wolds sweep` does."""
        from wolds.app.export.origin import write_table
        from wolds.app.export.sweep_csv import sweep_csv

        try:
            write_table(path, sweep_csv(rows), self._about or self._document.context, 0)
        except WoldsError as error:
            self._desk.feedback.fail(self.tr("The figures were not saved"), error)
        else:
            self._desk.feedback.say(self.tr("Saved to {path}").format(path=path))

    # Staying true ------------------------------------------------------------------------------------------------

    def _forget(self, scene: Scene) -> None:
        self._made().forget()
        self._made().show_rules(scene.plan.rules)

    def _mark(self, stale: bool) -> None:
        self._made().set_stale(stale)
        self._made().show_in_force(self._document.plan.rules)
