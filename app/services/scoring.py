"""From the rows of a case to its results: facts put together, rules asked, people's agreement kept beside.

The rules see facts only; this file knows where each fact is stored. What a sheet states against the rules is
kept as the agreed class with its reason, and counted: never overwritten in silence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlmodel import Session, col, select

from app.dates import PartialDate
from app.i18n import _
from app.models.columns import columns
from app.models.household import Household
from app.models.key import Key
from app.models.person import Membership, Person
from app.models.review import COMPUTED, B1Point, Case, CaseMember, Result, Round
from app.progress import SILENT, Progress, each
from app.rules import book as rule_books
from app.rules.book import RuleBook
from app.rules.classify import classify
from app.rules.facts import Area, Facts, Member
from app.rules.finding import Finding
from app.rules.points import PointTable, read_points
from app.services import places, rounds
from app.store.act import Act
from app.store.store import Store

Values = Mapping[str, Any]
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all cases of a round: its year, its rule books, the B1 tables that are loaded.

    Attributes:
        day: on which ages are counted when a case has no review date.
        area: place → `rural`, `urban` in that year.
    """

    day: date
    books: tuple[RuleBook, ...]
    area: Callable[[Key], Area]
    tables: Mapping[str, PointTable]


def setting(session: Session, year: int, standards: Iterable[str], opened: str = "") -> Setting:
    """The setting of a round of a year under some rule books."""
    books = tuple(rule_books.book(key) for key in standards)
    day = date.fromisoformat(opened) if opened else date(year, 9, 1)
    area = cache(lambda place: places.area_of(session, place, year))
    return Setting(day, books, area, {one.key: table for one in books if (table := _table(session, one))})


def _table(session: Session, one: RuleBook) -> PointTable | None:
    """The B1 table of a standard, if somebody has loaded it."""
    names = ("region", "area", "item", "option", "points", "source")
    query = columns(*(getattr(B1Point, name) for name in names)).where(
        B1Point.standard == one.key, B1Point.deleted == 0
    )
    rows = [{"standard": one.key, **dict(zip(names, row, strict=True))} for row in session.execute(query)]
    return read_points(rows, one, rows[0]["source"]).table if rows else None


def facts_of(case: Values, members: Sequence[Member], complete: bool, at: Setting) -> Facts:
    """The facts of a case; `case` holds the columns of a review_case."""
    reviewed = case.get("reviewed_on")
    return Facts(
        on=PartialDate.of(reviewed).first() if reviewed else at.day,
        area=at.area(case["place"]),
        size=case.get("size") or 0,
        members=tuple(members),
        roster_complete=complete,
        answers=case.get("answers") or {},
        ticks=case.get("ticks") or {},
        tick_source=case.get("tick_source") or "paper",
        b1_total=case.get("b1_total"),
        b1_items=case.get("b1_items") or {},
        income=case.get("income") or {},
        income_per_person=case.get("income_per_person"),
    )


def findings(facts: Facts, at: Setting) -> Iterator[Finding]:
    """What each rule book of the setting finds."""
    return (classify(facts, one, at.tables.get(one.key)) for one in at.books)


def computed(finding: Finding) -> dict[str, Any]:
    """The columns of a result that the rules fill."""
    known = [one for one in finding.indicators if one.deprived is not None]
    return {
        "standard": finding.standard,
        "computed_class": finding.klass,
        "side": finding.side,
        "b1": finding.b1,
        "b2": finding.b2,
        "income": finding.income,
        "deprived": {one.key: one.deprived for one in known},
        "sources": {one.key: one.source for one in known},
        "source": COMPUTED,
    }


def agreed(result: dict[str, Any], stated: str | None, why: str) -> dict[str, Any]:
    """A result with the class that people stated: where it differs from the computed one, with the reason."""
    differs = stated is not None and stated != result["computed_class"]
    return result | {
        "agreed_class": stated if differs else None,
        "agreed_why": why if differs else "",
        "final_class": stated or result["computed_class"],
    }


# A whole round -----------------------------------------------------------------------------------

_CASE = (
    "id", "household", "place", "size", "reviewed_on", "answers", "ticks", "tick_source", "b1_total",
    "b1_items",
    "income", "income_per_person",
)  # fmt: skip


def cases_of(
    session: Session, one: Round, only: Sequence[Key] = ()
) -> Iterator[tuple[dict[str, Any], Facts]]:
    """The cases of a round with their facts, under the round's own setting."""
    return with_facts(session, one, setting(session, one.year, one.standards.split(), one.opened), only)


def with_facts(
    session: Session, one: Round, at: Setting, only: Sequence[Key] = ()
) -> Iterator[tuple[dict[str, Any], Facts]]:
    """The cases of a round with their facts."""
    query = (
        columns(*(getattr(Case, name) for name in _CASE), Household.roster_complete)
        .join(Household, col(Household.id) == col(Case.household))
        .where(Case.round == one.id, Case.deleted == 0)
        .order_by(col(Case.id))
    )
    if only:
        query = query.where(col(Case.id).in_(only))
    members = _members(session, one, only)
    for *values, complete in session.execute(query):
        case = dict(zip(_CASE, values, strict=True))
        yield case, facts_of(case, members.get(case["household"], ()), bool(complete), at)


