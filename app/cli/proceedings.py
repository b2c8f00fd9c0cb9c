"""What the verbs of the procedure share: their arguments, the round they are about, how they answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.speaking import actor, opened, say, say_json, today
from app.i18n import _

if TYPE_CHECKING:
    from app.services.procedure.proceedings import Proceedings
    from app.services.procedure.progress import StepProgress, VillageProgress
    from app.store import Store

Month = Annotated[int | None, typer.Option("--month", help="Tháng, nếu là rà soát thường xuyên.")]
Village = Annotated[str, typer.Option("--village", help="Bản, thôn, tổ dân phố.", show_default=False)]
On = Annotated[str, typer.Option("--on", help="Ngày: 20/11/2026.", show_default=False)]
Why = Annotated[str, typer.Option("--why", help="Lý do.", show_default=False)]
Home = Annotated[str, typer.Option("--household", help="Mã hộ.", show_default=False)]
Homes = Annotated[list[str], typer.Option("--household", help="Mã hộ, ghi được nhiều lần.")]


@dataclass(frozen=True, slots=True)
class Desk:
    """An open store, the round that a verb is about, and whoever acts on which day."""

    store: Store
    round: bytes
    today: date
    actor: str

    def village(self, name: str) -> bytes:
        """The key of a village of the store."""
        from app.services.procedure import finding

        with self.store.session() as session:
            return finding.village(session, self.store.place, name)

    def case(self, code: str) -> bytes:
        """The key of a household's case in the round."""
        from app.models.review import Round
        from app.services.procedure import finding

        with self.store.session() as session:
            return finding.case(session, session.get_one(Round, self.round), code)

    def household(self, code: str) -> bytes:
        """The key of a household."""
        from app.services.procedure import finding

        with self.store.session() as session:
            return finding.household(session, code)

    def decision(self, number: int | None) -> bytes:
        """The key of a decision about the round."""
        from app.models.review import Round
        from app.services.procedure import finding

        with self.store.session() as session:
            return finding.decision(session, session.get_one(Round, self.round), number).id

    def standards(self) -> list[str]:
        """The rule books of the round; by the first one households are recognised."""
        from app.models.review import Round

        with self.store.session() as session:
            return session.get_one(Round, self.round).standards.split()

    def place_of(self, case: bytes) -> bytes:
        """The village in which a case is."""
        from app.models.review import Case

        with self.store.session() as session:
            return session.get_one(Case, case).place

    def proceedings(self, village: bytes | None = None) -> Proceedings:
        """What the procedure of the round, or of one village of it, has recorded."""
        from app.models.review import Round
        from app.services.procedure.proceedings import read

        with self.store.session() as session:
            return read(session, session.get_one(Round, self.round), village)

    def progress(self, village: bytes | None = None) -> tuple[VillageProgress, ...]:
        """How far the villages, or one of them, are today."""
        from app.models.review import Round
        from app.services.procedure import progress

        with self.store.session() as session:
            return progress.progress(session, session.get_one(Round, self.round), self.today, village)

    def answer(self, said: str, as_json: bool, village: bytes | None = None, **more: Any) -> None:
        """Say what was done, and how far the village of which it was done, or the whole round, is now."""
        told = self.progress(village)
        if as_json:
            say_json({"said": said, **more, "villages": [_as_data(each) for each in told]})
            return
        for line in filter(None, (said, *map(_line, told))):
            say(line)


@contextmanager
def desk(context: typer.Context, year: int, month: int | None = None) -> Iterator[Desk]:
    """The store that the command names, and its round of a year (and a month)."""
    from app.services.procedure import finding

    path: Path = context.obj
    with opened(path) as store:
        with store.session() as session:
            one = finding.round_of(session, store.place, year, month).id
        yield Desk(store, one, today(), actor())


def day(text: str) -> date:
    """A day as Vietnam writes it, 20/11/2026, or year first; bad words are told by the command line."""
    try:
        if "/" in text:
            number, month, year = (int(part) for part in text.split("/"))
            return date(year, month, number)
        return date.fromisoformat(text)
    except ValueError as fault:
        raise typer.BadParameter(_("“{text}” không phải là ngày.").format(text=text)) from fault


def maybe_day(text: str) -> date | None:
    """A day, or None where nothing was written."""
    return day(text) if text else None


def _line(told: VillageProgress) -> str:
    if told.step is None:
        return f"{told.village}: " + _("xong mọi bước")
    step = told.step
    parts = [f"{step.number} {step.name}", step.told, _clock(step), *map(str, step.blocks)]
    return f"{told.village}: " + " · ".join(filter(None, parts))


def _clock(step: StepProgress) -> str:
    if step.clock is None:
        return ""
    days = abs(step.clock.left)
    told = _("quá hạn {n} ngày") if step.clock.overdue else _("còn {n} ngày")
    return told.format(n=days) + f" ({step.clock.due:%d/%m/%Y})"


def _as_data(told: VillageProgress) -> dict[str, Any]:
    return {
        "village": told.village,
        "households": told.households,
        "step": told.step.key if told.step else None,
        "overdue": told.overdue,
        "steps": [_step_as_data(step) for step in told.steps],
    }


def _step_as_data(step: StepProgress) -> dict[str, Any]:
    clock = step.clock
    return {
        "key": step.key,
        "number": step.number,
        "name": step.name,
        "state": step.state,
        "on": step.on,
        "told": step.told,
        "due": clock.due if clock else None,
        "left": clock.left if clock else None,
        "basis": clock.basis if clock else None,
        "sure": clock.sure if clock else None,
        "blocks": [
            {"what": one.what, "todo": one.todo, "households": [key.hex() for key in one.households]}
            for one in step.blocks
        ],
    }
