"""Reports for every school, cluster or authority at once: what is asked for, and the job that writes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from wolds.app.folders import Piece, fresh_folder, write_folder
from wolds.app.jobs import JobWatch
from wolds.app.window.asking import ask_to_open, ask_to_save
from wolds.app.window.desk import Desk
from wolds.app.window.papers import PaperController
from wolds.geo.errors import WoldsError
from wolds.geo.progress import stop_if_asked
from wolds.widgets.dialogs.many_reports import ManyReports, ManyReportsDialog, What

if TYPE_CHECKING:
    from wolds.app.export import Exported
    from wolds.app.reporting.batches import Each
    from wolds.clustering.reporting.letters import LetterWords


class ManyReportsController(QObject):
    """Looks after many reports at once."""

    def __init__(self, desk: Desk, papers: PaperController) -> None:
        super().__init__(desk.window)
        self._desk, self._papers = desk, papers
        self.words: LetterWords | None = None
        self._words_name = ""
        desk.actions["export_reports"].triggered.connect(lambda: self.ask())

    def ask(self) -> None:
        """What to make."""
        from wolds.app.reporting.letters import unexplained

        if self._papers.is_busy():
            return
        self._desk.settle()
        exported = self._papers.exported()
        self._remember_words()
        dialog = ManyReportsDialog(lambda value: count_of(exported, value), unexplained(exported), self._desk.window)
        dialog.show_words(self._words_name)
        dialog.words_wanted.connect(lambda: self._ask_words(dialog))
        dialog.words_saved.connect(self._ask_where_words)
        dialog.words_dropped.connect(lambda: self._drop_words(dialog))
        dialog.chosen.connect(self._ask_where)
        dialog.open()

    # The council's words -----------------------------------------------------------------------------------------

    def _remember_words(self) -> None:
        """The words that were last used, as their file is now; the usual ones where it is gone or no longer works."""
        from wolds.app.reporting.letters import load_words

        name, self.words, self._words_name = self._desk.settings().letter_words_file, None, ""
        if not name:
            return
        try:
            self.words, self._words_name = load_words(Path(name)), Path(name).name
        except WoldsError as error:
            self._desk.feedback.ask(self.tr("The words of letters were left out: {why}").format(why=error), tone="warning")

    def _drop_words(self, dialog: ManyReportsDialog) -> None:
        self.words, self._words_name = None, ""
        self._keep_name("")
        dialog.show_words("")

    def _keep_name(self, name: str) -> None:
        self._desk.use_settings(self._desk.settings().model_copy(update={"letter_words_file": name}))

    def _ask_words(self, dialog: ManyReportsDialog) -> None:
        kinds, title = self.tr("Words of letters (*.toml);;All files (*)"), self.tr("Choose the words of letters")
        start = self._desk.settings().last_folder
        ask_to_open(dialog, title, start, kinds, lambda path: self.take_words(path, dialog))

    def take_words(self, path: Path, dialog: ManyReportsDialog) -> None:
        """Use the words of a file from now on, where they can be read."""
        from wolds.app.reporting.letters import load_words

        try:
            self.words, self._words_name = load_words(path), path.name
        except WoldsError as error:
            self._desk.feedback.fail(self.tr("The words were not read"), error)
        else:
            self._keep_name(str(path.resolve()))
            dialog.show_words(path.name)

    def _ask_where_words(self) -> None:
        start = str(Path(self._desk.settings().last_folder or ".") / "letter words.toml")
        kinds, title = self.tr("Words of letters (*.toml)"), self.tr("Save the usual words")
        ask_to_save(self._desk.window, title, start, kinds, "toml", self.save_words)

    def save_words(self, path: Path) -> None:
        """Write the usual words, to be edited."""
        from wolds.app.replacing import write_bytes
        from wolds.clustering.reporting.letters import LetterWords, dump_words

        try:
            write_bytes(path, dump_words(LetterWords()).encode())
        except WoldsError as error:
            self._desk.feedback.fail(self.tr("The file was not saved"), error)
        else:
            self._desk.feedback.say(self.tr("Saved to {path}").format(path=path))

    # Writing -----------------------------------------------------------------------------------------------------

    def _ask_where(self, value: ManyReports) -> None:
        folder = self._desk.settings().last_folder
        if value.each:
            dialog = QFileDialog(self._desk.window, self.tr("In which folder shall the new folder be?"), folder)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            dialog.fileSelected.connect(lambda name: self.write_folder(Path(name), value))
            dialog.open()
            return
        start = str(Path(folder or ".") / self._name(value))
        kinds = self.tr("The file asked for (*{suffix})").format(suffix=value.suffix)
        title, suffix = self.tr("Where shall it be?"), value.suffix[1:]
        ask_to_save(self._desk.window, title, start, kinds, suffix, lambda path: self.write_file(path, value))

    def _name(self, value: ManyReports) -> str:
        words = {
            What.BRIEFS: self.tr("Briefs for governors"),
            What.LETTERS: self.tr("Letters to headteachers"),
            What.COMMITTEE: self.tr("Committee reports"),
            What.MERGE: self.tr("Letters for a mail merge"),
        }
        return f"{words[value.what]}, {self._desk.document.plan.name}"

    def write_folder(self, parent: Path, value: ManyReports) -> None:
        """Write a file for each into a new folder of `parent`, by a job that can be stopped; then it never was."""
        plan, words, log = self._papers.exported(), self.words, self._desk.document.project.log
        house = self._papers.house()
        folder = fresh_folder(parent, self._name(value))

        def work(watch: JobWatch) -> object:
            from wolds.app.export.about import about_text
            from wolds.app.export.explained import explained
            from wolds.app.reporting.batches import Look, brief_pieces, committee_pieces, letter_pieces

            look, each, pieces = Look(value.suffix, house), cast("Each", value.each), tuple[Piece, ...]()
            exported = explained(plan, watch)
            if value.what == What.BRIEFS:
                pieces = brief_pieces(exported, each, look, self._papers.mapped(exported, watch))
            elif value.what == What.LETTERS:
                pieces = letter_pieces(exported, each, look, words)
            else:
                pieces = committee_pieces(exported, log, each, look, self._papers.drawn_maps(watch))
            return write_folder(folder, pieces, about_text(exported), watch)

        self._papers.run(self._name(value), work, lambda: self._papers.tell(folder, folder))

    def write_file(self, path: Path, value: ManyReports) -> None:
        """Write all letters, or the table for a mail merge, as one file."""
        plan, words, house = self._papers.exported(), self.words, self._papers.house()

        def work(watch: JobWatch) -> object:
            from wolds.app.export.about import write_with_about
            from wolds.app.export.explained import explained
            from wolds.app.reporting.letters import correspondence_of, letters_bytes, merge_bytes
            from wolds.clustering.reporting.letters import each_letter

            exported = explained(plan, watch)
            shared = correspondence_of(exported, words)
            if value.what == What.MERGE:
                content = merge_bytes(value.suffix, shared, exported)
            else:
                content = letters_bytes(value.suffix, shared, each_letter(shared), house)
            stop_if_asked(watch)
            write_with_about(exported, path, content)
            return path

        self._papers.run(self._name(value), work, lambda: self._papers.tell(path, path.parent))


def count_of(exported: Exported, value: ManyReports) -> int:
    """How many files a choice comes to."""
    from wolds.app.reporting.batches import by_authority
    from wolds.clustering.reporting.letters import recipients

    schools = recipients(exported.context)
    if not value.each:
        return int(bool(schools))
    if value.each == "school":
        return len(schools)
    if value.each == "la":
        return len(by_authority(exported))
    alone = any(urn not in exported.plan.cluster_of for urn in schools)
    return len(exported.plan.clusters) + int(value.what == What.LETTERS and alone)
