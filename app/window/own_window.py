"""What controllers have in common that ask about the plan in a window of their own, beside the main one."""

from __future__ import annotations

from PySide6.QtCore import QObject

from wolds.app.document import DocumentChange, Scene
from wolds.app.exploring import is_about
from wolds.app.window.desk import Desk
from wolds.app.window.questions import Questions
from wolds.clustering.edits.base import EditContext


class OwnWindowController(QObject):
    """Looks after a window that is made when it is first asked for, and whose answer is marked once the plan moves on.

    Subclasses say how to `open` it, to mark what it shows as old (`_mark`) and to start afresh with other schools (`_forget`).
    """

    def __init__(self, desk: Desk, command: str) -> None:
        super().__init__(desk.window)
        self._desk, self._document = desk, desk.document
        self.questions: Questions | None = None
        self._about: EditContext | None = None
        desk.actions[command].triggered.connect(lambda: self.open())
        desk.document.scene_replaced.connect(self._show_scene)
        desk.document.plan_changed.connect(self._show_change)

    def open(self) -> None:
        """Show the window."""
        raise NotImplementedError

    def _mark(self, stale: bool) -> None:
        raise NotImplementedError

    def _forget(self, scene: Scene) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        """Let go of what is being worked on; what is known stays."""
        if self.questions is not None:
            self.questions.stop()

    @property
    def is_running(self) -> bool:
        """Whether something is being worked on."""
        return self.questions is not None and self.questions.is_running

    def _show_scene(self, scene: Scene) -> None:
        if self._about is not None and self._about.schools is not scene.schools:
            self.stop()
            self._about = None
            self._forget(scene)
        self._plan_moved()

    def _show_change(self, _: DocumentChange) -> None:
        self._plan_moved()

    def _plan_moved(self) -> None:
        if self._about is not None:
            self._mark(not is_about(self._about, self._document.context))
