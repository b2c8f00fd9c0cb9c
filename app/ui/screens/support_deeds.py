"""What can be done about an activity: each verb asks the store for what its dialog needs, then opens it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui import clock
from app.ui.desk import Desk
from app.ui.dialogs.activities import PlanActivity
from app.ui.dialogs.deliveries import Deliver, Handed
from app.ui.dialogs.enrolling import Enrol
from app.ui.dialogs.enrolments import Again, Approve, Close, Fill, Finish, Leave, Promote, Reopen
from app.ui.dialogs.measurements import Measure
from app.ui.dialogs.money_entries import EnterMoney
from app.ui.dialogs.outcomes import Outcomes
from app.ui.dialogs.support_papers import OF_ACTIVITY, SupportPapers
from app.ui.dialogs.support_rules import SupportRules
from app.ui.screens import support_activity_seen as seen
from app.ui.screens.support_activity_seen import Page, Row

Do = Callable[[], object]


class Deeds(QObject):
    """The verbs of a screen about activities."""

    def __init__(self, desk: Desk, screen: QWidget) -> None:
        super().__init__(screen)
        self._desk, self._screen = desk, screen

    # The activity -----------------------------------------------------------------------------------------

    def create(self, year: int, code: str = "") -> None:
        """A new activity, which is shown when it is there."""
        show = partial(self._desk.go, "activity")
        PlanActivity(self._desk, self._screen, year, code=code, made=show).open()

    def edit(self, activity: bytes) -> None:
        """Another plan for an activity."""
        self._desk.runner.query(partial(_plan, key=activity), partial(self._edit, activity))

    def _edit(self, activity: bytes, plan: Any) -> None:
        PlanActivity(self._desk, self._screen, plan.year, plan, activity).open()

    def rules(self, page: Page) -> None:
        """Who may benefit, who goes first."""
        SupportRules(self._screen, page).open()

    def print(self, page: Page) -> None:
        """The list to sign, on its pages."""
        SupportPapers(self._desk, self._screen, page.title, OF_ACTIVITY, activity=page.key).open()

    def money(self, page: Page) -> None:
        """An entry of money for the activity."""
        EnterMoney(
            self._desk, self._screen, page.year, f"{page.programme}|{page.code}", page.key, page.title
        ).open()

    def offered(self, page: Page) -> Sequence[tuple[str, Do]]:
        """The verbs of a menu: words, what to do."""
        wait = page.standing(seen.HELD)
        receiving = tuple(one for one in wait if one.state in ("approved", "receiving") and one.got)
        told: list[tuple[str, Do]] = [(_("Đã cấp phát, ký nhận, trả lại…"), partial(self.handed, page))]
        if page.outcomes:
            told.append((_("Kết quả sau hỗ trợ…"), partial(self.outcomes, page.key)))
        if not page.ours:
            return told
        if page.closed:
            return [*told, (_("Mở lại hoạt động…"), lambda: Reopen(self._desk, self._screen, page).open())]
        if page.measured:
            told.insert(0, (_("Cân đo…"), partial(self.measure, page)))
        if receiving:
            told.append((_("Ghi hoàn thành…"), lambda: self._finish(page, receiving)))
        if any(one.state == "waiting" for one in page.people) and page.free != 0:
            told.append((_("Gọi từ danh sách chờ…"), lambda: Promote(self._desk, self._screen, page).open()))
        return [
            (_("Ghi cấp phát… (Ctrl+D)"), partial(self.deliver, page)),
            (_("Ghi khoản vốn…"), partial(self.money, page)),
            (_("Nhập danh sách thụ hưởng từ Excel…"), partial(self.take_in, page)),
            *told,
            (_("Sửa hoạt động… (F2)"), partial(self.edit, page.key)),
            (_("Kết thúc hoạt động…"), lambda: Close(self._desk, self._screen, page).open()),
        ]

    def take_in(self, page: Page) -> None:
        """A list in a workbook, into this activity."""
        self._desk.go("intake", page.key)
        self._desk.tell.done(_("Danh sách chọn lúc này sẽ nhập vào “{title}”.").format(title=page.title))

    # Who is in it -----------------------------------------------------------------------------------------

    def enrol(self, page: Page) -> None:
        """Choose whom to register."""
        if page.ours and not page.closed:
            Enrol(self._desk, self._screen, page).open()

    def approve(self, page: Page, rows: Sequence[Row]) -> None:
        """Give them places; the others wait where nobody is stopped."""
        whole = not page.standing(seen.TIED, *seen.STOPPED) and not any(
            one.state == "waiting" for one in page.people
        )
        Approve(self._desk, self._screen, page, rows, whole).open()

    def about(self, what: str, one: Row, page: Page) -> None:
        """A verb about one of them."""
        kinds: dict[str, Callable[..., Any]] = {"leave": Leave, "again": Again, "fill": Fill}
        if what in kinds and not (what == "leave" and one.standing == seen.ENDED):
            kinds[what](self._desk, self._screen, one, page).open()

    def go_on_beside(self, one: Row, why: str) -> None:
        """Go on although another record stands against it, for a written reason."""
        told = _("{name}: vẫn cho hưởng, đã ghi lý do.").format(name=one.name)
        do = partial(_except, key=one.enrolment, why=why, actor=self._desk.actor)
        self._desk.runner.change(do, lambda _none: self._desk.tell.done(told))

    def _finish(self, page: Page, rows: Sequence[Row]) -> None:
        Finish(self._desk, self._screen, page, rows).open()

    # What they get ----------------------------------------------------------------------------------------

    def deliver(self, page: Page) -> None:
        """Hand over to all who hold a place and have not finished."""
        rows = [one for one in page.standing(seen.HELD) if one.state in ("approved", "receiving")]
        if not rows:
            self._desk.tell.done(_("Chưa ai được duyệt: trình duyệt trước, rồi ghi cấp phát."))
        elif page.ours and not page.closed:
            Deliver(self._desk, self._screen, page, rows).open()

    def handed(self, page: Page) -> None:
        """What was handed over so far."""
        self._desk.runner.query(partial(_deliveries, key=page.key), partial(self._show_handed, page))

    def _show_handed(self, page: Page, lines: Sequence[Any]) -> None:
        Handed(self._desk, self._screen, page, lines).open()

    def measure(self, page: Page) -> None:
        """Weigh and measure the children of the list."""
        rows = [one for one in page.people if one.person and one.standing != seen.ENDED]
        Measure(self._desk, self._screen, page, rows).open()

    def outcomes(self, activity: bytes = b"") -> None:
        """What is to be asked some months after a support."""
        read = partial(_due, place=self._desk.outline.place, today=clock.today())
        self._desk.runner.query(read, partial(self._show_due, activity))

    def _show_due(self, activity: bytes, due: Sequence[Any]) -> None:
        own = [one for one in due if not activity or one.activity == activity]
        Outcomes(self._desk, self._screen, own).open()


def _plan(session: Any, key: bytes) -> Any:
    from app.services.support import activities, activity_plans

    return activity_plans.plan_of(session, activities.activity(session, key))


def _except(store: Any, key: bytes, why: str, actor: str) -> None:
    from app.services.support import enrolments

    enrolments.except_double(store, key, why, actor)


def _deliveries(session: Any, key: bytes) -> Any:
    from app.services.support import enrolment_lines

    return enrolment_lines.deliveries(session, key)


def _due(session: Any, place: bytes, today: Any) -> Any:
    from app.services.support import outcomes

    return outcomes.due(session, place, today)
