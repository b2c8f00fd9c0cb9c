"""The support of a year at a glance, as its screen shows it: plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.i18n import _
from app.rules.programme import in_force
from app.rules.programme_entries import SubProject

if TYPE_CHECKING:
    from app.services.support.activity_lines import ActivityLine
    from app.services.support.money_progress import Progress

PENDING = ("registered", "checked")
PROGRAMME, SUB, ACTIVITY = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: a programme, one of its sub-projects or policies, or an activity.

    Attributes:
        level: `PROGRAMME`, `SUB` or `ACTIVITY`.
        key: of an activity; empty for others.
        code: `programme|code` that it belongs to.
        mark: the code that is shown before the name.
        taken: how many hold a place, of how many; the second None where nobody planned a number.
        money: đồng planned, allocated, disbursed.
        todo: what waits, in a few words; `late` where a day has passed.
    """

    level: int
    name: str
    code: str
    mark: str = ""
    key: bytes = b""
    under: str = ""
    taken: tuple[int, int | None] | None = None
    money: tuple[int, int, int] = (0, 0, 0)
    delivered: int = 0
    todo: str = ""
    late: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """The support of a year.

    Attributes:
        years: that can be chosen, the newest first.
        money: đồng planned and carried over, allocated, disbursed, of all.
        estimate: what the plan expects to be disbursed by the end of the year, %.
        due: outcomes that are due.
    """

    year: int
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    money: tuple[int, int, int]
    estimate: float | None
    households: int
    persons: int
    due: int

    def activities(self) -> tuple[Line, ...]:
        """The activities alone."""
        return tuple(line for line in self.lines if line.level == ACTIVITY)


def lines_of(
    year: int, told: Sequence[ActivityLine], money: Mapping[str, Sequence[Progress]],
    allocated: Mapping[bytes, int], today: date,
) -> Iterator[Line]:  # fmt: skip
    """Programmes with what they have in the year, each sub-project over its activities."""
    by_sub: dict[tuple[str, str], list[ActivityLine]] = {}
    for one in told:
        by_sub.setdefault((one.programme, one.code), []).append(one)
    for known in in_force(date(year, 7, 1)):
        sums = {line.code: line for line in money.get(known.key, ())}
        subs = [
            line
            for sub in known.sub_projects
            if (known.key, sub.code) in by_sub or sub.code in sums
            for line in _sub(sub, by_sub.get((known.key, sub.code), []), sums.get(sub.code), allocated, today)
        ]
        if subs or known.key in sums:
            yield _programme(known.key, known.name, subs, sums.get(known.key))
            yield from subs


def _programme(key: str, name: str, lines: Iterable[Line], undivided: Progress | None) -> Line:
    parts = [line.money for line in lines if line.level == SUB]
    if undivided:
        parts.append((undivided.available, undivided.allocated, undivided.disbursed))
    planned, allocated, disbursed = (sum(part[at] for part in parts) for at in range(3))
    return Line(PROGRAMME, name, f"{key}|{key}", money=(planned, allocated, disbursed))


def _sub(
    sub: SubProject, told: Sequence[ActivityLine], money: Progress | None, allocated: Mapping[bytes, int],
    today: date,
) -> Iterator[Line]:  # fmt: skip
    code = f"{sub.programme}|{sub.code}"
    amounts = (money.available, money.allocated, money.disbursed) if money else (0, 0, 0)
    delivered = sum(one.delivered for one in told)
    yield Line(SUB, sub.name, code, sub.code, money=amounts, delivered=delivered)
    for one in told:
        yield _activity(one, code, allocated.get(one.key, 0), today)


def _activity(one: ActivityLine, code: str, allocated: int, today: date) -> Line:
    todo, late = _waits(one, today)
    return Line(
        ACTIVITY,
        one.title,
        code,
        key=one.key,
        under=", ".join(one.villages),
        taken=None if one.unit_of == "place" else (one.enrolled, one.places),
        money=(one.planned_money, allocated, one.disbursed),
        delivered=one.delivered,
        todo=todo,
        late=late,
        closed=bool(one.closed),
    )


def _waits(one: ActivityLine, today: date) -> tuple[str, bool]:
    """What waits of an activity, the most urgent alone, and whether a day has passed."""
    if one.closed:
        return _("đã kết thúc"), False
    if one.until and one.until < today.isoformat():
        days = (today - date.fromisoformat(one.until)).days
        return _("quá hạn {n} ngày").format(n=days), True
    return next(_steps(one), ""), False


def _steps(one: ActivityLine) -> Iterator[str]:
    """What waits of an activity under way, the most urgent first."""
    if pending := sum(one.states.get(state, 0) for state in PENDING):
        yield _("{n} chờ duyệt").format(n=pending)
    if one.states.get("waiting") and one.free:
        yield _("{n} chờ, còn {free} chỗ").format(n=one.states["waiting"], free=one.free)
    if approved := one.states.get("approved", 0):
        yield _("{n} chưa nhận").format(n=approved)
    if one.missing:
        yield _("thiếu: {labels}").format(labels=", ".join(one.missing).lower())
