"""The plan of a household for a year: what it lacks and asks for, what answers it, who helps it to escape.

Causes and deprived indicators are those of the newest finished survey; what answers them is in the ledger.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, select

from app.i18n import _
from app.models.key import Key
from app.models.support import REFUSED, WITHDRAWN, HouseholdPlan
from app.rules.codes import code_list
from app.rules.household_plan import Plan, answers
from app.rules.support_kinds import kind
from app.services import households
from app.services.support import filled
from app.services.support.enrolment_steps import heads
from app.services.support.facts import newest_needs
from app.services.support.ledger import OWN, Support, support_of_household
from app.services.support.needs import NOTHING
from app.services.support.standing import ON_LIST, Standing, standing
from app.services.typed import FieldFault
from app.store.act import Act
from app.store.store import Store
from app.vietnamese import clean

HELPERS = ("person", "agency", "association")


@dataclass(frozen=True, slots=True)
class Page:
    """The plan of a household, to be shown.

    Attributes:
        standing: its class on the day; None where nothing recognised one.
        plan: causes and indicators, each with the `Support` of the year that answers it or kinds that could.
        wanted: codes of `policies` that it asks for: as typed into the plan, else as the survey told.
        granted: of these, those that support of the year answers.
    """

    household: Key
    head: str
    year: int
    standing: Standing | None
    plan: Plan
    wanted: tuple[str, ...]
    granted: tuple[str, ...]
    support: tuple[Support, ...]
    escape_registered: str
    helper: str
    helper_kind: str
    note: str


def page(store: Store, household: Key, year: int, day: date) -> Page:
    """The plan of a household for a year, by its class on a day."""
    stands = standing(store, day.isoformat(), [household]).get(household)
    lacks = newest_needs(store, day.year, [household]).get(household, NOTHING)
    with store.session() as session:
        households.household(session, household)
        kept = _kept(session, household, year)
        given = [one for one in support_of_household(session, household) if one.year == year and _counts(one)]
        head = heads(session, [household]).get(household, "?")
    typed = tuple(code for code, told in kept.wants.items() if told)
    wanted = typed or lacks.wants
    return Page(
        household=household,
        head=head,
        year=year,
        standing=stands,
        plan=answers(lacks.causes, lacks.deprived, [(one.kind, one) for one in given]),
        wanted=wanted,
        granted=tuple(code for code in wanted if any(kind(one.kind).policy == code for one in given)),
        support=tuple(given),
        escape_registered=kept.escape_registered,
        helper=kept.helper,
        helper_kind=kept.helper_kind,
        note=kept.note,
    )


def _counts(one: Support) -> bool:
    """Got, or on the way to it; of the household itself or of its members while in it."""
    return one.relation == OWN and one.state not in (WITHDRAWN, REFUSED)


def _kept(session: Session, household: Key, year: int) -> HouseholdPlan:
    query = select(HouseholdPlan).where(
        HouseholdPlan.household == household, HouseholdPlan.year == year, HouseholdPlan.deleted == 0
    )
    return session.exec(query).first() or HouseholdPlan(household=household, year=year)


# Writing ----------------------------------------------------------------------------------------------------


def keep(
    store: Store,
    household: Key,
    year: int,
    actor: str,
    wants: Collection[str] | None = None,
    helper: str | None = None,
    helper_kind: str | None = None,
    note: str | None = None,
) -> None:
    """What a household asks for in a year (codes of `policies`), and who helps it; None leaves as it is."""
    fields: dict[str, Any] = {}
    if wants is not None:
        fields["wants"] = _marks(wants)
    if helper is not None:
        fields["helper"] = clean(helper)
    if helper_kind is not None:
        fields["helper_kind"] = _helper_kind(helper_kind)
    if note is not None:
        fields["note"] = note.strip()
    _write(store, household, year, fields, _("Kế hoạch năm {year} của hộ {head}"), actor)


def register_escape(store: Store, household: Key, year: int, on: str, today: date, actor: str) -> None:
    """A poor or near-poor household registers to escape poverty in a year; an empty day takes it back."""
    day = filled.not_after("on", filled.day("on", on), today) if on else ""
    stands = standing(store, day or today.isoformat(), [household]).get(household)
    if day and (stands is None or stands.klass not in ON_LIST):
        raise FieldFault(
            "on",
            _("Hộ không phải hộ nghèo, hộ cận nghèo vào ngày {day}.").format(day=filled.shown(day)),
            todo=_("Chỉ hộ nghèo, hộ cận nghèo đã công nhận đăng ký thoát nghèo."),
        )
    title = (
        _("Hộ {head} đăng ký thoát nghèo năm {year}")
        if day
        else _("Hộ {head} thôi đăng ký thoát nghèo {year}")
    )
    _write(store, household, year, {"escape_registered": day}, title, actor)


def _write(store: Store, household: Key, year: int, fields: dict[str, Any], title: str, actor: str) -> None:
    with store.session() as session:
        households.living_household(session, household)
        head = heads(session, [household]).get(household, "?")
        known = _kept(session, household, year)
    with store.write(title.format(head=head, year=year), actor) as act:
        _kept_row(act, known, fields)


def _kept_row(act: Act, known: HouseholdPlan, fields: Mapping[str, Any]) -> None:
    """Within an act: one plan of a household in a year, made when it is first needed."""
    whole = {
        name: getattr(known, name) for name in ("escape_registered", "helper", "helper_kind", "wants", "note")
    }
    act.insert("household_plan", [{"household": known.household, "year": known.year, **whole, **fields}])


def _marks(wants: Iterable[str]) -> dict[str, bool | None]:
    known = code_list("policies")
    for code in wants:
        if code not in known:
            raise FieldFault(
                "wants",
                _("Không có nguyện vọng “{code}”.").format(code=code),
                todo=_("Chọn trong: {codes}.").format(codes=", ".join(one.code for one in known.entries)),
            )
    every: dict[str, bool | None] = dict.fromkeys(one.code for one in known.entries)
    return every | dict.fromkeys(wants, True)


def _helper_kind(told: str) -> str:
    if told and told not in HELPERS:
        raise FieldFault(
            "helper_kind",
            _("Người giúp đỡ không thể là “{told}”.").format(told=told),
            todo=_("Chọn person (cá nhân), agency (cơ quan) hoặc association (hội, đoàn thể)."),
        )
    return told
