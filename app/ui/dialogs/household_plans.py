"""The plan of a household for a year: what it lacks, what answers that, what it asks for, who helps it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLayout, QWidget

from app.i18n import _
from app.rules.codes import code_list
from app.rules.support_kinds import kind
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.stepping import StepVerb
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import TOP, column, row
from app.ui.widgets.fields import Choice, Line
from app.ui.widgets.labels import icon_label, label, wrapped

if TYPE_CHECKING:
    from app.services.support.household_plans import Page
    from app.services.support.ledger import Support

_ACROSS = 2  # wishes beside each other


class PlanHousehold(StepVerb):
    """The dialog: needs and answers at the left, what can be written at the right."""

    def __init__(self, desk: Desk, parent: QWidget, page: Page) -> None:
        super().__init__(
            desk, parent, _("Kế hoạch năm {year} của hộ {head}").format(year=page.year, head=page.head), "",
            _("Ghi lại"), Size.text_dialog,
        )  # fmt: skip
        self._page = page
        both = row(self._needs(page), self._asked(page), gap=Size.margin + Size.gap)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.add(both)
        self.said = _("Đã ghi kế hoạch của hộ.")

    def _needs(self, page: Page) -> QLayout:
        made = column(label(_("Hộ thiếu gì, hỗ trợ nào đáp ứng"), weight="medium"), gap=Size.gap)
        for line in page.plan.answered:
            given = cast("tuple[Support, ...]", line.by)
            by = ", ".join(dict.fromkeys(one.title for one in given))
            made.addLayout(_told("check", "accent", need_name(line.need, line.code), by))
        for line in page.plan.unanswered:
            could = ", ".join(kind(code).name.lower() for code in line.could)
            way = _("Có thể: {kinds}").format(kinds=could) if could else _("Chưa có loại hỗ trợ nào đáp ứng")
            made.addLayout(_told("circle-alert", "warn", need_name(line.need, line.code), way))
        if not page.plan.answered and not page.plan.unanswered:
            made.addWidget(
                wrapped(_("Kết quả đã công nhận chưa ghi nguyên nhân, thiếu hụt nào của hộ."), tone="second")
            )
        made.addStretch(1)
        return made

    def _asked(self, page: Page) -> QLayout:
        made = column(label(_("Hộ xin hỗ trợ (✓: năm nay đã có)"), weight="medium"), gap=Size.gap)
        grid = QGridLayout()
        grid.setVerticalSpacing(Size.tight)
        self.wants: dict[str, QCheckBox] = {}
        for at, entry in enumerate(code_list("policies").entries):
            got = " ✓" if entry.code in page.granted else ""
            box = self.wants[entry.code] = QCheckBox(entry.name + got)
            box.setChecked(entry.code in page.wanted)
            grid.addWidget(box, at // _ACROSS, at % _ACROSS)
        made.addLayout(grid)
        day = clock.shown(clock.day(page.escape_registered)) if page.escape_registered else ""
        kinds = [
            ("", ""), ("person", _("Cá nhân")), ("agency", _("Cơ quan")), ("association", _("Hội, đoàn thể")),
        ]  # fmt: skip
        chosen = Choice(kinds)
        chosen.choose(page.helper_kind)
        for field in (
            self.field("on", _("Đăng ký thoát nghèo"), Line(day, hint="10/11/2026"),
                       note=_("Ngày đăng ký; để trống là không đăng ký.")),
            self.field("helper", _("Người giúp đỡ"), Line(page.helper)),
            self.field("helper_kind", _("Là"), chosen),
            self.field("note", _("Ghi chú"), Line(page.note)),
        ):  # fmt: skip
            made.addWidget(field)
        made.addStretch(1)
        return made

    def do(self) -> None:
        """Keep the plan; the registration is an act of its own, where it is another one."""
        if self.sound():
            told = {
                "wants": tuple(code for code, box in self.wants.items() if box.isChecked()),
                **{name: self.text(name) for name in ("on", "helper", "helper_kind", "note")},
            }
            self.change(partial(_keep, page=self._page, told=told, actor=self.desk.actor))


def _told(icon: str, tone: str, words: str, detail: str) -> QLayout:
    mark = icon_label(icon, tone)
    line = row(mark, column(wrapped(words), wrapped(detail, size="small", tone="hint"), gap=0))
    line.setStretch(1, 1)
    line.setAlignment(mark, TOP)
    return line


def need_name(need: str, code: str) -> str:
    """A cause or an indicator by name."""
    from app.services.support.needs import indicator_name

    name = code_list("causes").name(code) if need == "cause" else indicator_name(code)
    told = _("Nguyên nhân: {name}") if need == "cause" else _("Thiếu hụt: {name}")
    return told.format(name=name[:1].lower() + name[1:])


def _keep(store: Any, page: Page, told: dict[str, Any], actor: str) -> None:
    from app.services.support import filled, household_plans

    on = filled.maybe_day("on", told.pop("on"))
    title = _("Kế hoạch năm {year} của hộ {head}").format(year=page.year, head=page.head)
    with store.as_one(title, actor):
        household_plans.keep(store, page.household, page.year, actor, **told)
        if on != page.escape_registered:
            household_plans.register_escape(store, page.household, page.year, on, clock.today(), actor)
