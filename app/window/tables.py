"""Tables of schools that are no GIAS extract: read off the main thread, mapped in a dialog, and opened like any register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from wolds.app.jobs import Job, JobWatch
from wolds.app.presence import is_there
from wolds.app.window.asking import ask_to_open
from wolds.app.window.desk import Desk

if TYPE_CHECKING:
    from wolds.geo.registers import Reading
    from wolds.widgets.mapping import MappingAnswer, MappingDialog, TableChoice


@dataclass(frozen=True, eq=False)
class _Prepared:
    """The tables of a file with a mapping for each; `first` looks most like schools."""

    choices: tuple[TableChoice, ...]
    first: int


class TableController(QObject):
    """Asks which column is what, and hands on how to read the schools: `begin(name, work, path)`."""

    def __init__(self, desk: Desk, begin: Callable[[str, Callable[[JobWatch], Reading], Path], None]) -> None:
        super().__init__(desk.window)
        self._desk, self._begin = desk, begin
        self.job: Job | None = None

    def open(self, path: Path) -> None:
        """Read the tables of a file, and ask about them."""
        self.stop()
        title = self.tr("Reading {name}").format(name=path.name)
        job = self.job = Job(title, lambda watch: _prepared(path, watch), self, "at once")
        job.succeeded.connect(lambda found: self._ask(found, path))
        job.failed.connect(lambda error: self._desk.feedback.fail(self.tr("The table was not opened"), error))
        job.cancelled.connect(lambda: self._desk.feedback.say(self.tr("Stopped; nothing was opened.")))
        self._desk.status.follow(job)
        job.start()

    def _ask(self, found: _Prepared, path: Path) -> None:
        from wolds.widgets.mapping import MappingDialog

        kept = self._desk.settings().postcodes_file
        dialog = MappingDialog(found.choices, found.first, kept if kept and is_there(Path(kept)) else "", self._desk.window)
        dialog.postcodes_wanted.connect(lambda: self._ask_postcodes(dialog))
        dialog.given.connect(lambda answer: self._read(answer, path))
        dialog.open()

    def _ask_postcodes(self, dialog: MappingDialog) -> None:
        title = self.tr("A file of postcodes: Code-Point Open, the ONS Postcode Directory, or one like them")
        kinds = self.tr("Postcodes (*.csv *.zip);;All files (*)")
        ask_to_open(dialog, title, self._desk.settings().last_folder, kinds, dialog.show_postcodes)

    def _read(self, answer: MappingAnswer, path: Path) -> None:
        if answer.postcodes is not None:
            update = {"postcodes_file": str(answer.postcodes.resolve())}
            self._desk.use_settings(self._desk.settings().model_copy(update=update))
        self._begin(path.name, lambda watch: _reading(answer, watch), path)

    def stop(self) -> None:
        """Let go of the file that is being read."""
        if self.job is not None:
            self.job.cancel()


def _prepared(path: Path, watch: JobWatch) -> _Prepared:
    from wolds.app.mappings import remembered
    from wolds.geo.foreign import best_table, guess, read_tables
    from wolds.widgets.mapping import TableChoice

    tables = read_tables(path, watch)
    kept = [remembered(table) for table in tables]
    choices = tuple(TableChoice(table, old or guess(table), old is not None) for table, old in zip(tables, kept, strict=True))
    known = [at for at, old in enumerate(kept) if old is not None]
    return _Prepared(choices, known[0] if known else tables.index(best_table(tables)))


def _reading(answer: MappingAnswer, watch: JobWatch) -> Reading:
    from wolds.app.mappings import remember
    from wolds.app.register_files import read_mapped

    reading = read_mapped(answer.table, answer.mapping, answer.postcodes, watch)
    if answer.is_remembered:
        remember(answer.table, answer.mapping)
    return reading
