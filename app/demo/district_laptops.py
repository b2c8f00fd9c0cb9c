"""Two collaborators help with the book of Xã Nà Mây on their own laptops; two of their answers collide."""

from __future__ import annotations

from typing import Any

from app.demo.district import NA_MAY, below, keepers, told
from app.demo.district_returns import case_of
from app.demo.stage import Line, Stage
from app.i18n import _
from app.services import surveys
from app.sync import conflicts


def collide(stage: Stage) -> Line:
    """Each laptop and the commune's machine answer a question without having seen the other's answer."""
    stage.at(11, 19, 10)
    laptops = below(NA_MAY)
    for laptop in laptops:
        stage.invite(laptop)
        stage.join(laptop)
    stage.at(11, 19, 13)
    for number, event in enumerate(told("dispute")):
        for key, value in event["by"].items():
            stage.at(11, 19, 13 + number, 30 if key == NA_MAY else 0)
            _answer(stage, key, event, value)
    stage.at(11, 19, 16)
    for laptop in laptops:
        stage.carry(laptop.key, NA_MAY)
        stage.confirm(laptop.key)
    found = len(conflicts.conflicts(stage.na_may))
    what = _(
        "{count} cộng tác viên làm trên máy riêng; {found} câu hai máy trả lời khác nhau thành xung đột."
    )
    return Line(what.format(count=len(laptops), found=found), _("mở Đồng bộ, một phím chọn một phương án"))


def decide(stage: Stage) -> Line:
    """The commune decides where it knows better, and both laptops learn of it; one collision stays open."""
    stage.at(11, 19, 16, 40)
    decided = [event for event in told("dispute") if "decided" in event]
    for event in decided:
        _decide(stage, event)
    for laptop in below(NA_MAY):
        stage.carry(NA_MAY, laptop.key)
    left = len(conflicts.conflicts(stage.na_may))
    what = _("Xã quyết định {count} chỗ kèm lý do, cả hai giá trị vẫn còn trong nhật ký; còn {left} chỗ chờ.")
    return Line(what.format(count=len(decided), left=left), _("quyết định chỗ còn lại, lệnh “decide”"))


def _answer(stage: Stage, key: str, event: Any, value: Any) -> None:
    store = stage[key]
    with store.session() as session:
        case = case_of(session, store.place, stage.commune.year, event["household"])
    surveys.answer(store, case, {event["question"]: value}, keepers()[key].officer)


def _decide(stage: Stage, event: Any) -> None:
    """The value of the one named in `decided` is the one."""
    officer = keepers()[event["decided"]].officer
    found = next(
        one for one in conflicts.conflicts(stage.na_may) if one.field == f"answers.{event['question']}"
    )
    choice = next(number for number, side in enumerate(found.sides, 1) if side.actor == officer)
    conflicts.decide(stage.na_may, found.name, choice, event["why"], keepers()[NA_MAY].officer)
