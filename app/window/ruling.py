"""The rules and the filter: forms, rules documents, and combinations that cannot be met."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from wolds.app.document import DocumentChange, Scene
from wolds.app.replacing import write_bytes
from wolds.app.window.asking import ask_to_open, ask_to_save
from wolds.app.window.desk import Desk
from wolds.app.window.editing import EditController
from wolds.app.window.showing import show_in
from wolds.clustering import edits
from wolds.clustering.eligibility import Eligibility
from wolds.clustering.impossible import impossible_combinations
from wolds.clustering.plan import Plan
from wolds.clustering.rules import Rules
from wolds.geo.errors import WoldsError


def settings_edits(plan: Plan, eligibility: Eligibility, rules: Rules) -> tuple[edits.Edit, ...]:
    """The edits that bring a plan to a filter and rules; none for what is so already, since an edit that changes nothing is
    refused."""
    filtered = (edits.SetEligibility(eligibility),) if eligibility != plan.eligibility else ()
    ruled = (edits.SetRules(rules),) if rules != plan.rules else ()
    return (*filtered, *ruled)


class RulesController(QObject):
    """Keeps the forms true to the plan, and reads and writes rules documents."""

    def __init__(self, desk: Desk, editing: EditController) -> None:
        super().__init__(desk.window)
        document, actions = desk.document, desk.actions
        self._desk = desk
        self._shown: Scene | None = None
        self._window, self._document, self._feedback = desk.window, document, desk.feedback
        self._rules, self._eligibility = desk.views.rules, desk.views.eligibility
        for form in (self._rules, self._eligibility):
            form.edit_requested.connect(editing.do)
        self._rules.zoom_requested.connect(self._show_schools)
        self._rules.rules_file_requested.connect(self._ask_file)
        self._eligibility.urn_list_requested.connect(self.ask_urn_list)
        document.scene_replaced.connect(self._show_scene)
        document.plan_changed.connect(self._show_change)
        document.selection_changed.connect(self._rules.show_selection)
        document.selection_changed.connect(self._eligibility.show_selection)
        actions["open_rules"].triggered.connect(lambda: self.ask_rules_file())
        actions["save_rules"].triggered.connect(lambda: self.ask_where_to_save())

    def _show_schools(self, urns: frozenset[int]) -> None:
        self._document.select(urns)

    def _show_scene(self, scene: Scene) -> None:
        """The forms at once, since a person may go on typing; what takes longer, in turns of its own."""
        known, self._shown = self._shown, scene
        for form in (self._rules, self._eligibility):
            if scene.is_register_of(known):
                show_in(form, scene, known)
            else:
                self._desk.turns.take(partial(show_in, form, scene, known), in_turn=scene.is_vast)
        self._desk.turns.take(partial(self._show_impossible, scene), in_turn=scene.is_vast)

    def _show_impossible(self, scene: Scene) -> None:
        self._rules.show_impossible(impossible_combinations(scene.schools, scene.standing, scene.plan.rules))

    def _show_change(self, news: DocumentChange) -> None:
        for form in (self._rules, self._eligibility):
            form.apply_change(news.change, news.plan, news.scoreboard)

    def _ask_file(self, what: str) -> None:
        if what == "open":
            self.ask_rules_file()
        else:
            self.ask_where_to_save()

    def _folder(self) -> str:
        return self._desk.settings().last_folder

    # Rules documents ---------------------------------------------------------------------------------------------

    def ask_rules_file(self) -> None:
        """Which rules document to read."""
        ask_to_open(self._window, self.tr("Load rules"), self._folder(), self.tr("Rules documents (*.toml)"), self.load)

    def takes(self, path: Path) -> bool:
        """Whether a file that was dropped holds rules for the plan that is open."""
        return self._document.is_open and path.suffix.lower() == ".toml"

    def load(self, path: Path) -> None:
        """Take rules and filter from a document, as one step."""
        from wolds.app.rules_files import load_rules_document

        try:
            read = load_rules_document(path)
        except WoldsError as error:
            self._feedback.fail(self.tr("The rules were not read"), error)
            return
        wanted = settings_edits(self._document.plan, read.eligibility, read.rules)
        text = self.tr("Load the rules of {file}").format(file=path.name)
        if wanted:
            self._document.do(edits.Together(wanted, text))
        else:
            self._feedback.say(self.tr("{file} holds the rules that are in force already.").format(file=path.name))

    def ask_where_to_save(self) -> None:
        """Where to write the rules document."""
        start, kinds = str(Path(self._folder()) / "rules.toml"), self.tr("Rules documents (*.toml)")
        ask_to_save(self._window, self.tr("Save rules"), start, kinds, "toml", self.save)

    def save(self, path: Path) -> None:
        """Write rules and filter as a document."""
        from wolds.clustering.rules_document import RulesDocument, dump_rules_document

        plan = self._document.plan
        try:
            text = dump_rules_document(RulesDocument(rules=plan.rules, eligibility=plan.eligibility))
            write_bytes(path, text.encode("utf-8"))
        except WoldsError as error:
            self._feedback.fail(self.tr("The rules were not saved"), error)
        else:
            self._feedback.say(self.tr("Rules saved to {file}").format(file=path.name))

    # A list of URNs ----------------------------------------------------------------------------------------------

    def ask_urn_list(self) -> None:
        """Which list of URNs stands in for the rural flag."""
        kinds = self.tr("Lists (*.csv *.txt);;All files (*)")
        ask_to_open(self._window, self.tr("A list of URNs"), self._folder(), kinds, self.load_urn_list)

    def load_urn_list(self, path: Path) -> None:
        """Only the schools of a list take part."""
        from wolds.app.rules_files import read_urns

        try:
            urns = read_urns(path)
        except WoldsError as error:
            self._feedback.fail(self.tr("The list was not read"), error)
            return
        self._eligibility.take_urns(urns)
