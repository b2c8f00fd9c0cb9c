"""Where the villages of the sample stand in the procedure on the day of the story, done verb by verb."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

from app.demo.people import Commune, Household, Village
from app.i18n import _
from app.models.key import Key
from app.models.review import BEGUN, NOT_BEGUN, Round
from app.paths import resource
from app.services import rounds
from app.services.procedure import complaints, finding, meetings, plans, postings
from app.store.store import Store

VENUE = "Nhà văn hóa bản"
_STATES = {"not_begun": NOT_BEGUN, "open": BEGUN}
Told = dict[str, Any]


def stand(store: Store, commune: Commune, today: date, actor: str) -> None:
    """Bring the villages of a taken-in commune to where the story has them; classes stay as they are."""
    told = tomllib.loads(resource("samples", "na-may", "procedure.toml").read_text("utf-8"))
    villages = {each.name: each for each in commune.villages}
    with store.session() as session:
        one = rounds.get(session, store.place, commune.year)
        places = {
            each["name"]: finding.village(session, store.place, each["name"]) for each in told["village"]
        }
    with store.write(_("Mở đợt rà soát năm {year}").format(year=one.year), actor) as act:
        act.update("review_round", one.id, {"opened": told["opened"].isoformat()})
    for each in told["village"]:
        survey(store, one, villages[each["name"]], each, actor)
        _go_on(store, one, places[each["name"]], each, today, actor)


def survey(store: Store, one: Round, village: Village, told: Told, actor: str) -> None:
    """Who asked for the review, when each household was visited, and who was not yet.

    Args:
        told: the days `listed` (of the requests) and `surveyed`.
    """
    homes = [home for home in village.households if home.review != "outside"]
    with store.session() as session:
        cases = {home.code: finding.case(session, one, home.code) for home in homes}
    with store.write(_("Rà soát {village}").format(village=village.name), actor) as act:
        for home in homes:
            act.update("review_case", cases[home.code], _fields(home, told))


def _fields(home: Household, told: Told) -> dict[str, str]:
    asked = {"requested": told["listed"].isoformat()} if home.request else {}
    if home.review in _STATES:
        return {**asked, "reviewed_on": "", "state": _STATES[home.review]}
    return {**asked, "reviewed_on": told["surveyed"].isoformat()}


def _go_on(store: Store, one: Round, place: Key, told: Told, today: date, actor: str) -> None:
    """The steps that the village has taken since."""
    for step in ("survey", "meeting"):
        if f"{step}_until" in told:
            plans.plan(store, one.id, place, step, told[f"{step}_until"], actor)
    if "met" in told:
        _meet(store, one, place, told["met"], today, actor)
    if "posted" in told:
        postings.post(store, one.id, place, told["posted"], today, actor)
    if "called" in told:
        called = told["called"]
        meetings.call(store, one.id, place, called["on"], called["hour"], VENUE, actor)
    if "complaint" in told:
        what = told["complaint"]
        case = _case(store, one, what["household"])
        complaints.complain(store, case, what["on"], what["by"], what["about"], today, actor)


def _meet(store: Store, one: Round, place: Key, met: Told, today: date, actor: str) -> None:
    minutes = meetings.Minutes(
        on=met["on"],
        chair=met["chair"],
        secretary=met["secretary"],
        attending=met["attending"],
        invited=met["invited"],
        venue=VENUE,
    )
    votes = {_case(store, one, code): agreeing for code, agreeing in met.get("votes", {}).items()}
    meetings.hold(store, one.id, place, minutes, votes, today, actor, met["agreeing"])


def _case(store: Store, one: Round, code: str) -> Key:
    with store.session() as session:
        return finding.case(session, one, code)
