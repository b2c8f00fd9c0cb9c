"""Who may go on beside a record that stands against new support: the officers that the place named.

Names are those under which officers act. While nobody is named, every officer may, for a written reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.services import choices
from app.store.store import Store
from app.vietnamese import clean, one_spelling

_BEGINNING = "support exceptions "


def allowed(session: Session, place: Key) -> tuple[str, ...]:
    """The officers that a place named; empty while every officer may."""
    return tuple(filter(None, choices.kept(session, _BEGINNING + place.hex()).get("", "").split("\n")))


def allow(store: Store, names: Sequence[str], actor: str) -> None:
    """The store's place names the officers who may; no name leaves it to every officer."""
    told = list(filter(None, map(clean, names)))
    title = (
        _("Được quyết định hỗ trợ trùng: {names}").format(names=", ".join(told))
        if told
        else _("Mọi cán bộ được quyết định hỗ trợ trùng, có lý do")
    )
    choices.keep(store, _BEGINNING + store.place.hex(), "\n".join(told), title, actor)


def must_be_allowed(session: Session, place: Key, actor: str) -> None:
    """InputFault when the officer is not among those whom the place named."""
    named = allowed(session, place)
    if named and one_spelling(actor) not in map(one_spelling, named):
        raise InputFault(
            _("{actor} không được quyết định hỗ trợ trùng.").format(actor=actor or "?"),
            _("Nơi này giao việc ấy cho: {names}.").format(names=", ".join(named)),
            _("Nhờ người được giao ghi lý do và quyết định."),
        )
