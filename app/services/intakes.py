"""The files that were taken in so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.models.intake import Intake


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A file that was taken in: when (ISO), of which review, how many lines came out how."""

    file: str
    kind: str
    at: str
    year: int | None
    counts: Mapping[str, int]


def recent(session: Session, most: int = 20) -> list[TakenIn]:
    """The last ones first; an import that was undone is not among them."""
    query = select(Intake).where(Intake.deleted == 0).order_by(col(Intake.id).desc()).limit(most)
    return [TakenIn(one.file, one.kind, one.at, one.year, dict(one.counts)) for one in session.exec(query)]
