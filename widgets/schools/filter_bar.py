"""The bar above the table: a search, three choices, the count, and the way back to all schools."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

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
"""From this width on everything stands in one line."""


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
        choices = QHBoxLayout()
        choices.setSpacing(4)
        for box in (self.show_box, self.la_box, self.character_box):
            choices.addWidget(box, 1)
        tail = QHBoxLayout()
        tail.setSpacing(2)
        tail.addWidget(self.count, 1)
        tail.addWidget(self.clear_button)
        tail.addWidget(self.columns_button)
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lines.setContentsMargins(6, 6, 6, 4)
        self._lines.setSpacing(4)
        self._lines.addWidget(self.search, 3)
        self._lines.addLayout(choices, 4)
        self._lines.addLayout(tail, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one line where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _ONE_LINE
        self._lines.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

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
            text = self.tr("{shown} of {all}").format(shown=count_text(shown), all=text)
        if selected:
            text = self.tr("{text}, {count} selected").format(text=text, count=count_text(selected))
        self.count.setText(text)
