"""Nhập từ Excel, what is done in the store's thread: each is handed to the runner, none sees a widget."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.i18n import _
from app.progress import Progress
from app.store.store import Store
from app.ui import clock

if TYPE_CHECKING:
    from app.exchange.intake.attempt import Attempt, Spot

KEPT = "mapping."  # settings of the store: how heads were mapped, by their signature


def recent(session: Any) -> Any:
    """The files taken in before."""
    from app.services import intakes

    return intakes.recent(session)


def look(store: Store, progress: Progress, path: Path, kind: str | None) -> Attempt:
    """Read a file for the first time."""
    from app.exchange.intake import attempt
    from app.services import choices

    progress.step(0, 1, _("đang đọc"))
    with store.session() as session:
        kept = choices.kept(session, KEPT)
    return attempt.look(path, clock.today(), kind, kept)


def mapped(store: Store, _progress: Progress, attempt: Attempt, mapping: Any, actor: str) -> Attempt:
    """Read it with other columns, and remember them."""
    from app.services import choices

    if mapping is not None and mapping.columns != (attempt.reading.mapping or mapping).columns:
        title = _("Ghép cột cho tệp như {file}").format(file=attempt.path.name)
        choices.keep(store, KEPT + mapping.signature, mapping.to_json(), title, actor)
    return replace(attempt.mapped(mapping, clock.today()), year=attempt.year)


def run(store: Store, progress: Progress, attempt: Attempt, actor: str, dry: bool) -> Attempt:
    """Try it, or take it in."""
    from app.exchange.intake import attempt as attempts

    return attempts.run(store, attempt, actor, progress, dry=dry)


def decided(_store: Store, attempt: Attempt, where: Spot, decision: Any) -> tuple[Attempt, Spot | None]:
    """With a decision; also the next line that is open."""
    made = attempt.decide(where, decision)
    return made, made.next_open(where)


def undo(store: Store, progress: Progress, attempt: Attempt, actor: str) -> Attempt:
    """Take the import back."""
    from app.store import undo

    undo.undo(store, attempt.act, actor, progress)
    return attempt.undone()


def give_back(_store: Store, progress: Progress, attempt: Attempt, target: Path) -> Path:
    """Write the returned workbook."""
    from app.exchange.intake import attempt as attempts

    progress.step(0, 1, _("đang ghi"))
    return attempts.give_back(attempt, target)
