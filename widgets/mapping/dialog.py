"""The mapping of a table of schools: the guess, the first rows as they would be read, and what is still to be settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QSplitter, QTableView, QWidget

from wolds.geo.foreign import (
    FIELDS,
    LOOKED_AT,
    PAIRS,
    Mapping,
    Table,
    explanation,
    labelled,
    preview,
    problems,
    schools_only,
)
from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import WheelGuard, button, describe, label, row
from wolds.widgets.mapping.field_card import FieldCard
from wolds.widgets.mapping.preview_model import PreviewModel
from wolds.widgets.mapping.words_dialog import WordsDialog
from wolds.widgets.rules.scrolling import scrolled

_SIZE: Final = (1080, 720)
_ACROSS: Final = 3
_MOST_WORDS: Final = 200
_LAID_OUT: Final = (
    "urn",
    "name",
    "roll",
    "phase",
    "status",
    "la_name",
    "easting",
    "northing",
    "longitude",
    "latitude",
    "grid_reference",
    "postcode",
)


@dataclass(frozen=True, eq=False)
class TableChoice:
    """A table of the file with the mapping to begin with, which was guessed or is remembered."""

    table: Table
    mapping: Mapping
    is_remembered: bool = False


@dataclass(frozen=True, eq=False)
class MappingAnswer:
    """What a person settled on. `postcodes` is the file of postcodes, None where it is not needed."""

    table: Table
    mapping: Mapping
    is_remembered: bool  # whether files like this shall be read so from now on
    postcodes: Path | None


class MappingDialog(PlainDialog):
    """Shows the tables of a file, `first` of them to begin with. `given` carries a `MappingAnswer`.

    `postcodes_wanted` asks for a file of postcodes; `show_postcodes` says which was chosen.
    """

    given = Signal(object)
    postcodes_wanted = Signal()

    def __init__(
        self, choices: Sequence[TableChoice], first: int = 0, postcodes: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Which column is what?"))
        self.resize(*_SIZE)
        self._choices, self._postcodes = tuple(choices), postcodes
        self._guard = WheelGuard(self)
        self._cards_grid = QGridLayout()
        self.facts, self.trouble = label("", "muted"), label("", "error")
        self.part, self.way = QComboBox(), QComboBox()
        self.postcodes = button("", self.postcodes_wanted.emit, icon_name="open")
        self.cards = {
            field: FieldCard(field, self._guard) for field in (*_LAID_OUT, *(f for f in FIELDS if f not in _LAID_OUT))
        }
        self.model, self.table = PreviewModel(self), QTableView()
        self.remember = QCheckBox(self.tr("&Remember this for files with the same headings"))
        self._put_together()
        self._connect()
        self._show_table(first)
        self.cards["urn"].column.setFocus()

    # Putting together ----------------------------------------------------------------------------------------------

    def _put_together(self) -> None:
        self.body.addWidget(self.facts)
        self._add_ways()
        inner, fields = QWidget(), QWidget()
        inner.setLayout(self._cards_grid)
        self._lay_out_cards()
        scrolled(fields, inner)
        self._shape_preview()
        parts = QSplitter(self)
        parts.setOrientation(parts.orientation().Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(fields)
        parts.addWidget(self.table)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 1)
        parts.setSizes([400, 170])
        self.body.addWidget(parts, 1)
        self.body.addWidget(self.trouble)
        self.remember.setChecked(True)
        self.body.addWidget(self.remember)
        self.take = self.add_accept(self.tr("Read the &schools"))
        self.add_reject()

    def _add_ways(self) -> None:
        part_label, way_label = QLabel(self.tr("S&heet or layer")), QLabel(self.tr("&Where the schools are, by"))
        part_label.setBuddy(self.part)
        way_label.setBuddy(self.way)
        for choice in self._choices:
            self.part.addItem(choice.table.part or choice.table.file)
        names = {
            "easting-northing": self.tr("Easting and northing"),
            "longitude-latitude": self.tr("Longitude and latitude"),
            "grid-reference": self.tr("Grid reference"),
            "postcode": self.tr("Postcode"),
            "shapes": self.tr("The shapes in the file"),
        }
        for way in PAIRS:
            if way != "shapes" or any(choice.table.points is not None for choice in self._choices):
                self.way.addItem(names[way], way)
        describe(self.part, self.tr("Sheet or layer"))
        describe(self.way, self.tr("Where the schools are, by"))
        for widget in (part_label, self.part):
            widget.setVisible(len(self._choices) > 1)
        self.postcodes.setAutoDefault(False)
        self.body.addLayout(row(part_label, self.part, way_label, self.way, self.postcodes, None))

    def _lay_out_cards(self) -> None:
        """Three beside each other; easting and northing, like longitude and latitude, share their line with nothing."""
        self._cards_grid.setHorizontalSpacing(18)
        self._cards_grid.setVerticalSpacing(4)
        lines = (_LAID_OUT[:3], _LAID_OUT[3:6], _LAID_OUT[6:8], _LAID_OUT[8:10], _LAID_OUT[10:11])
        places = {field: (line, at) for line, fields in enumerate(lines) for at, field in enumerate(fields)}
        for count, field in enumerate(field for field in self.cards if field not in places):
            places[field] = (len(lines) + count // _ACROSS, count % _ACROSS)
        for field, (line, at) in places.items():
            self._cards_grid.addWidget(self.cards[field], line, at)
        for at in range(_ACROSS):
            self._cards_grid.setColumnStretch(at, 1)
        self._cards_grid.setRowStretch(max(line for line, _ in places.values()) + 1, 1)

    def _shape_preview(self) -> None:
        self.table.setModel(self.model)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(110)
        self.table.verticalHeader().setDefaultSectionSize(24)
        describe(self.table, self.tr("The first rows, as they would be read"))

    def _connect(self) -> None:
        self.part.activated.connect(self._show_table)
        self.way.activated.connect(
            lambda at: self._take(self.mapping.model_copy(update={"coordinates": self.way.itemData(at)}))
        )
        for card in self.cards.values():
            card.column_chosen.connect(lambda field, heading: self._take(self.mapping.with_column(field, heading)))
            card.given_chosen.connect(lambda field, words: self._take(self.mapping.with_given(field, words)))
            card.words_wanted.connect(self._ask_words)

    # Showing -------------------------------------------------------------------------------------------------------

    def _show_table(self, at: int) -> None:
        choice = self._choices[at]
        self._whole, self._first, self.mapping = choice.table, choice.table.first(LOOKED_AT), choice.mapping
        self.part.setCurrentIndex(at)
        for card in self.cards.values():
            card.show_headings({heading: labelled(self._first, heading) for heading in self._whole.headings})
        self.facts.setText(self._facts(choice))
        self._show()
        self.table.resizeColumnsToContents()

    def _facts(self, choice: TableChoice) -> str:
        table = choice.table
        what = self.tr("{file}: {kind}, {rows} rows, {columns} columns.").format(
            file=table.file, kind=table.kind, rows=f"{len(table.rows):,}", columns=f"{len(table.headings):,}"
        )
        known = self.tr("Mapped as you did last time: look it over.")
        guessed = self.tr("Guessed from its headings and cells: look it over.")
        more = (
            self.tr("Judged by the first {count} rows.").format(count=f"{LOOKED_AT:,}") if len(table.rows) > LOOKED_AT else ""
        )
        return " ".join(filter(None, (what, known if choice.is_remembered else guessed, more)))

    def _take(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self._show()

    def _show(self) -> None:
        mapping = self.mapping
        found = problems(self._first, mapping, has_postcodes=bool(self._postcodes))
        schools = schools_only(self._first, mapping)
        wrong = {problem.field: problem.sentence for problem in reversed(found)}
        self.way.setCurrentIndex(self.way.findData(mapping.coordinates))
        for field, card in self.cards.items():
            card.setVisible(self._is_asked(field))
            card.show_mapping(mapping)
            card.explain(wrong.get(field) or explanation(schools, mapping, field), is_wrong=field in wrong)
        self.postcodes.setVisible(mapping.coordinates == "postcode")
        self.postcodes.setText(Path(self._postcodes).name if self._postcodes else self.tr("Choose the file of &postcodes…"))
        self.model.show_preview(preview(self._first, mapping))
        more = self.tr(" And {count} more.").format(count=len(found) - 1) if len(found) > 1 else ""
        self.trouble.setText(self.tr("To be settled: {what}.").format(what=found[0].sentence) + more if found else "")
        self.trouble.setVisible(bool(found))
        self.take.setEnabled(not found)

    def _is_asked(self, field: str) -> bool:
        """Whether a field has a place: of the coordinates only those of the way that is chosen."""
        others = {
            other for way, fields in PAIRS.items() if way not in (self.mapping.coordinates, "postcode") for other in fields
        }
        return field not in others

    # Words and postcodes -------------------------------------------------------------------------------------------

    def _ask_words(self, field: str) -> None:
        cells = filter(None, self._whole.column(self.mapping.columns[field]))
        counts = Counter(cells).most_common(_MOST_WORDS)
        dialog = WordsDialog(field, counts, self.mapping.values.get(field, {}), self)
        dialog.given.connect(lambda words: self._take(self.mapping.with_values(field, words)))
        dialog.open()

    def show_postcodes(self, path: Path) -> None:
        """Take a file of postcodes."""
        self._postcodes = str(path)
        self._show()

    def accept(self) -> None:
        """Give the answer, and close."""
        if self.take.isEnabled():
            needed = self.mapping.coordinates == "postcode" and self._postcodes
            postcodes = Path(self._postcodes) if needed else None
            answer = MappingAnswer(self._whole, self.mapping, self.remember.isChecked(), postcodes)
            super().accept()
            self.given.emit(answer)
