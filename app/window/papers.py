"""Briefs for governors and the paper for a diocese, from where a person is looking at them: written by a job."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from wolds.app.diocesan_paper import PaperQuestion
from wolds.app.file_names import safe_stem
from wolds.app.jobs import Job, JobWatch
from wolds.app.window.asking import ask_to_save
from wolds.app.window.desk import Desk
from wolds.app.window.in_main_thread import InMainThread
from wolds.clustering.models import Model
from wolds.clustering.partners import WhatIf
from wolds.clustering.partners.reach import Reach
from wolds.geo.errors import WoldsError

if TYPE_CHECKING:
    from wolds.app.export import Exported
    from wolds.app.reporting.batches import DrawnMaps
    from wolds.app.reporting.committee import Ordered
    from wolds.app.reporting.fitting import Mapped
    from wolds.app.reporting.house import House
    from wolds.clustering.reporting.brief import Subject

Work = Callable[[JobWatch], bytes]


class PaperController(QObject):
    """Looks after briefs and papers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.job: Job | None = None
        self._house: House | None = None  # of what is to be written next
        self._doubt = ""
        self.drawing = InMainThread(self)
        desk.actions["brief"].triggered.connect(lambda: self.ask_brief())
        desk.views.group.group.brief_requested.connect(self.ask_brief_of_group)
        desk.views.church.paper_requested.connect(self.ask_paper)

    # Briefs ------------------------------------------------------------------------------------------------------

    def ask_brief(self) -> None:
        """Where to write the brief of the selected school, or of the cluster where several are selected."""
        subject = None if self.is_busy() else self._selected()
        if subject is not None:
            self._ask(self.tr("Brief for governors"), f"{subject.title} brief", partial(self._brief, subject))

    def ask_brief_of_group(self, group: WhatIf, name: str, model: Model) -> None:
        """Where to write the brief of the schools ticked beside the headteacher's own."""
        from wolds.clustering.reporting.brief import subject_of_group

        if self.is_busy():
            return
        urn = self._desk.views.partners.urn
        own = urn if urn in group.urns else None
        subject = subject_of_group(self._desk.document.context, group.urns, name, model, own)
        self._ask(self.tr("Brief for governors"), f"{subject.title} brief", partial(self._brief, subject))

    def _selected(self) -> Subject | None:
        from wolds.app.reporting.letters import reasons_of
        from wolds.clustering.reporting.brief import subject_of_cluster, subject_of_school

        document = self._desk.document
        chosen = sorted(document.selection)
        if len(chosen) == 1:
            return subject_of_school(document.context, chosen[0], reasons_of(self.exported()).get(chosen[0], ""))
        touched = {document.plan.cluster_of.get(urn) for urn in chosen} - {None}
        if len(touched) != 1:
            words = self.tr("A brief is of one school or one cluster. Select one of them.")
            self._desk.feedback.ask(words, tone="warning")
            return None
        return subject_of_cluster(document.context, str(touched.pop()))

    def _brief(self, subject: Subject, suffix: str) -> Work:
        """The work that makes a brief, of the plan as it stands now."""
        from wolds.app.export.explained import explained
        from wolds.app.reporting.fitting import brief_bytes
        from wolds.app.reporting.letters import reasons_of
        from wolds.app.reporting.stamping import origin_of_documents

        plan, house = self.exported(), self.house()

        def work(watch: JobWatch) -> bytes:
            exported = explained(plan, watch)
            reason = subject.reason or reasons_of(exported).get(subject.own or 0, "")
            about = replace(subject, reason=reason)
            return brief_bytes(suffix, about, origin_of_documents(exported), self.mapped(exported, watch), house)

        return work

    def mapped(self, exported: Exported, watch: JobWatch) -> Mapped:
        """Draws the maps of briefs for work in another thread."""
        from wolds.app.reporting.paper_maps import BriefMaps, drawn

        maps = BriefMaps(exported.context, exported.scoreboard)

        def draw(subject: Subject, height_mm: float) -> bytes:
            content = maps.content_of(subject)
            return self.drawing.ask(lambda: drawn(content, subject, height_mm), watch)

        return draw

    def drawn_maps(self, watch: JobWatch) -> DrawnMaps:
        """Draws the maps of committee reports for work in another thread, each in a turn of its own."""
        from wolds.app.reporting.maps import maps_of

        def draw(ordered: Ordered) -> dict[str, bytes]:
            steps, maps = maps_of(ordered), dict[str, bytes]()
            while (step := self.drawing.ask(lambda: next(steps, None), watch)) is not None:
                maps[step[0]] = step[1]
            return maps

        return draw

    # The paper for a diocese -------------------------------------------------------------------------------------

    def ask_paper(self) -> None:
        """Where to write the paper, about what is chosen in the workspace."""
        if self.is_busy():
            return
        self._desk.settle()
        view = self._desk.views.church
        question = PaperQuestion(view.dioceses.ticked, Reach(minutes=view.minutes), view.judged_as)
        name = f"{self._desk.document.plan.name} paper"
        self._ask(self.tr("Paper for the diocese"), name, partial(self._paper, question))

    def _paper(self, question: PaperQuestion, suffix: str) -> Work:
        """The work that makes a paper, of the plan as it stands now."""
        exported, project, house = self.exported(), self._desk.document.project, self.house()

        def work(watch: JobWatch) -> bytes:
            from wolds.app.diocesan_paper import paper_parts
            from wolds.app.reporting.paper import paper_bytes
            from wolds.app.reporting.paper_maps import paper_content, paper_map
            from wolds.app.reporting.stamping import origin_of_documents

            parts = paper_parts(project, question, watch)
            content = paper_content(exported.context, exported.scoreboard)
            picture = self.drawing.ask(lambda: paper_map(content), watch)
            return paper_bytes(suffix, parts, origin_of_documents(exported), picture, house)

        return work

    # Both --------------------------------------------------------------------------------------------------------

    def exported(self) -> Exported:
        """The plan as it stands."""
        from wolds.app.export import Exported

        scene = self._desk.document.scene
        return Exported.of(scene.schools, scene.standing, scene.plan, scene.scoreboard)

    def house(self) -> House:
        """The house style that was last used; the usual one where there is none, or where it no longer works."""
        from wolds.app.reporting.house import House, load_house

        name = self._desk.settings().house_file
        if not name:
            return House()
        try:
            self._house = load_house(Path(name))
        except WoldsError as error:
            self._desk.feedback.ask(self.tr("The house style was left out: {why}").format(why=error), tone="warning")
            return House()
        return self._house

    def _ask(self, title: str, name: str, make: Callable[[str], Work]) -> None:
        start = str(Path(self._desk.settings().last_folder or ".") / safe_stem(name))
        kinds = ";;".join((self.tr("PDF to read and print (*.pdf)"), self.tr("Word to edit (*.docx)")))
        ask_to_save(self._desk.window, title, start, kinds, "pdf", lambda path: self.write(title, path, make))

    def write(self, title: str, path: Path, make: Callable[[str], Work]) -> None:
        """Make a file by a job that can be stopped, and put it in its place whole."""
        suffix = path.suffix.lower()
        if suffix not in (".pdf", ".docx"):
            words = self.tr("No such file can be written. Give a name that ends in .pdf or .docx.")
            self._desk.feedback.ask(words, tone="warning")
            return
        made = make(suffix)
        self.run(title, lambda watch: _written(path, made(watch), watch), lambda: self.tell(path, path.parent))

    def run(self, title: str, work: Callable[[JobWatch], object], done: Callable[[], object]) -> None:
        """Run a job that writes, one at a time."""
        if self.is_busy():
            return
        house, self._house = self._house, None

        def worked(watch: JobWatch) -> str:
            from wolds.app.reporting.fonts import font_doubt

            work(watch)
            return "" if house is None else font_doubt(house)

        job = self.job = Job(title, worked, self)
        job.succeeded.connect(lambda said: self._end(done, said))
        job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("Nothing was written"), error))
        job.cancelled.connect(lambda: self._desk.feedback.say(self.tr("Stopped. Nothing was written.")))
        self._desk.status.follow(job)
        job.start()

    def is_busy(self) -> bool:
        """Whether something is being written, which is then said: nobody's work is stopped by another."""
        if self.job is None or not self.job.is_running:
            return False
        self._desk.feedback.ask(self.tr("Something is being written. Wait for it, or stop it first."), tone="warning")
        return True

    def _end(self, done: Callable[[], object], doubt: str) -> None:
        self._doubt = doubt
        done()

    def tell(self, path: Path, folder: Path) -> None:
        """Say where it is, with a way to open it."""
        open_it = (self.tr("Open it"), lambda: _open(path))
        buttons = (open_it,) if path == folder else (open_it, (self.tr("Open the folder"), lambda: _open(folder)))
        told = self.tr("Written to {path}").format(path=path)
        self._desk.feedback.ask(f"{told}; {self._doubt}" if self._doubt else told, *buttons)

    def stop(self) -> None:
        """Let go of what is being written."""
        if self.job is not None:
            self.job.cancel()


def _written(path: Path, content: bytes, watch: JobWatch) -> None:
    from wolds.app.replacing import write_bytes
    from wolds.geo.progress import stop_if_asked

    stop_if_asked(watch)
    write_bytes(path, content)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.resolve())))
