"""What Wolds is, which libraries it stands on, and whose data it shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QWidget,
)

from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import describe, label, row
from wolds.widgets.dialogs.picture import Picture

LIBRARIES = (
    "PySide6-Essentials",
    "QtAwesome",
    "numpy",
    "pandas",
    "scipy",
    "shapely",
    "pyproj",
    "pyogrio",
    "osmium",
    "highspy",
    "joblib",
    "keyring",
    "requests",
    "psutil",
    "pydantic",
    "branca",
    "folium",
    "xstatic-leaflet",
    "XlsxWriter",
    "python-calamine",
    "python-docx",
    "tomli-w",
    "platformdirs",
    "typer",
    "typst",
)
"""The libraries that Wolds depends on."""


class AboutDialog(PlainDialog):
    """Version, libraries with their licences, and credits of the data as they are passed in."""

    def __init__(self, credits: str, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("About Wolds"))
        self.resize(620, 480)
        words = self.tr("A planner for partnerships of small rural primary schools.")
        head = row(Picture("cluster", 40), label(f"Wolds {own_version()}", "title"), spacing=14)
        head.setStretch(1, 1)
        self.body.addLayout(head)
        self.body.addWidget(label(words))
        self.body.addWidget(
            label(
                self.tr("Its figures are estimates to plan with, not an assessment of whether a school should close."),
                "muted",
            )
        )
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(self._credits(credits), self.tr("&Data"))
        tabs.addTab(self._libraries(), self.tr("&Libraries"))
        self.tabs = tabs
        self.body.addWidget(tabs, 1)
        self.add_accept(self.tr("Close"))

    def _credits(self, credits: str) -> QPlainTextEdit:
        box = QPlainTextEdit(credits)
        box.setReadOnly(True)
        box.setTabChangesFocus(True)
        describe(box, self.tr("Credits of the data"))
        return box

    def _libraries(self) -> QTableWidget:
        rows = [(name, *facts) for name in LIBRARIES if (facts := library_facts(name))]
        table = QTableWidget(len(rows), 3)
        table.setHorizontalHeaderLabels([self.tr("Library"), self.tr("Version"), self.tr("Licence")])
        for at, cells in enumerate(rows):
            for place, text in enumerate(cells):
                table.setItem(at, place, QTableWidgetItem(text))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        describe(table, self.tr("Libraries"))
        return table


def own_version() -> str:
    """The version of Wolds, "" where it runs without being installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("wolds")
    except PackageNotFoundError:
        return ""


def library_facts(name: str) -> tuple[str, str] | None:
    """Version and licence of an installed library, as it states them; None where it is not installed."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        about = metadata(name)
    except PackageNotFoundError:
        return None
    return str(about["Version"]), _licence(about)


def _licence(about: object) -> str:
    get_all = getattr(about, "get_all")  # noqa: B009 - typed as a mapping, which has no get_all
    stated = get_all("License-Expression") or get_all("License") or [""]
    first = str(stated[0]).strip().splitlines()
    if first and len(first[0]) < 80:
        return first[0]
    classed = [text.rsplit(" :: ", 1)[-1] for text in get_all("Classifier") or () if text.startswith("License ::")]
    return ", ".join(classed)