def _members(session: Session, one: Round, only: Sequence[Key]) -> dict[Key, list[Member]]:
    """The current members of each household of a round, with their answers."""
    answers = _answers(session, one, only)
    query = (
        columns(
            Membership.household,
            Person.id,
            Person.name,
            Person.sex,
            Person.birth,
            Membership.relation,
            Membership.head,
        )
        .join(Person, col(Person.id) == col(Membership.person))
        .join(Case, col(Case.household) == col(Membership.household))
        .where(Case.round == one.id, Case.deleted == 0, Membership.until == "", Membership.deleted == 0)
        .where(Person.deleted == 0)
        .order_by(col(Membership.head).desc(), col(Membership.place_in_list))
    )
    if only:
        query = query.where(col(Case.id).in_(only))
    found: dict[Key, list[Member]] = defaultdict(list)
    for household, person, name, sex, birth, relation, head in session.execute(query):
        found[household].append(
            Member(
                key=person.hex(),
                name=name,
                sex=sex,
                birth=PartialDate.of(birth) if birth else None,
                relation="head" if head else relation,
                answers=answers.get((household, person), {}),
            )
        )
    return found


def _answers(session: Session, one: Round, only: Sequence[Key]) -> dict[tuple[Key, Key], Values]:
    query = (
        select(Case.household, CaseMember.person, CaseMember.answers)
        .join(Case, col(Case.id) == col(CaseMember.review_case))
        .where(Case.round == one.id, Case.deleted == 0, CaseMember.deleted == 0)
    )
    if only:
        query = query.where(col(Case.id).in_(only))
    return {(household, person): answers for household, person, answers in session.exec(query)}


def score_round(store: Store, year: int, actor: str, progress: Progress = SILENT) -> int:
    """Ask the rules again about every case of an open round; returns how many results changed.

    A class that people agreed otherwise stays agreed, with its reason.
    """
    with store.session() as session:
        one = rounds.must_be_open(rounds.get(session, store.place, year))
    title = _("Chấm điểm đợt rà soát năm {year}").format(year=year)
    with store.write(title, actor) as act, store.session() as session:
        return score(act, session, one, progress=progress)


def score(
    act: Act, session: Session, one: Round, only: Sequence[Key] = (), progress: Progress = SILENT
) -> int:
    """Within an act: `score_round` for some cases of a round, or all."""
    at = setting(session, one.year, one.standards.split(), one.opened)
    known, cases = _results(session, one, only), list(with_facts(session, one, at, only))
    changed, new = 0, []
    for case, facts in each(cases, progress, _("chấm điểm"), len(cases)):
        for finding in findings(facts, at):
            result = computed(finding)
            before = known.get((case["id"], finding.standard))
            if before is None:
                new.append(agreed(result, None, "") | {"review_case": case["id"]})
            else:
                kept = agreed(result, before.agreed_class, before.agreed_why)
                kept["source"] = COMPUTED if finding.klass else before.source
                changed += act.update("result", before.id, with_emptied(kept, before))
    act.insert("result", new)
    return changed + len(new)


def _results(session: Session, one: Round, only: Sequence[Key] = ()) -> dict[tuple[Key, str], Result]:
    query = (
        select(Result)
        .join(Case, col(Case.id) == col(Result.review_case))
        .where(Case.round == one.id, Case.deleted == 0, Result.deleted == 0)
    )
    if only:
        query = query.where(col(Case.id).in_(only))
    return {(result.review_case, result.standard): result for result in session.exec(query)}


def with_emptied(result: dict[str, Any], before: Result) -> dict[str, Any]:
    """A result in which the keys of maps that fell away are emptied."""
    for name in ("deprived", "sources"):
        gone: dict[str, Any] = dict.fromkeys(getattr(before, name))
        result[name] = gone | result[name]
    return result


# What if ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VillageWhatIf:
    """Households of a village by class: as they are, and as another standard would have them."""

    place: str
    before: dict[str, int]
    after: dict[str, int]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A whole round under another standard; nothing is written.

    Attributes:
        different: households whose class would be another one, both classes being known.
        notes: what the officer must know to read the numbers.
    """

    standard: str
    title: str
    villages: tuple[VillageWhatIf, ...]
    total: VillageWhatIf
    different: int
    notes: tuple[str, ...]


def what_if(session: Session, scope: Key, year: int, standard: str) -> WhatIf:
    """The round of a year as another standard would class it."""
    one = rounds.get(session, scope, year)
    at = setting(session, year, [standard], one.opened)
    own = next(iter(one.standards.split()), "")
    known = {case: result.final_class for (case, key), result in _results(session, one).items() if key == own}
    tally: dict[Key, list[tuple[str, str]]] = defaultdict(list)
    sides: Counter[str] = Counter()
    for case, facts in with_facts(session, one, at):
        (finding,) = findings(facts, at)
        sides[finding.side] += 1
        tally[case["place"]].append((known.get(case["id"]) or UNKNOWN, finding.klass or UNKNOWN))
    pairs = [pair for village in tally.values() for pair in village]
    names = {place.id: place.name for place in places.below(session, scope)}
    return WhatIf(
        standard=standard,
        title=at.books[0].name,
        villages=tuple(_tallied(names[key], tally[key]) for key in names if key in tally),
        total=_tallied(names[scope], pairs),
        different=sum(before != after and UNKNOWN not in (before, after) for before, after in pairs),
        notes=tuple(_notes(at.books[0], Counter(after for _before, after in pairs))),
    )


def _tallied(place: str, pairs: Sequence[tuple[str, str]]) -> VillageWhatIf:
    return VillageWhatIf(place, dict(Counter(b for b, _a in pairs)), dict(Counter(a for _b, a in pairs)))


def _notes(one: RuleBook, after: Counter[str]) -> Iterator[str]:
    if one.mark.confidence != "read":
        yield _("Một số ngưỡng của chuẩn này chưa kiểm chứng; xem Danh mục, Chuẩn nghèo.")
    if after[UNKNOWN]:
        yield _(
            "{count} hộ chưa đủ số liệu (thường là thiếu phiếu thu nhập) nên chưa phân loại được."
        ).format(count=after[UNKNOWN])
