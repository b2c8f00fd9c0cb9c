"""Nhập từ Excel, after: what was written, what stayed out, the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.exchange.intake.attempt import Attempt
from app.exchange.lines import Problem
from app.i18n import _, number
from app.ui.desk import Desk
from app.ui.screens.intake_choose import kind_name
from app.ui.screens.intake_totals import Totals
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, emptied, holder, row, sides
from app.ui.widgets.buttons import Do, button
from app.ui.widgets.columns import Column
from app.ui.widgets.labels import icon_label, label, wrapped
from app.ui.widgets.panel import Empty, Panel
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.table import Table

TOLD = (
    Column(_("Trang"), lambda one: one.sheet.strip(), sample="Bản Lũng Cáng", tone="text2"),
    Column(_("Ô"), lambda one: one.where, sample="AA000", tone="text2"),
    Column(
        _("Điều cần xem lại"),
        lambda one: one.reason,
        sample="M" * 20,
        stretch=True,
        tip=lambda one: one.reason,
    ),
)


class DonePage(QWidget):
    """The account of an import."""

    def __init__(self, desk: Desk, take_back: Do, give_back: Do) -> None:
        super().__init__()
        self._what = Panel(_("Đã nhập"))
        self._room = column(gap=Size.gap)
        self.take_back = button(_("Hoàn tác cả lần nhập"), take_back, icon="rotate-ccw")
        self.give_back = button(_("Lưu tệp trả lại"), give_back, icon="file-x")
        self._what.put(
            holder(
                column(
                    self._room,
                    Size.tight,
                    row(self.give_back, self.take_back, STRETCH),
                    gap=Size.gap + Size.tight,
                    around=sides(Size.margin, Size.margin),
                )
            )
        )
        self._told = Panel(_("Biên bản"))
        self.told = Table(TOLD)
        self._nothing = Empty(
            "circle-check", _("Không có gì phải xem lại"), _("Mọi dòng đều rõ ràng."), small=True
        )
        self._told.put(self.told)
        self._told.put(self._nothing)
        self.totals = Totals(desk)
        self.totals.setFixedWidth(Size.side_pane)
        left = column(self._what, self._told, gap=Size.margin)
        left.setStretch(1, 1)
        body = row(left, self.totals, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.margin))
        body.setStretch(0, 1)
        self.status = StatusLine([("Ctrl+Z", _("hoàn tác cả lần nhập")), ("Ctrl+O", _("nhập tệp khác"))])
        layout = column(body, self.status, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def show_attempt(self, attempt: Attempt) -> None:
        """Show what was written."""
        emptied(self._room)
        for icon, role, words, detail in _account(attempt):
            line = row(icon_label(icon, role), label(words, weight="medium"), wrapped(detail, tone="second"))
            line.setStretch(2, 1)
            self._room.addLayout(line)
        self._what.note.setText(
            _("{file} · {kind} · đợt {year}").format(
                file=attempt.path.name, kind=kind_name(attempt.kind), year=attempt.year or "–"
            )
        )
        problems = _told(attempt)
        self.told.rows.fill(problems)
        self.told.setVisible(bool(problems))
        self._nothing.setVisible(not problems)
        self._told.note.setText(_("{n} điều").format(n=number(len(problems))))
        self.totals.setVisible(bool(attempt.result and attempt.result.outcomes))
        self.totals.show_attempt(attempt)
        self.take_back.setEnabled(bool(attempt.act))
        self.give_back.setVisible(bool(attempt.problems()))
        self.status.count(_("Cả lần nhập là một việc trong lịch sử."))


def _account(attempt: Attempt) -> Sequence[tuple[str, str, str, str]]:
    counts, result = attempt.counts, attempt.result
    found = [
        ("plus", "accent", _("{n} dòng mới").format(n=number(counts["new"])), _("đã thêm vào sổ")),
        ("pencil", "accent", _("{n} dòng thay đổi").format(n=number(counts["changed"])), _("sổ theo tệp")),
        ("equal", "text2", _("{n} dòng không đổi").format(n=number(counts["equal"])), _("giống hệt, bỏ qua")),
    ]
    if counts["doubtful"] or counts["refused"]:
        told = _("{doubtful} còn ngờ, {refused} bị từ chối").format(
            doubtful=counts["doubtful"], refused=counts["refused"]
        )
        found.append(("file-x", "warn", _("{n} dòng để lại").format(n=number(attempt.staying_out)), told))
    if result and result.villages:
        told = ", ".join(result.villages)
        found.append(("map-pin", "accent", _("{n} bản mới").format(n=len(result.villages)), told))
    if result and result.differing:
        told = _("loại trong tệp khác loại tính theo điểm; giữ theo tệp, xem ở biên bản")
        found.append(("scale", "warn", _("{n} hộ").format(n=number(result.differing)), told))
    return found


def _told(attempt: Attempt) -> list[Problem]:
    """Everything to be told, what is grave first."""
    return sorted(attempt.result.problems if attempt.result else (), key=lambda one: not one.grave)
