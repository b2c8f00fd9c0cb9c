"""Rows of a query as columns: recurring texts become categories, 300,000 households fit an old laptop."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Protocol

import msgspec
import numpy as np
import pandas as pd
from sqlalchemy import Select, Text, type_coerce
from sqlmodel import Session, col

from app.models.key import SIZE, Key

Array = np.ndarray[Any, np.dtype[Any]]
AT_ONCE = 5_000  # rows held as tuples at a time
UNTOLD = -1
STRANGER = -1  # instead of the number of a household that was struck out, or is of no concern
_KEY = f"S{SIZE}"
Meaning = Callable[[Any], Any]


class _Column(Protocol):
    """Values as they come, and in the end all of them."""

    def add(self, values: Sequence[Any]) -> None: ...
    def column(self) -> Any: ...


class _Few:
    """A column of few distinct texts or keys; of any others only what `meaning` makes of them is kept."""

    def __init__(self, meaning: Meaning | None = None) -> None:
        self._meaning = meaning
        self._seen: dict[Any, int] = {}
        self._codes: list[Array] = [np.array([], dtype=np.int32)]

    def add(self, values: Sequence[Any]) -> None:
        codes, distinct = pd.factorize(_objects(values))
        meant = map(self._meaning, distinct) if self._meaning else distinct
        known = [self._seen.setdefault(each, len(self._seen)) for each in meant]
        self._codes.append(np.array([*known, -1], dtype=np.int32)[codes])

    def column(self) -> Any:
        categories = pd.Index(_objects(list(self._seen)), dtype=object)
        return pd.Categorical.from_codes(np.concatenate(self._codes), categories)


class Many:
    """A column of texts or keys that are nearly all different."""

    def __init__(self) -> None:
        self._values: list[Any] = []

    def add(self, values: Sequence[Any]) -> None:
        """Values more."""
        self._values += values

    def column(self) -> Any:
        """All of them."""
        return pd.Series(_objects(self._values), dtype=object)


class Packed:
    """A column of texts that are nearly all different, as one run of bytes: a fifth of what texts take."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("q", [0])

    def add(self, values: Sequence[str]) -> None:
        """Texts more."""
        for value in values:
            self._bytes += value.encode()
            self._ends.append(len(self._bytes))

    def column(self) -> Packed:
        """The column itself."""
        return self

    def take(self, numbers: Array) -> list[str]:
        """The texts at these places, from 0."""
        held, ends = self._bytes, self._ends
        return [held[ends[at] : ends[at + 1]].decode() for at in numbers.tolist()]


class Numbering:
    """Numbers of households, from 0 in the order of their keys: smaller than keys, and quicker to match."""

    def __init__(self, keys: Array) -> None:
        self._keys = keys

    def of(self, keys: Sequence[Key]) -> Array:
        """The number of each key, STRANGER for a household that has none."""
        wanted = np.array(keys, dtype=_KEY)
        at = np.searchsorted(self._keys, wanted)
        at[at == len(self._keys)] = 0
        held = self._keys[at] == wanted if len(self._keys) else False
        return np.where(held, at, STRANGER).astype(np.int32)

    def keys(self, numbers: Array) -> tuple[Key, ...]:
        """The keys of numbers."""
        return tuple(key.ljust(SIZE, b"\0") for key in self._keys[numbers].tolist())


class _Keys:
    """A column of keys of households, whose order gives them numbers."""

    def __init__(self) -> None:
        self._parts: list[Array] = [np.array([], dtype=_KEY)]
        self.numbering = Numbering(self._parts[0])

    def add(self, values: Sequence[Any]) -> None:
        self._parts.append(np.array(values, dtype=_KEY))

    def column(self) -> Any:
        keys, numbers = np.unique(np.concatenate(self._parts), return_inverse=True)
        self.numbering = Numbering(keys)
        return numbers.astype(np.int32)


class Numbered:
    """A column of keys that is kept as their numbers."""

    def __init__(self, numbers: Numbering) -> None:
        self._numbers = numbers
        self._parts: list[Array] = [np.array([], dtype=np.int32)]

    def add(self, values: Sequence[Any]) -> None:
        """Values more."""
        self._parts.append(self._numbers.of(values))

    def column(self) -> Any:
        """All of them."""
        return np.concatenate(self._parts)


class _Numbers:
    """A column of numbers; unknown is NaN. Whole ones are small here: years, persons, yes and no."""

    def __init__(self, kind: type) -> None:
        self._kind = np.float32 if kind is int else np.float64
        self._parts: list[Array] = [np.array([], dtype=self._kind)]

    def add(self, values: Sequence[Any]) -> None:
        self._parts.append(np.array(values, dtype=self._kind))

    def column(self) -> Any:
        return np.concatenate(self._parts)


def _objects(values: Sequence[Any]) -> Array:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def raw(column: Any) -> Any:
    """A map column as its stored text: the same maps recur, so each distinct one is decoded once."""
    return type_coerce(col(column), Text)


def table(
    session: Session,
    query: Select[Any],
    numbers: Numbering,
    many: Collection[str] = (),
    meanings: Mapping[str, Meaning] | None = None,
) -> pd.DataFrame:
    """The rows of a query.

    `household` becomes the number of the household; other texts and keys become categories, but for those
    named in `many`; numbers become floats. `meanings` turn the values of some columns into fewer.
    """
    own: dict[str, _Column] = {name: Many() for name in many}
    own |= {name: _Few(meaning) for name, meaning in (meanings or {}).items()}
    return pd.DataFrame(columns(session, query, {"household": Numbered(numbers)} | own))


def numbered(session: Session, query: Select[Any]) -> tuple[pd.DataFrame, Numbering]:
    """The rows of a query, as `table` has them, and the numbers that it gives to its households."""
    keys = _Keys()
    return pd.DataFrame(columns(session, query, {"household": keys})), keys.numbering


def columns(session: Session, query: Select[Any], own: Mapping[str, _Column]) -> dict[str, Any]:
    """The columns of a query, some of them kept in a way of their own, the others as `table` does."""
    chosen = [(each.name, each.type.python_type) for each in query.selected_columns]
    found = {name: own.get(name) or _column(kind) for name, kind in chosen}
    for rows in session.connection().execute(query).partitions(AT_ONCE):
        for column, values in zip(found.values(), zip(*rows, strict=True), strict=True):
            column.add(values)
    return {name: column.column() for name, column in found.items()}


def _column(kind: type) -> _Column:
    return _Numbers(kind) if kind in (int, float) else _Few()


def decoded(column: pd.Series[Any], meaning: Meaning, absent: Any) -> Array:
    """What each value of a column of categories means, asked once for each distinct value."""
    meanings = [*map(meaning, column.cat.categories), absent]
    found = _objects(meanings) if isinstance(absent, str) else np.array(meanings)
    if found.dtype == np.int64:
        found = found.astype(np.int32)
    return found[column.cat.codes.to_numpy()]


def told(column: pd.Series[Any], keys: Sequence[str]) -> Array:
    """Of each map (a column of JSON objects, as `raw` gives them) the answers under the keys: rows × keys.

    1 is yes, 0 is no, -1 where nobody said.
    """
    answers = [[*map(_answer, map(_map(text).get, keys))] for text in column.cat.categories]
    return np.array([*answers, [UNTOLD] * len(keys)], dtype=np.int8)[column.cat.codes.to_numpy()]


def _map(text: str) -> dict[str, Any]:
    found = msgspec.json.decode(text)
    return found if isinstance(found, dict) else {}


def _answer(value: Any) -> int:
    return UNTOLD if value is None else int(bool(value))
