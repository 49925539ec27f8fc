"""Which newer register to go on with, and which links say who took whose place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import button, describe, label, row


@dataclass(frozen=True)
class RegisterChoice:
    """The register file, and the links extract or None."""

    register: Path
    links: Path | None


class RegisterDialog(PlainDialog):
    """`given` carries a `RegisterChoice`. `choosing` wants a file for a line; `download_requested` wants the current one."""

    given = Signal(object)
    choosing = Signal(object)  # QLineEdit
    download_requested = Signal()

    def __init__(self, present: str, register: str = "", links: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Go on with a newer register"))
        self.setMinimumWidth(620)
        self.register, self.links = (QLineEdit(text, clearButtonEnabled=True) for text in (register, links))
        self.register.setPlaceholderText(self.tr("edubasealldata20260901.csv, or the zip it comes in"))
        self.links.setPlaceholderText(self.tr("links_edubasealldata20260901.csv (may be left out)"))
        self._put_together(present)
        self.look = self.add_accept(self.tr("&Look at what changes"))
        self.add_reject()
        self.register.textChanged.connect(lambda _: self._tell())
        self._tell()
        self.register.setFocus()

    def _put_together(self, present: str) -> None:
        self.body.addWidget(label(self.tr("The plan stands on {register}.").format(register=present), "strong"))
        self.body.addWidget(
            label(
                self.tr(
                    "Schools are matched by their URN. The links of Get Information about Schools say which school took the "
                    "place of which: without them, nobody takes the place of a school that closed. Nothing is changed before "
                    "you have seen what the newer register does to the plan."
                )
            )
        )
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        choose, choose_links = self._chooser(self.register), self._chooser(self.links)
        for text, line, chooser in (
            (self.tr("Newer &register"), self.register, choose),
            (self.tr("Lin&ks"), self.links, choose_links),
        ):
            self._add_line(form, text, line, chooser)
        self.body.addLayout(form)
        self.download = button(self.tr("&Get the current register…"), self._download, icon_name="download")
        self.download.setAutoDefault(False)
        self.buttons.addButton(self.download, self.buttons.ButtonRole.ActionRole)

    def _add_line(self, form: QFormLayout, text: str, line: QLineEdit, chooser: QWidget) -> None:
        named = QLabel(text)
        named.setBuddy(line)
        describe(line, text)
        beside = row(line, chooser)
        beside.setStretch(0, 1)
        form.addRow(named, beside)

    def _chooser(self, line: QLineEdit) -> QWidget:
        is_links = line is self.links
        made = button(
            self.tr("C&hoose…") if is_links else self.tr("&Choose…"), lambda: self.choosing.emit(line), icon_name="open"
        )
        made.setAutoDefault(False)
        describe(made, self.tr("Choose the links") if is_links else self.tr("Choose the register"))
        return made

    def _tell(self) -> None:
        self.look.setEnabled(bool(self.register.text().strip()))

    def _download(self) -> None:
        self.reject()
        self.download_requested.emit()

    def accept(self) -> None:
        """Say which files, and close."""
        register, links = (_plain(line.text()) for line in (self.register, self.links))
        if register:
            super().accept()
            self.given.emit(RegisterChoice(Path(register), Path(links) if links else None))


def _plain(text: str) -> str:
    """A path as people paste it: without blanks and quotation marks round it."""
    return text.strip().strip('"').strip()
