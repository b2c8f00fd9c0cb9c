"""Making a file for the store above, or for one below: every act it is not known to hold."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app import __version__
from app.errors import InputFault
from app.i18n import _
from app.progress import SILENT, Progress
from app.store import parts, peers, totals
from app.store.ledger import Sent, Vector, acts_after, reach
from app.store.migrate import newest
from app.store.peers import Parcel, Peer
from app.store.store import EVERYONE, Store
from app.store.totals import Totals
from app.sync import envelope, transfers
from app.sync.body import PART, Bundle, columns
from app.sync.envelope import Header, Party, Sealed
from app.sync.identity import Identity, Public, identity
from app.vietnamese import one_spelling


@dataclass(frozen=True, slots=True)
class Made:
    """What was made for a store, for the officer: one file, or the parts of a long journal.

    Attributes:
        number: of the first file; the parts are numbered on.
        bytes: of all files.
        titles: what the acts inside did, the newest first.
    """

    files: tuple[Path, ...]
    to: str
    number: int
    acts: int
    changes: int
    bytes: int
    titles: tuple[str, ...]

    @property
    def file(self) -> Path:
        """The only file, or the first part."""
        return self.files[0]


def shared_streams(store: Store, peer: Peer) -> list[str]:
    """The streams that concern a peer: all that is held for the one above; for one below, what speaks of it.

    A stream about everyone comes from above and is passed on downwards only.
    """
    held = sorted(reach(store.connection))
    if peer.side == peers.ABOVE:
        return held
    below = totals.scope(store, bytes.fromhex(peer.place))
    concerned = {EVERYONE, peer.place, *(place.hex() for place in below)}
    return [name for name in held if name.split("/", 1)[1] in concerned]


def send(store: Store, path: Path, to: str = "", *, full: bool = False, progress: Progress = SILENT) -> Made:
    """Write all acts that the receiver is not known to hold into a file; safe to make again.

    A journal too long for one file goes into several, `path` and its name with -2, -3 …, to be taken in one
    after another.

    Args:
        to: the place of a store below; empty = the store above.
        full: from the beginning, whatever the receiver is known to hold.
    """
    peer = recipient(store, to)
    streams = shared_streams(store, peer)
    held = reach(store.connection)
    known = (
        {} if full else {name: min(peer.knows[name], held[name]) for name in streams if name in peer.knows}
    )
    ends = parts.cuts(store.connection, known, streams, PART)
    made: list[Made] = []
    for number, end in enumerate(ends, 1):
        progress.step(number - 1, len(ends), path.name)
        target = path.with_stem(f"{path.stem}-{number}") if number > 1 else path
        last = number == len(ends)
        made.append(_part(store, peer, target, streams, known, None if last else end))
        known = end
    return _together(made)


def _part(
    store: Store, peer: Peer, path: Path, streams: Sequence[str], known: Vector, end: Vector | None
) -> Made:
    """One file, up to an end; the last one, without, tells the control totals, too."""
    acts = list(acts_after(store.connection, known, streams, end))
    held = reach(store.connection)
    told, changes = columns(acts)
    content = Bundle(
        acts=told,
        changes=changes,
        holds={name: held[name] for name in streams} if end is None else end,
        totals=control_totals(store, peer) if end is None else None,
    )
    own = identity(store)
    largest = max(acts, key=lambda act: act.head.changes).head.title if acts else ""
    body = envelope.seal(content, [peer.age_key, own.public.age_key], largest)
    header = header_of(store, envelope.BUNDLE, peer, acts, body)
    sealed = envelope.signed(header, body, own)
    with store.transaction():
        _remember(store, peer, path, sealed, content)
        envelope.write(path, sealed)
    titles = tuple(act.head.title for act in reversed(acts))
    return Made((path,), peer.name, header.number, len(acts), header.changes, path.stat().st_size, titles)


def control_totals(store: Store, peer: Peer) -> Totals | None:
    """The numbers that this store and another one must both have; None while they cannot be equal."""
    place = bytes.fromhex(peer.place) if peer.side == peers.BELOW else store.place
    return None if transfers.in_between(store, place) else totals.of_place(store, place)


def _together(made: Sequence[Made]) -> Made:
    return Made(
        files=tuple(one.file for one in made),
        to=made[0].to,
        number=made[0].number,
        acts=sum(one.acts for one in made),
        changes=sum(one.changes for one in made),
        bytes=sum(one.bytes for one in made),
        titles=tuple(title for one in reversed(made) for title in one.titles),
    )


def recipient(store: Store, to: str) -> Peer:
    """The store above, or the one below whose place is named; InputFault where there is none."""
    if not to:
        peer = peers.above(store)
    else:
        named = [one for one in peers.peers(store, peers.BELOW) if one.age_key and same(one.name, to)]
        peer = max(named, key=lambda one: peers.first_came(store, one.node), default=None)
    if peer is None:
        raise InputFault(
            _("Không có nơi nhận “{to}”.").format(to=to) if to else _("Sổ này chưa có cấp trên."),
            todo=_("Sổ có cấp trên khi được lập từ giấy mời; gửi xuống thì ghi tên nơi nhận sau --to."),
        )
    return peer


def same(one: str, other: str) -> bool:
    """True for two spellings of one place's name."""
    return one_spelling(one) == one_spelling(other)


