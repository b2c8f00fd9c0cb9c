"""What a list of support is asked of, and what stands around its table: issuer, place, year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlmodel import Session

from app.dates import PartialDate
from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.support import Activity
from app.reports.papers_people import issuer
from app.reports.report import Column, Report, Row, Value
from app.services import place_tree
from app.services.support import activities
from app.store.store import Store
from app.vietnamese import sort_key

PREPARED, SIGNED = "NGƯỜI LẬP BIỂU", "CHỦ TỊCH"


@dataclass(frozen=True)
class Asked:
    """A list of support as an officer wants it.

    Attributes:
        today: the day on which it is made: classes are those of this day, or of the last day of a year past.
        year: of the activities and plans; 0 for this one.
        place: one village; None for all of the store.
        day: of deliveries; None for all.
        period: `half_year`, `nine_months` or `year` of a report of money; empty for until today.
        full: with ID and telephone numbers.
    """

    store: Store
    session: Session
    today: date
    year: int = 0
    activity: Key | None = None
    household: Key | None = None
    place: Key | None = None
    day: date | None = None
    period: str = ""
    full: bool = False

    @property
    def scope(self) -> Key:
        """The village, or the whole store."""
        return self.place or self.store.place

    @property
    def of_year(self) -> int:
        """The year asked for, else this one."""
        return self.year or self.today.year

    @property
    def until(self) -> date:
        """Today, or the last day of a year that is over."""
        return min(self.today, date(self.of_year, 12, 31))

    @cached_property
    def places(self) -> Mapping[Key, tuple[int, str]]:
        """The places of the scope by key: where each stands in the order of lists, and its name."""
        lines = place_tree.tree(self.session, self.scope, self.of_year)
        return {line.key: (at, line.name) for at, line in enumerate(lines)}

    @cached_property
    def its_activity(self) -> Activity:
        """The activity; InputFault where none was named."""
        if self.activity is None:
            raise InputFault(
                _("Danh sách này lập riêng cho từng hoạt động."), todo=_("Chọn một hoạt động (--activity).")
            )
        return activities.activity(self.session, self.activity)

    @property
    def its_household(self) -> Key:
        """The household; InputFault where none was named."""
        if self.household is None:
            raise InputFault(_("Bản này lập riêng cho từng hộ."), todo=_("Chọn một hộ (--household)."))
        return self.household

    def order(self, place: Key, name: str) -> tuple[int, bytes]:
        """Where somebody of a place stands in a list: place by place, then by given name."""
        return self.places.get(place, (len(self.places), ""))[0], sort_key(name)

    def village(self, place: Key) -> str:
        """The name of a place; empty for one outside the scope."""
        return self.places.get(place, (0, ""))[1]


def issued(
    asked: Asked,
    key: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Sequence[Row],
    *,
    subtitle: str = "",
    notes: tuple[str, ...] = (),
    year: int = 0,
    landscape: bool = True,
    lines: int = 1,
) -> Report:
    """A list of support with the committee that issues it; `year` stands in its title, today at its end."""
    who = issuer(asked.session, asked.scope)
    return Report(
        key=key,
        title=title,
        columns=columns,
        rows=tuple(rows),
        unit=who.unit,
        where=who.where,
        year=year or asked.of_year,
        subtitle=subtitle,
        notes=notes,
        signers=(PREPARED, SIGNED),
        landscape=landscape,
        dated=asked.today.year,
        lines=lines,
    )


def of_activity(one: Activity) -> str:
    """The line below the title of an activity's list: `(Mô hình … theo Quyết định số 12/QĐ-UBND …)`."""
    decided = f"Quyết định số {one.decision_number}" if one.decision_number else ""
    on = f" ngày {shown(one.decision_day)}" if decided and one.decision_day else ""
    return f"({one.title}, theo {decided}{on})" if decided else f"({one.title})"


def shown(day: str) -> str:
    """A stored day as Vietnam writes it; empty for none."""
    return PartialDate.of(day).shown if day else ""


def whole(number: float | None) -> Value:
    """A quantity without the point that it does not need; None for none."""
    if not number:
        return None
    return int(number) if float(number).is_integer() else round(number, 2)
