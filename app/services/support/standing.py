"""The class of households on a day: by decision, else by an official list or a closed round, marked so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.i18n import _
from app.models.key import Key
from app.models.review import CLOSED, IMPORTED, NEAR_POOR, PERIODIC, POOR
from app.rules.movements import Recognition, escaped_on
from app.services.support.filled import shown
from app.store.beneficiaries import Reviewed, reviewed
from app.store.store import Store

DECISION, LIST, ROUND = "decision", "imported", "closed"
ON_LIST = (POOR, NEAR_POOR)


@dataclass(frozen=True, slots=True)
class Standing:
    """A household's class on a day.

    Attributes:
        on: the day from which it holds.
        source: `decision`, `imported` (an official list of a year) or `closed` (a round without decision).
        number: of the decision; 0 for the other sources.
        year: of the round.
        case: the case in which it was found.
        escaped: when its latest escape from poverty was recognised; None if it has none.
    """

    klass: str
    on: str
    source: str
    number: int
    year: int
    case: Key
    escaped: date | None

    @property
    def by(self) -> str:
        """What recognised it, in words."""
        if self.source == DECISION:
            return _("Quyết định số {number} ngày {day}").format(number=self.number, day=shown(self.on))
        if self.source == LIST:
            return _("danh sách năm {year} đã nhập").format(year=self.year)
        return _("đợt rà soát năm {year} đã khóa sổ, chưa có quyết định").format(year=self.year)


def standing(store: Store, day: str, households: Collection[Key] | None = None) -> dict[Key, Standing]:
    """The standing of each household that has one on a day (all, or those asked for)."""
    return standings(reviewed(store, int(day[:4]), households), day)


def standings(rows: Iterable[Reviewed], day: str) -> dict[Key, Standing]:
    """The standing of each household by all its results so far."""
    dated = [
        (row.household, since, row) for row in rows if row.klass and (since := _since(row)) and since <= day
    ]
    dated.sort(key=lambda told: told[:2])
    return {
        household: _newest([(since, row) for _household, since, row in told])
        for household, told in groupby(dated, key=lambda told: told[0])
    }


def _since(row: Reviewed) -> str:
    """The day from which a result holds; empty where nothing made it hold."""
    if row.decided:
        return row.decided
    if row.kind != PERIODIC or row.state != CLOSED or row.revoked:
        return ""
    return row.closed[:10] or f"{row.year}-12-31"


def _newest(told: list[tuple[str, Reviewed]]) -> Standing:
    """Of the results of one household, oldest first."""
    on, row = told[-1]
    assert row.klass, "rows without a class were left out"
    source = DECISION if row.decided else LIST if row.source == IMPORTED else ROUND
    return Standing(row.klass, on, source, row.number, row.year, row.case, _escaped(told, on))


def _escaped(told: list[tuple[str, Reviewed]], day: str) -> date | None:
    if all(row.klass != POOR for _on, row in told):
        return None
    history = (Recognition(date.fromisoformat(on), row.klass or "") for on, row in told)
    return escaped_on(history, date.fromisoformat(day))
