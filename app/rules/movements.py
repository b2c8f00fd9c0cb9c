"""Movement of a household between two years: its kind, and the report columns it feeds.

Whether a household is poor *again* follows from its whole known history, not from last year alone. Pure: the
ledger that keeps movements is elsewhere.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.errors import InputFault
from app.i18n import _
from app.rules.codes import code_list

if TYPE_CHECKING:
    from app.rules.book import RuleBook

UNRECORDED = "unrecorded"
_OFFICIAL = ("poor", "near_poor", "not_poor")
_KINDS = {
    ("poor", "near_poor"): "escaped_to_near_poor",
    ("poor", "not_poor"): "escaped_poor",
    ("near_poor", "poor"): "near_poor_to_poor",
    ("near_poor", "not_poor"): "escaped_near_poor",
}


@dataclass(frozen=True, slots=True)
class Movement:
    """One transition of one household.

    Attributes:
        kind: code of `movements`.
        before: class of last year; None where the household was not there.
        after: class of this year; None where the household is no longer there.
        again: it is poor (near-poor) now, was not last year, and was so in an earlier year.
        since: that earlier year, the latest; None unless `again`.
        cause: code of `changes`, where it left or joined for another cause; else empty.
    """

    kind: str
    before: str | None
    after: str | None
    again: bool = False
    since: int | None = None
    cause: str = ""

    @property
    def name(self) -> str:
        """Its official name."""
        return code_list("movements").name(self.kind)

    def column(self, report: int) -> str:
        """The column of report 2 or 3 that it feeds; empty where it feeds none."""
        return str(code_list("movements")[self.kind].flags[f"report_{report}"])


def movement(before: str | None, after: str | None, history: Mapping[int, str], cause: str = "") -> Movement:
    """The movement from last year's class to this year's.

    Args:
        before: last year's class; None where the household was not in the place (it joins).
        after: this year's class; None where it no longer is (it leaves).
        history: the class of every known earlier year; last year may be among them.
        cause: why it joins or leaves, a code of `changes`; none given counts as not recorded.

    Raises:
        InputFault: the cause does not fit joining or leaving, or the household is in neither year.
    """
    before, after = _official(before), _official(after)
    if before is None or after is None:
        return _other(before, after, cause)
    if before == after:
        return Movement(f"stays_{after}", before, after)
    since = _last_year_as(after, history) if after != "not_poor" else None
    again = since is not None
    kind = _KINDS.get((before, after)) or (f"{after}_again" if again else f"newly_{after}")
    return Movement(kind, before, after, again, since)


def _official(klass: str | None) -> str | None:
    """A farming household of average living standard is not poor: movements know three classes."""
    if klass is None or klass in _OFFICIAL:
        return klass
    if klass == "average_farming":
        return "not_poor"
    raise InputFault(_("Loại hộ “{klass}” không có.").format(klass=klass))


def _last_year_as(klass: str, history: Mapping[int, str]) -> int | None:
    return max((year for year, was in history.items() if was == klass), default=None)


def _other(before: str | None, after: str | None, cause: str) -> Movement:
    """A household that joins or leaves for another cause than its living standard."""
    side = "leaves" if after is None else "joins"
    klass = before or after
    if klass is None:
        raise InputFault(
            _("Không có biến động để ghi."), _("Hộ không có ở năm trước và cũng không có ở năm nay.")
        )
    changes, code = code_list("changes"), cause or UNRECORDED
    if code not in changes or not changes[code].flags[side]:
        raise InputFault(
            _("Lý do “{cause}” không dùng được ở đây.").format(cause=changes.name(code)),
            _("Hộ này tăng thêm.") if side == "joins" else _("Hộ này giảm đi."),
            _("Hãy chọn lý do khác trong danh mục."),
        )
    return Movement(f"{side}_{klass}", before, after, cause=code)


@dataclass(frozen=True, slots=True)
class Recognition:
    """A class recognised by decision, from a day on."""

    on: date
    klass: str


def escaped_on(history: Iterable[Recognition], day: date) -> date | None:
    """The day on which the latest escape from poverty was recognised, up to `day`; None if there is none.

    An escape is the first recognition as near-poor or not poor after one as poor. Poor again ends it.
    """
    escaped, was = None, ""
    for recognition in sorted(history, key=lambda one: one.on):
        if recognition.on > day:
            break
        if recognition.klass == "poor":
            escaped = None
        elif was == "poor":
            escaped = recognition.on
        was = recognition.klass
    return escaped


def recently_escaped(history: Iterable[Recognition], day: date, book: RuleBook) -> bool:
    """True from the recognition of the escape until the book's number of months has passed."""
    escaped = escaped_on(history, day)
    return escaped is not None and day < months_after(escaped, book.escape_months.value)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
