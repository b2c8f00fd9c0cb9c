"""Confirming a store below: the officer types the fingerprint that is read over the telephone."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.progress import Progress
from app.store.store import Store
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.widgets.fields import Field, Line, sound

DIGITS, GROUP = 30, 5


class Trusting(Asking):
    """Asks for the fingerprint of a place's store."""

    def __init__(self, desk: Desk, parent: QWidget, place: str) -> None:
        super().__init__(
            parent,
            _("Xác nhận sổ của {place}").format(place=place),
            _(
                "Gọi điện cho {place} và nhờ đọc dấu nhận dạng ở màn hình Đồng bộ của họ: sáu nhóm năm số. "
                "Gõ đúng những gì nghe được; khớp thì sổ được xác nhận."
            ).format(place=place),
            _("Xác nhận"),
        )
        self._desk, self._place = desk, place
        self.heard = Field(_("Dấu nhận dạng"), Line(hint=_("sáu nhóm năm số")))
        self.add(self.heard)
        self.heard.inner.setFocus()

    def do(self) -> None:
        """Compare; where it fits, the store is confirmed."""
        if sound([(self.heard, fingerprint)]):
            self.begin()
            trust = partial(_trust, place=self._place, heard=grouped(self.heard.text))
            self._desk.runner.work(trust, self._trusted, _("Xác nhận sổ"), failed=self.say_wrong)

    def _trusted(self, _peer: Any) -> None:
        self._desk.tell.done(_("Đã xác nhận sổ của {place}.").format(place=self._place))
        self.accept()


def fingerprint(text: str) -> str:
    """A sentence where a text is no fingerprint."""
    digits = _digits(text)
    if any(not (letter.isdecimal() or letter.isspace()) for letter in text):
        return _("Dấu nhận dạng chỉ có chữ số.")
    if len(digits) != DIGITS:
        return _("Dấu nhận dạng có {all} chữ số; đang có {n}.").format(all=DIGITS, n=len(digits))
    return ""


def grouped(text: str) -> str:
    """Digits in groups of five."""
    digits = _digits(text)
    return " ".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _trust(store: Store, _progress: Progress, place: str, heard: str) -> Any:
    from app.sync import invitation

    return invitation.trust(store, place, heard)
