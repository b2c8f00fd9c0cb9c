"""The two tables of the overview: classes with their movements, villages with their progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.i18n import _, number, pgettext
from app.services.listing import trend
from app.services.overview import CLASSES, ClassLine, Overview
from app.store.listing import Wanted
from app.ui import theme
from app.ui.theme_sizes import Size
from app.ui.widgets.cells import draw_class, draw_number, draw_progress, draw_words
from app.ui.widgets.columns import Column, Look
from app.ui.widgets.shapes import class_name

_GROUNDS = {1: ("accenttint", "accent"), -1: ("dangertint", "danger")}
INDICATORS = {
    "employment": _("Việc làm"),
    "dependents": _("Người phụ thuộc"),
    "nutrition": _("Dinh dưỡng"),
    "health_insurance": _("Bảo hiểm y tế"),
    "adult_education": _("Giáo dục người lớn"),
    "child_schooling": _("Trẻ em đi học"),
    "housing_quality": _("Chất lượng nhà ở"),
    "housing_area": _("Diện tích nhà ở"),
    "water": _("Nguồn nước"),
    "sanitation": _("Nhà tiêu hợp vệ sinh"),
    "telecom": _("Dịch vụ viễn thông"),
    "information_means": _("Phương tiện thông tin"),
}  # shorter than the rule book's names, for narrow places
SHORT = {"poor": _("nghèo"), "near_poor": _("cận"), "not_poor": pgettext("class", "không")}


def class_columns(
    year: int | str, last: int | str, before: Mapping[str, int], total: int
) -> tuple[Column, ...]:
    """Columns over `ClassLine`s."""
    came = (_came(klass, before.get(klass, 0)) for klass in CLASSES) if before else ()
    change = Column(
        _("So với {year}").format(year=last),
        lambda line: (line.klass, line.change),
        key="change",
        right=True,
        sample="−000",
        draw=_draw_change,
        sorts=False,
    )
    return (
        Column(
            _("Loại hộ {year}").format(year=year),
            lambda line: line.klass,
            class_name,
            key="class",
            sorts=False,
            sample="M Không nghèo",
            draw=draw_class,
            weight="medium",
            stretch=True,
        ),
        Column(
            _("Số hộ"),
            lambda line: line.households,
            key="households",
            right=True,
            sample="0000",
            sorts=False,
            draw=_draw_count,
            opens=True,
        ),
        Column(
            _("Khẩu"),
            lambda line: line.persons,
            key="persons",
            right=True,
            sorts=False,
            sample="0.0000",
            draw=draw_number,
            tone="text2",
        ),
        Column(
            _("Tỷ lệ hộ"),
            lambda line: _share(line.households, total),
            key="share",
            right=True,
            sorts=False,
            sample="00,00 %",
            tone="text2",
        ),
        *((change,) if before else ()),
        *came,
    )


def _came(klass: str, count: int) -> Column:
    return Column(
        _("Từ {name} {n}").format(name=SHORT[klass], n=number(count)),
        partial(_moved, klass),
        _moved_text,
        key=f"from.{klass}",
        right=True,
        sorts=False,
        sample="00000",
        draw=_draw_moved,
        opens=True,
        mark=klass,
    )


def _share(part: int, whole: int) -> str:
    return f"{number(part / whole * 100, 2)} %" if whole else "–"


def _moved(klass: str, line: ClassLine) -> tuple[int, int]:
    return line.came.get(klass, 0), trend(klass, line.klass)


def _moved_text(told: tuple[int, int]) -> str:
    return number(told[0])


def _draw_count(painter: QPainter, cell: QRectF, value: Any, look: Look) -> None:
    draw_words(painter, cell, number(value), Look(right=True, size="title", weight="bold", under=look.under))


def _draw_change(painter: QPainter, cell: QRectF, told: tuple[str, int | None], _look: Look) -> None:
    """Fewer poor, more not poor: better."""
    klass, change = told
    if not change:
        draw_words(painter, cell, "–" if change is None else "0", Look(right=True, tone="text3"))
        return
    good = {"poor": -1, "not_poor": 1}.get(klass, 0) * change
    tone = "accent" if good > 0 else "danger" if good < 0 else "text2"
    sign = "+" if change > 0 else "−"
    weight = "bold" if good else ""
    draw_words(painter, cell, f"{sign}{number(abs(change))}", Look(right=True, tone=tone, weight=weight))


def _draw_moved(painter: QPainter, cell: QRectF, told: tuple[int, int], look: Look) -> None:
    """A movement on a ground that says better or worse."""
    count, way = told
    ground, tone = _GROUNDS.get(way, ("", "text2"))
    box = QRectF(
        cell.right() - Size.field - Size.margin,
        cell.top() + Size.gap,
        Size.field + Size.margin,
        cell.height() - 2 * Size.gap,
    )
    if ground and count:
        painter.setPen(theme.colour(ground))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(box, Size.chip_radius, Size.chip_radius)
    weight = "bold" if ground and count else ""
    tone = tone if count else "text3"
    draw_words(
        painter,
        box.adjusted(0, 0, -Size.gap, 0),
        number(count),
        Look(True, False, look.under, tone, weight=weight),
    )


def below(*, own: bool) -> str:
    """What stands under the place of the store: villages, or communes where it only sums their rounds."""
    return _("bản") if own else _("xã")


def village_columns(place: str, steps: Sequence[Column] = ()) -> tuple[Column, ...]:
    """Columns over `VillageLine`s; `steps` tell where each stands, else what is left to survey."""
    counts = (
        Column(
            class_name(klass) if klass == "poor" else SHORT[klass].capitalize(),
            partial(_of_class, klass),
            _count_text,
            key=klass,
            right=True,
            sorts=False,
            sample="000000",
            draw=draw_number,
            opens=True,
            mark=klass,
        )
        for klass in CLASSES
    )
    return (
        Column(
            place.capitalize(),
            lambda line: line.area.name,
            key="village",
            sorts=False,
            sample="Bản Lũng Cáng" if steps else "Bản Lũng Cáng Thượng",
            weight="medium",
            opens=True,
            stretch=True,
        ),
        Column(
            _("Hộ đã rà soát"),
            lambda line: (line.done, line.cases),
            _progress_text,
            key="progress",
            sorts=False,
            sample="M" * (5 if steps else 9) + "000/000",
            draw=draw_progress,
            opens=True,
        ),
        *(steps or (_left_column(),)),
        *counts,
    )


def _left_column() -> Column:
    return Column(
        _("Còn lại"),
        lambda line: line.cases - line.done,
        _left,
        key="left",
        right=True,
        sorts=False,
        sample=_("{n} hộ").format(n="000"),
        draw=_draw_left,
        opens=True,
    )


def _of_class(klass: str, line: Any) -> int:
    return int(line.classes.get(klass, 0))


def _count_text(value: int) -> str:
    return number(value)


def _progress_text(told: tuple[int, int]) -> str:
    return f"{number(told[0])}/{number(told[1])}"


def _left(left: int) -> str:
    return _("{n} hộ").format(n=number(left)) if left else "–"


def _draw_left(painter: QPainter, cell: QRectF, left: int, look: Look) -> None:
    tone = "warn" if left else "text3"
    draw_words(painter, cell, _left(left), Look(right=True, tone=tone, under=look.under))


def behind_class(line: ClassLine, key: str) -> Wanted:
    """The households behind a cell of the first table."""
    before = (key.removeprefix("from."),) if key.startswith("from.") else ()
    return Wanted(now=(line.klass,), before=before)


UNFINISHED = ("not_begun", "begun", "to_check")


def behind_village(line: Any, key: str) -> Wanted:
    """The households behind a cell of the second table."""
    own = Wanted(places=line.area.within)
    if key in CLASSES:
        return Wanted(places=line.area.within, now=(key,))
    if key == "progress":
        return Wanted(places=line.area.within, states=("done", *UNFINISHED))
    return (
        Wanted(places=line.area.within, states=UNFINISHED)
        if key == "left" and line.cases > line.done
        else own
    )


Task = tuple[str, str, str, Wanted]


def tasks(seen: Overview, *, surveys: bool) -> Sequence[Task]:
    """What waits in the register, with or without the surveys: icon, words, detail, households behind."""
    found: list[Task] = []
    for line in seen.villages if surveys else ():
        if line.cases > line.done:
            words = _("{village} còn {n} hộ chưa rà soát xong").format(
                village=line.area.name, n=number(line.cases - line.done)
            )
            detail = _("đang tạm giữ kết quả năm trước")
            found.append(("clock-alert", words, detail, behind_village(line, "left")))
    unknown = sum(line.classes.get("", 0) for line in seen.villages)
    if unknown:
        words = _("{n} hộ chưa có kết quả").format(n=number(unknown))
        found.append(("circle-alert", words, _("có trong đợt nhưng chưa phân loại được"), Wanted(now=("",))))
    return [*found, *(_gap(name, keys) for name, keys in seen.gaps.items() if keys)]


def _gap(name: str, keys: Sequence[bytes]) -> Task:
    icon, words, detail = GAPS[name]
    return icon, words.format(n=number(len(keys))), detail, Wanted(keys=tuple(keys))


GAPS = {
    "no_head": ("users", _("{n} hộ chưa có chủ hộ"), _("chọn chủ hộ trong các thành viên")),
    "same_code": ("copy-x", _("{n} hộ trùng mã trong cùng bản"), _("sửa mã, hoặc nhập các hộ là một")),
    "no_ethnic": ("circle-help", _("{n} hộ chưa ghi dân tộc của chủ hộ"), _("biểu 8, 9 cần mục này")),
    "no_persons": ("circle-help", _("{n} hộ chưa rõ số khẩu"), _("ghi thành viên hoặc số khẩu")),
}
