"""Fields of forms: a label, what is typed or chosen, and a sentence underneath where it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, row
from app.ui.widgets.labels import label, set_tone, wrapped

LONGEST = 300


class Line(QLineEdit):
    """A line to type in; Enter goes to the next field."""

    def __init__(self, text: str = "", *, hint: str = "", secret: bool = False, cell: bool = False) -> None:
        super().__init__(text)
        self.setPlaceholderText(hint)
        self.setMaxLength(LONGEST)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
        if cell:
            self.setProperty("role", "cell")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt)
        """Enter goes on, F1 explains, Ctrl+Enter is left to the dialog."""
        if not _went_on(self, event):
            super().keyPressEvent(event)


def _went_on(field: QWidget, event: QKeyEvent) -> bool:
    """Bring the keyboard to the field after this one, where Enter means that; F1 explains this one."""
    within = field.parentWidget()
    if event.key() == Qt.Key.Key_F1 and isinstance(within, Field):
        within.explain()
        return True
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    goes = plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and field.property("goes_on")
    if goes:
        field.focusNextChild()
    return bool(goes)


class Choice(QComboBox):
    """One of a few: pairs of what is kept and what is shown."""

    def __init__(self, choices: Sequence[tuple[str, str]] = (), *, cell: bool = False) -> None:
        super().__init__()
        if cell:
            self.setProperty("role", "cell")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(1 if cell else 10)
        self.offer(choices)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt)
        """Enter goes on; the arrows and letters choose."""
        if not _went_on(self, event):
            super().keyPressEvent(event)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Other choices; what was chosen stays where it is still there."""
        kept = self.chosen()
        self.blockSignals(True)
        self.clear()
        for key, shown in choices:
            self.addItem(shown, key)
        self.setCurrentIndex(max(self.findData(kept), 0) if choices else -1)
        self.blockSignals(False)
        self._widen()

    def _widen(self) -> None:
        """The open list is as wide as its longest entry."""
        longest = max(
            (self.fontMetrics().horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0
        )
        self.view().setMinimumWidth(longest + 2 * Size.margin)

    def chosen(self) -> str:
        """What is chosen; empty for nothing."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose by what is kept."""
        self.setCurrentIndex(max(self.findData(key), 0))


class Field(QWidget):
    """A field with its label and, underneath, what is wrong or worth knowing.

    Signals:
        edited: something else stands in it.
    """

    edited = Signal()

    def __init__(
        self, name: str, inner: QLineEdit | QComboBox, *, note: str = "", beside: bool = True
    ) -> None:
        super().__init__()
        self.inner = inner
        self._name, self._note = name, note
        named = label(name, tone="second")
        named.setBuddy(inner)
        self.under = wrapped(note, size="small", tone="hint")
        self.under.setVisible(bool(note))
        entry = column(inner, self.under, gap=Size.tight)
        inner.setAccessibleName(name)
        inner.setProperty("goes_on", True)
        if beside:
            named.setFixedWidth(Size.form_label)
            named.setWordWrap(True)
            named.setMinimumHeight(Size.field)
            layout = row(named, entry)
            layout.setStretch(1, 1)
            layout.setAlignment(named, Qt.AlignmentFlag.AlignTop)
            self.setLayout(layout)
        else:
            self.setLayout(column(named, entry, gap=Size.tight))
        changed = inner.textChanged if isinstance(inner, QLineEdit) else inner.currentIndexChanged
        changed.connect(self._edited)

    def _edited(self) -> None:
        self.say("")
        self.edited.emit()

    @property
    def text(self) -> str:
        """What was typed, without spaces around; of a choice, what is kept."""
        if isinstance(self.inner, Choice):
            return self.inner.chosen()
        return self.inner.text().strip() if isinstance(self.inner, QLineEdit) else self.inner.currentText()

    def explain(self) -> None:
        """F1: what the field is for and the article behind it, under it; pressed again it goes."""
        from app.ui.field_help import help_on

        told = help_on(self._name)
        shown = self.under.text() != told
        set_tone(self.under, "hint")
        self.under.setText(told if shown else self._note)
        self.under.setVisible(shown or bool(self._note))
        window = self.window()
        if isinstance(window, QDialog):
            window.adjustSize()

    def say(self, wrong: str) -> None:
        """What is wrong with it; nothing for right."""
        set_tone(self.inner, "danger" if wrong else "")
        set_tone(self.under, "danger" if wrong else "hint")
        self.under.setText(f"⚠ {wrong}" if wrong else self._note)
        self.under.setVisible(bool(wrong or self._note))


Check = Callable[[str], str]


def sound(checks: Sequence[tuple[Field, Check]]) -> bool:
    """Check fields, saying under each what is wrong; the first wrong one gets the keyboard."""
    first = None
    for field, check in checks:
        wrong = check(field.text)
        field.say(wrong)
        if wrong and first is None:
            first = field
    if first:
        first.inner.setFocus()
    return first is None
