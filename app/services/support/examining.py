"""Enrolments looked at on a day: eligible or not and why, what stands against them, in which order they come.

Judges and writes nothing; checking and approving do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from app.errors import InputFault
from app.i18n import _
from app.models.key import Key
from app.models.support import Activity, Enrolment
from app.rules.double_support import Clash
from app.rules.eligibility.facts import Applicant
from app.rules.eligibility.terms import Terms
from app.rules.eligibility.verdict import Verdict, explained
from app.services.support import doubles
from app.services.support.activities import terms_of
from app.services.support.enrolment_steps import last_day
from app.services.support.facts import Register, register, with_told
from app.services.support.filled import shown
from app.services.support.standing import Standing
from app.store.store import Store

SETTLED = "settled"  # in `told`: by which paper a person decided what no catalogue tells


@dataclass(frozen=True, slots=True)
class Examined:
    """An enrolment on a day.

    Attributes:
        name: of the person, else of the household's head.
        applicant: what the rules saw; None where it is not in the register on the day.
        verdict: None for the same.
        clashes: records that stand against it, whether or not an officer went on beside them.
        blocks: whole sentences of all that keeps it from being approved; empty when nothing does.
    """

    enrolment: Enrolment
    name: str
    applicant: Applicant | None
    standing: Standing | None
    verdict: Verdict | None
    clashes: tuple[Clash, ...]
    blocks: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """True when nothing keeps it from being approved."""
        return not self.blocks


def examine(store: Store, one: Activity, day: date, enrolments: Sequence[Enrolment]) -> tuple[Examined, ...]:
    """The enrolments of an activity as they are found on a day, in the order given."""
    with store.session() as session:
        terms = terms_of(session, one)
    known = register(store, day, store.place, {enrolment.household for enrolment in enrolments})
    against = doubles.ledger(known.given)

    def look(enrolment: Enrolment) -> Examined:
        plain = known.applicant(enrolment.household, enrolment.person)
        applicant = with_told(plain, enrolment.told) if plain else None
        verdict = explained(_left(terms, enrolment), applicant, day) if applicant else None
        its = known.members.get(enrolment.household, ())
        clashes = against.against(
            doubles.new(one, enrolment.household, enrolment.person, its, day.isoformat())
        )
        name = name_of(known, enrolment.household, enrolment.person)
        return Examined(
            enrolment=enrolment,
            name=name,
            applicant=applicant,
            standing=known.standing.get(enrolment.household),
            verdict=verdict,
            clashes=clashes,
            blocks=tuple(_blocks(enrolment, name, verdict, clashes, day)),
        )

    return tuple(map(look, enrolments))


def _left(terms: Terms, enrolment: Enrolment) -> Terms:
    """The terms that rules still judge: without what people settled in writing for this enrolment."""
    dropped = {"never_had"} if enrolment.exception_why else set()
    if enrolment.told.get(SETTLED):
        dropped.add("unsettled")
    for rule in terms.rules:
        if rule.condition in dropped:
            terms = terms.without(rule.key)
    return terms


def _blocks(
    enrolment: Enrolment, name: str, verdict: Verdict | None, clashes: Sequence[Clash], day: date
) -> Iterator[str]:
    """Whole sentences of what keeps an enrolment from being approved on a day."""
    on = day.isoformat()
    if verdict is None:
        yield _("{name}: không còn trong sổ ngày {day}; rút đăng ký và ghi lý do.").format(
            name=name, day=shown(on)
        )
    elif not verdict.ok:
        yield f"{name}: {verdict.text}"
    if clashes and not enrolment.exception_why:
        told = " ".join(clash.text for clash in clashes)
        yield _("{name}: trùng hỗ trợ. {text} Muốn hỗ trợ tiếp phải ghi lý do.").format(name=name, text=told)
    last = last_day(enrolment)
    if on < last:
        yield _("{name}: ngày {day} trước ngày đã ghi gần nhất ({last}).").format(
            name=name, day=shown(on), last=shown(last)
        )


def name_of(known: Register, household: Key, person: Key | None) -> str:
    """The person's name, else that of the household's head."""
    one = known.people.get(person) if person else None
    if one is not None:
        return one.name
    home = known.homes.get(household)
    return (home.head or home.code) if home else "?"


def of_activity(session: Session, activity: Key, states: Collection[str]) -> list[Enrolment]:
    """The enrolments of an activity that are in one of some states, the first registered first."""
    query = (
        select(Enrolment)
        .where(Enrolment.activity == activity, Enrolment.deleted == 0, col(Enrolment.state).in_(states))
        .order_by(col(Enrolment.registered), col(Enrolment.id))
    )
    return list(session.exec(query).all())


def some(session: Session, one: Activity, keys: Sequence[Key]) -> list[Enrolment]:
    """The enrolments of these keys, all of one activity; InputFault for any other."""
    query = select(Enrolment).where(col(Enrolment.id).in_(keys), Enrolment.deleted == 0)
    found = {each.id: each for each in session.exec(query)}
    if any(key not in found or found[key].activity != one.id for key in keys):
        raise InputFault(
            _("Có đăng ký không thuộc hoạt động “{title}”.").format(title=one.title),
            todo=_("Mở lại danh sách của hoạt động rồi chọn lại."),
        )
    return [found[key] for key in keys]
