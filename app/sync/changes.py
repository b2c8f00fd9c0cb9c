"""Changes as columns: what an act did to rows, turned so that all values of one field lie together.

A quarter of the size of the same texts one after another, and exactly the same texts when turned back: they
are canonical JSON, so that the hash of an act can be made again from its values.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from app.models.key import SIZE
from app.store.journal import Change, decode, encode
from app.sync import faults

MOST = 1 << 22
_Many = Meta(max_length=MOST)
_Few = Meta(max_length=1 << 16)
Steps = Annotated[list[int], _Many]  # numbers, each as the step from the one before
Side = Literal["before", "after"]
Field = tuple[str, Side, str]  # table, side, name
BEFORE: Side = "before"
AFTER: Side = "after"


class Shape(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What many changes have in common: the table, what was done, and the fields that they name."""

    tab: str
    op: Literal["insert", "update", "delete", "restore"]
    before: list[str]
    after: list[str]


class Column(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """All values of one field of a table, in the order of the changes.

    Attributes:
        side: `before` or `after`.
        keys: True where they are keys of records, told by their numbers as steps.
    """

    tab: str
    side: Side
    name: str
    keys: bool
    values: Annotated[list[Any], _Many]


class Changes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The changes of some acts, in their order.

    Attributes:
        keys: every key named, first all their first bytes, then all their second bytes, and so on: those made
            together differ in few of them.
        rows: the number of the key of each change's row, as steps.
        shape: the number of each change's shape.
    """

    keys: bytes
    rows: Steps
    shapes: Annotated[list[Shape], _Many]
    shape: Annotated[list[Annotated[int, Meta(ge=0)]], _Many]
    columns: Annotated[list[Column], _Few]


# There ------------------------------------------------------------------------------------------------------


def columns(changes: Sequence[Change]) -> Changes:
    """Changes as columns."""
    numbers: dict[bytes, int] = {}
    rows = [numbers.setdefault(change.row, len(numbers)) for change in changes]
    shapes: dict[tuple[Any, ...], int] = {}
    shape: list[int] = []
    values: dict[Field, list[Any]] = defaultdict(list)
    for tab, _row, op, *texts in changes:
        sides = [decode(text) for text in texts]
        shape.append(shapes.setdefault((tab, op, *map(tuple, sides)), len(shapes)))
        for side, fields in zip((BEFORE, AFTER), sides, strict=True):
            for name, value in fields.items():
                values[tab, side, name].append(value)
    turned = [_column(field, told, numbers) for field, told in values.items()]
    kinds = [Shape(tab, op, list(before), list(after)) for tab, op, before, after in shapes]
    return Changes(_planes(numbers), _steps(rows), kinds, shape, turned)


def _column(field: Field, values: list[Any], numbers: dict[bytes, int]) -> Column:
    keys = [_key(value) for value in values] if _key(values[0]) else []
    if not keys or not all(keys):
        return Column(*field, keys=False, values=values)
    return Column(*field, keys=True, values=_steps([numbers.setdefault(k, len(numbers)) for k in keys]))


def _key(value: Any) -> bytes:
    """The key that a value of the journal is; empty when it is none."""
    if not isinstance(value, str) or len(value) != 24 or not value.endswith("=="):
        return b""
    try:
        key = b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return key if b64encode(key).decode() == value else b""


def _steps(numbers: Sequence[int]) -> list[int]:
    return [after - before for before, after in pairwise((0, *numbers))]


def _planes(keys: Iterable[bytes]) -> bytes:
    joined = b"".join(keys)
    return b"".join(joined[at::SIZE] for at in range(SIZE))


# And back ---------------------------------------------------------------------------------------------------


def changes_of(told: Changes) -> Iterator[Change]:
    """Changes from columns; NotABundle where the columns do not fit each other."""
    if len(told.rows) != len(told.shape) or len(told.keys) % SIZE:
        raise faults.damaged("columns of unequal length")
    count = len(told.keys) // SIZE
    keys = [told.keys[at::count] for at in range(count)]
    rows = _numbered(told.rows, keys)
    _must_add_up(told)
    values = {(one.tab, one.side, one.name): iter(_values(one, keys)) for one in told.columns}
    ready = [_Ready(one, values) for one in told.shapes]
    return (ready[number].change(row) for row, number in zip(rows, told.shape, strict=True))


def _must_add_up(told: Changes) -> None:
    """Each column has just as many values as the changes of the shapes that name its field."""
    wanted: Counter[Field] = Counter()
    uses = Counter(told.shape)
    if uses.keys() != set(range(len(told.shapes))):
        raise faults.damaged("a change without a shape, or a shape without a change")
    for number, times in uses.items():
        one = told.shapes[number]
        names = [(BEFORE, name) for name in one.before] + [(AFTER, name) for name in one.after]
        if len(set(names)) != len(names):
            raise faults.damaged("a field named twice")
        wanted.update({(one.tab, side, name): times for side, name in names})
    found = {(one.tab, one.side, one.name): len(one.values) for one in told.columns}
    if wanted != found or len(found) != len(told.columns):
        raise faults.damaged("values do not add up")


def _values(one: Column, keys: Sequence[bytes]) -> Sequence[Any]:
    if not one.keys:
        return one.values
    if not all(type(step) is int for step in one.values):
        raise faults.damaged("a key without a number")
    return [b64encode(key).decode() for key in _numbered(one.values, keys)]


def _numbered(steps: Sequence[int], keys: Sequence[bytes]) -> list[bytes]:
    numbers = list(accumulate(steps))
    if numbers and not 0 <= min(numbers) <= max(numbers) < len(keys):
        raise faults.damaged("a number without a key")
    return [keys[number] for number in numbers]


class _Ready:
    """A shape with the values that its changes take, one after another."""

    __slots__ = ("_after", "_before", "_op", "_shape", "_tab")

    def __init__(self, shape: Shape, values: dict[Field, Iterator[Any]]) -> None:
        self._tab, self._op, self._shape = shape.tab, shape.op, shape
        self._before = [values[shape.tab, BEFORE, name] for name in shape.before]
        self._after = [values[shape.tab, AFTER, name] for name in shape.after]

    def change(self, row: bytes) -> Change:
        before = _text(self._shape.before, self._before)
        return Change(self._tab, row, self._op, before, _text(self._shape.after, self._after))


def _text(names: Sequence[str], values: Sequence[Iterator[Any]]) -> str:
    return encode(dict(zip(names, map(next, values), strict=True))).decode() if names else "{}"
