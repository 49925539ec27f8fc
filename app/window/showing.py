"""Passes the news of the document on to the views of the plan: at once, and at the size of a country one view a turn."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from wolds.app.document import DocumentChange, PlanDocument, Scene
from wolds.app.window.layout import Views
from wolds.app.window.turns import Turns
from wolds.widgets.common.school_texts import texts_of
from wolds.widgets.view import View

_MANY: Final = 200
"""Records that change at once, such as a proposal accepted for a country: from so many on, the views follow one a turn."""


class ShowController(QObject):
    """Keeps map, tables and lists true to the document. `told` is called after each piece of news.

    What is still to be shown is shown before the document moves on, so that every view sees all news in order.
    """

    def __init__(self, document: PlanDocument, views: Views, turns: Turns, told: Callable[[], None]) -> None:
        super().__init__(document)
        self._document, self._views, self._turns, self._told = document, views, turns, told
        self._shown: Scene | None = None
        document.about_to_change.connect(turns.finish)
        document.scene_replaced.connect(self._show_scene)
        document.plan_changed.connect(self._show_change)
        document.selection_changed.connect(self._show_selection)

    def _show_scene(self, scene: Scene) -> None:
        known, self._shown = self._shown, scene
        is_other = not scene.is_register_of(known)
        if scene.is_vast and is_other:
            _set_aside()
            self._turns.take(partial(_put_names_in_order, scene), in_turn=True)
        steps = [partial(show_in, view, scene, known) for view in self._views.of_plan]
        for step in (*steps, partial(self._show_selection, self._document.selection)):
            self._turns.take(step, in_turn=scene.is_vast)
        if scene.is_vast and is_other:
            self._turns.take(_set_aside, in_turn=True)

    def _show_change(self, news: DocumentChange) -> None:
        in_turn = len(news.change.records) > _MANY and self._shown is not None and self._shown.is_vast
        for view in self._views.of_plan:
            self._turns.take(partial(view.apply_change, news.change, news.plan, news.scoreboard), in_turn=in_turn)
        self._turns.take(self._told, in_turn=in_turn)

    def _show_selection(self, urns: frozenset[int]) -> None:
        for view in self._views.of_plan:
            view.show_selection(urns)
        self._told()


def show_in(view: View, scene: Scene, known: Scene | None) -> None:
    """Show a scene in a view that shows another one, or none yet."""
    if not scene.is_standing_of(known):
        view.show_schools(scene.schools, scene.standing)
    view.show_plan(scene.plan, scene.scoreboard)


def _put_names_in_order(scene: Scene) -> None:
    """Have the names of a register in order before the table and the tree ask for it: for a country that is half their time."""
    texts_of(scene.schools).ranks("name")


def _set_aside() -> None:
    """Let the garbage collector pass over what is there: to look at all objects of a country holds the window for 150 ms.

    They stay as long as they are in use, and go when the last use ends; only rings of objects would not be found any more.
    """
    gc.collect(1)
    gc.freeze()
