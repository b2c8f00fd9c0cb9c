"""A commune's own side: what waits to be sent, which files went and what their receipts said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.i18n import _, number
from app.store.peers import AGREED, DIFFERS, UNCONFIRMED, Parcel
from app.sync.told import Below, Outbox, days_since
from app.ui import clock
from app.ui.dialogs.sending import VILLAGES
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, framed, holder, row, sides
from app.ui.widgets.errands import Errand
from app.ui.widgets.labels import label, wrapped
from app.ui.widgets.panel import Empty, Panel
from app.ui.widgets.table import Table
from app.ui.widgets.two_lines import Entry, Lines


class WaitingPanel(Panel):
    """How much a file for the level above would hold, and of which villages."""

    def __init__(self, send: Callable[[], object]) -> None:
        super().__init__(_("Chờ gửi"))
        self.villages = Table(VILLAGES)
        self._nothing = Empty("circle-check", _("Đã gửi hết"), "", small=True)
        self._alone = Empty(
            "cloud-off",
            _("Sổ này chưa có cấp trên"),
            _(
                "Sổ lập từ giấy mời của cấp trên thì gửi được gói lên. Cộng tác viên ở bản làm việc chung "
                "bằng giấy mời của sổ này."
            ),
            small=True,
        )
        for part in (self.villages, self._nothing, self._alone):
            self.put(part)
        self._link = self.add_link(_("Tạo gói gửi"), send)

    def fill(self, told: Outbox, today: date) -> None:
        """What waits now."""
        alone, contents = not told.above, told.contents
        waits = bool(contents and contents.acts.acts)
        self._link.setVisible(waits)
        self._alone.setVisible(alone)
        self.villages.setVisible(waits)
        self._nothing.setVisible(not alone and not waits)
        self._nothing.say(_("Đã gửi hết"), _("{above} đã có mọi việc của sổ này.").format(above=told.above))
        self.title.setText(_title(told))
        self.note.setText(_how_much(told, today))
        self.villages.rows.fill(contents.villages if contents else ())


class ActsPanel(Panel):
    """What was done since, act by act."""

    def __init__(self) -> None:
        super().__init__(_("Các việc sẽ gửi"))
        self.titles = Lines()
        self.put(self.titles)

    def fill(self, told: Outbox) -> None:
        """The acts that wait; without any the panel is not there."""
        contents = told.contents
        self.setVisible(bool(contents and contents.acts.acts))
        if contents is None:
            return
        self.note.setText(_("mới nhất trước"))
        self.titles.fill(
            Entry(
                one,
                one.title,
                f"{clock.when(one.at)} · {one.actor}",
                icon="pencil",
                tone="text3",
                right=_("{n} lần").format(n=number(one.acts)) if one.acts > 1 else "",
            )
            for one in contents.titles
        )


def _title(told: Outbox) -> str:
    if not told.above:
        return _("Gửi lên cấp trên")
    if told.unanswered.acts and not told.unsent.acts:
        return _("Chờ biên nhận của {above}").format(above=told.above)
    return _("Chờ gửi lên {above}").format(above=told.above)


def _how_much(told: Outbox, today: date) -> str:
    """What is not in any file yet; else what was sent and not answered."""
    if told.unsent.acts:
        days = days_since(told.unsent.since, today)
        since = _("{n} ngày chưa gửi").format(n=days) if days else _("từ hôm nay")
        return _("{n} việc · {since}").format(n=number(told.unsent.acts), since=since)
    if told.unanswered.acts:
        return _("{n} việc đã gửi, chưa có biên nhận").format(n=number(told.unanswered.acts))
    return ""


class SentPanel(Panel):
    """The files that went, with ✔ or what differs."""

    def __init__(self) -> None:
        super().__init__(_("Gói đã gửi"))
        self.files = Lines()
        self._none = Empty(
            "package", _("Chưa gửi gói nào"), _("Mỗi gói đã làm hiện ở đây, kèm biên nhận."), small=True
        )
        self.put(self.files)
        self.put(self._none)

    def fill(self, told: Outbox) -> None:
        """The files that there are."""
        self.files.fill(_sent(one) for one in told.files)
        self.files.setVisible(bool(told.files))
        self._none.setVisible(not told.files)
        waiting = sum(one.state not in (AGREED, DIFFERS) for one in told.files)
        self.note.setText(_("{n} gói chưa có biên nhận").format(n=waiting) if waiting else "")


_STATES: dict[str, tuple[str, str, Callable[[], str]]] = {
    AGREED: ("circle-check", "accent", lambda: _("✔ khớp")),
    DIFFERS: ("equal-not", "danger", lambda: _("≠ lệch")),
}


def _sent(one: Parcel) -> Entry:
    icon, tone, words = _STATES.get(one.state, ("circle", "text3", lambda: _("chưa có biên nhận")))
    detail = one.note or " · ".join((clock.when(one.at), one.file))
    title = _("Gói {number} · {acts} việc").format(number=one.number, acts=number(one.acts))
    return Entry(one, title, detail, icon=icon, tone=tone, right=words())


def fingerprint_line(told: Outbox) -> QFrame:
    """The fingerprint of this store, to be read over the telephone."""
    return framed(
        "callout",
        column(
            label(_("Dấu nhận dạng của sổ này"), size="small", tone="hint", weight="medium"),
            label(told.fingerprint, weight="bold"),
            wrapped(_("Đọc qua điện thoại khi cấp trên gọi xác nhận."), size="small", tone="second"),
            gap=Size.tight,
            around=sides(Size.gap + Size.tight, Size.gap),
        ),
        "calm",
    )


def helper_errand(one: Below, trust: Callable[[str], None], send: Callable[[str], None]) -> Errand:
    """A collaborator's store with what to do about it: confirm it, or send it what is new."""
    if one.state == UNCONFIRMED:
        detail = _("chưa xác nhận · gói cuối {day}").format(day=clock.when(one.at)[:10])
        return Errand("shield-alert", "warn", one.name, detail, _("Xác nhận"), partial(trust, one.name))
    if not one.fingerprint:
        return Errand("circle", "text3", one.name, _("đã mời, chưa có gói nào"))
    detail = _("gói {n} · {day}").format(n=one.last, day=clock.when(one.at)[:10])
    return Errand("circle-check", "accent", one.name, detail, _("Gửi xuống"), partial(send, one.name))


def two_columns(left: QVBoxLayout, right: QVBoxLayout) -> QWidget:
    """The wide one and the narrow one beside it."""
    both = row(left, right, gap=Size.margin)
    both.setStretch(0, 9)
    both.setStretch(1, 5)
    return holder(both)
