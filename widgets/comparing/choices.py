"""Which plans to compare: ticked in a list, and whose rules and register all are scored by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QListWidgetItem, QWidget

from wolds.clustering.comparing import FEWEST_SIDES, MOST_SIDES
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.dialogs.parts import button, column, describe, label

_ROW = 26  # pixels
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class PlanChoice:
    """A plan that can be ticked. `tip` says where it is from; `from_file` = it can be taken out of the list again.

    `is_today`: today's federations, which have no rules of their own to score others by.
    """

    words: str
    tip: str
    from_file: bool = False
    is_today: bool = False


class PlanList(QListWidget):
    """Plans with ticks: Space ticks, Enter compares."""

    enter_pressed = Signal()
    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Delete, beside what a list does."""
        if event.key() in _ENTER:
            self.enter_pressed.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


class PlanChoices(QWidget):
    """The list and what is done with it. Places are positions in the list that was shown."""

    compare_requested = Signal(object, int)  # tuple of places, and the place of the plan whose ground it is
    add_requested = Signal()
    remove_requested = Signal(int)
    ticks_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[PlanChoice, ...] = ()
        self.list, self.ground = PlanList(), QComboBox()
        self.hint = label("", "muted")
        self.add_button = button(self.tr("&Add a plan file…"), self.add_requested.emit, icon_name="open")
        self.remove_button = button(self.tr("Ta&ke it out of the list"), self._remove, icon_name="delete")
        self.compare_button = button(self.tr("Com&pare"), self.compare, icon_name="compare", kind="primary")
        self._put_together()
        self.list.itemChanged.connect(lambda _: self._tell())
        self.list.currentRowChanged.connect(lambda _: self._tell_current())
        self.list.enter_pressed.connect(self.compare)
        self.list.delete_pressed.connect(self._remove)
        self._tell()

    def _put_together(self) -> None:
        named = QLabel(self.tr("Score all by the &rules and register of"))
        named.setWordWrap(True)
        named.setBuddy(self.ground)
        describe(self.ground, self.tr("Score all by the rules and register of"))
        describe(self.list, self.tr("Plans to compare"))
        self.list.setAccessibleDescription(self.tr("Space ticks a plan, Enter compares those that are ticked."))
        self.list.setAlternatingRowColors(True)
        self.ground.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.ground.setMinimumContentsLength(12)
        heading = label(self.tr("Plans to compare"), "strong")
        layout = column(self, heading, self.list, self.add_button, self.remove_button, named, self.ground, self.hint)
        layout.setStretch(1, 1)
        layout.addWidget(self.compare_button)
        for one in (self.add_button, self.remove_button, self.compare_button):
            one.setAutoDefault(False)

    # What is shown -----------------------------------------------------------------------------------------------

    def show_choices(self, choices: Sequence[PlanChoice], ticked: Sequence[int], ground: int = -1) -> None:
        """Show these plans, those at some places ticked; all are scored by the one at `ground`, if that is ticked."""
        row, self._choices = self.list.currentRow(), tuple(choices)
        self.list.blockSignals(True)
        self.list.clear()
        for place, choice in enumerate(self._choices):
            item = QListWidgetItem(choice.words)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if place in ticked else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, _ROW))
            item.setToolTip(plain_tip(f"{choice.words}\n{choice.tip}"))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, choice.tip)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), len(self._choices) - 1))
        self.list.blockSignals(False)
        self._tell(ground)
        self._tell_current()

    @property
    def ticked(self) -> tuple[int, ...]:
        """The places that are ticked."""
        places = range(self.list.count())
        return tuple(place for place in places if self.list.item(place).checkState() == Qt.CheckState.Checked)

    @property
    def ground_place(self) -> int:
        """The place of the plan whose rules and register hold, -1 where none is ticked that has any."""
        place = self.ground.currentData()
        return -1 if place is None else int(place)

    def _tell(self, ground: int | None = None) -> None:
        before = self.ground_place if ground is None else ground
        self.ground.clear()
        for place in self.ticked:
            if not self._choices[place].is_today:
                self.ground.addItem(self._choices[place].words, place)
        self.ground.setCurrentIndex(max(0, self.ground.findData(before)))
        self.ground.setEnabled(self.ground.count() > 1)
        count = len(self.ticked)
        words = self.tr("{n} ticked; tick {least} to {most}").format(n=count, least=FEWEST_SIDES, most=MOST_SIDES)
        self.hint.setText(words)
        self.compare_button.setEnabled(self.can_compare)
        self.ticks_changed.emit()

    @property
    def can_compare(self) -> bool:
        """Whether as many are ticked as can be compared."""
        return FEWEST_SIDES <= len(self.ticked) <= MOST_SIDES and self.ground_place >= 0

    def _tell_current(self) -> None:
        row = self.list.currentRow()
        self.remove_button.setEnabled(0 <= row < len(self._choices) and self._choices[row].from_file)

    # What a person does ------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Ask for a comparison of those ticked, where they are as many as can be."""
        if self.can_compare:
            self.compare_requested.emit(self.ticked, self.ground_place)

    def _remove(self) -> None:
        if self.remove_button.isEnabled():
            self.remove_requested.emit(self.list.currentRow())
