"""Undo and redo of any act, from the journal: itself an act, that is recorded and can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.errors import Fault
from app.i18n import _
from app.progress import SILENT, Progress, each
from app.store import foundations
from app.store.act import Act
from app.store.journal import Change, Fields, changes_of
from app.store.store import Done, Store


class CannotUndo(Fault):
    """An act cannot be taken back as things stand."""

    kind = "cannot_undo"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the history.

    Attributes:
        act: its number in this file.
        at: wall time, ISO.
        kind: `do`, `undo`, `redo`.
        changes: how many rows it changed.
        undone: 1 when it does not stand any more, else 0.
    """

    act: int
    at: str
    actor: str
    title: str
    kind: str
    changes: int
    undone: int


# An act is undone when the last undo or redo that aims at it is an undo.
_ENTRIES = """
SELECT a.id, a.at, a.actor, a.title, a.kind, a.changes,
       coalesce((SELECT b.kind = 'undo' FROM act b WHERE b.target = a.hash AND b.kind <> 'do'
                 ORDER BY b.id DESC LIMIT 1), 0)
FROM act a
"""
_TOLD_OTHERS = "SELECT id, hash FROM act WHERE target = ? AND kind = 'do' ORDER BY id"


def entries(store: Store, row: bytes | None = None, limit: int = 100) -> list[Entry]:
    """The newest acts first; of one record when `row` is given."""
    touched = "WHERE a.id IN (SELECT act FROM change WHERE row = ?)" if row else ""
    arguments = (row, limit) if row else (limit,)
    found = store.connection.execute(f"{_ENTRIES} {touched} ORDER BY a.id DESC LIMIT ?", arguments)
    return [Entry(*told) for told in found]


def to_undo(store: Store) -> Entry | None:
    """What Ctrl+Z takes back: the newest act of this store that stands; what others did came with a file."""
    found = store.connection.execute(
        f"{_ENTRIES} JOIN stream s ON s.id = a.stream WHERE a.kind = 'do' AND s.node = ? ORDER BY a.id DESC",
        (store.node,),
    )
    return next((Entry(*told) for told in found if not told[6]), None)


def to_redo(store: Store) -> Entry | None:
    """What Ctrl+Shift+Z does again: the act last undone, unless something new was done since."""
    undo = store.connection.execute(
        "SELECT u.target FROM act u WHERE u.kind = 'undo'"
        " AND u.id > coalesce((SELECT max(id) FROM act WHERE kind = 'do'), 0)"
        " AND NOT EXISTS (SELECT 1 FROM act r WHERE r.kind = 'redo' AND r.target = u.target AND r.id > u.id)"
        " ORDER BY u.id DESC LIMIT 1"
    ).fetchone()
    if undo is None:
        return None
    found = store.connection.execute(f"{_ENTRIES} WHERE a.hash = ?", undo).fetchone()
    return Entry(*found)


def undo(store: Store, act: int, actor: str, progress: Progress = SILENT, why: str = "") -> Done:
    """Take an act back; CannotUndo, and nothing changed, where later work builds on it.

    Args:
        why: stays in the title of the act that takes it back.
    """
    entry, target = _entry(store, act)
    if entry.kind != "do":
        raise CannotUndo(
            _("“{title}” chỉ là một lần hoàn tác hay làm lại.").format(title=entry.title),
            todo=_("Chọn chính việc ấy trong lịch sử."),
        )
    if entry.undone:
        raise CannotUndo(_("“{title}” đã được hoàn tác rồi.").format(title=entry.title))
    title = _("Hoàn tác: {title}").format(title=entry.title)
    told = _("{title}; lý do: {why}").format(title=title, why=why) if why else title
    return _reverse(store, entry.act, told, actor, ("undo", target), progress)


def redo(store: Store, act: int, actor: str, progress: Progress = SILENT) -> Done:
    """Do an undone act again; CannotUndo, and nothing changed, where things are no more as it found them."""
    entry, target = _entry(store, act)
    if not entry.undone:
        raise CannotUndo(_("“{title}” vẫn còn hiệu lực, không có gì để làm lại.").format(title=entry.title))
    sql = "SELECT max(id) FROM act WHERE target = ? AND kind <> 'do'"
    (last,) = store.connection.execute(sql, (target,)).fetchone()
    title = _("Làm lại: {title}").format(title=entry.title)
    return _reverse(store, last, title, actor, ("redo", target), progress)


