"""The dioceses of the register with what is in each; those that are ticked are the ones that the workspace is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from wolds.clustering.policy.dioceses import BLANK, DioceseFigures
from wolds.clustering.wording import listed
from wolds.widgets.church.listing import Detail
from wolds.widgets.church.words import diocese_words
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.dialogs.parts import button, card, describe, label, row

_KEY = Qt.ItemDataRole.UserRole
_TICKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class _Table(QTableWidget):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.item(self.currentRow(), 0)
        if item is not None and event.key() in _TICKING:
            ticked = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)


class DiocesesPage(QWidget):
    """A table of dioceses. `dioceses_changed` carries the names ticked; none ticked means all of them."""

    dioceses_changed = Signal(object)  # tuple[str, ...]; "" stands for schools whose diocese is blank
    open_requested = Signal()
    show_requested = Signal(str)  # the diocese whose church schools are to be shown on the map

    def __init__(self) -> None:
        super().__init__()
        self.figures: tuple[DioceseFigures, ...] = ()
        self._ticked: set[str] = set()
        self.table = self._table()
        self.detail = Detail(self.tr("Where its schools lie"), 3)
        self.show_button = button(self.tr("Show on the &map"), self._show, icon_name="go-to", kind="small")
        describe(self.show_button, self.show_button.text(), self.tr("Select the church schools of this diocese on the map"))
        self.note, note = card("warning")
        self.note_text = label()
        self.other = button(self.tr("Open a &register…"), self.open_requested.emit, icon_name="register", kind="small")
        note.addWidget(self.note_text)
        note.addLayout(row(self.other, None))
        held = QWidget()
        inner = QVBoxLayout(held)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        what = self.tr("Tick the dioceses that you answer for. With none ticked, everything here is about all of them.")
        for widget in (label(what), self.note, self.table):
            inner.addWidget(widget)
        beside = row(self.detail, self.show_button)
        beside.setStretch(0, 1)
        inner.addLayout(beside)
        self.pages = OrEmpty(held, "school")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addWidget(self.pages)
        self.table.itemChanged.connect(self._tick)
        self.table.currentCellChanged.connect(lambda *_: self._tell_detail())
        self.show_figures(())

    def _columns(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Diocese"), self.tr("Tick those that you answer for; none ticked: all of them")),
            (self.tr("Schools"), self.tr("Church schools that take part")),
            (self.tr("VA"), self.tr("Voluntary aided schools")),
            (self.tr("VC"), self.tr("Voluntary controlled schools")),
            (self.tr("Academies"), self.tr("Church academies")),
            (self.tr("Pupils"), self.tr("Pupils on roll, known rolls only")),
            (self.tr("In clusters"), self.tr("Church schools that are in a cluster of this plan")),
            (self.tr("Left over"), self.tr("Church schools that are to be placed and are in no cluster")),
        )

    def _table(self) -> _Table:
        columns = self._columns()
        table = _Table(0, len(columns))
        for place, (title, tip) in enumerate(columns):
            item = QTableWidgetItem(title)
            item.setToolTip(plain_tip(tip))
            table.setHorizontalHeaderItem(place, item)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setAlternatingRowColors(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        describe(table, self.tr("Dioceses"))
        table.setAccessibleDescription(self.tr("Space ticks a diocese."))
        return table

    @property
    def ticked(self) -> tuple[str, ...]:
        """The dioceses ticked, in the order of the table."""
        return tuple(one.name for one in self.figures if one.name in self._ticked)

    def forget(self) -> None:
        """Another register: nothing is ticked."""
        self._ticked.clear()
        self.show_figures(())

    def show_figures(self, figures: Sequence[DioceseFigures]) -> None:
        """Show the figures; ticks stay with dioceses that are still there."""
        same = tuple(one.name for one in figures) == tuple(one.name for one in self.figures)
        self.figures = tuple(figures)
        self._ticked &= {one.name for one in figures}
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(figures))
            for at, one in enumerate(figures):
                self._fill(at, one)
        if figures and not (same and self.table.currentRow() >= 0):
            self.table.setCurrentCell(0, 0)
        self._tell()

    def _fill(self, at: int, one: DioceseFigures) -> None:
        unknown = self.tr(" and {n} unknown").format(n=one.roll_unknown) if one.roll_unknown else ""
        counts = (one.church, one.aided, one.controlled, one.academies)
        texts = [diocese_words(one.name), *(f"{count:,}" for count in counts), f"{one.pupils:,}{unknown}"]
        texts += [f"{one.in_clusters:,}", f"{one.left_over:,}"]
        for place, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(plain_tip(text))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{self._columns()[place][0]}: {text}")
            if place == 0:
                item.setData(_KEY, one.name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if one.name in self._ticked else Qt.CheckState.Unchecked)
            else:
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.table.setItem(at, place, item)

    def _tick(self, item: QTableWidgetItem) -> None:
        if item.column() == 0:
            name, on = str(item.data(_KEY)), item.checkState() == Qt.CheckState.Checked
            if on != (name in self._ticked):
                self._ticked ^= {name}
                self._tell()
                self.dioceses_changed.emit(self.ticked)

    def _tell(self) -> None:
        self._tell_detail()
        names = {one.name for one in self.figures}
        self.note.setVisible(BLANK in names)
        self.note_text.setText(self._note(names == {BLANK}))
        if self.figures:
            self.pages.show_content()
        else:
            sentence = self.tr("Open a register with the religious character of schools, or let church schools take part.")
            self.pages.show_empty(self.tr("No church school takes part"), sentence)

    def _show(self) -> None:
        if 0 <= self.table.currentRow() < len(self.figures):
            self.show_requested.emit(self.figures[self.table.currentRow()].name)

    def _tell_detail(self) -> None:
        at = self.table.currentRow()
        if not 0 <= at < len(self.figures):
            self.detail.tell("")
            return
        one = self.figures[at]
        words = self.tr("{who}: church schools in {where}.")
        self.detail.tell(
            words.format(who=diocese_words(one.name), where=listed(one.authorities, 12) or self.tr("no authority"))
        )

    @property
    def summary(self) -> str:
        """The dioceses that the workspace is about, in a sentence."""
        chosen = [one for one in self.figures if one.name in self._ticked] or list(self.figures)
        schools = sum(one.church for one in chosen)
        authorities = {name for one in chosen for name in one.authorities}
        if self._ticked:
            who = listed([diocese_words(one.name) for one in chosen], 2)
        else:
            who = self.tr("All dioceses") if len(self.figures) > 1 else diocese_words(chosen[0].name if chosen else BLANK)
        words = self.tr("{who}: {n} church schools in {las} authorities")
        if len(authorities) == 1:
            words = self.tr("{who}: {n} church schools in 1 authority")
        return words.format(who=who, n=f"{schools:,}", las=len(authorities))

    def _note(self, all_blank: bool) -> str:
        if all_blank:
            return self.tr(
                "The register names no diocese. Every church school is counted together here, and rows of the policy table for "
                "a single diocese fit none of them. To tell dioceses apart, open an extract with the column “Diocese (name)”; "
                "until then write rows for any diocese."
            )
        return self.tr(
            "The register leaves the diocese of some church schools blank. They stand in a row of their own, and rows of the "
            "policy table for a single diocese do not fit them."
        )
