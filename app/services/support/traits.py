"""Traits of places that programmes look at (poor district, specially difficult commune …), told by a person.

A place has the traits of the place above it until somebody says otherwise of the place itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session, select

from app.i18n import _
from app.models.key import Key
from app.models.place import Place, PlaceParent
from app.rules.codes import code_list
from app.services import choices, places
from app.services.typed import FieldFault
from app.store.store import Store

_BEGINNING = "trait "
_SAID = {True: "yes", False: "no", None: ""}


def set_trait(store: Store, place: Key, trait: str, told: bool | None, actor: str) -> None:
    """Say that a place has a trait or not; None leaves it to the place above."""
    known = code_list("place_traits")
    if trait not in known:
        raise FieldFault(
            "trait",
            _("Không có đặc điểm địa bàn “{trait}”.").format(trait=trait),
            todo=_("Chọn trong: {codes}.").format(codes=", ".join(one.code for one in known.entries)),
        )
    with store.session() as session:
        name = places.place(session, place).name
    said = {True: _("có"), False: _("không"), None: _("theo cấp trên")}[told]
    title = _("{place}: {trait}: {said}").format(place=name, trait=known.name(trait), said=said)
    choices.keep(store, f"{_BEGINNING}{place.hex()} {trait}", _SAID[told], title, actor)


def traits(session: Session) -> dict[Key, Mapping[str, bool]]:
    """The traits of every place that are known, its own before those of the places above."""
    own = _own(session)
    links = select(PlaceParent).where(PlaceParent.until == "", PlaceParent.deleted == 0)
    above = {link.place: link.parent for link in session.exec(links)}
    found: dict[Key, Mapping[str, bool]] = {}

    def of(place: Key) -> Mapping[str, bool]:
        if place not in found:
            parent = above.get(place)
            found[place] = {**(of(parent) if parent else {}), **own.get(place, {})}
        return found[place]

    for place in session.exec(select(Place.id).where(Place.deleted == 0)):
        of(place)
    return found


def _own(session: Session) -> dict[Key, dict[str, bool]]:
    found: dict[Key, dict[str, bool]] = {}
    for key, value in choices.kept(session, _BEGINNING).items():
        place, _space, trait = key.partition(" ")
        if value:
            found.setdefault(bytes.fromhex(place), {})[trait] = value == _SAID[True]
    return found
