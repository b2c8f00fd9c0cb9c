"""Persons who are perhaps written down twice: shown in pairs, decided once, remembered for ever.

A level above looks across the books below it, a commune within its own. A decision changes no register: it
tells each book that has one of the two, and where both are the same person, the one who goes is struck off
there by the officer who keeps that book.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models.exchange import Duplicate
from app.models.household import Household
from app.models.key import Key, named_key
from app.models.person import Membership, Person
from app.services import places, portraits
from app.store import doubles
from app.store.books import Books
from app.store.store import Store
from app.sync.told import Double, Goes, Side


def pairs(store: Store, most: int = 500) -> list[Double]:
    """The pairs that wait for a decision, the surest first."""
    books = _books(store)
    with store.session() as session:
        return [
            Double(one.reason, *(_side(store, session, key) for key in (one.person, one.other)))
            for one in doubles.pairs(store, books, within=not books, most=most)
        ]


def _books(store: Store) -> dict[str, str]:
    """Place → the book below that it is in; empty in a store that keeps its own."""
    own = Books(store.connection, store.schema, store.place)
    return {place.hex(): book.hex() for place, book in own.others.items()} if _is_above(store) else {}


def _is_above(store: Store) -> bool:
    """True where stores below keep books of their own."""
    own = Books(store.connection, store.schema, store.place)
    with store.session() as session:
        below = {one.id for one in places.below(session, store.place)}
    return any(place in below for place in own.others)


def _side(store: Store, session: Session, key: Key) -> Side:
    person = session.get_one(Person, key)
    home = _home(session, key)
    portrait = portraits.household(session, home.id) if home else None
    at = places.place(session, home.place) if home else None
    above = places.parent_of(session, at.id) if at and at.id != store.place else None
    return Side(
        person=key,
        name=person.name,
        birth=person.birth,
        sex=person.sex or "",
        cccd=person.cccd,
        household=home.id if home else None,
        head=portrait.head if portrait else "",
        village=at.name if at else "",
        commune=above.name if above and above.id != store.place else "",
    )


def _home(session: Session, person: Key) -> Household | None:
    """Where a person lives now."""
    query = (
        select(Household)
        .join(Membership, col(Membership.household) == col(Household.id))
        .where(
            Membership.person == person,
            Membership.until == "",
            Membership.deleted == 0,
            Household.ended == "",
        )
    )
    return session.exec(query).first()


# Deciding -------------------------------------------------------------------------------------------------


def differ(store: Store, person: Key, other: Key, why: str, actor: str) -> None:
    """They are two persons: the pair is never shown again, here or in the books of the two."""
    _write(store, person, other, None, why, actor)


def same(store: Store, kept: Key, goes: Key, why: str, actor: str) -> None:
    """They are one person, who stays where `kept` is; the book of the other is told to strike it off."""
    _write(store, kept, goes, kept, why, actor)


def _write(store: Store, one: Key, two: Key, kept: Key | None, why: str, actor: str) -> None:
    if not why.strip():
        raise InputFault(_("Quyết định phải ghi lý do."), todo=_("Thêm --why “…”."))
    with store.session() as session:
        names = [_named(session, key) for key in (one, two)]
        where = _where(_side(store, session, kept)) if kept else ""
    row = {
        "person": min(one, two),
        "other": max(one, two),
        "same": int(kept is not None),
        "kept": kept,
        "kept_where": where,
        "why": why.strip(),
    }
    told = _("{name}: một người, ghi hai nơi") if kept else _("{name}: hai người khác nhau")
    title = told.format(name=names[0])
    first, *others = _told_to(store, (one, two))
    with store.together():
        with store.write(title, actor, about=first) as act:
            (key,) = act.insert("duplicate", [row])
        for book in others:
            with store.write(title, actor, about=book) as act:
                act.tell("duplicate", key)


def _named(session: Session, key: Key) -> str:
    person = session.get(Person, key)
    if person is None or person.deleted:
        raise InputFault(_("Sổ không có người này."), todo=_("Xem danh sách bằng lệnh “duplicates”."))
    return person.name


def _told_to(store: Store, persons: Sequence[Key]) -> list[Key | None]:
    """The books of the two, each once; None for the store's own."""
    books = Books(store.connection, store.schema, store.place)
    return list(dict.fromkeys(books.book_of("person", key) for key in persons))


def _where(one: Side) -> str:
    return ", ".join(part for part in (one.head, one.village, one.commune) if part)


# What follows ---------------------------------------------------------------------------------------------


def to_strike_off(store: Store) -> list[Goes]:
    """Persons of this book who were found to be somebody of another household, and are still listed."""
    query = select(Duplicate).where(Duplicate.same == 1, Duplicate.deleted == 0).order_by(col(Duplicate.id))
    books = Books(store.connection, store.schema, store.place)
    with store.session() as session:
        return list(_still_there(store, session, books, session.exec(query).all()))


def _still_there(
    store: Store, session: Session, books: Books, decided: Sequence[Duplicate]
) -> Iterator[Goes]:
    for one in decided:
        goes = one.other if one.kept == one.person else one.person
        if session.get(Person, goes) is None or _home(session, goes) is None:
            continue
        if books.book_of("person", goes) is None:
            yield Goes(_side(store, session, goes), one.kept_where, one.why)


def decision_on(session: Session, one: Key, two: Key) -> Duplicate | None:
    """What was decided about a pair."""
    found = session.get(Duplicate, named_key("duplicate", min(one, two), max(one, two)))
    return found if found and not found.deleted else None
