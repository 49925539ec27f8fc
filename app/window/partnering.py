"""The panel of a partnership: follows the selection, and passes on what is asked for."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from wolds.app.document import Scene
from wolds.app.window.desk import Desk
from wolds.app.window.editing import EditController


class PartnershipController(QObject):
    """Looks after the panel of a partnership."""

    def __init__(self, desk: Desk, editing: EditController) -> None:
        super().__init__(desk.window)
        self._desk, self._document, self._editing = desk, desk.document, editing
        self.view, self._dock = desk.views.partnership, desk.views.docks["partnership"]
        document = self._document
        document.scene_replaced.connect(self._show_scene)
        document.plan_changed.connect(lambda _: self._show())
        document.selection_changed.connect(self._show_selection)
        self.view.edit_requested.connect(self._do)
        self.view.selection_requested.connect(document.select)
        desk.actions["partnership"].triggered.connect(lambda: self.open())

    def show(self, cluster: str) -> None:
        """Bring the partnership of a cluster to the front."""
        self.view.settle()
        self._show(cluster)
        self.open()

    def open(self) -> None:
        """Bring the panel to the front, with the keyboard in it."""
        self._desk.show_plan()
        self._dock.show()
        self._dock.raise_()
        self.view.refresh()
        self.view.chooser.setFocus()

    def _do(self, edit: object) -> None:
        if not self._editing.do(edit):
            self._show()  # what stands in the form is what holds

    def _show_scene(self, _: Scene) -> None:
        self._show()

    def _show_selection(self, urns: frozenset[int]) -> None:
        home = self._document.plan.cluster_of
        touched = {home[urn] for urn in urns if urn in home}
        if len(touched) == 1 and touched != {self.view.cluster}:
            self.view.settle()
            self._show(touched.pop())

    def _show(self, cluster: str | None = None) -> None:
        """Show a cluster; the one that is shown stays while the plan has it."""
        if not self._document.is_open:
            self.view.forget()
            return
        wanted = cluster or self.view.cluster
        known = wanted if wanted in self._document.plan.clusters else None
        self.view.show_cluster(self._document.context, known, date.today())
