"""What came in: each file that was loaded, taken or kept in quarantine with its reason, until it is resolved.

The list is of this machine: kept in the store's file, never journaled, never sent. A quarantined file stays
where it lies, unopened; one that waits for an earlier part, or for a newer version of the program, is tried
again with every file that comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import copyfile

import msgspec

from app.errors import Fault, FileFault
from app.i18n import _
from app.progress import SILENT, Progress
from app.store import peers
from app.store.store import Store
from app.sync import envelope, incoming
from app.sync.envelope import Sealed
from app.sync.taken import Taken
from app.sync.told import EARLIER_MISSING, TOTALS_DIFFER, WAITS, Arrival

MOST = 60  # entries kept
_META = "inbox"


def arrivals(store: Store) -> list[Arrival]:
    """What came in, the newest first."""
    kept = store.meta(_META)
    return msgspec.json.decode(kept, type=list[Arrival]) if kept else []


def load(store: Store, files: Sequence[Path], progress: Progress = SILENT) -> list[Arrival]:
    """Take files in, in the order in which they were made, with those that waited for them.

    Returns:
        what became of each file given, and of each that waited and could now be taken.
    """
    opened = _in_order(dict.fromkeys([*files, *_to_try_again(store)]))
    came: list[Arrival] = []
    for done, (path, sealed) in enumerate(opened):
        progress.step(done, len(opened), path.name)
        (taken,) = incoming.receive(store, [path])
        came.append(_arrival(store, path, sealed, taken))
        _keep(store, came[-1])
    asked = set(files)
    return [one for one in came if Path(one.path) in asked or not one.quarantined]


def look(store: Store, files: Sequence[Path]) -> list[Taken]:
    """What would become of files, village by village; nothing is kept. Each is looked at by itself."""
    return incoming.receive(store, [path for path, _sealed in _in_order(files)], dry=True)


def _to_try_again(store: Store) -> list[Path]:
    """Files in quarantine that only wait for an earlier part, or for a newer version of the program."""
    waiting = (Path(one.path) for one in arrivals(store) if one.quarantined and one.fault in WAITS)
    return [path for path in waiting if path.exists()]


def _in_order(files: Iterable[Path]) -> list[tuple[Path, Sealed | None]]:
    """As they were made, whatever their names; what cannot be read comes last."""
    opened = [(path, _opened(path)) for path in files]
    return sorted(opened, key=lambda one: _place(one[1]))


def _opened(path: Path) -> Sealed | None:
    try:
        return envelope.read(path)
    except Fault:
        return None


def _place(sealed: Sealed | None) -> tuple[bool, str, int, str]:
    if sealed is None:
        return True, "", 0, ""
    return False, sealed.header.sender.node, sealed.header.number, sealed.header.made


def _arrival(store: Store, path: Path, sealed: Sealed | None, taken: Taken) -> Arrival:
    header = sealed.header if sealed else None
    return Arrival(
        at=store.moment(),
        path=str(path),
        sha256=sealed.sha256 if sealed else "",
        kind=taken.kind,
        sender=taken.sender,
        node=header.sender.node if header else "",
        number=header.number if header else 0,
        state=taken.state,
        acts=taken.acts,
        changes=taken.new + taken.changed + taken.deleted,
        conflicts=taken.conflicts,
        late=taken.late,
        fault=taken.fault,
        said=taken.said,
        receipt=str(taken.receipt or ""),
        missing=_missing(store, sealed) if taken.fault == EARLIER_MISSING and sealed else (),
    )


def _missing(store: Store, sealed: Sealed) -> tuple[int, ...]:
    """The numbers between the last file taken from a store and this one."""
    header = sealed.header
    taken = peers.parcels(store, bytes.fromhex(header.sender.node), peers.IN)
    last = max((one.number for one in taken), default=0)
    return tuple(range(last + 1, header.number))


def _keep(store: Store, new: Arrival) -> None:
    """Put it first; what it repeats, and what waited for it, is no longer listed."""
    others = [one for one in arrivals(store) if not _replaced(one, new)]
    store.set_meta(_META, msgspec.json.encode([new, *others][:MOST]))


def _replaced(old: Arrival, new: Arrival) -> bool:
    if old.path == new.path or (new.sha256 and old.sha256 == new.sha256):
        return True
    settles = not new.quarantined and old.quarantined and old.fault in {*WAITS, TOTALS_DIFFER}
    return settles and bool(new.node) and old.node == new.node and old.number <= new.number


def forget(store: Store, arrival: Arrival) -> None:
    """Strike a file off the list; the file itself stays where it lies."""
    left = [one for one in arrivals(store) if (one.path, one.at) != (arrival.path, arrival.at)]
    store.set_meta(_META, msgspec.json.encode(left))


def fresh(store: Store, folder: Path) -> list[Path]:
    """The files of the exchange in a folder that came from others and were not looked at yet."""
    seen = {one.sha256 for one in arrivals(store)}
    files = sorted(folder.glob(f"*{envelope.SUFFIX}"))
    return [path for path in files if _is_fresh(store, _opened(path), seen)]


def _is_fresh(store: Store, sealed: Sealed | None, seen: set[str]) -> bool:
    if sealed is None or sealed.header.kind == envelope.INVITATION:
        return False
    node = bytes.fromhex(sealed.header.sender.node)
    taken = (one.sha256 for one in peers.parcels(store, node, peers.IN))
    return node != store.node and sealed.sha256 not in seen.union(taken)


def save_receipt(arrival: Arrival, target: Path) -> None:
    """Copy the answer to a file to where it can be carried back from; FileFault when that cannot be done."""
    try:
        copyfile(arrival.receipt, target)
    except OSError as fault:
        raise FileFault(
            _("Không chép được biên nhận “{name}”.").format(name=Path(arrival.receipt).name),
            fault.strerror or "",
            _("Nạp lại gói để có biên nhận mới."),
        ) from fault
