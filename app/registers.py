"""Going on with another register as one undo step.

What was done on one register means nothing on another, so that each has undo stacks of its own. At the bottom of each stack of
the later register lies a step that leads back to the earlier one; what was done since comes back with redo.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtGui import QUndoCommand, QUndoGroup, QUndoStack

from wolds.clustering.edits.base import EditError
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.project import Project
from wolds.clustering.records import plan_record

if TYPE_CHECKING:
    from wolds.app.document import PlanDocument


@dataclass(eq=False)
class Era:
    """The time of one register: an undo stack for each scenario, and where the step lies that led here, if one did.

    `left` is the project as it was when another register took its place, `scoreboard` what was said of it then.
    """

    stacks: list[QUndoStack] = field(default_factory=list)
    home: QUndoStack | None = None
    text: str = ""
    left: Project | None = None
    scoreboard: Scoreboard | None = None

    def add_stack(self, group: QUndoGroup) -> None:
        """A stack for one more scenario."""
        stack = QUndoStack(group)
        stack.setUndoLimit(0)
        if self.home is not None:
            stack.push(BackCommand(self.home, self.text))
            stack.setClean()
        self.stacks.append(stack)


class DocumentStep(QUndoCommand):
    """An undo step of a document that does not keep it alive.

    In a ring with it the garbage collector would take the stacks apart while the document still listens to them.
    """

    def __init__(self, document: PlanDocument, text: str) -> None:
        super().__init__(text)
        self._ref = ref(document)

    @property
    def document(self) -> PlanDocument:
        """The document, which outlives its stacks."""
        document = self._ref()
        assert document is not None
        return document


class BackCommand(QUndoCommand):
    """The step at the bottom of a stack that leads back to the earlier register."""

    def __init__(self, home: QUndoStack, text: str) -> None:
        super().__init__(text)
        self._home = home

    def undo(self) -> None:
        """Let the step that led here be taken back where it lies."""
        self._home.undo()

    def redo(self) -> None:
        """Nothing: whoever leads here again has done it all."""


class RegisterCommand(DocumentStep):
    """One undo step, on the stack of the scenario that was active: every scenario from register to register."""

    def __init__(self, document: PlanDocument, before: Era, after: Era) -> None:
        super().__init__(document, after.text)
        self._before, self._after = before, after
        self._departed = document.project
        self._done_before = False

    def redo(self) -> None:
        """Go on with the later register, where the plan is still the one that was taken to it."""
        if self._done_before and self._is_stale():
            self.setObsolete(True)
            words = "The plan was changed since on the earlier register. Go on with the newer register once more."
            self.document.edit_refused.emit(EditError(words))
            return
        sentence = f"Redo: {self.text()}" if self._done_before else self.text()
        self._done_before = True
        self.document.enter(self._before, self._after, sentence)
        for stack in self._after.stacks:
            if stack.index() == 0:  # the one whose step led back
                stack.redo()

    def undo(self) -> None:
        """Go back to the earlier register."""
        since = any(stack.count() > 1 for stack in self._after.stacks)
        also = ", with what was done on it since: Redo brings it all back" if since else ""
        self.document.enter(self._after, self._before, f"Undo: {self.text()}{also}")

    def _is_stale(self) -> bool:
        """Whether any scenario, or the travel, is not what it was when the plan was taken to the later register."""
        then, now = self._departed, self.document.project
        same = now.schools.are_those_of(then.schools) and now.schools.supplied is then.schools.supplied
        return not same or [plan_record(plan) for plan in then.scenarios] != [plan_record(plan) for plan in now.scenarios]
