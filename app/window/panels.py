"""Panels by mouse and by keyboard: titles of those that stand alone, closing, bringing back, moving, and going round them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QMenuBar,
    QTabBar,
    QToolButton,
    QWidget,
)

from wolds.app.window.layout import PASSING
from wolds.widgets.icons import icon
from wolds.widgets.theme import mark

_TOUCHING: Final = 2
"""Pixels between a panel and the tabs that belong to it, at most."""
_AREAS: Final = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


class PanelTitle(QWidget):
    """The name of a panel that stands alone, with a way to close it; no room is taken where a tab names it."""

    close_wanted = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(title, self)
        mark(self.label, "strong")
        self.close_button = QToolButton(self)
        self.close_button.setIcon(icon("cancel"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_button.setToolTip(self.tr("Close this panel; View > Panels brings it back"))
        self.close_button.setAccessibleName(self.tr("Close {panel}").format(panel=title))
        self.close_button.clicked.connect(lambda: self.close_wanted.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 1, 4, 1)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.close_button)

    def show_alone(self, alone: bool) -> None:
        """Take room, or none."""
        for part in (self.label, self.close_button):
            part.setVisible(alone)
        self.setMaximumHeight(26 if alone else 0)


class PanelController(QObject):
    """Looks after the docks of a window. `home` is the widget in the middle, which the round through the panels passes too."""

    def __init__(
        self, window: QMainWindow, docks: dict[str, QDockWidget], home: QWidget, as_at_first: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window, self._docks, self._home, self._as_at_first = window, docks, home, as_at_first
        self._last: QDockWidget | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell_titles)
        for dock in docks.values():
            self._look_after(dock)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._remember)

    def _look_after(self, dock: QDockWidget) -> None:
        title = PanelTitle(dock.windowTitle(), dock)
        title.close_wanted.connect(dock.close)
        dock.setTitleBarWidget(title)
        for signal in (dock.dockLocationChanged, dock.topLevelChanged, dock.visibilityChanged):
            signal.connect(lambda *_: self._soon.start())

    def _tell_titles(self) -> None:
        for dock in self._docks.values():
            title = dock.titleBarWidget()
            if isinstance(title, PanelTitle):
                title.show_alone(dock.isFloating() or not self._beside(dock))
        bars = [bar for bar in self._window.findChildren(QTabBar) if bar.parent() is self._window]
        for bar in bars:
            bar.setVisible(not self._is_left_behind(bar) and not self._is_of_old(bar, bars))
            bar.setElideMode(Qt.TextElideMode.ElideNone)
            bar.setAccessibleName(self.tr("Panels"))
            # Behind a page that fills the window the bars stay, out of sight: the keyboard passes them by.
            in_sight = self._home.isVisible() and self._window.rect().contains(bar.geometry())
            bar.setFocusPolicy(Qt.FocusPolicy.TabFocus if in_sight else Qt.FocusPolicy.NoFocus)

    def _is_left_behind(self, bar: QTabBar) -> bool:
        """Whether a bar is one that the window forgot: beneath the menus, or with tabs of fewer than two open panels.

        Such a bar would be drawn over other panels and take the keyboard.
        """
        if not bar.count():
            return False
        named = _titles(bar)
        used = [
            dock for dock in self._docks.values() if _is_open(dock) and not dock.isFloating() and dock.windowTitle() in named
        ]
        menus = self._window.findChild(QMenuBar)
        return len(used) < 2 or (menus is not None and menus.geometry().intersects(bar.geometry()))

    def _is_of_old(self, bar: QTabBar, bars: list[QTabBar]) -> bool:
        """Whether a bar stands where its panels stood before they were brought back, and another one fits them."""
        if self._fits(bar):
            return False
        titles = _titles(bar)
        return any(other is not bar and titles & _titles(other) and self._fits(other) for other in bars)

    def _fits(self, bar: QTabBar) -> bool:
        """Whether a bar is as wide as the panel whose tab is chosen, and stands right above it."""
        chosen = [dock for dock in self._docks.values() if dock.windowTitle() == bar.tabText(bar.currentIndex())]
        return any(
            _is_open(dock)
            and (dock.geometry().left(), dock.width()) == (bar.geometry().left(), bar.width())
            and abs(bar.geometry().bottom() + 1 - dock.geometry().top()) <= _TOUCHING
            for dock in chosen
        )

    def _beside(self, dock: QDockWidget) -> list[QDockWidget]:
        """The panels that share tabs with one."""
        return [other for other in self._window.tabifiedDockWidgets(dock) if _is_open(other)]

    # The menu ----------------------------------------------------------------------------------------------------

    def fill(self, menu: QMenu) -> None:
        """Open and close each, move the one with the keyboard, and go back to the first order."""
        for name, dock in self._docks.items():
            if name not in PASSING:
                menu.addAction(dock.toggleViewAction())
        menu.addSeparator()
        moving = menu.addMenu(self.tr("&Move this panel"))
        for area, words in zip(
            _AREAS, (self.tr("To the &left"), self.tr("To the &right"), self.tr("&Below the map")), strict=True
        ):
            moving.addAction(words, partial(self.move, area))
        moving.addAction(self.tr("Into a &window of its own"), lambda: self.float_out())
        menu.aboutToShow.connect(lambda: moving.setEnabled(self.current() is not None))
        menu.addAction(self.tr("&As at first"), lambda: self._as_at_first())

    # With the keyboard -------------------------------------------------------------------------------------------

    def _remember(self, _: object, now: QWidget | None) -> None:
        holder = now
        while holder is not None and not isinstance(holder, QDockWidget):
            holder = holder.parentWidget()
        if isinstance(holder, QDockWidget) and holder in self._docks.values():
            self._last = holder
            if holder.visibleRegion().isEmpty():
                holder.raise_()  # Tab goes on into a panel that lies behind another: where the keyboard is must be seen
        elif now is not None and self._home.isAncestorOf(now):
            self._last = None

    def current(self) -> QDockWidget | None:
        """The panel that the keyboard is in, or was in last."""
        return self._last if self._last is not None and _is_open(self._last) else None

    def go(self, step: int) -> None:
        """Take the keyboard to the next panel or the one before; the map is one of them."""
        stops: list[QDockWidget | None] = [None, *(dock for dock in self._docks.values() if _is_open(dock))]
        self.show(stops[(stops.index(self.current()) + step) % len(stops)])

    def show(self, dock: QDockWidget | None) -> None:
        """Take the keyboard into a panel, None into the middle."""
        if dock is None:
            self._home.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._last = None
            return
        dock.show()
        dock.raise_()
        self._last = dock
        if inside := dock.widget():
            _focus_in(inside)

    def move(self, area: Qt.DockWidgetArea) -> None:
        """Move the current panel to a side, as a tab where others stand there."""
        dock = self.current()
        if dock is None:
            return
        there = [other for other in self._docks.values() if other is not dock and self._stands(other, area)]
        dock.setFloating(False)
        self._window.addDockWidget(area, dock)
        if there:
            self._window.tabifyDockWidget(there[0], dock)
        self.show(dock)
        self._soon.start()

    def _stands(self, dock: QDockWidget, area: Qt.DockWidgetArea) -> bool:
        return _is_open(dock) and not dock.isFloating() and self._window.dockWidgetArea(dock) == area

    def float_out(self) -> None:
        """Give the current panel a window of its own."""
        if dock := self.current():
            dock.setFloating(True)
            self.show(dock)


def _titles(bar: QTabBar) -> set[str]:
    return {bar.tabText(place) for place in range(bar.count())}


def _is_open(dock: QDockWidget) -> bool:
    """Whether a panel is there at all, in front or behind another tab."""
    return not dock.isHidden()


def _focus_in(widget: QWidget) -> None:
    """Give the keyboard to what had it last in a widget, else to the first that takes it."""
    target = widget.focusWidget() or _first_stop(widget)
    (target or widget).setFocus(Qt.FocusReason.ShortcutFocusReason)


def _first_stop(widget: QWidget) -> QWidget | None:
    stop = widget.nextInFocusChain()
    while stop is not None and stop is not widget:
        takes = bool(stop.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and widget.isAncestorOf(stop) and stop.isVisibleTo(widget) and stop.isEnabled():
            return stop
        stop = stop.nextInFocusChain()
    return None
