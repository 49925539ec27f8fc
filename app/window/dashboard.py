"""The county dashboard: kept true while it is in sight, and the way from a figure to a cluster."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from wolds.app.file_names import safe_stem
from wolds.app.window.asking import ask_to_save
from wolds.app.window.desk import Desk
from wolds.app.window.editing import EditController
from wolds.app.window.opening_first import OpeningFirst
from wolds.app.window.partnering import PartnershipController
from wolds.clustering.edits import EditError
from wolds.clustering.partnership.dashboard import CountyWatch
from wolds.geo.errors import WoldsError

_AT_ONCE = 400  # clusters that are looked at before the window answers again


class DashboardController(QObject):
    """Looks after the page of the county's figures."""

    def __init__(self, desk: Desk, editing: EditController, partnering: PartnershipController) -> None:
        super().__init__(desk.window)
        self._desk, self._document, self._editing, self._partnering = desk, desk.document, editing, partnering
        self.view, self._watch, self._is_stale = desk.views.dashboard, CountyWatch(), True
        self._first = OpeningFirst(desk, self.open)
        desk.actions["dashboard"].triggered.connect(lambda: self.open())
        desk.views.start.dashboard_requested.connect(self.open)
        desk.views.pages.currentChanged.connect(lambda _: self.refresh())
        desk.document.scene_replaced.connect(lambda _: self._moved())
        desk.document.plan_changed.connect(lambda _: self._moved())
        self.view.cluster_wanted.connect(self.go_to)
        self.view.unplaced_wanted.connect(self.show_unplaced)
        self.view.export_requested.connect(self.ask_where)
        self.view.left.connect(desk.show_plan)
        self.view.edit_requested.connect(editing.do)
        self.view.example_requested.connect(self.fill_example)

    # Coming and going --------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the page; where nothing is open yet, ask for a plan first. Asked for again, it gives way to the map."""
        if not self._document.is_open:
            self._first.ask(self.tr("Which county? Open its plan or a register, or try the sample county."))
        elif self._desk.views.pages.currentWidget() is self.view:
            self._desk.show_plan()
        else:
            self._desk.settle()
            self._desk.show_page(self.view)

    def go_to(self, cluster: str) -> None:
        """Go to a cluster: selected, in sight on the map, its partnership open."""
        members = frozenset(self._document.plan.clusters[cluster].members)
        self._desk.show_plan()
        self._document.select(members)
        self._partnering.show(cluster)
        QTimer.singleShot(0, lambda: self._desk.views.map.fit(members))  # once the panels have their places

    def show_unplaced(self) -> None:
        """Go to the schools that are not placed."""
        self._desk.show_plan()
        dock = self._desk.views.docks["unplaced"]
        dock.show()
        dock.raise_()
        self._desk.views.unplaced.list.setFocus()

    def fill_example(self) -> None:
        """Fill the sample county's partnerships with an invented example."""
        from wolds.clustering.partnership.example import example_life

        try:
            edit = example_life(self._document.context, date.today())
        except EditError as error:
            self._desk.feedback.refuse(error)
        else:
            self._editing.do(edit)

    # Staying true ------------------------------------------------------------------------------------------------

    def _moved(self) -> None:
        self._is_stale = True
        self.refresh()

    def refresh(self) -> None:
        """Bring the page up to date where it is in sight; else it waits until it is."""
        if not (self._is_stale and self._document.is_open and self._desk.views.pages.currentWidget() is self.view):
            return
        context, today = self._document.context, date.today()
        if self._watch.prepare(context, today, _AT_ONCE):
            self._is_stale = False
            county = self._watch.dashboard(context, today)
            is_bare = context.schools.source.is_sample and not context.plan.partnerships
            self.view.show_county(county, context.plan.name, today, example=is_bare and bool(county.states))
        else:  # a whole country, seen for the first time
            self.view.show_waiting()
            QTimer.singleShot(0, self.refresh)

    # Taking away -------------------------------------------------------------------------------------------------

    def ask_where(self) -> None:
        """Where to write the figures."""
        start = str(Path(self._desk.settings().last_folder or ".") / f"{safe_stem(self._document.plan.name)} county.csv")
        kinds = self.tr("Table for a spreadsheet (*.csv)")
        ask_to_save(self._desk.window, self.tr("Save the county's figures"), start, kinds, "csv", self.save)

    def save(self, path: Path) -> None:
        """Write the figures, as `wolds partnerships --county` does."""
        from wolds.app.export.county_rows import county_list
        from wolds.app.export.origin import write_table

        try:
            context = self._document.context
            write_table(path, county_list(context, date.today()).csv(), context)
        except WoldsError as error:
            self._desk.feedback.fail(self.tr("The figures were not saved"), error)
        else:
            self._desk.feedback.say(self.tr("Saved to {path}").format(path=path))
