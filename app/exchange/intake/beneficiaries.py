"""The list of an activity goes into the store: who is on it is enrolled and approved, what each got recorded.

Each line passes the same rules as one typed by hand. Whom a rule refuses, or other support stands against,
stays out and is told why; whose eligibility cannot be judged yet is only registered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, select

from app.errors import InputFault
from app.exchange.intake.intake import Request, Result, keep
from app.exchange.intake.judging import Judged, Judging
from app.exchange.lines import Reading
from app.i18n import _
from app.models.intake import CHANGED, DOUBTFUL, EQUAL, NEW, REFUSED
from app.models.key import Key
from app.models.support import Activity, Enrolment
from app.rules.figures import figure
from app.services.support import approving, deliveries, enrolments, filled
from app.services.support.activities import (
    HOLDING,
    activity,
    enrolled,
    handed_over,
    must_be_open,
    must_be_ours,
)
from app.services.support.approving import free_places
from app.services.support.deliveries import Handed
from app.services.support.enrolments import Applying
from app.store.act import Act
from app.store.store import Store
from app.vietnamese import one_spelling


def take_in(
    store: Store, reading: Reading, request: Request, on: date, today: date, actor: str, wanted: Key | None
) -> Result:
    """Take a list into an activity; with `request.dry` only say what would happen.

    Args:
        on: the day of approval and of hand-over, where neither decision nor line names one.
        wanted: the activity; None = the one whose decision or title stands above the list.

    Raises:
        InputFault: no activity can be told, more are listed than places are free, or a day cannot be.
    """
    with store.session() as session:
        key = wanted or named(session, store.place, reading)
        one = must_be_open(must_be_ours(store, activity(session, key)))
        judging = Judging(store, session, one, reading, request, on)
        lines = judging.lines()
        _must_fit(session, one, lines, judging, today)
    if not request.dry:
        title = _("Nhập {file} vào {title}").format(file=request.file.name, title=one.title)
        with store.as_one(title, actor) as act:
            _write(store, one, judging, lines, today, actor)
            _keep(store, act, judging, reading.kind, request, lines)
    counts = Counter(each.outcome.status for each in lines)
    problems = (problem for each in lines for problem in each.outcome.reasons)
    return Result(
        kind=reading.kind,
        year=one.year,
        outcomes=tuple(each.outcome for each in lines),
        counts={status: counts[status] for status in (NEW, CHANGED, EQUAL, DOUBTFUL, REFUSED)},
        problems=(*reading.problems, *problems),
        dry=request.dry,
    )


def named(session: Session, place: Key, reading: Reading) -> Key:
    """The open activity whose title or decision stands above a list; InputFault for none or several."""
    above = one_spelling(" ".join(reading.above))
    query = select(Activity).where(Activity.place == place, Activity.closed == "", Activity.deleted == 0)
    every = session.exec(query).all()
    found = [one for one in every if one.title and one_spelling(one.title) in above]
    found = found or [
        one for one in every if one.decision_number and one_spelling(one.decision_number) in above
    ]
    if len(found) == 1:
        return found[0].id
    if found:
        raise InputFault(
            _("Danh sách có thể thuộc {n} hoạt động.").format(n=len(found)),
            "; ".join(one.title for one in found) + ".",
            _("Chọn hoạt động (--activity) rồi nhập lại."),
        )
    raise InputFault(
        _("Không rõ danh sách này của hoạt động nào."),
        _("Phía trên bảng không ghi tên hay số quyết định của hoạt động nào đang mở."),
        _("Lập hoạt động trước, hoặc chọn hoạt động (--activity), rồi nhập lại."),
    )


def _must_fit(
    session: Session, one: Activity, lines: Sequence[Judged], judging: Judging, today: date
) -> None:
    """What would stop the officer's verbs half-way is told before: places, days, quantities."""
    wanted = sum(each.approves for each in lines)
    free = free_places(one, enrolled(session, one.id, HOLDING))
    if free is not None and wanted > free:
        raise InputFault(
            _("Danh sách có {n} đối tượng mới, “{title}” còn {free} chỗ; chưa ghi gì vào sổ.").format(
                n=wanted, title=one.title, free=free
            ),
            todo=_("Sửa số chỗ trong kế hoạch theo quyết định, hoặc bớt dòng, rồi nhập lại."),
        )
    for day, _content in {judging.act_of(each.line) for each in lines if each.gives}:
        first, last = max(one.since, judging.decided), min(one.until or today.isoformat(), today.isoformat())
        if not first <= day <= last:
            raise InputFault(
                _("Ngày cấp phát {day} không nằm trong thời gian của “{title}” ({first}–{last}).").format(
                    day=filled.shown(day),
                    title=one.title,
                    first=filled.shown(first),
                    last=filled.shown(last),
                ),
                todo=_("Xem lại ngày trong danh sách (--on), ngày quyết định, hoặc thời gian của hoạt động."),
            )
    total = handed_over(session, one.id) + sum(each.line.quantity or 0 for each in lines if each.gives)
    if one.planned_quantity is not None and total > one.planned_quantity:
        raise InputFault(
            _("Danh sách làm tổng cấp phát thành {total}, kế hoạch có {planned} {unit}.").format(
                total=figure(total), planned=figure(one.planned_quantity), unit=one.unit
            ),
            todo=_("Sửa số lượng trong danh sách, hoặc sửa kế hoạch theo quyết định."),
        )


# Writing ----------------------------------------------------------------------------------------------------


def _write(
    store: Store, one: Activity, judging: Judging, lines: Sequence[Judged], today: date, actor: str
) -> None:
    """Through the verbs of the officer: registered, approved, handed over."""
    here = [each for each in lines if each.enrolment]
    new = [each.applying for each in here if each.outcome.status == NEW]
    if new:
        enrolments.register(store, one.id, new, judging.decided, today, actor)
    keys = _enrolled(store, one.id)
    approved = [each for each in here if each.approves]
    if approved:
        day = judging.day(each.enrolment for each in approved if each.enrolment)
        wanted = [keys[each.applying] for each in approved]
        approving.approve(store, one.id, day, today, actor, wanted)
    acts: dict[tuple[str, str, str], list[Handed]] = defaultdict(list)
    for each in here:
        if each.gives:
            its = each.line
            handed = Handed(keys[each.applying], its.quantity, its.amount, signed=its.signed)
            acts[*judging.act_of(its), its.unit].append(handed)
    for (on, content, unit), some in acts.items():
        deliveries.deliver(store, one.id, on, content, some, today, actor, unit)


def _enrolled(store: Store, key: Key) -> dict[Applying, Key]:
    query = select(Enrolment.household, Enrolment.person, Enrolment.id).where(
        Enrolment.activity == key, Enrolment.deleted == 0
    )
    with store.session() as session:
        return {(household, person): own for household, person, own in session.exec(query)}


def _keep(
    store: Store, act: Act, judging: Judging, kind: str, request: Request, lines: Sequence[Judged]
) -> None:
    """The file and what became of its lines are remembered, unless all of it is known already."""
    pairs = [(judging.identity(each.line.who), each.outcome) for each in lines]
    fresh = [pair for pair in pairs if pair[0] not in judging.seen]
    if fresh:
        counts = Counter(each.outcome.status for each in lines)
        keep(act, store.moment(), kind, request, counts, fresh)
