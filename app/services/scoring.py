"""From the rows of a case to its results: facts put together, rules asked, people's agreement kept beside.

The rules see facts only; this file knows where each fact is stored. What a sheet states against the rules is
kept as the agreed class with its reason, and counted: never overwritten in silence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any, cast

import msgspec
from sqlalchemy import ColumnElement, Table, Text, and_, func, select, type_coerce
from sqlmodel import Session, col
from sqlmodel import select as select_records

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
from app.rules.facts import Area, Facts, Member, TickSource
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

# Tables rather than classes, and maps as text: of two hundred thousand rows nothing more is made than needed.
_HOUSEHOLD, _CASE, _ANSWERED, _MEMBERSHIP, _PERSON = (
    cast(Table, kind.__table__)  # type: ignore[union-attr]
    for kind in (Household, Case, CaseMember, Membership, Person)
)
_PLAIN = (
    "id", "household", "place", "size", "reviewed_on", "tick_source", "b1_total", "income_per_person",
)  # fmt: skip
_TEXTS = tuple(type_coerce(_CASE.c[name], Text) for name in ("answers", "ticks", "b1_items", "income"))
_NOTHING: Values = MappingProxyType({})
_opened = msgspec.json.Decoder(dict[str, Any]).decode
_birth = lru_cache(1 << 16)(PartialDate.of)
_NOBODY: tuple[Key, list[Member]] = (b"\xff" * 17, [])  # sorts after every household


def with_facts(
    session: Session, one: Round, at: Setting, only: Sequence[Key] = ()
) -> Iterator[tuple[dict[str, Any], Facts]]:
    """The cases of a round (their `id`, `household`, `place`) with their facts, one at a time.

    A province's do not fit an old laptop at once.
    """
    query = (
        select(*(_CASE.c[name] for name in _PLAIN), _HOUSEHOLD.c.roster_complete, *_TEXTS)
        .join_from(_CASE, _HOUSEHOLD, _HOUSEHOLD.c.id == _CASE.c.household)
        .where(*_of(one, only))
        .order_by(_CASE.c.household)
    )
    rosters = _rosters(session, one, only)
    whose, members = next(rosters, _NOBODY)
    for case, household, place, *told in session.connection().execute(query):
        while whose < household:
            whose, members = next(rosters, _NOBODY)
        own = tuple(members) if whose == household else ()
        yield {"id": case, "household": household, "place": place}, _facts(at, at.area(place), own, *told)


def _facts(
    at: Setting, area: Area, members: tuple[Member, ...], size: int | None, reviewed: str, ticked: TickSource,
    b1_total: float | None, per_person: float | None, complete: int, *maps: str,
) -> Facts:  # fmt: skip
    """The facts of a row: `facts_of` for many."""
    answers, ticks, b1_items, income = [_opened(text) if text != "{}" else _NOTHING for text in maps]
    on = _birth(reviewed).first() if reviewed else at.day
    return Facts(
        on, area, "", size or 0, members, bool(complete), answers, ticks, ticked or "paper",
        b1_total, b1_items, income, per_person,
    )  # fmt: skip


def _of(one: Round, only: Sequence[Key]) -> list[ColumnElement[bool]]:
    """What the cases of a round fulfil, or some of them."""
    held = [_CASE.c.round == one.id, _CASE.c.deleted == 0]
    return [*held, _CASE.c.id.in_(only)] if only else held


def _rosters(session: Session, one: Round, only: Sequence[Key]) -> Iterator[tuple[Key, list[Member]]]:
    """The current members of each household of a round, the head first, with their answers; by household."""
    answered = and_(
        _ANSWERED.c.review_case == _CASE.c.id,
        _ANSWERED.c.person == _PERSON.c.id,
        _ANSWERED.c.deleted == 0,
    )
    query = (
        select(
            _MEMBERSHIP.c.household, _PERSON.c.id, _PERSON.c.name, _PERSON.c.sex, _PERSON.c.birth,
            _MEMBERSHIP.c.relation, _MEMBERSHIP.c.head, type_coerce(_ANSWERED.c.answers, Text),
        )
        .join_from(_CASE, _MEMBERSHIP, _MEMBERSHIP.c.household == _CASE.c.household)
        .join(_PERSON, _PERSON.c.id == _MEMBERSHIP.c.person)
        .outerjoin(_ANSWERED, answered)
        .where(*_of(one, only), _MEMBERSHIP.c.until == "", _MEMBERSHIP.c.deleted == 0)
        .where(_PERSON.c.deleted == 0)
        .order_by(_MEMBERSHIP.c.household, _MEMBERSHIP.c.head.desc(), _MEMBERSHIP.c.place_in_list)
    )  # fmt: skip
    for household, rows in groupby(session.connection().execute(query), itemgetter(0)):
        yield household, [_member(*row) for row in rows]


def _member(
    _household: Key, person: Key, name: str, sex: str, birth: str, relation: str, head: int, answers: str
) -> Member:
    born = _birth(birth) if birth else None
    told = _opened(answers) if answers else {}
    return Member(person.hex(), name, sex, born, "head" if head else relation, told)


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
    known = _results(session, one, only)
    changed, new = 0, []
    total = session.scalar(select(func.count()).select_from(_CASE).where(*_of(one, only))) or 0
    for case, facts in each(with_facts(session, one, at, only), progress, _("chấm điểm"), total):
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
        select_records(Result)
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
