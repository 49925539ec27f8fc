"""What every controller works with: handed to each, so that none needs to know the window or another controller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow, QToolBar, QWidget

from wolds.app.document import PlanDocument
from wolds.app.settings import Settings
from wolds.app.window.actions import Actions
from wolds.app.window.feedback import Feedback
from wolds.app.window.layout import Views
from wolds.app.window.status import StatusController
from wolds.app.window.turns import Turns


@dataclass(frozen=True, eq=False)
class Desk:
    """The window's shared things."""

    window: QMainWindow
    document: PlanDocument
    actions: Actions
    feedback: Feedback
    views: Views
    status: StatusController
    toolbar: QToolBar
    settings: Callable[[], Settings]
    use_settings: Callable[[Settings], None]
    show_plan: Callable[[], None]
    show_page: Callable[[QWidget], None]
    turns: Turns

    def fit_plan(self) -> None:
        """Bring all of the plan into sight, once the map shows it: a county in a register of the country is shown in turns."""
        self.turns.take(lambda: self.views.map.fit(None), in_turn=not self.turns.is_done)

    def settle(self) -> None:
        """Take what is still being typed into a form: a proposal or a save must not miss it."""
        self.turns.finish()
        self.views.rules.settle()
        self.views.eligibility.settle()
        self.views.partnership.settle()
