"""A line of a file beside households of the register, field by field; and what a line changes, in words.

For a person to look at: nothing here decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from app.dates import PartialDate
from app.exchange.lines import HouseholdLine
from app.i18n import _
from app.rules.codes import code_list
from app.services.listing import Entry
from app.services.portraits import masked_number
from app.store.journal import Change
from app.vietnamese import one_spelling

SHOWN = 6  # signs of a masked ID number: some dots, the last digits
CLASS = "class"  # a field whose cells are codes of classes


@dataclass(frozen=True, slots=True)
class Cell:
    """What a household says of a field; `differs` where the file says something else."""

    told: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """A field: what the file says, and the households in their order.

    Attributes:
        kind: `class` where the texts are codes of classes, else empty.
    """

    name: str
    kind: str
    stated: str
    cells: tuple[Cell, ...]


def _spelt_alike(one: str, other: str) -> bool:
    return one_spelling(one) == one_spelling(other)


def _as_far_as_known(one: str, other: str) -> bool:
    """`2000` and `05/02/2000` agree; a date that the register lacks does not."""
    return bool(one) and (one.endswith(other) or other.endswith(one))


@dataclass(frozen=True, slots=True)
class _Field:
    name: Callable[[int], str]
    stated: Callable[[HouseholdLine], str]
    known: Callable[[Entry], str]
    kind: str = ""
    same: Callable[[str, str], bool] = _spelt_alike


def beside(line: HouseholdLine, households: Sequence[Entry], year: int) -> tuple[Compared, ...]:
    """The fields of which anybody says anything."""
    found = (_compared(one, line, households, year) for one in _FIELDS)
    return tuple(one for one in found if one.stated or any(cell.told for cell in one.cells))


def _compared(one: _Field, line: HouseholdLine, households: Sequence[Entry], year: int) -> Compared:
    stated = one.stated(line)
    told = [one.known(household) for household in households]
    cells = tuple(Cell(text, bool(stated) and not one.same(text, stated)) for text in told)
    return Compared(
        one.name(year), one.kind, _masked(stated, one), tuple(_masked_cell(c, one) for c in cells)
    )


def _masked(text: str, one: _Field) -> str:
    return masked_number(text)[-SHOWN:] if one is _NUMBER else text


def _masked_cell(cell: Cell, one: _Field) -> Cell:
    return Cell(_masked(cell.told, one), cell.differs)


def agreeing(compared: Iterable[Compared], household: int) -> tuple[int, int]:
    """Of the fields that the file states: how many a household says alike, and how many there are."""
    stated = [one for one in compared if one.stated]
    return sum(not one.cells[household].differs for one in stated), len(stated)


def differing(compared: Iterable[Compared], household: int) -> tuple[tuple[str, str, str], ...]:
    """The fields in which a household differs: name, as the register says, as the file says."""
    classes = code_list("classes")
    found = []
    for one in compared:
        if one.cells[household].differs:
            pair = (one.cells[household].told, one.stated)
            known, stated = (classes.name(x) if one.kind == CLASS and x else x for x in pair)
            found.append((one.name, known, stated))
    return tuple(found)


def _ethnic(line: HouseholdLine) -> str:
    return code_list("ethnic").name(line.ethnic) if line.ethnic else ""


def _sex(line: HouseholdLine) -> str:
    return code_list("sex").name(line.sex) if line.sex else ""


def _scores(b1: float | None, b2: float | None) -> str:
    return (
        " · ".join("–" if one is None else f"{one:g}" for one in (b1, b2)) if (b1, b2) != (None, None) else ""
    )


def _birth(birth: PartialDate | None) -> str:
    return birth.shown if birth else ""


def _count(value: int | None) -> str:
    return "" if value is None else str(value)


_NUMBER = _Field(lambda _year: _("Số CCCD"), lambda line: line.cccd, lambda one: one.line.cccd)
_FIELDS: tuple[_Field, ...] = (
    _Field(lambda _year: _("Chủ hộ"), lambda line: line.name, lambda one: one.line.head),
    _Field(
        lambda _year: _("Ngày sinh"),
        lambda line: _birth(line.birth),
        lambda one: one.birth,
        "",
        _as_far_as_known,
    ),
    _Field(lambda _year: _("Giới tính"), _sex, lambda one: one.sex),
    _Field(lambda _year: _("Dân tộc"), _ethnic, lambda one: one.ethnic),
    _Field(lambda _year: _("Bản"), lambda line: line.village, lambda one: one.line.village),
    _Field(lambda _year: _("Số khẩu"), lambda line: _count(line.size), lambda one: _count(one.line.persons)),
    _NUMBER,
    _Field(
        lambda year: _("Loại {year}").format(year=year - 1),
        lambda line: line.before or "",
        lambda one: one.line.before,
        CLASS,
    ),
    _Field(
        lambda year: _("Loại {year}").format(year=year),
        lambda line: line.stated or "",
        lambda one: one.line.now,
        CLASS,
    ),
    _Field(
        lambda _year: "B1 · B2",
        lambda line: _scores(line.b1, line.b2),
        lambda one: _scores(one.line.b1, one.line.b2),
    ),
)


# What a line changes --------------------------------------------------------------------------------------

_decode = msgspec.json.Decoder(dict[str, Any]).decode


@dataclass(frozen=True, slots=True)
class Altered:
    """A field of the register that a line changes: its name, before and after in words."""

    name: str
    before: str
    after: str


def altered(changes: Iterable[Change]) -> tuple[Altered, ...]:
    """Every field that the changes of a line touch, in words."""
    return tuple(one for change in changes for one in _of_change(change))


def _of_change(change: Change) -> Iterable[Altered]:
    before, after = _decode(change.before), _decode(change.after)
    if change.op == "insert":
        what = _NEW_ROWS.get(change.tab)
        return (Altered(what(), "", _("thêm")),) if what else ()
    return (_field(name, before.get(name), value) for name, value in after.items())


def _field(name: str, before: Any, after: Any) -> Altered:
    column, _dot, item = name.partition(".")
    shown = _NAMES.get(column, lambda: column)()
    codes = _CODES.get(column, "")
    if item:
        shown = f"{shown}: {code_list(codes).name(item)}" if codes in _LISTED else f"{shown}: {item}"
        codes = ""
    return Altered(shown, _told(before, codes), _told(after, codes))


def _told(value: Any, codes: str) -> str:
    if value in (None, ""):
        return _("(trống)")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if codes and isinstance(value, str):
        return code_list(codes).name(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


_LISTED = ("groups", "causes")
_CODES = {
    "sex": "sex",
    "ethnic": "ethnic",
    "relation": "relation",
    "groups": "groups",
    "causes": "causes",
    "final_class": "classes",
    "agreed_class": "classes",
    "computed_class": "classes",
}
_NEW_ROWS: dict[str, Callable[[], str]] = {
    "person": lambda: _("Thành viên"),
    "review_case": lambda: _("Phiếu của đợt"),
    "result": lambda: _("Kết quả"),
    "place": lambda: _("Bản"),
}
_NAMES: dict[str, Callable[[], str]] = {
    "code": lambda: _("Mã hộ"),
    "place": lambda: _("Bản"),
    "declared_size": lambda: _("Số khẩu khai"),
    "roster_complete": lambda: _("Đủ danh sách thành viên"),
    "local_minority": lambda: _("Dân tộc tại chỗ"),
    "groups": lambda: _("Nhóm"),
    "phone": lambda: _("Điện thoại"),
    "formed": lambda: _("Ngày lập hộ"),
    "name": lambda: _("Họ tên"),
    "sex": lambda: _("Giới tính"),
    "birth": lambda: _("Ngày sinh"),
    "ethnic": lambda: _("Dân tộc"),
    "cccd": lambda: _("Số CCCD"),
    "relation": lambda: _("Quan hệ với chủ hộ"),
    "place_in_list": lambda: _("Thứ tự trong danh sách"),
    "size": lambda: _("Số khẩu khi rà soát"),
    "state": lambda: _("Trạng thái phiếu"),
    "source": lambda: _("Nguồn"),
    "reviewer": lambda: _("Người rà soát"),
    "ticks": lambda: _("Chỉ số thiếu hụt"),
    "tick_source": lambda: _("Nguồn của chỉ số"),
    "b1_total": lambda: _("Điểm B1"),
    "b1": lambda: _("Điểm B1"),
    "b2": lambda: _("Điểm B2"),
    "b2_stated": lambda: _("Điểm B2 theo tệp"),
    "income": lambda: _("Thu nhập"),
    "income_per_person": lambda: _("Thu nhập bình quân"),
    "answers": lambda: _("Câu trả lời"),
    "causes": lambda: _("Nguyên nhân"),
    "stated_kind": lambda: _("Mới, tái, cũ"),
    "note": lambda: _("Ghi chú"),
    "final_class": lambda: _("Loại hộ"),
    "agreed_class": lambda: _("Loại hộ theo tệp"),
    "computed_class": lambda: _("Loại hộ tính ra"),
    "agreed_why": lambda: _("Lý do"),
    "deprived": lambda: _("Thiếu hụt"),
}
