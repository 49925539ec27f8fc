"""The panel that explains: one school, or the plan as a whole. Told what to show; asks for answers and for what they offer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from wolds.clustering.edits.base import EditContext
from wolds.clustering.exploring import Elsewhere, PlanRelaxation, WhyHere, WhyNot
from wolds.widgets.common.figures import schools_text
from wolds.widgets.dialogs.parts import button, describe, label, row
from wolds.widgets.exploring.answers import here_parts, not_parts, plan_parts
from wolds.widgets.exploring.cards import CardColumn
from wolds.widgets.exploring.near_misses import NearMissPage
from wolds.widgets.exploring.page import AnswerPage
from wolds.widgets.exploring.parts import Deed, Parts


class _Cards(AnswerPage):
    """A page whose answer is a column of cards."""

    show_requested = Signal(object)  # frozenset[int] of URNs, to be selected and shown on the map
    edit_requested = Signal(object)  # an Edit
    what_if_requested = Signal(object)  # an Elsewhere
    propose_requested = Signal()

    def __init__(self, name: str, icon_name: str) -> None:
        self.cards = CardColumn(name)
        super().__init__(self.cards, icon_name)
        self.cards.show_wanted.connect(self.show_requested)
        self.cards.deed_wanted.connect(self._ask)

    def show_parts(self, parts: Parts) -> None:
        """Show an answer about the present plan."""
        self.cards.show_parts(parts)
        self.content.show_content()
        self.set_stale(False)

    def set_stale(self, stale: bool) -> None:
        """An answer about an earlier plan can be read, but what it offers no longer fits."""
        super().set_stale(stale)
        self.cards.allow_deeds(not stale)

    def _ask(self, deed: object) -> None:
        if deed == Deed.PROPOSE:
            self.propose_requested.emit()
        elif isinstance(deed, Elsewhere):
            self.what_if_requested.emit(deed)
        else:
            self.edit_requested.emit(deed)


class SchoolPage(_Cards):
    """Why the selected school is in its cluster, or in none."""

    asked = Signal(int)  # the URN to explain

    def __init__(self) -> None:
        super().__init__(self.tr("Why a school is where it is"), "help")
        self.urn: int | None = None  # the school that stands to be explained
        self._lines: tuple[str, ...] = ()
        self.name, self.where = label("", "heading"), label("", "muted")
        self.ask_button = button("", self._ask_it, icon_name="help", kind="primary")
        self.copy_button = button(self.tr("&Copy"), self.copy, icon_name="copy")
        describe(self.copy_button, self.tr("Copy the answer"), self.tr("Copy the answer as text, for a letter or a note"))
        for part in (self.name, self.where):
            self.head.addWidget(part)
        self.head.addLayout(row(self.ask_button, self.copy_button, None))
        self.asked_again.connect(self._ask_it)
        self.show_subject(None)

    def show_subject(self, urn: int | None, name: str = "", where: str = "", placed: bool = False) -> None:
        """Another school, or none, stands to be explained. An answer that was about another is put away."""
        if urn != self.urn or urn is None:
            self.forget()
        self.urn = urn
        self.name.setText(name)
        self.where.setText(where)
        words = self.tr("&Why here?") if placed else self.tr("&Why not?")
        self.ask_button.setText(words)
        described = self.tr("Why is {name} where it is?") if placed else self.tr("Why is {name} in no cluster?")
        self.ask_button.setAccessibleName(described.format(name=name) if name else words.replace("&", ""))
        for part in (self.name, self.where, self.ask_button, self.copy_button):
            part.setVisible(urn is not None)
        if not self.has_answer:
            self._say_nothing()

    def _say_nothing(self) -> None:
        if self.urn is None:
            sentence = self.tr("Its reasons, where else it could be, and what would place it if it is in no cluster.")
            self.content.show_empty(self.tr("Select one school"), sentence)
        else:
            self.content.show_empty(self.tr("Not asked yet"), self.tr("Each answer works the whole plan out again."))

    def forget(self) -> None:
        """Put the answer away."""
        self._lines = ()
        self.copy_button.setEnabled(False)
        self._say_nothing()
        self.set_stale(False)

    def show_answer(self, answer: WhyHere | WhyNot, context: EditContext) -> None:
        """Show the answer about a school."""
        self._lines = answer.lines
        self.copy_button.setEnabled(True)
        self.show_parts(here_parts(answer, context) if isinstance(answer, WhyHere) else not_parts(answer, context))

    def copy(self) -> None:
        """Put the answer on the clipboard as text."""
        QGuiApplication.clipboard().setText("\n".join(self._lines))

    def _ask_it(self) -> None:
        if self.urn is not None:
            self.asked.emit(self.urn)


class PlanPage(_Cards):
    """Which single relaxation places most."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("What would place more schools"), "unplaced")
        self.ask_button = button(
            self.tr("&Which single change places most?"), self.asked.emit, icon_name="rules", kind="primary"
        )
        words = self.tr("Each rule loosened by a tenth at most, one pair allowed, or one school let in: which helps most.")
        self.head.addWidget(label(words, "muted"))
        self.head.addLayout(row(self.ask_button, None))
        self.asked_again.connect(self.asked)
        self.forget()

    def forget(self) -> None:
        """Put the answer away."""
        sentence = self.tr("Each change is tried by working the whole plan out again.")
        self.content.show_empty(self.tr("Not asked yet"), sentence)
        self.set_stale(False)

    def show_answer(self, relaxations: tuple[PlanRelaxation, ...], context: EditContext, left: int) -> None:
        """Show what places more schools; `left` are in no cluster of the best plan."""
        self.show_parts(plan_parts(relaxations, context))
        if not left:
            self.content.show_empty(self.tr("Every school is placed"), self.tr("The best plan leaves no school over."))
        elif not relaxations:
            text = self.tr("{schools} stay out of the best plan. No single small change of a rule places more.")
            self.content.show_empty(self.tr("Nothing small helps"), text.format(schools=schools_text(left)))


class ExplainView(QWidget):
    """The pages of the panel as tabs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.school, self.plan, self.near = SchoolPage(), PlanPage(), NearMissPage()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.school, self.tr("This school"))
        self.tabs.addTab(self.plan, self.tr("The plan"))
        self.tabs.addTab(self.near, self.tr("Near misses"))
        self.tabs.tabBar().setAccessibleName(self.tr("What to explain"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.tabs.setCurrentWidget(page)
