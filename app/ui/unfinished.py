"""What is being typed is named in the store until it is saved: after a crash the next start can say what was.

Only its name is kept, never what was typed: a field is saved when it is left, and so at most that is lost.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget

from app.errors import InputFault
from app.i18n import _
from app.store.store import Store
from app.ui.runner import Runner
from app.ui.screen import Screen
from app.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from app.ui.window import Window

KEY = "typing"
_Typed = QLineEdit | QPlainTextEdit


class Unfinished(QObject):
    """Follows the keyboard through a window."""

    def __init__(self, runner: Runner, window: Window) -> None:
        super().__init__(window)
        self._runner = runner
        self._field: _Typed | None = None
        self._named = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)
        self._follow(None, application.focusWidget())
        if self._field is not None and _is_begun(self._field):  # before anybody followed
            self._begin()

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None:
            self._field.textChanged.disconnect(self._begin)
            self._field.destroyed.disconnect(self._gone)
            self._leave()
        self._field = now if _keeps(now) else None  # type: ignore[assignment]
        if self._field is not None:
            self._field.textChanged.connect(self._begin)
            self._field.destroyed.connect(self._gone)

    def _gone(self) -> None:
        self._field = None
        self._leave()

    def _begin(self) -> None:
        """The first letter: what is typed has a name from now on."""
        if self._field is not None and not self._named:
            self._named = True
            self._runner.ask(partial(_name, words=_words(self._field)), _told)

    def _leave(self) -> None:
        """It was saved, or given up, by what was asked before."""
        if self._named:
            self._named = False
            self._runner.ask(partial(_name, words=""), _told)


def _keeps(widget: QWidget | None) -> bool:
    """True for a field whose text goes into the store; a search, a filter, a passphrase does not."""
    if isinstance(widget, QPlainTextEdit):
        return not widget.isReadOnly()
    if not isinstance(widget, QLineEdit) or isinstance(widget, SearchField) or widget.isReadOnly():
        return False
    return widget.echoMode() == QLineEdit.EchoMode.Normal and widget.property("role") != "cell"


def _is_begun(field: _Typed) -> bool:
    return field.isModified() if isinstance(field, QLineEdit) else field.document().isModified()


def _words(field: _Typed) -> str:
    """The name of the field, and of the dialog or the screen in which it stands."""
    within: QWidget | None = field.parentWidget()
    while within is not None and not isinstance(within, Screen | QDialog):
        within = within.parentWidget()
    where = within.windowTitle() if isinstance(within, QDialog) else within.kind.title if within else ""
    return " · ".join(part for part in (field.accessibleName(), where) if part)


def _name(store: Store, words: str) -> None:
    store.set_meta(KEY, words)


def _told(_none: object) -> None:
    """Nothing is shown of it."""


def left(store: Store) -> InputFault | None:
    """What the last run of the program was stopped in the middle of, told once; None for nothing."""
    words = store.meta(KEY)
    if not words:
        return None
    store.set_meta(KEY, "")
    return InputFault(
        _("Lần trước chương trình bị tắt đột ngột khi đang gõ “{what}”.").format(what=words),
        _("Mọi ô đã rời đều được lưu; chỉ chữ đang gõ dở ở đó có thể mất."),
        _("Hãy xem lại và gõ lại nếu thiếu."),
    )
