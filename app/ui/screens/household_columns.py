"""The columns of the household table: what an officer may see of a household in one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from app.i18n import _
from app.rules.codes import code_list
from app.services.listing import Entry
from app.ui.desk import View
from app.ui.widgets.cells import draw_check, draw_class, draw_movement, draw_number, draw_ticks
from app.ui.widgets.columns import Column
from app.ui.widgets.shapes import class_name


def columns(view: View, indicators: Sequence[tuple[str, int, str]]) -> tuple[Column, ...]:
    """The columns for a round in view; `indicators` are key, number, name in the order of the report."""
    return (*_who(), *_classes(view), *_points(indicators))


def _who() -> tuple[Column, ...]:
    """Which household it is."""
    return (
        Column("", lambda _row: None, draw=draw_check, sample="00", copied=lambda _row: ""),
        Column(
            _("Mã hộ"),
            lambda row: row.line.code,
            key="code",
            sample="MM-0000",
            tone="text2",
            as_text=True,
        ),
        Column(
            _("Chủ hộ"),
            lambda row: row.line.head,
            _or_none,
            key="head",
            sample="Hoàng Thị Phượng",
            weight="medium",
        ),
        Column(_("Ngày sinh"), lambda row: row.birth, key="birth", sample="00/00/0000", as_text=True),
        Column(_("Giới"), lambda row: row.sex, key="sex", sample="Nam"),
        Column(_("Dân tộc"), lambda row: row.ethnic, key="ethnic", sample="Mường"),
        Column(_("Bản"), lambda row: row.line.village, key="village", sample="Bản Lũng Cáng"),
        Column(
            _("CCCD"),
            lambda row: row.line.cccd,
            _masked,
            key="cccd",
            sorts=False,
            sample="••••••••••000",
            copied=lambda row: row.line.cccd,
            as_text=True,
        ),
    )


def _classes(view: View) -> tuple[Column, ...]:
    """How many persons, and its class in the round in view and the one before."""
    year = view.year or ""
    last = view.last.year if view.last else ""
    return (
        Column(
            _("Khẩu"),
            lambda row: row.line.persons,
            _count,
            right=True,
            key="persons",
            sample="00",
            draw=draw_number,
        ),
        Column(
            _("Loại hộ {year}").format(year=year).strip(),
            lambda row: row.line.now,
            class_name,
            key="now",
            sample="MI Không nghèo",
            draw=draw_class,
            weight="medium",
            tip=_kept,
        ),
        Column(
            _("Loại hộ {year}").format(year=last).strip(),
            lambda row: row.line.before,
            class_name,
            key="before",
            sample="M Không nghèo",
            draw=draw_class,
        ),
        Column(
            _("Biến động"),
            _movement,
            lambda told: told[0],
            key="movement",
            sorts=False,
            sample="M Thoát nghèo",
            draw=draw_movement,
            tip=lambda row: row.moved,
            stretch=True,
        ),
    )


def _points(indicators: Sequence[tuple[str, int, str]]) -> tuple[Column, ...]:
    """Its points and what it lacks."""
    keys = tuple(key for key, _number, _name in indicators)
    names = tuple(f"{number}. {name}" for _key, number, name in indicators)
    return (
        Column("B1", lambda row: row.line.b1, _count, right=True, key="b1", sample="0000", draw=draw_number),
        Column("B2", lambda row: row.line.b2, _count, right=True, key="b2", sample="000", draw=draw_number),
        Column(
            _("Thiếu hụt 1–{last}").format(last=len(indicators)),
            _ticks(keys),
            _ticked(names),
            key="lacking",
            sorts=False,
            sample="M" * 8 + "I",
            draw=draw_ticks,
            tip=_lacks(keys, names),
        ),
    )


def _movement(row: Entry) -> tuple[str, int]:
    """The movement in a few words; its official name is the tip."""
    kind = row.movement.kind if row.movement else ""
    return _SHORT.get(kind, row.moved), row.trend


_SHORT = {
    "escaped_to_near_poor": _("Thoát nghèo → cận nghèo"),
    "escaped_poor": _("Thoát nghèo"),
    "near_poor_to_poor": _("Cận nghèo → nghèo"),
    "newly_poor": _("Nghèo phát sinh mới"),
}


def _or_none(name: str) -> str:
    return name or _("(chưa có chủ hộ)")


def _masked(number: str) -> str:
    return "•" * max(len(number) - 3, 0) + number[-3:]


def _count(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _kept(row: Entry) -> str:
    return _("Chưa rà soát xong: tạm giữ kết quả năm trước") if row.line.kept else ""


def _ticks(keys: Sequence[str]) -> Callable[[Entry], list[bool] | None]:
    return lambda row: (
        None if row.line.deprived is None else [bool(row.line.deprived.get(key)) for key in keys]
    )


def _ticked(names: Sequence[str]) -> Callable[[Sequence[bool] | None], str]:
    return lambda told: (
        ""
        if told is None
        else ", ".join(name.partition(".")[0] for name, deprived in zip(names, told, strict=True) if deprived)
    )


def _lacks(keys: Sequence[str], names: Sequence[str]) -> Callable[[Entry], str]:
    def told(row: Entry) -> str:
        deprived = row.line.deprived or {}
        return "\n".join(name for key, name in zip(keys, names, strict=True) if deprived.get(key))

    return told


@cache
def ethnic_choices() -> tuple[tuple[str, str], ...]:
    """The ethnic groups by which a list may be narrowed."""
    return tuple((entry.code, entry.name) for entry in code_list("ethnic").entries)
