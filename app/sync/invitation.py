"""Founding a store below: one file with its place, its secret, and all that it needs to begin.

After a lost laptop the same file brings the data back: whatever is held here about the place goes along.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyrage

from app import __version__
from app.errors import InputFault
from app.i18n import _
from app.models.key import new_key
from app.models.place import RURAL
from app.services import places
from app.store import parts, peers, taking
from app.store.ledger import Sent, Vector, acts_after, founded_about, reach
from app.store.migrate import newest
from app.store.peers import Peer
from app.store.store import EVERYONE, Store
from app.sync import envelope, faults
from app.sync.body import PART, Invitation, acts_of, columns
from app.sync.envelope import Header
from app.sync.identity import Public, identity
from app.sync.outgoing import party, same, shared_streams

CODE_WORDS, CODE_DIGITS = 4, 4


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that was written.

    Attributes:
        code: opens the file, told apart from it (by telephone); empty when it carries no data of people.
        acts: how much it brings.
        left: acts that did not go into one file: the store is sent them when its first file has come.
    """

    file: Path
    place: str
    level: str
    code: str
    acts: int
    left: int = 0


def invite(
    store: Store, path: Path, place: str, level: str, actor: str, area: str = RURAL, year: int = 0
) -> Invited:
    """Found the place below if it is new, and write the invitation for its store."""
    key = _place_below(store, place, level, actor, area, year)
    helps = keeps_households(store)  # then whoever is below helps with this store's own book
    peer = Peer(
        node=new_key(),
        side=peers.BELOW,
        name=place,
        place=(store.place if helps else key).hex(),
        level=level,
        secret=secrets.token_bytes(32),
        since=store.moment(),
    )
    streams = shared_streams(store, peer)
    brought, acts = _first_part(store, streams, {key, bytes.fromhex(peer.place)})
    told, changes = columns(acts)
    content = Invitation(
        place=peer.place,
        scope=[key.hex()] if helps else [],
        name=place,
        level=level,
        secret=peer.secret,
        acts=told,
        changes=changes,
        holds=brought,
    )
    people = any(change.tab == "person" for act in acts for change in act.changes)
    code = _code() if people else ""
    opener = pyrage.x25519.Identity.generate()
    body = (
        envelope.seal_with_code(content, code) if code else envelope.seal(content, [str(opener.to_public())])
    )
    own = identity(store)
    header = Header(
        format=envelope.FORMAT,
        kind=envelope.INVITATION,
        program=f"soban {__version__}",
        sender=party(store, own),
        recipient="",
        number=1,
        made=peer.since,
        store=newest(),
        streams={},
        acts=len(acts),
        changes=len(changes.shape),
        body=hashlib.sha256(body).hexdigest(),
        invitation=envelope.invitation_name(peer.secret),
        open="" if code else str(opener),
    )
    with store.transaction():
        peers.keep(store, peer)
        envelope.write(path, envelope.signed(header, body, own))
    held = reach(store.connection)
    left = sum(held[name] - brought.get(name, 0) for name in streams)
    return Invited(path, place, level, code, len(acts), left)


def _first_part(store: Store, streams: Sequence[str], founds: set[bytes]) -> tuple[Vector, list[Sent]]:
    """As much of a journal as goes into one file, but at least what founds some places."""
    for end in parts.cuts(store.connection, {}, streams, PART):
        acts = list(acts_after(store.connection, {}, streams, end))
        if founds <= {change.row for act in acts for change in act.changes if change.tab == "place"}:
            break
    return end, acts


def keeps_households(store: Store) -> bool:
    """True when households are written down in the book of this very place, not only in books below."""
    return founded_about(store.connection, store.place.hex(), "household")


def _place_below(store: Store, name: str, level: str, actor: str, area: str, year: int) -> bytes:
    """The place directly or further below; founded, for everyone to know, when it is new."""
    places.check_founding(name, level, area)
    with store.session() as session:
        below = [one for one in places.below(session, store.place) if one.id != store.place]
        found = places.named(below, name)
    if found is not None:
        return found.id
    with store.write(_("Thêm {name}").format(name=name), actor, about=EVERYONE) as act:
        key = places.add(act, name, level, store.place)
        act.insert("place_area", [{"place": key, "year": year, "area": area}])
    return key


