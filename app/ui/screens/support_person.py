"""The pane beside the list of an activity: why somebody may benefit or not, what stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QWidget

from app.i18n import _, dong
from app.ui.screens import support_activity_seen as seen
from app.ui.screens.support_activity_seen import Beside, Page, Row, Said
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, TOP, column, emptied, framed, holder, row, sides
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import Elided, chip, icon_label, label, wrapped

MARKS = {
    True: ("check", "accent", ""),
    False: ("x", "danger", "danger"),
    None: ("circle-help", "warn", "warn"),
}
_CHIPS = {
    seen.DOUBLE: "danger", seen.INELIGIBLE: "danger", seen.UNKNOWN: "warn", seen.TIED: "warn",
    seen.ENDED: "", seen.WAITING: "",
}  # fmt: skip


class PersonPane(QFrame):
    """The pane.

    Signals:
        wanted: what is to be done about the row shown: `fill`, `leave`, `again`, `open`, `other`, `outcome`.
        excepted: a reason was written to go on beside another record.
    """

    wanted = Signal(str)
    excepted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.shown: Row | None = None
        self._name = label(weight="bold")
        self._about = Elided(size="small", tone="hint")
        self._standing = row(gap=0)
        head = holder(row(self._name, self._about, STRETCH, self._standing, around=sides(Size.margin)))
        head.setFixedHeight(Size.panel_title)
        self._rules = column(gap=Size.gap)
        self._card, self._reason = column(gap=Size.gap), column(gap=Size.tight, around=sides(Size.margin))
        body = holder(
            column(self._rules, self._card, STRETCH, gap=Size.gap + Size.tight, around=sides(Size.margin, 2))
        )
        body.setProperty("role", "page")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        self.why: QPlainTextEdit | None = None
        self._verbs = row(around=sides(Size.margin, Size.gap + Size.tight))
        layout = column(head, area, self._reason, self._verbs, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_row(self, one: Row | None, page: Page) -> None:
        """Other facts; a reason that is being written for the same row stays."""
        kept = self._reason_of(one)
        self.shown = one
        for room in (self._standing, self._rules, self._card, self._reason, self._verbs):
            emptied(room)
        self.why = None
        self._name.setText(one.name if one else "")
        self._about.setText(
            " · ".join(filter(None, (one.about, "" if page.one_village else one.village))) if one else ""
        )
        if one is None:
            return
        icon, _tone, words = one.look
        mark = chip(words, _CHIPS.get(one.standing, "accent"))
        mark.setToolTip(icon)
        self._standing.addWidget(mark)
        for said in one.said:
            self._rules.addWidget(_rule(said))
        self._show_besides(one, page, kept)
        self._offer(one, page)

    def _reason_of(self, one: Row | None) -> str:
        same = one is not None and self.shown is not None and one.enrolment == self.shown.enrolment
        return self.why.toPlainText() if same and self.why is not None else ""

    def _show_besides(self, one: Row, page: Page, kept: str) -> None:
        for beside in one.besides:
            self._card.addWidget(_beside(beside))
        if one.exception:
            self._card.addWidget(wrapped(one.exception, size="small", tone="second"))
        elif one.standing == seen.DOUBLE and page.ours:
            self._ask_reason(kept)

    def _ask_reason(self, kept: str) -> None:
        """Going on needs a reason; without one there is no button."""
        self.why = QPlainTextEdit(kept)
        self.why.setTabChangesFocus(True)
        self.why.setFixedHeight(2 * Size.field)
        self.why.setPlaceholderText(_("Chưa có lý do: không vào danh sách"))
        self.why.setAccessibleName(_("Lý do vẫn cho hưởng"))
        go_on = button(_("Vẫn cho hưởng"), self._except, kind="small")
        go_on.setEnabled(bool(kept.strip()))
        self.why.textChanged.connect(lambda: go_on.setEnabled(bool(self.written())))
        asked = label(_("Lý do nếu vẫn cho hưởng"), size="small", tone="hint")
        asked.setToolTip(_("Chỉ người được giao quyền quyết định; lý do ở lại trong hồ sơ."))
        self._reason.addLayout(row(asked, STRETCH, go_on))
        self._reason.addWidget(self.why)

    def written(self) -> str:
        """The reason written so far."""
        return self.why.toPlainText().strip() if self.why is not None else ""

    def _except(self) -> None:
        self.excepted.emit(self.written())

    def _offer(self, one: Row, page: Page) -> None:
        for words, what, icon in self._verbs_of(one, page):
            self._verbs.addWidget(button(words, partial(self.wanted.emit, what), icon=icon))
        self._verbs.addStretch(1)

    def _verbs_of(self, one: Row, page: Page) -> Sequence[tuple[str, str, str]]:
        """At most two: words, what, icon."""
        own = (_("Mở hộ"), "open", "external-link")
        if not page.ours:
            return [own]
        if one.standing == seen.ENDED:
            return [(_("Đăng ký lại"), "again", "rotate-ccw"), own]
        if one.standing == seen.DOUBLE:
            return [
                (_("Ra khỏi danh sách"), "leave", ""),
                (_("Mở hộ kia"), "other", "external-link"),
            ]
        fill = (_("Ghi thông tin…"), "fill", "pencil")
        if one.standing == seen.HELD:
            return [fill if page.enrolment_asks else own, (_("Rút…"), "leave", "x")]
        return [fill, (_("Không duyệt…"), "leave", "x")]


def _rule(said: Said) -> QWidget:
    """A rule with its mark; what decided it, or is to be filled in, stands below where it does not hold."""
    icon, role, tone = MARKS[said.ok]
    short = said.law.partition(" (")[0] if said.ok else said.law
    law = wrapped(short.rstrip("."), tone=tone)
    law.setToolTip(". ".join(filter(None, (said.law.rstrip("."), said.fact, said.source))))
    told = [law]
    detail = said.todo or ("" if said.ok else said.fact)
    if detail:
        told.append(wrapped(detail, size="small", tone="hint"))
    mark = icon_label(icon, role)
    line = row(mark, column(*told, gap=0), gap=Size.gap)
    line.setStretch(1, 1)
    line.setAlignment(mark, TOP)
    made = holder(line)
    made.setAccessibleName(said.law)
    return made


def _beside(one: Beside) -> QFrame:
    """The other record, never only that there is one."""
    signed = _("{name}, đã ký") if one.signed else _("{name}, chưa ký")
    pairs = (
        (_("Đã nhận"), one.title),
        (_("Nguồn"), one.whose),
        (_("Ngày"), one.day),
        (_("Giá trị"), dong(one.value) if one.value else ""),
        (_("Ký nhận"), signed.format(name=one.receiver) if one.receiver else ""),
        (_("Đang ở"), "" if one.receiver else one.state),
    )
    lines = []
    for name, value in pairs:
        if value:
            named = label(name, tone="second")
            named.setFixedWidth(Size.progress - Size.gap)
            line = row(named, wrapped(value, weight="medium" if value == one.title else ""))
            line.setStretch(1, 1)
            line.setAlignment(named, TOP)
            lines.append(line)
    return framed("callout", column(*lines, gap=2, around=sides(Size.gap + Size.tight, Size.gap)), "danger")
