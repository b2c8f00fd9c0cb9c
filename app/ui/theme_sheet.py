"""The style sheet: how each kind of widget looks at rest, under the mouse, in focus, pressed, wrong.

Widgets are told apart by their class and by the dynamic properties `role`, `kind`, `tone`, `text_size`;
none carries a style of its own. No rule is for every widget, as `QWidget { color }` would be: a widget that
no rule names costs nothing, and the palette has the colour of words already.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

from app.paths import resource
from app.ui.theme_fonts import POINTS
from app.ui.theme_sizes import Size

_SHEET = Template("""
QAbstractItemView, QAbstractButton { outline: 0; }
QMainWindow, QDialog, QWidget[role="screen"], QWidget[role="start"] { background: $window; }
QToolTip { background: $surface; color: $text; border: 1px solid $line2; padding: 4px 6px; }

QFrame[role="sidebar"] { background: $sidebar; border: 0; border-right: 1px solid $line; }
QFrame[role="topbar"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[role="statusline"] { background: $surface; border: 0; border-top: 1px solid $line; }
QFrame[role="tools"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[role="head"] { background: transparent; border: 0; }
QFrame[role="head"][tone="lined"] { border-bottom: 1px solid $line; }
QFrame[role="desk"] { background: $desk; border: 0; }
QFrame[role="listpane"] { background: $surface; border: 0; border-right: 1px solid $line; }
QFrame[role="parameters"] { background: $surface; border: 0; border-left: 1px solid $line; }
QFrame[role="panel"] { background: $surface; border: 1px solid $line; border-radius: 4px; }
QFrame[role="paneltitle"] { background: transparent; border: 0; border-bottom: 1px solid $line; }
QFrame[role="paneltitle"][tone="bare"] { border-bottom: 0; }
QFrame[role="pane"] { background: $surface; border: 0; border-right: 1px solid $line; }
QFrame[role="panehead"], QFrame[role="formhead"] { background: $surface; border: 0;
  border-bottom: 1px solid $line; }
QFrame[role="officer"] { background: transparent; border: 0; border-top: 1px solid $line; }
QFrame[role="divider"] { background: $line; border: 0; }
QFrame[role="wholestep"] { background: transparent; border: 0; border-left: 1px solid $line; }
QFrame[role="detail"] { background: $surface2; border: 0; border-top: 1px solid $line; }
QFrame[role="errand"] { background: transparent; border: 0; border-bottom: 1px solid $line; }
QFrame[role="notice"] { background: $accenttint; border: 0; border-bottom: 1px solid $accentline; }
QFrame[role="notice"][tone="warn"] { background: $warntint; border-bottom: 1px solid $warnline; }
QFrame[role="notice"][tone="danger"] { background: $dangertint; border-bottom: 1px solid $dangerline; }
QFrame[role="callout"] { background: $warntint; border: 1px solid $warnline; border-radius: 4px; }
QFrame[role="callout"][tone="danger"] { background: $dangertint; border: 1px solid $dangerline; }
QFrame[role="callout"][tone="calm"] { background: $accenttint; border: 1px solid $accentline; }
QScrollArea, QScrollArea > QWidget > QWidget[role="page"] { background: transparent; border: 0; }

QLabel { background: transparent; }
QLabel[text_size="small"] { font-size: ${small}pt; }
QLabel[text_size="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[text_size="figure"] { font-size: ${figure}pt; font-weight: 600; }
QLabel[weight="medium"] { font-weight: 500; }
QLabel[weight="bold"] { font-weight: 600; }
QLabel[tone="second"] { color: $text2; }
QLabel[tone="hint"] { color: $text3; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="danger"] { color: $danger; }
QLabel[role="brand"] { color: $accent; font-size: ${title}pt; font-weight: 600; }
QLabel[role="avatar"] { background: $accenttint; color: $accent; border-radius: ${half_avatar}px;
  font-size: ${small}pt; font-weight: 600; }
QLabel[role="chip"] { background: $notpoortint; color: $text2; border-radius: 3px; padding: 0 6px;
  font-size: ${small}pt; font-weight: 500; }
QLabel[role="chip"][tone="accent"] { background: $accenttint; color: $accent; }
QLabel[role="chip"][tone="warn"] { background: $warntint; color: $warn; }
QLabel[role="chip"][tone="danger"] { background: $dangertint; color: $danger; }
QLabel[role="key"] { background: $surface2; color: $text2; border: 1px solid $line;
  border-bottom: 2px solid $line; border-radius: 3px; padding: 0 5px; font-size: ${small}pt; }
QLabel[role="key"][tone="on"] { background: $accentfill; color: $onaccent; border-color: $accentfill; }
QLabel[role="badge"] { background: $warntint; color: $warn; border: 1px solid $warnline; border-radius: 9px;
  padding: 0 6px; font-size: ${small}pt; font-weight: 600; }

QPushButton { background: $surface; color: $text; border: 1px solid $line2; border-radius: 4px;
  padding: 0 12px; min-height: ${button}px; font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $accenttint; }
QPushButton:disabled { background: $window; color: $text3; border-color: $line; }
QPushButton[kind="primary"] { background: $accentfill; color: $onaccent; border-color: $accentfill; }
QPushButton[kind="primary"]:hover { background: $accenthover; border-color: $accenthover; }
QPushButton[kind="primary"]:pressed { background: $accentpress; border-color: $accentpress; }
QPushButton[kind="primary"]:disabled { background: $window; color: $text3; border-color: $line; }
QPushButton[keyed="true"] { text-align: left; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="small"] { min-height: ${small_button}px; padding: 0 8px; font-size: ${small}pt; }
QPushButton[kind="link"] { background: transparent; border: 0; color: $accent; padding: 0 2px;
  min-height: 24px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:pressed { color: $text; }
QPushButton[kind="link"]:disabled { color: $text3; }
QPushButton[kind="choice"] { text-align: left; padding: 0 12px; min-height: 38px; }
QPushButton[kind="choice"]:checked { border: 2px solid $focus; padding: 0 11px; min-height: 36px; }
QPushButton[kind="card"] { padding: 0; font-weight: 400; }
QPushButton[kind="card"]:checked { border: 2px solid $focus; }
QPushButton[kind="choice"][tone="warn"]:checked { background: $warntint; border-color: $warnfill; }

QToolButton { background: transparent; border: 0; border-radius: 4px; padding: 4px 6px; color: $text2; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $accenttint; }
QToolButton:disabled { color: $text3; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[role="place"], QToolButton[role="menu"] { text-align: left; padding-right: 20px; }
QToolButton[role="place"] { color: $text; font-weight: 600; }
QToolButton[role="nav"] { border-radius: 0; padding: 0 0 0 16px; color: $text2; text-align: left;
  border-left: ${nav_mark}px solid transparent; padding-left: 12px; }
QToolButton[role="nav"]:hover { background: $hover; }
QToolButton[role="nav"]:checked { background: $surface; color: $accent; font-weight: 600;
  border-left: ${nav_mark}px solid $focus; }
QToolButton[role="nav"]:focus { border: 2px solid $focus; border-left: ${nav_mark}px solid $focus; }
QToolButton[role="segment"] { background: $surface; border: 1px solid $line2; border-left: 0;
  border-radius: 0; padding: 0 10px; min-height: ${button}px; color: $text; }
QToolButton[role="segment"][first="true"] { border-left: 1px solid $line2; border-top-left-radius: 4px;
  border-bottom-left-radius: 4px; }
QToolButton[role="segment"][last="true"] { border-top-right-radius: 4px; border-bottom-right-radius: 4px; }
QToolButton[role="segment"]:hover { background: $hover; }
QToolButton[role="segment"]:checked { background: $accenttint; color: $accent; font-weight: 500; }
QToolButton[role="segment"]:disabled { color: $text3; }
QToolButton[role="state"] { padding: 0 6px; color: $text; font-size: ${small}pt; text-align: left; }
QToolButton[role="state"]:checked { background: $accenttint; color: $accent; }
QToolButton[role="save"][tone="warn"] { color: $warn; }
QToolButton[role="save"][tone="danger"] { color: $danger; }

QLineEdit, QPlainTextEdit, QTextEdit { background: $surface; color: $text; border: 1px solid $line2;
  border-radius: 4px; padding: 0 8px; selection-background-color: $accentfill; selection-color: $onaccent; }
QLineEdit { min-height: ${button}px; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:hover, QPlainTextEdit:hover { border-color: $text2; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: 0 7px;
  min-height: ${focused}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 5px; }
QLineEdit:disabled, QLineEdit:read-only { background: $window; color: $text3; border-color: $line; }
QLineEdit[tone="danger"] { border: 2px solid $dangerfill; padding: 0 7px; min-height: ${focused}px; }
QLineEdit[tone="warn"] { border: 1px solid $warnfill; }
QLineEdit[role="cell"] { min-height: ${cell}px; border-radius: 3px; border-color: $line2; padding: 0 6px;
  font-size: ${small}pt; }
QLineEdit[role="cell"]:focus { border: 2px solid $focus; padding: 0 5px; min-height: ${cell_focused}px; }
QLineEdit[role="command"] { border: 0; border-radius: 0; border-bottom: 1px solid $line; padding: 0 12px;
  min-height: 44px; background: transparent; font-size: 12pt; }

QComboBox { background: $surface; color: $text; border: 1px solid $line2; border-radius: 4px; padding: 0 8px;
  min-height: ${button}px; }
QComboBox:hover { border-color: $text2; }
QComboBox:focus { border: 2px solid $focus; padding: 0 7px; min-height: ${focused}px; }
QComboBox:disabled { background: $window; color: $text3; border-color: $line; }
QComboBox[role="cell"] { min-height: ${cell}px; border-radius: 3px; padding: 0 6px; font-size: ${small}pt; }
QComboBox[role="cell"]:focus { padding: 0 5px; min-height: ${cell_focused}px; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url("$chevron"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $line2; padding: 4px;
  selection-background-color: $accenttint; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 6px; }

QCheckBox, QRadioButton { spacing: 8px; background: transparent; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $line2; border-radius: 3px;
  background: $surface; }
QCheckBox::indicator:hover { background: $hover; }
QCheckBox::indicator:checked { background: $accentfill; border-color: $accentfill; image: url("$tick"); }

QTableView, QListView, QTreeView { background: $surface; color: $text; border: 0; gridline-color: $line;
  selection-background-color: $accenttint; selection-color: $text; }
QTableView::item, QListView::item { border: 0; padding: 0; }
QHeaderView { background: $surface2; border: 0; }
QHeaderView::section { background: $surface2; color: $text2; border: 0; border-bottom: 1px solid $line;
  padding: 0 8px; font-size: ${small}pt; font-weight: 500; }
QHeaderView::section:hover { background: $hover; }
QFrame[role="filterrow"] { background: $surface2; border: 0; border-bottom: 1px solid $line; }

QMenu { background: $surface; color: $text; border: 1px solid $line2; border-radius: 4px; padding: 4px; }
QMenu::item { min-height: 24px; padding: 3px 24px 3px 8px; border-radius: 3px; }
QMenu::item:selected { background: $accenttint; }
QMenu::item:disabled { color: $text3; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; border: 1px solid $line2; border-radius: 3px; }
QMenu::indicator:checked { background: $accentfill; border-color: $accentfill; image: url("$tick"); }

QProgressBar { background: $bartrack; border: 0; border-radius: 2px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $done; border-radius: 2px; }
QProgressBar[tone="warn"]::chunk { background: $warnfill; }
QProgressBar[tone="danger"]::chunk { background: $dangerfill; }

QScrollBar:vertical { background: transparent; width: ${scroll}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${scroll}px; margin: 0; }
QScrollBar::handle { background: $line2; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px 3px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 3px 2px; }
QScrollBar::handle:hover { background: $text3; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none;
  border: 0; width: 0; height: 0; }
QListView[role="boxed"] { border: 1px solid $line2; border-radius: 4px; }
QFrame[role="popup"] { background: $surface; border: 1px solid $line2; border-radius: 6px; }
QSplitter::handle { background: $line; }
""")


def sheet(colours: Mapping[str, str]) -> str:
    """The style sheet in these colours."""
    dark = colours["text"] > colours["window"]
    borders = 2 * Size.line
    return _SHEET.substitute(
        {name: f"{points:g}" for name, points in POINTS.items()},
        **colours,
        button=Size.field - borders,
        focused=Size.field - 2 * Size.focus,
        small_button=Size.small_field - borders,
        cell=Size.small_field - Size.tight - borders,
        cell_focused=Size.small_field - Size.tight - 2 * Size.focus,
        half_avatar=Size.avatar // 2,
        nav_mark=Size.nav_mark.value,
        scroll=Size.scroll_bar.value,
        chevron=_picture("chevron-dark" if dark else "chevron-light"),
        tick=_picture("tick"),
    )


def _picture(name: str) -> str:
    return resource("themes", f"{name}.svg").as_posix()
