"""A proposal beside the present plan: what improves, who moves, what goes; accept it or drop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QTabWidget, QWidget

from wolds.widgets.common.sentence_list import SentenceList
from wolds.widgets.dialogs.changes_model import ChangesModel, ClusterRows, SchoolRows, summary_of
from wolds.widgets.dialogs.comparison import ComparisonTable
from wolds.widgets.dialogs.parts import button, column, describe, label, row

if TYPE_CHECKING:
    from wolds.clustering.heirs import ProposalPreview

_MEASURED_AT_MOST = 400
"""More rows than this get one height for all: measuring each would be felt."""


class PreviewPanel(QWidget):
    """Shows a `ProposalPreview`. `accepted` and `dropped` are the two answers; `zoom_requested` carries the URNs of a row.

    Ask the preview for `before`, `after` and `changes` off the main thread first: all judge every cluster.
    """

    accepted = Signal()
    dropped = Signal()
    zoom_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: ProposalPreview | None = None
        self.note = label("", "strong")
        self.verdict = label("", "heading")
        self.proof = label("", "muted")
        self.figures = ComparisonTable()
        self.summary = label("", "muted")
        self.schools, self.clusters = ChangesModel(self), ChangesModel(self)
        self.movers = self._list(self.tr("Schools that move"), self.schools)
        self.fates = self._list(self.tr("Clusters that change"), self.clusters)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.accept_button = button(self.tr("&Accept the proposal"), self.accepted.emit, icon_name="accept", kind="primary")
        self.drop_button = button(self.tr("&Drop it"), self.dropped.emit, icon_name="cancel")
        self.accept_button.setToolTip(self.tr("Take it as one step that can be undone"))
        self.drop_button.setToolTip(self.tr("The plan stays as it is"))
        self._arrange()
        self.setFocusProxy(self.accept_button)
        for made in (self.accept_button, self.drop_button):
            made.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter presses the button that has the focus, as in a dialog."""
        if (
            isinstance(watched, QPushButton)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            watched.click()
            return True
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        self.tabs.addTab(self.movers, "")
        self.tabs.addTab(self.fates, "")
        self.tabs.setTabToolTip(1, self.tr("Names and notes of clusters that go stay in the history"))
        layout = column(self, self.note, self.verdict, self.proof, self.figures, self.summary, margin=10, spacing=8)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(row(self.accept_button, self.drop_button, None))
        describe(self, self.tr("Proposal"))

    def _list(self, name: str, model: ChangesModel) -> SentenceList:
        made = SentenceList()
        made.setModel(model)
        describe(made, name)
        made.setAccessibleDescription(self.tr("Enter shows the schools on the map."))
        made.zoom_wanted.connect(lambda: self._show(made, model))
        made.doubleClicked.connect(lambda: self._show(made, model))
        return made

    def _show(self, view: SentenceList, model: ChangesModel) -> None:
        rows = view.selectionModel().selectedRows(0)
        if urns := frozenset(urn for index in rows for urn in model.rows[index.row()].urns):
            self.zoom_requested.emit(urns)

    def show_preview(self, preview: ProposalPreview, note: str = "") -> None:
        """Show a proposal; `note` says what it is where it is not simply the best plan."""
        self._preview = preview
        before, after = preview.before, preview.after
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.verdict.setText(self._verdict(preview))
        self.proof.setText(self._proof(preview))
        self.figures.show_figures(before, after, preview.context.plan.rules)
        self.summary.setText(summary_of(preview))
        self.summary.setVisible(bool(self.summary.text()))
        self._fill(preview, with_reasons=not note)  # the reasons speak of the best plan
        said = (part.text() for part in (self.note, self.verdict, self.proof, self.summary))
        self.setAccessibleDescription(" ".join(text for text in said if text))

    def _verdict(self, preview: ProposalPreview) -> str:
        placed = self.tr("{placed} of {all} schools placed in {n} clusters").format(
            placed=f"{preview.after.placed:,}", all=f"{preview.after.to_place:,}", n=f"{preview.after.clusters:,}"
        )
        return self.tr("{placed}.").format(placed=placed)

    def _proof(self, preview: ProposalPreview) -> str:
        facts = preview.facts
        if facts.proven:
            return self.tr("Proven: no plan under these rules is better.")
        left = self.tr("No plan leaves fewer than {bound} schools unplaced.").format(bound=facts.unplaced_bound)
        near = self.tr("Its travel is within {gap:.1f} % of the best possible.").format(gap=max(facts.gap_percent, 0.1))
        return " ".join(part for part in (self._early(facts.ended), left, near) if part)

    def _early(self, ended: str) -> str:
        words = {
            "finished": "",
            "time": self.tr("Stopped early, at the time limit of the settings."),
            "memory": self.tr("Stopped early: it reached the memory limit, which the settings can raise."),
        }
        return words.get(ended, self.tr("Stopped early."))

    def _fill(self, preview: ProposalPreview, with_reasons: bool) -> None:
        self.schools.show_rows(SchoolRows(preview, with_reasons))
        self.clusters.show_rows(ClusterRows(preview, with_reasons))
        words = (self.tr("Schools that move ({n})"), self.tr("Clusters that change ({n})"))
        for tab, (text, model) in enumerate(zip(words, (self.schools, self.clusters), strict=True)):
            self.tabs.setTabText(tab, text.format(n=f"{len(model.rows):,}"))
        for view, model in ((self.movers, self.schools), (self.fates, self.clusters)):
            view.setUniformItemSizes(len(model.rows) > _MEASURED_AT_MOST)
