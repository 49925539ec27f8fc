"""Comparing: joins its window with the scenarios of the document, with other plan files, and with the engine room."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from PySide6.QtCore import Qt

from wolds.app.comparing import Contender, comparison_of, read_contenders
from wolds.app.document import Scene
from wolds.app.jobs import Job, JobWatch
from wolds.app.plan_names import short_names
from wolds.app.window.asking import ask_to_open, ask_to_save
from wolds.app.window.desk import Desk
from wolds.app.window.own_window import OwnWindowController
from wolds.app.window.questions import Questions
from wolds.clustering.comparing import MOST_SIDES, Comparison, Pairing
from wolds.clustering.edits.base import EditContext
from wolds.clustering.plan import Plan
from wolds.widgets.comparing import CompareWindow, PlanChoice

Compared = tuple[Comparison, Pairing]


@dataclass(frozen=True)
class Key:
    """What a choice is known by whatever it is called for now; without a scenario: today's federations."""

    path: Path | None = None
    scenario: str = ""


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
        self._shown: tuple[Key, ...] = ()  # of the choices, in order
        self.writing: Job | None = None
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
        """The plans that can be compared; ticks stay with their plans. At first all of this plan's are ticked, and today's
        federations beside a scenario that is alone."""
        if self.window is None or not self._document.is_open:
            return
        choices, before = self._choices(), self._keys_now()
        shown, self._shown = self.window.choices, self._keys()
        ticked = {before[place] for place in shown.ticked} if before else self._first_ticked()
        wanted = [place for place, key in enumerate(self._shown) if key in ticked][:MOST_SIDES]
        ground = before[shown.ground_place] if before and shown.ground_place >= 0 else None
        self.window.show_choices(choices, wanted, self._shown.index(ground) if ground in self._shown else -1)

    def _first_ticked(self) -> set[Key]:
        alone = len(self._document.scenario_names) == 1
        return {key for key in self._keys() if key.path is None and (key.scenario or alone)}

    def _keys(self) -> tuple[Key, ...]:
        here = (Key(scenario=name) for name in self._document.scenario_names)
        return (*here, Key(), *(Key(one.path, one.plan.name) for one in self._others))

    def _keys_now(self) -> tuple[Key, ...]:
        """The keys of what is shown, as it is called now: a scenario that was renamed is the same one."""
        names = self._document.scenario_names
        here = sum(key.path is None and bool(key.scenario) for key in self._shown)
        if here != len(names):
            return self._shown
        return (*(Key(scenario=name) for name in names), *self._shown[here:])

    def _choices(self) -> list[PlanChoice]:
        here = [PlanChoice(name, self.tr("A scenario of this plan")) for name in self._document.scenario_names]
        today = PlanChoice(self.tr("Today's federations"), self.tr("As if they were a plan"), is_today=True)
        called = short_names(one.path for one in self._others if one.path is not None)
        others = [
            PlanChoice(f"{called[one.path]}: {one.plan.name}", str(one.path), from_file=True)
            for one in self._others
            if one.path is not None
        ]
        return [*here, today, *others]

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
        if len(found) > 1:
            self._say(self.tr("{n} plans added: tick those to compare.").format(n=len(found)))
        else:
            self._say(self.tr("Added and ticked.") if self._tick_last() else self.tr("Added: tick it to compare it."))

    def _tick_last(self) -> bool:
        """Tick a plan that came alone, where there is room: it was added to be compared."""
        choices, place = self._made().choices, len(self._shown) - 1
        has_room = len({*choices.ticked, place}) <= MOST_SIDES
        if has_room:
            choices.list.item(place).setCheckState(Qt.CheckState.Checked)
        return has_room

    def _say(self, words: str) -> None:
        """Say it where the person looks, and to screen readers."""
        self._made().say(words)
        self._desk.feedback.say(words)

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
            lambda _context, found: self._show_differences(comparison, start, end, found),
            for_all=True,
        )

    def _show_differences(self, asked: Comparison, start: int, end: int, found: Pairing) -> None:
        """Show what differs, unless other plans were compared meanwhile."""
        if self._made().model.comparison is asked:
            self._made().show_pairing(start, end, found)

    def stop(self) -> None:
        """Let go of what is being worked on; what is known stays, and a file is written to its end."""
        super().stop()
        for one in (self.differing, self.reading):
            if one is not None:
                one.stop()

    # What a person does with it ----------------------------------------------------------------------------------

    def _show_schools(self, urns: frozenset[int]) -> None:
        known = frozenset(urn for urn in urns if urn in self._document.schools)
        self._document.select(known)
        if known:
            self._desk.views.map.fit(known)

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
        """Write the comparison in the format of the ending, as `wolds compare` does, off the main thread."""
        comparison = self._made().model.comparison
        if comparison is None:
            return
        title = self.tr("Saving {name}").format(name=path.name)
        job = self.writing = Job(title, lambda _: _write(comparison, start, path), self, "never")
        job.succeeded.connect(lambda _: self._say(self.tr("Saved to {path}").format(path=path)))
        job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The comparison was not saved"), error))
        self._made().jobs.watch(job)
        job.start()

    # Staying true ------------------------------------------------------------------------------------------------

    def _forget(self, _: Scene) -> None:
        self._compared, self._others, self._shown = (), (), ()
        self._made().forget()
        self._show_choices()

    def _mark(self, stale: bool) -> None:
        self._made().set_stale(stale)

    def _plan_moved(self) -> None:
        """Old is what was compared and is otherwise now: another scenario may be looked at, and an edit taken back."""
        if self._about is not None:
            now, compared = self._document.project.scenarios, (one.plan for one in self._compared if one.path is None)
            self._mark(not all(any(_is_same(plan, other) for other in now) for plan in compared))


def _is_same(one: Plan, other: Plan) -> bool:
    """Whether two plans say the same: one that was edited and taken back is another object."""
    return one is other or all(getattr(one, field.name) == getattr(other, field.name) for field in fields(Plan))


def _write(comparison: Comparison, start: int, path: Path) -> None:
    from wolds.app.export.comparison import ComparedPlans, write_comparison

    write_comparison(ComparedPlans.of(comparison, start), path)


def _read(path: Path) -> tuple[Contender, ...]:
    found = read_contenders(path)
    _ = found[0].project.schools.data_hash  # worked out here, so that the window need not
    return found
