"""What the screen Đồng bộ tells: what waits to be sent, which files went, how the stores below stand.

Plain values; nothing here changes the store. Facts only: a day of silence is counted from a file that came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from app.models.key import Key
from app.models.place import Place
from app.models.review import PERIODIC, Round
from app.services import places
from app.store import listing, merge, peers, waiting
from app.store.ledger import Vector
from app.store.listing import Rounds, Wanted
from app.store.peers import Parcel, Peer
from app.store.store import Store
from app.store.waiting import Waiting
from app.sync import between, inbox
from app.sync.identity import Public, identity
from app.sync.outgoing import shared_streams
from app.sync.subjects import Homes
from app.sync.told import NOT_INVITED, TASK, Arrival, Below, BoardRow, Contents, Desk, Glance, Outbox

# The store's own side -------------------------------------------------------------------------------------


def outbox(store: Store) -> Outbox:
    """What waits to be sent to the store above."""
    peer = peers.above(store)
    own = identity(store).public.fingerprint
    if peer is None:
        return Outbox("", own, Waiting(0, ""), Waiting(0, ""), None, ())
    files = peers.parcels(store, peer.node, peers.OUT)
    streams = shared_streams(store, peer)
    return Outbox(
        above=peer.name,
        fingerprint=own,
        unsent=waiting.waiting(store, streams, _sent(peer, files)),
        unanswered=waiting.waiting(store, streams, peer.knows),
        contents=contents(store, peer),
        files=tuple(one for one in files if one.kind == "bundle"),
    )


def _sent(peer: Peer, files: Sequence[Parcel]) -> Vector:
    """How far each stream was ever put into a file for a store, or is known to be held by it."""
    far = dict(peer.knows)
    for one in files:
        for name, seq in one.totals.get("holds", {}).items():
            far[name] = max(far.get(name, 0), seq)
    return far


def contents(store: Store, peer: Peer, *, full: bool = False) -> Contents:
    """What a file for a store would hold if it were made now."""
    streams, known = shared_streams(store, peer), {} if full else peer.knows
    return Contents(
        peer.name,
        waiting.waiting(store, streams, known),
        tuple(waiting.titles(store, streams, known)),
        tuple(waiting.villages(store, streams, known)),
    )


# The stores below -----------------------------------------------------------------------------------------


def desk(store: Store) -> Desk:
    """All of the screen, read at once."""
    came = inbox.arrivals(store)
    below = [_below(store, peer, came) for peer in _newest(store, peers.peers(store, peers.BELOW))]
    disputed = merge.disputed(store.connection)
    with store.session() as session:
        board = _board(store, session, below, disputed)
    open_matters = tuple(between.matters(store))
    return Desk(
        outbox=outbox(store),
        board=tuple(board),
        helpers=tuple(one for one in below if one.helper),
        arrivals=tuple(came),
        conflicts=len(disputed),
        returned=sum(one.kind == TASK for one in open_matters),
        matters=open_matters,
    )


def _newest(store: Store, known: Sequence[Peer]) -> list[Peer]:
    """One store for each place: the last that came with a file, else the last invited; and every helper."""
    chosen: dict[tuple[str, str], Peer] = {}
    for peer in sorted(known, key=lambda one: (peers.first_came(store, one.node), one.since)):
        chosen[peer.place, peer.name] = peer
    return sorted(chosen.values(), key=lambda one: (one.name, one.node))


def _below(store: Store, peer: Peer, came: Sequence[Arrival]) -> Below:
    files = peers.parcels(store, peer.node, peers.IN)
    node = peer.node.hex()
    known = bool(peer.age_key)
    return Below(
        node=peer.node,
        place=bytes.fromhex(peer.place),
        name=peer.name,
        state=peer.state,
        helper=peer.place == store.place.hex(),
        fingerprint=Public(peer.node, peer.sign_key, peer.age_key).fingerprint if known else "",
        last=files[0].number if files else 0,
        at=files[0].at if files else "",
        down=waiting.waiting(store, shared_streams(store, peer), peer.knows).acts if known else 0,
        stopped=next((one for one in came if one.quarantined and one.node == node), None),
    )


def _board(
    store: Store, session: Session, below: Sequence[Below], disputed: Sequence[tuple[str, bytes, str]]
) -> list[BoardRow]:
    """The places below that keep books of their own, and those beside them that were not invited yet."""
    known = {one.place: one for one in below if not one.helper}
    if not known:
        return []
    levels = {places.place(session, key).level for key in known}
    beside = [
        one for one in places.children(session, store.place) if one.id not in known and one.level in levels
    ]
    lines = [*known.values(), *(_not_invited(one) for one in beside)]
    homes = Homes(session)
    where = Counter(homes.place_of(tab, row) for tab, row, _field in disputed)
    rows = [_row(store, session, one, where) for one in lines]
    return sorted(rows, key=lambda row: (places.place(session, row.below.place).code, row.below.name))


def _not_invited(one: Place) -> Below:
    return Below(b"", one.id, one.name, NOT_INVITED, False, "", 0, "", 0, None)


def _row(store: Store, session: Session, below: Below, where: Mapping[Key | None, int]) -> BoardRow:
    within = tuple(one.id for one in places.below(session, below.place))
    now, last = _rounds(session, below.place)
    told = Rounds(
        now=(now.id,) if now else (),
        standard=_standard(now),
        last=(last.id,) if last else (),
        last_standard=_standard(last),
    )
    tallies = listing.tally(store, told, Wanted(places=within))
    classes: Counter[str] = Counter()
    for one in tallies:
        classes[one.now] += one.households
    return BoardRow(
        below=below,
        within=within,
        year=now.year if now else 0,
        round_state=now.state if now else "",
        cases=sum(one.households for one in tallies if one.state),
        done=sum(one.households for one in tallies if one.state == "done"),
        households=sum(one.households for one in tallies),
        classes=dict(classes),
        conflicts=sum(where.get(key, 0) for key in within),
    )


def _rounds(session: Session, place: Key) -> tuple[Round | None, Round | None]:
    """The newest periodic round of a place and the one before."""
    query = (
        select(Round)
        .where(Round.place == place, Round.kind == PERIODIC, Round.deleted == 0)
        .order_by(col(Round.year).desc())
        .limit(2)
    )
    found: list[Round | None] = [*session.exec(query).all(), None, None]
    return found[0], found[1]


def _standard(one: Round | None) -> str:
    return next(iter(one.standards.split()), "") if one else ""


# A few words for the bar over every screen ----------------------------------------------------------------


def glance(store: Store) -> Glance:
    """The state of the exchange in a few numbers, without reading any household."""
    peer = peers.above(store)
    below = peers.peers(store, peers.BELOW)
    none = Waiting(0, "")
    unsent, unanswered = none, none
    if peer is not None:
        streams = shared_streams(store, peer)
        unsent = waiting.waiting(store, streams, _sent(peer, peers.parcels(store, peer.node, peers.OUT)))
        unanswered = waiting.waiting(store, streams, peer.knows)
    stopped = sum(one.quarantined for one in inbox.arrivals(store)) if peer or below else 0
    conflicts = len(merge.disputed(store.connection))
    unconfirmed = sum(one.state == peers.UNCONFIRMED for one in _newest(store, below))
    asked = sum(one.asks for one in between.matters(store)) if peer or below else 0
    return Glance(unsent, unanswered, stopped, conflicts, stopped + conflicts + unconfirmed + asked)
