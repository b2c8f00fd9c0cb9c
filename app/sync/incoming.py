"""Taking a file in. The order of steps is the whole story:

open → known sender → for us → signature → format known → decrypt → rule books known → earlier parts held →
merge → totals agree → receipt.
A fault at any step leaves the store as it was and says which step it was.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pyrage

from app.errors import Fault, FileFault
from app.i18n import _
from app.store import peers, taking, totals
from app.store.by_village import VillageCount, by_village
from app.store.ledger import Sent, Vector, reach, tip
from app.store.merge import Merged
from app.store.migrate import newest
from app.store.peers import Parcel, Peer
from app.store.store import Store
from app.store.totals import Totals
from app.sync import envelope, faults, known, receipts, recomputing
from app.sync.body import Bundle, Receipt, acts_of
from app.sync.envelope import Header, Sealed
from app.sync.identity import Identity, identity
from app.sync.outgoing import control_totals, header_of, shared_streams
from app.sync.taken import Taken
from app.uncollected import uncollected


def receive(store: Store, files: Sequence[Path], *, dry: bool = False) -> list[Taken]:
    """Take files in, in the order in which they were made whatever their names; one fault stops no other."""
    opened: list[tuple[Path, Sealed]] = []
    told: list[Taken] = []
    for file in files:
        try:
            opened.append((file, envelope.read(file)))
        except Fault as fault:
            told.append(_quarantined(file, "", "", fault))
    opened.sort(key=lambda one: (one[1].header.sender.node, one[1].header.number, one[1].header.made))
    if not dry:
        recomputing.catch_up(store)
    for file, sealed in opened:
        told.append(_one(store, file, sealed, dry=dry))
    return told


def _one(store: Store, file: Path, sealed: Sealed, *, dry: bool) -> Taken:
    header = sealed.header
    try:
        own = identity(store)
        peer = _sender(store, header)
        if header.recipient != own.public.fingerprint:
            raise faults.not_for_you()
        sealed.check_signature(header.sender.public)
        if header.store > newest():
            raise faults.newer_store(header.store, newest())
        packed = _decrypted(own, sealed)
        if header.kind == envelope.RECEIPT:
            return receipts.take(store, file, peer, header, envelope.unpack(packed, Receipt), dry=dry)
        return _bundle(store, file, peer, sealed, envelope.unpack(packed, Bundle), dry=dry)
    except Fault as fault:
        return _quarantined(file, header.kind, header.sender.place, fault)


def _sender(store: Store, header: Header) -> Peer:
    """The store that the header names: known, or one that proves that it was invited."""
    public = header.sender.public
    peer = peers.by_node(store, public.node)
    if peer is not None and peer.age_key:
        if (peer.sign_key, peer.age_key) != (public.sign_key, public.age_key):
            raise faults.bad_signature(header.sender.place)
        return peer
    invited = next((one for one in peers.peers(store, peers.BELOW) if _invited(one, header)), None)
    if invited is None:
        raise faults.unknown_sender(header.sender.place)
    if invited.age_key:
        raise faults.invitation_used(header.sender.place)
    if not hmac.compare_digest(envelope.proof(invited.secret, public), header.proof):
        raise faults.bad_signature(header.sender.place)
    return replace(
        invited,
        node=public.node,
        sign_key=public.sign_key,
        age_key=public.age_key,
        state=peers.UNCONFIRMED,
    )


def _invited(peer: Peer, header: Header) -> bool:
    return bool(peer.secret) and envelope.invitation_name(peer.secret) == header.invitation


def _decrypted(own: Identity, sealed: Sealed) -> bytes:
    try:
        return own.decrypt(sealed.body)
    except (pyrage.DecryptError, ValueError) as fault:
        raise faults.not_for_you() from fault


# Bundles ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Promise:
    """What a bundle says of its sender: how far it holds each stream, and its control totals."""

    holds: Vector
    totals: Totals | None


class _Dry(Exception):  # noqa: N818  (carries the dry run out of the transaction)
    def __init__(self, merged: Merged, villages: tuple[VillageCount, ...]) -> None:
        super().__init__()
        self.merged, self.villages = merged, villages


def _bundle(store: Store, file: Path, peer: Peer, sealed: Sealed, bundle: Bundle, *, dry: bool) -> Taken:
    header = sealed.header
    known.must_be_known(bundle.changes)
    acts = list(acts_of(bundle.acts, bundle.changes))
    promise = _Promise(bundle.holds, bundle.totals)
    del bundle  # its columns are as large as the acts
    _header_is_true(header, acts)
    before = reach(store.connection)
    new = sum(act.head.seq > before.get(act.head.stream, 0) for act in acts)

    numbers: list[Totals | None] = [None]

    def agree(merged: Merged) -> None:
        _must_hold(store, promise)
        _settle_peer(store, peer)
        numbers[0] = control_totals(store, peer)
        _compare(store, peer, promise, numbers[0])
        peers.learn(store, peer, promise.holds)
        _remember(store, peer, file, sealed)
        recomputing.note(store, (*merged.new, *merged.changed), merged.stale)
        if dry:
            taking.must_refer(store, (*merged.new, *merged.changed))
            raise _Dry(merged, by_village(store.connection, merged))

    try:
        with uncollected():
            merged = taking.take(store, acts, agree)
    except _Dry as would:
        told = _told(file, header, "would_take", new, would.merged)
        return replace(told, villages=would.villages)
    if recomputing.catch_up(store, header.sender.place):
        numbers[0] = control_totals(store, peer)
    told = _told(file, header, "taken" if new else "repeated", new, merged)
    try:
        return replace(told, receipt=_answer(store, file, peer, sealed, promise, numbers[0], merged))
    except FileFault as fault:  # what was taken in stays so; taken in again, the file is answered again
        return replace(told, said=(*told.said, _("Chưa ghi được biên nhận."), str(fault)))


def _header_is_true(header: Header, acts: Sequence[Sent]) -> None:
    """The header is what everybody may read; it must not say other things than the body."""
    ranges: dict[str, tuple[int, int]] = {}
    for act in acts:
        first, _last = ranges.get(act.head.stream, (act.head.seq, 0))
        ranges[act.head.stream] = (first, act.head.seq)
    changes = sum(len(act.changes) for act in acts)
    if (header.streams, header.acts, header.changes) != (ranges, len(acts), changes):
        raise faults.damaged("header.json ≠ body.age")


def _must_hold(store: Store, promise: _Promise) -> None:
    """EarlierMissing unless all that the sender holds of what we share is held here too."""
    held = reach(store.connection)
    for stream, far in sorted(promise.holds.items()):
        if held.get(stream, 0) < far:
            raise taking.missing(stream, held.get(stream, 0) + 1, far)


def _settle_peer(store: Store, peer: Peer) -> None:
    """A store that came with its invitation takes the place that was kept for it."""
    if peers.by_node(store, peer.node) is None:
        waiting = next(one for one in peers.peers(store) if one.secret == peer.secret and peer.secret)
        peers.forget(store, waiting.node)
    peers.keep(store, peer)


def _compare(store: Store, peer: Peer, promise: _Promise, numbers: Totals | None) -> None:
    """Numbers must be equal where both stores hold the same acts; where we hold more, they may differ."""
    if numbers is None or promise.totals is None:
        return
    held = reach(store.connection)
    streams = shared_streams(store, peer)
    if any(held[name] != promise.holds.get(name, 0) for name in streams):
        return
    found = totals.differences(numbers, promise.totals)
    if found:
        raise faults.totals_differ("; ".join(found[:5]))


def _told(file: Path, header: Header, state: str, acts: int, merged: Merged) -> Taken:
    said = [_("{acts} việc mới: {new} bản ghi mới, {changed} thay đổi.").format(
        acts=acts, new=len(merged.new), changed=len(merged.changed))]  # fmt: skip
    if merged.disputed:
        told = _("{count} chỗ hai nơi cùng sửa khác nhau, chờ quyết định từng chỗ.")
        said.append(told.format(count=len(merged.disputed)))
    if merged.late:
        told = _("{count} chỗ trong đó sửa kết quả đã được công nhận: giữ kết quả đã công nhận.")
        said.append(told.format(count=len(merged.late)))
    return Taken(
        file,
        header.kind,
        header.sender.place,
        state,
        acts=acts,
        new=len(merged.new),
        changed=len(merged.changed),
        deleted=len(merged.deleted),
        conflicts=len(merged.disputed),
        late=len(merged.late),
        said=tuple(said),
    )


def _remember(store: Store, peer: Peer, file: Path, sealed: Sealed) -> None:
    header = sealed.header
    peers.record(
        store,
        Parcel(
            peer=peer.node,
            way=peers.IN,
            kind=header.kind,
            number=header.number,
            file=file.name,
            sha256=sealed.sha256,
            at=store.moment(),
            acts=header.acts,
            totals={},
            state=peers.TAKEN,
        ),
    )


def _answer(
    store: Store,
    file: Path,
    peer: Peer,
    sealed: Sealed,
    promise: _Promise,
    numbers: Totals | None,
    merged: Merged,
) -> Path:
    """The receipt, written beside the file: what is held now, and the numbers that follow from it."""
    asker = peers.by_node(store, peer.node) or peer
    held = reach(store.connection)
    holds = {name: held[name] for name in {*shared_streams(store, asker), *promise.holds}}
    content = Receipt(
        bundle=sealed.sha256,
        number=sealed.header.number,
        holds=holds,
        tips={name: tip(store.connection, name, far) for name, far in holds.items()},
        totals=numbers,
        conflicts=len(merged.disputed),
    )
    own = identity(store)
    body = envelope.seal(content, [asker.age_key, own.public.age_key])
    header = header_of(store, envelope.RECEIPT, asker, [], body)
    header = msgspec.structs.replace(header, number=sealed.header.number)  # of the bundle that it answers
    target = file.with_name(f"{file.stem}.bien-nhan{envelope.SUFFIX}")
    envelope.write(target, envelope.signed(header, body, own))
    return target


# Quarantine ---------------------------------------------------------------------------------------------


def _quarantined(file: Path, kind: str, sender: str, fault: Fault) -> Taken:
    return Taken(file, kind, sender, "quarantined", fault=fault.kind, said=(str(fault),))
