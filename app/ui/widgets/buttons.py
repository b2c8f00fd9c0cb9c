"""Buttons, and the ring that shows which one the keyboard is on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QPushButton, QToolButton, QWidget
from shiboken6 import isValid

from app.ui import theme, theme_icons
from app.ui.theme_sizes import Size
from app.ui.widgets.labels import key_cap

Do = Callable[[], Any]
_WITH_RING = {"plain", "primary", "small", "link", "choice", "check", "card"}


def button(
    text: str, do: Do | None = None, *, icon: str = "", kind: str = "", key: str = "", tip: str = ""
) -> QPushButton:
    """A button; `kind` is primary, small, link or nothing; `key` is its shortcut, shown on it."""
    words = f" {text}" if icon else text
    made = _KeyButton(words, key) if key else QPushButton(words)
    made.setProperty("kind", kind or "plain")
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setIconSize(QSize(Size.icon, Size.icon))
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        theme_icons.put(made, icon, _icon_role(kind))
    if tip:
        made.setToolTip(tip)
    if do:
        made.clicked.connect(lambda _checked: do())
    return made


def _icon_role(kind: str) -> str:
    return {"primary": "onaccent", "link": "accent"}.get(kind, "text")


class _KeyButton(QPushButton):
    """A button that shows its key."""

    def __init__(self, text: str, key: str) -> None:
        super().__init__(text)
        self.setShortcut(QKeySequence(key))
        self._cap = key_cap(key)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Size.gap, 0, Size.gap + Size.tight, 0)
        layout.addStretch(1)
        layout.addWidget(self._cap)
        self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("keyed", True)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """Room for the key beside the words."""
        return super().sizeHint() + QSize(self._cap.sizeHint().width() + Size.gap, 0)


def flat(
    text: str = "", *, icon: str = "", role: str = "", tip: str = "", icon_role: str = "text2"
) -> QToolButton:
    """A button without a border: of bars and of lists."""
    made = QToolButton()
    made.setText(text)
    made.setProperty("role", role)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if icon else Qt.ToolButtonStyle.ToolButtonTextOnly
    made.setToolButtonStyle(style)
    made.setIconSize(QSize(Size.icon, Size.icon))
    if icon:
        theme_icons.put(made, icon, icon_role)
    made.setToolTip(tip)
    made.setAccessibleName(text or tip)
    return made


class MenuButton(QToolButton):
    """Words with a menu behind them: an icon at the left, where there is one, and ⌄ at the right."""

    def __init__(self, icon: str = "", role: str = "") -> None:
        super().__init__()
        self.setProperty("role", role or "menu")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        beside, only = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonTextOnly
        self.setToolButtonStyle(beside if icon else only)
        self.setIconSize(QSize(Size.icon, Size.icon))
        if icon:
            theme_icons.put(self, icon, "text")

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """Room for the ⌄."""
        return super().sizeHint() + QSize(Size.tight, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """Draw the ⌄, too."""
        super().paintEvent(event)
        side = float(Size.icon)
        left = self.width() - side - Size.tight
        square = QRectF(left, (self.height() - side) / 2 + 1, side, side)
        theme_icons.paint(QPainter(self), "chevron-down", "text3", square)


class FocusRing(QObject):
    """The frame two pixels away from the button that has the keyboard."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._frame: _Frame | None = None
        self._around: QWidget | None = None
        application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._around is not None and isValid(self._around):
            self._around.removeEventFilter(self)
        ringed = isinstance(now, QAbstractButton) and (now.property("kind") or "check") in _WITH_RING
        self._around = now if ringed else None
        if self._around is not None:
            self._around.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt)
        """Stay around the button."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        around = self._around
        room = around.parentWidget() if around is not None and isValid(around) else None
        if around is None or room is None or not around.isVisible():
            self._take_away()
            return
        if self._frame is None or not isValid(self._frame):  # it goes with the window that it was in
            self._frame = _Frame()
        self._frame.setParent(room)
        away = Size.ring + Size.focus
        self._frame.setGeometry(around.geometry().adjusted(-away, -away, away, away))
        self._frame.raise_()
        self._frame.show()

    def _take_away(self) -> None:
        if self._frame is not None and isValid(self._frame):
            self._frame.hide()


class _Frame(QWidget):
    """The frame itself: seen, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), Size.focus))
        half = Size.focus / 2
        radius = Size.radius + Size.ring
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
