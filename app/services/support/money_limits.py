"""How much may be written: an activity's plan within its sub-project's, an allocation within the plan, a
disbursement within the allocation, or within the plan while nothing is allocated; and no more paid back
than was disbursed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _, number
from app.models.budget import BudgetLine
from app.models.key import Key
from app.models.support import ALLOCATED, DISBURSED, PAID_BACK, PLANNED, Money

if TYPE_CHECKING:
    from app.services.support.money import Entry


class Overspent(InputFault):
    """An entry goes over what was planned or allocated; a reason written with it lets it pass."""

    kind = "overspent"


def must_stay_within(session: Session, place: Key, entry: Entry) -> None:
    """Overspent when an entry goes over a limit and does not say why."""
    for limit, used, name in _limits(session, place, entry):
        if limit is not None and used + entry.amount > limit and not entry.over_why.strip():
            raise Overspent(
                _("Khoản {amount} đồng vượt {name} {over} đồng.").format(
                    amount=number(entry.amount), name=name, over=number(used + entry.amount - limit)
                ),
                _("{name} là {limit} đồng, đã ghi {used} đồng.").format(
                    name=name[:1].upper() + name[1:], limit=number(limit), used=number(used)
                ),
                _("Sửa số tiền, bổ sung kế hoạch, hoặc ghi lý do vượt để vẫn ghi khoản này."),
            )


def _limits(session: Session, place: Key, entry: Entry) -> Iterable[tuple[int | None, int, str]]:
    """Of the sub-project and of the activity: the limit (None: none set), what is used of it, its name."""
    book = _Book(session, place, entry.year, entry.programme, entry.code)
    if entry.stage == PLANNED and entry.activity is not None:
        named = _("kế hoạch vốn {code} năm {year}").format(code=entry.code, year=entry.year)
        yield book.plan(), book.planned_for_activities(), named
    if entry.stage == ALLOCATED:
        yield from book.of_stage(ALLOCATED, entry.activity)
    if entry.stage == DISBURSED:
        yield from book.of_stage(DISBURSED, entry.activity)
    if entry.stage == PAID_BACK:
        yield book.net_disbursed(entry.activity), 0, _("số đã giải ngân của {code}").format(code=entry.code)


class _Book:
    """The sums of one sub-project in one year, as its limits need them."""

    def __init__(self, session: Session, place: Key, year: int, programme_key: str, code: str) -> None:
        self._session, self._place, self._year = session, place, year
        self._programme, self._code = programme_key, code

    def of_stage(self, stage: str, activity: Key | None) -> Iterable[tuple[int | None, int, str]]:
        """The limits of an allocation or a disbursement: the sub-project's, then its activity's."""
        named = {None: self._code, activity: _("hoạt động này")} if activity else {None: self._code}
        for one, name in named.items():
            used = self._sum(stage, one) - (self._sum(PAID_BACK, one) if stage == DISBURSED else 0)
            allocated = self._sum(ALLOCATED, one) if stage == DISBURSED else 0
            if allocated:
                yield allocated, used, _("số đã cấp cho {name}").format(name=name)
            else:
                planned = self._sum(PLANNED, one) if one else self.plan()
                yield planned or None, used, _("kế hoạch của {name}").format(name=name)

    def plan(self) -> int | None:
        """What the year's plan gives the sub-project, with what was carried over; None without a plan."""
        lines = self._session.exec(
            select(func.sum(BudgetLine.amount)).where(
                BudgetLine.place == self._place,
                BudgetLine.year == self._year,
                BudgetLine.code == self._code,
                col(BudgetLine.programme).in_(("", self._programme)),
                BudgetLine.deleted == 0,
            )
        ).one()
        more = self._sum(PLANNED, None, undivided=True)
        return None if lines is None and not more else int(lines or 0) + more

    def planned_for_activities(self) -> int:
        """What is planned for its activities so far."""
        return self._sum(PLANNED, None) - self._sum(PLANNED, None, undivided=True)

    def net_disbursed(self, activity: Key | None) -> int:
        """What was disbursed and not paid back."""
        return self._sum(DISBURSED, activity) - self._sum(PAID_BACK, activity)

    def _sum(self, stage: str, activity: Key | None, *, undivided: bool = False) -> int:
        query = select(func.coalesce(func.sum(Money.amount), 0)).where(
            Money.place == self._place,
            Money.year == self._year,
            Money.programme == self._programme,
            Money.code == self._code,
            Money.stage == stage,
            Money.deleted == 0,
        )
        if activity is not None:
            query = query.where(Money.activity == activity)
        if undivided:
            query = query.where(col(Money.activity).is_(None))
        return int(self._session.exec(query).one())


def must_leave_enough(session: Session, entry: Money) -> None:
    """An allocation or a disbursement that others stand on is not struck from under them."""
    book = _Book(session, entry.place, entry.year, entry.programme, entry.code)
    if entry.stage == DISBURSED and book.net_disbursed(entry.activity) < entry.amount:
        raise InputFault(
            _("Khoản giải ngân này đã được nộp lại một phần nên không bỏ được."),
            todo=_("Bỏ khoản nộp lại trước, rồi bỏ khoản giải ngân."),
        )
