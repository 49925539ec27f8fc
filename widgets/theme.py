"""The look of the window: two calm sets of colours, light and dark, on Qt's Fusion style.

The colours reach widgets in two ways: as a `QPalette`, which Fusion draws everything with, and as a short stylesheet for
what a palette cannot say. Painters (map, icons) ask `colours_of(palette)`, so nothing here is remembered in a global.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from wolds.resources.loader import resource_path

ThemeChoice = Literal["light", "dark", "system"]
"""What a person may choose; "system" follows the desktop, also while the window is open."""


@dataclass(frozen=True)
class ThemeColours:
    """The colours of one theme as `#rrggbb`. Text colours keep a contrast of at least 4.5 to 1 on window and surface."""

    is_dark: bool
    window: str  # behind everything
    surface: str  # lists, tables, fields
    raised: str  # buttons, headers, cards
    text: str
    muted: str  # explanations, units, counts
    border: str
    accent: str  # the one button that matters, focus, links
    on_accent: str
    hover: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str


LIGHT: Final = ThemeColours(
    is_dark=False,
    window="#f3f4f5",
    surface="#ffffff",
    raised="#fbfbfc",
    text="#1d2327",
    muted="#566068",
    border="#d0d6da",
    accent="#2a678c",
    on_accent="#ffffff",
    hover="#e6edf1",
    good="#2b6b41",
    good_soft="#e4f1e8",
    warning="#7d5200",
    warning_soft="#fdf2d9",
    bad="#a8231c",
    bad_soft="#fbe8e6",
)

DARK: Final = ThemeColours(
    is_dark=True,
    window="#1f2326",
    surface="#16191b",
    raised="#2b3034",
    text="#e5e8ea",
    muted="#a4aeb5",
    border="#4c555c",
    accent="#74b6dc",
    on_accent="#0d1a22",
    hover="#343b40",
    good="#83cb9b",
    good_soft="#1f3628",
    warning="#e6ba63",
    warning_soft="#3a311d",
    bad="#f4968f",
    bad_soft="#402524",
)


def colours_of(palette: QPalette) -> ThemeColours:
    """The theme behind a widget's palette: dark where its window is darker than its text."""
    window = palette.color(QPalette.ColorRole.Window).lightness()
    return DARK if window < palette.color(QPalette.ColorRole.WindowText).lightness() else LIGHT


def is_dark() -> bool:
    """Whether the application is painted dark now."""
    return colours_of(QApplication.palette()).is_dark


def apply_theme(app: QApplication, choice: ThemeChoice = "system") -> ThemeColours:
    """Give the whole application a theme, and give back its colours. With "system" it goes on following the desktop."""
    _follower(app).choice = choice
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(choice, Qt.ColorScheme.Unknown)
    app.styleHints().setColorScheme(wanted)
    return _paint(app, DARK if _wants_dark(app, choice) else LIGHT)


def _wants_dark(app: QApplication, choice: ThemeChoice) -> bool:
    return choice == "dark" or (choice == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark)


def _paint(app: QApplication, colours: ThemeColours) -> ThemeColours:
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette_of(colours))
    sheet = stylesheet_of(colours)
    if app.styleSheet() != sheet:  # it goes through every widget of every window
        app.setStyleSheet(sheet)
    return colours


