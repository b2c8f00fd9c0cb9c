"""Work that the level above gives back: what and why; the store below sees it as a task and answers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models.exchange import Returned
from app.models.key import Key
from app.models.place import Place
from app.models.review import Round
from app.services import places, portraits, rounds
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Task:
    """Something returned: where, whom it concerns (`key` of the household), why, and since when it waits."""

    id: Key
    year: int
    place: str
    household: str
    why: str
    at: str
    answer: str
    key: Key | None = None


def give_back(
    store: Store, place: str, year: int, why: str, actor: str, village: str = "", household: Key | None = None
) -> Key:
    """Return a household, a village or, with neither, the whole round of a place below."""
    if not why.strip():
        raise InputFault(_("Trả lại phải ghi lý do."), todo=_("Thêm --why “…”."))
    with store.session() as session:
        below = _named(session, store.place, place)
        one = rounds.get(session, below.id, year)
        where = _named(session, below.id, village) if village else below
        title = _("Trả lại {place}, đợt {year}").format(place=where.name, year=year)
    with store.write(title, actor, about=below.id) as act:
        (key,) = act.insert(
            "returned",
            [
                {
                    "place": where.id,
                    "round": one.id,
                    "household": household,
                    "why": why,
                    "at": store.moment(),
                }
            ],
        )
    return key


def _named(session: Session, scope: Key, name: str) -> Place:
    found = places.named(places.below(session, scope), name)
    if found is None:
        raise InputFault(_("Không có nơi nào tên “{name}”.").format(name=name))
    return found


def tasks(session: Session, *, waiting: bool = True) -> list[Task]:
    """What was returned, the oldest first; only what waits for an answer, unless asked otherwise."""
    query = (
        select(Returned, Round.year, Place.name)
        .join(Round, col(Round.id) == col(Returned.round))
        .join(Place, col(Place.id) == col(Returned.place))
        .where(Returned.deleted == 0)
        .order_by(col(Returned.at), col(Returned.id))
    )
    return [
        Task(one.id, year, place, _head(session, one.household), one.why, one.at, one.answer, one.household)
        for one, year, place in session.exec(query)
        if not (waiting and one.answer)
    ]


def _head(session: Session, household: Key | None) -> str:
    return portraits.household(session, household).head if household else ""


def answer(store: Store, task: Key, said: str, actor: str) -> None:
    """Say what was done about a task; it waits no more, here and, with the next file, above."""
    if not said.strip():
        raise InputFault(_("Trả lời phải ghi đã làm gì."), todo=_("Thêm --answer “…”."))
    with store.session() as session:
        if session.get(Returned, task) is None:
            raise InputFault(_("Không có việc trả lại này."), todo=_("Xem danh sách bằng lệnh “tasks”."))
    with store.write(_("Trả lời việc trả lại: {said}").format(said=said), actor) as act:
        act.update("returned", task, {"answer": said})
