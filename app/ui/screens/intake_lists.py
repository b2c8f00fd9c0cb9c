"""Nhập từ Excel, dry run: the tables behind the counts of new, changed, equal and refused lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from app.exchange.intake.attempt import Attempt
from app.exchange.intake.beside import Altered, altered
from app.exchange.intake.intake import Outcome
from app.exchange.lines import Problem
from app.i18n import _
from app.ui.widgets.cells import draw_class
from app.ui.widgets.columns import Column
from app.ui.widgets.shapes import class_name

Made = Callable[[Attempt], Sequence[Any]]


def _row(line: Any) -> str:
    return f"{line.row}"


def _birth(line: Any) -> str:
    return line.birth.shown if line.birth else "–"


def _line_columns(line: Callable[[Any], Any]) -> tuple[Column, ...]:
    return (
        Column(
            _("Dòng"),
            lambda one: _row(line(one)),
            right=True,
            sample="00000",
            tone="text3",
            tip=lambda one: line(one).sheet.strip(),
        ),
        Column(_("Bản"), lambda one: line(one).village or "–", sample="Bản Lũng Cáng", tone="text2"),
        Column(_("Chủ hộ"), lambda one: line(one).name, sample="Hoàng Thị Phượng M", weight="medium"),
    )


def _first_reason(one: Outcome) -> str:
    return one.reasons[0].reason if one.reasons else ""


def _own(one: Outcome) -> Any:
    return one.line


LINES = (
    *_line_columns(_own),
    Column(_("Ngày sinh"), lambda one: _birth(one.line), sample="00/00/0000"),
    Column(_("Khẩu"), lambda one: one.line.size, right=True, sample="000"),
    Column(
        _("Loại trong tệp"),
        lambda one: one.line.stated,
        lambda klass: class_name(klass or ""),
        draw=draw_class,
        weight="medium",
        sample="MM Không nghèo",
    ),
    Column(_("Lưu ý"), _first_reason, sample="M" * 6, stretch=True, tone="text2", tip=_first_reason),
)

CHANGES = (
    *_line_columns(lambda pair: pair[0].line),
    Column(_("Mục"), lambda pair: pair[1].name, sample="Thiếu hụt: việc làm"),
    Column(_("Sổ đang ghi"), lambda pair: pair[1].before, sample="00/00/0000 M", tone="text2", stretch=True),
    Column(_("Tệp ghi"), lambda pair: pair[1].after, sample="00/00/0000 M", weight="medium", stretch=True),
)

REFUSALS = (
    *_line_columns(lambda pair: pair[0].line),
    Column(_("Ô"), lambda pair: pair[1].where, sample="AA000", tone="text2"),
    Column(
        _("Vì sao không nhập được"),
        lambda pair: pair[1].reason,
        sample="M" * 12,
        stretch=True,
        tip=lambda pair: pair[1].reason,
    ),
)


def changes(attempt: Attempt) -> list[tuple[Outcome, Altered]]:
    """Every field that would change, line by line."""
    return [pair for one in attempt.outcomes("changed") for pair in _changes(one)]


def _changes(one: Outcome) -> Iterator[tuple[Outcome, Altered]]:
    found = altered(one.changes) or (
        Altered(_("Đợt rà soát của tệp"), _("(chưa có)"), _("thêm phiếu, kết quả")),
    )
    return ((one, field) for field in found)


def refusals(attempt: Attempt) -> list[tuple[Outcome, Problem]]:
    """Every reason for which a line is refused."""
    return [(one, problem) for one in attempt.outcomes("refused") for problem in one.reasons if problem.grave]


LISTS: dict[str, tuple[Callable[[], str], tuple[Column, ...], Made]] = {
    "new": (lambda: _("Hộ sẽ thêm vào sổ"), LINES, lambda attempt: attempt.outcomes("new")),
    "changed": (lambda: _("Mục sẽ đổi trong sổ"), CHANGES, changes),
    "equal": (lambda: _("Dòng giống hệt sổ, bỏ qua"), LINES, lambda attempt: attempt.outcomes("equal")),
    "refused": (lambda: _("Dòng không nhập được"), REFUSALS, refusals),
}  # titles, columns, rows