class _Follower(QObject):
    """Lives with the application and repaints it when the desktop turns light or dark."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("wolds-theme")
        self.choice: ThemeChoice = "system"
        self._app = app
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def _follow(self) -> None:
        if self.choice == "system":
            _paint(self._app, DARK if _wants_dark(self._app, "system") else LIGHT)


def _follower(app: QApplication) -> _Follower:
    found = app.findChild(QObject, "wolds-theme")
    return found if isinstance(found, _Follower) else _Follower(app)


def palette_of(colours: ThemeColours) -> QPalette:
    """The palette that Fusion draws with."""
    role, palette = QPalette.ColorRole, QPalette()
    for key, value in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.window,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.bad,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.raised,
        role.Midlight: colours.hover,
        role.Mid: colours.border,
        role.Dark: colours.border,
        role.Shadow: colours.border,
    }.items():
        palette.setColor(key, QColor(value))
    _dim_disabled(palette, colours)
    return palette


def _dim_disabled(palette: QPalette, colours: ThemeColours) -> None:
    faint = QColor(colours.muted)
    faint.setAlphaF(0.6)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, QColor(colours.border))


def stylesheet_of(colours: ThemeColours) -> str:
    """What the palette cannot say. Kinds of widgets are marked with the dynamic property `kind` (see `mark`)."""
    parts = (_frames, _buttons, _labels, _fields, _ticks, _arrows, _lists, _scroll_bars)
    return "\n".join(part(colours) for part in parts)


def _image(name: str, colours: ThemeColours) -> str:
    """A drawing of `resources/theme` as a stylesheet wants it."""
    theme = "dark" if colours.is_dark else "light"
    return f'url("{resource_path(f"theme/{name}-{theme}.svg").as_posix()}")'


def mark(widget: QObject, kind: str) -> None:
    """Give a widget one of the kinds that the stylesheet knows: "title", "heading", "muted", "error", "card", "primary" ..."""
    widget.setProperty("kind", kind)


def _frames(c: ThemeColours) -> str:
    return f"""
    QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.border}; padding: 4px 6px; }}
    QMenu {{ background: {c.surface}; border: 1px solid {c.border}; padding: 4px; }}
    QMenu::item {{ padding: 5px 22px 5px 8px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
    QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px 6px; }}
    QToolBar {{ background: {c.window}; border: none; border-bottom: 1px solid {c.border}; padding: 3px; spacing: 2px; }}
    QStatusBar {{ background: {c.window}; border-top: 1px solid {c.border}; }}
    QStatusBar::item {{ border: none; }}
    QLabel#sampleBadge {{ background: {c.warning_soft}; border: 1px solid {c.warning}; border-radius: 4px;
        padding: 1px 8px; margin: 2px 0; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QFrame[kind="card"] {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 8px; }}
    QFrame[kind="card"]:focus {{ border-color: {c.accent}; }}
    QFrame[kind="warning"] {{ background: {c.warning_soft}; border: 1px solid {c.warning}; border-radius: 6px; }}
    QFrame[kind="bad"] {{ background: {c.bad_soft}; border: 1px solid {c.bad}; border-radius: 6px; }}
    QFrame[kind="good"] {{ background: {c.good_soft}; border: 1px solid {c.good}; border-radius: 6px; }}
    QFrame[kind="line"] {{ background: {c.border}; border: none; max-height: 1px; min-height: 1px; }}
    QScrollArea[kind="plain"], QScrollArea[kind="plain"] > QWidget > QWidget[kind="plain"] {{
        background: {c.window}; border: none; }}"""


def _buttons(c: ThemeColours) -> str:
    return f"""
    QPushButton {{ background: {c.raised}; border: 1px solid {c.border}; border-radius: 5px; padding: 4px 12px; }}
    QPushButton:hover {{ background: {c.hover}; }}
    QPushButton:pressed {{ background: {c.border}; }}
    QPushButton:focus {{ border-color: {c.accent}; }}
    QPushButton:disabled {{ color: {c.muted}; background: {c.window}; }}
    QPushButton[kind="primary"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
    QPushButton[kind="primary"]:hover {{ background: {c.accent}; border-color: {c.text}; }}
    QPushButton[kind="primary"]:focus {{ border: 2px solid {c.text}; padding: 3px 11px; }}
    QPushButton[kind="primary"]:disabled {{ background: {c.border}; color: {c.muted}; border-color: {c.border}; }}
    QPushButton[kind="big"] {{ background: {c.surface}; border-radius: 8px; text-align: left; padding: 0; }}
    QPushButton[kind="big"]:hover {{ background: {c.hover}; }}
    QPushButton[kind="big"]:focus {{ border: 2px solid {c.accent}; }}
    QPushButton[kind="small"] {{ padding: 2px 8px; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 5px; padding: 3px; }}
    QToolButton:hover {{ background: {c.hover}; }}
    QToolButton:focus {{ border-color: {c.accent}; }}
    QToolButton:checked {{ background: {c.hover}; border-color: {c.border}; }}
    QToolButton[kind="page"] {{ color: {c.muted}; border: none; border-bottom: 2px solid transparent; border-radius: 0;
        padding: 5px 7px; }}
    QToolButton[kind="page"]:hover {{ color: {c.text}; background: transparent; }}
    QToolButton[kind="page"]:checked {{ color: {c.text}; background: transparent; border-bottom-color: {c.accent}; }}
    QToolButton[kind="page"]:focus {{ color: {c.accent}; }}
    QToolButton[kind="fold"] {{ text-align: left; font-weight: 600; padding: 6px 4px; border-radius: 5px; }}
    QToolButton[kind="fold"]:checked {{ background: transparent; border-color: transparent; }}
    QToolButton[kind="fold"]:focus {{ border-color: {c.accent}; }}"""


def _labels(c: ThemeColours) -> str:
    return f"""
    QLabel[kind="title"] {{ font-size: 20pt; font-weight: 600; }}
    QLabel[kind="heading"] {{ font-size: 12pt; font-weight: 600; }}
    QLabel[kind="heading-warning"] {{ font-size: 12pt; font-weight: 600; color: {c.warning}; }}
    QLabel[kind="strong"] {{ font-weight: 600; }}
    QLabel[kind="muted"] {{ color: {c.muted}; }}
    QLabel[kind="error"] {{ color: {c.bad}; }}
    QLabel[kind="good"] {{ color: {c.good}; background: transparent; border: none; }}
    QLabel[kind="warning"] {{ color: {c.warning}; background: transparent; border: none; }}"""


def _fields(c: ThemeColours) -> str:
    boxes = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox"
    focused = ", ".join(f"{box}:focus" for box in boxes.split(", "))
    disabled = ", ".join(f"{box}:disabled" for box in boxes.split(", "))
    return f"""
    {boxes} {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 4px; padding: 3px 5px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    {focused} {{ border: 1px solid {c.accent}; }}
    {disabled} {{ background: {c.window}; color: {c.muted}; }}
    QPlainTextEdit[kind="detail"] {{ background: {c.window}; border: 1px solid transparent; padding: 1px 2px; }}
    QPlainTextEdit[kind="detail"]:focus {{ border-color: {c.accent}; }}
    QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
    QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {c.border}; }}
    QSlider::sub-page:horizontal {{ border-radius: 2px; background: {c.accent}; }}
    QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
        background: {c.raised}; border: 1px solid {c.muted}; }}
    QSlider::handle:horizontal:focus {{ background: {c.accent}; border-color: {c.text}; }}"""


def _ticks(c: ThemeColours) -> str:
    """Fusion outlines an empty tick box in a shade of the window that nobody sees on a dark one."""
    kinds = "QCheckBox::indicator{0}, QGroupBox::indicator{0}, QAbstractItemView::indicator{0}"
    return f"""
    {kinds.format("")} {{ width: 14px; height: 14px; border: 1px solid {c.muted}; border-radius: 3px;
        background: {c.surface}; }}
    {kinds.format(":checked")} {{ background: {c.accent}; border-color: {c.accent}; image: {_image("tick", c)}; }}
    {kinds.format(":indeterminate")} {{ background: {c.accent}; border-color: {c.accent}; image: {_image("dash", c)}; }}
    QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {c.muted}; border-radius: 8px;
        background: {c.surface}; }}
    QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {c.accent}; }}
    {kinds.format(":disabled")}, QRadioButton::indicator:disabled {{ border-color: {c.border}; }}
    QCheckBox:focus, QRadioButton:focus {{ color: {c.accent}; }}
    QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {c.accent}; }}"""


def _arrows(c: ThemeColours) -> str:
    return f"""
    QComboBox::drop-down {{ border: none; width: 20px; }}
    QComboBox::down-arrow {{ image: {_image("down", c)}; width: 10px; height: 10px; }}
    QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.border}; padding: 2px; }}
    QAbstractSpinBox {{ padding: 2px 18px 2px 5px; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 18px; background: transparent; }}
    QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
    QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
    QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {c.hover}; }}
    QAbstractSpinBox::up-arrow {{ image: {_image("up", c)}; width: 9px; height: 9px; }}
    QAbstractSpinBox::down-arrow {{ image: {_image("down", c)}; width: 9px; height: 9px; }}"""


def _lists(c: ThemeColours) -> str:
    """Fusion veils the text of the cell that the keyboard is in; a line around it says the same and dims nothing."""
    return f"""
    QHeaderView::section {{ background: {c.raised}; color: {c.text}; border: none; padding: 4px 6px;
        border-right: 1px solid {c.border}; border-bottom: 1px solid {c.border}; }}
    QListView, QTreeView, QTableView {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 4px;
        outline: 1px solid {c.border if c.is_dark else c.text}; }}
    QListView[kind="chart"] {{ background: transparent; border: none; }}
    QListView:focus, QTreeView:focus, QTableView:focus {{ border-color: {c.accent}; }}
    QAbstractItemView {{ selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QTabBar::tab {{ padding: 6px 8px; border: none; border-bottom: 2px solid transparent; color: {c.muted}; }}
    QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; }}
    QTabBar::tab:hover {{ color: {c.text}; }}
    QTabBar::tab:focus {{ color: {c.accent}; }}
    QProgressBar {{ border: none; border-radius: 3px; background: {c.border}; max-height: 6px; min-height: 6px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}"""


def _scroll_bars(c: ThemeColours) -> str:
    return f"""
    QScrollBar {{ background: transparent; border: none; margin: 0; }}
    QScrollBar:vertical {{ width: 12px; }}
    QScrollBar:horizontal {{ height: 12px; }}
    QScrollBar::handle {{ background: {c.border}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 28px; }}
    QScrollBar::handle:horizontal {{ min-width: 28px; }}
    QScrollBar::handle:hover {{ background: {c.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}"""
