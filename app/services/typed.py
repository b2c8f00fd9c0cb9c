"""What an officer types, checked before it is written: each fault a sentence that names the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from sqlmodel import SQLModel

from app.dates import PartialDate
from app.errors import InputFault
from app.i18n import _
from app.vietnamese import clean

# Functions, so that the language in use when the sentence is made decides.
_NAMES = {
    "name": lambda: _("Họ tên"),
    "sex": lambda: _("Giới tính"),
    "birth": lambda: _("Ngày sinh"),
    "death": lambda: _("Ngày mất"),
    "cccd": lambda: _("Số CCCD"),
    "cccd_issued": lambda: _("Ngày cấp CCCD"),
    "phone": lambda: _("Điện thoại"),
    "code": lambda: _("Mã hộ"),
    "declared_size": lambda: _("Số khẩu"),
    "address": lambda: _("Địa chỉ"),
    "formed": lambda: _("Ngày lập hộ"),
    "place_since": lambda: _("Ngày đến ở"),
    "level": lambda: _("Cấp"),
}


class FieldFault(InputFault):
    """A field of a form cannot be taken as it was typed.

    Attributes:
        field: its key, so that a form can show the sentence under it.
    """

    kind = "field"

    def __init__(self, field: str, what: str, why: str = "", todo: str = "") -> None:
        super().__init__(what, why, todo)
        self.field = field


def checked(kind: type[SQLModel], values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a record from what was typed, cleaned; FieldFault for the first field that is wrong."""
    told = {name: clean(value) if _one_line(name, value) else value for name, value in values.items()}
    try:
        return kind.model_validate(told).model_dump()
    except ValidationError as fault:
        field = str(fault.errors()[0]["loc"][0])
        raise FieldFault(
            field,
            _("{field}: “{value}” không ghi được.").format(
                field=_NAMES.get(field, lambda: field)(), value=values.get(field, "")
            ),
            _reason(field),
        ) from fault


def _one_line(name: str, value: object) -> bool:
    return isinstance(value, str) and name != "note"


def _reason(field: str) -> str:
    if field in ("birth", "death", "formed", "place_since", "cccd_issued"):
        return _("Ngày phải có thật, ghi 15/03/1980, 03/1980 hoặc 1980.")
    if field == "declared_size":
        return _("Số khẩu là số nguyên, không âm và không quá lớn.")
    if field == "name":
        return _("Tên không được bỏ trống và không được quá dài.")
    return _("Giá trị bỏ trống, quá dài hoặc không có trong danh mục.")


def day(text: str) -> str:
    """A stored date (`1980`, `1980-03`, `1980-03-15`) as it is; FieldFault when it says no day."""
    try:
        return str(PartialDate.of(text))
    except ValueError as fault:
        raise FieldFault(
            "on", _("“{text}” không phải là ngày.").format(text=text), todo=_("Ghi lại ngày xảy ra việc này.")
        ) from fault


def not_before(on: str, birth: str, name: str) -> str:
    """The day `on`, when it is not before a birth as far as both are known; else FieldFault."""
    told = day(on)
    if birth and told < birth[: len(told)]:
        raise FieldFault(
            "on",
            _("Ngày {on} trước ngày sinh của {name} ({birth}).").format(
                on=PartialDate.of(told).shown, name=name, birth=PartialDate.of(birth).shown
            ),
            todo=_("Xem lại ngày vừa ghi, hoặc sửa ngày sinh."),
        )
    return told
