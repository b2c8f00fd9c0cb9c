"""Work that the level above gives back: a village that is mended, and a household that still waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.demo.district import ABOVE, keepers, told
from app.demo.district_communes import invented
from app.demo.stage import Line, Stage
from app.i18n import _
from app.models.key import Key
from app.services import rounds, surveys
from app.services.procedure import finding
from app.sync import returned


def mend(stage: Stage) -> Line:
    """A village comes back with a reason; three houses are measured again, and the round is closed."""
    event = told("sent_back")
    keeper, store = keepers()[event["to"]], stage[event["to"]]
    village = invented(keeper).villages[event["village"] - 1]
    stage.at(11, 10)
    returned.give_back(
        stage[ABOVE], keeper.place, stage.commune.year, event["why"], keepers()[ABOVE].officer, village.name
    )
    stage.carry(ABOVE, event["to"])
    stage.at(11, 12)
    reviewed = [home.code for home in village.households if home.review == "done"]
    for code, area in zip(reviewed, event["measured"], strict=False):
        with store.session() as session:
            case = case_of(session, store.place, stage.commune.year, code)
        surveys.answer(store, case, {"floor_area": area}, keeper.officer)
    with store.session() as session:
        (task,) = returned.tasks(session)
    returned.answer(store, task.id, event["answer"], keeper.officer)
    stage.carry(event["to"], ABOVE)
    what = _("{above} trả lại {village} của {place} kèm lý do; xã đo lại {count} nhà, trả lời, gửi lên.")
    return Line(
        what.format(
            above=keepers()[ABOVE].place,
            village=village.name,
            place=keeper.place,
            count=len(event["measured"]),
        ),
        _("xem việc cấp trên trả lại, lệnh “tasks”"),
    )


def ask(stage: Stage) -> None:
    """A household of Xã Nà Mây comes back, too; nobody there has answered yet."""
    event: Mapping[str, Any] = told("asked")
    keeper, above = keepers()[event["to"]], stage[ABOVE]
    with above.session() as session:
        household = finding.household(session, event["household"])
    officer = keepers()[ABOVE].officer
    returned.give_back(above, keeper.place, stage.commune.year, event["why"], officer, household=household)
    stage.carry(ABOVE, event["to"])


def case_of(session: Session, place: Key, year: int, code: str) -> Key:
    """The case of a household of that code in the round of a place and year."""
    return finding.case(session, rounds.get(session, place, year), code)
