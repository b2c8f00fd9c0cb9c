"""Keeps what was typed on a form: each answer through the verb that it belongs to, as one act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from app.errors import InputFault
from app.i18n import _
from app.models.household import HouseholdFields
from app.models.key import Key
from app.models.person import PersonFields
from app.models.review import Case, Round
from app.services import households, members, rounds, surveys, typed
from app.services.following import follow
from app.services.form import B1, DAY, INCOME, INCOME_EACH, NOTE, REVIEWER, ROSTER, Field, Form
from app.services.sizes import declared_after
from app.store.store import Store

FIGURES = (B1, INCOME_EACH)


def save(store: Store, form: Form, at: Field, value: Any, actor: str) -> None:
    """One answer; None takes it away. `form` is as it stands with that answer."""
    case, key = form.case, at.key
    if at.person:
        surveys.answer_member(store, case, at.person, {key: value}, actor)
    elif key == B1:
        surveys.type_b1(store, case, value, actor)
    elif key == INCOME_EACH:
        surveys.income_per_person(store, case, value, actor)
    elif key.startswith(INCOME):
        surveys.income(store, case, {key.removeprefix(INCOME): _whole(value)}, actor)
    elif key in (DAY, REVIEWER):
        told = form.household
        surveys.reviewed(store, case, told.get(DAY) or "", told.get(REVIEWER) or "", actor)
    elif key == NOTE:
        surveys.note(store, case, value or "", actor)
    elif key == ROSTER:
        households.correct(store, form.key, {"roster_complete": int(bool(value))}, actor)
    else:
        surveys.answer(store, case, {key: value}, actor)


def _whole(amount: float | None) -> int | None:
    return None if amount is None else int(amount)


def keep(store: Store, form: Form, answers: Mapping[Field, Any], actor: str) -> None:
    """Last year's answers for a section, as one act."""
    household: dict[str, Any] = {}
    by_member: dict[Key, dict[str, Any]] = defaultdict(dict)
    figures: dict[str, Any] = {}
    for at, value in answers.items():
        if at.person:
            by_member[at.person][at.key] = value
        elif at.key in FIGURES:
            figures[at.key] = value
        elif at.key.startswith(INCOME):
            figures.setdefault("income", {})[at.key.removeprefix(INCOME)] = value
        else:
            household[at.key] = value
    surveys.keep(store, form.case, household, by_member, figures, actor)


def join(store: Store, form: Form, person: Key, name: str, ethnic: str, actor: str) -> None:
    """A person enters the household while its form is filled in; all else is asked on the form.

    Args:
        person: the key that the person shall have.
    """
    told = typed.checked(PersonFields, {"name": name, "ethnic": ethnic})
    with store.session() as session:
        rounds.must_be_open(session.get_one(Round, session.get_one(Case, form.case).round))
        known = households.living_household(session, form.key)
        listed = len(members.roster(session, form.key))
    with store.write(_("Thêm thành viên {name}").format(name=told["name"]), actor) as act:
        act.insert("person", [{"id": person, **told}])
        members.enter(act, form.key, person, "")
        act.update("household", form.key, declared_after(known, listed + 1, 0))
        follow(act, store, [form.key])


def found(store: Store, year: int, place: Key, name: str, on: str, actor: str) -> Key:
    """A household that the register did not know asks for review: into the register and the round at once.

    Returns the household. Its list of members is the one of the form, so it counts as complete.
    """
    fields = typed.checked(HouseholdFields, {"place": place, "roster_complete": 1})
    head = PersonFields.model_validate(typed.checked(PersonFields, {"name": name}))
    with store.session() as session:
        one = rounds.must_be_open(rounds.get(session, store.place, year))
    with store.write(_("Thêm hộ {name} vào đợt rà soát").format(name=head.name), actor) as act:
        (key,) = act.insert("household", [fields])
        members.add(act, key, head, "head", head=True, place_in_list=1)
        with store.session() as session:
            rows = rounds.new_cases(session, one.id, [key], rounds.REQUEST)
        act.insert("review_case", [row | {"requested": typed.day(on)} for row in rows])
    return key


def finish(store: Store, form: Form, actor: str) -> None:
    """The household is reviewed; InputFault names what is missing."""
    if not form.members:
        raise InputFault(
            _("Hộ chưa có thành viên nào trên phiếu."), todo=_("Thêm chủ hộ và các thành viên bằng Ctrl+I.")
        )
    surveys.mark_done(store, form.case, actor)
