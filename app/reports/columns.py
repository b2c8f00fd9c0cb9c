"""Rows of a query as columns: recurring texts become categories, 300,000 households fit an old laptop."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
import pandas as pd
from sqlalchemy import Select, Text, type_coerce
from sqlmodel import Session, col

from app.models.key import Key

Array = np.ndarray[Any, np.dtype[Any]]
AT_ONCE = 5_000  # rows held as tuples at a time
UNTOLD = -1


class _Few:
    """A column of few distinct texts or keys; of any others only what `meaning` makes of them is kept."""

    def __init__(self, meaning: Callable[[Any], Any] | None = None) -> None:
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


class _Many:
    """A column of texts or keys that are nearly all different."""

    def __init__(self) -> None:
        self._values: list[Any] = []

    def add(self, values: Sequence[Any]) -> None:
        self._values += values

    def column(self) -> Any:
        return pd.Series(_objects(self._values), dtype=object)


class Numbering(dict[Key, int]):
    """A number for each key, from 0 in the order of asking: smaller than keys, and quicker to match."""

    def __missing__(self, key: Key) -> int:
        number = self[key] = len(self)
        return number


class _Numbered:
    """A column of keys that is kept as their numbers."""

    def __init__(self, numbers: Numbering) -> None:
        self._numbers = numbers
        self._parts: list[Array] = [np.array([], dtype=np.int64)]

    def add(self, values: Sequence[Any]) -> None:
        self._parts.append(np.array([*map(self._numbers.__getitem__, values)], dtype=np.int64))

    def column(self) -> Any:
        return np.concatenate(self._parts)


class _Numbers:
    """A column of numbers; unknown is NaN."""

    def __init__(self) -> None:
        self._parts: list[Array] = [np.array([], dtype=np.float64)]

    def add(self, values: Sequence[Any]) -> None:
        self._parts.append(np.array(values, dtype=np.float64))

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
    households: Numbering,
    many: Collection[str] = (),
    meanings: Mapping[str, Callable[[Any], Any]] | None = None,
) -> pd.DataFrame:
    """The rows of a query.

    `household` becomes the numbers of `households`; other texts and keys become categories, but for those
    named in `many`; numbers become floats. `meanings` turn the values of some columns into fewer.
    """
    chosen = [(each.name, each.type.python_type) for each in query.selected_columns]
    columns = [_column(name, kind, households, many, meanings or {}) for name, kind in chosen]
    for rows in session.connection().execute(query).partitions(AT_ONCE):
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.add(values)
    return pd.DataFrame(
        {name: column.column() for (name, _kind), column in zip(chosen, columns, strict=True)}
    )


def _column(
    name: str,
    kind: type,
    households: Numbering,
    many: Collection[str],
    meanings: Mapping[str, Callable[[Any], Any]],
) -> _Numbered | _Numbers | _Many | _Few:
    if name == "household":
        return _Numbered(households)
    if kind in (int, float):
        return _Numbers()
    return _Many() if name in many else _Few(meanings.get(name))


def decoded(column: pd.Series[Any], meaning: Callable[[Any], Any], absent: Any) -> Array:
    """What each value of a column of categories means, asked once for each distinct value."""
    meanings = [*map(meaning, column.cat.categories), absent]
    found = _objects(meanings) if isinstance(absent, str) else np.array(meanings)
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
