"""A field to type a search into: a glass at the left, the key that comes here at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit

from app.ui import theme_icons
from app.ui.theme_sizes import Size
from app.ui.widgets.labels import key_cap

MOST = 100  # letters: whatever is pasted, a search is a few words


class SearchField(QLineEdit):
    """A search.

    Signals:
        stepped: -1 or 1, for ↑ and ↓; left: Esc was pressed with nothing typed.
    """

    stepped = Signal(int)
    left = Signal()

    def __init__(self, hint: str, key: str, icon: str = "search") -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setMaxLength(MOST)
        self._glass = QAction(self)
        theme_icons.put(self._glass, icon, "text3")
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._cap = key_cap(key)
        self._cap.setParent(self)
        self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self._show_cap)
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(self.take)

    def take(self) -> None:
        """Bring the keyboard here."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _show_cap(self, text: str) -> None:
        self._cap.setVisible(not text)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt)
        """Wide enough for a name."""
        return QSize(Size.search, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """The key stays at the right."""
        super().resizeEvent(event)
        size = self._cap.sizeHint()
        self._cap.setGeometry(
            self.width() - size.width() - Size.gap, (self.height() - Size.chip) // 2, size.width(), Size.chip
        )

    def event(self, event: QEvent) -> bool:
        """Esc is this field's own while it has the keyboard, whatever else it means elsewhere."""
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt)
        """↑ ↓ go through the results, Esc empties and then leaves."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)
