"""Is the store sound? Pages, foreign keys, hash chains, what is derived: each fault named, nothing mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from app.i18n import _
from app.store.index import entry, group_of, living
from app.store.journal import START, ActHead, changes_of
from app.store.store import Store
from app.store.tables import DERIVED, SEARCHED


def faults_of(store: Store) -> list[str]:
    """Sentences, one a fault; an empty list for a sound store. Behind damaged pages none is sought."""
    return list(_pages(store)) or [fault for look in CHECKS for fault in look(store)]


def _pages(store: Store) -> Iterator[str]:
    """Damaged pages: as SQLCipher's authentication sees them, else as SQLite's own check does."""
    store.connection.execute("PRAGMA wal_checkpoint").fetchall()  # only pages of the file are looked at
    looked = store.connection.execute("PRAGMA cipher_integrity_check").fetchall()
    for (said,) in looked or store.connection.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield _("Trang dữ liệu hỏng: {said}.").format(said=said)


def _foreign_keys(store: Store) -> Iterator[str]:
    for table, _rowid, parent, _number in store.connection.execute("PRAGMA foreign_key_check"):
        yield _("Bảng {table} có dòng trỏ đến dòng không có trong bảng {parent}.").format(
            table=table, parent=parent
        )


_ACTS = """
SELECT s.id, lower(hex(s.node)) || '/' || s.place, a.id, a.seq, a.hlc, a.actor, a.title, a.at, a.kind,
       a.target, a.seen, a.changes, a.prev_hash, a.hash
FROM act a JOIN stream s ON s.id = a.stream ORDER BY s.id, a.seq
"""


def _chains(store: Store) -> Iterator[str]:
    """Acts missing from a stream, or altered since they were written."""
    stream, seq, last = 0, 0, START
    for found in store.connection.execute(_ACTS).fetchall():
        if found[0] != stream:
            stream, seq, last = found[0], 0, START
        head = ActHead(found[1], *found[3:13])
        changes = list(changes_of(store.connection, found[2]))
        if head.seq != seq + 1:
            yield _("Nhật ký thiếu việc số {seq} của dòng {stream}.").format(seq=seq + 1, stream=head.stream)
        elif head.prev_hash != last or len(changes) != head.changes or head.hash(changes) != found[13]:
            yield _("Nhật ký bị sửa ở việc số {seq} (“{title}”).").format(seq=head.seq, title=head.title)
        seq, last = head.seq, found[13]


def _derived(store: Store) -> Iterator[str]:
    for table, derived in DERIVED.items():
        names = ", ".join((derived.source, *derived.columns))
        rows = store.connection.execute(f"SELECT {names} FROM {table}")
        wrong = sum(derived.derive(source) != tuple(told) for source, *told in rows)
        if wrong:
            yield _("{wrong} dòng của bảng {table} có khóa sắp xếp sai.").format(wrong=wrong, table=table)


def _search(store: Store) -> Iterator[str]:
    """Rows that cannot be found, are found under other words or out of order, or are found though deleted."""
    indexed = dict(store.connection.execute("SELECT row, id FROM search_row"))
    held = _digests_held(store)
    for table in SEARCHED:
        wrong = 0
        for row in living(store.connection, table):
            group, words = entry(table, row)
            number = indexed.pop(row["id"], None)
            if number is None:
                wrong += bool(words)
            else:
                digest = held.pop(number, 0)
                wrong += group_of(number) != group or digest != _digest(set(words.split()))
        if wrong:
            yield _("Mục lục tìm kiếm thiếu hoặc sai {wrong} dòng của bảng {table}.").format(
                wrong=wrong, table=table
            )
    if indexed or held:
        yield _("Mục lục tìm kiếm còn {count} dòng không còn trong sổ.").format(
            count=max(len(indexed), len(held))
        )


def _digest(words: Iterable[str]) -> int:
    """A number that is the same for the same words in any order."""
    return sum(map(hash, words))


def _digests_held(store: Store) -> dict[int, int]:
    """The digest of the words that the index holds, by row number."""
    store.connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.held USING fts5vocab(main, search, instance)"
    )
    held: dict[int, int] = defaultdict(int)
    for word, number in store.connection.execute("SELECT term, doc FROM temp.held"):
        held[number] += hash(word)
    return held


CHECKS: tuple[Callable[[Store], Iterator[str]], ...] = (_foreign_keys, _chains, _derived, _search)
