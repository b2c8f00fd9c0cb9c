"""A form being filled in: where the keyboard is, what a key does, what has to be kept. Without Qt.

Every verb returns the answers that changed, for whoever keeps them; the form here has them already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.rules.survey import Question
from app.services.form import Field, Form
from app.services.form_walk import Walk
from app.ui.screens import review_answers as answers

Changes = Mapping[Field, Any]
NOTHING: Changes = {}


@dataclass(frozen=True, slots=True)
class Slip:
    """What was typed and could not be kept, and why."""

    text: str
    why: str


@dataclass
class Filling:
    """One form under the officer's hands.

    Attributes:
        at: the open place. item: the entry of it whose amount is being typed.
        typed: what stands in the field of a long list, to narrow it.
        slips: texts that could not be kept; they stay until they are mended.
        joining: a new member whose name is not known yet: here, and nowhere else.
    """

    form: Form
    today: date
    at: Field = field(init=False)
    item: str = ""
    typed: str = ""
    slips: dict[Field, Slip] = field(default_factory=dict)
    joining: bytes = b""
    _walk: Walk = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._walk = Walk(self.form)
        self.at = self._walk.start()

    @property
    def walk(self) -> Walk:
        """The way over the form as it stands."""
        return self._walk

    @property
    def question(self) -> Question:
        """The open question."""
        return self.form.question(self.at)

    @property
    def typing(self) -> bool:
        """Whether the answer is typed now."""
        return answers.is_typed(self.question) or bool(self.item)

    def take(self, form: Form) -> None:
        """The form as the store has it."""
        if self.joining and self.joining not in form.members:
            form = form.having(
                {Field("ethnic", self.joining): self.form.value(Field("ethnic", self.joining))}
            )
        self.form, self._walk = form, Walk(form)
        if self.at not in self._walk.order:
            self.go(self._walk.start())

    # Going ------------------------------------------------------------------------------------------------

    def go(self, at: Field) -> None:
        """Open a place."""
        self.at, self.item, self.typed = at, "", ""

    def step(self, by: int) -> None:
        """Open the place so many further on; out of an amount, back to the entries."""
        if self.item:
            self.item = ""
        else:
            self.go(self._walk.step(self.at, by))

    # Answering --------------------------------------------------------------------------------------------

    def pick(self, key: str) -> Changes:
        """Choose by the key of an option, or by its name."""
        question = self.question
        if question.kind == "yesno":
            return self._answer(key == answers.YES, on=True)
        code = answers.picked_code(self.form, self.at, key)
        if question.kind == "choice":
            return self._answer(code, on=True) if code else NOTHING
        if not code:
            return self._answer([] if question.kind == "many" else {}, on=True)
        if question.kind == "many":
            return self._answer(_toggled(self.form.value(self.at), code, question))
        return self._begin_amount(code)

    def _begin_amount(self, code: str) -> Changes:
        """An entry that is owned is owned once until another amount is typed."""
        self.item = code
        own = dict(self.form.value(self.at) or {})
        return self._answer(own | {code: 1}) if code not in own and not self.question.unit else NOTHING

    def enter(self, text: str, by: int) -> Changes:
        """Take the text of the field, and go on where it can stand; 0 stays."""
        if self.item:
            return self._enter_amount(text)
        told = answers.read(self.form, self.at, text, self.today)
        if told.wrong:
            self.slips[self.at] = Slip(text, told.wrong)
            return NOTHING
        was_open = self.form.value(self.at) is None
        changes = self._answer(told.value)
        if by == 1 and was_open and changes:
            self.go(self._walk.open_after(self.at))
        elif by:
            self.step(by)
        return changes

    def _enter_amount(self, text: str) -> Changes:
        question = self.question
        told = answers.read_number(question, text.strip()) if text.strip() else answers.Read()
        if told.wrong:
            self.slips[self.at] = Slip(text, told.wrong)
            return NOTHING
        own = dict(self.form.value(self.at) or {})
        own.pop(self.item, None)
        if told.value:
            own[self.item] = told.value
        self.item = ""
        return self._answer(own)

    def join(self, person: bytes) -> None:
        """A new member, of the head's people until told otherwise; the name is asked first."""
        self.joining = person
        self._have({Field("ethnic", person): self.form.value(Field("ethnic", self.form.head)) or ""})
        self.go(Field("name", person))

    def keep(self) -> Changes:
        """Answer as last year and go on; where nothing was answered then, nothing."""
        before = self.form.before(self.at)
        if before is None or self.at.key == "name":
            return NOTHING
        return self._answer(before, on=True)

    def keep_section(self) -> Changes:
        """Answer all that is open in the section as last year, and go on to the next one."""
        letter = self._walk.part_of(self.at).letter
        changes = self._walk.keeping(letter)
        self._have(changes)
        nxt = (self._walk.open_in(letter) if changes else None) or self._walk.after(letter)
        self.go(nxt or self.at)
        return changes

    def empty(self) -> Changes:
        """Take the answer away."""
        if self.form.value(self.at) is None or self.at.key == "name":
            return NOTHING
        return self._answer(None)

    def _answer(self, value: Any, *, on: bool = False) -> Changes:
        """An answer of the open question; `on` goes on: after a first answer to the next open question."""
        was_open = self.form.value(self.at) is None
        self.slips.pop(self.at, None)
        changes = {self.at: value} if value != self.form.value(self.at) else NOTHING
        self._have(changes)
        if on and was_open and changes:
            self.go(self._walk.open_after(self.at))
        elif on:
            self.step(1)
        return changes

    def _have(self, changes: Changes) -> None:
        if changes:
            self.form = self.form.having(changes)
            self._walk = Walk(self.form)


def _toggled(value: Any, code: str, question: Question) -> list[str]:
    """The chosen codes with one more or one less, in the order of the list."""
    chosen = set(value or ()) ^ {code}
    return [one.code for one in question.list.entries if one.code in chosen]
