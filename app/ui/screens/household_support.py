"""The section “Hỗ trợ” of a household's page: what it got in all its years, what it still lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.i18n import _, dong
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.household_plans import PlanHousehold
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import framed, row, sides
from app.ui.widgets.labels import icon_label, wrapped
from app.ui.widgets.panel import Panel
from app.ui.widgets.two_lines import Entry, Lines

if TYPE_CHECKING:
    from app.services.support.household_plans import Page
    from app.services.support.ledger import Support

WATCHED = frozenset({"enrolment", "delivery", "activity", "household_plan", "decided"})
_STATES = {
    "approved": ("file-check", "accent"), "receiving": ("package", "accent"),
    "finished": ("circle-check", "accent"), "withdrawn": ("ban", "text3"), "refused": ("circle-x", "text3"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A household's plan of this year with all support on record, and the names of its needs and states."""

    page: Page
    support: tuple[Support, ...]
    unanswered: tuple[str, ...]
    states: dict[str, str]


class SupportSection(Panel):
    """The section."""

    def __init__(self, desk: Desk, screen: QWidget) -> None:
        super().__init__(_("Hỗ trợ"))
        self._desk, self._screen = desk, screen
        self._household = b""
        self._told: Told | None = None
        self.add_link(_("Kế hoạch hộ…"), self.plan)
        self._open = wrapped("", size="small", tone="warn")
        line = row(icon_label("circle-alert", "warn"), self._open, around=sides(Size.margin, Size.tight))
        line.setStretch(1, 1)
        self._warning = framed("errand", line)
        self._warning.hide()
        self.lines = Lines()
        self.put(self._warning)
        self.put(self.lines)
        self.lines.chosen.connect(lambda one: desk.go("activity", one.activity))

    def show_household(self, household: bytes) -> None:
        """Read the support of a household."""
        self._household = household
        read = partial(_read, household=household, today=clock.today())
        self._desk.runner.ask(read, self._show, latest="household.support")

    def _show(self, told: Told) -> None:
        self._told = told
        page = told.page
        self._warning.setVisible(bool(told.unanswered))
        self._open.setText(_("Chưa có hỗ trợ: {needs}").format(needs="; ".join(told.unanswered)))
        facts = [_("{n} lần").format(n=len(told.support)) if told.support else _("chưa có hỗ trợ nào")]
        if page.wanted:
            facts.append(_("được {n}/{all} nguyện vọng").format(n=len(page.granted), all=len(page.wanted)))
        if page.escape_registered:
            facts.append(_("đăng ký thoát nghèo {year}").format(year=page.year))
        if page.helper:
            facts.append(_("giúp đỡ: {who}").format(who=page.helper))
        self.note.setText(" · ".join(facts))
        self.lines.fill(_entry(one, told.states) for one in told.support)

    def plan(self) -> None:
        """The plan of the household for this year."""
        if self._told is not None:
            PlanHousehold(self._desk, self._screen, self._told.page).open()


def _entry(one: Support, states: dict[str, str]) -> Entry:
    relations = {
        "member": _("của {name}").format(name=one.name),
        "origin": _("của hộ gốc"),
        "split": _("của hộ tách ra"),
    }
    icon, tone = _STATES.get(one.state, ("circle-dot", "text2"))
    detail = " · ".join(filter(None, (one.code, states[one.state], relations.get(one.relation, ""))))
    value = dong(one.value) if one.value else ""
    return Entry(one, one.title, detail, icon=icon, right=value, right_detail=str(one.year), tone=tone)


def _read(store: Any, household: bytes, today: Any) -> Told:
    from app.services.support import household_plans, ledger
    from app.services.support.enrolment_steps import STATE_NAMES
    from app.ui.dialogs.household_plans import need_name

    page = household_plans.page(store, household, today.year, today)
    with store.session() as session:
        support: Sequence[Support] = ledger.support_of_household(session, household)
    unanswered = tuple(need_name(line.need, line.code) for line in page.plan.unanswered)
    states = {key: str(name()) for key, name in STATE_NAMES.items()}  # type: ignore[no-untyped-call]
    return Told(page, tuple(support), unanswered, states)
