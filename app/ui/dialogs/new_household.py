"""A household enters the register: where it lives and who heads it. All else is filled in on its page."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.rules.codes import code_list
from app.store.store import Store
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asking import Asking
from app.ui.dialogs.checking import birth, filled, optional_date, stored_date
from app.ui.widgets.fields import Choice, Field, Line, sound


class NewHousehold(Asking):
    """Asks for place, code, head."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            parent,
            _("Thêm hộ"),
            _("Hộ vào sổ từ hôm nay; các thành viên khác thêm ở trang của hộ."),
            _("Thêm hộ"),
        )
        self._desk = desk
        areas = [(area.key.hex(), area.name) for area in desk.outline.areas]
        own = [(desk.outline.place.hex(), desk.outline.name)]
        self.place = Field(_("Bản"), Choice(areas or own))
        self.name = Field(_("Chủ hộ"), Line())
        self.sex = Field(_("Giới tính"), Choice([("", ""), ("male", _("Nam")), ("female", _("Nữ"))]))
        self.birth = Field(_("Ngày sinh"), Line(hint=_("15/3/1980 · 3/1980 · 1980")))
        ethnic = [(entry.code, entry.name) for entry in code_list("ethnic").entries]
        self.ethnic = Field(_("Dân tộc"), Choice([("", ""), *ethnic]))
        self.code = Field(_("Mã hộ"), Line(), note=_("Để trống nếu chưa được cấp."))
        self.formed = Field(_("Ngày lập hộ"), Line(clock.shown(clock.today())))
        for field in (self.place, self.name, self.sex, self.birth, self.ethnic, self.code, self.formed):
            self.add(field)
        self.name.inner.setFocus()

    def do(self) -> None:
        """Check the fields, then add the household and open its page."""
        checks = [(self.name, filled), (self.birth, birth), (self.formed, optional_date)]
        if sound(checks):
            self.begin()
            self._desk.runner.change(
                partial(_add, told=self._told(), actor=self._desk.actor), self._added, failed=self.say_wrong
            )

    def _told(self) -> dict[str, str]:
        return {
            "place": self.place.text,
            "name": self.name.text,
            "sex": self.sex.text,
            "birth": stored_date(self.birth.text),
            "ethnic": self.ethnic.text,
            "code": self.code.text,
            "formed": stored_date(self.formed.text),
        }

    def _added(self, key: bytes) -> None:
        self.accept()
        self._desk.go("household", key)


def _add(store: Store, told: dict[str, str], actor: str) -> bytes:
    from app.models.household import HouseholdFields
    from app.models.person import PersonFields
    from app.services import households

    fields = HouseholdFields(place=bytes.fromhex(told["place"]), code=told["code"], formed=told["formed"])
    head = PersonFields(
        name=told["name"], sex=told["sex"] or None, birth=told["birth"], ethnic=told["ethnic"]
    )
    return households.add(store, fields, head, actor)
