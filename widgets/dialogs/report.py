"""What shall be in a committee report, in which style and format; with a look at what it will hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from wolds.clustering.reporting.committee.source import USUAL, Part
from wolds.clustering.reporting.house_style import Paper
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import button, describe, label, row

_LOGO: Final = QSize(120, 32)
PDF: Final = "pdf"
WORD: Final = "docx"


@dataclass(frozen=True)
class ReportWish:
    """What a person asked for: parts, endings of the files, paper, and a title ("" = the usual one)."""

    parts: frozenset[Part]
    formats: tuple[str, ...]
    paper: Paper
    title: str


class ReportDialog(PlainDialog):
    """Asks for a committee report. `given` carries a `ReportWish`.

    `outline` tells in lines what a wish will hold, and is asked anew whenever something is ticked. `house_asked` and
    `house_begun` say that a person wants to choose a house style, or a file to begin one with, `house_dropped` that it shall be
    put aside; `show_house` answers.
    """

    given = Signal(object)
    house_asked = Signal()
    house_begun = Signal()
    house_dropped = Signal()

    def __init__(self, outline: Callable[[ReportWish], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Committee report"))
        self.resize(820, 560)
        self._outline = outline
        self.ticks: dict[Part, QCheckBox] = {}
        left, right = QVBoxLayout(), QVBoxLayout()
        self._add_parts(left)
        self._add_form(right)
        self._add_outline(right)
        beside = QHBoxLayout()
        beside.setSpacing(24)
        beside.addLayout(left, 2)
        beside.addLayout(right, 3)
        self.body.addLayout(beside)
        self.write = self.add_accept(self.tr("&Write it…"))
        self.add_reject()
        self.title.setFocus()

    def _add_parts(self, column: QVBoxLayout) -> None:
        column.addWidget(label(self.tr("What shall be in it"), "heading"))
        for part, words in self._words().items():
            tick = QCheckBox(words)
            tick.setChecked(part in USUAL)
            tick.toggled.connect(lambda _on: self._say())
            if part == Part.NOTES:
                column.addSpacing(8)
                column.addWidget(label(self.tr("Only where you ask for it"), "strong"))
            column.addWidget(tick)
            self.ticks[part] = tick
        column.addWidget(label(self.tr("What is confidential stands in a part of its own, and each page is marked."), "muted"))
        column.addStretch(1)

    def _words(self) -> dict[Part, str]:
        return {
            Part.MAPS: self.tr("&Maps"),
            Part.CLUSTERS: self.tr("A &page for each partnership"),
            Part.TRAVEL: self.tr("Wa&ys between its schools"),
            Part.MONEY: self.tr("M&oney"),
            Part.UNPLACED: self.tr("Schools w&ithout a partnership"),
            Part.CHANGES: self.tr("What was &decided by hand, and why"),
            Part.METHOD: self.tr("&How it was worked out"),
            Part.NOTES: self.tr("&Notes on schools and clusters"),
            Part.CONFIDENTIAL: self.tr("Confidential &facts"),
        }

    def _add_form(self, column: QVBoxLayout) -> None:
        form = QFormLayout()
        self.title, self.formats, self.paper = QLineEdit(), QComboBox(), QComboBox()
        self.title.setPlaceholderText(self.tr("Partnerships of small primary schools"))
        self.title.setMaxLength(200)
        for words, endings in ((self.tr("PDF and Word"), (PDF, WORD)), (self.tr("PDF"), (PDF,)), (self.tr("Word"), (WORD,))):
            self.formats.addItem(words, endings)
        for paper in Paper:
            self.paper.addItem(paper.value.upper(), paper)
        self.add_row(form, self.tr("&Title"), self.title)
        self.add_row(form, self.tr("Fo&rmat"), self.formats)
        self.add_row(form, self.tr("P&aper"), self.paper)
        self.choose_house = button(self.tr("&Choose…"), self.house_asked.emit)
        self.begin_house = button(self.tr("&Begin one…"), self.house_begun.emit)
        self.drop_house = button(self.tr("&Use Wolds' own"), self.house_dropped.emit)
        for made, words in (
            (self.drop_house, self.tr("Put the house style aside and use the one of Wolds")),
            (self.choose_house, self.tr("Choose a house style: name, logo, colour, words and templates of your own (TOML)")),
            (self.begin_house, self.tr("Write a house style to begin with, and change it in any text editor")),
        ):
            made.setAutoDefault(False)
            describe(made, words, words)
        self.house = label(self.tr("Wolds' own"))
        self.logo = QLabel()
        describe(self.logo, self.tr("Logo"))
        form.addRow(self.tr("House style"), row(self.house, self.logo, None, spacing=12))
        self.doubt = label("", "warning")
        self.doubt.setWordWrap(True)
        self.doubt.hide()
        form.addRow("", self.doubt)
        form.addRow("", row(self.choose_house, self.begin_house, self.drop_house, None))
        column.addLayout(form)

    def _add_outline(self, column: QVBoxLayout) -> None:
        column.addWidget(label(self.tr("What it will hold"), "heading"))
        self.outline = QPlainTextEdit()
        self.outline.setReadOnly(True)
        self.outline.setTabChangesFocus(True)
        describe(self.outline, self.tr("What it will hold"))
        column.addWidget(self.outline, 1)

    @property
    def wish(self) -> ReportWish:
        """What is asked for now."""
        parts = frozenset(part for part, tick in self.ticks.items() if tick.isChecked())
        return ReportWish(parts, tuple(self.formats.currentData()), Paper(self.paper.currentData()), self.title.text().strip())

    def show_house(self, name: str, paper: Paper | None = None, logo: bytes = b"") -> None:
        """Say which house style is in force, show its logo (a picture as in a file), and take its paper."""
        self.house.setText(name or self.tr("Wolds' own"))
        self.drop_house.setVisible(bool(name))
        picture = QPixmap()
        if logo and picture.loadFromData(logo):
            self.logo.setPixmap(
                picture.scaled(_LOGO, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            )
        self.logo.setVisible(not picture.isNull())
        self.show_doubt("")
        if paper is not None:
            self.paper.setCurrentIndex(self.paper.findData(paper))
        self._say()

    def show_doubt(self, doubt: str) -> None:
        """Say what does not hold of the house style here, such as a font that is not installed; "" = all is well."""
        self.doubt.setText(doubt[:1].upper() + doubt[1:])
        self.doubt.setVisible(bool(doubt))

    def _say(self) -> None:
        for part in (Part.TRAVEL, Part.MONEY, Part.NOTES):
            self.ticks[part].setEnabled(self.ticks[Part.CLUSTERS].isChecked() or part == Part.MONEY)
        self.outline.setPlainText("\n".join(self._outline(self.wish)))

    def accept(self) -> None:
        """Hand on what is asked for."""
        wish = self.wish
        super().accept()
        self.given.emit(wish)
