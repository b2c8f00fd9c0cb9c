"""The plan of an activity: what, when, where, for how many, and what its sub-project asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.i18n import _
from app.rules.asks import Ask
from app.rules.programme import in_force, sub_project
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.asked_fields import field_of, figure, shown, typed
from app.ui.dialogs.stepping import StepVerb
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, emptied, holder, row
from app.ui.widgets.fields import Choice, Field, Line
from app.ui.widgets.labels import label

if TYPE_CHECKING:
    from app.services.support.activity_plans import Plan

PART = "content"  # the field by which a sub-project asks which of its contents an activity serves
_ACROSS = 2  # names of villages beside each other
_NUMBERS = ("planned_households", "planned_persons", "planned_quantity", "share")


class PlanActivity(StepVerb):
    """A new activity, or another plan for one that there is."""

    def __init__(
        self, desk: Desk, parent: QWidget, year: int, plan: Plan | None = None, activity: bytes = b"",
        code: str = "", made: Callable[[bytes], object] | None = None,
    ) -> None:  # fmt: skip
        """`code`: `programme|code` that is chosen to begin with; `made` gets the key of a new one."""
        super().__init__(
            desk, parent,
            _("Sửa hoạt động") if activity else _("Thêm hoạt động năm {year}").format(year=year), "",
            _("Ghi lại") if activity else _("Thêm"), Size.text_dialog,
        )  # fmt: skip
        self._year, self._plan, self._activity, self._then = year, plan, activity, made
        self._asks: tuple[Ask, ...] = ()
        self._details: Mapping[str, Any] = dict(plan.details) if plan else {}
        left, right = column(gap=Size.gap), column(gap=Size.gap)
        for made_field in self._fields():
            left.addWidget(made_field)
        for pair in self._pairs():
            left.addLayout(pair)
        left.addStretch(1)
        right.addWidget(label(_("Nơi thực hiện (không chọn: cả địa bàn)"), tone="second"))
        right.addWidget(self._places())
        right.addWidget(label(_("Riêng của dự án, chính sách này"), tone="second"))
        self._room = column(gap=Size.gap)
        right.addLayout(self._room)
        right.addStretch(1)
        both = row(left, right, gap=Size.margin + Size.gap)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.add(both)
        self._begin(plan, code)
        self.fields["code"].edited.connect(self._offer_parts)
        self.fields["part"].edited.connect(self._ask_details)

    # Fields -----------------------------------------------------------------------------------------------

    def _fields(self) -> Sequence[Field]:
        return (
            self.field("code", _("Dự án, chính sách"), Choice(sub_projects(self._year))),
            self.field("part", _("Nội dung"), Choice()),
            self.field("title", _("Tên hoạt động"), Line(hint=_("Nuôi bò cái sinh sản"))),
            self.field("content", _("Cấp phát gì"), Line(hint=_("Bò cái sinh sản"))),
        )

    def _pairs(self) -> Sequence[Any]:
        def pair(*told: tuple[str, str, str]) -> Any:
            made = row(*(self.field(key, name, Line(hint=hint), beside=False) for key, name, hint in told))
            for at in range(len(told)):
                made.setStretch(at, 1)
            return made

        return (
            pair(("decision_number", _("Quyết định số"), "236"),
                 ("decision_day", _("Ngày quyết định"), "14/08/2026")),
            pair(("since", _("Từ ngày"), "01/03/2026"), ("until", _("Đến ngày"), "31/12/2026")),
            pair(("planned_households", _("Số hộ"), "10"), ("planned_persons", _("Số người"), ""),
                 ("share", _("Mức mỗi suất (đồng)"), "24.000.000")),
            pair(("planned_quantity", _("Số lượng"), "10"), ("unit", _("Đơn vị"), _("con"))),
            pair(("lead", _("Cơ quan chủ trì"), ""), ("partner", _("Đơn vị phối hợp"), "")),
        )  # fmt: skip

    def _places(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(Size.tight)
        self._boxes: dict[bytes, QCheckBox] = {}
        for at, area in enumerate(self.desk.outline.areas):
            box = self._boxes[area.key] = QCheckBox(area.name)
            grid.addWidget(box, at // _ACROSS, at % _ACROSS)
        return holder(grid)

    def _begin(self, plan: Plan | None, code: str) -> None:
        chosen = f"{plan.programme}|{plan.code}" if plan else code
        _choice(self.fields["code"]).choose(chosen)
        self._offer_parts()
        if plan is None:
            self._ask_details()
            return
        _choice(self.fields["part"]).choose(plan.part)
        texts = ("title", "content", "decision_number", "unit", "lead", "partner")
        for name in texts:
            self._put(name, getattr(plan, name))
        for name in ("decision_day", "since", "until"):
            stored = getattr(plan, name)
            self._put(name, clock.shown(date.fromisoformat(stored)) if stored else "")
        for name in _NUMBERS:
            self._put(name, figure(getattr(plan, name)))
        for key in plan.places:
            if key in self._boxes:
                self._boxes[key].setChecked(True)
        self._ask_details()

    def _put(self, name: str, text: str) -> None:
        inner = self.fields[name].inner
        assert isinstance(inner, Line)
        inner.setText(text)

    # What the sub-project asks ------------------------------------------------------------------------------

    def _chosen(self) -> Any:
        programme, _bar, code = self.text("code").partition("|")
        return sub_project(programme, code)

    def _offer_parts(self) -> None:
        contents = self._chosen().contents
        _choice(self.fields["part"]).offer([(one.key, one.name) for one in contents])
        self.fields["part"].setVisible(bool(contents))
        self._ask_details()

    def _ask_details(self) -> None:
        """Other fields for another sub-project or content; what was typed of the same ones stays."""
        self._details = {**self._details, **self._typed()}
        for ask in self._asks:
            self.fields.pop(ask.key, None)
        emptied(self._room)
        found = self._chosen().asks_on("activity", self.text("part"))
        self._asks = tuple(ask for ask in found if ask.key != PART)
        for ask in self._asks:
            made = self.fields[ask.key] = field_of(ask, None)
            known = self._details.get(ask.key)
            text = known if isinstance(known, str) and ask.type != "date" else shown(ask, known)
            if isinstance(made.inner, Choice):
                made.inner.choose(text)
            elif isinstance(made.inner, Line):
                made.inner.setText(text)
            self._room.addWidget(made)
        if not self._asks:
            self._room.addWidget(label(_("Không hỏi thêm gì."), size="small", tone="hint"))

    def _typed(self) -> dict[str, Any]:
        return {key: told for key, told in typed(self._asks, self.fields).items() if told is not None}

    # Doing ------------------------------------------------------------------------------------------------

    def do(self) -> None:
        """Write the plan down; whatever cannot be shows under its field."""
        programme, _bar, code = self.text("code").partition("|")
        part = self.text("part") if self._chosen().contents else ""
        details = typed(self._asks, self.fields)
        if any(ask.key == PART for ask in self._chosen().asks_on("activity", part)):
            details[PART] = part or None
        names = (
            "title", "content", "decision_number", "decision_day", "since", "until", "unit", "lead",
            "partner", *_NUMBERS,
        )  # fmt: skip
        told = {
            "programme": programme, "code": code, "part": part, "year": self._year,
            **{name: self.text(name) for name in names}, "details": details,
            "note": self._plan.note if self._plan else "",
            "places": tuple(key for key, box in self._boxes.items() if box.isChecked()),
        }  # fmt: skip
        if self._activity:
            self.said = _("Đã sửa hoạt động.")
            self.change(partial(_edit, key=self._activity, told=told, actor=self.desk.actor))
        else:
            self.said = _("Đã thêm hoạt động.")
            self.change(partial(_create, told=told, actor=self.desk.actor))

    def _done(self, value: object) -> None:
        super()._done(value)
        if isinstance(value, bytes) and self._then is not None:
            self._then(value)


def _choice(field: Field) -> Choice:
    assert isinstance(field.inner, Choice)
    return field.inner


def sub_projects(year: int) -> list[tuple[str, str]]:
    """Every sub-project and policy of a year: `programme|code` and what is shown."""
    return [
        (f"{one.key}|{sub.code}", f"{sub.code} · {sub.name}")
        for one in in_force(date(year, 7, 1))
        for sub in one.sub_projects
    ]


def _create(store: Any, told: dict[str, Any], actor: str) -> bytes:
    from app.services.support.activity_plans import Plan, create

    return create(store, Plan(**told), actor)


def _edit(store: Any, key: bytes, told: dict[str, Any], actor: str) -> bool:
    from app.services.support.activity_plans import Plan, edit

    return edit(store, key, Plan(**told), actor)