def header_of(store: Store, kind: str, peer: Peer, acts: Sequence[Sent], body: bytes) -> Header:
    """The header of a file to a peer; a first file carries the proof of its invitation."""
    own = identity(store)
    first = peer.side == peers.ABOVE and bool(peer.secret)
    return Header(
        format=envelope.FORMAT,
        kind=kind,
        program=f"soban {__version__}",
        sender=party(store, own),
        recipient=Public(peer.node, peer.sign_key, peer.age_key).fingerprint,
        number=peers.next_number(store, peer.node),
        made=store.moment(),
        store=newest(),
        streams=_ranges(acts),
        acts=len(acts),
        changes=sum(len(act.changes) for act in acts),
        body=hashlib.sha256(body).hexdigest(),
        invitation=envelope.invitation_name(peer.secret) if first else "",
        proof=envelope.proof(peer.secret, own.public) if first else "",
    )


def party(store: Store, own: Identity) -> Party:
    """This store as headers name it: by its place; a helper by its villages, and the place it helps."""
    keyed = (store.place, *map(bytes.fromhex, (store.meta("scope") or "").split()))
    place, *scope = (store.schema["place"].current(store.connection, key) for key in keyed)
    public = own.public
    keys = (public.node.hex(), public.sign_key.hex(), public.age_key)
    if not scope:
        return Party(*keys, place["name"], place["level"])
    return Party(*keys, ", ".join(one["name"] for one in scope), scope[0]["level"], of=place["name"])


def _ranges(acts: Sequence[Sent]) -> dict[str, tuple[int, int]]:
    ranges: dict[str, tuple[int, int]] = {}
    for act in acts:
        first, _last = ranges.get(act.head.stream, (act.head.seq, 0))
        ranges[act.head.stream] = (first, act.head.seq)
    return ranges


def _remember(store: Store, peer: Peer, path: Path, sealed: Sealed, content: Bundle) -> None:
    header = sealed.header
    peers.record(
        store,
        Parcel(
            peer=peer.node,
            way=peers.OUT,
            kind=header.kind,
            number=header.number,
            file=path.name,
            sha256=sealed.sha256,
            at=header.made,
            acts=header.acts,
            totals={"holds": content.holds, "totals": content.totals},
            state=peers.MADE,
        ),
    )


def unsent(store: Store) -> int:
    """How many acts the store above is not known to hold."""
    peer = peers.above(store)
    if peer is None:
        return 0
    held: Vector = reach(store.connection)
    return sum(max(0, far - peer.knows.get(name, 0)) for name, far in held.items())
