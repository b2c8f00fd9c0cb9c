"""What every dialog is: a title, a sentence, fields, what is wrong, and two buttons; freed when closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLayout, QWidget

from app.errors import Fault
from app.i18n import _
from app.ui import theme
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import icon_label, label, wrapped


class Asking(QDialog):
    """A dialog. Who makes it gives what is asked and what `accept_words` does.

    Attributes:
        accepting: the button that does it.
    """

    def __init__(
        self, parent: QWidget, title: str, sentence: str, accept_words: str, width: int = Size.dialog
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setFixedWidth(width)
        self.setModal(True)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._press)
        self._wrong = wrapped("", tone="danger")
        self._wrong_row = framed(
            "callout",
            row(icon_label("triangle-alert", "danger"), self._wrong, around=sides(Size.gap, Size.gap)),
            "danger",
        )
        self._wrong_row.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self._wrong_row.hide()
        self.body = column(gap=Size.gap)
        self.accepting = button(accept_words, self.do, kind="primary")
        self.accepting.setDefault(True)
        self.refusing = button(_("Thôi"), self.reject, key="Esc")
        self._buttons = row(STRETCH, self.refusing, self.accepting)
        told: list[QWidget | QLayout | int | None] = [label(title, size="title")]
        if sentence:
            told.append(wrapped(sentence, tone="second"))
        theme.dress_apart(self)
        self.setLayout(
            column(
                *told,
                Size.tight,
                self.body,
                self._wrong_row,
                Size.tight,
                self._buttons,
                around=sides(Size.margin + Size.gap, Size.margin),
            )
        )

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt)
        """The first field has the keyboard; Enter after the last comes to what does it, not to “Thôi”."""
        super().showEvent(event)
        fields = [one for one in self._by_tab() if one not in (self.accepting, self.refusing)]
        for one, after in pairwise([*fields[-1:], self.accepting, self.refusing]):
            QWidget.setTabOrder(one, after)
        if fields and self.focusWidget() in (None, self.accepting, self.refusing):
            self.take_keyboard(fields)

    def take_keyboard(self, fields: Sequence[QWidget]) -> None:
        """The keyboard begins in the first field."""
        fields[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _by_tab(self) -> Iterator[QWidget]:
        """What the keyboard can be on, in the order of Tab."""
        one = self.nextInFocusChain()
        while one is not None and one is not self:
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield one
            one = one.nextInFocusChain()

    def _press(self) -> None:
        """Ctrl+Enter from any field is the accepting button."""
        if self.accepting.isVisible() and self.accepting.isEnabled():
            self.do()

    def do(self) -> None:
        """What the accepting button does; by default nothing but to close."""
        self.accept()

    def say_wrong(self, fault: Fault) -> None:
        """What is wrong with what was asked for; everything typed stays."""
        self._wrong.setText(str(fault))
        self._wrong_row.show()
        self.accepting.setEnabled(True)
        self.adjustSize()

    def begin(self) -> None:
        """It is being done: not twice."""
        self._wrong_row.hide()
        self.accepting.setEnabled(False)

    def add(self, part: QWidget | QLayout) -> None:
        """Put something more into the body."""
        if isinstance(part, QLayout):
            self.body.addLayout(part)
        else:
            self.body.addWidget(part)


def facts(*pairs: tuple[str, str]) -> QFrame:
    """Known facts as a small table on a calm ground."""
    lines = [row(_named(name), label(value), STRETCH) for name, value in pairs]
    return framed(
        "callout", column(*lines, gap=Size.tight, around=sides(Size.gap + Size.tight, Size.gap)), "calm"
    )


def _named(name: str) -> QLabel:
    made = label(name, tone="second")
    made.setFixedWidth(Size.form_label)
    return made


Confirmed = Callable[[], object]
