"""What became of a file that was to be taken in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.store.by_village import VillageCount


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file.

    Attributes:
        state: `taken`, `repeated` (nothing in it was new), `agreed` or `differs` (a receipt), `would_take`
            (a dry run), `quarantined`.
        late: fields that were changed too late, of results that are recognised; they are among the conflicts.
        villages: the same, village by village; of a dry run only.
        fault: the kind of fault, for programs; empty without one.
        said: sentences for the officer.
        receipt: the answer written beside, to be carried back.
    """

    file: Path
    kind: str
    sender: str
    state: str
    acts: int = 0
    new: int = 0
    changed: int = 0
    deleted: int = 0
    conflicts: int = 0
    late: int = 0
    villages: tuple[VillageCount, ...] = ()
    fault: str = ""
    said: tuple[str, ...] = ()
    receipt: Path | None = None
