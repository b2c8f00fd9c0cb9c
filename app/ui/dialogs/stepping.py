"""What dialogs about a step share: fields by the names that services use, whose faults show under them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.errors import Fault
from app.i18n import _
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.checking import read_date
from app.ui.dialogs.member_verbs import Verb
from app.ui.dialogs.reviewing import reasons
from app.ui.widgets.boxes import TOP, row
from app.ui.widgets.fields import Check, Choice, Field, Line, sound
from app.ui.widgets.labels import label

Told = dict[str, Any]  # what a dialog hands to a verb


class StepVerb(Verb):
    """A dialog about a step of the procedure.

    Attributes:
        fields: by the names that the services use.
        said: what the officer is told when it is done.
    """

    said = ""

    def __init__(
        self, desk: Desk, parent: QWidget, title: str, sentence: str, accept: str, width: int = 0
    ) -> None:
        super().__init__(desk, parent, title, sentence, accept)
        self.fields: dict[str, Field] = {}
        self._checks: list[tuple[Field, Check]] = []
        if width:
            self.setFixedWidth(width)

    def take_keyboard(self, fields: Sequence[QWidget]) -> None:
        """The keyboard begins in the first field that is empty."""
        if not self.fields:
            super().take_keyboard(fields)
            return
        empty = (one for one in self.fields.values() if not one.text and one.isVisible())
        next(empty, next(iter(self.fields.values()))).inner.setFocus()

    # Fields -----------------------------------------------------------------------------------------------

    def field(
        self,
        key: str,
        name: str,
        inner: QLineEdit | Choice,
        check: Check | None = None,
        *,
        note: str = "",
        beside: bool = True,
    ) -> Field:
        """A field under the name that the services know."""
        made = Field(name, inner, note=note, beside=beside)
        self.fields[key] = made
        if check:
            self._checks.append((made, check))
        return made

    def ask(
        self,
        key: str,
        name: str,
        text: str = "",
        check: Check | None = None,
        *,
        note: str = "",
        hint: str = "",
    ) -> Field:
        """A line to type in, under those that are there."""
        made = self.field(key, name, Line(text, hint=hint), check, note=note)
        self.add(made)
        return made

    def ask_day(self, key: str, name: str, day: date | None = None, *, note: str = "") -> Field:
        """A day, today unless another one is given."""
        return self.ask(key, name, clock.shown(day or clock.today()), a_day, note=note)

    def ask_words(self, name: str) -> QPlainTextEdit:
        """Room for a few sentences."""
        made = reasons()
        made.setAccessibleName(name)
        self.add(label(name, tone="second"))
        self.add(made)
        return made

    def ask_across(self, fields: Sequence[Field], widths: Sequence[int]) -> None:
        """Fields side by side, sharing the width; what is wrong under one does not move the others."""
        layout = row(*fields)
        for at, (field, width) in enumerate(zip(fields, widths, strict=True)):
            layout.setStretch(at, width)
            layout.setAlignment(field, TOP)
        self.add(layout)

    # What was typed ---------------------------------------------------------------------------------------

    def sound(self) -> bool:
        """Check all fields; the first that is wrong gets the keyboard."""
        return sound(self._checks)

    def text(self, key: str) -> str:
        """What stands in a field."""
        return self.fields[key].text

    def day(self, key: str) -> date:
        """The day in a field that is sound."""
        told = read_date(self.text(key))
        assert told is not None, "the field was checked"
        return told.first()

    def maybe_day(self, key: str) -> date | None:
        """The day in a field; None for an empty one."""
        return self.day(key) if self.text(key) else None

    def maybe_number(self, key: str) -> int | None:
        """The number in a field; None for an empty one."""
        return int(self.text(key)) if self.text(key) else None

    # Afterwards -------------------------------------------------------------------------------------------

    def say_wrong(self, fault: Fault) -> None:
        """Under its field where the fault names one, else over the buttons; everything typed stays."""
        field = self.fields.get(getattr(fault, "field", ""))
        if field is None:
            super().say_wrong(fault)
            return
        field.say(str(fault))
        field.inner.setFocus()
        self.accepting.setEnabled(True)
        self.adjustSize()

    def _done(self, value: object) -> None:
        super()._done(value)
        if self.said:
            self.desk.tell.done(self.said)


def a_day(text: str) -> str:
    """A whole day, past or to come."""
    told = read_date(text)
    return "" if told and told.exact else _("Ghi đủ ngày, tháng, năm, như 20/11/2026.")


def maybe_a_day(text: str) -> str:
    """A whole day, or nothing."""
    return a_day(text) if text else ""


def a_count(text: str) -> str:
    """A number of persons or copies."""
    return "" if text.isascii() and text.isdecimal() else _("Ghi bằng chữ số.")


def maybe_a_count(text: str) -> str:
    """A number, or nothing."""
    return a_count(text) if text else ""
