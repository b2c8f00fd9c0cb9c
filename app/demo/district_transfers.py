"""Two households on their way from one commune to another: one is taken in, the other is not."""

from __future__ import annotations

from typing import Any

from app.demo.district import ABOVE, keepers, told
from app.demo.district_communes import invented
from app.demo.stage import Line, Stage
from app.i18n import _
from app.models.key import Key
from app.services import places
from app.services.procedure import finding
from app.sync import transfers


def move(stage: Stage) -> Line:
    """A household of the commune that later falls silent is offered, carried over, and taken in."""
    event = told("moved")
    commune = invented(keepers()[event["from"]])
    home = tuple(commune.households)[event["household"] - 1]
    stage.at(11, 3, 14)
    moving = _offer(stage, event, home.code)
    _across(stage, event, moving)
    stage.at(11, 6)
    receiving = stage[event["to"]]
    with receiving.session() as session:
        village = places.children(session, receiving.place)[0]
    transfers.accept(receiving, moving, village.id, keepers()[event["to"]].officer)
    stage.at(11, 7)
    _back(stage, event, moving)
    return Line(
        _("Hộ {name} chuyển từ {origin} đến {to}: đề nghị, chuyển tiếp, nhận; lịch sử đi theo hộ.").format(
            name=home.head.name, origin=keepers()[event["from"]].place, to=keepers()[event["to"]].place
        ),
        _("xem các hộ đang chuyển, lệnh “transfers”"),
    )


def stay(stage: Stage) -> Line:
    """A household of Xã Nà Mây is offered too, and declined with a reason: it stays where it was."""
    event = told("stayed")
    stage.at(11, 19, 15)
    moving = _offer(stage, event, event["household"])
    _across(stage, event, moving)
    stage.at(11, 20, 8, 10)
    transfers.decline(stage[event["to"]], moving, event["answer"], keepers()[event["to"]].officer)
    _back(stage, event, moving)
    return Line(
        _("{to} không nhận hộ {code} của {origin} và nói vì sao: hộ vẫn ở sổ cũ.").format(
            to=keepers()[event["to"]].place, code=event["household"], origin=keepers()[event["from"]].place
        ),
        _("báo cho hộ biết lý do"),
    )


def _offer(stage: Stage, event: Any, code: str) -> Key:
    store = stage[event["from"]]
    with store.session() as session:
        household = finding.household(session, code)
    target = stage[event["to"]].place
    return transfers.offer(
        store, household, target, event["on"], event["why"], keepers()[event["from"]].officer
    )


def _across(stage: Stage, event: Any, moving: Key) -> None:
    """The offer goes up, and with the household's history down to the other commune."""
    stage.carry(event["from"], ABOVE)
    transfers.forward(stage[ABOVE], moving, keepers()[ABOVE].officer)
    stage.carry(ABOVE, event["to"])


def _back(stage: Stage, event: Any, moving: Key) -> None:
    """The answer goes up, and down to the commune that offered."""
    stage.carry(event["to"], ABOVE)
    transfers.relay(stage[ABOVE], moving, keepers()[ABOVE].officer)
    stage.carry(ABOVE, event["from"])
