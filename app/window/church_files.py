"""What a diocesan officer takes along and brings: lists, pairs and comparisons as tables, the policy table as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from wolds.app.file_names import safe_stem
from wolds.app.replacing import write_bytes
from wolds.app.window.asking import ask_to_open, ask_to_save
from wolds.app.window.desk import Desk
from wolds.app.window.editing import EditController
from wolds.clustering.edits import EditContext, SetPolicy
from wolds.clustering.pairings import Pairings
from wolds.clustering.policy import ClusterConsequence, Policy
from wolds.clustering.policy.scenario_figures import ScenarioFigures
from wolds.clustering.policy.survey import Survey
from wolds.clustering.policy.views import Stranded
from wolds.geo.errors import WoldsError
from wolds.widgets.church import ChurchView
from wolds.widgets.church.answers import Question, answers


class ChurchFiles(QObject):
    """Reads and writes files for the workspace."""

    def __init__(self, desk: Desk, view: ChurchView, editing: EditController) -> None:
        super().__init__(desk.window)
        self._desk, self._editing = desk, editing
        view.questions.save_requested.connect(self.ask_list)
        view.pairs.save_requested.connect(self.ask_pairs)
        view.scenarios.save_requested.connect(self.ask_comparison)
        view.policy.save_requested.connect(self.ask_policy)
        view.policy.open_requested.connect(self.ask_which_policy)

    # Tables for a spreadsheet ------------------------------------------------------------------------------------

    def ask_list(self, question: Question, found: Survey) -> None:
        """Where to write the answers to a question."""
        from wolds.app.export.policy import consequences_csv, stranded_csv

        rows = answers(found, question)
        clusters = [one for one in rows if isinstance(one, ClusterConsequence)]
        schools = [one for one in rows if isinstance(one, Stranded)]
        data = consequences_csv(clusters) if clusters else stranded_csv(schools)
        self._ask_table(self.tr("Save this list"), str(question), data)

    def ask_pairs(self, found: Pairings) -> None:
        """Where to write the pairs."""
        from wolds.app.export.pairings import pairings_csv

        self._ask_table(self.tr("Save the pairs"), self.tr("pairs"), pairings_csv(found))

    def ask_comparison(self, figures: tuple[ScenarioFigures, ...]) -> None:
        """Where to write the scenarios."""
        from wolds.app.export.policy import scenarios_csv

        self._ask_table(self.tr("Save the comparison"), self.tr("scenarios"), scenarios_csv(figures))

    def _ask_table(self, title: str, what: str, data: bytes) -> None:
        start = self._start(f"{safe_stem(self._desk.document.plan.name)} {what}.csv")
        kinds, context = self.tr("Table for a spreadsheet (*.csv)"), self._desk.document.context
        ask_to_save(self._desk.window, title, start, kinds, "csv", lambda path: self._write_table(path, data, context))

    def _write_table(self, path: Path, data: bytes, context: EditContext) -> None:
        """Write a table, and beside it where it comes from: the plan as it stood when the table was asked for."""
        from wolds.app.export.origin import write_table

        self._write(path, lambda: write_table(path, data, context))

    # The policy table --------------------------------------------------------------------------------------------

    def ask_policy(self, policy: Policy) -> None:
        """Where to write the policy table."""
        from wolds.clustering.policy import dump_policy

        start, kinds = self._start("policy.toml"), self.tr("Policy tables (*.toml)")
        title = self.tr("Save the policy table")
        ask_to_save(
            self._desk.window, title, start, kinds, "toml",
            lambda path: self._write(path, lambda: write_bytes(path, dump_policy(policy).encode())),
        )  # fmt: skip

    def ask_which_policy(self) -> None:
        """Which policy table to read."""
        kinds = self.tr("Policy tables (*.toml)")
        ask_to_open(self._desk.window, self.tr("Open a policy table"), self._start(""), kinds, self.open_policy)

    def open_policy(self, path: Path) -> None:
        """Take a policy table into the scenario, as one step; nothing changes where it cannot be read."""
        from wolds.app.policy_files import load_policy

        try:
            policy = load_policy(path)
        except WoldsError as error:
            self._desk.feedback.fail(self.tr("The policy table was not read"), error)
            return
        if self._editing.do(SetPolicy(policy)):
            self._desk.feedback.say(self.tr("{name}: the policy table in force now").format(name=policy.name))

    # Both --------------------------------------------------------------------------------------------------------

    def _start(self, name: str) -> str:
        return str(Path(self._desk.settings().last_folder or ".") / name)

    def _write(self, path: Path, write: Callable[[], None]) -> None:
        try:
            write()
        except WoldsError as error:
            self._desk.feedback.fail(self.tr("The file was not saved"), error)
        else:
            self._desk.feedback.say(self.tr("Saved to {path}").format(path=path))
