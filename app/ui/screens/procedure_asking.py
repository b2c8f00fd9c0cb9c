"""What the dialogs of the procedure are opened with: read in the store's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.errors import InputFault
from app.i18n import _
from app.models.review import Round
from app.services.procedure import postings, roll, taking_back
from app.services.procedure.proceedings import MEETING, Proceedings, read
from app.services.procedure.roll import Called
from app.services.procedure.village import Village
from app.store.store import Store
from app.store.undo import Entry


@dataclass(frozen=True, slots=True)
class Gathering:
    """A village with its households, for a meeting, a posting or a complaint."""

    one: bytes
    told: Proceedings
    its: Village
    lines: tuple[Called, ...]
    today: date

    @property
    def agreed(self) -> Callable[[int, int], bool]:
        """Whether so many of so many are enough."""
        return self.its.meeting_step.agreed

    @property
    def copies(self) -> int:
        """How many copies of the minutes the law asks for."""
        return self.told.step(MEETING).minutes_copies

    @property
    def day(self) -> date:
        """The day for which a meeting is called, else today."""
        return date.fromisoformat(self.its.called.on_day) if self.its.called else self.today

    @property
    def shown_day(self) -> str:
        """The same as it is typed."""
        return f"{self.day:%d/%m/%Y}"

    @property
    def hour(self) -> str:
        """The hour for which a meeting is called."""
        return self.its.called.hour if self.its.called else ""

    @property
    def venue(self) -> str:
        """Where it is called to, else where the last one met."""
        if self.its.called and self.its.called.venue:
            return self.its.called.venue
        return self.its.held.venue if self.its.held else ""

    @property
    def chair(self) -> str:
        """Who chaired the last meeting."""
        return self.its.held.chair if self.its.held else ""

    @property
    def secretary(self) -> str:
        """Who wrote the last minutes."""
        return self.its.held.secretary if self.its.held else ""

    def posted_until(self, since: date) -> date:
        """The last day of a posting that begins on a day."""
        return postings.last_day(self.told, since)


def gathering(session: Session, one: bytes, place: bytes, today: date) -> Gathering:
    """A village of a round with its households by name."""
    told = read(session, session.get_one(Round, one), place)
    its = told.village(place)
    return Gathering(one, told, its, roll.roll(session, told, its), today)


def addressee(session: Session, one: bytes) -> str:
    """To whom the round is reported: as the place chose, else as the law says."""
    known = session.get_one(Round, one)
    told = read(session, known, known.place)
    return told.leeway.text("addressee") or told.step("opinion").answered_by


def reported(session: Session, one: bytes) -> tuple[str, str]:
    """Number and day of the report that waits for an answer; InputFault when none does."""
    known = session.get_one(Round, one)
    last = read(session, known, known.place).reported
    if last is None:
        raise InputFault(_("Chưa có báo cáo nào chờ cấp trên trả lời."), todo=_("Ghi báo cáo của đợt trước."))
    return last.number, f"{date.fromisoformat(last.on_day):%d/%m/%Y}"


def last_step(store: Store, one: bytes, place: bytes | None) -> Entry:
    """What was last recorded of a village, or of the round; InputFault when nothing was."""
    found = taking_back.last(store, one, place)
    if found is None:
        raise InputFault(_("Chưa có bước nào để hoàn tác."), todo=_("Xem tiến độ của đợt."))
    return found
