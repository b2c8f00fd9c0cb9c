"""Children weighed and measured, one after the other by keyboard; the growth standards judge while typing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.dates import PartialDate
from app.errors import InputFault
from app.i18n import _, number
from app.rules.growth import Growth, growth
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.checking import read_date
from app.ui.dialogs.deliveries import FEWEST, MOST
from app.ui.dialogs.stepping import StepVerb, a_day
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, row, sides
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.fields import Line
from app.ui.widgets.labels import label
from app.ui.widgets.ranked_table import draw_named
from app.ui.widgets.status_line import keys
from app.ui.widgets.typed_table import TypedTable, draw_mark

if TYPE_CHECKING:
    from app.ui.screens.support_activity_seen import Page, Row

WEIGHT, HEIGHT, LYING = "weight", "height", "lying"
_SEXES = {"male": lambda: _("Nam"), "female": lambda: _("Nữ")}
Verdict = tuple[str, str]


class Measure(StepVerb):
    """The children of an activity with weight, height and what the standards say."""

    def __init__(self, desk: Desk, parent: QWidget, page: Page, rows: Sequence[Row]) -> None:
        super().__init__(
            desk, parent, _("Cân đo: {title}").format(title=page.title),
            _("Cân nặng tính bằng kg, chiều cao bằng cm, phần lẻ sau dấu phẩy. Dòng để trống thì không ghi."),
            _("Ghi cân đo"), Size.broad_dialog,
        )  # fmt: skip
        self._rows = rows
        on = self.field("on", _("Ngày cân đo"), Line(clock.shown(clock.today())), a_day, beside=False)
        on.setFixedWidth(Size.form_label)
        self.add(row(on, STRETCH))
        self.table = TypedTable(
            self._columns, (WEIGHT, HEIGHT), (LYING,), rows, [{} for _one in rows], lambda _key: False
        )
        self.table.setFixedHeight(Size.table_head + min(max(len(rows), FEWEST), MOST) * Size.row + Size.line)
        self.add(framed("panel", column(self.table, gap=0, around=sides(1, 1))))
        self._tally = label(weight="medium")
        hints = keys([("Enter", _("trẻ sau")), ("Space", _("đo nằm")), ("Ctrl+Enter", _("ghi"))])
        self.add(row(self._tally, STRETCH, hints))
        self.table.typed.connect(lambda _row: self._count())
        on.edited.connect(self._count)
        self._count()
        self.table.setFocus()

    def _columns(self, text: Any) -> Sequence[Column]:
        return (
            Column(_("Trẻ"), lambda told: (told[1].name, told[1].about), sample="Hoàng Thị Phượng 2023 HK-0",
                   draw=draw_named, sorts=False, stretch=True),
            Column(_("Ngày sinh"), lambda told: _birth(told[1]), sample="00/00/0000", sorts=False,
                   tone="text2"),
            Column(_("Giới"), lambda told: _SEXES.get(told[1].sex, lambda: "?")(), sample="Nam", sorts=False,
                   tone="text2"),
            Column(_("Nặng (kg)"), text(WEIGHT), key=WEIGHT, right=True, sample="00,0 M", sorts=False),
            Column(_("Cao (cm)"), text(HEIGHT), key=HEIGHT, right=True, sample="000,0 M", sorts=False),
            Column(_("Đo nằm"), text(LYING), key=LYING, sample="Đo nằm", draw=draw_mark, sorts=False),
            Column(_("Đánh giá"), lambda told: self.verdict(told[0]), lambda told: told[0],
                   sample="Thấp còi vừa, nhẹ cân vừa", draw=_draw_verdict, sorts=False),
        )  # fmt: skip

    def verdict(self, at: int) -> Verdict:
        """Words and tone for a child, as far as it is typed."""
        one = self._rows[at]
        weight, height = (_number(self.table.text(at, key)) for key in (WEIGHT, HEIGHT))
        if weight is None and height is None:
            return "", "text3"
        on = read_date(self.text("on"))
        if one.sex not in _SEXES or not one.birth or not PartialDate.of(one.birth).exact:
            return _("thiếu giới tính, ngày sinh"), "warn"
        if on is None or not on.exact or on.first() < date.fromisoformat(one.birth):
            return _("xem lại ngày"), "warn"
        lying = True if self.table.text(at, LYING) else None
        told = growth(one.sex, date.fromisoformat(one.birth), on.first(), weight, height, lying)
        return judged(told)

    def _count(self) -> None:
        done = [at for at in range(len(self._rows)) if self._typed(at)]
        low = sum(self.verdict(at)[1] == "danger" for at in done)
        told = _("{n}/{all} trẻ").format(n=len(done), all=len(self._rows))
        self._tally.setText(f"{told} · " + _("{n} suy dinh dưỡng").format(n=low) if low else told)
        self.accepting.setEnabled(bool(done))
        self.table.viewport().update()

    def _typed(self, at: int) -> bool:
        return bool(self.table.text(at, WEIGHT) or self.table.text(at, HEIGHT))

    def do(self) -> None:
        """Write down whoever was measured, each a record of its own."""
        self.table.settle()
        if self.sound():
            text = self.table.text
            lines = [
                (self._rows[at].enrolment, text(at, WEIGHT), text(at, HEIGHT), bool(text(at, LYING)))
                for at in range(len(self._rows))
                if self._typed(at)
            ]
            self.said = _("Đã ghi cân đo {n} trẻ.").format(n=len(lines))
            self.change(partial(_measure, lines=lines, on=self.text("on"), actor=self.desk.actor))


def judged(told: Growth) -> Verdict:
    """What the standards say, in a few words, and its tone."""
    words = [
        name
        for low, name in (
            (told.stunted, _("thấp còi")), (told.underweight, _("nhẹ cân")), (told.wasted, _("gầy còm")),
        )
        if low
    ]  # fmt: skip
    scores = [one for one in (told.weight_for_age, told.height_for_age, told.weight_for_height) if one]
    if any(one.implausible for one in scores):
        return _("số đo khó tin, đo lại"), "warn"
    if words:
        severe = any(one.low == "severe" for one in scores)
        text = ", ".join(words)
        text = text[:1].upper() + text[1:]
        return (_("{words}, nặng").format(words=text) if severe else text), "danger"
    if not scores:
        return _("ngoài bảng 0–60 tháng"), "warn"
    return _("Bình thường (z {z})").format(z=number(min(one.z for one in scores), 1)), "accent"


def _draw_verdict(painter: QPainter, cell: QRectF, told: Verdict, _look: Look) -> None:
    draw_words(painter, cell, told[0], Look(tone=told[1], weight="medium"))


def _birth(one: Row) -> str:
    return PartialDate.of(one.birth).shown if one.birth else _("chưa rõ")


def _number(text: str) -> float | None:
    from app.services.support import filled

    try:
        return filled.quantity("", text) or None
    except InputFault:
        return None


def _measure(store: Any, lines: Sequence[tuple[bytes, str, str, bool]], on: str, actor: str) -> int:
    """The whole list in one act: where one child's figures cannot be, none is written."""
    from app.services.support import measurements

    with store.as_one(_("Cân đo {n} trẻ").format(n=len(lines)), actor):
        for key, weight, height, lying in lines:
            told = True if lying else None
            measurements.measure(store, key, on, weight, height, clock.today(), actor, told)
    return len(lines)
