"""What waits between levels here: tasks that came back, households on their way, persons to strike off.

Each with the one step that this store takes next; what others have to do is said, too, so that nobody asks.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.i18n import _
from app.models.exchange import ACCEPTED, DECLINED, FORWARDED, OFFERED, Transfer
from app.models.household import Household
from app.models.key import Key
from app.models.place import Place
from app.services import places, portraits
from app.store.books import Books
from app.store.store import Store
from app.sync import duplicates, returned, transfers
from app.sync.told import ACCEPT, FORWARD, GOES, REFUSED, RELAY, TASK, WAITS_FOR_OTHERS, Matter


def matters(store: Store) -> list[Matter]:
    """All of it, what can be done here first."""
    books = Books(store.connection, store.schema, store.place)
    with store.session() as session:
        told = [*_tasks(session, books), *_moves(store, session, books), *_strikes(store)]
    return sorted(told, key=lambda one: one.kind in (WAITS_FOR_OTHERS, REFUSED))


def _tasks(session: Session, books: Books) -> Iterator[Matter]:
    """Tasks of this store's own book; those of books below are answered there."""
    for one in returned.tasks(session):
        whose = one.household or one.place
        if books.book_of("returned", one.id) is None:
            words = _("Trả lại: {whose}, đợt {year}").format(whose=whose, year=one.year)
            yield Matter(TASK, one.id, one.key, words, one.why)


def _strikes(store: Store) -> Iterator[Matter]:
    for one in duplicates.to_strike_off(store):
        words = _("Cho {name} rời hộ {head}").format(name=one.one.name, head=one.one.head)
        detail = _("Đã ghi ở {where}. {why}").format(where=one.where, why=one.why)
        yield Matter(GOES, one.one.person, one.one.household, words, detail)


def _moves(store: Store, session: Session, books: Books) -> Iterator[Matter]:
    query = select(Transfer).where(Transfer.deleted == 0).order_by(col(Transfer.id))
    for one in session.exec(query):
        kind = _next_step(store, session, books, one)
        home = session.get(Household, one.household)
        if kind and home is not None:
            head = portraits.household(session, home.id).head or home.code
            there = places.place(session, one.to_place)
            words = _("Hộ {head} chuyển đến {place}").format(head=head, place=there.name)
            yield Matter(kind, one.id, one.household, words, _says(session, one, kind))


def _next_step(store: Store, session: Session, books: Books, one: Transfer) -> str:
    """What this store does about a transfer; empty where nothing is left to be said."""
    from_here, to_here = (_is_own(store, session, books, place) for place in (one.from_place, one.to_place))
    if one.state == OFFERED:
        return WAITS_FOR_OTHERS if from_here else FORWARD
    if one.state == FORWARDED:
        return ACCEPT if to_here else WAITS_FOR_OTHERS
    if from_here:
        home = session.get(Household, one.household)
        return REFUSED if one.state == DECLINED and home is not None and not home.ended else ""
    return "" if to_here or transfers.is_relayed(store, one) else RELAY


def _is_own(store: Store, session: Session, books: Books, place: Key) -> bool:
    """True for a place of this store's own book."""
    return place not in books.others and place in {one.id for one in places.below(session, store.place)}


def _says(session: Session, one: Transfer, kind: str) -> str:
    """Who has to do what, or what was answered."""
    here: Place = places.place(session, one.from_place)
    if kind == WAITS_FOR_OTHERS:
        waits = _("chờ cấp trên chuyển tiếp") if one.state == OFFERED else _("chờ nơi đến trả lời")
        return " · ".join(part for part in (waits, one.why) if part)
    if one.state == DECLINED:
        return _("Không nhận: {why}").format(why=one.answer)
    if one.state == ACCEPTED:
        return _("Đã nhận; báo lại cho {place}").format(place=here.name)
    return " · ".join(part for part in (_("từ {place}").format(place=here.name), one.why) if part)
