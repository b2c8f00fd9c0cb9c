"""Who shall be in an activity: those whom the register proposes, in order, with their reasons; or anybody."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from app.i18n import _, pgettext
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.stepping import StepVerb
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import STRETCH, column, framed, row, sides
from app.ui.widgets.cells import draw_check, draw_class
from app.ui.widgets.columns import Column
from app.ui.widgets.labels import label
from app.ui.widgets.ranked_table import draw_marked, draw_named
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.status_line import keys
from app.ui.widgets.table import Table
from app.vietnamese import fold

if TYPE_CHECKING:
    from app.services.support.candidates import Candidates
    from app.ui.screens.support_activity_seen import Page

SEEN = 11  # lines of the list


class Enrol(StepVerb):
    """The dialog: type to narrow, ↓ into the list, Space chooses, Enter registers."""

    def __init__(self, desk: Desk, parent: QWidget, page: Page) -> None:
        super().__init__(
            desk, parent, _("Đăng ký vào {title}").format(title=page.title), "", _("Đăng ký"),
            Size.text_dialog,
        )  # fmt: skip
        self._page = page
        self._all: list[tuple[str, Any]] = []
        self.search = SearchField(_("Lọc theo tên, mã hộ, bản"), "Ctrl+F", "list-filter")
        self.everyone = QCheckBox(_("Cả người chưa đủ điều kiện"))
        self.add(row(self.search, self.everyone, STRETCH, self._day()))
        self.table = Table(_columns())
        self.table.setFixedHeight(Size.table_head + SEEN * Size.row)
        self.add(framed("panel", column(self.table, gap=0, around=sides(1, 1))))
        self._told = label(size="small", tone="second")
        hints = [("↓", _("vào danh sách")), ("Space", _("chọn")), ("Enter", pgettext("key", "đăng ký"))]
        self.add(row(self._told, STRETCH, keys(hints)))
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.search.stepped.connect(lambda _step: self._enter())
        self.search.returnPressed.connect(self._enter)
        self.everyone.toggled.connect(lambda _on: self.look())
        self.table.row_opened.connect(lambda _at: self.do())
        self.table.left_upwards.connect(self.search.take)
        self.table.selection_moved.connect(self._count)
        self.accepting.setDefault(False)
        self.accepting.setAutoDefault(False)
        self.refusing.setAutoDefault(False)
        self.search.setFocus()
        self.look()

    def _day(self) -> QWidget:
        made = self.ask_day("on", _("Ngày đăng ký"))
        self.body.removeWidget(made)
        made.setFixedWidth(Size.form_label + Size.name_column)
        return made

    def look(self) -> None:
        """Ask for the candidates."""
        read = partial(
            _candidates, key=self._page.key, today=clock.today(), everyone=self.everyone.isChecked()
        )
        self.desk.runner.ask(read, self._show, latest="candidates", failed=self.say_wrong)

    def _show(self, told: Candidates) -> None:
        self._all = [("in", one) for one in told.rows]
        self._all += [("unknown", one) for one in told.unknown]
        self._all += [("ineligible", one) for one in told.ineligible]
        free = _("còn {n} chỗ").format(n=told.free) if told.free is not None else _("không giới hạn chỗ")
        more = _("{n} người nữa chưa đủ thông tin").format(n=told.others) if told.others else ""
        able = _("{n} đủ điều kiện").format(n=len(told.rows))
        self._summary = " · ".join(filter(None, (able, free, more)))
        self._narrow()

    def _narrow(self) -> None:
        words = fold(self.search.text()).split()
        rows = [one for one in self._all if all(word in _searched(one[1]) for word in words)]
        self.table.rows.fill(rows)
        self.table.go_to(0)
        self._count()

    _summary = ""

    def _count(self) -> None:
        chosen = len(self.table.selected())
        self._told.setText(
            _("Đang chọn {n}").format(n=self._page.counted(chosen)) if chosen else self._summary
        )
        self.accepting.setEnabled(bool(self.table.rows.rowCount()))
        self.accepting.setText(
            _("Đăng ký {n}").format(n=self._page.counted(chosen)) if chosen else _("Đăng ký")
        )

    def _enter(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.go_to(max(self.table.currentIndex().row(), 0))

    def _chosen(self) -> list[Any]:
        at = self.table.selected() or [self.table.currentIndex().row()]
        rows = [self.table.rows.row(number) for number in at if number >= 0]
        return [one for _standing, one in rows]

    def do(self) -> None:
        """Register those chosen, else the current one."""
        chosen = self._chosen()
        if chosen and self.sound():
            who = [(one.household, one.person) for one in chosen]
            on = self.text("on")
            self.change(partial(_register, key=self._page.key, who=who, on=on, actor=self.desk.actor))

    def _done(self, value: Any) -> None:
        self.said = _("Đã đăng ký {n}.").format(n=self._page.counted(len(value.new)))
        if value.already:
            self.said += " " + _("{n} đã có trong danh sách từ trước.").format(n=len(value.already))
        super()._done(value)


def _searched(one: Any) -> str:
    return fold(f"{one.name} {one.head} {one.code} {one.village}")


def _columns() -> Sequence[Column]:
    return (
        Column("", lambda told: None, draw=draw_check, sample="M", sorts=False),
        Column(_("Ưu tiên"), lambda told: told[1].rank or "–", sample="Ưu tiên", right=True, sorts=False,
               weight="bold"),
        Column(_("Đối tượng"), lambda told: (told[1].name, _about(told[1])), sample="Hoàng Thị Phượng HK-000",
               draw=draw_named, sorts=False),
        Column(_("Bản"), lambda told: told[1].village, sample="Bản Lũng Cáng", sorts=False, tone="text2"),
        Column(_("Loại hộ"), lambda told: told[1].klass, sample="M Không nghèo", draw=draw_class,
               sorts=False, weight="medium"),
        Column(_("Điều kiện"), _look, sample="MM Thiếu thông tin", draw=draw_marked, sorts=False),
        Column(_("Vì sao"), _why, sample="M" * 16, sorts=False, tone="text2", stretch=True,
               tip=_why),
    )  # fmt: skip


def _about(one: Any) -> str:
    return one.code if one.person is None or one.name == one.head else f"{one.code} · {one.head}"


def _look(told: tuple[str, Any]) -> tuple[str, str, str]:
    from app.ui.screens.support_activity_seen import DOUBLE, LOOKS

    standing, one = told
    if one.clashes:
        standing = DOUBLE
    elif standing == "in" and one.standing:
        standing = one.standing
    icon, tone, words = LOOKS[standing]
    return icon, tone, words()


def _why(told: tuple[str, Any]) -> str:
    _standing, one = told
    if one.clashes:
        return str(one.clashes[0].text)
    needs = _("Cần: {needs}").format(needs=", ".join(one.needs)) if one.needs else ""
    return one.why or " · ".join(filter(None, (" ".join(one.because), needs)))


def _candidates(store: Any, key: bytes, today: Any, everyone: bool) -> Any:
    from app.services.support.candidates import candidates

    return candidates(store, key, today, everyone=everyone)


def _register(store: Any, key: bytes, who: list[Any], on: str, actor: str) -> Any:
    from app.services.support import enrolments

    return enrolments.register(store, key, who, on, clock.today(), actor)
