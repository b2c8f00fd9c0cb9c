"""Every verb of the services, at the level above, on a commune's book: refused, and nothing changed."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from store.book import contents

import app.services
from app.errors import InputFault
from app.models.household import HouseholdFields
from app.models.person import PersonFields
from app.services import form_saving, households, members, places, rounds, scoring, surveys
from app.store import Store
from app.store.books import LEADS, NOBODYS, NotOurs
from app.store.tables import RECORDS
from app.sync import transfers

from .levels import ABOVE, FIRST, OFFICER, SECOND, Levels

DAY = date(2026, 11, 20)
PERSON = PersonFields(name="Lò Thị Dua", sex="female", birth="1990")


@pytest.fixture
def here(levels: Levels) -> dict[str, Any]:
    """Keys of the first commune's book, which the level above holds, too."""
    store = levels[FIRST]
    home, other = levels.households[FIRST][:2]
    with store.session() as session:
        (person,) = (one.person for one in members.roster(session, home))
        (place,) = (one.id for one in places.below(session, store.place) if one.id != store.place)
    child = members.join(store, home, PERSON, "child", "", "", OFFICER[FIRST])
    rounds.open_round(store, 2026, DAY, OFFICER[FIRST])
    case = rounds.request(store, 2026, home, "2026-10-01", OFFICER[FIRST])
    surveys.type_b1(store, case, 100, OFFICER[FIRST])
    levels.exchange()
    return {"home": home, "other": other, "person": person, "child": child, "place": place, "case": case}


Verb = Callable[[Store, dict[str, Any]], object]
VERBS: dict[str, Verb] = {
    "households.add": lambda s, k: households.add(s, HouseholdFields(place=k["place"]), PERSON, "An"),
    "households.correct": lambda s, k: households.correct(s, k["home"], {"phone": "0912345678"}, "An"),
    "households.split": lambda s, k: households.split(s, k["home"], [k["child"]], k["child"], "2026", "An"),
    "households.merge": lambda s, k: households.merge(s, k["home"], k["other"], "2026", "An"),
    "households.move": lambda s, k: households.move(s, k["home"], s.place, "2026", "An"),
    "households.dissolve": lambda s, k: households.dissolve(s, k["home"], "2026", "moved", "An"),
    "members.join": lambda s, k: members.join(s, k["home"], PERSON, "child", "", "", "An"),
    "members.leave": lambda s, k: members.leave(s, k["child"], "2026", "moved", "An"),
    "members.transfer": lambda s, k: members.transfer(
        s, k["child"], k["other"], "other", "2026", "moved", "An"
    ),
    "members.die": lambda s, k: members.die(s, k["child"], "2026-10-01", "An"),
    "members.change_head": lambda s, k: members.change_head(s, k["home"], k["child"], "An"),
    "members.correct": lambda s, k: members.correct(s, k["person"], {"phone": "0912345678"}, "An"),
    "members.correct_relation": lambda s, k: members.correct_relation(s, k["child"], "other", "An"),
    "surveys.answer": lambda s, k: surveys.answer(s, k["case"], {"water": "river"}, "An"),
    "surveys.answer_member": lambda s, k: surveys.answer_member(
        s, k["case"], k["child"], {"school": "no"}, "An"
    ),
    "surveys.keep": lambda s, k: surveys.keep(s, k["case"], {"water": "river"}, {}, {}, "An"),
    "surveys.tick": lambda s, k: surveys.tick(s, k["case"], {"water": True}, "An"),
    "surveys.type_b1": lambda s, k: surveys.type_b1(s, k["case"], 90, "An"),
    "surveys.income": lambda s, k: surveys.income(s, k["case"], {}, "An"),
    "surveys.income_per_person": lambda s, k: surveys.income_per_person(s, k["case"], 1e6, "An"),
    "surveys.causes": lambda s, k: surveys.causes(s, k["case"], [], "An"),
    "surveys.reviewed": lambda s, k: surveys.reviewed(s, k["case"], "2026-10-01", "An", "An"),
    "surveys.note": lambda s, k: surveys.note(s, k["case"], "x", "An"),
    "surveys.agree": lambda s, k: surveys.agree(s, k["case"], "vn-2021", "poor", "họp", "An"),
    "surveys.mark_done": lambda s, k: surveys.mark_done(s, k["case"], "An"),
    "surveys.mark_to_check": lambda s, k: surveys.mark_to_check(s, k["case"], "x", "An"),
}


