"""The panel of a group: what the ticked schools would be together under a model, and the best groups there are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from wolds.clustering.models import MODELS, Model
from wolds.clustering.partners import BestGroups, WhatIf
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.dialogs.parts import WheelGuard, button, describe, row
from wolds.widgets.exploring.cards import CardColumn
from wolds.widgets.exploring.page import AnswerPage
from wolds.widgets.partners.words import best_parts, group_parts


class GroupPage(QWidget):
    """The ticked schools as a group."""

    show_requested = Signal(object)  # frozenset[int] of URNs
    save_requested = Signal(object, str, object)  # WhatIf, its name, Model
    brief_requested = Signal(object, str, object)  # WhatIf, its name, Model

    def __init__(self) -> None:
        super().__init__()
        self.group: WhatIf | None = None
        self._guard = WheelGuard(self)
        self.cards = CardColumn(self.tr("What the group would be"))
        self.content = OrEmpty(self.cards, "cluster")
        self.model, self.name = self._models(), QLineEdit()
        describe(self.name, self.tr("Name of the group"))
        self.save = button(self.tr("Save the &idea…"), self._save, icon_name="save", kind="primary")
        describe(
            self.save, self.tr("Save the idea"), self.tr("A small plan file of just these schools, to be sent to the authority")
        )
        self.brief = button(self.tr("&Brief for governors…"), self._ask_brief, icon_name="note")
        describe(
            self.brief,
            self.tr("Brief for governors"),
            self.tr("Two pages on these schools: what it means, what to mind, whom to ask; PDF or Word"),
        )
        self._put_together()
        self.model.currentIndexChanged.connect(lambda: self._show())
        self.cards.show_wanted.connect(self.show_requested)
        self.show_group(None)

    def _models(self) -> QComboBox:
        box = QComboBox()
        for model, facts in MODELS.items():
            box.addItem(f"{facts.name[:1].upper()}{facts.name[1:]}", model)
        describe(box, self.tr("Model"), self.tr("How closely the schools would work together"))
        self._guard.guard(box)
        return box

    def _put_together(self) -> None:
        model, name = QLabel(self.tr("&Model")), QLabel(self.tr("Na&me"))
        model.setBuddy(self.model)
        name.setBuddy(self.name)
        head = row(model, self.model, name, self.name, spacing=8)
        head.setStretch(3, 1)
        head.setContentsMargins(10, 8, 10, 0)
        deeds = row(None, self.brief, self.save, spacing=8)
        deeds.setContentsMargins(10, 6, 10, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(deeds)
        layout.addWidget(self.content, 1)

    def show_group(self, group: WhatIf | None, name: str = "") -> None:
        """Show a group and the name it would have; None while no school is ticked."""
        self.group = group
        self.name.clear()
        self.name.setPlaceholderText(name)
        for widget in (self.save, self.brief, self.name, self.model):
            widget.setEnabled(group is not None)
        if group is None:
            self.content.show_empty(
                self.tr("Tick schools in the list"),
                self.tr(
                    "Their pupils together, the longest way, and what a partnership would mean for name, budget and governors."
                ),
            )
        self._show()

    def _show(self) -> None:
        if self.group is not None:
            self.cards.show_parts(group_parts(self.group, Model(self.model.currentData())))
            self.content.show_content()

    def _save(self) -> None:
        if self.group is not None:
            self.save_requested.emit(self.group, self._named, Model(self.model.currentData()))

    def _ask_brief(self) -> None:
        if self.group is not None:
            self.brief_requested.emit(self.group, self._named, Model(self.model.currentData()))

    @property
    def _named(self) -> str:
        return self.name.text().strip() or self.name.placeholderText()


class BestPage(AnswerPage):
    """The best groups of 2 to 6 with the school, from the engine."""

    show_requested = Signal(object)  # frozenset[int] of URNs
    group_wanted = Signal(object)  # WhatIf
    asked = Signal()

    def __init__(self) -> None:
        self.cards = CardColumn(self.tr("The best groups with your school"))
        super().__init__(self.cards, "propose")
        self.ask = button(self.tr("&Find the best groups"), self.asked.emit, icon_name="propose")
        self.head.addLayout(row(self.ask, None))
        self.cards.show_wanted.connect(self.show_requested)
        self.cards.deed_wanted.connect(self.group_wanted)
        self.asked_again.connect(self.asked)
        self.forget()

    def forget(self) -> None:
        """Nothing was asked yet."""
        sentence = self.tr("The closest group of each size, 2 to 6, that keeps the rules of the plan and includes your school.")
        self.content.show_empty(self.tr("Which groups are best?"), sentence)
        self.stale.hide()

    def show_best(self, best: BestGroups) -> None:
        """Show the answer."""
        self.cards.show_parts(best_parts(best))
        self.content.show_content()
        self.set_stale(False)


class GroupView(QWidget):
    """Both pages as tabs."""

    def __init__(self) -> None:
        super().__init__()
        self.group, self.best, self.tabs = GroupPage(), BestPage(), QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.group, self.tr("The schools I ticked"))
        self.tabs.addTab(self.best, self.tr("Best groups"))
        self.tabs.tabBar().setAccessibleName(self.tr("Groups"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self.set_school(False)

    def set_school(self, known: bool) -> None:
        """Whether there is a school whose groups can be asked for."""
        self.best.ask.setEnabled(known)
