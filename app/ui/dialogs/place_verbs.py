"""What happens to a place: founded, renamed, put under another; its area and statistics of a year typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.i18n import _, read_count
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.checking import a_date, optional_date, stored_date
from app.ui.dialogs.member_verbs import Verb
from app.ui.widgets.fields import Choice, Field, Line, sound

if TYPE_CHECKING:
    from app.services.place_tree import PlaceLine

LONGEST_NAME, MOST = 200, 10_000_000
LEVELS: dict[str, Callable[[], str]] = {
    "village": lambda: _("Thôn, bản"),
    "commune": lambda: _("Xã, phường"),
    "district": lambda: _("Cấp trung gian"),
    "province": lambda: _("Tỉnh, thành phố"),
}
_BELOW = {"commune": "village", "district": "commune", "province": "commune", "village": "village"}


def level_name(level: str) -> str:
    """A level in words; another word of the tree as it is."""
    return LEVELS.get(level, lambda: level)()


class AddPlace(Verb):
    """A place is founded under another."""

    def __init__(self, desk: Desk, parent: QWidget, above: PlaceLine) -> None:
        super().__init__(desk, parent, _("Thêm nơi dưới {name}").format(name=above.name), "", _("Thêm"))
        self._above = above
        self.name = Field(_("Tên"), Line(hint=_("Bản Hua Khắt")))
        self.level = Field(_("Cấp"), Choice([(key, words()) for key, words in LEVELS.items()]))
        self.level.inner.choose(_BELOW.get(above.level, "village"))  # type: ignore[union-attr]
        self.code = Field(_("Mã"), Line(), note=_("Thứ tự trong biểu theo mã; để trống nếu không dùng."))
        self.since = Field(_("Có từ ngày"), Line(), note=_("Để trống nếu có từ trước đến nay."))
        for field in (self.name, self.level, self.code, self.since):
            self.add(field)
        self.name.inner.setFocus()

    def do(self) -> None:
        """Check, then found it."""
        if sound([(self.name, place_name), (self.since, optional_date)]):
            told = {"name": self.name.text, "level": self.level.text, "code": self.code.text}
            since = stored_date(self.since.text)
            self.change(
                partial(_establish, parent=self._above.key, since=since, actor=self.desk.actor, **told)
            )


class RenamePlace(Verb):
    """A place is called otherwise."""

    def __init__(self, desk: Desk, parent: QWidget, line: PlaceLine) -> None:
        super().__init__(
            desk,
            parent,
            _("Đổi tên {name}").format(name=line.name),
            _("Mọi biểu, mọi năm đều hiện tên mới; lịch sử vẫn giữ tên cũ."),
            _("Đổi tên"),
        )
        self._line = line
        self.name = Field(_("Tên"), Line(line.name))
        self.add(self.name)
        self.name.inner.setFocus()

    def do(self) -> None:
        """Check, then rename."""
        if sound([(self.name, place_name)]):
            self.change(partial(_rename, key=self._line.key, name=self.name.text, actor=self.desk.actor))


class MovePlace(Verb):
    """A place stands under another from a day on."""

    def __init__(self, desk: Desk, parent: QWidget, line: PlaceLine, places: Sequence[PlaceLine]) -> None:
        super().__init__(
            desk,
            parent,
            _("Chuyển {name} về nơi khác").format(name=line.name),
            _("Trước ngày ấy cây đơn vị giữ như cũ, để số liệu các năm trước không đổi."),
            _("Chuyển"),
        )
        self._line = line
        others = [(one.key.hex(), "  " * one.depth + one.name) for one in places if one.key != line.key]
        self.under = Field(_("Thuộc"), Choice(others))
        self.since = Field(_("Từ ngày"), Line(clock.shown(clock.today())))
        self.add(self.under)
        self.add(self.since)

    def do(self) -> None:
        """Check, then move it."""
        if sound([(self.since, a_date)]):
            under, since = bytes.fromhex(self.under.text), stored_date(self.since.text)
            self.change(
                partial(_put_under, key=self._line.key, parent=under, since=since, actor=self.desk.actor)
            )


class PlaceStatistics(Verb):
    """Area and statistics of a place for a year: the denominators of the reports."""

    def __init__(self, desk: Desk, parent: QWidget, line: PlaceLine, year: int) -> None:
        super().__init__(
            desk,
            parent,
            _("{name}, năm {year}").format(name=line.name, year=year),
            _("Tổng số hộ và nhân khẩu do cơ quan thống kê công bố; biểu tính tỷ lệ theo hai số này."),
            _("Lưu"),
        )
        self._line, self._year = line, year
        self.area = Field(_("Khu vực"), Choice([("rural", _("Nông thôn")), ("urban", _("Thành thị"))]))
        self.area.inner.choose(line.area)  # type: ignore[union-attr]
        self.households = Field(
            _("Tổng số hộ"), Line(_typed(line.households)), note=_("Để trống nếu chưa có.")
        )
        self.persons = Field(_("Tổng số nhân khẩu"), Line(_typed(line.persons)))
        for field in (self.area, self.households, self.persons):
            self.add(field)
        self.households.inner.setFocus()

    def do(self) -> None:
        """Check, then write down."""
        if sound([(self.households, a_count), (self.persons, a_count), (self.persons, self._enough)]):
            self.change(
                partial(
                    _type,
                    line=self._line,
                    year=self._year,
                    area=self.area.text,
                    actor=self.desk.actor,
                    households=read_count(self.households.text),
                    persons=read_count(self.persons.text),
                )
            )

    def _enough(self, text: str) -> str:
        households, persons = read_count(self.households.text), read_count(text)
        fewer = households is not None and persons is not None and persons < households
        return _("Số nhân khẩu ít hơn số hộ: xem lại hai số có bị ghi ngược không.") if fewer else ""


def place_name(text: str) -> str:
    """A sentence where a text is no name of a place."""
    if not text:
        return _("Hãy ghi tên.")
    if len(text) > LONGEST_NAME:
        return _("Tên dài quá {most} chữ.").format(most=LONGEST_NAME)
    return "" if any(map(str.isalnum, text)) else _("Tên phải có chữ cái hoặc chữ số.")


def a_count(text: str) -> str:
    """A sentence where a text is no count; nothing is fine."""
    if not text:
        return ""
    known = read_count(text)
    if known is None:
        return _("Hãy ghi một số nguyên, ví dụ 1.250.")
    return _("Số này lớn quá: xem lại.") if known > MOST else ""


def _typed(count: int | None) -> str:
    return "" if count is None else str(count)


def _establish(store: Any, name: str, level: str, parent: bytes, actor: str, since: str, code: str) -> bytes:
    from app.services import places

    return places.establish(store, name, level, parent, actor, since, code)


def _rename(store: Any, key: bytes, name: str, actor: str) -> bool:
    from app.services import places

    return places.rename(store, key, name, actor)


def _put_under(store: Any, key: bytes, parent: bytes, since: str, actor: str) -> None:
    from app.services import places

    places.put_under(store, key, parent, since, actor)


def _type(
    store: Any, line: PlaceLine, year: int, area: str, actor: str, households: int | None, persons: int | None
) -> None:
    from app.services import places

    if area != line.area:
        places.set_area(store, line.key, year, area, actor)
    if (households, persons) != (line.households, line.persons):
        places.count(store, line.key, year, households, persons, actor)
