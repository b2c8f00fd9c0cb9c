"""Steps of those in an activity: approved, left, registered again, finished; facts told; its own end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.rules.codes import code_list
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asked_fields import NO, YES, field_of, said, typed, yes_or_no
from app.ui.dialogs.stepping import StepVerb, Told
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, row
from app.ui.widgets.fields import Choice, Line
from app.ui.widgets.labels import label

if TYPE_CHECKING:
    from app.ui.screens.support_activity_seen import Page, Row

PENDING = ("registered", "checked", "waiting")
ROLES_OF = "DA7.1"  # the sub-project whose rules ask for the role of an officer


class Approve(StepVerb):
    """Some get the places; what was found on that day stays as it was."""

    def __init__(self, desk: Desk, parent: QWidget, page: Page, rows: Sequence[Row], whole: bool) -> None:
        """`whole`: nobody is stopped, so that those beyond the places go on the waiting list."""
        super().__init__(
            desk, parent, _("Trình duyệt {n}").format(n=page.counted(len(rows))),
            _("Loại hộ, điều kiện của ngày duyệt được giữ như đã duyệt, dù sau này hộ thay đổi."),
            _("Duyệt"),
        )  # fmt: skip
        self._page, self._rows, self._whole = page, rows, whole
        self.ask_day("on", _("Ngày duyệt"))
        self.ask(
            "settled", _("Căn cứ văn bản"),
            note=_("Chỉ ghi khi danh mục không nêu điều kiện và người có thẩm quyền đã quyết định."),
        )  # fmt: skip
        self.said = _("Đã duyệt {n}.").format(n=page.counted(len(rows)))

    def do(self) -> None:
        """Approve them in one act."""
        if self.sound():
            keys = None if self._whole else [one.enrolment for one in self._rows]
            told: Told = {"on": self.text("on"), "settled": self.text("settled")}
            self.change(partial(_approve, key=self._page.key, enrolments=keys, actor=self.desk.actor, **told))


def _approve(
    store: Any, key: bytes, on: str, enrolments: list[bytes] | None, settled: str, actor: str
) -> Any:
    from app.services.support import approving

    return approving.approve(store, key, on, clock.today(), actor, enrolments, settled)


class Leave(StepVerb):
    """Somebody leaves: before approval refused or withdrawn, after it withdrawn; always for a reason."""

    def __init__(self, desk: Desk, parent: QWidget, one: Row, page: Page) -> None:
        title = _("{name} ra khỏi danh sách").format(name=one.name)
        super().__init__(
            desk, parent, title, _("Không xóa gì: dòng này ở lại cuối danh sách với lý do."), _("Ghi lại")
        )
        self._one = one
        ways = [("withdraw", _("Rút, không tham gia nữa"))]
        if one.state in PENDING:
            ways.append(("refuse", _("Không duyệt")))
        stopped = one.standing in ("double", "ineligible")
        self.add(self.field("way", _("Vì sao"), Choice(list(reversed(ways)) if stopped else ways)))
        self.ask_day("on", _("Ngày"))
        reason = Line(one.besides[0].text if stopped and one.besides else "")
        reason.setCursorPosition(0)
        self.add(self.field("why", _("Lý do"), reason))
        self.said = _("Đã ghi {name} ra khỏi danh sách.").format(name=one.name)

    def do(self) -> None:
        """Check, then write it down."""
        if self.sound():
            told: Told = {name: self.text(name) for name in ("way", "on", "why")}
            self.change(partial(_leave, key=self._one.enrolment, actor=self.desk.actor, **told))


def _leave(store: Any, key: bytes, way: str, on: str, why: str, actor: str) -> None:
    from app.services.support import enrolments

    verb = enrolments.refuse if way == "refuse" else enrolments.withdraw
    verb(store, key, on, why, clock.today(), actor)


class Again(StepVerb):
    """Somebody who left comes back into the list."""

    def __init__(self, desk: Desk, parent: QWidget, one: Row, page: Page) -> None:
        super().__init__(desk, parent, _("{name} đăng ký lại").format(name=one.name), "", _("Đăng ký lại"))
        self._one = one
        self.ask_day("on", _("Ngày đăng ký"))
        self.said = _("{name} đã trở lại danh sách.").format(name=one.name)

    def do(self) -> None:
        """Register once more."""
        if self.sound():
            on = self.text("on")
            self.change(partial(_again, key=self._one.enrolment, on=on, actor=self.desk.actor))


def _again(store: Any, key: bytes, on: str, actor: str) -> None:
    from app.services.support import enrolments

    enrolments.register_again(store, key, on, clock.today(), actor)


class Finish(StepVerb):
    """Those who had what the activity gives."""

    def __init__(self, desk: Desk, parent: QWidget, page: Page, rows: Sequence[Row]) -> None:
        super().__init__(
            desk, parent, _("{n} hoàn thành").format(n=page.counted(len(rows))),
            _("Đã nhận đủ những gì hoạt động này hỗ trợ."), _("Ghi hoàn thành"),
        )  # fmt: skip
        self._rows = rows
        self.ask_day("on", _("Ngày hoàn thành"))
        self.said = _("Đã ghi {n} hoàn thành.").format(n=page.counted(len(rows)))

    def do(self) -> None:
        """All in one act."""
        if self.sound():
            keys = [one.enrolment for one in self._rows]
            self.change(partial(_finish, keys=keys, on=self.text("on"), actor=self.desk.actor))


def _finish(store: Any, keys: list[bytes], on: str, actor: str) -> None:
    from app.services.support import enrolments

    enrolments.finish(store, keys, on, clock.today(), actor)


class Promote(StepVerb):
    """The first of the waiting list get the places that came free."""

    def __init__(self, desk: Desk, parent: QWidget, page: Page) -> None:
        super().__init__(
            desk, parent, _("Gọi từ danh sách chờ"),
            _("Những người đứng đầu danh sách chờ nhận các chỗ đang trống."), _("Duyệt"),
        )  # fmt: skip
        self._key = page.key
        self.ask_day("on", _("Ngày duyệt"))

    def do(self) -> None:
        """Promote them."""
        if self.sound():
            on = self.text("on")
            self.change(partial(_promote, key=self._key, on=on, actor=self.desk.actor))


def _promote(store: Any, key: bytes, on: str, actor: str) -> Any:
    from app.services.support import approving

    return approving.promote(store, key, on, clock.today(), actor)


class Fill(StepVerb):
    """What the register lacks of somebody: facts for the rules, and what the sub-project asks for."""

    def __init__(self, desk: Desk, parent: QWidget, one: Row, page: Page) -> None:
        super().__init__(
            desk, parent, _("Thông tin của {name}").format(name=one.name), "", _("Ghi lại"),
            Size.broad_dialog if page.enrolment_asks else Size.wide_dialog,
        )  # fmt: skip
        self._one, self._asks = one, page.enrolment_asks
        self._facts = self._asked_facts(page)
        left = column(label(_("Để xét điều kiện"), weight="medium"), gap=Size.gap)
        for key, name in self._facts:
            choice = Choice(yes_or_no())
            choice.choose({True: YES, False: NO}.get(one.told.get(key), ""))  # type: ignore[call-overload]
            left.addWidget(self.field(key, name, choice))
        if page.code == ROLES_OF:
            roles = [("", ""), *((entry.code, entry.name) for entry in code_list("officer_roles").entries)]
            choice = Choice(roles)
            known = one.told.get("roles")
            choice.choose(str(next(iter(known), "")) if isinstance(known, list) else "")
            left.addWidget(self.field("roles", _("Vai trò"), choice))
        settled = self.field("settled", _("Căn cứ văn bản"), Line(str(one.told.get("settled") or "")))
        left.addWidget(settled)
        left.addStretch(1)
        sides = row(left, gap=Size.margin)
        if self._asks:
            sides.addLayout(self._details(one))
        self.add(sides)

    def _asked_facts(self, page: Page) -> list[tuple[str, str]]:
        facts = [("low_income", _("Hộ thu nhập thấp"))]
        if self._one.person:
            women = [("pregnant", _("Đang mang thai")), ("nursing", _("Đang nuôi con nhỏ dưới 12 tháng"))]
            facts += women if self._one.sex != "male" else []
        facts += [("disabled", _("Có người khuyết tật")), ("stable", _("Người ấy có sinh kế ổn định"))]
        return [*facts, (f"had_{page.kind}", _("Đã từng được hỗ trợ loại này"))]

    def _details(self, one: Row) -> Any:
        right = column(label(_("Hồ sơ của hoạt động"), weight="medium"), gap=Size.gap)
        for ask in self._asks:
            made = field_of(ask, one.details.get(ask.key))
            self.fields[ask.key] = made
            right.addWidget(made)
        right.addStretch(1)
        return right

    def do(self) -> None:
        """Write both down in one act."""
        if self.sound():
            told: dict[str, Any] = {key: said(self.text(key)) for key, _name in self._facts}
            told["settled"] = self.text("settled") or None
            if "roles" in self.fields:
                told["roles"] = [self.text("roles")] if self.text("roles") else None
            told = {**self._one.told, **told}
            details: Mapping[str, Any] | None = typed(self._asks, self.fields) if self._asks else None
            self.change(
                partial(_fill, key=self._one.enrolment, told=told, details=details, actor=self.desk.actor)
            )


def _fill(store: Any, key: bytes, told: Any, details: Any, actor: str) -> Any:
    from app.services.support import enrolments

    return enrolments.fill(store, key, actor, details, told)


class Close(StepVerb):
    """An activity is over."""

    def __init__(self, desk: Desk, parent: QWidget, page: Page) -> None:
        super().__init__(desk, parent, _("Kết thúc hoạt động"), page.title, _("Kết thúc"))
        self._key = page.key
        self.ask_day("on", _("Ngày kết thúc"))
        self.said = _("Hoạt động đã kết thúc.")

    def do(self) -> None:
        """Close it."""
        if self.sound():
            self.change(partial(_close, key=self._key, on=self.text("on"), actor=self.desk.actor))


def _close(store: Any, key: bytes, on: str, actor: str) -> None:
    from app.services.support import activities

    activities.close(store, key, on, clock.today(), actor)


class Reopen(StepVerb):
    """A closed activity goes on."""

    def __init__(self, desk: Desk, parent: QWidget, page: Page) -> None:
        super().__init__(desk, parent, _("Mở lại hoạt động"), page.title, _("Mở lại"))
        self._key = page.key
        self.ask("why", _("Lý do"))

    def do(self) -> None:
        """Open it again."""
        if self.sound():
            self.change(partial(_reopen, key=self._key, why=self.text("why"), actor=self.desk.actor))


def _reopen(store: Any, key: bytes, why: str, actor: str) -> None:
    from app.services.support import activities

    activities.reopen(store, key, why, actor)
