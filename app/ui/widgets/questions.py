"""The form as one list of lines with one question open: digits answer, Enter goes on, Space keeps.

It knows keys and lines, not what they mean: whoever listens decides and fills it anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from app.ui import theme
from app.ui.theme_sizes import Size
from app.ui.widgets import question_paint as paint
from app.ui.widgets.fields import Line as TextLine
from app.ui.widgets.labels import set_tone
from app.ui.widgets.question_lines import Line, OpenLine

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Questions(QAbstractScrollArea):
    """The lines of a form.

    Signals:
        went: to the place of a line that was clicked.
        stepped: so many questions on or back.
        picked: the key of an option.
        entered: the text of the field when it is left, and where to go then: 1, -1, or 0 to stay.
        edited: the text of the field while it is typed.
        kept, section_kept: last year's answer, or all of a section, is to be kept.
        emptied: the answer is to be taken away.
    """

    went = Signal(object)
    stepped = Signal(int)
    picked = Signal(str)
    entered = Signal(str, int)
    edited = Signal(str)
    kept = Signal()
    section_kept = Signal()
    emptied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setMouseTracking(True)
        self.lines: Sequence[Line] = ()
        self._tops: list[float] = [0.0]
        self._under = -1
        self._at: Any = None
        self._holding = False
        self._held: list[QKeyEvent] = []
        self.field = TextLine()
        self.field.setParent(self.viewport())
        self.field.hide()
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self.edited)
        self.verticalScrollBar().valueChanged.connect(self._place_field)

    # Lines ------------------------------------------------------------------------------------------------

    @property
    def opened(self) -> OpenLine | None:
        """The question that has the keyboard."""
        return next((line for line in self.lines if isinstance(line, OpenLine)), None)

    def fill(self, lines: Sequence[Line]) -> None:
        """Other lines; the open one is brought into view."""
        self.lines = lines
        self._measure()
        self._show_field()
        self._bring_into_view()
        opened = self.opened
        self.setAccessibleName(opened.text if opened else "")
        self.setAccessibleDescription(_spoken(opened) if opened else "")
        self.viewport().update()

    def _measure(self) -> None:
        self._tops = [0.0]
        width = self.viewport().width()
        for line in self.lines:
            self._tops.append(self._tops[-1] + paint.height(line, width))
        page = self.viewport().height()
        self.verticalScrollBar().setRange(0, max(int(self._tops[-1]) - page, 0))
        self.verticalScrollBar().setPageStep(page)
        self.verticalScrollBar().setSingleStep(Size.question)

    def _rect(self, place: int) -> QRectF:
        top = self._tops[place] - self.verticalScrollBar().value()
        return QRectF(0, top, self.viewport().width(), self._tops[place + 1] - self._tops[place])

    def _place(self) -> int:
        """The number of the open line, or -1."""
        return next((place for place, line in enumerate(self.lines) if isinstance(line, OpenLine)), -1)

    def _bring_into_view(self) -> None:
        place = self._place()
        if place < 0:
            return
        bar, page = self.verticalScrollBar(), self.viewport().height()
        above = self._tops[max(place - 1, 0)]
        below = self._tops[min(place + 2, len(self._tops) - 1)]
        if below - page > bar.value():
            bar.setValue(int(below - page))
        if above < bar.value():
            bar.setValue(int(above))

    # The field --------------------------------------------------------------------------------------------

    def _show_field(self) -> None:
        opened = self.opened
        had_keyboard = self.has_keyboard()
        if opened is None or not opened.typing:
            self._at = None
            if had_keyboard:
                self.setFocus()
            self.field.hide()
            return
        if opened.at != self._at:
            self._at = opened.at
            self.field.setText(opened.typed)
            self.field.selectAll()
            self.field.setModified(False)
        set_tone(self.field, "danger" if opened.wrong else "warn" if opened.warning else "")
        self.field.setAccessibleName(opened.text)
        self._place_field()
        self.field.show()
        if had_keyboard:
            self.field.setFocus()

    def _place_field(self) -> None:
        place = self._place()
        opened = self.opened
        if opened is not None and opened.typing:
            self.field.setGeometry(paint.field_rect(opened, self._rect(place)).toRect())

    def has_keyboard(self) -> bool:
        """Whether keys come here."""
        return self.hasFocus() or self.field.hasFocus()

    def take(self) -> None:
        """Bring the keyboard here."""
        opened = self.opened
        (self.field if opened is not None and opened.typing else self).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def say(self, text: str) -> None:
        """Put another text into the field."""
        self.field.setText(text)
        self.field.setModified(False)

    # Keys -------------------------------------------------------------------------------------------------

    def hold(self, holding: bool) -> None:
        """While another form is on its way keys wait; then they come to that one."""
        self._holding = holding
        held, self._held = self._held, []
        for event in held if not holding else ():
            opened = self.opened
            target = self.field if opened is not None and opened.typing else self
            QCoreApplication.sendEvent(target, event)

    def _waits(self, event: QKeyEvent) -> bool:
        if self._holding:
            self._held.append(event.clone())
        return self._holding

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt)
        """Keys of an open question."""
        if self._waits(event):
            return
        if not self._common(event) and not self._choosing(event):
            super().keyPressEvent(event)

    def _common(self, event: QKeyEvent) -> bool:
        """Enter, Shift+Enter, Space, Ctrl+Space, arrows: whether it was one of them."""
        key, control = event.key(), bool(event.modifiers() & _CONTROL)
        if key == Qt.Key.Key_Space and control:
            self.section_kept.emit()
        elif key in _ENTER and not control:
            self.stepped.emit(-1 if event.modifiers() & _SHIFT else 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not control:
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not control:
            self._turn(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            return False
        return True

    def _choosing(self, event: QKeyEvent) -> bool:
        """A digit or a letter of an option, Space, Backspace: whether it was one of them."""
        opened = self.opened
        plain = not event.modifiers() & (_CONTROL | Qt.KeyboardModifier.AltModifier)
        if opened is None or not plain:
            return False
        if event.key() == Qt.Key.Key_Space:
            self.kept.emit()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.emptied.emit()
        elif event.text() and event.text().lower() in {option.cap for option in opened.options if option.cap}:
            self.picked.emit(event.text().lower())
        else:
            return False
        return True

    def _turn(self, pages: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt)
        """Keys of the field that go on, keep, or undo more than letters."""
        if watched is self.field:
            if event.type() == QEvent.Type.FocusOut:
                self.leave_field()
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
                undo = event.key() == Qt.Key.Key_Z and event.modifiers() & _CONTROL
                if undo and not self.field.isModified():
                    event.ignore()
                    return True
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._waits(event) or self._key_of_field(event)
        return super().eventFilter(watched, event)

    def _key_of_field(self, event: QKeyEvent) -> bool:
        untouched = not self.field.text() or self.field.selectedText() == self.field.text()
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and untouched:
            self.kept.emit()
        elif event.key() in _ENTER and not event.modifiers() & _CONTROL:
            self._enter(-1 if event.modifiers() & _SHIFT else 1)
        else:
            self.leave_field_for(event.key())
            return self._common(event)
        return True

    def _enter(self, step: int) -> None:
        self.field.setModified(False)
        self.entered.emit(self.field.text(), step)

    def leave_field_for(self, key: int) -> None:
        """Keys that go elsewhere keep what was typed first."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.leave_field()

    def leave_field(self) -> None:
        """Keep what was typed; the keyboard may stay."""
        opened = self.opened
        if opened is not None and opened.typing and self.field.isModified():
            self._enter(0)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  (Qt)
        """An open field takes the keyboard on."""
        super().focusInEvent(event)
        opened = self.opened
        if opened is not None and opened.typing:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  (Qt)
        """The frame shows where the keyboard is."""
        super().focusOutEvent(event)
        self.viewport().update()

    # Mouse ------------------------------------------------------------------------------------------------

    def _line_at(self, point: QPointF) -> int:
        place = bisect_right(self._tops, point.y() + self.verticalScrollBar().value()) - 1
        return place if 0 <= place < len(self.lines) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt)
        """The line under the mouse is marked."""
        self._look_under(self._line_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802  (Qt)
        """No line is under the mouse."""
        self._look_under(-1)
        super().leaveEvent(event)

    def _look_under(self, place: int) -> None:
        if place != self._under:
            self._under = place
            self.viewport().setToolTip(_in_full(self.lines[place]) if place >= 0 else "")
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt)
        """A click opens a question, or chooses an option of the open one."""
        place = self._line_at(event.position())
        if place < 0:
            return
        line = self.lines[place]
        if not isinstance(line, OpenLine):
            self.leave_field()
            self.take()
            self.went.emit(line.at)
            return
        for option, room in zip(line.options, paint.option_rects(line, self._rect(place)), strict=True):
            if room.contains(event.position()):
                self.picked.emit(option.cap or option.words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt)
        """All was done when the button went down."""
        event.accept()

    # Painting ---------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt)
        """Draw the lines that are seen."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("surface"))
        focus = self.has_keyboard()
        scrolled = self.verticalScrollBar().value()
        first = max(bisect_right(self._tops, scrolled) - 1, 0)
        for place in range(first, len(self.lines)):
            rect = self._rect(place)
            if rect.top() > event.rect().bottom():
                break
            paint.draw(painter, self.lines[place], rect, under=place == self._under, focus=focus)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt)
        """Lines are measured for the new width."""
        super().resizeEvent(event)
        self._measure()
        self._place_field()


def _in_full(line: Line) -> str:
    if isinstance(line, OpenLine):
        return line.text
    parts = [getattr(line, name, "") for name in ("text", "answer", "before", "wrong")]
    return " · ".join(part for part in parts if part)


def _spoken(line: OpenLine) -> str:
    chosen = [f"{option.words} {option.amount}".strip() for option in line.options if option.on]
    return "; ".join([*chosen, *(part for part in (line.wrong, line.warning) if part)])
