"""The one document of the window: a thin Qt coat over schools, scenarios, plan and checks.

The only way in is `PlanDocument.do(edit)`. Undo and redo take the same path with the inverse change, so every view sees
one kind of news: a `DocumentChange`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoGroup, QUndoStack

from wolds.app.judging import Judges, Known
from wolds.app.registers import DocumentStep, Era, RegisterCommand
from wolds.clustering.edits.base import Edit, EditContext, EditError
from wolds.clustering.eligibility import Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan, PlanChange, Table
from wolds.clustering.project import Project
from wolds.geo.schools import Schools
from wolds.geo.supplied import SuppliedTravel

_VAST: Final = 1_000  # schools


@dataclass(frozen=True, eq=False)
class DocumentChange:
    """What an edit, an undo or a redo did; plan and scoreboard are those after it."""

    change: PlanChange
    plan: Plan
    scoreboard: Scoreboard


@dataclass(frozen=True, eq=False)
class Scene:
    """Everything a view needs to show a plan as a whole."""

    schools: Schools
    standing: Standing
    plan: Plan
    scoreboard: Scoreboard

    @property
    def is_vast(self) -> bool:
        """Whether it is so large, a region or a country, that to show all of it at once would hold the window for too long."""
        return len(self.schools) > _VAST

    def is_register_of(self, other: Scene | None) -> bool:
        """Whether another scene shows the same register."""
        return other is not None and other.schools is self.schools

    def is_standing_of(self, other: Scene | None) -> bool:
        """Whether another scene shows the same register under the same filter."""
        return self.is_register_of(other) and other is not None and other.standing is self.standing


@dataclass(frozen=True, eq=False)
class SavePoint:
    """The undo stacks and where each stood when a save started."""

    stacks: tuple[QUndoStack, ...]
    indices: tuple[int, ...]


class PlanDocument(QObject):
    """Schools, scenarios, plan, checks and undo stacks. Emits what happened; refuses nothing but what an edit refuses."""

    about_to_change = Signal()  # before any of the next three
    scene_replaced = Signal(object)  # Scene: opened, scenario switched, filter or rules changed
    plan_changed = Signal(object)  # DocumentChange
    scenarios_changed = Signal()
    clean_changed = Signal(bool)
    selection_changed = Signal(object)  # frozenset[int] of URNs
    edited = Signal(str)  # the sentence of an edit, undo or redo, to be announced
    edit_refused = Signal(object)  # EditError
    look_only_met = Signal()  # somebody wants to edit a plan that is open to be looked at

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_group = QUndoGroup(self)
        self.undo_group.cleanChanged.connect(self._tell_clean)
        self._era = Era()
        self._project: Project | None = None
        self._structure_changed = False
        self._look_only = False
        self._selection: frozenset[int] = frozenset()
        self.judges = Judges()
        self._standing: Standing
        self._scoreboard: Scoreboard

    # What is there -----------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether there is a register at all."""
        return self._project is not None

    @property
    def project(self) -> Project:
        """All that a plan file holds. `RuntimeError` where nothing is open."""
        if self._project is None:
            raise RuntimeError("no register is open")
        return self._project

    @property
    def schools(self) -> Schools:
        """The register."""
        return self.project.schools

    @property
    def standing(self) -> Standing:
        """Who is to be placed, optional or excluded in the active scenario."""
        return self._standing

    @property
    def plan(self) -> Plan:
        """The plan of the active scenario."""
        return self.project.plan

    @property
    def scoreboard(self) -> Scoreboard:
        """Figures and checks of the active plan."""
        return self._scoreboard

    @property
    def scenario_names(self) -> tuple[str, ...]:
        """Names of the scenarios, in order."""
        return self.project.names if self._project else ()

    @property
    def active(self) -> int:
        """The position of the active scenario."""
        return self.project.active

    @property
    def scene(self) -> Scene:
        """Everything a view needs to show the active plan."""
        return Scene(self.schools, self._standing, self.plan, self._scoreboard)

    @property
    def context(self) -> EditContext:
        """What an edit may look at."""
        return EditContext(self.schools, self._standing, self.plan)

    @property
    def is_clean(self) -> bool:
        """Whether everything is saved."""
        return not self._structure_changed and all(stack.isClean() for stack in self._stacks)

    @property
    def is_look_only(self) -> bool:
        """Whether the plan is open to be looked at, and takes no edit."""
        return self._look_only

    @property
    def selection(self) -> frozenset[int]:
        """The URNs selected in every view."""
        return self._selection

    # Opening and saving ------------------------------------------------------------------------------------------

    def open(self, project: Project, *, clean: bool = True, look_only: bool = False) -> None:
        """Take another project in place of the present one; the undo history starts anew.

        `InputError` where the filter names what the register lacks; then nothing has changed.
        """
        self.judges.standing(project.schools, project.plan.eligibility)  # raises before anything has changed
        self._become(project)
        self._drop_stacks()
        for _ in project.scenarios:
            self._era.add_stack(self.undo_group)
        self._selection = frozenset()
        self._structure_changed = not clean
        self._look_only = look_only
        self._show_active()
        self.scenarios_changed.emit()
        self.clean_changed.emit(self.is_clean)

    def take_as_own(self) -> None:
        """Make a plan that is open to be looked at a copy of one's own: unsaved, and free to be edited."""
        self._look_only, self._structure_changed = False, True
        self.clean_changed.emit(False)

    @property
    def save_point(self) -> SavePoint:
        """Where the undo stacks stand, taken together with `project` when a save starts."""
        return SavePoint(tuple(self._stacks), tuple(stack.index() for stack in self._stacks))

    def mark_saved(self, point: SavePoint) -> None:
        """Say that the state of `point` is on disk. What was edited since counts as unsaved."""
        if point.stacks != tuple(self._stacks):
            return  # scenarios came or went meanwhile: the next save catches up
        self._structure_changed = False
        for stack, index in zip(self._stacks, point.indices, strict=True):
            if stack.index() == index:
                stack.setClean()
            else:
                stack.resetClean()
        self.clean_changed.emit(self.is_clean)

    # Edits -------------------------------------------------------------------------------------------------------

    def do(self, edit: Edit) -> bool:
        """Do an edit as one undo step. False where it was refused: `edit_refused` says why."""
        if not self._may_edit():
            return False
        try:
            change = edit.change(replace(self.context, standing_under=self.judges.standing))
            if change.records:
                self._refuse_bad_filter(change)
        except EditError as error:
            self.edit_refused.emit(error)
            return False
        if change.records:
            self._stacks[self.active].push(_ChangeCommand(self, change))
        return True

    def _refuse_bad_filter(self, change: PlanChange) -> None:
        """A filter that matches nothing in the register is nonsense, and refused before it is done."""
        from wolds.geo.errors import InputError

        for record in change.of(Table.SETTINGS):
            if record.key == "eligibility" and record.after is not None:
                try:
                    self.judges.standing(self.schools, record.after)
                except InputError as error:
                    raise EditError(str(error)) from error

    def _may_edit(self) -> bool:
        if self._look_only:
            self.look_only_met.emit()
        return not self._look_only

    def would(self, edit: Edit) -> PlanChange | EditError:
        """What an edit would do, or why it would be refused; nothing happens."""
        try:
            return edit.change(self.context)
        except EditError as error:
            return error

    def apply(self, change: PlanChange, sentence: str) -> None:
        """Carry out a change; only undo commands call this."""
        plan = self.plan.apply(change)
        self._become(self.project.with_plan(plan).logged(sentence))
        if change.touches_settings:
            self._settings_changed(change)
        else:
            self._scoreboard = self._scoreboard.after(change, plan)
            self.plan_changed.emit(DocumentChange(change, plan, self._scoreboard))
        self.edited.emit(sentence)

    def _settings_changed(self, change: PlanChange) -> None:
        keys = {record.key for record in change.of(Table.SETTINGS)}
        if keys == {"name"}:
            self._scoreboard = self._scoreboard.after(change, self.plan)
            self.plan_changed.emit(DocumentChange(change, self.plan, self._scoreboard))
            self.scenarios_changed.emit()
            return
        self._show_active()

    # Travel ------------------------------------------------------------------------------------------------------

    def travel_by(self, travel: SuppliedTravel | None, text: str) -> bool:
        """Judge every scenario by another provider's travel (None = the straight line), as one undo step."""
        if not self._may_edit():
            return False
        self._stacks[self.active].push(_TravelCommand(self, self.schools.supplied, travel, text))
        return True

    def put_travel(self, travel: SuppliedTravel | None, sentence: str) -> None:
        """Carry out a change of travel; only undo commands call this. What proposals said of themselves holds no more."""
        project = self.project
        scenarios = tuple(replace(plan, proposals=Plan().proposals) for plan in project.scenarios)
        schools = project.schools.travelling_by(travel)
        self._become(replace(project, schools=schools, scenarios=scenarios).logged(sentence))
        self._structure_changed = True
        self._show_active()
        self.clean_changed.emit(self.is_clean)
        self.edited.emit(sentence)

    # Registers ---------------------------------------------------------------------------------------------------

    def go_on(self, project: Project, text: str) -> bool:
        """Take every scenario to another register, as one undo step; `project` is the present one as it is there.

        `InputError` where the filter names what the register lacks; then nothing has changed.
        """
        if not self._may_edit():
            return False
        self.judges.standing(project.schools, project.plan.eligibility)  # raises before anything has changed
        home = self._stacks[self.active]
        after = Era(home=home, text=text, left=project)
        for _ in project.scenarios:
            after.add_stack(self.undo_group)
        home.push(RegisterCommand(self, self._era, after))
        return True

    def enter(self, before: Era, after: Era, sentence: str) -> None:
        """Show the plan on another register; only undo commands call this. The log goes on, whichever register it is about."""
        assert after.left is not None
        known, project = self.project.log, after.left
        log = project.log if project.log[: len(known)] == known else known
        before.left, before.scoreboard = self.project, self._scoreboard
        if after.scoreboard is not None:
            self.judges.learn(Known(project.plan.eligibility, after.scoreboard.judge))
        self._become(replace(project, log=log).logged(sentence))
        self._era, self._structure_changed = after, True
        lost = frozenset(urn for urn in self._selection if urn not in project.schools)
        self._selection -= lost
        self._show_active(after.scoreboard)
        if lost:
            self.selection_changed.emit(self._selection)
        self.scenarios_changed.emit()
        self.clean_changed.emit(self.is_clean)
        self.edited.emit(sentence)

    # Scenarios ---------------------------------------------------------------------------------------------------

    def switch_to(self, position: int) -> None:
        """Make another scenario the active one."""
        if position == self.active:
            return
        project = self.project.switched(position)
        self.judges.standing(project.schools, project.plan.eligibility)  # raises before anything has changed
        self._become(project)
        self._show_active()
        self.scenarios_changed.emit()

    def duplicate(self, name: str = "") -> None:
        """Add a copy of the active scenario and make it the active one. `EditError` for a name that is taken."""
        if not self._may_edit():
            return
        self._become(self.project.duplicated(self.active, name))
        self._era.add_stack(self.undo_group)
        self._structure_changed = True
        self._show_active()
        self.scenarios_changed.emit()
        self.clean_changed.emit(False)

    def add_scenarios(self, plans: Sequence[Plan]) -> tuple[str, ...]:
        """Add scenarios that were worked out elsewhere; the active one stays active. Their names, which no other has."""
        if not self._may_edit():
            return ()
        active, project = self.active, self.project
        for plan in plans:
            project = project.added(plan).logged(f"Add the scenario {plan.name}")
            self._era.add_stack(self.undo_group)
        self._project = project.switched(active)
        self._structure_changed = True
        self.scenarios_changed.emit()
        self.clean_changed.emit(False)
        return project.names[-len(plans) :] if plans else ()

    def remove_scenario(self, position: int) -> None:
        """Take a scenario out. `EditError` where it is the last one."""
        if not self._may_edit():
            return
        self._become(self.project.removed(position))
        stack = self._stacks.pop(position)
        self.undo_group.removeStack(stack)
        stack.deleteLater()
        self._structure_changed = True
        self._show_active()
        self.scenarios_changed.emit()
        self.clean_changed.emit(False)

    # Selection ---------------------------------------------------------------------------------------------------

    def select(self, urns: Sequence[int] | frozenset[int]) -> None:
        """Make these schools the selection of every view; URNs that the register does not know are left out."""
        selection = frozenset(int(urn) for urn in urns if urn in self.schools)
        if selection != self._selection:
            self.about_to_change.emit()
            self._selection = selection
            self.selection_changed.emit(selection)

    # Inside ------------------------------------------------------------------------------------------------------

    @property
    def _stacks(self) -> list[QUndoStack]:
        return self._era.stacks

    def _drop_stacks(self) -> None:
        for stack in self.undo_group.stacks():  # those of earlier registers too
            self.undo_group.removeStack(stack)
            stack.deleteLater()
        self._era = Era()

    def _become(self, project: Project) -> None:
        """Have another project, after what is still to be shown of the present one was shown: both would not go together."""
        self.about_to_change.emit()
        self._project = project

    def _show_active(self, known: Scoreboard | None = None) -> None:
        standing = self._standing = self.judges.standing(self.schools, self.plan.eligibility)
        self._scoreboard = known or Scoreboard.by(self.judges.judge(self.schools, standing, self.plan), self.plan)
        self.undo_group.setActiveStack(self._stacks[self.active])
        self.scene_replaced.emit(self.scene)

    def _tell_clean(self, _: bool) -> None:
        if self.is_open:
            self.clean_changed.emit(self.is_clean)


class _TravelCommand(DocumentStep):
    """One undo step: travel before and after."""

    def __init__(self, document: PlanDocument, before: SuppliedTravel | None, after: SuppliedTravel | None, text: str) -> None:
        super().__init__(document, text)
        self._before, self._after, self._done_before = before, after, False

    def redo(self) -> None:
        sentence = f"Redo: {self.text()}" if self._done_before else self.text()
        self._done_before = True
        self.document.put_travel(self._after, sentence)

    def undo(self) -> None:
        self.document.put_travel(self._before, f"Undo: {self.text()}")


class _ChangeCommand(DocumentStep):
    """One undo step: a change and its inverse."""

    def __init__(self, document: PlanDocument, change: PlanChange) -> None:
        super().__init__(document, change.text)
        self._change, self._done_before = change, False

    def redo(self) -> None:
        sentence = f"Redo: {self._change.text}" if self._done_before else self._change.text
        self._done_before = True
        self.document.apply(self._change, sentence)

    def undo(self) -> None:
        self.document.apply(self._change.inverse, f"Undo: {self._change.text}")
