"""How the candidates of an activity are shown: by name, with what they need and what stands against them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

from app.models.key import Key
from app.models.support import Activity
from app.rules.double_support import Clash
from app.rules.eligibility.terms import Terms
from app.rules.eligibility.verdict import explained
from app.rules.priority import Ranked
from app.services.support import doubles
from app.services.support.activities import kind_of
from app.services.support.examining import name_of
from app.services.support.facts import Register
from app.services.support.standing import ON_LIST

Who = tuple[Key, Key | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A household, or a person of one, that might benefit.

    Attributes:
        klass: recognised on the day; empty where none is.
        rank: in the order of priority, ties share it; 0 where there is no order (not eligible, not known).
        because: the criteria that put it there.
        could_rise: better criteria of which a fact is missing.
        needs: what the support would answer: causes, deprived indicators, what the household asked for.
        standing: `in` the free places, `tied` across the last one, `waiting` behind them; empty without rank.
        state: of its enrolment; empty where it is not enrolled.
    """

    household: Key
    person: Key | None
    name: str
    head: str
    code: str
    village: str
    klass: str
    rank: int = 0
    because: tuple[str, ...] = ()
    could_rise: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    standing: str = ""
    told: Callable[[], str] = str
    clashes: tuple[Clash, ...] = ()
    state: str = ""

    @property
    def why(self) -> str:
        """What stops it, or what to fill in; empty for those in the order. Made when somebody reads it."""
        return self.told()


class View:
    """How candidates are shown, with what they need and what stands against them."""

    def __init__(self, one: Activity, known: Register, states: Mapping[Who, str]) -> None:
        self._one, self._known, self._states = one, known, states
        self._kind = kind_of(one)
        self._ledger = doubles.ledger(known.given)
        self._on_record = doubles.on_record(known)
        self._needs = cache(self._named_needs)

    def by_need(self, rows: Iterable[Ranked]) -> list[Ranked]:
        """The same order, within a rank those who need it most before others."""
        return sorted(rows, key=lambda row: (row.rank, -len(self._needs(_who(row)[0]))))

    def likely(self, who: Who) -> bool:
        """Whether an answer is worth asking for: on a list, escaped, or wishing for such support."""
        facts, survey = self._known.households[who[0]], self._known.surveys.get(who[0])
        if facts.klass in ON_LIST or facts.escaped is not None:
            return True
        return survey is not None and survey.needs.met_by(self._kind)

    def plain(self, who: Who, **more: Any) -> Candidate:
        """Somebody by name, place and class."""
        household, person = who
        home, stands = self._known.homes[household], self._known.standing.get(household)
        return Candidate(
            household=household,
            person=person,
            name=name_of(self._known, household, person),
            head=home.head,
            code=home.code,
            village=self._known.names[home.place],
            klass=stands.klass if stands else "",
            needs=self._needs(household),
            state=self._states.get(who, ""),
            **more,
        )

    def ranked(self, row: Ranked) -> Candidate:
        """Somebody in the order of priority."""
        who = _who(row)
        return self.plain(
            who,
            rank=row.rank,
            because=row.because,
            could_rise=row.could_rise,
            standing=row.standing,
            clashes=self._clashes(who),
        )

    def explained(self, who: Who, terms: Terms, day: date) -> Candidate:
        """Somebody with what stops it, or what to fill in."""
        applicant = self._known.applicant(*who)
        assert applicant is not None, "who was sorted is in the register"
        return self.plain(who, told=lambda: explained(terms, applicant, day).text)

    def _named_needs(self, household: Key) -> tuple[str, ...]:
        survey = self._known.surveys.get(household)
        return survey.needs.answered_by(self._kind) if survey else ()

    def _clashes(self, who: Who) -> tuple[Clash, ...]:
        household, person = who
        if self._kind.code not in self._on_record.get(household, ()):
            return ()
        members = self._known.members.get(household, ())
        day = self._known.day.isoformat()
        return self._ledger.against(doubles.new(self._one, household, person, members, day))


def _who(row: Ranked) -> Who:
    return cast(Who, row.key)
