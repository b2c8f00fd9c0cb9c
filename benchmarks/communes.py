"""A commune's book as its officers would have it, for the benchmarks: register, survey, results, its journal.

Five acts: places, the register, a round, the cases with their answers, the results that the rules find.
"""

from __future__ import annotations

from typing import Any

from app.demo.people import Commune, Household
from app.models.key import Key, new_key
from app.models.review import Round
from app.services import places, scoring
from app.store import Store

OFFICER = "Vàng Thị Mỷ"
STANDARD = "vn-2021"

Row = dict[str, Any]


def write(store: Store, commune: Commune) -> None:
    """Enter the commune into a store that has its own place."""
    with store.write("Lập bản", OFFICER) as act:
        villages = {one.name: places.add(act, one.name, "village", store.place) for one in commune.villages}
    keyed = [(new_key(), home) for home in commune.households]
    with store.write("Nhập sổ hộ", OFFICER) as act:
        act.insert("household", [_household(key, home, villages) for key, home in keyed])
        people = [(new_key(), key, n, member) for key, home in keyed for n, member in enumerate(home.members)]
        act.insert("person", [_person(key, member) for key, _home, _n, member in people])
        act.insert("membership", [_membership(*one) for one in people])
    with store.write("Mở đợt rà soát", OFFICER) as act:
        (review,) = act.insert("review_round", [_round(store.place, commune)])
    with store.write("Nhập phiếu rà soát", OFFICER) as act:
        act.insert("review_case", [_case(review, key, home, villages, commune) for key, home in keyed])
    with store.write("Chấm điểm", OFFICER) as act, store.session() as session:
        one = session.get(Round, review)
        assert one is not None
        scoring.score(act, session, one)


def _household(key: Key, home: Household, villages: dict[str, Key]) -> Row:
    return {
        "id": key,
        "place": villages[home.village],
        "code": home.code,
        "declared_size": home.size,
        "roster_complete": 1,
        "formed": str(home.since),
        "groups": dict.fromkeys(home.groups, True),
    }


def _person(key: Key, member: Any) -> Row:
    return {
        "id": key,
        "name": member.name,
        "sex": member.sex,
        "birth": str(member.birth),
        "ethnic": member.ethnic,
        "cccd": member.identity,
    }


def _membership(person: Key, home: Key, number: int, member: Any) -> Row:
    return {
        "household": home,
        "person": person,
        "relation": "" if number == 0 else member.relation,
        "head": int(number == 0),
        "place_in_list": number + 1,
    }


def _round(place: Key, commune: Commune) -> Row:
    told = {"standards": STANDARD, "state": "open", "source": "surveyed"}
    return {
        "place": place,
        "year": commune.year,
        "kind": "periodic",
        "opened": f"{commune.year}-09-01",
        **told,
    }


def _case(review: Key, home: Key, told: Household, villages: dict[str, Key], commune: Commune) -> Row:
    return {
        "round": review,
        "household": home,
        "place": villages[told.village],
        "origin": "on_list",
        "state": "done",
        "size": told.size,
        "reviewer": "Giàng A Páo",
        "reviewed_on": commune.reviewed_on.isoformat(),
        "answers": dict(told.answers),
        "b1_total": float(told.b1),
        "income": dict(told.worksheet),
        "causes": dict.fromkeys(told.causes, True),
    }
