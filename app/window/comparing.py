"""Comparing: joins its window with the scenarios of the document, with other plan files, and with the engine room."""

from __future__ import annotations

from pathlib import Path

from wolds.app.comparing import Contender, comparison_of, read_contenders
from wolds.app.document import Scene
from wolds.app.jobs import JobWatch
from wolds.app.window.asking import ask_to_open, ask_to_save
from wolds.app.window.desk import Desk
from wolds.app.window.own_window import OwnWindowController
from wolds.app.window.questions import Questions
from wolds.clustering.comparing import Comparison, Pairing
from wolds.clustering.edits.base import EditContext
from wolds.geo.errors import WoldsError
from wolds.widgets.comparing import CompareWindow, PlanChoice

Compared = tuple[Comparison, Pairing]


class CompareController(OwnWindowController):
    """Looks after the window of comparing, which is made when it is first asked for.

    The choices are the scenarios of the plan that is open, today's federations, then the plans of other files.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "compare")
        self.window: CompareWindow | None = None
        self.differing: Questions | None = None
        self.reading: Questions | None = None
        self._others: tuple[Contender, ...] = ()
        self._compared: tuple[Contender, ...] = ()
        desk.document.scenarios_changed.connect(self._show_choices)

    def open(self) -> None:
        """Show the window."""
        window = self._made()
        window.show()
        window.activateWindow()
        window.choices.list.setFocus()

    def _made(self) -> CompareWindow:
        if self.window is None:
            window = self.window = CompareWindow(self._desk.window)
            self.questions = Questions(self._desk, window.jobs, self.tr("The plans were not compared"))
            self.differing = Questions(self._desk, window.jobs, self.tr("The plans were not compared"))
            self.reading = Questions(self._desk, window.jobs, self.tr("The plan was not opened"))
            window.compare_requested.connect(self.compare)
            window.add_requested.connect(self.ask_file)
            window.remove_requested.connect(self.remove)
            window.pairing_requested.connect(self.tell_differences)
            window.show_requested.connect(self._show_schools)
            window.export_requested.connect(self.ask_where)
            self._show_choices()
        return self.window

    # Choosing ----------------------------------------------------------------------------------------------------

    def _show_choices(self) -> None:
        """The plans that can be compared; ticks stay with their plans, and at first all of this plan's are ticked."""
        if self.window is None or not self._document.is_open:
            return
        shown = self.window.choices
        ticked = {shown.list.item(place).text() for place in shown.ticked}
        choices = self._choices()
        first = not shown.list.count()
        wanted = [place for place, one in enumerate(choices) if (one.words in ticked or (first and not one.is_today))]
        self.window.show_choices(choices, wanted[:5])

    def _choices(self) -> list[PlanChoice]:
        here = [PlanChoice(name, self.tr("A scenario of this plan")) for name in self._document.scenario_names]
        today = PlanChoice(self.tr("Today's federations"), self.tr("As if they were a plan"), is_today=True)
        return [*here, today, *(self._choice(one) for one in self._others)]

    def _choice(self, one: Contender) -> PlanChoice:
        assert one.path is not None
        return PlanChoice(f"{one.path.stem}: {one.plan.name}", str(one.path), from_file=True)

    def ask_file(self) -> None:
        """Which plan file to add."""
        folder, kinds = self._desk.settings().last_folder, self.tr("Plans (*.gpkg);;All files (*)")
        ask_to_open(self._made(), self.tr("Add a plan file"), folder, kinds, self.add)

    def add(self, path: Path) -> None:
        """Read a plan file off the main thread, and add its scenarios to the choices."""
        self._made()
        assert self.reading is not None
        title = self.tr("Opening {name}").format(name=path.name)
        self.reading.ask(title, lambda _context, _watch: _read(path), lambda _, found: self._take(found), for_all=True)

    def _take(self, found: tuple[Contender, ...]) -> None:
        known = [one for one in self._others if one.path != found[0].path]
        self._others = (*known, *found)
        self._show_choices()
        words = (
            self.tr("{n} plans added: tick those to compare.") if len(found) > 1 else self.tr("Added: tick it to compare it.")
        )
        self._desk.feedback.say(words.format(n=len(found)))

    def remove(self, place: int) -> None:
        """Take a plan of another file out of the choices."""
        at = place - len(self._document.scenario_names) - 1
        self._others = (*self._others[:at], *self._others[at + 1 :])
        self._show_choices()

    # Comparing ---------------------------------------------------------------------------------------------------

    def compare(self, places: tuple[int, ...], ground: int) -> None:
        """Score the plans at some places of the choices by the one at `ground`, off the main thread."""
        self._made()
        assert self.questions is not None
        project, today = self._document.project, len(self._document.scenario_names)
        everything = [*(Contender(project, plan) for plan in project.scenarios), None, *self._others]
        chosen = {place: one for place in places if (one := everything[place]) is not None}
        contenders, at = tuple(chosen.values()), list(chosen).index(ground)

        def work(_context: EditContext, _watch: JobWatch) -> Compared:
            comparison = comparison_of(contenders, with_today=today in places, ground=at)
            return comparison, comparison.pairing(0, 1)

        def show(context: EditContext, found: Compared) -> None:
            self._about, self._compared = context, contenders
            self._made().show_comparison(found[0])
            self._made().show_pairing(0, 1, found[1])
            self._plan_moved()

        self.questions.ask(self.tr("Comparing {n} plans").format(n=len(places)), work, show, for_all=True)

    def tell_differences(self, start: int, end: int) -> None:
        """What differs between two of the plans that are compared, off the main thread."""
        window = self._made()
        comparison = window.model.comparison
        assert self.differing is not None
        if comparison is None:
            return
        title = self.tr("Looking for differences")
        self.differing.ask(
            title,
            lambda _context, _watch: comparison.pairing(start, end),
            lambda _context, found: window.show_pairing(start, end, found),
            for_all=True,
        )

    def stop(self) -> None:
        """Let go of what is being worked on; what is known stays."""
        super().stop()
        for one in (self.differing, self.reading):
            if one is not None:
                one.stop()

    # What a person does with it ----------------------------------------------------------------------------------

    def _show_schools(self, urns: frozenset[int]) -> None:
        known = frozenset(urn for urn in urns if urn in self._document.schools)
        self._document.select(known)
        self._desk.views.map.fit(known or None)

    def ask_where(self, start: int) -> None:
        """Where to write the comparison."""
        name = str(Path(self._desk.settings().last_folder or ".") / self.tr("comparison.xlsx"))
        kinds = ";;".join(
            (
                self.tr("Workbook (*.xlsx)"),
                self.tr("Table of measures (*.csv)"),
                self.tr("Everything, for other programs (*.json)"),
            )
        )
        ask_to_save(self._made(), self.tr("Save the comparison"), name, kinds, "xlsx", lambda path: self.save(path, start))

    def save(self, path: Path, start: int) -> None:
        """Write the comparison in the format of the ending, as `wolds compare` does."""
        from wolds.app.export.comparison import ComparedPlans, write_comparison

        comparison = self._made().model.comparison
        if comparison is None:
            return
        try:
            write_comparison(ComparedPlans.of(comparison, start), path)
        except WoldsError as error:
            self._desk.feedback.fail(self.tr("The comparison was not saved"), error)
        else:
            self._desk.feedback.say(self.tr("Saved to {path}").format(path=path))

    # Staying true ------------------------------------------------------------------------------------------------

    def _forget(self, _: Scene) -> None:
        self._compared, self._others = (), ()
        self._made().forget()
        self._show_choices()

    def _mark(self, stale: bool) -> None:
        self._made().set_stale(stale)

    def _plan_moved(self) -> None:
        """Old is what was compared and has changed since: another scenario may be looked at meanwhile."""
        if self._about is not None:
            now = {id(plan) for plan in self._document.project.scenarios}
            self._mark(any(id(one.plan) not in now for one in self._compared if one.path is None))


def _read(path: Path) -> tuple[Contender, ...]:
    found = read_contenders(path)
    _ = found[0].project.schools.data_hash  # worked out here, so that the window need not
    return found
