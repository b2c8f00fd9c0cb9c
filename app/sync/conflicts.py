"""Fields that two stores changed without seeing each other: listed with both values, decided by a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.errors import InputFault
from app.i18n import _
from app.store import merge
from app.store.books import Books
from app.store.ledger import Sight
from app.store.store import Store
from app.sync import recomputing


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values: whose, when, doing what.

    Attributes:
        shown: True for the value that stands meanwhile.
        late: it came too late for a result that was recognised before; it cannot be chosen while that stands.
    """

    value: Any
    actor: str
    at: str
    title: str
    shown: bool
    late: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field in conflict. Its name for `decide` is `table/row/field`."""

    tab: str
    row: bytes
    field: str
    sides: tuple[Side, ...]

    @property
    def name(self) -> str:
        """As the command line names it."""
        return f"{self.tab}/{self.row.hex()}/{self.field}"


def conflicts(store: Store) -> list[Conflict]:
    """All that wait for a decision."""
    sight = Sight(store.connection)
    return [
        Conflict(tab, row, field, tuple(_sides(store, sight, tab, row, field)))
        for tab, row, field in merge.disputed(store.connection)
    ]


def _sides(store: Store, sight: Sight, tab: str, row: bytes, field: str) -> list[Side]:
    told = []
    ends, late = merge.ends_of(store.connection, store.schema, sight, (tab, row, field))
    for position, (end, is_late) in enumerate(zip(ends, late, strict=True)):
        actor, at, title = merge.author(store.connection, end)
        told.append(Side(end.value, actor, at, title, shown=position == 0, late=is_late))
    return told


def decide(store: Store, name: str, choice: int | str, why: str, actor: str) -> Conflict:
    """Settle a conflict by the number of a side (1, 2 …) or a text put together by hand; `why` is kept."""
    found = next((one for one in conflicts(store) if one.name == name), None)
    if found is None:
        raise InputFault(
            _("Không còn chỗ nào chờ quyết định tên “{name}”.").format(name=name),
            todo=_("Xem danh sách bằng lệnh “conflicts”."),
        )
    if not why.strip():
        raise InputFault(_("Quyết định phải ghi lý do."), todo=_("Thêm --why “…”."))
    value = _chosen(found, choice)
    title = _("Quyết định {field}: {why}").format(field=found.field, why=why)
    with store.write(title, actor, about=_whose(store, found)) as act:
        act.settle(found.tab, found.row, {found.field: value})
        recomputing.note(store, [(found.tab, found.row)])
    recomputing.catch_up(store)
    return found


def _whose(store: Store, found: Conflict) -> bytes | str:
    """The book that the record is in, so that the decision reaches whoever has it."""
    books = Books(store.connection, store.schema, store.place)
    of_another = books.book_of(found.tab, found.row)
    return of_another or merge.speaks_of(store.connection, found.tab, found.row)


def _chosen(found: Conflict, choice: int | str) -> Any:
    if isinstance(choice, str):
        return choice
    if not 1 <= choice <= len(found.sides):
        raise InputFault(_("Chỉ có các phương án từ 1 đến {count}.").format(count=len(found.sides)))
    return found.sides[choice - 1].value
