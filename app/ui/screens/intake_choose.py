"""Nhập từ Excel, before there is a file: choose one or drop it; what was taken in before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _, number
from app.ui import clock
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, framed, holder, row, sides
from app.ui.widgets.buttons import Do, button
from app.ui.widgets.fields import Choice
from app.ui.widgets.labels import icon_label, label, wrapped
from app.ui.widgets.panel import Empty, Panel
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.two_lines import Entry, Lines

KINDS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("", lambda: _("(tự nhận ra)")),
    ("commune_book", lambda: _("Sổ rà soát của xã, mỗi thôn một trang")),
    ("survey_book", lambda: _("Phiếu rà soát của cả xã, trang Hộ và trang Thành viên")),
    ("member_list", lambda: _("Danh sách thành viên (Phụ lục 2.3)")),
    ("poor_list", lambda: _("Danh sách hộ nghèo đơn giản")),
    ("national_export", lambda: _("Tệp xuất từ phần mềm quốc gia")),
    ("beneficiary_list", lambda: _("Danh sách thụ hưởng của một hoạt động")),
    ("budget_plan", lambda: _("Kế hoạch vốn")),
    ("b1_table", lambda: _("Bảng điểm B1")),
    ("control_totals", lambda: _("Số liệu đối chiếu theo thôn, bản")),
)


def kind_name(kind: str) -> str:
    """A kind of file by name."""
    return next((name() for key, name in KINDS if key == kind), kind)


class ChoosePage(QWidget):
    """The first page.

    Signals:
        kind_chosen: for a file that was not recognised.
    """

    kind_chosen = Signal(str)

    def __init__(self, choose: Do) -> None:
        super().__init__()
        self._file = Panel(_("Chọn tệp"))
        self._file.put(
            Empty(
                "file-spreadsheet",
                _("Thả tệp Excel vào đây"),
                _(
                    "Sổ rà soát của xã, Phụ lục 2.3, tệp xuất từ phần mềm quốc gia, danh sách hộ nghèo "
                    "các năm trước; .xlsx, .xls, .csv, cả chữ .VnTime cũ. Tệp gốc không bị sửa, và chạy thử "
                    "chưa ghi gì vào sổ."
                ),
                _("Chọn tệp…"),
                choose,
            )
        )
        self._file.body.addWidget(self._not_recognised())
        self._before = Panel(_("Đã nhập trước đây"))
        self.before = Lines()
        self._none = Empty("inbox", _("Chưa nhập tệp nào"), _("Mỗi lần nhập hiện ra ở đây."), small=True)
        self._before.put(self.before)
        self._before.put(self._none)
        body = row(
            self._file, self._before, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.margin)
        )
        body.setStretch(0, 5)
        body.setStretch(1, 3)
        status = StatusLine([("Ctrl+O", _("chọn tệp")), ("Esc", _("về danh sách hộ"))])
        status.count(_("Nhập lại một tệp lần hai không đổi gì; cả lần nhập hoàn tác được."))
        layout = column(body, status, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _not_recognised(self) -> QWidget:
        self._why = wrapped("", tone="warn")
        self._kind = Choice([(key, name()) for key, name in KINDS if key])
        again = button(_("Đọc như loại này"), lambda: self.kind_chosen.emit(self._kind.chosen()))
        told = row(icon_label("triangle-alert", "warn"), self._why)
        told.setStretch(1, 1)
        asked = row(label(_("Đây là"), tone="second"), self._kind, again)
        asked.setStretch(1, 1)
        frame = framed("callout", column(told, asked, around=sides(Size.margin, Size.gap)))
        self._wrong = holder(row(frame, around=sides(Size.margin, Size.margin)))
        self._wrong.hide()
        return self._wrong

    def ask_kind(self, why: str) -> None:
        """A file was not recognised: say so, and let the officer say what it is."""
        self._why.setText(why)
        self._wrong.show()

    def begin(self) -> None:
        """A file is being read."""
        self._wrong.hide()

    def show_before(self, files: Sequence[Any]) -> None:
        """The files that were taken in."""
        self.before.fill(_taken(one) for one in files)
        self.before.setVisible(bool(files))
        self._none.setVisible(not files)
        self._before.note.setText(_("{n} tệp").format(n=len(files)) if files else "")


def _taken(one: Any) -> Entry:
    counts = one.counts
    told = [
        words.format(n=number(counts.get(status, 0)))
        for status, words in (
            ("new", _("{n} mới")),
            ("changed", _("{n} thay đổi")),
            ("equal", _("{n} không đổi")),
            ("doubtful", _("{n} nghi ngờ")),
            ("refused", _("{n} từ chối")),
        )
        if counts.get(status)
    ]
    day = clock.when(one.at)[:10]
    return Entry(one, one.file, " · ".join(told), icon="file-check", right=day, tone="text3")
