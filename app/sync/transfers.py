"""A household goes to live in the place of another book: offered, forwarded, accepted or declined.

It stays in the book that offers it until the other accepts, and is then in that one: never in none. The
level above carries it over: it writes the household with its whole history into what it sends to the other
book, and the answer into what it sends back. Every step is an act, and merges like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.dates import PartialDate
from app.errors import InputFault
from app.i18n import _
from app.models.exchange import ACCEPTED, DECLINED, FORWARDED, OFFERED, Transfer
from app.models.key import Key
from app.models.person import Membership, Person
from app.models.place import PlaceParent
from app.models.review import Case, CaseMember, Result, Round
from app.services import households, places
from app.store import books, merge
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Offer:
    """A transfer as shown."""

    id: Key
    household: Key
    from_place: str
    to_place: str
    state: str
    why: str
    answer: str


def offers(session: Session) -> list[Offer]:
    """All transfers that this store knows of, in the order they were offered."""
    query = select(Transfer).where(Transfer.deleted == 0).order_by(col(Transfer.id))
    return [
        Offer(
            one.id,
            one.household,
            places.place(session, one.from_place).name,
            places.place(session, one.to_place).name,
            one.state,
            one.why,
            one.answer,
        )
        for one in session.exec(query)
    ]


def offer(store: Store, household: Key, to: Key, on: str, why: str, actor: str) -> Key:
    """Offer a household to the book of another place; it stays here until that one accepts."""
    with store.session() as session:
        known = households.household(session, household)
        target = places.place(session, to)
        if to in {place.id for place in places.below(session, store.place)}:
            raise InputFault(
                _("{place} thuộc sổ này.").format(place=target.name),
                todo=_("Dùng việc chuyển bản trong xã, không cần chuyển sổ."),
            )
        if _open_offer(session, household):
            raise InputFault(_("Hộ này đang được đề nghị chuyển đi rồi."))
    with store.write(_("Đề nghị chuyển hộ đến {place}").format(place=target.name), actor) as act:
        row = {
            "household": known.id,
            "from_place": store.place,
            "to_place": to,
            "state": OFFERED,
            "on_day": str(PartialDate.of(on)),
            "why": why,
        }
        (key,) = act.insert("transfer", [row])
    return key


def _open_offer(session: Session, household: Key) -> Transfer | None:
    query = select(Transfer).where(
        Transfer.household == household,
        col(Transfer.state).in_((OFFERED, FORWARDED)),
        Transfer.deleted == 0,
    )
    return session.exec(query).first()


def forward(store: Store, transfer: Key, actor: str) -> None:
    """The level above carries an offered household and its history into the stream of its new place."""
    with store.session() as session:
        one = _transfer(session, transfer, OFFERED)
        rows = list(_history(session, one.household))
        target = places.place(session, one.to_place)
    title = _("Chuyển hộ sang {place}").format(place=target.name)
    with store.write(title, actor, about=one.to_place) as act:
        for tab, key in rows:
            act.tell(tab, key)
        act.update("transfer", transfer, {"state": FORWARDED})
        act.tell("transfer", transfer)


def accept(store: Store, transfer: Key, village: Key, actor: str) -> None:
    """The new place takes the household in, in one of its villages."""
    with store.session() as session:
        one = _transfer(session, transfer, FORWARDED)
    with store.write(_("Nhận hộ chuyển đến"), actor) as act:
        act.update("household", one.household, {"place": village, "place_since": one.on_day})
        act.update("transfer", transfer, {"state": ACCEPTED})


def decline(store: Store, transfer: Key, why: str, actor: str) -> None:
    """The new place does not take the household, and says why; it stays where it was."""
    if not why.strip():
        raise InputFault(_("Không nhận hộ thì phải ghi lý do."))
    with store.session() as session:
        _transfer(session, transfer, FORWARDED)
    with store.write(_("Không nhận hộ chuyển đến: {why}").format(why=why), actor) as act:
        act.update("transfer", transfer, {"state": DECLINED, "answer": why})


def relay(store: Store, transfer: Key, actor: str) -> None:
    """The level above carries the answer back to the book that offered the household."""
    with store.session() as session:
        one = _transfer(session, transfer, ACCEPTED, DECLINED)
        where = list(_places(session, {households.household(session, one.household).place}))
    with store.write(_("Báo kết quả chuyển hộ"), actor, about=one.from_place) as act:
        act.tell("transfer", transfer)
        if one.state == ACCEPTED:
            for tab, key in where:
                act.tell(tab, key)
            act.tell("household", one.household)


def _transfer(session: Session, key: Key, *states: str) -> Transfer:
    one = session.get(Transfer, key)
    if one is None or one.deleted or one.state not in states:
        raise InputFault(
            _("Việc chuyển hộ này không còn ở bước ấy."), todo=_("Xem lại danh sách bằng lệnh “transfers”.")
        )
    return one


def _history(session: Session, household: Key) -> Iterator[tuple[str, Key]]:
    """Every record that is part of a household's story, parents before children."""
    cases = session.exec(select(Case).where(Case.household == household)).all()
    at = households.household(session, household).place
    yield from _places(session, {at, *(case.place for case in cases)})
    yield "household", household
    members = session.exec(select(Membership).where(Membership.household == household)).all()
    for person in session.exec(select(Person.id).where(col(Person.id).in_([m.person for m in members]))):
        yield "person", person
    yield from (("membership", member.id) for member in members)
    for one in session.exec(select(Round.id).where(col(Round.id).in_([case.round for case in cases]))):
        yield "review_round", one
    keys = [case.id for case in cases]
    yield from (("review_case", key) for key in keys)
    for table, model in (("case_member", CaseMember), ("result", Result)):
        for key in session.exec(select(model.id).where(col(model.review_case).in_(keys))):
            yield table, key


def _places(session: Session, keys: set[Key]) -> Iterator[tuple[str, Key]]:
    """The places of a household's story with what they stand under: another book may not know them."""
    yield from (("place", key) for key in keys)
    query = select(PlaceParent.id).where(col(PlaceParent.place).in_(keys), PlaceParent.deleted == 0)
    yield from (("place_parent", key) for key in session.exec(query))


def is_relayed(store: Store, one: Transfer) -> bool:
    """True once this store has told the answer to the book that offered the household."""
    said = merge.versions_of(store.connection, store.schema, "transfer", one.id)["state"]
    own = f"{store.node.hex()}/{one.from_place.hex()}"
    return any(version.stream == own and version.value == one.state for version in said)


def in_between(store: Store, place: Key) -> bool:
    """True while a household has left the book of a place, and that book was not told yet."""
    gone = books.gone(store.connection, place) if place != store.place else []
    if not gone:  # as nearly always; a session costs a tenth of what a day's file may take
        return False
    with store.session() as session:
        return any(not is_relayed(store, session.get_one(Transfer, key)) for key in gone)
