"""Panels keep to their places, whichever page was open before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenuBar, QScrollArea, QTabBar


def tab_bars(window):
    """The bars of the panels that can be seen or reached."""
    bars = [bar for bar in window.findChildren(QTabBar) if bar.parent() is window and bar.count() and bar.isVisible()]
    return [bar for bar in bars if window.rect().intersects(bar.geometry())]


@pytest.mark.parametrize("page", ["", "import_report"])
def test_no_tabs_of_closed_panels_are_left_over_the_panels_of_partners(at_work, page):
    window = at_work.window
    if page:
        at_work.choose(page)
    at_work.choose("partners")
    open_titles = {dock.windowTitle() for dock in window.views.docks.values() if not dock.isHidden()}
    at_work.until(lambda: all({bar.tabText(n) for n in range(bar.count())} & open_titles for bar in tab_bars(window)))
    window.partners.leave()
    at_work.until(lambda: {"Clusters", "Rules"} <= {bar.tabText(n) for bar in tab_bars(window) for n in range(bar.count())})


@pytest.mark.parametrize("titles", [("Rules", "Who takes part"), ("Schools", "The group")])
def test_tabs_that_the_window_left_where_panels_stood_before_are_put_out_of_sight(at_work, titles):
    window = at_work.window
    right = tab_bars(window)
    left_behind = QTabBar(window)
    for title in titles:
        left_behind.addTab(title)
    left_behind.setGeometry(0, right[0].y(), 205, right[0].height())
    left_behind.show()
    at_work.choose("partnership")
    at_work.until(lambda: not left_behind.isVisible())
    assert all(bar.isVisible() for bar in right)


def test_no_tabs_lie_beneath_the_menus(at_work):
    menus = at_work.window.findChild(QMenuBar).geometry()
    at_work.until(lambda: tab_bars(at_work.window))
    at_work.until(lambda: not [bar for bar in tab_bars(at_work.window) if menus.intersects(bar.geometry())])


def test_the_rules_fit_into_their_panel_on_a_laptop(at_work):
    form = at_work.window.views.rules
    for section in form.sections:
        section.head.setChecked(True)
    area = form.findChildren(QScrollArea)[0]
    at_work.until(lambda: area.widget().width() <= area.viewport().width())


def test_the_list_of_keys_names_commands_as_they_are_named_without_a_plan(at_work):
    from wolds.widgets.dialogs import ShortcutsDialog

    at_work.choose("shortcuts")
    tree = at_work.dialog(ShortcutsDialog).tree
    menus = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    words = [menu.child(place).text(0) for menu in menus for place in range(menu.childCount())]
    assert "Undo" in words
    assert not [one for one in words if one.startswith("Undo:")]


def test_a_panel_behind_another_comes_to_the_front_when_the_keyboard_goes_on_into_it(at_work):
    window = at_work.window
    docks = window.views.docks
    window.activateWindow()
    docks["rules"].raise_()
    window.views.rules.presets.setFocus()
    for _ in range(60):
        at_work.press(Qt.Key.Key_Tab)
        if docks["eligibility"].isAncestorOf(QApplication.focusWidget()):
            break
    assert docks["eligibility"].isAncestorOf(QApplication.focusWidget())
    at_work.until(lambda: not QApplication.focusWidget().visibleRegion().isEmpty())
