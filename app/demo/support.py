"""The chapters of a year of support in Xã Nà Mây: activities, their money, who gets what, household plans.

What happens is told in `resources/samples/na-may/support.toml`; how one activity goes, in `supporting`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import cycle, islice
from typing import Any

from app.demo.review import OFFICER
from app.demo.stage import Line, Stage
from app.demo.supporting import Told, begin, go_through, of_village, told
from app.demo.wall import TODAY
from app.i18n import _, number
from app.models.key import Key
from app.models.support import ALLOCATED, DISBURSED, PAID_BACK, PLANNED
from app.services.support import authority, filled, household_plans, money, standing, traits
from app.services.support.activity_lines import lines
from app.services.support.money import Entry
from app.services.support.money_progress import progress
from app.services.support.standing import ON_LIST
from app.written import amount

PLAN_DAY = "2026-01-05"


def plan(stage: Stage) -> Line:
    """The activities of the year with their decisions and places; their money from all sources."""
    stage.at(11, 19, 8, 10)
    store, year = stage.na_may, stage.commune.year
    traits.set_trait(store, store.place, "poor_district", told()["poor_district"], OFFICER)
    authority.allow(store, told()["may_decide_doubles"], OFFICER)
    activities = {each["key"]: begin(store, each) for each in told()["activity"]}
    for each in told()["money"]:
        for entry in _entries(each, year, activities.get(each.get("activity", ""))):
            money.enter(store, entry, TODAY, OFFICER)
    with store.session() as session:
        _lines, total = progress(session, store.place, year)
    what = _("Lập {count} hoạt động hỗ trợ; vốn năm {year}: {available} đồng, đã giải ngân {percent} %.")
    told_what = what.format(
        count=len(activities),
        year=year,
        available=number(total.available),
        percent=number(total.percent or 0, 1),
    )
    return Line(told_what, _("xem tiến độ vốn trong Dự án, chính sách"))


def _entries(told: Told, year: int, activity: Key | None) -> Iterator[Entry]:
    """The plan of a sub-project from one source and of its activity, what was allocated, spent, paid back."""
    own = {"programme": told["programme"], "code": told["code"], "year": year}
    own |= {"source": told.get("source", "central"), "carried_from": told.get("carried_from")}
    planned = amount(told["planned"])
    yield Entry(**own, stage=PLANNED, amount=planned, on=PLAN_DAY)
    if activity:
        yield Entry(**own, stage=PLANNED, amount=planned, on=PLAN_DAY, activity=activity)
    stages = (
        (ALLOCATED, [told.get("allocated")]),
        (DISBURSED, told.get("disbursed", [])),
    )
    for stage, entries in (*stages, (PAID_BACK, [told.get("paid_back")])):
        for sum_, on, document in filter(None, entries):
            yield Entry(
                **own,
                stage=stage,
                amount=amount(sum_),
                on=filled.day("on", on),
                document=document,
                activity=activity,
            )


def give(stage: Stage) -> Line:
    """Who is registered, checked, approved or waits; what was handed over, came back, and became of it."""
    stage.at(11, 19, 8, 20)
    store, enrolled = stage.na_may, dict[str, tuple[Key, ...]]()
    with store.session() as session:
        titles = {one.title: one.key for one in lines(session, store.place)}
    for each in told()["activity"]:
        enrolled[each["key"]] = go_through(store, titles[each["title"]], each, enrolled)
    with store.session() as session:
        found = lines(session, store.place)
    states = sum((Counter(one.states) for one in found), Counter[str]())
    what = _("{enrolled} lượt đăng ký: {holding} đã duyệt, {waiting} chờ chỗ; cấp phát {value} đồng.")
    said = what.format(
        enrolled=number(states.total()),
        holding=number(sum(one.enrolled for one in found)),
        waiting=number(states["waiting"]),
        value=number(sum(one.delivered for one in found)),
    )
    return Line(said, _("kiểm tra và duyệt danh sách “Téc nước sinh hoạt phân tán”"))


def help_out(stage: Stage) -> Line:
    """Plans of poor households: what they ask for, who helps them, which of them mean to escape poverty."""
    stage.at(11, 19, 8, 45)
    escaping = sum(_plans(stage, each) for each in told()["plan"])
    kept = sum(each["count"] for each in told()["plan"])
    what = _(
        "Kế hoạch năm {year} của {kept} hộ: nguyện vọng, người giúp đỡ; {escaping} hộ đăng ký thoát nghèo."
    )
    return Line(
        what.format(year=stage.commune.year, kept=kept, escaping=escaping),
        _("xem hộ chưa có gì giải quyết nguyên nhân nghèo"),
    )


def _plans(stage: Stage, told: Mapping[str, Any]) -> int:
    """The plans of households of a village; returns how many register to escape."""
    store, year = stage.na_may, stage.commune.year
    homes = of_village(store, told["village"])
    stands = standing.standing(store, TODAY.isoformat(), homes)
    poor = [home for home in homes if home in stands and stands[home].klass in ON_LIST]
    chosen = list(islice(poor, told["count"]))
    for home, wants, (helper, kind) in zip(chosen, cycle(told["wants"]), cycle(told["helpers"])):
        household_plans.keep(store, home, year, OFFICER, wants=wants, helper=helper, helper_kind=kind)
    for home in chosen[: told["escaping"]]:
        household_plans.register_escape(store, home, year, told["registered"], TODAY, OFFICER)
    return int(told["escaping"])
