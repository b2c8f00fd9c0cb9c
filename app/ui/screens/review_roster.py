"""The roster of a form as rows of a table. Without a store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.dates import PartialDate
from app.i18n import _
from app.rules.codes import code_list
from app.services.form import Field, Form
from app.ui import theme_icons
from app.ui.screens import review_hints
from app.ui.theme_sizes import Size
from app.ui.widgets.cells import draw_words
from app.ui.widgets.columns import Column, Look


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A member as the roster shows it; `doubt` is what does not fit."""

    number: int
    person: bytes
    name: str
    relation: str
    birth: str
    age: int | None
    sex: str
    insurance: str
    doing: str
    doubt: str


def rows(form: Form) -> list[RosterRow]:
    """The members in order."""
    return [_row(form, number, person) for number, person in enumerate(form.members, 1)]


def _row(form: Form, number: int, person: bytes) -> RosterRow:
    told = form.members[person]
    insured = told.get("insurance")
    return RosterRow(
        number=number,
        person=person,
        name=form.name(person) or _("(chưa có tên)"),
        relation=code_list("relation").name("head" if person == form.head else told.get("relation") or ""),
        birth=PartialDate.of(told["birth"]).shown if told.get("birth") else _("chưa rõ"),
        age=form.age(person),
        sex=code_list("sex").name(told.get("sex") or ""),
        insurance="" if insured is None else _("Có") if insured else _("Không"),
        doing=_doing(form, person),
        doubt=" ".join(
            review_hints.of_place(form, Field(key, person)) for key in ("birth", "identity")
        ).strip(),
    )


def _doing(form: Form, person: bytes) -> str:
    """What a member learns, does and suffers from, as far as the form knows."""
    told = form.members[person]
    parts = []
    if told.get("school") not in (None, "none"):
        parts.append(_("Học {level}").format(level=code_list("school").name(told["school"]).lower()))
    elif told.get("work"):
        parts.append(code_list("work").name(told["work"]))
    elif told.get("education"):
        parts.append(code_list("education").name(told["education"]))
    if told.get("nutrition") not in (None, "normal"):
        parts.append(code_list("nutrition").name(told["nutrition"]).lower())
    if told.get("illness"):
        parts.append(_("bệnh nặng"))
    return " · ".join(parts)


def _draw_birth(painter: QPainter, cell: QRectF, told: Any, look: Look) -> None:
    """The date, amber and with a sign where something does not fit."""
    birth, doubt = told
    draw_words(painter, cell, birth, replace(look, tone="warn") if doubt else look)
    if doubt:
        left = cell.left() + painter.fontMetrics().horizontalAdvance(birth) + Size.tight
        side = float(Size.icon - 2)
        theme_icons.paint(
            painter, "triangle-alert", "warn", QRectF(left, cell.center().y() - side / 2, side, side)
        )


def columns(persons: int) -> tuple[Column, ...]:
    """The columns; the head of the names counts them."""
    return (
        Column("#", lambda row: row.number, sample="00", tone="text3"),
        Column(_("A. Thành viên ({n})").format(n=persons), lambda row: row.name, key="name", sorts=False,
               sample="Hoàng Thị Phượ", weight="medium", tip=lambda row: row.name),
        Column(_("Quan hệ"), lambda row: row.relation, sample="Con dâu"),
        Column(_("Ngày sinh"), lambda row: (row.birth, bool(row.doubt)), lambda told: told[0],
               sample="00/00/0000 M", draw=_draw_birth, as_text=True, tip=lambda row: row.doubt),
        Column(_("Tuổi"), lambda row: "" if row.age is None else row.age, right=True, sample="00"),
        Column(_("Giới"), lambda row: row.sex, sample="Nam"),
        Column(_("BHYT"), lambda row: row.insurance, sample="Có"),
        Column(_("Học, việc, sức khỏe"), lambda row: row.doing, sample="Đang làm v", stretch=True,
               tip=lambda row: row.doing),
    )  # fmt: skip
