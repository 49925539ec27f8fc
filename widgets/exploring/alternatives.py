"""The window of alternatives: several good plans side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QScrollArea, QSpinBox, QWidget

from wolds.clustering.eligibility import Standing
from wolds.clustering.exploring.alternatives import COUNT, LEAST_DIFFERENCE_PERCENT, MOST_DEARER_PERCENT
from wolds.geo.schools import Schools
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.dialogs.flow import FlowLayout
from wolds.widgets.dialogs.parts import button, clear, column, describe, label
from wolds.widgets.exploring.page import StaleStrip
from wolds.widgets.exploring.plan_card import PlanCard, ShownPlan
from wolds.widgets.exploring.small_map import SmallMap
from wolds.widgets.pages.job_bar import JobBar
from wolds.widgets.theme import mark


class AlternativesWindow(QDialog):
    """Plans as cards in a row, cheapest first. It stays open beside the main window."""

    find_requested = Signal(int, float, float)  # how many, least difference and most dearer in per cent
    preview_requested = Signal(int)  # the number of a plan
    keep_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Alternatives"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.cards: list[PlanCard] = []
        self.count = self._box(1, 6, COUNT, "")
        self.least = self._box(1, 100, round(LEAST_DIFFERENCE_PERCENT), " %")
        self.most = self._box(0, 500, round(MOST_DEARER_PERCENT), " %")
        self.find_button = button(self.tr("&Find plans"), self._find, icon_name="propose", kind="primary")
        self.jobs, self.stale, self.hint = JobBar(), StaleStrip(), label("", "muted")
        self.stale.ask_again.connect(self._find)
        self._row = QHBoxLayout()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw_next)
        self._put_together()
        self.forget()
        self.resize(1180, 600)

    def _box(self, low: int, high: int, value: int, suffix: str) -> QSpinBox:
        made = QSpinBox()
        made.setRange(low, high)
        made.setValue(value)
        made.setSuffix(suffix)
        made.lineEdit().returnPressed.connect(lambda: self._find())
        return made

    def _put_together(self) -> None:
        form = QWidget()
        flow = FlowLayout(form, spacing=6)
        words = (self.tr("&Other plans"), self.tr("that &differ by at least"), self.tr("and cost at &most"))
        for text, box in zip(words, (self.count, self.least, self.most), strict=True):
            flow.addWidget(self._labelled(text, box))
        more = label(self.tr("more"), wrap=False)
        more.setMinimumHeight(self.find_button.sizeHint().height())
        flow.addWidget(more)
        flow.addWidget(self.find_button)
        layout = column(self, form, self.jobs, self.stale, self.hint, margin=12, spacing=8)
        self.content = OrEmpty(self._scrolled(), "scenario")
        layout.addWidget(self.content, 1)
        for one in (self.find_button, self.stale.button, self.jobs.cancel):
            one.setAutoDefault(False)  # else Enter anywhere in the window would start anew

    def _labelled(self, text: str, box: QSpinBox) -> QWidget:
        named, holder = QLabel(text), QWidget()
        named.setBuddy(box)
        describe(box, text)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 4, 0)
        line.setSpacing(5)
        line.addWidget(named)
        line.addWidget(box)
        return holder

    def _scrolled(self) -> QScrollArea:
        area, inner = QScrollArea(), QWidget()
        for one in (area, inner):
            mark(one, "plain")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        inner.setLayout(self._row)
        area.setWidget(inner)
        return area

    # What is shown -----------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Show no plans."""
        self._clear()
        self.hint.hide()
        sentence = self.tr("Good plans that differ really from the best one and from each other, each at its true cost.")
        self.content.show_empty(self.tr("No plans yet"), sentence)
        self.set_stale(False)

    def _clear(self) -> None:
        clear(self._row)
        self.cards = []

    def show_plans(self, plans: Sequence[ShownPlan], sentence: str, schools: Schools, standing: Standing) -> None:
        """Show plans side by side; `sentence` says why there are no more, "" where as many as asked for were found."""
        self._clear()
        for shown in plans:
            picture = SmallMap(schools, standing, shown.plan, shown.scoreboard, shown.moved)
            picture.drawing_wanted.connect(self._soon.start)
            card = PlanCard(shown, picture, schools)
            card.preview_wanted.connect(partial(self.preview_requested.emit, shown.alternative.number))
            card.keep_wanted.connect(partial(self.keep_requested.emit, shown.alternative.number))
            self._row.addWidget(card, 1)
            self.cards.append(card)
        self._row.addStretch(0)
        strong = self.tr("What differs from the best plan is drawn strongly.")
        self.hint.setText(f"{strong} {sentence}".strip())
        self.hint.show()
        self.content.show_content()
        self.set_stale(False)

    def _draw_next(self) -> None:
        """Draw the first map that is not drawn yet; the next in the next turn."""
        waiting = [card.picture for card in self.cards if not card.picture.is_ready and card.picture.isVisible()]
        if waiting:
            waiting[0].prepare()
            self._soon.start()

    def set_stale(self, stale: bool) -> None:
        """Plans of an earlier question can be looked at, but no longer taken."""
        self.stale.setVisible(stale and bool(self.cards))
        for card in self.cards:
            card.preview_button.setEnabled(not stale)
            card.keep_button.setEnabled(not stale)

    def _find(self) -> None:
        for box in (self.count, self.least, self.most):
            box.interpretText()
        self.find_requested.emit(self.count.value(), float(self.least.value()), float(self.most.value()))
