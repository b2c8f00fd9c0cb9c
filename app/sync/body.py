"""The content of a bundle: acts and their changes as columns: equal things lie together and pack well.

What a change says is not sent as text but field by field, all values of a field of a table together; a key is
sent once and then told by its number. See docs/bundle-format.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from app.store.journal import ActHead
from app.store.ledger import Sent, Vector
from app.sync import changes as changes_
from app.sync import faults
from app.sync.changes import Changes

MOST_ACTS = 1 << 20
PART = 60_000  # changes in a file; a longer journal goes in several
_FARTHEST_CLOCK = 1 << 62  # of 63 bits: whatever a store claims, the clocks of others can go on from there

Stream = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}/(\*|[0-9a-f]{32})\Z")]
Count = Annotated[int, Meta(ge=0, lt=1 << 31)]
Digest = Annotated[bytes, Meta(min_length=32, max_length=32)]
Holds = dict[Stream, Count]
_Many = Meta(max_length=MOST_ACTS)


class Acts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Acts, one list a column."""

    stream: Annotated[list[Stream], _Many]
    seq: Annotated[list[Annotated[int, Meta(ge=1, lt=1 << 31)]], _Many]
    hlc: Annotated[list[Annotated[int, Meta(ge=0, lt=_FARTHEST_CLOCK)]], _Many]
    actor: Annotated[list[str], _Many]
    title: Annotated[list[str], _Many]
    at: Annotated[list[str], _Many]
    kind: Annotated[list[Literal["do", "undo", "redo"]], _Many]
    target: Annotated[list[Digest | None], _Many]
    seen: Annotated[list[str], _Many]
    changes: Annotated[list[Count], _Many]
    prev_hash: Annotated[list[Digest], _Many]


class Bundle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a bundle holds.

    Attributes:
        holds: how far the sender holds each stream that it shares with the recipient.
        totals: the sender's control totals (see `totals`); None in all parts of a long journal but the last,
            and while a household is in between two books.
    """

    acts: Acts
    changes: Changes
    holds: Holds
    totals: dict[str, dict[str, Any]] | None


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer to a bundle.

    Attributes:
        bundle: SHA-256 of the bundle answered.
        number: of the bundle answered.
        holds: how far the receiver now holds each stream that it shares with the sender.
        tips: the hash of the last act of each of them; equal ones mean equal journals, and equal rows.
        totals: the receiver's control totals, or None as in a bundle.
        conflicts: fields in conflict among what the bundle brought.
    """

    bundle: str
    number: int
    holds: Holds
    tips: dict[Stream, Digest]
    totals: dict[str, dict[str, Any]] | None
    conflicts: int


class Invitation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What founds a store below: its place, the secret that proves it, and all it needs to begin.

    Attributes:
        place: hexadecimal key of the place whose book the store keeps, alone or with others.
        scope: hexadecimal keys of the villages to which a helper's work is limited; empty for all.
    """

    place: Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
    scope: list[str]
    name: str
    level: str
    secret: bytes
    acts: Acts
    changes: Changes
    holds: Holds


_HEAD = Acts.__struct_fields__
_seen = msgspec.json.Decoder(Vector).decode


def columns(acts: Sequence[Sent]) -> tuple[Acts, Changes]:
    """Acts as columns."""
    heads = [act.head for act in acts]
    told = changes_.columns([change for act in acts for change in act.changes])
    return Acts(*([getattr(head, name) for head in heads] for name in _HEAD)), told


def acts_of(acts: Acts, changes: Changes) -> Iterator[Sent]:
    """Acts from columns; NotABundle where the columns do not fit each other."""
    heads = [getattr(acts, name) for name in _HEAD]
    if len({len(column) for column in heads}) != 1:
        raise faults.damaged("columns of unequal length")
    if sum(acts.changes) != len(changes.shape):
        raise faults.damaged("changes do not add up")
    try:
        for seen in set(acts.seen):
            _seen(seen)
    except msgspec.MsgspecError as fault:
        raise faults.damaged(f"seen: {fault}") from fault
    told = changes_.changes_of(changes)
    for values in zip(*heads, strict=True):
        head = ActHead(*values)
        yield Sent.of(head, tuple(next(told) for _n in range(head.changes)))
