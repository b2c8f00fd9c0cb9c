"""The content of a bundle: acts and their changes as columns: equal things lie together and pack well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from app.store.journal import ActHead, Change
from app.store.ledger import Sent, Vector
from app.sync import faults


class Acts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Acts, one list a column."""

    stream: list[str]
    seq: list[int]
    hlc: list[int]
    actor: list[str]
    title: list[str]
    at: list[str]
    kind: list[str]
    target: list[bytes | None]
    seen: list[str]
    changes: list[int]
    prev_hash: list[bytes]


class Changes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The changes of those acts in their order, one list a column."""

    tab: list[str]
    row: list[bytes]
    op: list[str]
    before: list[str]
    after: list[str]


class Bundle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a bundle holds.

    Attributes:
        holds: how far the sender holds each stream that it shares with the recipient.
        totals: the sender's control totals (see `totals`).
    """

    acts: Acts
    changes: Changes
    holds: Vector
    totals: dict[str, Any]


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer to a bundle.

    Attributes:
        bundle: SHA-256 of the bundle answered.
        number: of the bundle answered.
        holds: how far the receiver now holds each stream that it shares with the sender.
        totals: the receiver's control totals.
        conflicts: fields in conflict among what the bundle brought.
    """

    bundle: str
    number: int
    holds: Vector
    totals: dict[str, Any]
    conflicts: int


class Invitation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What founds a store below: its place, the secret that proves it, and all it needs to begin.

    Attributes:
        place: hexadecimal key of the place whose book the store keeps, alone or with others.
        scope: hexadecimal keys of the villages to which a helper's work is limited; empty for all.
    """

    place: str
    scope: list[str]
    name: str
    level: str
    secret: bytes
    acts: Acts
    changes: Changes
    holds: Vector


_HEAD = Acts.__struct_fields__


def columns(acts: Sequence[Sent]) -> tuple[Acts, Changes]:
    """Acts as columns."""
    heads = [act.head for act in acts]
    changes = [change for act in acts for change in act.changes]
    told = [list(column) for column in zip(*changes, strict=True)] or [
        [] for _name in Changes.__struct_fields__
    ]
    return Acts(*([getattr(head, name) for head in heads] for name in _HEAD)), Changes(*told)


def acts_of(acts: Acts, changes: Changes) -> Iterator[Sent]:
    """Acts from columns; NotABundle where the columns do not fit each other."""
    columns_of_acts = [getattr(acts, name) for name in _HEAD]
    columns_of_changes = [getattr(changes, name) for name in Changes.__struct_fields__]
    for group in (columns_of_acts, columns_of_changes):
        if len({len(column) for column in group}) != 1:
            raise faults.damaged("columns of unequal length")
    if sum(acts.changes) != len(changes.row) or min(acts.changes, default=0) < 0:
        raise faults.damaged("changes do not add up")
    rows = map(Change, *columns_of_changes)
    for values in zip(*columns_of_acts, strict=True):
        head = ActHead(*values)
        yield Sent(head, tuple(next(rows) for _n in range(head.changes)))
