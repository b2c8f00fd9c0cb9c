"""The small commune of the golden files: every class, a move of each kind, a roster with answers, a gap."""

from __future__ import annotations

from sqlmodel import select

from app.models.review import Case
from app.rules.book import book
from app.store import Store

from .commune import STANDARD, Commune

INDICATORS = [indicator.key for indicator in book(STANDARD).indicators]

# name, village, sex, ethnic group, persons, class of 2025 and 2026, indicators lacked in 2026, causes
HOUSEHOLDS = (
    ("Vàng A Páo", "Bản A", "male", "08", (5, 5), "poor", "poor", (1, 4, 10), ("capital", "land")),
    ("Sùng Thị Dê", "Bản A", "female", "08", (4, 3), "poor", "near_poor", (9,), ("illness",)),
    ("Lò Văn Ún", "Bản A", "male", "03", (6, 6), "poor", "not_poor", (), ()),
    ("Cà Thị Ỏn", "Bản A", "female", "03", (2, 2), "not_poor", "poor", (2, 7, 8), ("labour",)),
    ("Trần Văn Ánh", "Bản B", "male", "01", (3, 3), "near_poor", "poor", (3, 4, 6), ("tools", "other")),
    ("Vàng A Phử", "Bản B", "male", "08", (4, 4), "near_poor", "near_poor", (), ("knowledge",)),
    ("Lờ A Lử", "Bản B", "male", "08", (7, 7), "not_poor", "near_poor", (12,), ()),
    ("Hoàng Văn Inh", "Bản B", "male", "03", (4, 4), "poor", None, (), ()),
    ("Giàng Thị Mỷ", None, "female", "08", (1, 1), "not_poor", "not_poor", (), ()),
)


def golden(store: Store) -> Commune:
    made = Commune(store)
    with made.writing():
        for told in HOUSEHOLDS:
            _write(made, *told)
        made.case("Cà Thị Ỏn", 2022, "poor")
        _roster(made)
        made.insert("place_count", place=made.villages["Bản B"], year=2026, households=40, persons=190)
        _targets(made)
    return made


def _write(commune, name, village, sex, ethnic, sizes, before, after, lacked, causes):
    gone = {} if after else {"ended": "2026-06-01", "ended_how": "moved_away"}
    merit = {"merit": True} if name == "Lờ A Lử" else {}
    commune.household(name, village, sex=sex, ethnic=ethnic, groups=merit, **gone)
    commune.case(name, 2025, before, sizes[0])
    if after:
        deprived = {key: at in lacked for at, key in enumerate(INDICATORS, 1)}
        result = {"deprived": deprived, "b1": 100.0, "b2": 10.0 * len(lacked)}
        commune.case(name, 2026, after, sizes[1], causes=dict.fromkeys(causes, True), result=result)


def _targets(commune):
    asked = {"poverty_rate": 5, "poverty_fall": 3, "housing_quality_poor": 30, "water": 90, "abroad": 4}
    for indicator, value in asked.items():
        commune.insert("target", place=commune.place, year=2026, indicator=indicator, value=float(value))
    place, done = commune.villages["Bản B"], {"value": 3.0, "done": 2.0}
    commune.insert("target", place=place, year=2026, indicator="poverty_fall", value=5.0)
    commune.insert("target", place=place, year=2026, indicator="models", **done)


def _roster(commune):
    with commune.writing() as act:
        act.update("household", commune.households["Vàng A Páo"], {"roster_complete": 1, "local_minority": 1})
    births = (
        ("Vàng Thị Mảy", "spouse", "1983"),
        ("Vàng A Sinh", "child", "2012-05"),
        ("Vàng Thị Ca", "child", "2019"),
    )
    for at, (name, relation, birth) in enumerate(
        (*births, ("Vàng Thị Ca", "child", "2019"), ("Vàng A Tủa", "child", "2024-01-20")), 1
    ):
        sex = "female" if "Thị" in name else "male"
        person = commune.member("Vàng A Páo", name, relation, at=at, birth=birth, sex=sex, ethnic="08")
        answers = {"insurance": at != 2, "school": "primary", "nutrition": "stunted" if at == 4 else "normal"}
        commune.insert("case_member", review_case=_case(commune), person=person, answers=answers)


def _case(commune):
    with commune.store.session() as session:
        own = select(Case.id).where(Case.household == commune.households["Vàng A Páo"])
        return session.exec(own.where(Case.round == commune.rounds[2026, "periodic"])).one()
