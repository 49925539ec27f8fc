from __future__ import annotations

import sys
from importlib.util import find_spec

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QTableWidget, QTableWidgetItem, QWidget

from wolds.resources.loader import resource_path
from wolds.widgets import icons
from wolds.widgets.theme import DARK, LIGHT, apply_theme, colours_of, is_dark, mark


@pytest.fixture(autouse=True)
def _plain_again(qapp):
    palette, style = qapp.palette(), qapp.style().name()
    yield
    apply_theme(qapp, "system")
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)


def luminance(colour):
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in QColor(colour).getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, two):
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_can_be_read_on_every_ground(colours):
    for ground in (colours.window, colours.surface, colours.raised):
        for text in (colours.text, colours.muted, colours.bad, colours.good, colours.warning):
            assert contrast(text, ground) >= 4.5, (text, ground)
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    for ground in (colours.warning_soft, colours.bad_soft, colours.good_soft):
        assert contrast(colours.text, ground) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_outlines_of_ticks_stand_out(colours):
    assert contrast(colours.muted, colours.surface) >= 3
    assert contrast(colours.accent, colours.window) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_cell_with_the_keyboard_is_as_easy_to_read_as_its_row(qapp, qtbot, theme):
    colours = apply_theme(qapp, theme)
    table = QTableWidget(1, 2)
    qtbot.addWidget(table)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    for column in range(2):
        table.setItem(0, column, QTableWidgetItem("HHHH"))
    with qtbot.waitExposed(table):
        table.show()
    table.activateWindow()
    table.setFocus()
    table.setCurrentCell(0, 0)
    qtbot.waitUntil(table.hasFocus)
    picture = table.viewport().grab().toImage()
    best = []
    for column in range(2):
        cell = table.visualRect(table.model().index(0, column)).adjusted(3, 3, -3, -3)
        inks = {
            picture.pixelColor(x, y).name() for x in range(cell.left(), cell.right()) for y in range(cell.top(), cell.bottom())
        }
        assert colours.accent in inks, "the row is selected"
        best.append(max(contrast(ink, colours.accent) for ink in inks))
    assert best[0] == pytest.approx(best[1], rel=0.01)
    edge = table.visualRect(table.model().index(0, 0))
    assert contrast(picture.pixelColor(edge.left(), edge.center().y()), colours.accent) > 2, "a line says where the keyboard is"


def test_a_choice_is_painted_and_can_be_asked_for(qapp):
    assert apply_theme(qapp, "dark") == DARK
    assert is_dark()
    assert colours_of(qapp.palette()) == DARK
    assert apply_theme(qapp, "light") == LIGHT
    assert not is_dark()
    assert qapp.style().name() == "fusion" or qapp.styleSheet()


def test_system_follows_the_desktop_while_the_window_is_open(qapp):
    apply_theme(qapp, "system")
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    assert is_dark() == (qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark)


def test_a_person_who_chose_light_stays_light_when_the_desktop_darkens(qapp):
    apply_theme(qapp, "light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not is_dark()


def test_drawings_of_the_stylesheet_are_there():
    for name in ("tick", "dash", "up", "down"):
        for theme in ("light", "dark"):
            assert resource_path(f"theme/{name}-{theme}.svg").is_file()


def test_a_ticked_box_looks_different_from_an_empty_one(qapp, qtbot):
    for choice in ("light", "dark"):
        apply_theme(qapp, choice)
        box = QCheckBox("Rule")
        qtbot.addWidget(box)
        empty = box.grab().toImage()
        box.setChecked(True)
        assert box.grab().toImage() != empty


def drawn(icon, mode=QIcon.Mode.Normal):
    image = icon.pixmap(24, 24, mode).toImage()
    return {image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() == 255}


def test_every_icon_has_its_glyph_and_is_drawn(qapp):
    apply_theme(qapp, "light")
    for name in icons.GLYPHS:
        assert icons._outline(icons.GLYPHS[name]) is not None, name
        assert drawn(icons.icon(name)) == {LIGHT.text}, name


def test_an_icon_follows_the_theme_without_being_made_anew(qapp):
    icon = icons.icon("open")
    apply_theme(qapp, "light")
    assert drawn(icon) == {LIGHT.text}
    apply_theme(qapp, "dark")
    assert drawn(icon) == {DARK.text}
    assert drawn(icons.icon("open", QPalette.ColorRole.Link)) == {DARK.accent}


def test_an_icon_of_a_disabled_button_is_fainter(qapp):
    apply_theme(qapp, "light")
    assert drawn(icons.icon("save"), QIcon.Mode.Disabled) != drawn(icons.icon("save"))


def test_an_icon_survives_in_a_button_after_its_maker_is_gone(qapp, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    button.setIcon(icons.icon("merge"))
    copy = QIcon(button.icon())
    button.setIcon(QIcon())
    assert drawn(copy)


def test_standard_icons_stand_in_where_the_font_is_missing(qapp, monkeypatch):
    monkeypatch.setattr(icons, "_outline", lambda glyph: None)
    for name in ("open", "save", "warning", "lasso"):
        assert not icons.icon(name).pixmap(24, 24).isNull()


def test_an_unknown_icon_is_refused():
    with pytest.raises(KeyError):
        icons.icon("no such icon")


def test_painting_icons_does_not_import_qtawesome(qapp):
    assert find_spec("qtawesome") is not None
    drawn(icons.icon("open"))
    assert "qtawesome" not in sys.modules
    assert QApplication.instance() is qapp


@pytest.mark.parametrize("kind", ["good", "warning", "error", "muted"])
def test_a_coloured_label_is_words_alone_and_no_box(qapp, qtbot, kind):
    apply_theme(qapp, "light")
    holder = QWidget()
    plain, coloured = QLabel("No rule parts the two", holder), QLabel("No rule parts the two", holder)
    mark(coloured, kind)
    qtbot.addWidget(holder)
    holder.resize(300, 80)
    coloured.move(20, 20)
    for one in (plain, coloured):
        one.ensurePolished()
        one.adjustSize()
    assert coloured.size() == plain.size(), "a frame would make it larger"
    picture = holder.grab().toImage()
    assert picture.pixelColor(coloured.geometry().topLeft()) == picture.pixelColor(299, 79)
