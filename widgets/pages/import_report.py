"""What reading a register found: counts, doubts, rejected rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPalette
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from wolds.widgets.dialogs.parts import button, card, column, describe, label, row
from wolds.widgets.icons import icon

if TYPE_CHECKING:
    from wolds.geo.registers import ImportReport

_URNS = Qt.ItemDataRole.UserRole


class ImportReportPage(QWidget):
    """The report as figures on top and parts that fold below. `schools_requested` carries the URNs of a line double-clicked.

    `closed` says that the reader has seen enough; `save_requested` wants the text of the report kept in a file.
    """

    schools_requested = Signal(object)
    save_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: ImportReport | None = None
        self.title = label(self.tr("Import report"), "title")
        self.file = label("", "muted")
        self.figures = {name: label("", "title", wrap=False) for name in ("read", "kept", "rejected", "doubts")}
        self.tree = self._tree()
        self.copy = button(self.tr("&Copy as text"), self._copy, icon_name="copy")
        self.save = button(self.tr("&Save as text…"), self.save_requested.emit, icon_name="save")
        self.done = button(self.tr("&Go on"), self.closed.emit, kind="primary")
        self.done.setAutoDefault(True)
        self.setFocusProxy(self.done)
        hint = self.tr("Double-click a line that has a blue sign, or press Enter on it, to see its schools.")
        self.hint = label(hint, "muted")
        layout = column(self, self.title, self.file, self._figure_row(), margin=24, spacing=12)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.hint)
        layout.addLayout(row(self.copy, self.save, None, self.done))
        describe(self, self.tr("Import report"))

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderLabels([self.tr("What was found"), self.tr("Number")])
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setStretchLastSection(False)
        tree.setAlternatingRowColors(False)
        tree.setUniformRowHeights(True)
        tree.itemActivated.connect(self._activate)
        describe(tree, self.tr("What was found"), self.tr("Enter on a line with schools shows them."))
        tree.setToolTip("")
        return tree

    def _figure_row(self) -> QWidget:
        words = {
            "read": self.tr("rows read"),
            "kept": self.tr("schools kept"),
            "rejected": self.tr("rows rejected"),
            "doubts": self.tr("kinds of doubt to look at"),
        }
        holder = QWidget()
        cards = row(spacing=12)
        cards.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(cards)
        for name, text in words.items():
            frame, layout = card()
            layout.addWidget(self.figures[name])
            layout.addWidget(label(text, "muted"))
            cards.addWidget(frame, 1)
        return holder

    def show_report(self, report: ImportReport) -> None:
        """Show a report."""
        self._report = report
        dated = self.tr(", register of {date}").format(date=report.register_date) if report.register_date else ""
        sample = self.tr(" (sample data)") if report.is_sample else ""
        self.file.setText(f"{report.file}{dated}{sample}")
        figures = {
            "read": report.read,
            "kept": report.kept,
            "rejected": len(report.rejected),
            "doubts": len(report.doubts),
        }
        for name, number in figures.items():
            self.figures[name].setText(f"{number:,}")
        self._fill(report)
        self.hint.setVisible(any(line.urns for part in report.sections() for line in part.lines))
        self.setAccessibleDescription(self.tr("{kept} of {read} rows kept").format(kept=report.kept, read=report.read))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the report as Go on does."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _fill(self, report: ImportReport) -> None:
        self.tree.clear()
        for part in report.sections():
            heading = QTreeWidgetItem(self.tree, [part.title])
            heading.setSizeHint(0, QSize(0, self.fontMetrics().height() + 8))
            font = heading.font(0)
            font.setBold(True)
            heading.setFont(0, font)
            for line in part.lines:
                heading.addChild(_line_item(line, self.fontMetrics().height() + 8))
            heading.setExpanded(True)

    def _activate(self, item: QTreeWidgetItem) -> None:
        urns = item.data(0, _URNS)
        if urns:
            self.schools_requested.emit(frozenset(urns))

    def _copy(self) -> None:
        if self._report is not None:
            QGuiApplication.clipboard().setText(self._report.to_text())


def _line_item(line: Any, height: int) -> QTreeWidgetItem:
    item = QTreeWidgetItem([line.text, "" if line.count is None else f"{line.count:,}"])
    item.setSizeHint(0, QSize(0, height))
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setToolTip(0, f"<qt>{line.text.replace('&', '&amp;').replace('<', '&lt;')}</qt>")
    if line.urns:
        item.setData(0, _URNS, line.urns)
        item.setIcon(0, icon("school", QPalette.ColorRole.Link))
    return item
