"""What the page of an activity shows, read in the store's thread."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from sqlmodel import Session, col, select

from app.i18n import _, dong
from app.models.key import Key
from app.models.person import Person
from app.models.support import (
    ALLOCATED,
    DISBURSED,
    PAID_BACK,
    PLANNED,
    WAITING,
    Activity,
    Delivery,
    Enrolment,
    Money,
)
from app.rules.codes import code_list
from app.rules.figures import figure
from app.rules.priority import Ranked, ranking
from app.rules.programme import programme
from app.services.support import activities, activity_lines, doubles, enrolment_lines, money
from app.services.support.doubles import Other
from app.services.support.enrolment_lines import EnrolmentLine
from app.services.support.enrolment_steps import BEFORE_APPROVAL, ENDED, STATE_NAMES
from app.services.support.examining import Examined, examine
from app.services.support.filled import shown
from app.store.store import Store
from app.ui.screens import support_activity_seen as seen
from app.ui.screens.support_activity_seen import Beside, Page, Row, Said, Source
from app.ui.widgets.ranked_table import Cut


def page(store: Store, key: Key, today: date) -> Page:
    """An activity with whoever is in it, as found today."""
    with store.session() as session:
        one = activities.activity(session, key)
        lines = enrolment_lines.of_activity(session, key)
        entries = [
            row for row in money.entries(session, one.place, one.year, one.code) if row.activity == key
        ]
        (line,) = activity_lines.as_lines(session, [one])
        handed = activities.handed_over(session, key)
    found = {each.enrolment.id: each for each in examine(store, one, today, [row.enrolment for row in lines])}
    with store.session() as session:
        people = _People(session, one, lines, found)
    places = activities.places_of(one)
    held = [row for row in lines if row.enrolment.state in activities.HOLDING]
    free = None if places is None else max(places - len(held), 0)
    sub = activities.sub_project_of(one)
    of_money = Counter[str]()
    for entry in entries:
        of_money[entry.stage] += entry.amount
    return Page(
        key=key,
        title=one.title,
        programme=one.programme,
        short=programme(one.programme).short,
        code=one.code,
        kind=activities.kind_of(one).code,
        year=one.year,
        decision=_decision(one),
        villages=", ".join(line.villages),
        unit=activities.unit_of(one),
        places=places,
        free=free,
        share=one.share,
        closed=one.closed,
        ours=one.place == store.place,
        content=one.content,
        goods=one.unit,
        planned_quantity=one.planned_quantity,
        handed_over=handed,
        planned=of_money[PLANNED],
        allocated=of_money[ALLOCATED],
        disbursed=of_money[DISBURSED] - of_money[PAID_BACK],
        sources=tuple(_sources(entries)),
        rows=tuple(people.rows(today, places, free)),
        priority=tuple(criterion.text for criterion in sub.priority),
        rules=tuple(rule.text for rule in sub.terms_of(one.part).rules),
        beneficiaries=sub.beneficiaries,
        missing=line.missing,
        enrolment_asks=sub.asks_on("enrolment", one.part),
        measured=bool(sub.asks_on("measurement", one.part)),
        outcomes=bool(sub.asks_on("outcome", one.part)),
    )


def _decision(one: Activity) -> str:
    day = shown(one.decision_day) if one.decision_day else ""
    number_ = _("QĐ {number}").format(number=one.decision_number) if one.decision_number else ""
    return ", ".join(filter(None, (number_, day)))


def _sources(entries: Sequence[Money]) -> Iterator[Source]:
    """By source and the year it was carried over from, in the order of the code list."""
    found: dict[tuple[str, int | None], Counter[str]] = defaultdict(Counter)
    carried = {row.source: row.carried_from for row in entries if row.carried_from}
    for row in entries:
        found[row.source, carried.get(row.source)][row.stage] += row.amount
    names = {one.code: one.name for one in code_list("funding").entries}
    for source, name in names.items():
        for (of, year), sums in found.items():
            if of == source:
                disbursed = sums[DISBURSED] - sums[PAID_BACK]
                yield Source(name, sums[PLANNED], sums[ALLOCATED], disbursed, year)


class _People:
    """Whoever is in the activity, with what was found of each."""

    def __init__(
        self, session: Session, one: Activity, lines: Sequence[EnrolmentLine], found: dict[Key, Examined]
    ) -> None:
        self._one, self._lines, self._found = one, lines, found
        self._per_person = activities.unit_of(one) == "person"
        clashes = [clash for each in found.values() for clash in each.clashes]
        self._besides = {other.enrolment: other for other in doubles.others(session, clashes)}
        self._given = _given(session, list(self._besides))
        self._sexes = _sexes(session, [line.enrolment for line in lines])
        self._ranked: dict[Key, Ranked] = {}
        terms = activities.terms_of(session, one)
        self._laws = {rule.key: rule.text for rule in terms.rules}

    def rows(self, today: date, places: int | None, free: int | None) -> Iterator[Row | Cut]:
        """In order: who holds a place, who may, the line, who waits, who cannot, who left."""
        held = [line for line in self._lines if line.enrolment.state in activities.HOLDING]
        pending = [line for line in self._lines if line.enrolment.state in BEFORE_APPROVAL]
        able = [line for line in pending if self._found[line.enrolment.id].ok]
        order = self._order(able, today, free)
        shown_ranks = Counter(row.rank for row in self._ranked.values())
        yield from (self._row(line, seen.HELD, _held_rank(line.enrolment, held)) for line in held)
        cut = False
        for line in order:
            ranked = self._ranked[line.enrolment.id]
            if ranked.standing == seen.WAITING and not cut and places is not None:
                cut = True
                yield self._cut(places)
            shared = "=" if shown_ranks[ranked.rank] > 1 else ""
            yield self._row(line, ranked.standing, f"{shared}{ranked.rank + len(held)}")
        stopped = [line for line in pending if not self._found[line.enrolment.id].ok]
        if stopped and not cut and places is not None and not free:
            yield self._cut(places)
        for line in sorted(stopped, key=lambda line: seen.STOPPED.index(self._stop(line))):
            yield self._row(line, self._stop(line), "–")
        yield from (self._row(line, seen.ENDED, "–") for line in self._lines if line.enrolment.state in ENDED)

    def _cut(self, places: int) -> Cut:
        told = (
            _("hết {n} chỗ · những người dưới đây vào danh sách dự bị")
            if self._per_person
            else _("hết {n} chỗ · các hộ dưới đây vào danh sách dự bị")
        )
        return Cut(told.format(n=places))

    def _order(self, able: Sequence[EnrolmentLine], today: date, free: int | None) -> list[EnrolmentLine]:
        """Who may be approved, in the order of priority."""
        keys = {line.enrolment.id: line for line in able}
        applicants: list[tuple[Hashable, object]] = [
            (line.enrolment.id, self._found[line.enrolment.id].applicant) for line in able
        ]
        told = ranking(activities.sub_project_of(self._one), applicants, today, free)  # type: ignore[arg-type]
        self._ranked = {row.key: row for row in told.rows}  # type: ignore[misc]
        return [keys[row.key] for row in told.rows]  # type: ignore[index]

    def _stop(self, line: EnrolmentLine) -> str:
        """What kind of thing keeps somebody out."""
        each = self._found[line.enrolment.id]
        if each.verdict is None or (each.verdict.ok is False and not each.clashes):
            return seen.INELIGIBLE
        if each.clashes and not line.enrolment.exception_why:
            return seen.DOUBLE
        return seen.UNKNOWN if each.verdict.ok is None else seen.INELIGIBLE

    def _row(self, line: EnrolmentLine, standing: str, rank: str) -> Row:
        its, each = line.enrolment, self._found[line.enrolment.id]
        stands = each.standing
        birth = _year(line.birth) if self._per_person else ""
        return Row(
            enrolment=its.id,
            household=its.household,
            person=its.person,
            name=line.name,
            about=" · ".join(filter(None, (birth, line.code))) if birth else line.code,
            village=line.village,
            rank=rank,
            klass=its.approved_class or (stands.klass if stands else ""),
            groups=self._groups(each),
            standing=standing,
            state=its.state,
            state_words=_capital(STATE_NAMES[its.state]()),
            why=self._why(line, standing),
            said=tuple(_said(each, its, self._laws)),
            besides=tuple(self._beside(cast("Key", clash.record.key), clash.text) for clash in each.clashes),
            exception=its.exception_why and f"{its.exception_by}: {its.exception_why}",
            got=_got(line, self._one.unit),
            given=line.got.value,
            unsigned=line.got.unsigned,
            details=its.details,
            told=its.told,
            birth=line.birth,
            sex=self._sexes.get(its.person or b"", "") or "",
        )

    def _groups(self, each: Examined) -> str:
        if each.applicant is None:
            return ""
        told = each.applicant.household.groups
        short = _short_groups()
        return ", ".join(short.get(code, "") for code in short if told.get(code))

    def _why(self, line: EnrolmentLine, standing: str) -> str:
        """The decisive fact in one line."""
        its, each = line.enrolment, self._found[line.enrolment.id]
        if standing == seen.HELD:
            return shown(its.approved) if its.approved else ""
        if standing == seen.ENDED:
            return its.ended_why
        if standing == seen.TIED:
            ties = [row for row in self._ranked.values() if row.standing == seen.TIED]
            because = next(iter(self._ranked[its.id].because), "").rstrip(".")
            told = _("{n} hộ cùng hạng") if not self._per_person else _("{n} người cùng hạng")
            return "; ".join(filter(None, (because, told.format(n=len(ties)))))
        if standing == seen.DOUBLE:
            other = self._besides[cast("Key", each.clashes[0].record.key)]
            return _("Đã có: {title}, năm {year}").format(title=other.activity, year=other.year)
        if standing in seen.STOPPED and each.verdict is not None:
            reason = next(iter(each.verdict.missing or each.verdict.stops), None)
            return (reason.todo or reason.fact) if reason else ""
        return _capital(each.standing.by) if each.standing else _("Không có trong sổ")

    def _whose(self, other: Other) -> str:
        """Whose money the other record is."""
        same = other.programme == programme(self._one.programme).short
        return f"{other.code}, " + (_("cùng chương trình") if same else other.programme)

    def _beside(self, key: Key, text: str) -> Beside:
        other, given = self._besides[key], self._given.get(key)
        return Beside(
            household=other.household,
            title=other.activity,
            whose=self._whose(other),
            day=shown(given[0]) if given else str(other.year),
            value=given[1] if given else 0,
            signed=bool(given and given[3]),
            receiver=given[2] if given else "",
            state=_capital(STATE_NAMES[other.state]()),
            text=text,
        )


def _held_rank(its: Enrolment, held: Sequence[EnrolmentLine]) -> str:
    if its.rank is None:
        return "✓"
    shared = sum(line.enrolment.rank == its.rank for line in held) > 1
    return f"={its.rank}" if shared else str(its.rank)


def _said(each: Examined, its: Enrolment, laws: Mapping[str, str]) -> Iterator[Said]:
    """Rule by rule: as found on the day of approval, before that as found today."""
    if its.approved:
        for key, text in its.grounds.items():
            if text:
                yield Said(True, laws.get(key.rpartition(" ")[2], str(text)), str(text))
        return
    if each.verdict is None:
        yield Said(False, _("Không còn trong sổ của nơi này."), "")
        return
    for reason in each.verdict.reasons:
        yield Said(reason.ok, reason.law, reason.fact, reason.todo, reason.mark.source)
    if its.exception_why:
        yield Said(True, _("Hỗ trợ dù trùng, theo {by}").format(by=its.exception_by), its.exception_why)
    elif each.clashes:
        yield Said(False, _("Chưa nhận cùng loại, cùng thời kỳ"), "")
    else:
        yield Said(True, _("Chưa nhận cùng loại, cùng thời kỳ"), "")
    if its.state == WAITING:
        yield Said(None, _("Đang ở danh sách chờ từ {day}").format(day=shown(its.waiting)), "")


def _got(line: EnrolmentLine, unit: str) -> str:
    got = line.got
    if not got.last:
        return ""
    quantity = f"{figure(got.quantity)} {unit}".strip() if got.quantity else ""
    return " · ".join(filter(None, (quantity, dong(got.value) if got.value else "")))


def _short_groups() -> dict[str, str]:
    """Groups in a word, in the order of the code list."""
    short = {
        "minority": _("DTTS"),
        "merit": _("có công"),
        "woman_head": _("phụ nữ"),
        "no_labour": _("không lao động"),
    }
    return {one.code: short[one.code] for one in code_list("groups").entries if one.code in short}


def _given(session: Session, enrolments: Sequence[Key]) -> dict[Key, tuple[str, int, str, bool]]:
    """The last delivery of each: day, đồng in all, who received, signed."""
    query = select(Delivery).where(col(Delivery.enrolment).in_(enrolments), Delivery.deleted == 0)
    found: dict[Key, tuple[str, int, str, bool]] = {}
    for one in session.exec(query.order_by(col(Delivery.on_day))):
        before = found.get(one.enrolment, ("", 0, "", False))[1]
        value = before + (one.value or 0) - (one.returned_value or 0)
        found[one.enrolment] = (one.on_day, value, one.receiver, bool(one.signed))
    return found


def _sexes(session: Session, enrolments: Sequence[Enrolment]) -> dict[Key, str | None]:
    keys = [its.person for its in enrolments if its.person]
    return {one.id: one.sex for one in session.exec(select(Person).where(col(Person.id).in_(keys)))}


def _year(birth: str) -> str:
    return birth[:4]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
