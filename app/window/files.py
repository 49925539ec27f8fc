"""Opening: registers, plans, the sample county, dropped and recent files. What is saved and how stands in `saving.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject

from wolds.app.jobs import Job, JobWatch
from wolds.app.judging import Known, judged_ahead
from wolds.app.presence import is_there
from wolds.app.register_files import is_plan
from wolds.app.window.asking import ask_to_open, ask_to_save
from wolds.app.window.desk import Desk
from wolds.app.window.ruling import settings_edits
from wolds.app.window.saving import SaveController
from wolds.app.window.tables import TableController
from wolds.clustering import edits
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.geo.errors import WoldsError
from wolds.geo.schools import Schools
from wolds.widgets.dialogs import HeldByDialog, NewPlanDialog, Start
from wolds.widgets.pages import ImportReportPage, RecentFile

REGISTER_SUFFIXES: Final = (".csv", ".zip", ".gz", ".xlsx", ".xlsm", ".xls", ".ods", ".tsv", ".txt", ".shp")


@dataclass(frozen=True, eq=False)
class OpenedRegister:
    """A register that was read, ready to be planned with, and its report."""

    project: Project
    report: Any  # ImportReport
    known: Known  # judged ahead


class FileController(QObject):
    """Looks after whatever is opened."""

    def __init__(self, desk: Desk, saving: SaveController) -> None:
        super().__init__(desk.window)
        self._desk, self._saving = desk, saving
        self.job: Job | None = None
        self._reports: dict[str, Any] = {}  # ImportReport by SHA-256 of the register
        self._is_fresh = False
        self.tables = TableController(desk, self._read_table)
        self.report_page = ImportReportPage()
        self.report_page.closed.connect(self._leave_report)
        self.report_page.schools_requested.connect(self._show_schools)
        self.report_page.save_requested.connect(self._ask_report_file)
        desk.views.pages.addWidget(self.report_page)
        self._connect()
        self.refresh_start()

    def _connect(self) -> None:
        actions, start = self._desk.actions, self._desk.views.start
        actions["open_register"].triggered.connect(lambda: self.ask_register())
        actions["open_plan"].triggered.connect(lambda: self.ask_plan())
        actions["open_sample"].triggered.connect(lambda: self.open_sample())
        actions["import_report"].triggered.connect(lambda: self.show_report())
        start.open_register_requested.connect(self.ask_register)
        start.open_plan_requested.connect(lambda name: self.open_any(Path(name)) if name else self.ask_plan())
        start.sample_requested.connect(self.open_sample)
        start.recent_requested.connect(lambda name: self.open_any(Path(name)))
        start.forget_recent_requested.connect(self.forget)
        self._saving.saved.connect(lambda _: self.refresh_start())

    # Asking ------------------------------------------------------------------------------------------------------

    def ask_register(self) -> None:
        """Which register to open."""
        kinds = self.tr("School registers (*.csv *.zip *.gz *.xlsx *.xls *.ods *.gpkg *.shp *.tsv *.txt);;All files (*)")
        self._ask(self.tr("Open a register"), kinds, self.open_register)

    def ask_plan(self) -> None:
        """Which plan to open."""
        self._ask(self.tr("Open a plan"), self.tr("Plans (*.gpkg);;All files (*)"), self.open_plan)

    def _ask(self, title: str, kinds: str, then: Callable[[Path], None]) -> None:
        ask_to_open(self._desk.window, title, self._desk.settings().last_folder, kinds, then)

    def open_any(self, path: Path) -> None:
        """Open a file by what its name says it is."""
        if not is_there(path):
            self._desk.feedback.ask(self.tr("{path} is not there any more.").format(path=path), tone="warning")
            self.refresh_start()
        elif path.suffix.lower() in REGISTER_SUFFIXES or (path.suffix.lower() == ".gpkg" and not is_plan(path)):
            self.open_register(path)
        else:
            self.open_plan(path)

    # Registers ---------------------------------------------------------------------------------------------------

    def open_register(self, path: Path) -> None:
        """Read a register off the main thread, start a plan with it and show the report; the columns of another table than
        a GIAS extract are asked about first."""
        from wolds.geo.foreign import is_foreign

        if is_foreign(path) and not is_plan(path):
            self._saving.unless_unsaved(lambda: self.tables.open(path))
        else:
            self._saving.unless_unsaved(lambda: self._read(path.name, lambda watch: _read_register(path, watch), path))

    def _read_table(self, name: str, read: Callable[[JobWatch], Any], path: Path) -> None:
        def work(watch: JobWatch) -> OpenedRegister:
            reading = read(watch)
            return _ready(Project(reading.schools), reading.report)

        self._read(name, work, path)

    def open_sample(self) -> None:
        """Open the sample county with its rules."""
        self._saving.unless_unsaved(lambda: self._read(self.tr("the sample county"), _read_sample, None))

    def _read(self, name: str, work: Callable[[JobWatch], OpenedRegister], path: Path | None) -> None:
        job = self._run(self.tr("Reading {name}").format(name=name), work, self.tr("The register was not opened"))
        job.succeeded.connect(lambda read: self._saving.unless_unsaved(lambda: self._take_register(read, path)))
        job.start()

    def _take_register(self, read: OpenedRegister, path: Path | None) -> None:
        self._desk.document.judges.learn(read.known)
        self._saving.start_unsaved(read.project)
        self._reports = {}
        self.learn_report(read.report)
        if path is None:
            self._desk.show_plan()
            self._desk.feedback.ask(
                self.tr("This is the sample county: every school in it is made up. Press F5 for a proposal."),
                (self.tr("Propose clusters"), self._desk.actions["propose"].trigger),
            )
        else:
            self._remember(path)
            self._is_fresh = True
            self.show_report()

    def learn_report(self, report: Any) -> None:
        """Take the report of a register that was read."""
        self._reports[report.sha256] = report

    @property
    def _report(self) -> Any:
        """The report of the register that the plan stands on, None where it was not read just now."""
        document = self._desk.document
        return self._reports.get(document.schools.source.sha256) if document.is_open else None

    def show_report(self) -> None:
        """Show what was read, rejected and doubted."""
        if self._report is None:
            self._desk.feedback.ask(
                self.tr("The report belongs to a register that was just read; a plan file keeps the schools only.")
            )
            return
        self.report_page.show_report(self._report)
        self._desk.show_page(self.report_page)

    def _leave_report(self) -> None:
        self._desk.show_plan()
        if self._is_fresh:
            self._is_fresh = False
            self.ask_start()

    def ask_start(self) -> None:
        """Who takes part in a plan that was just begun, and which rules to start from."""
        schools = self._desk.document.schools
        dialog = NewPlanDialog(schools, lambda wanted: _count(schools, wanted), self._desk.window)
        dialog.given.connect(self.begin)
        dialog.open()

    def begin(self, start: Start) -> None:
        """Take the answers as one step that can be taken back."""
        document = self._desk.document
        wanted = settings_edits(document.plan, start.eligibility, start.preset.over(document.plan.rules))
        text = self.tr("Begin a plan with the rules of {name}").format(name=start.preset.name)
        if not wanted or document.do(edits.Together(wanted, text)):
            self._desk.fit_plan()
            self._desk.feedback.ask(
                self.tr("Look at the rules on the left, then press F5 for a proposal."),
                (self.tr("Propose clusters"), self._desk.actions["propose"].trigger),
            )

    def _show_schools(self, urns: frozenset[int]) -> None:
        self._desk.show_plan()
        self._desk.document.select(frozenset(urns))
        self._desk.views.map.fit(frozenset(urns))

    def _ask_report_file(self) -> None:
        start = str(Path(self._desk.settings().last_folder) / self.tr("import-report.txt"))
        kinds = self.tr("Text files (*.txt)")
        ask_to_save(self._desk.window, self.tr("Save the report"), start, kinds, "txt", self.save_report)

    def save_report(self, path: Path) -> None:
        """Write the import report as text."""
        from wolds.app.export.origin import made_facts
        from wolds.app.replacing import write_bytes

        made = "".join(f"  {label}: {said}\n" for label, said in made_facts())
        try:
            write_bytes(path, f"{self._report.to_text()}\n\nThis report\n{made}".encode())
        except WoldsError as error:
            self._desk.feedback.fail(self.tr("The report was not saved"), error)

    # Plans -------------------------------------------------------------------------------------------------------

    def open_plan(self, path: Path) -> None:
        """Open a plan file; where somebody else has it open, ask how."""
        self._saving.unless_unsaved(lambda: self._claim_and_open(path))

    def _claim_and_open(self, path: Path) -> None:
        held = self._saving.held_by(path)
        if held is None:
            self._open(path, "")
            return
        dialog = HeldByDialog(path.name, held.who, held.since, self._desk.window)
        dialog.answered.connect(lambda answer: self._open(path, answer) if answer in ("read-only", "copy") else None)
        dialog.open()

    def _open(self, path: Path, how: str) -> None:
        job = self._run(
            self.tr("Opening {name}").format(name=path.name),
            lambda _: _read_plan(path),
            self.tr("The plan was not opened"),
        )
        job.succeeded.connect(lambda opened: self._saving.unless_unsaved(lambda: self._take_plan(opened, path, how)))
        job.start()

    def _take_plan(self, read: tuple[Any, Known], path: Path, how: str) -> None:
        opened, known = read
        self._desk.document.judges.learn(known)
        if not self._saving.try_to_start(opened.project, path, opened.token, how):
            return
        self._reports, self._is_fresh = {}, False
        self._remember(path)
        self._desk.fit_plan()
        self._desk.show_plan()
        if opened.doubts:
            self._desk.feedback.ask(" ".join(opened.doubts), tone="warning")

    # Common ------------------------------------------------------------------------------------------------------

    def _run(self, title: str, work: Callable[[JobWatch], Any], failure: str) -> Job:
        if self.job is not None and self.job.is_running:
            self.job.cancel()
        job = self.job = Job(title, work, self, "at once")
        job.failed.connect(lambda error: self._desk.feedback.fail(failure, error))
        job.cancelled.connect(lambda: self._desk.feedback.say(self.tr("Stopped; nothing was opened.")))
        self._desk.status.follow(job)
        return job

    def _remember(self, path: Path) -> None:
        self._desk.use_settings(self._desk.settings().with_recent(path))
        self.refresh_start()

    def forget(self, name: str) -> None:
        """Take a file out of the recent ones."""
        settings = self._desk.settings()
        others = tuple(other for other in settings.recent_files if other != name)
        self._desk.use_settings(settings.model_copy(update={"recent_files": others}))
        self.refresh_start()

    def refresh_start(self) -> None:
        """Show recent files as they are now."""
        names = self._desk.settings().recent_files
        self._desk.views.start.show_recent([RecentFile(name, is_there(Path(name))) for name in names])


def _count(schools: Schools, wanted: Eligibility) -> int:
    return int(standing_of(schools, wanted.model_copy(update={"buffer_km": 0.0})).to_place.sum())


def _read_register(path: Path, watch: JobWatch) -> OpenedRegister:
    from wolds.geo.registers import read_register

    reading = read_register(path, watch)
    return _ready(Project(reading.schools), reading.report)


def _read_sample(watch: JobWatch) -> OpenedRegister:
    from wolds.app.rules_files import load_rules_document
    from wolds.geo.registers import read_register
    from wolds.resources.loader import sample_register_path, sample_rules_path

    reading = read_register(sample_register_path(), watch)
    document = load_rules_document(sample_rules_path())
    plan = Plan(rules=document.rules, eligibility=document.eligibility)
    return _ready(Project(reading.schools, (plan,)), reading.report)


def _ready(project: Project, report: Any) -> OpenedRegister:
    _ = project.schools.data_hash  # worked out here, so that the window need not
    return OpenedRegister(project, report, judged_ahead(project))


def _read_plan(path: Path) -> tuple[Any, Known]:
    from wolds.app.planfile import open_project

    opened = open_project(path)
    _ = opened.project.schools.data_hash
    return opened, judged_ahead(opened.project)
