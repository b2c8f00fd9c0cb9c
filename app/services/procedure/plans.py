"""What a place sets itself: the day by which a step is to be done, or the reason why it does not take place.

Only two steps may be left out, each with a reason: the review of a village that has nobody to review, and the
opinion of the level above where nobody gives one. Nothing is skipped in silence.
"""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.review import Round
from app.services import places, rounds
from app.services.procedure.proceedings import Proceedings, read
from app.services.typed import FieldFault
from app.store.store import Store

LIST, OPINION = "list", "opinion"


def plan(store: Store, one: Key, place: Key, step: str, due: date | None, actor: str) -> None:
    """A village (or the round, by its own place) shall have done a step by a day; None takes the day away."""
    with store.session() as session:
        told, name = _read(session, one, place)
        named = _step(told, step)
        _must_be_within(told, due)
    title = _("Kế hoạch {village}: {step}").format(village=name, step=named)
    with store.write(title, actor) as act:
        row = {"round": one, "place": place, "step": step}
        act.insert("step_plan", [{**row, "due": due.isoformat() if due else ""}])


def skip(store: Store, one: Key, place: Key, step: str, why: str, actor: str) -> None:
    """A step does not take place, for a reason; without a reason it takes place again.

    `list` leaves a village without households to review out of the round, `opinion` is of the whole round.
    """
    with store.session() as session:
        told, name = _read(session, one, place)
        named = _step(told, step)
        _must_be_skippable(told, place, step)
    title = _("{village} không có bước {step}: {why}") if why.strip() else _("{village} lại có bước {step}")
    with store.write(title.format(village=name, step=named, why=why.strip()), actor) as act:
        act.insert("step_plan", [{"round": one, "place": place, "step": step, "skipped": why.strip()}])


def _read(session: Session, one: Key, place: Key) -> tuple[Proceedings, str]:
    told = read(session, rounds.must_be_open(session.get_one(Round, one)), place)
    return told, places.place(session, place).name


def _step(told: Proceedings, key: str) -> str:
    steps = {step.key: step.name for step in told.procedure.of(told.review)}
    if key not in steps:
        raise InputFault(
            _("Quy trình không có bước “{step}”.").format(step=key),
            todo=_("Các bước: {steps}.").format(steps=", ".join(steps)),
        )
    return steps[key]


def _must_be_within(told: Proceedings, due: date | None) -> None:
    first, last = told.procedure.periodic.of(told.round.year)
    if due is not None and told.review == "periodic" and not first <= due <= last:
        raise FieldFault(
            "due",
            _("Ngày {day} nằm ngoài thời gian rà soát định kỳ, từ {first} đến {last}.").format(
                day=f"{due:%d/%m/%Y}", first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}"
            ),
        )


def _must_be_skippable(told: Proceedings, place: Key, step: str) -> None:
    if step == OPINION and place == told.round.place:
        return
    if step == LIST and not told.village(place).cases:
        return
    raise InputFault(
        _("Luật không cho bỏ bước này."),
        todo=_("Chỉ ghi lý do cho bản không có hộ nào phải rà soát, hoặc khi cấp trên không cho ý kiến."),
    )
