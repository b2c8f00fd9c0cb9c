"""What stands around the table of a report: who issues it, where, for which review, and why it is a draft."""

from __future__ import annotations

from collections.abc import Sequence

from app.reports import draft
from app.reports.frame import Frame
from app.reports.report import Column, Report, Row
from app.services.places import COMMUNE

BODY = "ỦY BAN NHÂN DÂN"
_LEVELS = ("tỉnh ", "thành phố ", "huyện ", "thị xã ", "quận ", "xã ", "phường ", "thị trấn ", "đặc khu ")


def issued(
    frame: Frame,
    key: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Sequence[Row],
    *,
    annex: str = "",
    subtitle: str | None = None,
    because: tuple[str, ...] = (),
    official: bool = True,
    notes: tuple[str, ...] = (),
    checks: tuple[tuple[str, bool], ...] = (),
    landscape: bool = True,
) -> Report:
    """A report or list of the scope.

    Args:
        because: what makes it a draft, beside what makes every official report one.
        official: False for a list that precedes recognition: only `because` makes it a draft.
    """
    issuer = issuing_place(frame)
    return Report(
        key=key,
        title=title,
        columns=columns,
        rows=rows,
        unit=(BODY, issuer.upper()),
        where=_bare(issuer),
        year=frame.scope.year,
        annex=annex,
        subtitle=_attached(frame.scope.year, issuer) if subtitle is None else subtitle,
        draft=because + (draft.reasons(frame) if official else ()),
        notes=notes,
        checks=checks,
        landscape=landscape,
    )


def issuing_place(frame: Frame) -> str:
    """The name of the place whose committee signs: the scope, or the commune of a village."""
    upward = frame.tree.upward(frame.scope.place)
    commune = next((place for place in upward if frame.tree.levels[place] == COMMUNE), frame.scope.place)
    return frame.tree.names[commune]


def _attached(year: int, issuer: str) -> str:
    body = f"{issuer[:1].lower()}{issuer[1:]}"
    return f"(Kèm theo báo cáo kết quả rà soát hộ nghèo, hộ cận nghèo năm {year} của Ủy ban nhân dân {body})"


def _bare(name: str) -> str:
    """`Xã Nà Mây` → `Nà Mây`, as a date line says it."""
    level = next((level for level in _LEVELS if name.lower().startswith(level)), "")
    return name[len(level) :]
