"""Before the current register is fetched: what, from where, what is sent, and where it is kept. Nothing goes out before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QMenu, QWidget

from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import describe, label

_BREAK: Final = "\u200b"  # a place to break a line at, without width


@dataclass(frozen=True)
class FetchFacts:
    """What a person should know first: the addresses, the folder, and in words what was fetched last or ""."""

    register_address: str
    links_address: str
    folder: str
    last: str = ""


class CopyableText(QLabel):
    """An address or a path that breaks behind its slashes to fit, and is copied as it is: a browser is to open it."""

    def __init__(self, text: str) -> None:
        super().__init__(_breakable(text))
        self._text = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def copy(self) -> None:
        """Put what is selected, or all of it, on the clipboard."""
        QGuiApplication.clipboard().setText(self.selectedText().replace(_BREAK, "") or self._text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys for copying."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("&Copy"), self.copy)
        menu.popup(event.globalPos())


class FetchDialog(PlainDialog):
    """`agreed` carries whether the links are wanted as well."""

    agreed = Signal(bool)

    def __init__(self, facts: FetchFacts, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Get the current register"))
        self.setMinimumWidth(640)
        self.links = QCheckBox(self.tr("The &links as well: which school took the place of which"))
        self.links.setChecked(True)
        self._facts = facts
        self._put_together()
        self.add_accept(self.tr("&Download")).setFocus()
        self.add_reject()

    def _put_together(self) -> None:
        heading = self.tr("Fetch the register of schools in England from the internet?")
        self.setAccessibleDescription(heading)
        self.body.addWidget(label(heading, "strong"))
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(14)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignTop)
        sent = self.tr(
            "The request for these files, and that Wolds asks. As with any web page, the server sees the internet address of "
            "your network. Nothing of your plan or your schools, and no name."
        )
        what = self.tr(
            "The daily list of Get Information about Schools, open and closed schools, some 60 MB. It is public under the "
            "Open Government Licence. Names, telephones and e-mails of head teachers stand in it; Wolds does not read them."
        )
        for words, said in (
            (self.tr("What"), what),
            (self.tr("From"), self._facts.register_address),
            (self.tr("Links from"), self._facts.links_address),
            (self.tr("What is sent"), sent),
            (self.tr("Kept in"), self._facts.folder),
            (self.tr("Fetched last"), self._facts.last),
        ):
            if said:
                named = label(words, "muted", wrap=False)
                named.setAlignment(Qt.AlignmentFlag.AlignTop)
                form.addRow(named, self._said(words, said))
        self.body.addLayout(form)
        self.body.addWidget(self.links)
        self.body.addWidget(
            label(
                self.tr(
                    "Where today's list is not out yet, that of the day before is fetched. It is checked before it is kept, "
                    "and nothing is opened unasked. The addresses can be changed in the settings."
                ),
                "muted",
            )
        )

    def _said(self, words: str, said: str) -> QLabel:
        made = CopyableText(said)
        describe(made, f"{words}: {said}")
        return made

    def accept(self) -> None:
        """Say that it may be fetched, and close."""
        wanted = self.links.isChecked()
        super().accept()
        self.agreed.emit(wanted)


def _breakable(text: str) -> str:
    """Addresses and paths have no blanks: a line may end behind a slash all the same."""
    return text.replace("/", f"/{_BREAK}").replace("\\", f"\\{_BREAK}")
