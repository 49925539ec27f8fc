"""The panel of existing relations: which of them the plan keeps, and which it breaks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from wolds.clustering.edits import ForgetRelation
from wolds.clustering.edits.base import EditContext
from wolds.clustering.relations import FATES_IN_ORDER, Fate, TieFate, fate_counts
from wolds.clustering.rules import RelationKind
from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.common.relation_words import fate_words
from wolds.widgets.common.sentence_list import SentenceList
from wolds.widgets.dialogs.parts import button, describe, row
from wolds.widgets.relations.fates_model import BROKEN, FatesModel
from wolds.widgets.theme import mark

_ALL, _BROKEN, _RECORDED = range(3)


class RelationsView(QWidget):
    """Relations with their fates. `sheet_requested` wants a sheet brought in, `sample_requested` that of the sample county."""

    selection_requested = Signal(object)
    zoom_requested = Signal(object)
    edit_requested = Signal(object)
    sheet_requested = Signal()
    sample_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context: EditContext | None = None
        self._fates: tuple[TieFate, ...] = ()
        self.model = FatesModel(self)
        self.list = SentenceList(self)
        self.list.setModel(self.model)
        describe(self.list, self.tr("Existing relations"))
        self.list.setAccessibleDescription(self.tr("Enter shows the schools on the map; Delete forgets a recorded relation."))
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        mark(self.summary, "muted")
        self.filter = QComboBox()
        self.filter.addItems([self.tr("All relations"), self.tr("Not kept whole"), self.tr("From my sheet")])
        describe(self.filter, self.tr("Which relations to list"))
        self.bring = button(self.tr("&Bring in a sheet…"), self.sheet_requested.emit, icon_name="register")
        self.sample = button(self.tr("Try the sam&ple sheet"), self.sample_requested.emit, icon_name="sample")
        self.forget_button = button(self.tr("For&get"), self._forget, icon_name="delete")
        self.forget_button.setToolTip(self.tr("Forget the recorded relations that are selected (Delete)"))
        self._put_together()
        self._connect()
        self.show_fates(None, ())

    def _put_together(self) -> None:
        self._pages = OrEmpty(self.list, "must-link", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(row(self.filter, None, self.forget_button))
        layout.addWidget(self.summary)
        layout.addWidget(self._pages, 1)
        layout.addLayout(row(self.bring, self.sample, None))

    def _connect(self) -> None:
        self.filter.activated.connect(lambda: self._fill())
        self.list.selectionModel().selectionChanged.connect(lambda: self._selected())
        self.list.doubleClicked.connect(lambda: self._zoom())
        self.list.zoom_wanted.connect(self._zoom)
        self.model.modelReset.connect(lambda: self._offer_forget())
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, context=Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._forget)

    def show_fates(self, context: EditContext | None, fates: tuple[TieFate, ...]) -> None:
        """Show what a plan makes of these relations; None = no plan is open."""
        self._context, self._fates = context, fates
        self.sample.setVisible(context is not None and context.schools.source.is_sample and not context.plan.rules.relations)
        self._fill()

    def _fill(self) -> None:
        wanted = self.filter.currentIndex()
        shown = tuple(one for one in self._fates if _is_wanted(one, wanted))
        self.model.show_fates(self._context, shown)
        self.summary.setText(self._counts())
        self.summary.setVisible(bool(self._fates))
        if shown:
            self._pages.show_content()
        elif self._fates:
            self._pages.show_empty(self.tr("None of these"), self.tr("Choose another list above."))
        else:
            text = self.tr(
                "Bring in a sheet of who works with whom: collaborations, earlier clusters, shared heads, vacancies."
            )
            self._pages.show_empty(self.tr("No existing relations are known"), text)

    def _counts(self) -> str:
        """Counts of everything but trusts, which may span a county."""
        counts = fate_counts(one for one in self._fates if one.tie.kind != RelationKind.TRUST)
        parts = [f"{counts[fate]} {fate_words(fate).lower()}" for fate in FATES_IN_ORDER if counts[fate]]
        return self.tr("Federations and recorded relations: {counts}").format(counts=", ".join(parts)) if parts else ""

    def _chosen(self) -> list[TieFate]:
        return [self.model.fates[index.row()] for index in self.list.selectionModel().selectedRows(0)]

    def _urns(self) -> frozenset[int]:
        return frozenset(urn for one in self._chosen() for urn in one.tie.urns)

    def _selected(self) -> None:
        self._offer_forget()
        if urns := self._urns():
            self.selection_requested.emit(urns)

    def _zoom(self) -> None:
        if urns := self._urns():
            self.zoom_requested.emit(urns)

    def _offer_forget(self) -> None:
        self.forget_button.setEnabled(any(one.tie.relation is not None for one in self._chosen()))

    def _forget(self) -> None:
        for one in self._chosen():
            if one.tie.relation is not None:
                self.edit_requested.emit(ForgetRelation(one.tie.relation))


def _is_wanted(one: TieFate, wanted: int) -> bool:
    if one.fate == Fate.OUTSIDE and one.tie.relation is None:
        return False
    if wanted == _BROKEN:
        return one.fate in BROKEN
    return wanted != _RECORDED or one.tie.relation is not None
