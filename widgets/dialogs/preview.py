"""A proposal beside the present plan: what improves, who moves, what goes; accept it or drop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QPushButton, QTabWidget, QWidget

from wolds.widgets.dialogs.comparison import ComparisonTable
from wolds.widgets.dialogs.movers import URNS, MoversModel
from wolds.widgets.dialogs.parts import button, column, describe, label, row

if TYPE_CHECKING:
    from wolds.clustering.heirs import ProposalPreview

_URN = Qt.ItemDataRole.UserRole


class PreviewPanel(QWidget):
    """Shows a `ProposalPreview`. `accepted` and `dropped` are the two answers; `zoom_requested` carries the URNs of a row.

    Ask the preview for `before` and `after` off the main thread first: both judge every cluster.
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
        self.movers, self.gone = QListView(), QListWidget()
        self._mover_rows = MoversModel(self)
        self.movers.setModel(self._mover_rows)
        self.movers.setUniformItemSizes(True)
        self.movers.activated.connect(lambda index: self.zoom_requested.emit(index.data(URNS)))
        self.gone.itemActivated.connect(lambda item: self.zoom_requested.emit(frozenset(item.data(_URN))))
        self._dress(self.movers, self.tr("Schools that move"))
        self._dress(self.gone, self.tr("Clusters that go"))
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
        self.tabs.addTab(self.gone, "")
        layout = column(self, self.note, self.verdict, self.proof, self.figures, margin=10, spacing=8)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(row(self.accept_button, self.drop_button, None))
        describe(self, self.tr("Proposal"))

    def _dress(self, view: QListView, name: str) -> None:
        view.setAlternatingRowColors(True)
        view.setSpacing(1)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        describe(view, name)

    def show_preview(self, preview: ProposalPreview, note: str = "") -> None:
        """Show a proposal; `note` says what it is where it is not simply the best plan."""
        self._preview = preview
        before, after = preview.before, preview.after
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.verdict.setText(self._verdict(preview))
        self.proof.setText(self._proof(preview))
        self.figures.show_figures(before, after, preview.context.plan.rules)
        self._fill_movers(preview)
        self._fill_gone(preview)
        self.setAccessibleDescription(f"{self.verdict.text()} {self.proof.text()}")

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
        early = "" if facts.ended == "finished" else self.tr("Stopped early.")
        return " ".join(part for part in (early, left, near) if part)

    def _fill_movers(self, preview: ProposalPreview) -> None:
        self._mover_rows.show_preview(preview, self.font())
        self.tabs.setTabText(0, self.tr("Schools that move ({n})").format(n=f"{len(preview.movers):,}"))

    def _fill_gone(self, preview: ProposalPreview) -> None:
        self.gone.clear()
        for cluster in preview.gone:
            note = f"\n{cluster.note}" if cluster.note else ""
            schools = self.tr("{n} schools").format(n=len(cluster.members))
            self.gone.addItem(self._item(f"{cluster.name}, {schools}{note}", cluster.members))
        self.tabs.setTabText(1, self.tr("Clusters that go ({n})").format(n=f"{len(preview.gone):,}"))
        self.tabs.setTabToolTip(1, self.tr("Their names and notes stay in the history"))

    def _item(self, words: str, urns: tuple[int, ...]) -> QListWidgetItem:
        item = QListWidgetItem(words)
        item.setData(_URN, urns)
        item.setSizeHint(QSize(0, (words.count("\n") + 1) * self.fontMetrics().lineSpacing() + 8))
        return item
