"""Getting the current register: agreed to, fetched, checked, kept, and offered to be opened or gone on with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from wolds.app.fetching.addresses import Edition, editions
from wolds.app.fetching.errors import FetchFailed, NotThere
from wolds.app.fetching.keeping import keep_links, keep_register
from wolds.app.fetching.kept import Fetched, day_words, last_fetched, names_of, part_of, registers_folder, sweep_parts
from wolds.app.fetching.partial import PartFile
from wolds.app.jobs import Job
from wolds.app.window.desk import Desk
from wolds.app.window.files import FileController
from wolds.app.window.refreshing import RefreshController
from wolds.geo.errors import InputError, WoldsError
from wolds.widgets.banner import Choice
from wolds.widgets.refreshing import FetchDialog, FetchFacts

if TYPE_CHECKING:
    from wolds.app.fetching.download import Download, Patience


@dataclass(frozen=True)
class Wanted:
    """What is being fetched: the newest edition that is there, its links where they are wanted."""

    editions: tuple[Edition, ...]
    with_links: bool

    @property
    def edition(self) -> Edition:
        """The one to ask for now."""
        return self.editions[0]

    @property
    def earlier(self) -> Wanted:
        """The same of the days before."""
        return Wanted(self.editions[1:], self.with_links)


class FetchController(QObject):
    """Looks after one download at a time. Nothing of it happens before a person agreed."""

    def __init__(self, desk: Desk, files: FileController, refreshing: RefreshController) -> None:
        super().__init__(desk.window)
        self._desk, self._files, self._refreshing = desk, files, refreshing
        self.download: Download | None = None
        self.job: Job | None = None
        self.patience: Patience | None = None  # as usual
        desk.actions["fetch_register"].triggered.connect(lambda: self.ask())
        refreshing.download_wanted.connect(self.ask)

    @property
    def is_running(self) -> bool:
        """Whether something is being fetched or looked at."""
        return any(one is not None and one.is_running for one in (self.download, self.job))

    # Agreeing ----------------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Whether the register may be fetched, and from where."""
        if self.is_running:
            stop = (self.tr("Stop"), self.stop)
            self._desk.feedback.ask(self.tr("The register is being fetched already."), stop)
            return
        settings = self._desk.settings()
        try:
            found = editions(date.today(), settings.register_address, settings.links_address)
        except InputError as error:
            self._desk.feedback.fail(self.tr("The register cannot be fetched"), error)
            return
        last = last_fetched()
        facts = FetchFacts(found[0].register, found[0].links, str(registers_folder()), "" if last is None else last.words)
        dialog = FetchDialog(facts, self._desk.window)
        dialog.agreed.connect(lambda with_links: self.begin(Wanted(found, with_links)))
        dialog.open()

    # Fetching ----------------------------------------------------------------------------------------------------

    def begin(self, wanted: Wanted) -> None:
        """Fetch the register, from the newest day on that is there."""
        sweep_parts(wanted.edition.day)
        edition = wanted.edition
        title = self.tr("Register of {day}").format(day=day_words(edition.day))
        part = PartFile(part_of(names_of(edition.day)[0]))
        self._fetch(title, edition.register, part, lambda: self._check(wanted, part), lambda error: self._failed(wanted, error))

    def _fetch(
        self, title: str, address: str, part: PartFile, then: Callable[[], None], failed: Callable[[Exception], None]
    ) -> Download | None:
        try:
            from wolds.app.fetching.download import Download  # with Qt's network, which nobody else needs
        except ImportError as error:
            words = f"this computer lacks a library that fetching needs ({error}). On Linux, install libgssapi-krb5-2"
            failed(FetchFailed(f"{words}, or download the list in your browser and open it as a register"))
            return None
        download = self.download = Download(title, address, part, self.patience, self)
        download.succeeded.connect(lambda _: then())
        download.failed.connect(failed)
        download.cancelled.connect(
            lambda: self._desk.feedback.say(self.tr("Stopped. What came is gone on with the next time."))
        )
        download.ended.connect(download.deleteLater)
        self._desk.status.follow(download)
        download.start()
        return download

    def _failed(self, wanted: Wanted, error: Exception) -> None:
        if isinstance(error, NotThere) and len(wanted.editions) > 1:
            self.begin(wanted.earlier)
        else:
            self._desk.feedback.fail(self.tr("The register was not fetched"), error)

    # Checking ----------------------------------------------------------------------------------------------------

    def _check(self, wanted: Wanted, part: PartFile) -> None:
        day, fewest = self._day_of(wanted.edition), self._desk.settings().fewest_schools
        job = self._look(self.tr("Looking at the register"), part, lambda job: keep_register(part.path, day, fewest, job))
        job.succeeded.connect(lambda fetched: self._registered(wanted, fetched))
        job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The register was fetched and is not used"), error))
        job.start()

    def _day_of(self, edition: Edition) -> date:
        """The day of the list that came: of its address, else what the server says of it, so that none is taken for newer."""
        said = None if self.download is None or edition.is_dated else self.download.mark.day
        return edition.day if said is None else min(said, edition.day)

    def _look(self, title: str, part: PartFile, work: Callable[..., Fetched]) -> Job:
        """A job that looks at what came. What is found bad is thrown away: to go on with it would make it no better."""
        job = self.job = Job(title, work, self, "at once")
        job.failed.connect(lambda _: part.forget())
        job.cancelled.connect(
            lambda: self._desk.feedback.say(self.tr("Stopped. What came is not used; it need not be fetched again."))
        )
        self._desk.status.follow(job)
        return job

    def _registered(self, wanted: Wanted, fetched: Fetched) -> None:
        if not wanted.with_links:
            self._offer(fetched)
            return
        day = wanted.edition.day
        part = PartFile(part_of(names_of(day)[1]))
        title = self.tr("Links of {day}").format(day=day_words(day))
        download = self._fetch(
            title,
            wanted.edition.links,
            part,
            lambda: self._check_links(fetched, part),
            lambda error: self._offer(fetched, error),
        )
        if download is not None:
            download.cancelled.connect(lambda: self._offer(fetched))

    def _check_links(self, fetched: Fetched, part: PartFile) -> None:
        job = self._look(self.tr("Looking at the links"), part, lambda watch: keep_links(part.path, fetched, watch))
        job.succeeded.connect(self._offer)
        job.failed.connect(lambda error: self._offer(fetched, error))
        job.cancelled.connect(lambda: self._offer(fetched))
        job.start()

    def stop(self) -> None:
        """Let go of what is being fetched."""
        for one in (self.download, self.job):
            if one is not None and one.is_running:
                one.cancel()

    # Offering ----------------------------------------------------------------------------------------------------

    def _offer(self, fetched: Fetched, without_links: Exception | None = None) -> None:
        """Say what is there now, and what can be done with it."""
        here = self.tr("The register of {day} is here: {n} schools.")
        words = [here.format(day=day_words(date.fromisoformat(fetched.day)), n=f"{fetched.schools:,}")]
        if without_links is not None:
            why = str(without_links) if isinstance(without_links, WoldsError) else self.tr("see the log file")
            words.append(self.tr("The links could not be had: {why}.").format(why=why.rstrip(".")))
        if fetched.links:
            anew = self.tr("The links are here too.") if without_links is None else self.tr("Those fetched earlier stay.")
            words.append(anew)
        choices: list[Choice] = [(self.tr("Open it"), lambda: self._files.open_register(fetched.register_path))]
        if self._desk.document.is_open:
            go_on = (self.tr("Go on with it…"), lambda: self._go_on(fetched.register_path, fetched.links_path))
            choices.insert(0, go_on)
        self._desk.feedback.ask(" ".join(words), *choices, tone="information" if without_links is None else "warning")

    def _go_on(self, register: Path, links: Path | None) -> None:
        self._refreshing.ask(register, links)