def _code() -> str:
    """Four groups of four digits: easy to read over the telephone."""
    groups = (f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}" for _n in range(CODE_WORDS))
    return " ".join(groups)


def look_at(file: Path) -> tuple[str, bool]:
    """Who invites, and whether a code opens the file; InputFault when it is no invitation."""
    header = envelope.read(file).header
    if header.kind != envelope.INVITATION:
        raise _no_invitation(file)
    return header.sender.place, not header.open


def _no_invitation(file: Path) -> InputFault:
    return InputFault(
        _("“{file}” không phải giấy mời.").format(file=file.name),
        todo=_("Gói số liệu thì nạp bằng “receive”."),
    )


def join(
    path: Path, key: str, file: Path, code: str = "", wall: Callable[[], int] | None = None
) -> tuple[Path, str]:
    """Found a store from an invitation; returns its file and the name of its place.

    The new store proves with its first file that it holds the invitation's secret.

    Args:
        wall: the machine's clock, where it is not the machine's own (see `Store`).
    """
    sealed = envelope.read(file)
    header = sealed.header
    if header.kind != envelope.INVITATION:
        raise _no_invitation(file)
    sealed.check_signature(header.sender.public)
    if header.store > newest():
        raise faults.newer_store(header.store, newest())
    content: Invitation = envelope.unpack(_opened(header, sealed.body, code), Invitation)
    acts = list(acts_of(content.acts, content.changes))
    store = Store.create(path, key, new_key(), wall)
    try:
        with store:
            taking.take(store, acts, lambda _merged: None)
            store.set_meta("place", bytes.fromhex(content.place))
            store.set_meta("scope", " ".join(content.scope))
            public = header.sender.public
            peers.keep(store, _inviter(store, header, public, content))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, content.name


def _opened(header: Header, body: bytes, code: str) -> bytes:
    try:
        if header.open:
            return bytes(pyrage.decrypt(body, [pyrage.x25519.Identity.from_str(header.open)]))
        return bytes(pyrage.passphrase.decrypt(body, " ".join(code.split())))
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError) as fault:
        raise faults.SyncFault(
            _("Mã mở giấy mời không đúng."), todo=_("Hỏi lại cấp trên mã gồm bốn nhóm bốn chữ số.")
        ) from fault


def _inviter(store: Store, header: Header, public: Public, content: Invitation) -> Peer:
    return Peer(
        node=public.node,
        side=peers.ABOVE,
        name=header.sender.place,
        place="",
        level=header.sender.level,
        sign_key=public.sign_key,
        age_key=public.age_key,
        secret=content.secret,
        state=peers.CONFIRMED,
        knows=dict(content.holds),
        since=store.moment(),
    )


def trust(store: Store, place: str, fingerprint: str) -> Peer:
    """An officer confirms that the fingerprint read over the telephone is the one of a store below."""
    named = [one for one in peers.peers(store, peers.BELOW) if one.age_key and same(one.name, place)]
    if not named:
        raise InputFault(_("Chưa có sổ nào của “{place}” gửi gói lên.").format(place=place))
    peer = next((one for one in named if _fingerprint(one).split() == fingerprint.split()), None)
    if peer is None:
        raise InputFault(
            _("Dấu nhận dạng không khớp với sổ của “{place}”.").format(place=place),
            _("Người gửi gói có thể không phải nơi ấy."),
            _("Đừng nạp thêm gói của sổ này; gọi lại cho nơi ấy để kiểm tra."),
        )
    confirmed = replace(peer, state=peers.CONFIRMED)
    peers.keep(store, confirmed)
    return confirmed


def _fingerprint(peer: Peer) -> str:
    return Public(peer.node, peer.sign_key, peer.age_key).fingerprint