@pytest.mark.parametrize("name", VERBS)
def test_the_book_of_a_commune_is_not_changed_above(levels, here, name):
    store = levels[ABOVE]
    before = contents(store)
    with pytest.raises(NotOurs, match="thuộc sổ của Xã Nà Mây nên không sửa ở đây"):
        VERBS[name](store, here)
    assert contents(store) == before


@pytest.mark.parametrize("name", VERBS)
def test_the_commune_itself_may(levels, here, name):
    try:
        VERBS[name](levels[FIRST], here)
    except InputFault as fault:
        assert not isinstance(fault, NotOurs)


# Verbs that write, and take no key of another's book: rounds of the store's own, places (told to all below).
OWN = {
    "choices.keep", "targets.put", "targets.take_away",
    "rounds.open_round",
    "rounds.request", "rounds.close", "rounds.reopen", "scoring.score_round",
    "places.found", "places.establish", "places.rename", "places.put_under", "places.set_area",
    "places.count",
}  # fmt: skip
PACKAGES = ("procedure", "support")  # their tables lead to a book: see below


def writers() -> set[str]:
    """Every public function of the services that opens an act."""
    found = set()
    for one in pkgutil.iter_modules(app.services.__path__):
        if one.name not in PACKAGES:
            module = import_module(f"app.services.{one.name}")
            found |= {
                f"{one.name}.{name}"
                for name, value in vars(module).items()
                if inspect.isfunction(value) and value.__module__ == module.__name__ and _writes(value)
            }
    return found


def _writes(function: Any) -> bool:
    told = inspect.getsource(function)
    return not function.__name__.startswith("_") and ("store.write(" in told or "with _form(" in told)


def test_every_verb_that_writes_is_tried_here_or_is_about_its_own_book():
    saved = {name for name in writers() if name.startswith("form_saving.")}  # a form writes through `members`
    assert writers() - set(VERBS) - OWN - saved - {"surveys.causes"} == set()


TABLES = sorted(set(RECORDS) - NOBODYS - {"person"})


@pytest.mark.parametrize("tab", TABLES)
def test_every_table_leads_to_a_book(levels, tab):
    """So that what the procedure and support write is covered by the same rule, whichever verb writes it."""
    names = [row[1] for row in levels[ABOVE].connection.execute(f"PRAGMA table_info({tab})")]
    assert tab == "place" or set(LEADS) & set(names), f"nothing leads from {tab} to a place"


def test_a_household_that_moved_is_in_one_book_only(levels, here):
    home = here["home"]
    key = transfers.offer(levels[FIRST], home, levels[SECOND].place, "2026-11-01", "theo con", "An")
    levels.exchange()
    transfers.forward(levels[ABOVE], key, "An")
    levels.exchange()
    with levels[SECOND].session() as session:
        village = places.children(session, levels[SECOND].place)[0].id
    transfers.accept(levels[SECOND], key, village, "An")
    levels.exchange()
    transfers.relay(levels[ABOVE], key, "An")
    levels.exchange()
    households.correct(levels[SECOND], home, {"phone": "0912345678"}, "An")
    for name in (FIRST, ABOVE):
        with pytest.raises(NotOurs):
            households.correct(levels[name], home, {"phone": "0900000000"}, "An")
    with pytest.raises(NotOurs, match="Xã Nà Mây"):  # the review of before stays in the book that made it
        surveys.note(levels[SECOND], here["case"], "x", "An")


def test_places_are_told_to_everybody_below(levels, here):
    assert places.rename(levels[ABOVE], here["place"], "Bản Lùng Mới", OFFICER[ABOVE])
    levels.carry(ABOVE, FIRST)
    sql = "SELECT name FROM place WHERE id = ?"
    assert levels[FIRST].connection.execute(sql, (here["place"],)).fetchone() == ("Bản Lùng Mới",)


def test_scoring_above_computes_nothing_of_the_commune(levels, here):
    with pytest.raises(InputFault):
        scoring.score_round(levels[ABOVE], 2026, "An")
    assert form_saving and Path(app.services.__file__ or "").exists()
