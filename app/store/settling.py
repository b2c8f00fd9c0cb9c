"""What the changes of a record come to: pure rules over its versions. Reads no table; `merge` applies them.

Of all changes of one field, the *heads* are those that no other change of that field had seen. One head, or
heads that agree: settled. Heads with different values: a conflict, in which the head with the highest clock
is shown. What a decision has recognised stands before changes that came too late for it (see `upheld`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.store.journal import Fields
from app.store.ledger import Sight
from app.store.upheld import Founding, Upheld


@dataclass(frozen=True, slots=True)
class Version:
    """One change of one field: its value, and the act that made it."""

    stream: str
    seq: int
    hlc: int
    value: Any

    @property
    def rank(self) -> tuple[int, str, int]:
        """Which of several heads is shown: the highest clock, then the stream's name, on every machine."""
        return self.hlc, self.stream, self.seq


History = Mapping[str, Sequence[Version]]  # field → its changes


def heads(versions: Sequence[Version], sight: Sight) -> list[Version]:
    """The changes of a field that no other change of it had seen."""
    if len({version.stream for version in versions}) == 1:
        return [max(versions, key=lambda version: version.seq)]
    last: dict[str, Version] = {}
    for version in versions:
        if version.stream not in last or version.seq > last[version.stream].seq:
            last[version.stream] = version
    ends = list(last.values())
    return [
        one
        for one in ends
        if not any(
            sight.had_seen(other.stream, other.seq, one.stream, one.seq) for other in ends if other is not one
        )
    ]


class Settled(NamedTuple):
    """What a record's changes come to: its fields as shown, those in conflict, those changed too late."""

    fields: Fields
    disputed: list[str]
    late: list[str]


def settle(history: History, sight: Sight) -> Settled:
    """The fields of a record about which nothing was decided."""
    told = Settled({}, [], [])
    for name, versions in history.items():
        ends = heads(versions, sight)
        if len(ends) == 1:
            told.fields[name] = ends[0].value
            continue
        chosen = max(ends, key=lambda version: version.rank)
        told.fields[name] = chosen.value
        if any(end.value != chosen.value for end in ends):
            told.disputed.append(name)
    return told


def settle_upheld(history: History, sight: Sight, upheld: Upheld, about: Sequence[Founding]) -> Settled:
    """The fields of a record of a case that was decided: late changes are listed, and do not win."""
    told = Settled({}, [], [])
    for name, versions in with_existence(history, upheld, about).items():
        ends = upheld_heads(versions, sight, upheld, about)
        told.fields[name] = ends[0].value
        if any(end.value != ends[0].value for end in ends):
            told.disputed.append(name)
            if any(upheld.late(end, about) for end in ends):
                told.late.append(name)
    return told


def upheld_heads(
    versions: Sequence[Version], sight: Sight, upheld: Upheld, about: Sequence[Founding]
) -> list[Version]:
    """The heads, the one that is shown first; late ones stand last, where no other had seen them."""
    late = [one for one in versions if upheld.late(one, about)]
    firm = [one for one in versions if one not in late]
    ends = heads(firm, sight) if firm else []
    left = [
        one
        for one in (heads(late, sight) if late else ())
        if not any(sight.had_seen(other.stream, other.seq, one.stream, one.seq) for other in firm)
    ]
    return [*by_rank(ends), *by_rank(left)]


def by_rank(versions: Iterable[Version]) -> list[Version]:
    """The one that is shown first."""
    return sorted(versions, key=lambda version: version.rank, reverse=True)


def with_existence(history: History, upheld: Upheld, about: Sequence[Founding]) -> History:
    """The history; of a record of which no decision knew, also that it was not there."""
    every = [version for versions in history.values() for version in versions]
    if not all(upheld.late(one, about) for one in every):
        return history
    first = min(every, key=lambda version: version.rank)
    last = max(about, key=lambda one: (one.hlc, one.stream))
    told = [Version(first.stream, first.seq, first.hlc, 0), *history.get("deleted", ())]
    return {**history, "deleted": [Version(last.stream, last.seq, last.hlc, 1), *told]}