def _entry(store: Store, act: int) -> tuple[Entry, bytes]:
    """An act and its hash; of one that only told another book of it, the act that it told of."""
    leader = "SELECT l.id FROM act t JOIN act l ON l.hash = t.target WHERE t.id = :act AND t.kind = 'do'"
    found = store.connection.execute(
        f"{_ENTRIES} WHERE a.id = coalesce(({leader}), :act)", {"act": act}
    ).fetchone()
    if found is None:
        raise CannotUndo(
            _("Sổ không có việc số {act}.").format(act=act), todo=_("Xem lại số bằng lệnh “history”.")
        )
    (target,) = store.connection.execute("SELECT hash FROM act WHERE id = ?", (found[0],)).fetchone()
    return Entry(*found), target


def _reverse(
    store: Store, act: int, title: str, actor: str, aim: tuple[str, bytes], progress: Progress
) -> Done:
    with store.together():
        _reverse_one(store, act, title, actor, aim, progress)
        for told, digest in store.connection.execute(_TOLD_OTHERS, aim[1:]).fetchall():
            with store.write(title, actor, about=_about(store, told), kind=aim[0], target=digest) as again:
                for tab, row in dict.fromkeys(change[:2] for change in changes_of(store.connection, told)):
                    again.tell(tab, row)
    assert store.done is not None
    return store.done


def _reverse_one(
    store: Store, act: int, title: str, actor: str, aim: tuple[str, bytes], progress: Progress
) -> None:
    changes = list(changes_of(store.connection, act))
    with store.write(title, actor, about=_about(store, act), kind=aim[0], target=aim[1]) as reverse:
        for change in each(reversed(changes), progress, _("hoàn tác"), len(changes)):
            _take_back(store, reverse, change, act)
        for row in foundations.moved(store, reverse.changes, act):
            raise _changed_since(store, row, act)


def _about(store: Store, act: int) -> str:
    """The place of which an act speaks: whoever received it receives its reversal."""
    sql = "SELECT s.place FROM act a JOIN stream s ON s.id = a.stream WHERE a.id = ?"
    (place,) = store.connection.execute(sql, (act,)).fetchone()
    return str(place)


def _take_back(store: Store, reverse: Act, change: Change, act: int) -> None:
    table = store.schema[change.tab]
    current = table.current(store.connection, change.row)
    left = table.read(change.after)
    if change.op == "insert":
        left = dict.fromkeys(current) | table.blank | left
    if any(current.get(name) != value for name, value in left.items()):
        raise _changed_since(store, change.row, act)
    match change.op:
        case "insert" | "restore":
            reverse.delete(change.tab, [change.row])
        case "delete":
            reverse.restore(change.tab, [change.row])
        case _:
            reverse.update(change.tab, change.row, _closed(table.maps, table.read(change.before)))


def _closed(maps: Iterable[str], fields: Fields) -> Fields:
    """Fields with the keys of maps put together again, as `Act.update` takes them."""
    closed: Fields = {}
    for name, value in fields.items():
        column, _dot, item = name.partition(".")
        if column in maps:
            closed.setdefault(column, {})[item] = value
        else:
            closed[name] = value
    return closed


def _changed_since(store: Store, row: bytes, act: int) -> CannotUndo:
    """Name the newest act after `act` that stands on a row, or at least the newest that touched it."""
    later = [entry for entry in entries(store, row) if entry.act > act]
    newest = next((entry for entry in later if entry.kind == "do" and not entry.undone), later[0])
    return CannotUndo(
        _("Chưa quay lại được: dữ liệu đã được sửa tiếp sau đó."),
        _("Việc gần nhất trên cùng bản ghi là “{title}” ({at}).").format(
            title=newest.title, at=newest.at[:16].replace("T", " ")
        ),
        _("Quay lại trước việc ấy đã, rồi làm lại bước này."),
    )
