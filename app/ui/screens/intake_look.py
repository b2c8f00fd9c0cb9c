"""Nhập từ Excel, a file that was read: kind, year, how its letters were understood, what is odd in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.exchange.intake.attempt import Attempt
from app.exchange.intake.attempt import heads as heads_of
from app.exchange.sheets.pointing import can_point
from app.i18n import _, number
from app.ui.screens.intake_choose import KINDS
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, emptied, holder, row, sides
from app.ui.widgets.buttons import Do, button
from app.ui.widgets.columns import Column
from app.ui.widgets.fields import Choice, Field, Line, sound
from app.ui.widgets.labels import Elided, icon_label
from app.ui.widgets.panel import Empty, Panel
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.table import Table

LETTERS = (
    Column(_("Trong tệp"), lambda pair: pair[0], sample="M" * 12, stretch=True, tone="text2"),
    Column(_("Đọc là"), lambda pair: pair[1], sample="M" * 12, stretch=True, weight="medium"),
)
LINES = (
    Column(_("Dòng"), lambda line: line.row, right=True, sample="00000", tone="text3"),
    Column(_("Bản"), lambda line: line.village or _("(không ghi)"), sample="Bản Lũng Cáng"),
    Column(_("Chủ hộ"), lambda line: line.name, sample="Hoàng Thị Phượng Mai", weight="medium", stretch=True),
    Column(_("Ngày sinh"), lambda line: line.birth.shown if line.birth else "–", sample="00/00/0000"),
    Column(_("Khẩu"), lambda line: line.size or "–", right=True, sample="000"),
)
ODDITIES = (
    Column(_("Trang"), lambda one: one.sheet.strip(), sample="Bản Lũng Cáng", tone="text2"),
    Column(_("Ô"), lambda one: one.where, sample="AA000", tone="text2"),
    Column(
        _("Điều cần biết"), lambda one: one.reason, sample="M" * 20, stretch=True, tip=lambda one: one.reason
    ),
)
SHOWN_LINES = 60
_ENCODINGS = {
    "tcvn3": lambda: _("TCVN3 (phông .VnTime)"),
    "vni": lambda: _("VNI"),
    "unicode": lambda: _("Unicode"),
}


class LookPage(QWidget):
    """What the file is.

    Signals:
        kind_chosen: it is another kind. year_typed: of the review that it speaks of; None for none yet.
    """

    kind_chosen = Signal(str)
    year_typed = Signal(object)

    def __init__(self, point: Do) -> None:
        super().__init__()
        self._kind = Choice([(key, name()) for key, name in KINDS if key])
        self.kind = Field(_("Loại tệp"), self._kind)
        self.year = Field(_("Của đợt rà soát năm"), Line())
        self._facts = column(gap=Size.tight)
        self._point = button(_("Xem và ghép lại cột…"), point, icon="columns-3")
        what = Panel(_("Đã nhận ra"))
        what.put(
            holder(
                column(
                    self.kind,
                    self.year,
                    self._facts,
                    row(self._point, STRETCH),
                    gap=Size.gap,
                    around=sides(Size.margin, Size.margin),
                )
            )
        )
        what.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # the others give way
        self._letters_panel = Panel(_("Bộ chữ"))
        self.letters = Table(LETTERS)
        self._no_letters = Empty(
            "check", _("Chữ Unicode"), _("Tệp không dùng phông cũ; chữ giữ nguyên."), small=True
        )
        self._letters_panel.put(self.letters)
        self._letters_panel.put(self._no_letters)
        self._letters_panel.setMinimumHeight(Size.panel_title + 2 * Size.row)
        self._lines_panel = Panel(_("Các dòng đọc được"))
        self.lines = Table(LINES)
        self._lines_panel.put(self.lines)
        self._odd_panel = Panel(_("Lưu ý khi đọc"))
        self.oddities = Table(ODDITIES)
        self._odd_panel.put(self.oddities)
        left = column(what, self._letters_panel, gap=Size.margin)
        left.setStretch(1, 1)
        right = column(self._lines_panel, self._odd_panel, gap=Size.margin)
        right.setStretch(0, 3)
        right.setStretch(1, 2)
        body = row(left, right, gap=Size.margin, around=(Size.margin, 0, Size.margin, Size.margin))
        body.setStretch(0, 2)
        body.setStretch(1, 3)
        status = StatusLine([("Ctrl+Enter", _("chạy thử")), ("Esc", _("về danh sách hộ"))])
        self._status = status
        layout = column(body, status, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._kind.activated.connect(lambda _at: self.kind_chosen.emit(self._kind.chosen()))
        self.year.edited.connect(lambda: self.year_typed.emit(_year(self.year.text)))

    def show_attempt(self, attempt: Attempt) -> None:
        """Show what was read."""
        self._kind.choose(attempt.kind)
        inner = self.year.inner
        inner.blockSignals(True)
        inner.setText(str(attempt.year or ""))  # type: ignore[union-attr]
        inner.blockSignals(False)
        self.year.say("")
        self._point.setVisible(can_point(attempt.kind))
        self._show_facts(attempt)
        self._show_letters(attempt)
        reading = attempt.reading
        self.lines.rows.fill(reading.lines[:SHOWN_LINES])
        told = (
            _("{n} hộ").format(n=number(len(reading.lines)))
            if reading.lines
            else _("tệp này không liệt kê hộ")
        )
        self._lines_panel.note.setText(told)
        self.oddities.rows.fill(reading.problems)
        self._odd_panel.setVisible(bool(reading.problems))
        self._odd_panel.note.setText(_("{n} điều").format(n=len(reading.problems)))

    def _show_facts(self, attempt: Attempt) -> None:
        emptied(self._facts)
        for icon, told in _facts(attempt):
            words = Elided(told, tone="second")
            words.setFixedHeight(Size.chip)
            line = row(icon_label(icon, "accent"), words, STRETCH)
            self._facts.addLayout(line)

    def _show_letters(self, attempt: Attempt) -> None:
        samples = attempt.reading.encoding.samples
        self.letters.rows.fill(samples)
        self.letters.setVisible(bool(samples))
        self._no_letters.setVisible(not samples)
        self._letters_panel.note.setText(_ENCODINGS[attempt.reading.encoding.encoding]())

    def is_sound(self) -> bool:
        """True when the year can stand; else it is said under the field."""
        return sound([(self.year, _year_fault)])


def _facts(attempt: Attempt) -> Sequence[tuple[str, str]]:
    found = [("file-spreadsheet", _("{n} trang tính").format(n=len(attempt.book.sheets)))]
    if can_point(attempt.kind):
        known = {key for head in heads_of(attempt) for key in head.header.columns}
        words = _("ghép được {n} cột") if not attempt.mapping else _("{n} cột, theo cách ghép đã nhớ")
        found.append(("columns-3", words.format(n=len(known))))
    totals = attempt.reading.totals
    skipped = sum(totals.skipped.values())
    told = _("{lines} dòng dữ liệu, {skipped} dòng tiêu đề, cộng, trống")
    found.append(
        (
            "list-filter",
            told.format(lines=number(totals.lines), skipped=number(skipped)),
        )
    )
    if attempt.book.macros:
        found.append(("shield-check", _("tệp có macro; macro không được chạy")))
    return found


def _year(text: str) -> int | None:
    return int(text) if not _year_fault(text) else None


def _year_fault(text: str) -> str:
    if not text:
        return _("Hãy ghi năm của đợt rà soát mà tệp nói đến.")
    if not text.isdecimal() or not 1990 <= int(text) <= 2100:
        return _("Năm có bốn chữ số, ví dụ 2026.")
    return ""
