"""The verdict on one applicant, rule by rule, with the words of the law and the fact that decided.

For many applicants and activities at once see `sieve`, which says the same without the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.i18n import _
from app.rules.book import books, in_force
from app.rules.eligibility.conditions import CONDITIONS
from app.rules.eligibility.facts import Applicant
from app.rules.eligibility.terms import Moment, Rule, Terms, Way
from app.rules.raw import Mark
from app.rules.support_kinds import HOUSEHOLD, PERSON


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule as it fell out.

    Attributes:
        rule: its key.
        ok: it holds; None while a fact is missing.
        law: the words of the law or plan.
        fact: what decided.
        todo: what to fill in; empty where nothing is missing.
        way: key of the way that asks for it; empty where it is required of all.
    """

    rule: str
    ok: bool | None
    law: str
    fact: str
    todo: str
    mark: Mark
    way: str = ""

    @property
    def text(self) -> str:
        """The whole sentence: `Chưa đạt: Trẻ em dưới 16 tuổi. Thực tế: sinh 2009 … (Kế hoạch 81/KH-UBND)`."""
        says = {True: _("Đạt"), False: _("Chưa đạt"), None: _("Chưa đủ thông tin")}[self.ok]
        told = _("{says}: {law} Thực tế: {fact}. ({source})").format(
            says=says, law=self.law, fact=self.fact, source=self.mark.source
        )
        return f"{told} {self.todo}" if self.todo else told


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an applicant may benefit.

    Attributes:
        ok: None while something that decides has to be filled in.
        way: the words of the way that admits; empty where none does or none is asked for.
        reasons: what is required of all, then the way that admits, or every way where none does.
    """

    ok: bool | None
    way: str
    reasons: tuple[Reason, ...]

    @property
    def stops(self) -> tuple[Reason, ...]:
        """The reasons that refuse; empty where nothing does."""
        return tuple(reason for reason in self.reasons if self.ok is False and reason.ok is False)

    @property
    def missing(self) -> tuple[Reason, ...]:
        """The reasons that wait for a fact while the verdict does; a way already closed waits for nothing."""
        closed = {reason.way for reason in self.reasons if reason.way and reason.ok is False}
        waiting = (reason for reason in self.reasons if reason.ok is None and reason.way not in closed)
        return tuple(waiting) if self.ok is None else ()

    @property
    def text(self) -> str:
        """The verdict and what decided it, in sentences."""
        if self.ok:
            return " ".join(filter(None, (_("Đủ điều kiện."), self.way)))
        head = _("Chưa kết luận được.") if self.ok is None else _("Không đủ điều kiện.")
        return " ".join((head, *dict.fromkeys(reason.text for reason in self.missing or self.stops)))


def explained(terms: Terms, applicant: Applicant, day: date) -> Verdict:
    """The verdict on an applicant on the day of approval, with its reasons."""
    if (unit := HOUSEHOLD if applicant.person is None else PERSON) not in terms.units:
        return Verdict(False, "", (_wrong_unit(unit),))
    at = moment(day)
    required = tuple(_reason(rule, applicant, at) for rule in asked(terms.requires, unit))
    ways = [(way, _of_way(way, applicant, at)) for way in terms.ways]
    admits = next(((way, found) for way, found in ways if _all(found)), None)
    told = admits[1] if admits else tuple(reason for _way, found in ways for reason in found)
    some = _any(_all(found) for _way, found in ways) if ways else True
    ok = _and(_all(required), some)
    return Verdict(ok, admits[0].text if admits and ok else "", required + told)


def moment(day: date) -> Moment:
    """What conditions are compiled for."""
    return Moment(day, _escape_months(day))


def asked(rules: Iterable[Rule], unit: str) -> tuple[Rule, ...]:
    """The rules required of a household or of a person; one about persons asks nothing of a household."""
    return tuple(rule for rule in rules if unit == PERSON or CONDITIONS[rule.condition].household)


@cache
def _escape_months(day: date) -> int:
    """As the standard of the day says; where none was in force yet, as the first one says."""
    return (in_force(day) or books())[0].escape_months.value


def _of_way(way: Way, applicant: Applicant, at: Moment) -> tuple[Reason, ...]:
    return tuple(_reason(rule, applicant, at, way.key) for rule in way.rules)


def _reason(rule: Rule, applicant: Applicant, at: Moment, way: str = "") -> Reason:
    condition, person = CONDITIONS[rule.condition], applicant.person
    if condition.person is not None and person is not None:
        ok = condition.person.test(rule.given, at)(person)
        fact, todo = condition.person.said(rule.given, at, person), condition.person.todo
    elif condition.household is not None:
        ok = condition.household.test(rule.given, at)(applicant.household)
        fact, todo = condition.household.said(rule.given, at, applicant.household), condition.household.todo
    else:
        return Reason(rule.key, False, rule.text, _("chỉ xét cho từng người"), "", rule.mark, way)
    return Reason(rule.key, ok, rule.text, fact, todo(rule.given) if ok is None else "", rule.mark, way)


def _wrong_unit(unit: str) -> Reason:
    if unit == HOUSEHOLD:
        law, fact = _("Hỗ trợ cho từng người hoặc cho địa bàn."), _("xét cho cả hộ")
    else:
        law, fact = _("Hỗ trợ cho cả hộ hoặc cho địa bàn."), _("xét cho một người")
    return Reason("unit", False, law, fact, "", Mark(_("Danh mục chương trình"), "read"))


def _all(reasons: Iterable[Reason]) -> bool | None:
    ok: bool | None = True
    for reason in reasons:
        ok = _and(ok, reason.ok)
    return ok


def _and(one: bool | None, two: bool | None) -> bool | None:
    if one is False or two is False:
        return False
    return None if one is None or two is None else True


def _any(told: Iterable[bool | None]) -> bool | None:
    found = tuple(told)
    return True if True in found else None if None in found else False
