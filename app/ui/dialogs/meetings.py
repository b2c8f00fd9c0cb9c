"""A village meeting: called for a day to come, recorded with its votes, and votes that were left out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.desk import Desk
from app.ui.dialogs.stepping import StepVerb, Told, a_count, a_day, maybe_a_count
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, framed, row, sides
from app.ui.widgets.fields import Field, Line
from app.ui.widgets.labels import label, set_tone, wrapped
from app.ui.widgets.status_line import keys
from app.ui.widgets.votes_table import VotesTable

if TYPE_CHECKING:
    from app.services.procedure.roll import Called
    from app.services.procedure.village import Village
    from app.ui.screens.procedure_asking import Gathering

FEWEST, MOST = 3, 9  # lines of the votes that are seen at once


class CallMeeting(StepVerb):
    """A day to come, an hour and a place."""

    def __init__(self, desk: Desk, parent: QWidget, told: Gathering) -> None:
        called = told.its.called
        super().__init__(
            desk, parent, _("Hẹn họp dân {village}").format(village=told.its.name),
            _("Hẹn lại thì ngày mới thay ngày cũ. Giấy biên bản để trống in được ngay sau khi hẹn."),
            _("Hẹn họp"),
        )  # fmt: skip
        self._told = told
        self.said = _("Đã hẹn họp dân {village}.").format(village=told.its.name)
        self.ask_day("on", _("Ngày họp"), told.day)
        self.ask("hour", _("Giờ họp"), called.hour if called else "", hint="14:00")
        self.ask("venue", _("Nơi họp"), told.venue)

    def do(self) -> None:
        """Check, then call it."""
        if self.sound():
            when: Told = {"on": self.day("on"), "hour": self.text("hour"), "venue": self.text("venue")}
            told: Told = {"one": self._told.one, "village": self._told.its.place}
            self.change(partial(_call, actor=self.desk.actor, **told, **when))


def _call(store: Any, one: bytes, village: bytes, **when: Any) -> bytes:
    from app.services.procedure import meetings

    return meetings.call(store, one, village, **when)


class HoldMeeting(StepVerb):
    """The minutes of a meeting that took place, with its votes."""

    def __init__(self, desk: Desk, parent: QWidget, told: Gathering) -> None:
        super().__init__(
            desk, parent, _("Biên bản họp dân {village}").format(village=told.its.name), "",
            _("Ghi biên bản"), Size.broad_dialog,
        )  # fmt: skip
        self._told = told
        self.said = _("Đã ghi họp dân {village}.").format(village=told.its.name)
        for line, widths in (
            ((self._line("on", _("Ngày họp"), told.shown_day, a_day), self._line("hour", _("Giờ"), told.hour),
              self._line("venue", _("Nơi họp"), told.venue)), (3, 2, 6)),
            ((self._line("chair", _("Chủ trì (trưởng bản)"), told.chair),
              self._line("secretary", _("Thư ký"), told.secretary)), (1, 1)),
            ((self._line("attending", _("Số người dự"), "", a_count),
              self._line("invited", _("Được mời"), "", maybe_a_count),
              self._line("copies", _("Số bản biên bản"), str(told.copies), a_count),
              self._line("representatives", _("Đại diện các hộ ký (cách nhau dấu phẩy)"), "")), (2, 2, 2, 6)),
        ):  # fmt: skip
            self.ask_across(line, widths)
        self.votes = VotesTable([one for one in told.lines if one.ready], told.agreed)
        self._tally = votes_panel(self, self.votes, told.its, told.lines)
        self.votes.counted.connect(self._count)
        self.fields["attending"].edited.connect(self._attend)
        self._attend()

    def _line(self, key: str, name: str, text: str, check: Any = None) -> Field:
        return self.field(key, name, Line(text), check, beside=False)

    def _attend(self) -> None:
        text = self.text("attending")
        self.votes.attend(int(text) if text.isascii() and text.isdecimal() else 0)

    def _count(self) -> None:
        show_tally(self._tally, self.votes)

    def do(self) -> None:
        """Check, then record meeting and votes in one act."""
        if self.sound():
            number = self.maybe_number
            minutes = {
                **{key: self.text(key) for key in ("chair", "secretary", "venue", "hour", "representatives")},
                "on": self.day("on"),
                "attending": number("attending"),
                "invited": number("invited"),
                "copies": number("copies"),
            }
            told: Told = {"one": self._told.one, "village": self._told.its.place, "today": self._told.today}
            votes = dict(self.votes.votes)
            self.change(partial(_hold, minutes=minutes, votes=votes, actor=self.desk.actor, **told))


def _hold(
    store: Any, one: bytes, village: bytes, minutes: dict[str, Any], votes: dict[bytes, int], **told: Any
) -> bytes:
    from app.services.procedure import meetings

    others = minutes["attending"]
    return meetings.hold(
        store, one, village, meetings.Minutes(**minutes), votes, told["today"], told["actor"], others
    )


class LeftOutVotes(StepVerb):
    """Votes of the newest meeting that its record lacks."""

    def __init__(self, desk: Desk, parent: QWidget, told: Gathering) -> None:
        held = told.its.held
        assert held is not None, "votes are of a meeting that was held"
        attending = held.attending or 0
        super().__init__(
            desk, parent, _("Biểu quyết còn thiếu, {village}").format(village=told.its.name),
            _("Các hộ mà biên bản họp {n} người chưa ghi số đồng ý.").format(n=attending),
            _("Ghi biểu quyết"), Size.broad_dialog,
        )  # fmt: skip
        self._meeting = held.id
        self.said = _("Đã ghi biểu quyết của {village}.").format(village=told.its.name)
        self.votes = VotesTable([one for one in told.lines if one.ready], told.agreed)
        self._tally = votes_panel(self, self.votes, told.its, told.lines)
        self.votes.counted.connect(self._count)
        self.votes.attend(attending)
        self.accepting.setEnabled(bool(self.votes.rows.rowCount()))

    def _count(self) -> None:
        show_tally(self._tally, self.votes)

    def do(self) -> None:
        """Record all that are shown."""
        rows = [self.votes.rows.row(at) for at in range(self.votes.rows.rowCount())]
        votes = {one.case: self.votes.votes.get(one.case, self.votes.attending) for one in rows}
        self.change(partial(_vote, meeting=self._meeting, votes=votes, actor=self.desk.actor))


def _vote(store: Any, meeting: bytes, votes: dict[bytes, int], actor: str) -> None:
    from app.services.procedure import meetings

    meetings.vote(store, meeting, votes, actor)


def votes_panel(dialog: StepVerb, votes: VotesTable, its: Village, lines: Sequence[Called]) -> Any:
    """The votes in a dialog, with keys and who cannot be voted upon yet; returns the label of the tally."""
    seen = min(max(votes.rows.rowCount(), FEWEST), MOST)
    votes.setFixedHeight(Size.table_head + seen * Size.row + Size.line)
    dialog.add(framed("panel", column(votes, gap=0, around=sides(1, 1))))
    tally = label(weight="medium")
    hints = keys([("0…9", _("số đồng ý của hộ")), ("Enter", _("hộ sau")), ("Del", _("mọi người đồng ý"))])
    dialog.add(row(tally, None, hints))
    waiting = [one.code or one.head for one in lines if not one.ready and not its.settled(its.case(one.case))]
    if waiting:
        told = _("{n} hộ chưa rà soát xong nên chưa biểu quyết được: {names}.")
        more = ", …" if len(waiting) > MOST else ""
        names = ", ".join(waiting[:MOST]) + more
        dialog.add(wrapped(told.format(n=len(waiting), names=names), size="small", tone="warn"))
    return tally


def show_tally(tally: Any, votes: VotesTable) -> None:
    """How many are agreed to, and who goes back to the survey."""
    back, wrong = votes.rejected(), votes.impossible()
    agreed = votes.rows.rowCount() - len(back)
    if not votes.attending:
        told, tone = _("Ghi số người dự để tính tỷ lệ."), "hint"
    elif wrong:
        told, tone = _("Số đồng ý nhiều hơn số người dự: {code}.").format(code=wrong[0].code), "danger"
    elif back:
        names = ", ".join(one.code or one.head for one in back[:FEWEST])
        more = ", …" if len(back) > FEWEST else ""
        told = _("{agreed} hộ đạt · {n} hộ trở lại rà soát: {names}")
        told, tone = told.format(agreed=agreed, n=len(back), names=names + more), "danger"
    else:
        told, tone = _("{n} hộ đạt, không hộ nào phải rà soát lại").format(n=agreed), "accent"
    tally.setText(told)
    set_tone(tally, tone)
