"""A public posting: from when until when, and on which two boards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.checking import read_date
from app.ui.dialogs.stepping import StepVerb, Told, a_day, maybe_a_day

if TYPE_CHECKING:
    from app.ui.screens.procedure_asking import Gathering


class PostResults(StepVerb):
    """The results of a village hang; after a re-check they hang again."""

    def __init__(self, desk: Desk, parent: QWidget, told: Gathering) -> None:
        again = bool(told.its.to_repost())
        name = told.its.name
        super().__init__(
            desk, parent,
            _("Niêm yết lại kết quả, {village}").format(village=name) if again
            else _("Niêm yết kết quả, {village}").format(village=name),
            _("Danh sách niêm yết không có số CCCD, ngày sinh đầy đủ, sức khỏe của ai."),
            _("Ghi niêm yết"),
        )  # fmt: skip
        self._told = told
        self.said = _("Đã ghi niêm yết {village}.").format(village=name)
        self.ask("since", _("Từ ngày"), clock.shown(told.today), a_day)
        self.ask("until", _("Đến hết ngày"), "", maybe_a_day, hint=_("bỏ trống: đủ ngày theo luật"))
        self.ask("at_village", _("Nơi thứ nhất"), told.told.leeway.text("village_board"))
        self.ask("at_office", _("Nơi thứ hai"), told.told.leeway.text("office_board"))
        self.fields["since"].edited.connect(self._propose)
        self._propose()

    def _propose(self) -> None:
        """The last lawful day, in the empty field."""
        told = read_date(self.text("since"))
        if told and told.exact:
            until = self._told.posted_until(told.first())
            self.fields["until"].inner.setPlaceholderText(clock.shown(until))

    def do(self) -> None:
        """Check, then post."""
        if self.sound():
            told: Told = {"one": self._told.one, "village": self._told.its.place, "today": self._told.today}
            boards: Told = {key: self.text(key) for key in ("at_village", "at_office")}
            days: Told = {"since": self.day("since"), "until": self.maybe_day("until")}
            self.change(partial(_post, actor=self.desk.actor, **told, **boards, **days))


def _post(store: Any, one: bytes, village: bytes, **told: Any) -> bytes:
    from app.services.procedure import postings

    return postings.post(store, one, village, **told)
