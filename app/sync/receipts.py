"""A receipt comes back: what its writer holds now, and whether its journal and numbers are those sent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.i18n import _
from app.store import peers, totals
from app.store.ledger import reach, tip
from app.store.peers import Parcel, Peer
from app.store.store import Store
from app.sync import faults
from app.sync.body import Receipt
from app.sync.envelope import Header
from app.sync.taken import Taken


def take(store: Store, file: Path, peer: Peer, header: Header, receipt: Receipt, *, dry: bool) -> Taken:
    """What the receiver holds now; and whether its numbers are those that were sent."""
    sent = next(
        (one for one in peers.parcels(store, peer.node, peers.OUT) if one.sha256 == receipt.bundle), None
    )
    if sent is None:
        raise faults.SyncFault(
            _("Biên nhận này trả lời một gói mà sổ không gửi."), todo=_("Kiểm tra lại tệp với nơi nhận.")
        )
    found = _amiss(store, sent, receipt)
    state = peers.DIFFERS if found else peers.AGREED
    if not dry:
        _learn(store, peer, sent, receipt, state, found)
    said = (
        (_("Gói số {number}: cấp nhận đã có đủ, số liệu khớp ✔.").format(number=receipt.number),)
        if not found
        else (_("Gói số {number}: số liệu không khớp.").format(number=receipt.number), *found)
    )
    return Taken(file, header.kind, header.sender.place, state, conflicts=receipt.conflicts, said=said)


def _amiss(store: Store, sent: Parcel, receipt: Receipt) -> list[str]:
    """What the receiver lacks of what was sent, or has otherwise: acts, else numbers by place."""
    holds: dict[str, int] = sent.totals["holds"]
    lacking = {name: far for name, far in holds.items() if receipt.holds.get(name, 0) < far}
    if lacking:
        told = _("thiếu việc số {first} đến {last} của dòng {stream}")
        return [
            told.format(first=receipt.holds.get(name, 0) + 1, last=far, stream=name[:8])
            for name, far in sorted(lacking.items())
        ]
    if other := [name for name in sorted(receipt.holds) if _is_other(store, name, receipt)]:
        told = _("nhật ký dòng {stream} ở nơi nhận khác với ở đây")
        return [told.format(stream=name[:8]) for name in other]
    numbers = sent.totals["totals"]
    if receipt.holds != holds or numbers is None or receipt.totals is None:
        return []
    return totals.differences(numbers, receipt.totals)


def _is_other(store: Store, stream: str, receipt: Receipt) -> bool:
    """True where the receiver's last act of a stream is another one here; what is not held is not judged."""
    own = tip(store.connection, stream, receipt.holds[stream])
    return bool(own) and stream in receipt.tips and receipt.tips[stream] != own


def _learn(store: Store, peer: Peer, sent: Parcel, receipt: Receipt, state: str, found: list[str]) -> None:
    held = reach(store.connection)
    with store.transaction():
        reached = {name: min(far, held[name]) for name, far in receipt.holds.items() if name in held}
        wiser = peers.learn(store, peer, reached)
        if wiser.side == peers.ABOVE:  # it has taken in the proof of the invitation
            peers.keep(store, replace(wiser, secret=b""))
        peers.answer(store, sent.id, state, "; ".join(found))
