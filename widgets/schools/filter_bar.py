"""The bar above the table: a search, three choices, the count, and the way back to all schools."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from wolds.geo.character import Character
from wolds.geo.schools import Schools
from wolds.widgets.common.figures import count_text, schools_text
from wolds.widgets.common.search import SearchBox
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.common.words import character_words
from wolds.widgets.icons import icon
from wolds.widgets.schools.filters import SchoolFilter, Show
from wolds.widgets.theme import mark

_ONE_LINE = 860
"""From this width on everything stands in one line ..."""
_TWO_LINES = 520
"""... and from this on in two."""
_WIDE: Final = ((0, 0, 1), (0, 1, 1), (0, 2, 1))
_MEDIUM: Final = ((0, 0, 1), (1, 0, 2), (0, 1, 1))
_NARROW: Final = ((0, 0, 2), (1, 0, 2), (2, 0, 2))
"""Row, column and span of the search, the choices, and the count with its buttons."""
_TAKING_PART: Final = SchoolFilter(show=Show.TAKING_PART)


class FilterBar(QWidget):
    """Emits `changed` with a `SchoolFilter`."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchBox(self.tr("School, URN, town or postcode"), self.tr("Search the schools"))
        self.show_box = self._box(self.tr("Standing"), self._show_choices())
        self.la_box = self._box(self.tr("Local authority"), [(self.tr("Any LA"), "")])
        self.character_box = self._box(self.tr("Character"), self._character_choices())
        self.count = QLabel(self)
        self.count.setAccessibleName(self.tr("Schools shown"))
        mark(self.count, "muted")
        self.clear_button = self._button("cancel", self.tr("Clear"), self.tr("Show all schools again"))
        self.columns_button = self._button("settings", self.tr("Columns"), self.tr("Choose the columns of the table"))
        self.search.searched.connect(lambda: self._tell())
        self.clear_button.clicked.connect(self.clear)
        self._arrange()
        self._tell_clear()

    def _box(self, name: str, choices: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(plain_tip(name))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(9)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for text, value in choices:
            box.addItem(text, value)
        box.currentIndexChanged.connect(lambda: self._tell())
        return box

    def _button(self, icon_name: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(icon_name))
        button.setIconSize(QSize(16, 16))
        button.setAccessibleName(text)
        button.setToolTip(plain_tip(tip))
        return button

    def _show_choices(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Any standing"), Show.ALL),
            (self.tr("Taking part"), Show.TAKING_PART),
            (self.tr("To be placed"), Show.TO_PLACE),
            (self.tr("In a cluster"), Show.IN_CLUSTER),
            (self.tr("Unplaced"), Show.UNPLACED),
            (self.tr("Optional"), Show.OPTIONAL),
            (self.tr("Left out"), Show.EXCLUDED),
            (self.tr("With warnings"), Show.WARNED),
            (self.tr("Locked"), Show.LOCKED),
        ]

    def _character_choices(self) -> list[tuple[str, str]]:
        kinds = [(character_words(kind), str(kind)) for kind in Character]
        return [(self.tr("Any character"), ""), *kinds]

    def _arrange(self) -> None:
        self._choices = _side_by_side(self.show_box, self.la_box, self.character_box)
        self._tail = _side_by_side(self.count, self.clear_button, self.columns_button)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(6, 6, 6, 4)
        self._grid.setSpacing(4)
        self._places: tuple[tuple[int, int, int], ...] = ()
        self._place(_NARROW)

    def _place(self, places: tuple[tuple[int, int, int], ...]) -> None:
        if places == self._places:
            return
        self._places = places
        for widget, (row, column, span) in zip((self.search, self._choices, self._tail), places, strict=True):
            self._grid.removeWidget(widget)
            self._grid.addWidget(widget, row, column, 1, span)
        for column, stretch in enumerate((3, 4, 2) if places is _WIDE else (3, 2, 0)):
            self._grid.setColumnStretch(column, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as few lines as the width allows: rows of schools matter more."""
        super().resizeEvent(event)
        width = event.size().width()
        self._place(_WIDE if width >= _ONE_LINE else _MEDIUM if width >= _TWO_LINES else _NARROW)

    def show_schools(self, schools: Schools) -> None:
        """Offer the local authorities of a register; the choice stays where it can."""
        chosen = self.la_box.currentData()
        codes, names = schools.text("la_code").tolist(), schools.text("la_name").tolist()
        known = {code: name for code, name in zip(codes, names, strict=True) if code}
        self.la_box.blockSignals(True)
        self.la_box.clear()
        self.la_box.addItem(self.tr("Any LA"), "")
        for code, name in sorted(known.items(), key=lambda pair: (pair[1].casefold(), pair[0])):
            self.la_box.addItem(name or code, code)
        self.la_box.setCurrentIndex(max(0, self.la_box.findData(chosen)))
        self.la_box.blockSignals(False)

    @property
    def filter(self) -> SchoolFilter:
        """What is asked for."""
        return SchoolFilter(
            words=self.search.text().strip(),
            show=Show(self.show_box.currentData()),
            la_code=str(self.la_box.currentData()),
            character=str(self.character_box.currentData()),
        )

    def show_filter(self, wanted: SchoolFilter) -> None:
        """Ask for this."""
        for box, value in self._values(wanted):
            box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(value)))
            box.blockSignals(False)
        self.search.setText(wanted.words)
        self.search.flush()
        self._tell()

    def _values(self, wanted: SchoolFilter) -> list[tuple[QComboBox, str]]:
        return [(self.show_box, wanted.show), (self.la_box, wanted.la_code), (self.character_box, wanted.character)]

    def clear(self) -> None:
        """Ask for all schools."""
        self.show_filter(SchoolFilter())

    def _tell(self) -> None:
        self._tell_clear()
        self.changed.emit(self.filter)

    def _tell_clear(self) -> None:
        self.clear_button.setEnabled(self.filter != SchoolFilter())

    def say_count(self, shown: int, of_all: int, selected: int) -> None:
        """Say "173 of 280 schools, 3 selected"."""
        text = schools_text(of_all)
        if shown != of_all:
            said = self.tr("{shown} of {all} take part") if self.filter == _TAKING_PART else self.tr("{shown} of {all}")
            text = said.format(shown=count_text(shown), all=text)
        if selected:
            text = self.tr("{text}, {count} selected").format(text=text, count=count_text(selected))
        self.count.setText(text)


def _side_by_side(*widgets: QWidget) -> QWidget:
    """Widgets in one line, labels and boxes sharing the room."""
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for widget in widgets:
        layout.addWidget(widget, 0 if isinstance(widget, QToolButton) else 1)
    return line
