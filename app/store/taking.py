"""Taking acts of other stores in: checked against the journal, appended, merged; whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlcipher3 import dbapi2 as sqlite

from app.errors import Fault
from app.i18n import _
from app.store.ledger import Sent, append, reach, tip
from app.store.merge import Merged, Merging, Row, unfit
from app.store.store import Done, Store


class EarlierMissing(Fault):
    """Acts before these are not held, so these cannot be taken in yet."""

    kind = "earlier_missing"


class Forked(Fault):
    """A store wrote two different acts under one number: it was set back to an older copy."""

    kind = "forked"


class Altered(Fault):
    """An act is not what its author wrote."""

    kind = "altered"


def take(store: Store, acts: Sequence[Sent], agree: Callable[[Merged], None]) -> Merged:
    """Append and merge the acts that are not held yet, in one transaction.

    Args:
        agree: looks at the rows as they are now, inside the transaction, and raises to have nothing kept.
    """
    with _fitting_together(), store.transaction():
        new = list(_fitting(store, acts))
        append(store.connection, new)
        merged = Merging(store.connection, store.schema).apply(new)
        store.witness(max((act.head.hlc for act in new), default=0))
        agree(merged)
    if new:
        _tell(store, new, merged)
    return merged


def must_refer(store: Store, rows: Iterable[Row]) -> None:
    """Unfit where a row names another that is not there: SQLite says so only when the whole is kept."""
    by_table: dict[str, list[bytes]] = defaultdict(list)
    for tab, row in rows:
        by_table[tab].append(row)
    for tab, keys in by_table.items():
        named = store.connection.execute(f"PRAGMA foreign_key_list({tab})").fetchall()
        for parent, column in (key[2:4] for key in named):
            for start in range(0, len(keys), _AT_ONCE):
                _must_be_there(store, tab, column, parent, keys[start : start + _AT_ONCE])


_AT_ONCE = 500


def _must_be_there(store: Store, tab: str, column: str, parent: str, keys: Sequence[bytes]) -> None:
    found = store.connection.execute(
        f"SELECT 1 FROM {tab} x WHERE x.id IN ({', '.join('?' * len(keys))}) AND x.{column} IS NOT NULL"
        f" AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = x.{column}) LIMIT 1",
        keys,
    ).fetchone()
    if found:
        raise unfit(tab, f"{column} → {parent}")


@contextmanager
def _fitting_together() -> Iterator[None]:
    """What SQLite refuses of the rows (a check, a reference to nowhere, a number too large) is an Unfit."""
    try:
        yield
    except (sqlite.IntegrityError, OverflowError) as fault:
        raise unfit("…", str(fault)) from fault


def _fitting(store: Store, acts: Iterable[Sent]) -> Iterator[Sent]:
    """The acts that are new, each checked to follow on what is held."""
    held = reach(store.connection)
    tips: dict[str, bytes] = {}
    for act in acts:
        head = act.head
        far = held.get(head.stream, 0)
        if head.seq <= far:
            if tip(store.connection, head.stream, head.seq) != act.hash:
                raise _forked(act)
            continue
        if head.seq > far + 1:
            raise missing(head.stream, far + 1, head.seq - 1)
        before = tips.get(head.stream) or tip(store.connection, head.stream, far)
        if head.prev_hash != before or head.changes != len(act.changes):
            raise _altered(act)
        held[head.stream], tips[head.stream] = head.seq, act.hash
        yield act


def missing(stream: str, first: int, last: int) -> EarlierMissing:
    """Which acts must come first."""
    return EarlierMissing(
        _("Thiếu phần trước của gói: việc số {first} đến {last} của dòng {stream}.").format(
            first=first, last=last, stream=stream[:8]
        ),
        _("Một gói gửi trước chưa được nạp."),
        _("Nạp gói trước đó, hoặc xin nơi gửi lại từ đầu (lệnh “send --full”)."),
    )


def _forked(act: Sent) -> Forked:
    return Forked(
        _("Việc số {seq} trong gói khác với việc cùng số đã có trong sổ.").format(seq=act.head.seq),
        _("Sổ của nơi gửi có lẽ đã được khôi phục từ bản sao cũ rồi làm tiếp."),
        _("Cấp lại sổ cho nơi gửi bằng giấy mời có kèm dữ liệu; gói được giữ nguyên."),
    )


def _altered(act: Sent) -> Altered:
    return Altered(
        _("Nhật ký trong gói không liền mạch ở việc số {seq} (“{title}”).").format(
            seq=act.head.seq, title=act.head.title
        ),
        todo=_("Không nạp gói này; xin nơi gửi làm lại gói."),
    )


def _tell(store: Store, acts: Sequence[Sent], merged: Merged) -> None:
    rows = (*merged.new, *merged.changed)
    title = acts[-1].head.title
    store.announce(Done(0, title, frozenset(tab for tab, _r in rows), frozenset(row for _t, row in rows)))
