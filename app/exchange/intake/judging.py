"""Each line of a list of beneficiaries against the register and the rules: who it is, what is to be done.

Matches and judges as the services would; writes nothing. `beneficiaries` does what is found here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from app.errors import InputFault
from app.exchange.intake import register
from app.exchange.intake.applying import applicants
from app.exchange.intake.intake import SKIP, Outcome, Request
from app.exchange.intake.matching import Known, Match, Matcher, contradicts
from app.exchange.lines import BeneficiaryLine, HouseholdLine, Problem, Reading
from app.i18n import _, number
from app.models.intake import CHANGED, DOUBTFUL, EQUAL, NEW, REFUSED
from app.models.key import Key
from app.models.support import Activity, Delivery, Enrolment
from app.rules.support_kinds import PERSON
from app.services.support.activities import HOLDING, unit_of
from app.services.support.enrolment_steps import BEFORE_APPROVAL, last_day
from app.services.support.enrolments import Applying
from app.services.support.examining import Examined, examine
from app.store.store import Store
from app.vietnamese import fold, one_spelling


@dataclass(frozen=True, slots=True)
class Judged:
    """A line with what is to be done about it.

    Attributes:
        enrolment: of the store, or not saved yet; None for a line that stays out.
        approves: it gets a place by this list.
        gives: what it says was handed over is to be recorded.
    """

    line: BeneficiaryLine
    outcome: Outcome
    enrolment: Enrolment | None = None
    approves: bool = False
    gives: bool = False

    @property
    def applying(self) -> Applying:
        """The household, or one of its persons."""
        assert self.enrolment, "a line that stays out is not written"
        return self.enrolment.household, self.enrolment.person


class _Spots:
    """Whom village and name fit alone, together with the code or with being in the activity already."""

    def __init__(self, known: Sequence[Known], enrolled: set[Key]) -> None:
        self._enrolled = enrolled
        self._there: dict[tuple[Key, str], list[Known]] = defaultdict(list)
        for one in known:
            self._there[one.village, one_spelling(one.head)].append(one)

    def sure(self, line: HouseholdLine, village: Key | None) -> Match | None:
        """The one that a line means; None where another might be meant, or its birth says otherwise."""
        same = self._there.get((village or b"", one_spelling(line.name)), [])
        fitting = [one for one in same if not contradicts(line, one)]
        coded = [one for one in fitting if line.code and one.code == line.code]
        if len(coded) == 1:
            return Match(coded[0])
        alone = len(same) == 1 and bool(fitting) and same[0].household in self._enrolled
        return Match(same[0]) if alone else None


class Judging:
    """One list on its way in.

    Attributes:
        decided: the day of approval: of the decision, else the first on which something was handed over.
        seen: identities of all lines that any intake has kept.
    """

    def __init__(
        self, store: Store, session: Session, one: Activity, reading: Reading, request: Request, on: date
    ) -> None:
        self._store, self._session, self._one = store, session, one
        self._reading, self._request, self._on = reading, request, on.isoformat()
        first = min((self._on, *(line.on for line in reading.beneficiaries if line.on)))
        self.decided = one.decision_day if "" < one.decision_day <= self._on else first
        self._persons = unit_of(one) == PERSON
        self._known = applicants(session, store.place, persons=self._persons)
        query = select(Enrolment).where(Enrolment.activity == one.id, Enrolment.deleted == 0)
        self._there = {(each.household, each.person): each for each in session.exec(query)}
        self._given = _given(session, one.id)
        self._before, self.seen = register.taken(session), register.seen(session)

    def lines(self) -> list[Judged]:
        """Every line with what is to be done, in the order of the file."""
        lines = self._reading.beneficiaries
        pairs = [(self.identity(line.who), line.who) for line in lines]
        found = [self._who(line, match) for line, match in zip(lines, self._match(pairs), strict=True)]
        judged = self._judged([who for who in found if isinstance(who, tuple)])
        return [
            Judged(line, who) if isinstance(who, Outcome) else self._line(line, who, judged)
            for line, who in zip(lines, found, strict=True)
        ]

    def identity(self, line: HouseholdLine) -> str:
        """The content of a line, with the activity that gives it its meaning."""
        village = one_spelling(line.village)
        return f"{self._reading.kind}|{self._one.id.hex()}|{village}|{line.fingerprint}|{line.occurrence}"

    def _match(self, pairs: Sequence[tuple[str, HouseholdLine]]) -> list[Match]:
        villages = register.Villages(self._session, self._store.place)
        places = {line.village: villages.find(line.village)[0] for _identity, line in pairs}
        known = {name: key for name, key in places.items() if key}
        matcher = Matcher(self._known, self._taken(pairs), known, self._store.place)
        pick = _Spots(self._known, self._enrolled())
        found = matcher.match(pairs)
        return [
            match if match.known else pick.sure(line, known.get(line.village)) or match
            for (_identity, line), match in zip(pairs, found, strict=True)
        ]

    def _enrolled(self) -> set[Key]:
        """Whom the activity has already, as matching knows them."""
        return {person if self._persons and person else home for home, person in self._there}

    def _taken(self, pairs: Iterable[tuple[str, HouseholdLine]]) -> dict[str, Key]:
        """What became of lines taken in before: the household, or its member of that name who is enrolled."""
        names = {each.household: each.head for each in self._known}
        found = {}
        for identity, line in pairs:
            home = self._before.get(identity)
            own = [key[1] for key in self._there if key[0] == home and key[1]]
            if home and not self._persons:
                found[identity] = home
            elif home and (same := [key for key in own if fold(names.get(key, "")) == fold(line.name)]):
                found[identity] = same[0]
        return found

    def _who(self, line: BeneficiaryLine, match: Match) -> Applying | Outcome:
        """Whom a line speaks of, or why it stays out."""
        who = line.who
        if refused := (*who.refusals, *self._too_much(line)):
            return Outcome(who, REFUSED, reasons=(*refused, *who.warnings))
        decision = self._request.decisions.get((who.sheet, who.row))
        known = self._decided(decision) if isinstance(decision, bytes) else match.known
        if known is None or decision == SKIP:
            why = match.reason or _("Không có ai tên này trong sổ; kiểm tra tên, năm sinh, bản.")
            told = Problem(who.sheet, who.row, 0, why)
            return Outcome(who, DOUBTFUL, candidates=match.candidates, reasons=(told, *who.warnings))
        return self._applying(known)

    def _applying(self, known: Known) -> Applying:
        if not self._persons:
            return known.household, None
        assert known.membership, "a person is known with the household that it is a member of"
        return known.membership, known.household

    def _decided(self, decision: Key) -> Known:
        found = next((known for known in self._known if known.household == decision), None)
        if found is None:
            raise InputFault(
                _("Người được chọn cho một dòng còn ngờ không có trong sổ."),
                todo=_("Chép lại mã từ danh sách ứng viên của dòng ấy."),
            )
        return found

    def _too_much(self, line: BeneficiaryLine) -> Iterator[Problem]:
        share, who = self._one.share, line.who
        if share is not None and (line.amount or 0) > share:
            told = _("{amount} đồng vượt mức {share} đồng mỗi đối tượng của hoạt động; sửa một trong hai.")
            text = told.format(amount=number(line.amount or 0), share=number(share))
            yield Problem(who.sheet, who.row, 0, text)

    def _judged(self, who: Iterable[Applying]) -> Mapping[Applying, Examined]:
        """Those who are not approved yet, as they are found on the day of approval."""
        waiting = [self._there.get(each) or self._new(each) for each in dict.fromkeys(who)]
        asked = [each for each in waiting if each.state in BEFORE_APPROVAL]
        day = self.day(asked)
        found = examine(self._store, self._one, date.fromisoformat(day), asked) if asked else ()
        return {(each.enrolment.household, each.enrolment.person): each for each in found}

    def _new(self, who: Applying) -> Enrolment:
        household, person = who
        return Enrolment(
            activity=self._one.id, household=household, person=person, place=b"", registered=self.decided
        )

    def day(self, asked: Iterable[Enrolment]) -> str:
        """The day of approval: of the decision, but of nobody before the last step."""
        return max((self.decided, *map(last_day, asked)))

    def act_of(self, line: BeneficiaryLine) -> tuple[str, str]:
        """On which day what was handed over."""
        return line.on or self._on, line.content or self._one.content or self._one.title

    def _line(self, line: BeneficiaryLine, who: Applying, judged: Mapping[Applying, Examined]) -> Judged:
        there, found, its = self._there.get(who), judged.get(who), line.who
        if found is None and (there is None or there.state not in HOLDING):
            told = Problem(its.sheet, its.row, 0, _("Đã rút hoặc không được duyệt ở hoạt động này."))
            return Judged(line, Outcome(its, REFUSED, who[0], reasons=(told, *its.warnings)))
        problems = tuple(Problem(its.sheet, its.row, 0, block) for block in (found.blocks if found else ()))
        if found and problems and (found.clashes or found.verdict is None or found.verdict.ok is False):
            return Judged(line, Outcome(its, REFUSED, reasons=(*problems, *its.warnings)))
        approves = found is not None and not problems
        gives = (there is None or not self._has(line, there)) and not problems and _something(line)
        status = NEW if there is None else CHANGED if approves or gives else EQUAL
        outcome = Outcome(its, status, who[0], reasons=(*problems, *its.warnings))
        enrolment = there or (found.enrolment if found else None)
        return Judged(line, outcome, enrolment, approves, gives)

    def _has(self, line: BeneficiaryLine, enrolment: Enrolment) -> bool:
        """True where its hand-over is on record: by an intake of the same line, or by day and content."""
        given = self._given.get(enrolment.id, ())
        return self.act_of(line) in given or (bool(given) and self.identity(line.who) in self._before)


def _something(line: BeneficiaryLine) -> bool:
    return bool(line.amount or line.quantity)


def _given(session: Session, key: Key) -> dict[Key, set[tuple[str, str]]]:
    """Day and content of what each enrolment of an activity got."""
    query = (
        select(Delivery)
        .join(Enrolment, col(Enrolment.id) == col(Delivery.enrolment))
        .where(Enrolment.activity == key, Delivery.deleted == 0)
    )
    found: dict[Key, set[tuple[str, str]]] = defaultdict(set)
    for one in session.exec(query):
        found[one.enrolment].add((one.on_day, one.content))
    return found
