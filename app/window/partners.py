"""Finding partners for a school: joins its two panels with the document, the engine and the idea file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from wolds.app.document import DocumentChange, Scene
from wolds.app.exploring import is_about
from wolds.app.jobs import Job
from wolds.app.window.asking import ask_to_save
from wolds.app.window.desk import Desk
from wolds.app.window.finding import FindController
from wolds.app.window.opening_first import OpeningFirst
from wolds.app.window.questions import Questions
from wolds.app.window.saving import SaveController
from wolds.clustering.edits.base import EditContext
from wolds.clustering.ideas import idea_project
from wolds.clustering.models import Model
from wolds.clustering.naming import name_for
from wolds.clustering.partners import (
    BestGroups,
    PartnerSearch,
    Reach,
    Weights,
    WhatIf,
    best_groups,
    possible_partners,
    what_if,
)
from wolds.clustering.partnership import Partnership
from wolds.geo.schools import Schools


class PartnersController(QObject):
    """Looks after the panels of possible partners. `arrange` shows or leaves them: True, False."""

    def __init__(self, desk: Desk, finding: FindController, saving: SaveController, arrange: Callable[[bool], None]) -> None:
        super().__init__(desk.window)
        self._desk, self._document, self._saving, self._arrange = desk, desk.document, saving, arrange
        self.view, self.groups = desk.views.partners, desk.views.group
        failed = self.tr("No partners could be looked for")
        self.looking = Questions(desk, self.view.jobs, failed)
        self.grouping = Questions(desk, self.groups.best.jobs, self.tr("The best groups were not found"))
        self.job: Job | None = None
        self._found: PartnerSearch | None = None
        self._about: EditContext | None = None
        self._register: Schools | None = None
        self._first = OpeningFirst(desk, self.open)
        self.view.box.set_finder(finding.find)
        self._connect()

    def _connect(self) -> None:
        self._desk.actions["partners"].triggered.connect(lambda: self.open())
        self._desk.views.start.partners_requested.connect(self.open)
        self.view.search_requested.connect(self.search)
        self.view.ticks_changed.connect(self._ask_group)
        self.view.left.connect(self.leave)
        page, best = self.groups.group, self.groups.best
        for asking in (self.view, page, best):
            asking.show_requested.connect(self._show_schools)
        page.save_requested.connect(self.ask_where)
        best.asked.connect(self.find_best)
        best.group_wanted.connect(self._look_at)
        self._document.scene_replaced.connect(self._show_scene)
        self._document.plan_changed.connect(self._show_change)

    # Coming and going --------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the panels; where nothing is open yet, ask for the schools first."""
        if not self._document.is_open:
            self._first.ask(
                self.tr("Where are the schools? Open your authority's plan or a register, or try the sample county.")
            )
            return
        self._desk.show_plan()
        self._arrange(True)
        selection = self._document.selection
        if self.view.urn is None and len(selection) == 1:
            self.view.choose(next(iter(selection)))
        self.view.box.setFocus()
        self.view.box.selectAll()

    def leave(self) -> None:
        """Back to the panels of the whole plan."""
        self.stop()
        self._arrange(False)

    def stop(self) -> None:
        """Let go of what is being looked for."""
        self.looking.stop()
        self.grouping.stop()

    # Looking -----------------------------------------------------------------------------------------------------

    def search(self, urn: int, minutes: float, weights: Weights) -> None:
        """Look for partners, off the main thread."""
        self.grouping.stop()
        name = self._document.schools.name_of(urn)
        title = self.tr("Looking for partners of {name}").format(name=name)
        reach = Reach(minutes=minutes)
        self.looking.ask(title, lambda context, _: possible_partners(context, urn, reach, weights), self._take, for_all=True)

    def _take(self, context: EditContext, found: PartnerSearch) -> None:
        before, self._found, self._about = self._found, found, context
        self.view.show_found(found)
        self.groups.set_school(True)
        if before is None or (before.school.urn, before.reach) != (found.school.urn, found.reach):
            self.groups.best.forget()
            near = frozenset((found.school.urn, *(partner.facts.urn for partner in found.partners)))
            self._document.select(frozenset((found.school.urn,)))
            self._desk.views.map.fit(near)
        self._ask_group(self.view.model.ticked)
        self._plan_moved()
        self._desk.feedback.say(self.tr("{n} possible partners.").format(n=len(found.partners)))

    def _ask_group(self, ticked: tuple[int, ...]) -> None:
        if self._found is None or not ticked:
            self.groups.group.show_group(None)
            return
        urns = (self._found.school.urn, *ticked)
        self._document.select(frozenset(urns))
        title = self.tr("Working out the group")
        self.looking.ask(title, lambda context, _: what_if(context, urns), self._show_group, for_all=True)

    def _show_group(self, context: EditContext, group: WhatIf) -> None:
        self.groups.group.show_group(group, name_for(context.schools, group.urns, []))
        self._desk.feedback.say(f"{group.sentence}.")

    def find_best(self) -> None:
        """The best groups of each size, off the main thread."""
        found = self._found
        if found is not None:
            title = self.tr("Looking for the best groups")
            self.grouping.ask(
                title, lambda context, watch: best_groups(context, found, watch=watch), self._show_best, for_all=True
            )

    def _show_best(self, context: EditContext, best: BestGroups) -> None:
        self.groups.best.show_best(best)
        self.groups.best.set_stale(not is_about(context, self._document.context))

    def _look_at(self, group: WhatIf) -> None:
        self.groups.tabs.setCurrentWidget(self.groups.group)
        self.view.model.tick(group.urns)

    def _show_schools(self, urns: frozenset[int]) -> None:
        self._document.select(urns)
        self._desk.views.map.fit(urns)

    # The idea ----------------------------------------------------------------------------------------------------

    def ask_where(self, group: WhatIf, name: str, model: Model) -> None:
        """Where to save the idea."""
        start = str(Path(self._desk.settings().last_folder or ".") / self.tr("idea.gpkg"))
        kinds = self.tr("Plans (*.gpkg)")
        window, title = self._desk.window, self.tr("Save the idea")
        ask_to_save(window, title, start, kinds, "gpkg", lambda path: self.save(path, group, name, model))

    def save(self, path: Path, group: WhatIf, name: str, model: Model) -> None:
        """Write the idea as a small plan of its own; never over the plan that is open here or elsewhere."""
        from wolds.app.planfile import save_project

        own = self._saving.file.path
        if self._saving.held_by(path) is not None or (own is not None and own.resolve() == path.resolve()):
            words = self.tr("{name} is a plan that is open. Give the idea another name.")
            self._desk.feedback.ask(words.format(name=path.name), tone="warning")
            return
        context, saved = self._document.context, self.tr("Save an idea: {what}").format(what=group.sentence)

        def work(_: object) -> None:
            project = idea_project(context, group.urns, name, Partnership(target=model))
            save_project(project.logged(saved), path)

        job = self.job = Job(self.tr("Saving {name}").format(name=path.name), work, self, "never")
        job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The idea was not saved"), error))
        told = self.tr("Saved to {path}. Send it to your authority, which can open it as a plan.").format(path=path)
        job.succeeded.connect(lambda _: self._desk.feedback.ask(told))
        self._desk.status.follow(job)
        job.start()

    # Staying true ------------------------------------------------------------------------------------------------

    def _show_scene(self, scene: Scene) -> None:
        if scene.schools is not self._register:
            self._register = scene.schools
            self.stop()
            self._found = self._about = None
            self.view.forget()
            self.groups.set_school(False)
            self.groups.group.show_group(None)
            self.groups.best.forget()
        self._plan_moved()

    def _show_change(self, _: DocumentChange) -> None:
        self._plan_moved()

    def _plan_moved(self) -> None:
        if self._about is not None:
            stale = not is_about(self._about, self._document.context)
            self.view.set_stale(stale)
            self.groups.best.set_stale(stale)
